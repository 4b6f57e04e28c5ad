"""What keeps a walk from linking, leaking or signing on too often."""
