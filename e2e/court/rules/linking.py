"""The way to a link through the court's rules, for tests of what comes before and after it."""

from mock_court.rules.court import Court, LinkRequest
from mock_court.rules.people import Attorney
from mock_court.rules.records import Link


def request_link(court: Court, attorney: Attorney) -> LinkRequest:
    """Sign the attorney on and submit the link form."""
    session = court.open_session(attorney.pacer)
    return court.request_link(session, attorney.cmecf.login, attorney.cmecf.password)


def link(court: Court, attorney: Attorney) -> Link:
    """Sign the attorney on, submit the link form and its verification."""
    return court.link(request_link(court, attorney))
