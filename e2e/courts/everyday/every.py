"""Every situation of the everyday court."""

from functools import cache

from e2e.courts.everyday.benign import benign
from e2e.courts.everyday.changes import changes
from e2e.courts.everyday.markup import benign_markup
from e2e.courts.everyday.names import names
from e2e.courts.everyday.situation import Situation
from e2e.courts.everyday.unseen import unseen


@cache
def every_situation() -> tuple[Situation, ...]:
    """Return all of them, the changes first."""
    return (*unseen(), *changes(), *names(), *benign_markup(), *benign())


def situation(name: str) -> Situation:
    """Return the situation of that name."""
    for each in every_situation():
        if each.name == name:
            return each
    raise LookupError(f"There is no situation {name!r}. Try `python -m e2e.courts.everyday`.")
