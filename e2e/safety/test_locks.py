"""The two locks before anything that could link, against a court that tries everything."""

import ast
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Locator, Page
from playwright.sync_api import Error as PlaywrightError
from starlette.responses import RedirectResponse

from e2e.courts.hostile import AT_HOME, AWAY, TRICKS, HostileCourt, Link, Trick, hostile_court
from e2e.courts.ways_out import CALLS, REQUESTS, SOMETIMES, UNSEEN
from e2e.safety.linking_walk import walk_at
from e2e.waiting import wait_until
from e2e.walks.live import counting, variables_of, walk_live
from e2e.walks.run import ROOT, CommandResult, answer
from mock_court.embedded import EmbeddedCourt, embedded_court
from pages.screen import Screen
from walk.browser.session import BrowserSession
from walk.compare.screen import ScreenComparison
from walk.follow.ledger.stops import Stopped
from walk.follow.submit.submitting import Submitting
from walk.guide.model import GuideScreen
from walk.guide.reader import GUIDES
from walk.safety.policy import Policy, Submits
from walk.safety.request_filter import RequestFilter
from walk.safety.submissions.submission import Submission
from walk.settings.sites import Addresses

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]
Remove = Callable[[pytest.MonkeyPatch], None]

SEE_OTHER = 303
SOMEBODY_ELSE = "CM/ECF <b>janeroe01 Jane Roe</b><br>PACER <b>Jane Roe</b>"
RIGHT = "CM/ECF <b>{login} {name}</b><br>PACER <b>{name}</b>"
WRONG_NAMES = {
    "other names": SOMEBODY_ELSE,
    "another login": "CM/ECF <b>janeroe01 {name}</b><br>PACER <b>{name}</b>",
    "exchanged": "CM/ECF <b>{name}</b><br>PACER <b>{login} {name}</b>",
    "right in a comment": f"<!-- {RIGHT} -->{SOMEBODY_ELSE}",
    "right but hidden": f"<span hidden>{RIGHT}</span>{SOMEBODY_ELSE}",
    "right but unseen": f"<div style='display: none'>{RIGHT}</div>{SOMEBODY_ELSE}",
    "right in a title": "CM/ECF <b title='{login} {name}'>janeroe01 Jane Roe</b><br>"
    "PACER <b title='{name}'>Jane Roe</b>",
    "none at all": "CM/ECF<br>PACER",
}
LOOK_ALIKES = {
    "other capitals": ("greta grimm", "greta grimm"),
    "a no-break space": ("Greta&nbsp;Grimm", "Greta\u00a0Grimm"),
    "two spaces that show": ("<i style='white-space: pre'>Greta  Grimm</i>", "Greta  Grimm"),
    "a space of no width": ("Greta &#8203;Grimm", "Greta \u200bGrimm"),
    "a soft hyphen": ("Greta Gri&shy;mm", "Greta Gri\u00admm"),
}
"""How the verification page may write the PACER name, and what is reported of it."""

EACH_TRICK = [tuple(AT_HOME), tuple(REQUESTS), *((name,) for name in AWAY)]
"""Those that stay on the page in one tab, and a tab for each of those that leave it."""


def differing(ran: CommandResult, *numbers: int) -> set[str]:
    """Return what differs at some steps."""
    return {drift["what"] for number in numbers for drift in ran.step(number)["drifts"]}


def links_of(court: HostileCourt) -> set[str]:
    """Return by what accounts were linked."""
    return {link.how for link in court.links}


# Removing locks


def no_policy(patch: pytest.MonkeyPatch) -> None:
    """Remove the first lock: everything is permitted, and every button is pressed."""

    def press(
        _: Policy, on: Submits, _guided: GuideScreen, words: str, *, names_are_right: bool
    ) -> None:
        del names_are_right
        on.press(words)

    check_names = Submitting.check_names

    def go_on(
        submitting: Submitting,
        documented: GuideScreen,
        screen: Screen,
        comparison: ScreenComparison,
    ) -> None:
        with suppress(Stopped):
            check_names(submitting, documented, screen, comparison)

    patch.setattr("walk.safety.credentials._OF_LINKING", ())
    patch.setattr(Policy, "withheld", lambda *_: None)
    patch.setattr(Policy, "submit", press)
    patch.setattr(Submitting, "check_names", go_on)
    patch.setattr(Submitting, "_pressing", lambda *_: None)


