"""Defects made by hand, each with the tests that have to notice it, and what tries them."""
