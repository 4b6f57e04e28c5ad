"""Tests of walk/patch."""
