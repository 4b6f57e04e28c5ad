"""The page of a report: one file with all in it, for people."""
