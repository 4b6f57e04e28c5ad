"""Tests of the court's rules, without HTTP."""
