"""The two locks before anything that could link, against a court that tries everything."""

import ast
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from starlette.responses import RedirectResponse

from e2e.courts.hostile import AT_HOME, AWAY, TRICKS, HostileCourt, Link, Trick, hostile_court
from e2e.courts.ways_out import REQUESTS
from e2e.walks.live import counting, variables_of, walk_live
from e2e.walks.run import ROOT, CommandResult, answer
from mock_court.embedded import embedded_court
from walk.browser.session import BrowserSession
from walk.compare.screen import ScreenComparison
from walk.follow.causes import Stopped
from walk.follow.walk import Walk
from walk.guide.model import GuideScreen
from walk.guide.reader import GUIDES
from walk.safety.policy import Policy, Submits
from walk.safety.redirect_filter import RedirectFilter
from walk.safety.request_filter import RequestFilter

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


def walk_at(court: HostileCourt, folder: Path, *options: str | Path) -> CommandResult:
    """Follow the guide at the court, with its attorney's credentials."""
    return walk_live(folder, court, court.variables, *options)


# Removing locks


def no_policy(patch: pytest.MonkeyPatch) -> None:
    """Remove the first lock: everything is permitted, and every button is pressed."""

    def press(
        _: Policy, on: Submits, _guided: GuideScreen, words: str, *, names_are_right: bool
    ) -> None:
        del names_are_right
        on.press(words)

    check_names = Walk._check_names

    def go_on(walk: Walk, documented: GuideScreen, comparison: ScreenComparison) -> None:
        with suppress(Stopped):
            check_names(walk, documented, comparison)

    patch.setattr("walk.safety.credentials._OF_LINKING", ())
    patch.setattr(Policy, "withheld", lambda *_: None)
    patch.setattr(Policy, "submit", press)
    patch.setattr(Walk, "_check_names", go_on)
    patch.setattr(Walk, "_pressing", lambda *_: None)


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


def no_redirect_filter(patch: pytest.MonkeyPatch) -> None:
    """Remove of the second lock what holds for redirects, and what hides other hosts."""
    patch.setattr(RedirectFilter, "guard", lambda *_: None)
    open_ways_out(patch)


def neither_lock(patch: pytest.MonkeyPatch) -> None:
    """Remove both locks."""
    no_policy(patch)
    no_request_filter(patch)


def both_locks(_: pytest.MonkeyPatch) -> None:
    """Leave both locks where they are."""


# While credentials are typed


@pytest.mark.usefixtures("patient")
def test_a_court_that_tries_everything_when_credentials_are_typed_gets_none(
    tmp_path: Path,
) -> None:
    with hostile_court(Trick(on_input=tuple(TRICKS))) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit, "--until", "9")

    assert (ran.status, ran.verdicts) == (0, [*["as_documented"] * 9, *["not_reached"] * 6])
    assert court.links == []
    assert [asked for asked in court.asked if court.account.cmecf_password in asked] == []
    assert [asked.split()[0] for asked in court.asked if not asked.startswith("GET")] == ["POST"]


@pytest.mark.browser
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

    assert {link.how for link in court.links} == set(tricks)


@pytest.mark.parametrize(
    ("remove", "links"),
    [(both_locks, []), (no_request_filter, [Link("first Submit", "POST")])],
)
def test_a_link_form_that_is_filled_and_sends_itself_links_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remove: Remove, links: list[Link]
) -> None:
    remove(monkeypatch)

    with hostile_court(Trick(on_load=True, links_at_once=True)) as court:
        walk_at(court, tmp_path)

    assert court.links == links


