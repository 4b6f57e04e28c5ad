"""Makes the guide afresh for its readers, with what a walk saw."""
