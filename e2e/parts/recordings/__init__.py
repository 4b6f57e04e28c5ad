"""Tests of outlines and recordings."""
