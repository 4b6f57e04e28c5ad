"""Keeps secrets and names of people out of the files that a walk leaves."""
