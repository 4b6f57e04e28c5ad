"""What a court did on a known day, or may do any day: the right verdict, cause, kind and step."""

from asyncio import Event
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.walks.run import STEPS, CommandResult, Seed, at, follow, impatient
from mock_court.embedded import EmbeddedCourt

pytestmark = pytest.mark.walk

Reported = tuple[int, str, str, str | None, str | None]
"""Step, kind, thing, documented and observed words of one drift."""
Walk = Callable[..., CommandResult]


@pytest.fixture
def walked(tmp_path: Path) -> Walk:
    """Follow the guide in a court with these scenarios, with short waits for what does not come."""
    config = impatient(tmp_path)

    def walk(
        *scenarios: str, begun: int = 1, until: int = STEPS, seed: Seed | None = None
    ) -> CommandResult:
        named = [word for name in scenarios for word in ("--scenario", name)]
        part = ("--from", str(begun), "--until", str(until))
        report = tmp_path / f"report-from-{begun}"
        return follow(report, "--config", config, *part, *named, seed=seed)

    return walk


def drifts(ran: CommandResult) -> list[Reported]:
    """Return every drift of a walk."""
    keys = ("kind", "what", "documented", "observed")
    return [
        (step["number"], *(drift[key] for key in keys))
        for step in ran.result["steps"]
        for drift in step["drifts"]
    ]


def verdicts(number: int, verdict: str, drifted: tuple[int, ...] = (), begun: int = 1) -> list[str]:
    """Return the verdicts of a walk that stopped at a step, and met differences before."""
    before = ["drifted" if each in drifted else "as_documented" for each in range(begun, number)]
    return [*["not_reached"] * (begun - 1), *before, verdict, *["not_reached"] * (STEPS - number)]


def links(ran: CommandResult) -> int:
    """Count the accounts that are linked after a walk."""
    return len(ran.court.served.court.records.links())


# Sites that are down or turn somebody away: no difference


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("scenario", "number", "cause", "answer"),
    [
        ("user-agent-block", 1, "transport", "/ answers 403 and looks like a block page: 403"),
        ("website-maintenance", 1, "maintenance", "/ answers 500: Website Maintenance"),
        ("sign-on-maintenance", 3, "maintenance", " answers 503: PACER Maintenance"),
        ("cmecf-maintenance", 3, "maintenance", "/ answers 503: CM/ECF Maintenance"),
        ("sign-on-rate", 3, "transport", " answers 429: 429 Too Many Requests"),
    ],
)
def test_a_site_that_is_down_or_turns_visitors_away_is_no_difference(
    walked: Walk, scenario: str, number: int, cause: str, answer: str
) -> None:
    ran = walked(scenario)

    step = ran.step(number)
    assert (ran.status, ran.result["outcome"]) == (3, "undetermined")
    assert (ran.verdicts, step["cause"]) == (verdicts(number, "blocked"), cause)
    assert answer in step["reason"]
    assert drifts(ran) == []


BLOCKED = "<title>Access Denied</title><h1>Access Denied</h1><p>Reference #18.2d351ab8.1718</p>"
QUEUE = "<title>Court</title><h1>You are now in line</h1><p>Number of users ahead of you: 302</p>"
ROBOTS = "<title>Just a moment...</title><h1>Verifying you are human</h1><button>Continue</button>"
CLOSED = "<!DOCTYPE html><html><title>PACER</title><h1>Closed for maintenance</h1></html>"
ASKS_WHO = {"WWW-Authenticate": 'Digest realm="Court", nonce="1"'}
LOGIN, LINK_FORM = "/csologin/login.jsf", "/cgi-bin/LinkAccount.pl"


