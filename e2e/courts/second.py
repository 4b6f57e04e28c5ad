"""A second court beside the first: other addresses and menus, the same PACER, the same records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from mock_court.courts.profile import read_profile
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney
from mock_court.serve import serve


@contextmanager
def second_court(first: EmbeddedCourt) -> Iterator[EmbeddedCourt]:
    """Serve the court of Colorado, where the first court's attorney has another CM/ECF account."""
    court = Court(read_profile("cob"), first.served.court.records)
    # As in life nothing ties the login at one court to the login at another.
    account = replace(first.people.attorney().cmecf, name=first.attorney.cmecf.name)
    attorney = Attorney(first.attorney.pacer, account)
    court.enroll([attorney])
    with serve(court) as served:
        yield EmbeddedCourt(served, first.people, attorney)
