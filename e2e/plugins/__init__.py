"""What the suite adds to pytest: the engines it runs on, what tests prove, what failures show."""
