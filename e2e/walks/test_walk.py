"""A walk of the guide's court: a verdict for every step, whatever the court or the browser does."""

import asyncio
import os
import re
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from junitparser import Failure, JUnitXml, Skipped, TestSuite
from playwright.sync_api import Page, expect
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from e2e.courts.template_edits import Edit, edited
from e2e.walks.run import (
    STEPS,
    CommandResult,
    Seed,
    answer,
    at,
    follow,
    impatient,
    in_page,
    processes,
)
from mock_court.embedded import EmbeddedCourt, embedded_court

pytestmark = pytest.mark.walk
AS_DOCUMENTED = ["as_documented"] * 14
HOME, MAIN = "/", "/cgi-bin/showpage.pl"
SIGN_ON, TO_SIGN_ON = "/csologin/login.jsf", "/cgi-bin/login.pl"
FORM, VERIFICATION, DONE = (
    f"/cgi-bin/{name}.pl" for name in ("LinkAccount", "LinkVerify", "LinkDone")
)
REFRESH = "Refresh your screen"
LOG_IN = "Log out, shut down the browser, then log back in"
CLEAR = "Clear cookies, cache and history, shut down the browser, then log back in"
WENT = "Went to the court's main page instead of refreshing, which would submit again."


@pytest.fixture(scope="module")
def menuless(tmp_path_factory: pytest.TempPathFactory) -> CommandResult:
    """A walk in a court whose menus never turn full, so that two steps differ."""
    report = tmp_path_factory.mktemp("menuless") / "report"
    return follow(
        report, "--from", "11", "--scenario", "menu-never-full", evidence=True, profile=True
    )


@pytest.fixture
def blocked(tmp_path: Path) -> Callable[..., CommandResult]:
    """Follow the guide in a seeded court, with short waits for what does not come."""
    config = impatient(tmp_path)
    return lambda seed, *options, **kept: follow(
        tmp_path / "report", "--config", config, *options, seed=seed, **kept
    )


VERDICTS = {
    "as_documented": "As documented",
    "drifted": "Differs",
    "not_needed": "Not needed",
    # What --from leaves out.
    "not_reached": "Not asked for",
}
"""What a page for people says instead of a verdict's name."""


def stopped_at(ran: CommandResult, number: int, begun: int = 1) -> tuple[int, str | None, str]:
    """Return exit status, cause and reason of a walk that has to have stopped at that step."""
    before = [*["not_reached"] * (begun - 1), *AS_DOCUMENTED[begun - 1 : number - 1]]
    assert ran.verdicts == [*before, "blocked", *["not_reached"] * (STEPS - number)]
    assert [step["number"] for step in ran.result["steps"]] == list(range(1, STEPS + 1))
    return ran.status, ran.step(number)["cause"], ran.step(number)["reason"]


def posts(court: EmbeddedCourt, path: str = "") -> int:
    """Count the forms that were sent to a court, or to one of its addresses."""
    return sum(seen.method == "POST" and path in seen.address for seen in court.served.seen)


@pytest.mark.guide
def test_a_court_as_documented_is_found_so_step_by_step(plain: CommandResult) -> None:
    assert plain.verdicts == [*AS_DOCUMENTED, "not_needed"]
    assert (plain.status, plain.result["outcome"], plain.error) == (0, "as_documented", "")
    assert len(re.findall(r"^ *\d+  as_documented  ", plain.output, re.MULTILINE)) == 14
    last = f"15 of 15 steps checked: as documented. See {plain.report / 'index.html'}"
    assert plain.output.splitlines()[-1] == last


