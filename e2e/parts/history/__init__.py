"""Tests of walk/history."""
