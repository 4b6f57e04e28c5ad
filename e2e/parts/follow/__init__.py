"""Tests of the decisions of a walk, without a walk."""
