"""The drift score: how many changes of a court a walk notices, where, and by which name."""
