"""Courts of other makers."""
