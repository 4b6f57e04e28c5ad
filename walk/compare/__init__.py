"""Compares what a guide documents with what a screen shows."""
