"""The court's notices by real SMTP, and the mailbox that shows them."""
