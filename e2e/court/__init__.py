"""The rules of the court, tested without a browser and without HTTP."""
