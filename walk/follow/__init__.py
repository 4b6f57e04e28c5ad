"""Follows a guide step by step and gives the verdicts."""