def test_walk_json_has_every_key_of_the_contract(plain: CommandResult) -> None:
    result, step = plain.result, plain.step(6)

    assert set(result) == {
        *("schema", "guide", "environment", "browser", "started", "seconds", "outcome", "steps"),
        *("may_be_linked", "evidence", "checked", "withheld", "of", "required"),
        *("not_compared", "obsolete", "unused", "answer", "made"),
    }
    assert [result[name] for name in ("checked", "withheld", "of", "required")] == [15, 0, 15, 0]
    assert result["may_be_linked"] is True
    assert result["schema"] == 1
    assert result["guide"] == {
        "court": "wiwb",
        "title": "Link Your PACER & CM/ECF Account",
        "steps": STEPS,
    }
    assert result["environment"] == {
        "name": "mock",
        "kind": "mock",
        "website": plain.court.served.website,
    }
    assert result["browser"]["name"] == "chromium"
    assert re.fullmatch(r"\d+\.[\d.]+", result["browser"]["version"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", result["started"])
    assert 0 < sum(each["seconds"] for each in result["steps"]) <= result["seconds"]
    assert {
        *("number", "action", "verdict", "cause", "drifts"),
        *("url", "seconds", "screenshot", "outline", "reading"),
    } <= set(step)
    assert (step["number"], step["cause"], step["drifts"]) == (6, None, [])
    assert step["action"] == "Select Utilities in the limited menu bar"
    assert step["url"].startswith(plain.court.served.cmecf)
    files = (step["screenshot"], step["outline"], step["reading"])
    assert files == ("step-06.png", "step-06.yaml", "step-06.json")


def test_every_step_has_its_evidence_as_files(plain: CommandResult) -> None:
    for number in range(1, STEPS):
        step = plain.step(number)
        assert (plain.report / step["screenshot"]).read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
        assert (plain.report / step["outline"]).read_text(encoding="utf-8").startswith("- ")

    assert 'heading "Link a CM/ECF account' in (plain.report / "step-09.yaml").read_text()
    assert plain.step(15)["screenshot"] is None
    assert len(list(plain.report.iterdir())) == 3 * 14 + 4


def test_junit_has_a_case_for_every_step(plain: CommandResult) -> None:
    (suite,) = JUnitXml.fromfile(str(plain.report / "junit.xml"))

    assert isinstance(suite, TestSuite)
    assert [case.name for case in suite] == [
        f"{step['number']:02} {step['action']}" for step in plain.result["steps"]
    ]
    assert [[type(each) for each in case.result] for case in suite] == [[]] * 14 + [[Skipped]]


# With the fixture `page` it would run apart from its module, and both walks once more.
def test_index_html_shows_verdict_and_picture_of_every_step(
    plain: CommandResult, menuless: CommandResult
) -> None:
    for ran in (plain, menuless):
        in_page(partial(shows_every_step, ran))


def shows_every_step(ran: CommandResult, page: Page) -> None:
    """Find the verdict and the picture of each step on the page of a report."""
    page.goto((ran.report / "index.html").as_uri())

    sections = page.locator("section.step")
    expect(sections).to_have_count(STEPS)
    said = [VERDICTS[verdict] for verdict in ran.verdicts]
    expect(sections.locator(".verdict")).to_have_text(said)
    pictures = sections.locator("img")
    kept = [step["screenshot"] for step in ran.result["steps"] if step["screenshot"]]
    expect(pictures).to_have_count(len(kept))
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", 1280)
    names = [step["drifts"][-1]["observed"] for step in ran.result["steps"] if step["drifts"]]
    for name in filter(None, names):
        expect(sections.locator(".observed", has_text=name)).to_be_visible()


def test_no_password_and_no_username_is_left_anywhere(
    plain: CommandResult, menuless: CommandResult
) -> None:
    for ran in (plain, menuless):
        pacer, cmecf = ran.court.attorney.pacer, ran.court.attorney.cmecf
        files = {file.name: file.read_bytes() for file in ran.report.iterdir()}
        for secret in (pacer.password, cmecf.password, pacer.username):
            assert not [name for name, kept in files.items() if secret.encode() in kept]
            assert secret not in ran.output + ran.error
        # The report says whom the verification page has to show; the outlines name nobody.
        assert {name for name, kept in files.items() if cmecf.login.encode() in kept} == {
            *("walk.json", "index.html")
        }
        assert cmecf.login not in ran.output + ran.error


def test_a_form_that_puts_the_password_into_an_address_does_not_put_it_into_the_report(
    tmp_path: Path,
) -> None:
    as_get = Edit("cmecf/link_form.html", 'method="POST"', 'method="GET"')
    config = impatient(tmp_path)

    with edited(as_get):
        ran = follow(tmp_path / "report", "--config", config, "--from", "9", evidence=True)

    assert ran.status == 1
    cmecf = ran.court.attorney.cmecf
    assert any(f"login={cmecf.login}" in seen.address for seen in ran.court.served.seen)
    for kept in (*(file.read_bytes() for file in ran.report.iterdir()), ran.output.encode()):
        for write in (str, quote, quote_plus):
            assert write(cmecf.password).encode() not in kept


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("scenarios", "remedy", "notes"),
    [
        (["menu-until-refresh", "confirmation-answers-post"], REFRESH, [WENT]),
        (["menu-until-refresh"], REFRESH, []),
        (["menu-until-login"], LOG_IN, [f"Did not help: {REFRESH}."]),
        (
            ["menu-until-cleared"],
            CLEAR,
            [f"Did not help: {REFRESH}.", f"Did not help: {LOG_IN}."],
        ),
        (
            ["menu-until-login", "confirmation-answers-post"],
            LOG_IN,
            [WENT, f"Did not help: {REFRESH}."],
        ),
    ],
)
def test_the_remedy_that_brings_the_menus_is_named_and_nothing_is_submitted_twice(
    tmp_path: Path, scenarios: list[str], remedy: str, notes: list[str]
) -> None:
    arguments = [word for name in scenarios for word in ("--scenario", name)]

    # Any remedy but a refresh opens the browser again.
    opens_again = remedy != REFRESH
    ran = follow(tmp_path / "report", "--from", "11", *arguments, profile=opens_again)

    reason = f"The menus appeared after: {remedy}."
    walked = ["as_documented"] * 5
    assert (ran.status, ran.verdicts) == (0, [*["not_reached"] * 10, *walked])
    assert (ran.step(15)["reason"], ran.step(15)["notes"]) == (reason, notes)
    assert reason in ran.step(14)["notes"]
    assert (posts(ran.court, FORM), posts(ran.court, VERIFICATION)) == (0, 1)
    assert len(ran.court.served.court.records.links()) == 1


def test_menus_are_not_judged_if_the_walk_ends_before_their_remedies(tmp_path: Path) -> None:
    begun = ("--from", "13", "--until", "14", "--scenario", "menu-never-full")

    ran = follow(tmp_path / "report", *begun)

    assert (ran.status, ran.verdicts[12:]) == (0, ["as_documented", "withheld", "not_reached"])
    reason = (
        "Not judged: the menus did not appear, and the walk ended before the remedies for that."
    )
    assert (ran.step(14)["reason"], ran.step(14)["drifts"]) == (reason, [])


@pytest.mark.guide
def test_menus_that_never_appear_are_a_difference_of_both_steps(menuless: CommandResult) -> None:
    drift, (behaves,) = menuless.step(14)["drifts"][0], menuless.step(15)["drifts"]

    assert (menuless.status, menuless.result["outcome"]) == (1, "differs")
    assert menuless.verdicts[10:] == [*AS_DOCUMENTED[:3], "drifted", "drifted"]
    assert [drift["documented"] for drift in menuless.step(14)["drifts"]] == [
        *("Bankruptcy", "Adversary", "Search")
    ]
    assert drift == {
        "kind": "removed",
        "what": "link",
        "region": "menu bar",
        "documented": "Bankruptcy",
        "observed": None,
        "against": "guide",
        "screen": "menu bar",
        "accepted": False,
        "remark": "",
        "severity": "misleads",
    }
    assert set(behaves) == set(drift)
    assert behaves["kind"] == "behaves"
    assert behaves["documented"] == f"The menus appear after: {REFRESH}; {LOG_IN}; {CLEAR}"
    assert behaves["observed"] == "Query, Reports, Utilities, Help, Log Out"
    assert menuless.step(15)["screenshot"] == "step-15.png"
    (suite,) = JUnitXml.fromfile(str(menuless.report / "junit.xml"))
    assert isinstance(suite, TestSuite)
    assert [[type(each) for each in case.result] for case in suite][12:] == [
        *([], [Failure], [Failure])
    ]
    assert posts(menuless.court, VERIFICATION) == 1


def test_a_court_that_is_not_on_nextgen_stops_the_walk_before_anything_is_typed(
    tmp_path: Path,
) -> None:
    ran = follow(tmp_path / "report", "--scenario", "current-gen")

    assert stopped_at(ran, 3)[:2] == (1, "unexpected_host")
    assert posts(ran.court) == 0


@pytest.mark.nightly("test_begin.py: a walk that ends before the second Submit")
def test_a_walk_goes_no_further_than_the_step_of_until(tmp_path: Path) -> None:
    ran = follow(tmp_path / "report", "--until", "5")

    assert ran.verdicts == [*AS_DOCUMENTED[:5], *["not_reached"] * 10]
    assert (ran.status, ran.result["outcome"]) == (0, "as_documented")
    assert posts(ran.court, FORM) == 0


@pytest.mark.nightly(
    "test_causes.py: a site that is down; e2e/parts/follow/test_causes.py: each error"
)
@pytest.mark.parametrize(
    ("path", "method", "begun", "number"),
    [
        *((SIGN_ON, "POST", 3, 5), (HOME, "GET", 1, 1), (SIGN_ON, "GET", 3, 3)),
        *((MAIN, "GET", 5, 5), (FORM, "GET", 5, 9), (VERIFICATION, "POST", 11, 13)),
    ],
)
def test_a_page_that_fails_stops_the_walk_there(
    blocked: Callable[..., CommandResult], path: str, method: str, begun: int, number: int
) -> None:
    fails = at(path, PlainTextResponse("Internal Server Error", 500), method)

    ran = blocked(fails, "--from", str(begun), evidence=True)

    status, cause, reason = stopped_at(ran, number, begun)
    assert (status, cause) == (1, "site")
    assert " answers 500" in reason
    # A site that answers with an error has not changed.
    assert [step["drifts"] for step in ran.result["steps"]] == [[]] * STEPS
    assert ran.step(number)["screenshot"] == f"step-{number:02}.png"


def test_a_mock_that_fails_by_itself_is_no_difference_of_the_court(
    blocked: Callable[..., CommandResult],
) -> None:
    async def fail(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 an ASGI app
        raise RuntimeError("seeded")

    ran = blocked(at(FORM, fail), "--from", "9")

    assert stopped_at(ran, 9, 9) == (
        3,
        "ours",
        "The mock court itself failed by RuntimeError('seeded').",
    )
    assert ran.error == (
        "walk: The mock court itself failed by RuntimeError('seeded'), "
        "so do not rely on this walk; correct the mock and walk again.\n"
    )


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("path", "method", "begun", "number"),
    [(VERIFICATION, "POST", 11, 13), (HOME, "GET", 1, 1), (SIGN_ON, "POST", 3, 5)],
)
def test_a_court_that_dies_in_mid_walk_is_reported_as_such(
    blocked: Callable[..., CommandResult], path: str, method: str, begun: int, number: int
) -> None:
    def dying(own: EmbeddedCourt) -> EmbeddedCourt:
        async def die(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 an ASGI app
            own.served.server.stop()
            await asyncio.Event().wait()

        return at(path, die, method)(own)

    ran = blocked(dying, "--from", str(begun))

    status, cause, reason = stopped_at(ran, number, begun)
    assert (status, cause) == (3, "transport")
    assert ran.result["may_be_linked"] is (path == VERIFICATION)
    assert re.search(rf"http://[a-z.]+:\d+{path}\S* did not answer: .*\bERR_", reason)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the browser in /proc")
def test_a_browser_that_dies_in_mid_walk_is_reported_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocked: Callable[..., CommandResult]
) -> None:
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(profiles))

    def kill(request: Request) -> ASGIApp | None:
        if request.url.path == MAIN:
            for process in processes(f"--user-data-dir={profiles}"):
                # Its parts end with it.
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        return None

    def killing(own: EmbeddedCourt) -> EmbeddedCourt:
        answer(own.served, kill)
        return own

    ran = blocked(killing, profile=True)

    assert stopped_at(ran, 5)[:2] == (3, "ours")
    assert ran.step(5)["reason"].startswith("The browser ended: ")
    assert processes(str(profiles)) == []


