"""Tests of reports and evidence."""
