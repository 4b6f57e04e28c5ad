"""A court whose pages are as the web is: three markups nobody tuned, and situations by name."""
