"""What a report says to programs: CI systems, tables of tests, and whoever reads walk.json."""
