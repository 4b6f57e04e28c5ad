"""The browser of a walk: found, installed, started and traced."""
