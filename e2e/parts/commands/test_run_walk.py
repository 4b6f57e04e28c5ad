"""What a browser is started with for a walk, and what its requests are judged by."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.parts.follow.stand_ins import guide, result, setup, target
from walk.browser.options import SessionOptions
from walk.commands import run_walk
from walk.commands.run_walk import WalkRequest
from walk.guide.ignored import Ignored
from walk.guide.model import GuideScreen
from walk.guide.overlay import Accepted, AcceptedDifference
from walk.results import Cause, Verdict, WalkResult
from walk.safety.credentials import Permit
from walk.safety.policy import Policy
from walk.safety.request_filter import RequestFilter
from walk.settings.config import Environment, Project, Tracing, Use
from walk.settings.sites import Addresses

PACER = {"PACER_USERNAME": "jdoe", "PACER_PASSWORD": "Kw7-password"}
BOTH = PACER | {"CMECF_LOGIN": "jdoe01", "CMECF_PASSWORD": "Xp9-password"}
NEAR = Addresses("http://www.localhost/", "http://pacer.localhost/", "http://ecf.localhost/")


def requested(trace: Tracing = "off") -> WalkRequest:
    """Return what is asked for: the steps up to the third one, of a guide of four."""
    request = SimpleNamespace(
        guide=guide(*(GuideScreen("sign-on"),) * 4),
        environment=Environment("live", assets=("cdn.test",), slow_mo=250, name="far"),
        config=None,
        project=Project("chromium", Use(trace=trace)),
        browser=SimpleNamespace(engine="chromium"),
        headed=False,
        until=3,
        required=1,
    )
    return cast("WalkRequest", request)


def started(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: Any,  # noqa: ANN401 a court, whichever
) -> tuple[SessionOptions, RequestFilter]:
    """Return what a browser would be started with, and what would judge its requests."""
    noted: list[Any] = []

    def note(*more: object) -> None:
        noted.extend(more)
        raise KeyboardInterrupt

    monkeypatch.setattr(run_walk, "open_browser_session", note)
    request = requested()
    own = setup(folder, request.guide, target=given)
    with pytest.raises(KeyboardInterrupt):
        run_walk.run_walk(request, own, *cast("Any", (None, None, lambda _: None)))
    return noted[0], noted[1]


@pytest.mark.parametrize(
    ("given", "permit", "assets", "may_link"),
    [
        ({}, None, None, False),
        (PACER, None, ("cdn.test",), False),
        (BOTH, None, ("cdn.test",), False),
        (BOTH, Permit("jdoe01", "Jane Doe"), ("cdn.test",), True),
    ],
)
def test_a_browser_is_as_slow_and_loads_as_little_as_the_environment_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, str],
    permit: Permit | None,
    assets: tuple[str, ...] | None,
    *,
    may_link: bool,
) -> None:
    there = target(Policy.elsewhere("far", given, permit))

    options, filter_ = started(tmp_path, monkeypatch, there)

    assert (options.slow_mo, options.confined_to_mock) == (250, False)
    assert (filter_.assets, filter_._may_link) == (assets, may_link)


def test_nobody_waits_for_a_court_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = target(Policy.elsewhere("near", {}, None), addresses=NEAR)

    options, _ = started(tmp_path, monkeypatch, near)

    assert options.slow_mo == 0


@pytest.mark.parametrize(
    ("verdict", "trace", "has_trace"),
    [
        (Verdict.AS_DOCUMENTED, "on", True),
        (Verdict.AS_DOCUMENTED, "retain-on-failure", False),
        (Verdict.DRIFTED, "retain-on-failure", True),
        (Verdict.BLOCKED, "retain-on-failure", True),
    ],
)
def test_a_result_says_what_was_asked_for_and_what_is_left_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    verdict: Verdict,
    trace: Tracing,
    *,
    has_trace: bool,
) -> None:
    steps = (result(1), result(2, verdict=verdict, cause=Cause.OURS), result(3), result(4))
    walk = SimpleNamespace(first=2, not_compared=(1, 2, 4), follow=lambda *_: steps)
    kept: list[object] = []
    session = SimpleNamespace(
        version="1",
        finish=lambda: None,
        shut_down=lambda: None,
        traces=SimpleNamespace(keep=lambda *_: kept.append(1)),
    )
    monkeypatch.setattr(run_walk, "open_browser_session", lambda *_: nullcontext(session))
    monkeypatch.setattr(run_walk, "Walk", lambda *_: walk)
    gone = AcceptedDifference("removed", "link", "menu bar", "Help")
    accepted = Accepted((gone,), (Ignored("It changes.", "menu bar", text="News"),))
    there = target(Policy.elsewhere("far", {}, None))
    own = setup(tmp_path, requested().guide, target=there, accepted=accepted, is_strict=True)
    reported: list[WalkResult] = []
    driver, held = SimpleNamespace(close=lambda: None), SimpleNamespace(hold_back=lambda: None)

    found, ended = run_walk.run_walk(
        requested(trace), own, *cast("Any", (driver, held, reported.append))
    )

    assert (reported, ended, len(kept)) == ([found], None, has_trace)
    assert (found.asked_for, found.required, found.not_compared) == ((2, 3), 1, (2,))
    assert (found.is_strict, found.lacks, found.has_evidence) == (True, "no credentials", True)
    assert (found.obsolete, found.unused) == ((gone.drift,), ("'News' on the menu bar screen",))
