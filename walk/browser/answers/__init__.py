"""Whose an answer is, and whether what asked for it can use it."""
