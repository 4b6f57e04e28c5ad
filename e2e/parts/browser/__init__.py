"""Tests of how a browser is found, started, watched and ended."""