async def say_nothing(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 an ASGI app
    """Take a request, and never answer it."""
    await Event().wait()


async def begin_only(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 as above
    """Begin an answer at once, and never end it."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"<h1>Welcome", "more_body": True})
    await Event().wait()


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("begun", "number", "path", "answers", "cause", "reason"),
    [
        (1, 1, "/", begin_only, "transport", "/ gave no answer within 1 s: it answers 200 and"),
        (1, 1, "/", HTMLResponse("No", 401, ASKS_WHO), "credentials", "password (Digest authentic"),
        (1, 1, "/", HTMLResponse(BLOCKED), "transport", "looks like a block page: Access Denied"),
        (3, 3, LOGIN, HTMLResponse(QUEUE), "transport", "looks like a waiting room: Court; You"),
        (5, 9, LINK_FORM, HTMLResponse(ROBOTS, 503), "transport", "503 and looks like a check for"),
        (1, 1, "/", say_nothing, "transport", "/ gave no answer within 1 s."),
    ],
)
def test_what_answers_in_place_of_a_court_is_no_difference(
    tmp_path: Path, begun: int, number: int, path: str, answers: ASGIApp, cause: str, reason: str
) -> None:
    config = impatient(tmp_path, navigationTimeout=1000)

    ran = follow(
        *(tmp_path / "report", "--config", config, "--from", str(begun)), seed=at(path, answers)
    )

    assert (ran.status, ran.verdicts) == (3, verdicts(number, "blocked", begun=begun))
    assert (ran.step(number)["cause"], drifts(ran)) == (cause, [])
    assert reason in ran.step(number)["reason"]


HOME = "<title>Court</title><h1>United States Bankruptcy Court</h1><p>{}</p>"


def test_a_home_page_without_its_links_is_told_where_one_is_selected(walked: Walk) -> None:
    ran = walked(seed=at("/", HTMLResponse(HOME.format("News: our hours have changed."))))

    assert (ran.status, ran.verdicts[:2]) == (1, ["as_documented", "blocked"])
    assert (2, "removed", "link", "E-Filing (CM/ECF)", None) in drifts(ran)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("markup", "status", "cause"),
    [
        (HOME.format("This site is down for maintenance."), 3, "maintenance"),
        ("<title>Welcome</title><h1>It works!</h1><p>This is a new server.</p>", 1, "site"),
    ],
)
def test_a_page_that_is_no_courts_home_page_is_not_taken_for_it(
    walked: Walk, markup: str, status: int, cause: str
) -> None:
    ran = walked(seed=at("/", HTMLResponse(markup)))

    assert (ran.status, ran.step(1)["cause"], drifts(ran)) == (status, cause, [])


@pytest.mark.nightly("e2e/parts/follow/test_causes.py: a page whose script cannot use its answer")
@pytest.mark.parametrize(
    ("answers", "cause", "reason"),
    [
        (HTMLResponse(CLOSED), "maintenance", "is a page where XML was asked for: 'PACER'."),
        (HTMLResponse(BLOCKED), "transport", "'Access Denied'. It looks like a block page."),
        (Response("", media_type="text/xml"), "transport", "and the answer is empty."),
        (Response("<partial-response><changes>"), "transport", "is not well-formed XML, or not"),
    ],
)
def test_an_answer_that_a_script_cannot_use_is_no_difference(
    walked: Walk, answers: ASGIApp, cause: str, reason: str
) -> None:
    ran = walked(begun=3, seed=at(LOGIN, answers, "POST"))

    assert (ran.status, ran.verdicts) == (3, verdicts(5, "blocked", begun=3))
    assert (ran.step(5)["cause"], drifts(ran)) == (cause, [])
    assert reason in ran.step(5)["reason"]


def with_wrong_password(own: EmbeddedCourt) -> EmbeddedCourt:
    """Let the attorney of the walk know another password."""
    pacer = replace(own.attorney.pacer, password="Not-The-Password-1")
    return replace(own, attorney=replace(own.attorney, pacer=pacer))


@pytest.mark.nightly("e2e/safety/test_live.py: a wrong password is tried once")
def test_a_wrong_password_is_reported_in_the_words_of_the_sign_on_page(walked: Walk) -> None:
    ran = walked("invalid-id-words", "sign-on-posts-plainly", begun=3, seed=with_wrong_password)

    step = ran.step(5)
    assert (ran.status, ran.verdicts) == (3, verdicts(5, "blocked", begun=3))
    assert (step["cause"], step["reason"]) == (
        "credentials",
        "The court refuses what was entered: 'Invalid ID or password'.",
    )
    assert drifts(ran) == []


# What no reader of the guide sees


# Those that go together with changes of markup: test_drift.py.
@pytest.mark.nightly("test_drift.py: what no reader would notice is no difference")
def test_what_no_reader_of_the_guide_would_notice_is_no_difference(walked: Walk) -> None:
    ran = walked("sign-on-posts-plainly", "confirmation-pop-up", begun=3)

    assert (ran.status, ran.error, drifts(ran)) == (0, "", [])
    walked_steps = ["as_documented"] * (STEPS - 3)
    assert ran.verdicts == ["not_reached", "not_reached", *walked_steps, "not_needed"]
    assert links(ran) == 1


# What a reader would stumble over


@pytest.mark.nightly("test_drift.py: one letter changed, and one more in the full menu bar")
def test_items_of_the_menu_bar_that_were_there_for_a_while_are_reported(walked: Walk) -> None:
    ran = walked("logout-label", "user-manual-item", begun=5)

    assert (ran.status, links(ran)) == (1, 1)
    assert drifts(ran) == [
        (5, "renamed", "link", "Log Out", "Logout"),
        (5, "added", "link", None, "User Manual"),
        (14, "renamed", "link", "Log Out", "Logout"),
    ]
    assert ran.step(14)["notes"][0] == "The menu bar has the item 'User Manual' too."
    assert [
        number for number, verdict in enumerate(ran.verdicts, start=1) if verdict == "drifted"
    ] == [5, 14]


def test_a_first_page_without_privileges_is_a_difference_of_the_site(walked: Walk) -> None:
    ran = walked("access-error-once", begun=3)

    assert (ran.status, ran.verdicts) == (1, verdicts(5, "blocked", begun=3))
    assert ran.step(5)["cause"] == "site"
    assert "'This user has no access privileges defined.'" in ran.step(5)["reason"]
    assert drifts(ran) == []


@pytest.mark.nightly("e2e/parts/follow/test_missing_screen.py: a screen of the guide comes instead")
def test_a_page_that_the_guide_has_and_the_court_leaves_out_is_removed(walked: Walk) -> None:
    ran = walked("links-at-first-submit", begun=9)

    assert (ran.status, ran.verdicts) == (1, verdicts(11, "blocked", begun=9))
    assert ran.step(11)["cause"] == "site"
    ((number, kind, what, documented, observed),) = drifts(ran)
    assert (number, kind, what, documented) == (11, "removed", "page", "verification")
    assert observed is not None
    assert "confirmation" in observed
    assert links(ran) == 1


@pytest.mark.nightly("test_drift.py: the second Submit is not sent unless both names are right")
@pytest.mark.parametrize("scenario", ["names-exchanged", "other-account"])
def test_names_that_are_not_those_of_the_accounts_stop_a_walk_before_it_links(
    walked: Walk, scenario: str
) -> None:
    ran = walked(scenario, begun=11)

    pacer = ran.court.attorney.pacer.name
    cmecf = f"{ran.court.attorney.cmecf.login} {ran.court.attorney.cmecf.name}"
    seen = {
        "names-exchanged": (pacer, cmecf),
        "other-account": ("janero00000 Jane Roe", "Jane Roe"),
    }
    assert (ran.status, ran.verdicts) == (1, verdicts(11, "drifted", begun=11))
    assert ran.step(11)["reason"] == "The names are not those of the accounts to be linked."
    assert drifts(ran) == [
        (11, "wrong_value", "CM/ECF", cmecf, seen[scenario][0]),
        (11, "wrong_value", "PACER", pacer, seen[scenario][1]),
    ]
    assert links(ran) == 0


# What does not do what it says


def test_a_link_that_leads_nowhere_is_reported_at_the_step_that_selects_it(walked: Walk) -> None:
    ran = walked("drift:behaves:website/e-filing-cm-ecf")

    assert (ran.status, ran.verdicts) == (1, verdicts(3, "blocked", drifted=(2,)))
    ((number, kind, what, documented, observed),) = drifts(ran)
    assert (number, kind, what, observed) == (2, "behaves", "link", "nothing happens")
    assert str(documented).startswith("E-Filing (CM/ECF) leads to ")


@pytest.mark.nightly("e2e/parts/follow: a click that does nothing, a Clear button that is tried")
def test_buttons_that_do_nothing_are_reported_at_the_steps_that_press_them(walked: Walk) -> None:
    ran = walked("drift:behaves:sign-on/clear", "drift:behaves:link-form/submit", begun=3)

    assert (ran.status, ran.verdicts) == (1, verdicts(11, "blocked", drifted=(4, 10), begun=3))
    first, second = drifts(ran)
    assert (first[:3], first[4]) == ((4, "behaves", "button"), "the form keeps what was entered")
    assert (second[:3], second[4]) == ((10, "behaves", "button"), "nothing happens")
    assert links(ran) == 0


@pytest.mark.nightly("e2e/parts/follow/test_missing_screen.py: where a click led instead is told")
def test_a_link_that_leads_to_another_page_is_reported_at_the_step_that_selects_it(
    walked: Walk,
) -> None:
    ran = walked("drift:retargeted:menu/link-a-cm-ecf-account-to-my-pacer-account", begun=5)

    words = "Link a CM/ECF Account to my PACER Account"
    assert (ran.status, ran.verdicts) == (1, verdicts(9, "blocked", drifted=(8,), begun=5))
    assert drifts(ran) == [
        (8, "retargeted", "link", words, f"{words} ({ran.court.served.cmecf}cgi-bin/iquery.pl)")
    ]


def test_a_walk_reports_changes_of_what_it_does_not_use_and_goes_on(
    walked: Walk,
) -> None:
    before = walked(
        "drift:moved:sign-on/forgot-password",
        "drift:re_roled:sign-on/forgot-username",
        "drift:retargeted:sign-on/need-an-account",
        "drift:disabled:sign-on/client-code",
        "drift:ambiguous:limited-menu-bar/query",
        begun=3,
        until=5,
    )
    after = walked(
        "drift:reworded:confirmation/your-pacer-account-has-been-linked-to-your-cm-ecf-account",
        "drift:removed:full-menu-bar/search",
        begun=12,
    )

    assert (before.status, after.status, links(after)) == (1, 1, 1)
    assert [drift[:4] for ran in (before, after) for drift in drifts(ran)] == [
        (4, "disabled", "field", "Client Code"),
        (4, "moved", "link", "Forgot password?"),
        (4, "re_roled", "link", "Forgot username?"),
        (4, "retargeted", "link", "Need an account?"),
        (5, "ambiguous", "link", "Query"),
        (13, "reworded", "text", "Your PACER account has been linked to your CM/ECF account"),
        (14, "removed", "link", "Search"),
    ]
