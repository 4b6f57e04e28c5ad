"""Tests of the locks, without a walk."""
