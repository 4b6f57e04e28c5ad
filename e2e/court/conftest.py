"""Fixtures for the tests of the court's rules: a court, its records, its people and its clock."""

import random
from collections.abc import Iterator

import pytest

from e2e.court.rules.clock import Clock
from mock_court.courts.profile import Profile, read_profile
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Records


@pytest.fixture
def clock() -> Clock:
    """Give the clock that the court goes by."""
    return Clock()


@pytest.fixture
def people() -> People:
    """Give people of the test's own; their seed follows pytest-randomly's and is in the report."""
    people = People(random.getrandbits(32))
    print(f"The people of this test have the seed {people.seed}.")
    return people


@pytest.fixture(scope="session")
def profile() -> Profile:
    """Give the profile of the court of the guide."""
    return read_profile("wiwb")


@pytest.fixture
def records() -> Iterator[Records]:
    """Give records in memory."""
    records = Records()
    yield records
    records.close()


@pytest.fixture
def court(profile: Profile, records: Records, clock: Clock) -> Court:
    """Give a court that behaves as the guide says."""
    return Court(profile, records, now=clock)


@pytest.fixture
def attorney(court: Court, people: People) -> Attorney:
    """Give an attorney whose accounts the court knows, and who is not linked."""
    attorney = people.attorney()
    court.enroll([attorney])
    return attorney
