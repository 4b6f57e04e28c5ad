"""One screen of a step: come to it, compare it, keep its evidence, act on it."""
