"""The one request that a permitted Submit may make, by a form or by a script."""
