"""What a walk tells: in the terminal while it goes, and in files at the end."""
