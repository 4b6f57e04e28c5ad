"""The regression suite."""
