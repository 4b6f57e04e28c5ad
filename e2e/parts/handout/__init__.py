"""Tests of walk/handout."""
