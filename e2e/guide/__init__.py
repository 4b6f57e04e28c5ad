"""The guide and its warnings, proved in a browser."""
