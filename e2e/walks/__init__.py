"""Tests of whole walks."""
