"""Tests of the command `look`."""
