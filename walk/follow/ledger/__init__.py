"""What a walk found out at each step: the only writer of verdicts, differences and notes."""
