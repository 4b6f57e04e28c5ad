"""Tests of walk/runs."""