@pytest.mark.parametrize(
    ("remove", "links"),
    [
        (both_locks, []),
        (no_policy, []),
        (no_request_filter, []),
        (neither_lock, [Link("first Submit", "POST")]),
    ],
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


@pytest.mark.parametrize(
    ("sent_on", "remove", "is_caught"),
    [
        *((sent_on, both_locks, False) for sent_on in SENT_ON),
        ("the sign-on by 303", no_redirect_filter, True),
        ("the link form by 307", no_redirect_filter, True),
    ],
)
def test_no_form_is_sent_on_to_another_host(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sent_on: str,
    remove: Remove,
    *,
    is_caught: bool,
) -> None:
    remove(monkeypatch)
    trick = SENT_ON[sent_on]
    method = "GET" if trick.sent_on_by == SEE_OTHER else trick.form_method

    with hostile_court(trick) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    to = trick.sent_on_to.format(port=court.port)
    assert (ran.status, blocked["verdict"], blocked["cause"]) == (1, "blocked", "unexpected_host")
    assert court.caught == [f"{method} {to}"] * is_caught
    assert (blocked["reason"] == f"{method} {to} was refused: {WHY[method]}.") is not is_caught
    assert court.links == []


@pytest.mark.browser
@pytest.mark.parametrize("sent_on", SENT_ON)
def test_without_locks_each_of_these_forms_is_sent_on(unlocked: Page, sent_on: str) -> None:
    trick = SENT_ON[sent_on]
    method = "GET" if trick.sent_on_by == SEE_OTHER else trick.form_method

    with hostile_court(trick) as court:
        own = court.account
        unlocked.goto(court.sign_on if trick.sent_on == "/enter" else f"{court.cmecf}form")
        fields = unlocked.locator("input")
        fields.nth(0).fill(own.username)
        fields.nth(1).fill(own.password)
        unlocked.locator("button").first.click()
        unlocked.wait_for_url("**/caught")

    assert court.caught == [f"{method} {unlocked.url}".partition("?")[0]]


@pytest.mark.parametrize(("remove", "is_caught"), [(both_locks, False), (no_redirect_filter, True)])
@pytest.mark.parametrize("form", ["/enter", "/verify"])
def test_no_form_is_sent_on_to_another_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, remove: Remove, *, is_caught: bool
) -> None:
    remove(monkeypatch)

    with counting() as (port, came):
        trick = Trick(sent_on=form, sent_on_to=f"http://www.hostile.localhost:{port}/")
        with hostile_court(trick) as court:
            ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    assert bool(came) is is_caught
    assert (blocked["cause"] == "unexpected_host") is not is_caught


@pytest.mark.parametrize(("remove", "is_caught"), [(both_locks, False), (no_redirect_filter, True)])
def test_no_form_that_a_script_sends_is_sent_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remove: Remove, *, is_caught: bool
) -> None:
    remove(monkeypatch)

    with counting() as (port, came), embedded_court("wiwb") as own:
        onward = RedirectResponse(f"http://www.wiwb.uscourts.localhost:{port}/", 307)
        answer(own.served, lambda asked: onward if asked.method == "POST" else None)
        ran = walk_live(tmp_path, own.served, variables_of(own.attorney))

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    assert bool(came) is is_caught
    assert (blocked["cause"] == "unexpected_host") is not is_caught
    assert is_caught or blocked["reason"].endswith("was refused: a form may not be sent on.")


# With a permit


