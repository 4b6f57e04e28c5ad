"""The names at the permanent Submit: what the page has, what it draws, and that these are one."""
