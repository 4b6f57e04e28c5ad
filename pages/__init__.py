"""Page objects: one screen each, in the reader's words."""
