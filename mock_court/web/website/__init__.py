"""The court's public website: home page, a few pages that say what they are, case locator."""