@pytest.mark.nightly("test_history.py and test_noise.py: a website under maintenance")
@pytest.mark.parametrize(
    ("path", "answers", "number", "message"),
    [
        (SIGN_ON, HTMLResponse("<h1>Site Maintenance</h1>"), 3, "answers 200: Site Maintenance."),
        (HOME, PlainTextResponse("down", 503), 1, "answers 503: down."),
        (MAIN, HTMLResponse("<h1>Back soon</h1>", 502), 5, "answers 502: Back soon."),
    ],
)
def test_a_court_under_maintenance_is_no_difference(
    blocked: Callable[..., CommandResult], path: str, answers: ASGIApp, number: int, message: str
) -> None:
    ran = blocked(at(path, answers), "--from", str(number))

    status, cause, reason = stopped_at(ran, number, number)
    assert (status, cause) == (3, "maintenance")
    assert reason.endswith(message)


@pytest.mark.nightly("e2e/parts/follow/test_causes.py: a menu bar that does not come has its cause")
def test_a_page_that_leads_on_endlessly_is_a_difference_of_the_site(
    blocked: Callable[..., CommandResult],
) -> None:
    again = "<script>location.replace('?' + Math.random())</script>"

    ran = blocked(at(MAIN, HTMLResponse(again)), "--from", "5")

    status, cause, reason = stopped_at(ran, 5, 5)
    assert (status, cause) == (1, "site")
    assert "Expected the screen 'menu bar' at http://ecf.wiwb.uscourts.localhost" in reason


