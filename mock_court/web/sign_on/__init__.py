"""PACER central sign-on: the login form, its dialogs, and the way back to the court."""
