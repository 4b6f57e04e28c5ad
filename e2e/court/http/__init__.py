"""Tests of the court over HTTP, without a browser."""