@pytest.mark.nightly("e2e/parts/follow/test_missing_screen.py: where a click led instead is told")
def test_a_sign_on_that_leads_to_another_site_is_reported_at_its_button(
    blocked: Callable[..., CommandResult],
) -> None:
    ran = blocked(lambda own: at(MAIN, RedirectResponse(own.served.website))(own))

    (drift,) = ran.step(4)["drifts"]
    assert (ran.status, ran.step(4)["verdict"], drift["kind"]) == (1, "drifted", "behaves")
    assert drift["documented"] == "Login leads to the menu bar"
    assert drift["observed"] == "Login leads back to the court website"
    assert (ran.step(5)["verdict"], ran.step(5)["cause"]) == ("blocked", "site")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("enables", "kinds", "noted"),
    [
        (
            "this.button1.disabled = !this.key.value",
            [],
            ["Submit waits until the form is filled in."],
        ),
        ("", ["disabled"], []),
    ],
)
def test_a_submit_that_waits_for_the_form_is_none_that_is_disabled(
    blocked: Callable[..., CommandResult], enables: str, kinds: list[str], noted: list[str]
) -> None:
    edits = (
        Edit(
            "cmecf/link_form.html",
            '<form method="POST"',
            f'<form oninput="{enables}" method="POST"',
        ),
        Edit("cmecf/link_form.html", '<input type="submit"', '<input disabled type="submit"'),
    )

    with edited(*edits):
        ran = blocked(lambda own: own, "--from", "9", "--until", "10")

    assert [drift["kind"] for drift in ran.step(9)["drifts"]] == kinds
    assert ran.step(9)["notes"] == noted
    assert (ran.status == 0) is not bool(kinds)


