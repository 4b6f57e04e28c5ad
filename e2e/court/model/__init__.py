"""The model of the court, and its races."""
