"""Tests that the records survive: failures of the database, killed processes, other files."""
