"""Compares the screens of a walk with those of an earlier walk."""
