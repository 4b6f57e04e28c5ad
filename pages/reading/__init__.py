"""Reads pages as a person does: by words, places and what can be used."""
