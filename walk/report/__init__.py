"""Reports of a walk: in the terminal while it runs, and in files at the end."""
