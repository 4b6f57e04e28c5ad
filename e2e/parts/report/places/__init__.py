"""Tests of walk/report/places."""
