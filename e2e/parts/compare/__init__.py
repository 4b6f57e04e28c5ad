"""Tests of the comparison of a screen with a guide."""