def no_request_filter(patch: pytest.MonkeyPatch) -> None:
    """Remove the second lock: every request passes."""
    open_browser = BrowserSession.open

    def opened(session: BrowserSession) -> Page:
        session._options.pop("service_workers", None)
        return open_browser(session)

    patch.setattr(RequestFilter, "guard", lambda *_: None)
    patch.setattr(BrowserSession, "open", opened)
    open_ways_out(patch)


def open_ways_out(patch: pytest.MonkeyPatch) -> None:
    """Remove of the second lock what closes the ways out that no filter sees."""
    patch.setattr("walk.browser.options.closed", lambda args, *_: args)
    patch.setattr("walk.safety.request_filter.IN_PAGES", "0")


def neither_lock(patch: pytest.MonkeyPatch) -> None:
    """Remove both locks."""
    no_policy(patch)
    no_request_filter(patch)


# What no filter of requests sees

AHEAD = {"Speculation-Rules": '"/rules"'}
"""Has Chromium load ahead what links."""


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Note what comes to a port of loopback, by connection or by datagram."""
    with counting() as (port, came), socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", port))

        def serve() -> None:
            with suppress(OSError):
                while True:
                    came.append(datagrams.recv(200))

        Thread(target=serve, daemon=True).start()
        yield port, came


@contextmanager
def calls_that_are_heard(patch: pytest.MonkeyPatch) -> Iterator[Mapping[str, list[bytes]]]:
    """Listen to each of the calls, which are tricks meanwhile."""
    with ExitStack() as stack:
        came = {}
        for name, call in CALLS.items():
            port, came[name] = stack.enter_context(listening())
            patch.setitem(TRICKS, name, call.replace("%d", str(port)))
        yield came


# While credentials are typed


@pytest.mark.usefixtures("patient")
def test_a_court_that_tries_everything_when_credentials_are_typed_gets_none(
    tmp_path: Path,
) -> None:
    with hostile_court(Trick(on_input=tuple(TRICKS))) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit, "--until", "9")

    # The tricks that open a tab may have been played by then.
    assert (ran.step(9)["reason"], differing(ran, 9) - {"tab"}) == (None, set())
    assert court.links == []
    assert [asked for asked in court.asked if court.account.cmecf_password in asked] == []
    assert [asked for asked in court.asked if not asked.startswith("GET")] == []


@pytest.mark.nightly("test_a_court_that_tries_everything_when_credentials_are_typed_gets_none")
@pytest.mark.browser
@pytest.mark.only_browser("chromium")
@pytest.mark.parametrize("tricks", EACH_TRICK, ids=str)
def test_without_locks_each_of_these_tricks_links(unlocked: Page, tricks: tuple[str, ...]) -> None:
    with hostile_court(Trick(on_input=tricks)) as court:
        unlocked.goto(f"{court.cmecf}form")
        unlocked.get_by_label("CM/ECF login").fill(court.account.login)
        unlocked.get_by_label("CM/ECF password").fill(court.account.cmecf_password)
        # A trick that led away has been played.
        with suppress(PlaywrightError):
            unlocked.evaluate("window.played")
        unlocked.wait_for_load_state()
        wait_until(unlocked, lambda: links_of(court) == set(tricks))

    assert links_of(court) == set(tricks)


@pytest.mark.nightly("test_a_court_that_tries_everything_when_credentials_are_typed_gets_none")
def test_a_link_form_that_is_filled_and_sends_itself_links_nothing(tmp_path: Path) -> None:
    with hostile_court(Trick(on_load=True, links_at_once=True)) as court:
        walk_at(court, tmp_path)

    assert f"GET {court.cmecf}form" in court.asked
    assert court.links == []


@pytest.mark.nightly("test_a_link_form_that_is_filled_and_sends_itself_links_nothing")
@pytest.mark.browser
def test_without_locks_a_link_form_that_sends_itself_links(unlocked: Page) -> None:
    with hostile_court(Trick(on_load=True, links_at_once=True)) as court:
        unlocked.goto(f"{court.cmecf}form")
        unlocked.wait_for_url("**/linked")

    assert court.links == [Link("first Submit", "POST")]


# With the policy alone: test_without_a_permit_a_page_that_sends_what_is_typed_gets_nothing_to_send.
# Without the filter too the court's own trick is seen to work.
@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("remove", "links"), [(no_policy, []), (neither_lock, [Link("first Submit", "POST")])]
)
def test_a_court_that_links_on_the_first_submit_is_kept_from_it_by_either_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remove: Remove, links: list[Link]
) -> None:
    remove(monkeypatch)

    with hostile_court(Trick(links_at_once=True)) as court:
        walk_at(court, tmp_path)

    assert court.links == links


# Sent on

SENT_ON = {
    **{
        f"{form} by {status}": Trick(sent_on=path, sent_on_by=status)
        for form, path in (("the sign-on", "/enter"), ("the link form", "/verify"))
        for status in (SEE_OTHER, 307, 308)
    },
    "a link form by GET": Trick(sent_on="/verify", form_method="GET"),
}
WHY = {
    "POST": "a form may not be sent on",
    "GET": "the answer to a form led there, and its host is none of the environment's",
}


@contextmanager
def each_sent_on() -> Iterator[tuple[HostileCourt, Mapping[str, Trick], list[bytes]]]:
    """Serve a court with all these tricks; the last ones lead to a port that notes what comes."""
    with hostile_court() as court, counting() as (port, came):
        to = f"http://www.hostile.localhost:{port}/caught"
        to_port = {
            f"{name} to another port": replace(SENT_ON[name], sent_on_to=to)
            for name in ("the sign-on by 307", "the link form by 303")
        }
        yield court, {**SENT_ON, **to_port}, came


def filled(page: Page, court: HostileCourt) -> Locator:
    """Fill in the form that is sent on; return its button."""
    own = court.account
    page.goto(court.sign_on if court.trick.sent_on == "/enter" else f"{court.cmecf}form")
    for at, value in enumerate((own.username, own.password)):
        page.locator("input").nth(at).fill(value)
    return page.locator("button").first


def method_of(trick: Trick) -> str:
    """Return by which method a form is sent on."""
    return "GET" if trick.sent_on_by == SEE_OTHER else trick.form_method


@pytest.mark.browser
def test_no_form_is_sent_on_past_the_filters(
    browser_type: BrowserType, browser_type_launch_args: Mapping[str, Any]
) -> None:
    told = {}
    with (
        each_sent_on() as (court, tricks, came),
        browser_type.launch(**{**browser_type_launch_args, "args": []}) as browser,
    ):
        context = browser.new_context()
        sites = Addresses(court.website, court.sign_on, court.cmecf)
        request_filter = RequestFilter(sites, may_link=True)
        request_filter.guard(context)
        for name, trick in tricks.items():
            court.plays(trick)
            request_filter.look()
            page = context.new_page()
            button = filled(page, court)
            if trick.sent_on == "/enter":
                request_filter.sign_on()
            else:
                only = Submission(trick.form_method, f"{court.cmecf}verify")
                request_filter.submit(only)
            with page.expect_event("requestfailed"):
                button.click()
            told[name] = request_filter.refusal()
            request_filter.stay(is_linking=True)
            assert court.caught == []

        assert came == []
        assert told == {
            name: f"{method_of(trick)} {trick.sent_on_to.format(port=court.port)} was refused: "
            f"{WHY[method_of(trick)]}."
            for name, trick in tricks.items()
        }


@pytest.mark.nightly("test_no_form_is_sent_on_past_the_filters")
@pytest.mark.browser
@pytest.mark.only_browser("chromium")
def test_without_locks_each_of_these_forms_is_sent_on(unconfined: Browser) -> None:
    caught = {}
    with each_sent_on() as (court, tricks, came):
        for name, trick in tricks.items():
            court.plays(trick)
            page = unconfined.new_page()
            with page.expect_response("**/caught*"):
                filled(page, court).click(no_wait_after=True)
            page.wait_for_load_state()
            caught[name] = [asked.split()[0] for asked in court.caught] or [
                asked.split()[0].decode() for asked in came[-1:]
            ]
            page.context.close()

        assert caught == {name: [method_of(trick)] for name, trick in tricks.items()}
        assert {asked.split()[0] for asked in came} == {b"GET", b"POST"}


# One of the sign-on form: test_no_password_is_sent_on_by_any_engine.
@pytest.mark.nightly("test_no_form_is_sent_on_past_the_filters")
@pytest.mark.parametrize(
    ("form", "to"),
    [("/enter", "http://www.hostile.localhost:{port}/"), ("/verify", Trick.sent_on_to)],
)
def test_a_walk_ends_where_a_form_is_sent_on_and_says_to_where(
    tmp_path: Path, form: str, to: str
) -> None:
    with counting() as (port, came), hostile_court() as court:
        elsewhere = port if form == "/enter" else court.port
        court.trick = Trick(sent_on=form, sent_on_to=to.format(port=elsewhere))
        ran = walk_live(tmp_path, court, court.variables, "--permit-link", court.permit)

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    assert (ran.status, blocked["verdict"], blocked["cause"]) == (1, "blocked", "unexpected_host")
    assert blocked["reason"] == f"POST {court.trick.sent_on_to} was refused: {WHY['POST']}."
    assert (came, court.caught, court.links) == ([], [], [])


@contextmanager
def court_that_sends_on() -> Iterator[tuple[EmbeddedCourt, list[bytes]]]:
    """Serve the mock, whose scripts send a form that is sent on to another port."""
    with counting() as (port, came), embedded_court("wiwb") as own:
        onward = RedirectResponse(f"http://www.wiwb.uscourts.localhost:{port}/", 307)
        answer(own.served, lambda asked: onward if asked.method == "POST" else None)
        yield own, came


@pytest.mark.nightly(
    "test_no_form_is_sent_on_past_the_filters, and that a script's is one: "
    "test_what_passes_is_marked_with_whether_it_is_a_form"
)
def test_no_form_that_a_script_sends_is_sent_on(tmp_path: Path) -> None:
    with court_that_sends_on() as (own, came):
        ran = walk_live(tmp_path, own.served, variables_of(own.attorney))

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    assert (blocked["cause"], came) == ("unexpected_host", [])
    assert blocked["reason"].endswith("was refused: a form may not be sent on.")


@pytest.mark.nightly("test_no_form_that_a_script_sends_is_sent_on")
@pytest.mark.browser
def test_without_locks_a_form_that_a_script_sends_is_sent_on(unlocked: Page) -> None:
    with court_that_sends_on() as (own, came):
        unlocked.goto(f"{own.served.cmecf}cgi-bin/login.pl")
        unlocked.get_by_label("Username").fill(own.attorney.pacer.username)
        unlocked.get_by_label("Password").fill(own.attorney.pacer.password)
        with unlocked.expect_event("requestfailed"):
            unlocked.get_by_role("button", name="Login").click()

    assert came


# With a permit


@pytest.mark.usefixtures("patient")
def test_a_verification_page_that_links_by_itself_before_its_names_are_read_is_kept_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tricks = (*AT_HOME, *REQUESTS, *UNSEEN, *CALLS, *AWAY)

    with (
        calls_that_are_heard(monkeypatch) as came,
        hostile_court(Trick(verification=tricks, headers=AHEAD, names=SOMEBODY_ELSE)) as court,
    ):
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert f"POST {court.cmecf}verify" in court.asked
    assert court.links == []
    assert {name for name in came if came[name]} == set()


@pytest.mark.usefixtures("patient")
def test_a_confirmation_that_links_a_second_pair_by_itself_is_kept_from_it(tmp_path: Path) -> None:
    tricks = (*AT_HOME, *REQUESTS, *SOMETIMES, *UNSEEN, *AWAY)

    # Its pages say what is to be loaded ahead, too.
    with hostile_court(Trick(confirmation=tricks, headers=AHEAD)) as court:
        own = court.account
        permit = f"{own.login} {own.name}={own.name}"
        # Where the page leads elsewhere again and again, something is always on its way.
        options = ("--permit-link", permit, "--until", "13")
        ran = walk_at(court, tmp_path, *options, navigationTimeout=3000)

    assert ran.verdicts[8:11] == ["as_documented"] * 3
    # Then it opens tabs, draws pictures, saves files and tries to lead elsewhere.
    assert differing(ran, 12, 13) <= {"picture", "tab", "page", "file"}
    assert court.links == [Link("second Submit", "POST")]
    assert [note for note in ran.step(11)["notes"] if "any name beside its login" in note] == []


@pytest.mark.nightly("test_a_confirmation_that_links_a_second_pair_by_itself_is_kept_from_it")
@pytest.mark.browser
@pytest.mark.only_browser("chromium")
@pytest.mark.parametrize("tricks", [tuple(AT_HOME), tuple(REQUESTS)], ids=["at home", "requests"])
@pytest.mark.parametrize("screen", ["verification", "confirmation"])
def test_without_locks_each_of_these_pages_links_by_itself(
    unlocked: Page, screen: str, tricks: tuple[str, ...]
) -> None:
    with hostile_court(Trick(verification=tricks, confirmation=tricks)) as court:
        there = court.to_verify if screen == "verification" else f"{court.cmecf}linked"
        unlocked.goto(there, wait_until="commit")
        # It plays them twice; the first time it may still be loading.
        for _ in range(2):
            unlocked.wait_for_function("window.played", timeout=20_000)
        wait_until(unlocked, lambda: links_of(court) == set(tricks))

    assert links_of(court) == set(tricks)


@pytest.mark.nightly(
    "test_a_name_that_only_looks_like_the_right_one_is_seen, "
    "test_with_a_permit_the_spelling_of_names_is_looked_at"
)
def test_a_name_that_only_looks_like_the_permitted_one_is_refused_and_both_are_shown(
    tmp_path: Path,
) -> None:
    markup, observed = LOOK_ALIKES["a space of no width"]
    names = f"CM/ECF <b>{{login}} {{name}}</b><br>PACER <b>{markup}</b>"

    with hostile_court(Trick(names=names)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (drift,) = ran.step(11)["drifts"]
    assert (ran.status, drift["what"], drift["observed"]) == (1, "PACER", observed)
    assert repr("Greta Grimm") in ran.output
    assert repr(observed) in ran.output
    assert court.links == []


def test_the_policy_alone_keeps_the_second_submit_from_a_court_that_shows_other_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_request_filter(monkeypatch)
    # A login in other capitals is another one, and is not shown.
    names = "CM/ECF <b>GRIMMCMECF42 {name}</b><br>PACER <b>Jane Roe</b>"

    with hostile_court(Trick(names=names)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert (ran.status, ran.step(11)["verdict"]) == (1, "drifted")
    assert ran.step(11)["reason"] == "The names are not those of the accounts to be linked."
    assert {
        drift["what"]: (drift["documented"], drift["observed"]) for drift in ran.step(11)["drifts"]
    } == {
        "CM/ECF": ("[secret]", "[secret in other capitals] Greta Grimm"),
        "PACER": ("Greta Grimm", "Jane Roe"),
    }
    assert "GRIMMCMECF42" not in ran.output
    assert ran.verdicts[11:] == ["not_reached"] * 4
    assert court.links == []


def test_the_request_filter_alone_keeps_the_second_submit_from_such_a_court(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_policy(monkeypatch)

    with hostile_court(Trick(names=SOMEBODY_ELSE)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    # Without the policy the walk presses: this is what came of it.
    refused = f"POST {court.cmecf}link was refused: it is not the Submit that is permitted"
    assert [
        step["number"] for step in ran.result["steps"] if refused in (step["reason"] or "")
    ] == [13]
    assert court.links == []


def test_a_guide_that_has_no_names_to_verify_never_links(tmp_path: Path) -> None:
    guide = tmp_path / "nameless.toml"
    text = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")
    # Nor does it picture the page, on which the names would then be an addition.
    unpictured = re.sub(
        r'name = "verification"\n\n# picture\n.*?\n\n',
        'name = "verification"\n\n',
        text,
        flags=re.DOTALL,
    )
    lines = unpictured.splitlines()
    guide.write_text("\n".join(lines), encoding="utf-8")

    with hostile_court() as court:
        ran = walk_at(court, tmp_path, guide, "--permit-link", court.permit)

    assert (ran.step(12)["verdict"], ran.step(12)["cause"]) == ("withheld", "policy")
    assert court.links == []


@pytest.mark.nightly("test_nothing_is_used_that_leads_to_a_host_of_no_environment")
def test_a_second_submit_that_goes_to_another_host_is_not_pressed(tmp_path: Path) -> None:
    elsewhere = "http://other.hostile.localhost:1/link"

    with hostile_court(Trick(verification_to=elsewhere)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert (ran.status, ran.step(12)["cause"]) == (1, "unexpected_host")
    assert elsewhere in ran.step(12)["reason"]
    assert court.links == []


# The one function

PRESSED = [
    ("walk/follow/controls.py", "try_clear", "screen.press(clear)"),
    (
        "walk/follow/remedies.py",
        "_do_again",
        "screen.press(words(screen, 'button', documented.submit))",
    ),
    ("walk/safety/policy.py", "submit", "page.press(words)"),
]
"""Where a walk presses a button: behind the lock, to sign on once more, and to clear a form."""
SUBMITTED = [
    # Tasks for another thread, and no pages.
    ("walk/commands/parser.py", "_walk", "beside.submit"),
    ("walk/commands/run_walk.py", "run_walk", "beside.submit"),
    ("walk/follow/screens/acts.py", "leave", "self._submitting.submit"),
    ("walk/follow/submit/submitting.py", "_pressing", "self._session.request_filter.submit"),
    ("walk/follow/submit/submitting.py", "submit", "request_filter.submit"),
    ("walk/follow/submit/submitting.py", "submit", "request_filter.submit"),
    ("walk/follow/submit/submitting.py", "submit", "self._policy.submit"),
]
"""Where a walk calls something of that name: it opens the filter, and asks the policy to press."""
KNOWS_THE_PAGES_OF_LINKING = [
    "walk/commands/look.py",
    "walk/compare/names.py",
    "walk/compare/screen.py",
    "walk/follow/submit/submitting.py",
    "walk/follow/walk.py",
    # It knows the name of the confirmation alone.
    "walk/guide/beginning.py",
    "walk/guide/screens.py",
]
_PRESSING = ("press", "click", "dblclick", "tap", "check", "dispatch_event", "evaluate_handle")
_SUBMITTING = ("submit", "submit_refused")
_READS_PICTURES = "self._witness"
"""It has a method `check` and no page."""
_WORDS = ("documented", "screen", "self", "act")
"""Of what a guide says, `submit` is a word and nothing to call."""


def uses(source: str, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return where one of the methods is called, or taken to be called later, by function."""
    found = []
    # Most of them have no such word, and to read them takes a hundred times as long.
    if not re.search(rf"\.({'|'.join(wanted)})\b", source):
        return []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = {node.func: node for node in ast.walk(function) if isinstance(node, ast.Call)}
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and node.attr in wanted:
                is_word = node not in calls and ast.unparse(node.value) in _WORDS
                is_word |= ast.unparse(node.value) == _READS_PICTURES
                use = calls.get(node, node) if wanted is _PRESSING else node
                found += [] if is_word else [(function.name, ast.unparse(use))]
    return sorted(found)


