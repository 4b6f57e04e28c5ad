"""What was on screen at an earlier walk, and what changed since."""
