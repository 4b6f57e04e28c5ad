"""Tests of guides, their checks and accepted differences."""
