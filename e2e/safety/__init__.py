"""Tests of what a walk must never do."""