@pytest.mark.nightly("e2e/parts/follow/test_controls.py: a control that gets no clicks")
def test_a_control_that_is_covered_is_reported_as_such(
    blocked: Callable[..., CommandResult],
) -> None:
    cover = '<div style="position: fixed; inset: 0; z-index: 9"></div>'

    with edited(Edit("cmecf/link_verification.html", "<h2>", f"{cover}<h2>")):
        ran = blocked(lambda own: own, "--from", "11")

    step = ran.step(12)
    assert (ran.status, step["verdict"], step["cause"]) == (1, "drifted", None)
    assert step["reason"].endswith("gets no clicks: something that cannot be seen lies over it.")
    assert [(drift["kind"], drift["documented"]) for drift in step["drifts"]] == [
        ("behaves", "Submit")
    ]
    assert ran.court.served.court.records.links() == []


@pytest.mark.nightly(
    "e2e/safety/test_environments.py: where it led; test_network_isolation.py: another port"
)
def test_nothing_is_typed_into_a_sign_on_at_another_host(
    blocked: Callable[..., CommandResult],
) -> None:
    with embedded_court("wiwb") as other:
        look_alike = f"{other.served.sign_on}{SIGN_ON[1:]}?pscCourtId=WIWBK"

        ran = blocked(at(TO_SIGN_ON, RedirectResponse(look_alike)), profile=True)

        status, cause, reason = stopped_at(ran, 3)
        assert (status, cause) == (1, "unexpected_host")
        assert look_alike in reason
        # The browser of the embedded court comes to no other port, let alone types anything there.
        assert other.served.seen == []


