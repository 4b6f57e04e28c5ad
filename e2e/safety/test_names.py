"""The names at the click: what is read, compared and pressed is what a reader sees."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.courts.hostile import HostileCourt, Link, Trick, hostile_court
from e2e.courts.independent import QUESTION, WARNING
from e2e.courts.name_tricks import KINDS, NAME_TRICKS, RIGHT, UNDER_THE_MOUSE, trick_of
from e2e.safety.kinds import kinds_first
from e2e.safety.linking_walk import walk_at
from e2e.safety.test_locks import LOOK_ALIKES, WRONG_NAMES
from pages.linking import Verification
from walk.compare.names import compare_names, names_on
from walk.follow.submit.pressed_as_read import PressedAsRead
from walk.follow.submit.submitting import Submitting
from walk.guide.model import Credential
from walk.guide.reader import read_guide
from walk.safety.credentials import parse_permit
from walk.safety.names.drawn_page import Box
from walk.safety.names.glyphs import reader
from walk.safety.names.names_at_click import Names, Refused
from walk.safety.names.picture import Picture
from walk.safety.names.witness import Witness

# Only Chromium types what may link away from the embedded court, and so presses as it was read.
pytestmark = [
    pytest.mark.one_engine,
    pytest.mark.browser,
    pytest.mark.only_browser("chromium"),
]

LINKED = [Link("second Submit", "POST")]
PLAIN: Mapping[str, str] = {
    "plain": RIGHT,
    "a table": "</p><table><tr><td>CM/ECF</td><td>LOGIN NAME</td></tr>"
    "<tr><td>PACER</td><td>NAME</td></tr></table><p>",
    "a table with a heading row": "</p><table border=1><tr><th>CM/ECF<th>PACER"
    "<tr><td>LOGIN NAME<td>NAME</table><p>",
    "a list of terms": "</p><dl><dt>CM/ECF<dd>LOGIN NAME<dt>PACER<dd>NAME</dl><p>",
    "rows that are flexible": "<span style='display: flex; gap: 2em'><span>CM/ECF</span>"
    "<b>LOGIN NAME</b></span><span style='display: flex; gap: 2em'><span>PACER</span><b>NAME</b>"
    "</span>",
    "colons, a card and a page that animates itself": "<style>@keyframes in { from { margin-top:"
    " 9px } } h1 { animation: in 9s } i { position: fixed; inset: 0; pointer-events: none }"
    "</style><i></i><span style='display: block; border: 1px solid; background: #eee;"
    " box-shadow: 0 0 2px; padding: 9px; overflow: hidden'>CM/ECF: <b>LOGIN NAME</b><br>PACER:"
    " <b>NAME</b></span><script>setInterval(() => document.title = Date.now(), 5)</script>",
    "capitals by a style, a long page": "<style>b { text-transform: uppercase }</style>"
    f"<span style='display: block; height: 2000px'></span>{RIGHT}"
    "<span style='display: block; height: 2000px'></span>",
    "words of PACER elsewhere": f"{RIGHT}</p><p>Questions? The PACER Service Center answers them"
    " by telephone.</p><p>",
    "a part that scrolls": "<span style='display: block; height: 120px; overflow: auto'>"
    f"<span style='display: block; height: 300px'></span>{RIGHT}</span>",
    "a search of the whole site": f"{RIGHT}</p><header><form action=/search><input name=q>"
    "<button>Search</button></form></header><p>",
    **UNDER_THE_MOUSE,
}
"""What an honest court may have."""
KINDS_OF_PLAIN = (
    *("swapped by mousedown", "colons, a card and a page that animates itself"),
    "a part that scrolls",
)


@pytest.fixture(scope="module")
def court() -> Iterator[HostileCourt]:
    """A court for all tests of this module, which plays one trick after another."""
    with hostile_court() as court:
        yield court


def verification(page: Page, court: HostileCourt) -> Verification:
    """Come to the verification page."""
    page.goto(court.to_verify)
    return Verification(page)


def come_to_verify(page: Page, court: HostileCourt) -> tuple[Verification, Names]:
    """Come to the verification page; return it and its names, as the first reading has them."""
    screen = verification(page, court)
    names, differences = read_names(screen, court)
    assert differences == []
    return screen, names


def read_names(screen: Verification, court: HostileCourt) -> tuple[Names, list[object]]:
    """Read the names as a walk does; return them, and all that differs."""
    names = names_of(screen, court)
    differences = [*compare_names(screen, names), *screen.look_alikes(court.account.name)]
    return {caption: read for caption, (_, read) in names.items()}, differences


def names_of(
    screen: Verification, court: HostileCourt, permitted: str | None = None
) -> dict[str, tuple[str, str]]:
    """Return the names that should be there, and those that are read."""
    (documented,) = (
        each for step in read_guide("wiwb").steps for each in step.screen if each.shows.names
    )
    own = court.account
    values: dict[Credential, str] = {
        "PACER name": permitted or own.name,
        "CM/ECF login and name": own.login,
    }
    return dict(names_on(screen, documented, values))


class NoReader:
    """Reads no picture, and so needs no extra."""

    def read(self, _picture: Picture, _box: Box) -> Iterator[str]:
        """Fail the test."""
        pytest.fail("A picture was read where the page alone should decide.")


class NoWitness(Witness):
    """Finds all words in any picture, so that nothing but what the page draws is refused."""

    def __init__(self, names: Names) -> None:
        """Look for the names, and for what stands beside them."""
        super().__init__(NoReader(), names, (QUESTION, WARNING))

    def check(self, *_: object) -> None:
        """Look at nothing."""


def press_as_read(screen: Verification, names: Names, witness: Witness | None = None) -> None:
    """Look at the names and press Submit, as a walk does, with a moment between."""
    witness = witness or Witness(reader(), names, (QUESTION, WARNING))
    pressing = PressedAsRead(screen.page, names, witness, lambda _: None)
    pressing.look()
    screen.page.wait_for_function("window.done !== false")
    screen.page.evaluate("window.later?.()")
    pressing.press("Submit")


@pytest.mark.parametrize("names", WRONG_NAMES)
def test_names_that_are_not_right_to_a_reader_differ(
    lasting: Page, court: HostileCourt, names: str
) -> None:
    court.plays(Trick(names=WRONG_NAMES[names]))
    screen = verification(lasting, court)

    drifts = [*compare_names(screen, names_of(screen, court))]

    assert {drift.what for drift in drifts} <= {"CM/ECF", "PACER", "names"}
    assert drifts


@pytest.mark.parametrize("written", LOOK_ALIKES)
def test_a_name_that_only_looks_like_the_right_one_is_seen(
    lasting: Page, court: HostileCourt, written: str
) -> None:
    markup, observed = LOOK_ALIKES[written]
    court.plays(Trick(names=f"CM/ECF <b>{{login}} {{name}}</b><br>PACER <b>{markup}</b>"))
    screen = verification(lasting, court)
    name = court.account.name

    seen = [drift.observed for drift in compare_names(screen, names_of(screen, court))]

    assert observed in [*seen, *screen.look_alikes(name)]


def test_a_name_that_is_not_exactly_the_permitted_one_differs(
    lasting: Page, court: HostileCourt
) -> None:
    court.plays(Trick())
    screen, own = verification(lasting, court), court.account
    two_spaces, hard_space = (own.name.replace(" ", space) for space in ("  ", "\u00a0"))
    others = [own.name.upper(), two_spaces, hard_space, f"{own.name} ", f" {own.name}", "Greta"]

    for other in others:
        permit = parse_permit(f"{own.login}={other}")
        (drift,) = compare_names(screen, names_of(screen, court, permit.name))

        assert (drift.what, drift.documented, drift.observed) == ("PACER", other, own.name)


@pytest.mark.sample(len(KINDS))
@pytest.mark.parametrize("trick", kinds_first(NAME_TRICKS, KINDS))
def test_a_page_that_draws_other_names_than_it_says_is_not_submitted_though_it_would_link(
    lasting: Page, court: HostileCourt, trick: str
) -> None:
    court.plays(trick_of(NAME_TRICKS[trick]))
    screen, own = verification(lasting, court), court.account
    # Of some of them the first reading tells too; what presses the button does not rely on that.
    read_names(screen, court)
    names = {"CM/ECF": f"{own.login} {own.name}", "PACER": own.name}

    with pytest.raises(Refused):
        press_as_read(screen, names, NoWitness(names))

    assert court.links == []

    lasting.locator("form").last.evaluate("(form) => form.requestSubmit()")
    lasting.wait_for_url("**/linked")

    assert len(court.links) == 1


@pytest.mark.sample(len(KINDS_OF_PLAIN))
@pytest.mark.parametrize("court_of", kinds_first(PLAIN, KINDS_OF_PLAIN))
def test_an_honest_page_is_submitted_once(
    lasting: Page, court: HostileCourt, court_of: str
) -> None:
    court.plays(trick_of(PLAIN[court_of]))
    screen, names = come_to_verify(lasting, court)

    press_as_read(screen, names)
    lasting.wait_for_url("**/linked")

    assert court.links == LINKED


@pytest.mark.walk
@pytest.mark.nightly("test_a_walk_submits_no_page_whose_names_or_warning_only_the_browser_reads")
@pytest.mark.parametrize("is_locked", [True, False])
def test_a_walk_says_why_it_submits_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, court: HostileCourt, *, is_locked: bool
) -> None:
    if not is_locked:
        monkeypatch.setattr(Submitting, "_pressing", lambda *_: None)
    # A swap in time may come too late, when the right names are submitted as they were read.
    court.plays(trick_of(NAME_TRICKS["mirrored"]))

    ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    stopped = [step for step in ran.result["steps"] if step["verdict"] == "drifted"]
    assert len(court.links) == (not is_locked)
    if is_locked:
        assert (ran.status, [step["cause"] for step in stopped]) == (1, [None])
        assert stopped[0]["number"] == 11
        assert [drift["what"] for drift in stopped[0]["drifts"]] == ["names"]
        assert stopped[0]["reason"].startswith("This page was not submitted. ")
        # The first Submit has left, and nobody knows what that does at such a court.
