"""How fast a walk is, measured against a bare script."""
