"""Walks that are over, read from the walk.json that each left."""
