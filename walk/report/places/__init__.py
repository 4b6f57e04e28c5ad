"""Where on the picture of a step something is, or should have been."""
