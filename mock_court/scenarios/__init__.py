"""Named misbehaviors that the mock court can be started with."""
