"""Mends a guide by what a walk observed."""
