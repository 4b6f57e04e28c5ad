"""Private data for tests of what masks it."""

from walk.privacy.private_data import Kind, PrivateData


def private_data(kind: Kind = Kind.SECRET, /, **values: str) -> PrivateData:
    """Return private data of one kind, by name."""
    private = PrivateData()
    for name, value in values.items():
        private.add(name, value, kind)
    return private
