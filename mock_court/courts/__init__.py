"""The profiles of the courts, one file each."""