def modules(folder: str) -> dict[str, str]:
    """Return the source text of the modules of a folder, by their path."""
    paths = {str(path.relative_to(ROOT)): path for path in (ROOT / folder).rglob("*.py")}
    return {name: path.read_text(encoding="utf-8") for name, path in sorted(paths.items())}


def all_uses(folder: str, wanted: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return all such places in a folder."""
    sources = modules(folder).items()
    return [(name, *use) for name, source in sources for use in uses(source, wanted)]


def imports(source: str, module: str) -> bool:
    """Say whether a module imports another one, by any spelling."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return module in names


def test_nothing_but_the_policy_presses_a_submit_that_links() -> None:
    pressed, submitted = all_uses("walk", _PRESSING), all_uses("walk", _SUBMITTING)

    assert pressed == PRESSED
    assert submitted == SUBMITTED
    # In this folder a screen is what can be pressed, and not what the guide says of it.
    assert not [
        name for name, source in modules("walk/follow").items() if "screen.submit" in source
    ]
    assert all_uses("pages", _SUBMITTING) == []
    assert [
        name for name, source in modules("walk").items() if imports(source, "pages.linking")
    ] == KNOWS_THE_PAGES_OF_LINKING


@pytest.mark.parametrize(
    ("line", "wanted", "seen"),
    [
        ('Verification(page).submit("Submit")', _SUBMITTING, "Verification(page).submit"),
        ("act(partial(on.submit, words))", _SUBMITTING, "on.submit"),
        ("self._form.submit_refused(words)", _SUBMITTING, "self._form.submit_refused"),
        ('on.press("Submit")', _PRESSING, "on.press('Submit')"),
        ("later = on.press", _PRESSING, "on.press"),
        ("page.locator(anything).click()", _PRESSING, "page.locator(anything).click()"),
    ],
)
def test_a_way_round_the_policy_would_be_seen(
    line: str, wanted: tuple[str, ...], seen: str
) -> None:
    source = f"def seeded():\n    if True:\n        {line}\n"

    assert uses(source, wanted) == [("seeded", seen)]


def test_another_import_of_the_pages_of_linking_would_be_seen() -> None:
    spellings = ("from pages.linking import Verification", "import pages.linking as linking")

    assert [imports(spelling, "pages.linking") for spelling in spellings] == [True, True]
    assert imports("from pages import linking", "pages.linking")