def test_a_permitted_attorney_is_linked_once_and_by_the_second_submit(tmp_path: Path) -> None:
    with hostile_court() as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert (ran.status, ran.verdicts) == (0, [*["as_documented"] * 14, "not_needed"])
    assert court.links == [Link("second Submit", "POST")]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("remove", "tricks", "is_linked"),
    [
        (both_locks, (*AT_HOME, *REQUESTS, *AWAY), False),
        (no_request_filter, tuple(AT_HOME), True),
        (no_request_filter, tuple(REQUESTS), True),
    ],
)
def test_a_verification_page_that_links_by_itself_before_its_names_are_read_is_kept_from_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tricks: tuple[str, ...],
    remove: Remove,
    *,
    is_linked: bool,
) -> None:
    remove(monkeypatch)

    with hostile_court(Trick(verification=tricks, names=SOMEBODY_ELSE)) as court:
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert {link.how for link in court.links} == (set(tricks) if is_linked else set())


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("remove", "tricks", "is_linked"),
    [(both_locks, tuple(TRICKS), False), (no_request_filter, tuple(AT_HOME), True)],
)
def test_a_confirmation_that_links_a_second_pair_by_itself_is_kept_from_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    remove: Remove,
    tricks: tuple[str, ...],
    *,
    is_linked: bool,
) -> None:
    remove(monkeypatch)

    with hostile_court(Trick(confirmation=tricks)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    # Where no filter holds the tricks back, they may also change the page that is compared.
    if not is_linked:
        assert (ran.status, ran.verdicts) == (0, [*["as_documented"] * 14, "not_needed"])
    by_itself = set(tricks) if is_linked else set()
    assert {link.how for link in court.links} == {"second Submit", *by_itself}


@pytest.mark.parametrize("names", ["other names", "right but unseen"])
def test_what_does_not_show_the_right_names_to_a_reader_is_never_submitted(
    tmp_path: Path, names: str
) -> None:
    with hostile_court(Trick(names=WRONG_NAMES[names])) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    assert (ran.status, ran.step(11)["verdict"]) == (1, "drifted")
    assert ran.step(11)["reason"] == "The names are not those of the accounts to be linked."
    assert {drift["what"] for drift in ran.step(11)["drifts"]} <= {"CM/ECF", "PACER"}
    assert ran.verdicts[11:] == ["not_reached"] * 4
    assert court.links == []


@pytest.mark.parametrize("written", ["a no-break space", "a space of no width"])
def test_a_name_that_only_looks_like_the_permitted_one_is_refused_and_both_are_shown(
    tmp_path: Path, written: str
) -> None:
    markup, observed = LOOK_ALIKES[written]
    names = f"CM/ECF <b>{{login}} {{name}}</b><br>PACER <b>{markup}</b>"

    with hostile_court(Trick(names=names)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (drift,) = ran.step(11)["drifts"]
    assert (ran.status, drift["what"], drift["observed"]) == (1, "PACER", observed)
    assert repr("Greta Grimm") in ran.output
    assert repr(observed) in ran.output
    assert court.links == []


def test_a_login_in_other_capitals_is_refused_and_not_shown(tmp_path: Path) -> None:
    names = "CM/ECF <b>GRIMMCMECF42 {name}</b><br>PACER <b>{name}</b>"

    with hostile_court(Trick(names=names)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (drift,) = ran.step(11)["drifts"]
    assert (ran.status, drift["what"], drift["documented"]) == (1, "CM/ECF", "[secret]")
    assert drift["observed"] == "[secret in other capitals] Greta Grimm"
    assert court.links == []


@pytest.mark.parametrize(
    ("remove", "links"),
    [
        (no_policy, []),
        (no_request_filter, []),
        (neither_lock, [Link("second Submit", "POST")]),
    ],
)
def test_either_lock_keeps_the_second_submit_from_a_court_that_shows_other_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remove: Remove, links: list[Link]
) -> None:
    remove(monkeypatch)

    with hostile_court(Trick(names=SOMEBODY_ELSE)) as court:
        walk_at(court, tmp_path, "--permit-link", court.permit)

    assert court.links == links


def test_a_guide_that_has_no_names_to_verify_never_links(tmp_path: Path) -> None:
    guide = tmp_path / "nameless.toml"
    text = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("names = ")]
    guide.write_text("\n".join(lines), encoding="utf-8")

    with hostile_court() as court:
        ran = walk_at(court, tmp_path, guide, "--permit-link", court.permit)

    assert (ran.step(12)["verdict"], ran.step(12)["cause"]) == ("withheld", "policy")
    assert court.links == []


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
    ("walk/follow/walk.py", "_press", "request_filter.submit"),
    ("walk/follow/walk.py", "_press", "self._policy.submit"),
    ("walk/follow/walk.py", "_pressing", "self._session.request_filter.submit"),
]
"""Where a walk calls something of that name: it opens the filter, and asks the policy to press."""
KNOWS_THE_PAGES_OF_LINKING = [
    "walk/commands/look.py",
    "walk/compare/names.py",
    "walk/compare/screen.py",
    "walk/follow/walk.py",
    "walk/guide/screens.py",
]
_PRESSING = ("press", "click", "dblclick", "tap", "check", "dispatch_event", "evaluate_handle")
_SUBMITTING = ("submit", "submit_refused")
_WORDS = ("documented", "screen", "self", "act")
"""Of what a guide says, `submit` is a word and nothing to call."""


def uses(source: str, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return where one of the methods is called, or taken to be called later, by function."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = {node.func: node for node in ast.walk(function) if isinstance(node, ast.Call)}
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and node.attr in wanted:
                is_word = node not in calls and ast.unparse(node.value) in _WORDS
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
