"""What became of one guide at one court, walk after walk."""
