"""Walks at a court where one request fails: every fault at every request of a linking walk."""
