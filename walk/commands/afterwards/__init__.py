"""Commands that need no browser to walk: they work with what walks have left."""
