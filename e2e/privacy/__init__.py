"""Tests that secrets and names stay out of what is left behind."""
