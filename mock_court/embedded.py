"""A court made for one walk or one test: fresh records, a free port, one attorney."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from mock_court.courts.profile import read_profile
from mock_court.errors import UsageError
from mock_court.places import Place, places_of
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, People
from mock_court.scenarios.lookup import behavior_of
from mock_court.serve import ServedCourt, serve

__all__ = ["CannotOpen", "EmbeddedCourt", "Place", "embedded_court"]


class CannotOpen(Exception):
    """The court cannot be opened; the message says why, and what to do."""


@dataclass(frozen=True)
class EmbeddedCourt:
    """A served court, its people, and the attorney who has not linked yet."""

    served: ServedCourt
    people: People
    attorney: Attorney

    @property
    def places(self) -> Mapping[str, Callable[[], Place]]:
        """The screens at which its attorney can be put, each with what does so."""
        return places_of(self.served, self.attorney)


@contextmanager
def embedded_court(
    court_id: str, scenarios: Iterable[str] = (), *, seed: int | None = None
) -> Iterator[EmbeddedCourt]:
    """Serve the court called `court_id` for a while, or raise `CannotOpen`."""
    with ExitStack() as stack:
        try:
            profile = read_profile(court_id)
            behavior = behavior_of(scenarios, profile)
            people = People(behavior.seed(seed))
            court = Court(profile, behavior=behavior)
            (attorney,) = court.enroll([people.attorney()])
            served = stack.enter_context(serve(court))
        except UsageError as error:
            raise CannotOpen(str(error)) from error
        yield EmbeddedCourt(served, people, attorney)
