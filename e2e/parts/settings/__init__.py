"""Tests of the configuration file and the addresses."""
