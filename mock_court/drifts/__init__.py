"""Changes of the court's pages by name: those that a reader sees, and those that no reader sees."""