@pytest.mark.nightly(
    "e2e/safety/test_network_isolation.py: nothing gets anywhere but to the court's own port"
)
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_browser_of_the_embedded_court_comes_to_no_other_host(
    blocked: Callable[..., CommandResult], host: str
) -> None:
    with embedded_court("wiwb") as other:
        ran = blocked(at(TO_SIGN_ON, RedirectResponse(f"http://{host}:{other.served.port}/")))

        assert stopped_at(ran, 3)[:2] == (1, "unexpected_host")
        assert other.served.seen == []


def wrong_pacer_password(own: EmbeddedCourt) -> EmbeddedCourt:
    pacer = replace(own.attorney.pacer, password="Not-The-Password-1")
    return replace(own, attorney=replace(own.attorney, pacer=pacer))


def wrong_cmecf_password(own: EmbeddedCourt) -> EmbeddedCourt:
    cmecf = replace(own.attorney.cmecf, password="Not-The-Password-1")
    return replace(own, attorney=replace(own.attorney, cmecf=cmecf))


@pytest.mark.nightly(
    "e2e/safety/test_live.py: a wrong password is tried once; e2e/parts/follow/test_causes.py"
)
@pytest.mark.parametrize(
    ("seed", "begun", "number", "message"),
    [
        (wrong_cmecf_password, 9, 11, "The CM/ECF login or password is incorrect."),
        (wrong_pacer_password, 3, 5, "Invalid username or password"),
    ],
)
def test_a_wrong_password_is_no_difference_of_the_court_and_stays_secret(
    blocked: Callable[..., CommandResult], seed: Seed, begun: int, number: int, message: str
) -> None:
    ran = blocked(seed, "--from", str(begun))

    assert stopped_at(ran, number, begun) == (
        *(3, "credentials"),
        f"The court refuses what was entered: {message!r}.",
    )
    kept = [file.read_bytes() for file in ran.report.iterdir()]
    assert not any(b"Not-The-Password-1" in each for each in kept)
    assert "Not-The-Password-1" not in ran.output + ran.error


@pytest.mark.nightly("test_session_ends.py: a session that ends is told at once")
@pytest.mark.parametrize(
    ("path", "method", "begun", "number"),
    [(VERIFICATION, "POST", 11, 13), (FORM, "GET", 5, 9)],
)
def test_a_session_that_ends_in_mid_walk_stops_it_and_links_nothing(
    blocked: Callable[..., CommandResult], path: str, method: str, begun: int, number: int
) -> None:
    def ending(own: EmbeddedCourt) -> EmbeddedCourt:
        def end(request: Request) -> None:
            if (request.method, request.url.path) == (method, path):
                own.served.court._sessions.clear()

        answer(own.served, end)
        return own

    ran = blocked(ending, "--from", str(begun))

    status, cause, reason = stopped_at(ran, number, begun)
    assert (status, cause) == (3, "credentials")
    assert reason.startswith("The session has ended: http://pacer.login.uscourts.localhost")
    assert ran.court.served.court.records.links() == []
