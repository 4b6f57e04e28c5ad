"""The court's rules and records, with no HTTP in them."""
