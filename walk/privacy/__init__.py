"""Keeps secrets and names of people out of what a walk leaves behind."""
