"""Presses what submits; the permanent Submit only while the right names are drawn."""
