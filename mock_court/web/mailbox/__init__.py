"""The page where a person reads the mail that the court sent."""
