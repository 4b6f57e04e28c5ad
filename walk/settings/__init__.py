"""The configuration, and how files from a user are read."""
