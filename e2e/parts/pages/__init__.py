"""Tests of page objects and the scripts that read a page."""
