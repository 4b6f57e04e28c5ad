"""Tests of what no report may contain."""
