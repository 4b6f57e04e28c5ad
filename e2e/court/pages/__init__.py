"""Tests of what single pages and endpoints of the court decide."""
