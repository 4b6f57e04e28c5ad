"""A session that ends in the middle of a walk: told at once, at every step after signing on."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp

from e2e.safety.linking_walk import beginning_at_the_form
from e2e.walks.live import permit_of, variables_of, walk_live
from e2e.walks.run import CommandResult, answer, follow, impatient
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.places import places_of

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]

MAIN, MENU, FORM, VERIFICATION, CONFIRMATION = (
    f"/cgi-bin/{name}.pl"
    for name in ("showpage", "DisplayMenu", "LinkAccount", "LinkVerify", "LinkDone")
)
PATIENT = 60_000
"""Who waits so long in vain is ended by the limit of a step, and says something else."""


class Ends(NamedTuple):
    """When a session ends, and where a walk tells of it."""

    begin: int
    """The step at which the walk of the embedded court begins."""
    asked: str
    """The method and the path of the request that has no session any more."""
    told_at: int
    nth: int = 1
    """How many such requests there are until then."""
    scenarios: Sequence[str] = ()


ENDS = {
    "right after Login": Ends(3, f"GET {MAIN}", 5, 2),
    "at the first Submit": Ends(9, f"POST {FORM}", 11),
    "at a menu": Ends(6, f"GET {MENU}", 7, 1, ["menu-as-page"]),
    "at a group": Ends(6, f"GET {MENU}", 8, 2, ["menu-as-page"]),
    "at the link form": Ends(8, f"GET {FORM}", 9),
    "after the first Submit": Ends(9, f"GET {VERIFICATION}", 11),
    "at the last Submit": Ends(11, f"POST {VERIFICATION}", 13),
    "after the last Submit": Ends(11, f"GET {CONFIRMATION}", 13),
    "at a refresh": Ends(11, f"GET {CONFIRMATION}", 15, 2, ["menu-until-login"]),
}
"""Where the menu opens in place, steps 6 to 8 ask the court for nothing, and step 14 never does."""


def ending(
    own: EmbeddedCourt, ends: Ends, leads_on: Callable[[], ASGIApp] | None = None
) -> EmbeddedCourt:
    """Have each session of a court end there; `leads_on` answers in its place."""
    asked = []

    def end(request: Request) -> ASGIApp | None:
        if f"{request.method} {request.url.path}" != ends.asked:
            return None
        asked.append(request.url.path)
        if len(asked) < ends.nth:
            return None
        own.served.court._sessions.clear()
        return leads_on() if leads_on else None

    answer(own.served, end)
    return own


def assert_is_told(ran: CommandResult, ends: Ends) -> None:
    """Check that a walk says that the session has ended, and nothing else."""
    step = ran.step(ends.told_at)
    assert (ran.status, step["verdict"], step["cause"]) == (3, "blocked", "credentials")
    assert step["reason"].startswith("The session has ended: http://")
    assert step["reason"].endswith(" asks to sign on again.")
    assert [each["drifts"] for each in ran.result["steps"] if each["drifts"]] == []
    assert [each["number"] for each in ran.result["steps"] if each["cause"] == "credentials"] == [
        ends.told_at
    ]


@pytest.mark.sample(2)
@pytest.mark.parametrize("when", ENDS)
def test_a_session_that_ends_is_told_at_once(tmp_path: Path, when: str) -> None:
    ends = ENDS[when]
    scenarios = [word for name in ends.scenarios for word in ("--scenario", name)]
    config = impatient(tmp_path, patience=PATIENT)

    ran = follow(
        tmp_path / "report",
        *("--config", config),
        *("--from", str(ends.begin), *scenarios),
        seed=partial(ending, ends=ends),
        profile=bool(ends.scenarios),
    )

    assert_is_told(ran, ends)
    assert ran.step(ends.told_at)["seconds"] < PATIENT / 1000


@pytest.mark.nightly("below: however a court leads to sign-on, without a page that may lead on")
@pytest.mark.parametrize("when", [when for when in ENDS if "Submit" in when or "link" in when])
def test_a_session_that_ends_elsewhere_is_told_at_once_though_no_page_may_lead_on(
    tmp_path: Path, when: str
) -> None:
    ends = ENDS[when]
    with embedded_court("wiwb") as own:
        ending(own, ends)
        permit = ("--permit-link", permit_of(own.attorney))
        ran = walk_live(tmp_path, own.served, variables_of(own.attorney), *permit, patience=PATIENT)

    assert_is_told(ran, ends)


WAYS: dict[str, Callable[[str], ASGIApp]] = {
    "a late script": lambda to: HTMLResponse(
        f"<p>One moment<script>setTimeout(() => {{ top.location = '{to}' }}, 200)</script>"
    ),
    "a redirect": lambda to: RedirectResponse(to, 303),
    "a script": lambda to: HTMLResponse(f"<script>location.assign('{to}')</script>"),
    "a refresh": lambda to: HTMLResponse(f"<meta http-equiv=refresh content='0;url={to}'>"),
}
"""How a court may lead to its sign-on page."""


@pytest.mark.sample(1)
@pytest.mark.parametrize("way", WAYS)
def test_however_a_court_leads_to_sign_on_the_session_has_ended(tmp_path: Path, way: str) -> None:
    ends = ENDS["at the first Submit"]
    with embedded_court("wiwb") as own:
        to = f"{own.served.sign_on}csologin/login.jsf"
        ending(own, ends, lambda: WAYS[way](to))
        permit = ("--permit-link", permit_of(own.attorney))
        variables = variables_of(own.attorney)
        with beginning_at_the_form(places_of(own.served, own.attorney)):
            ran = walk_live(tmp_path, own.served, variables, *permit, patience=PATIENT)

    assert_is_told(ran, ends)


@pytest.mark.nightly("e2e/parts/follow/test_causes.py: who has not signed on has no session")
def test_a_login_that_leads_nowhere_is_no_session_that_has_ended(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        stays = HTMLResponse("<?xml version='1.0'?><partial-response/>", media_type="text/xml")
        answer(own.served, lambda asked: stays if asked.method == "POST" else None)
        ran = walk_live(tmp_path, own.served, variables_of(own.attorney))

    (stopped,) = [step for step in ran.result["steps"] if step["verdict"] == "blocked"]
    assert "session has ended" not in stopped["reason"]
