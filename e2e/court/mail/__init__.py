"""Tests of the notices and their mail."""
