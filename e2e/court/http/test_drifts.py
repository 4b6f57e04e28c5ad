"""Drifts: each name changes the thing that it names, on its own screens and on no other."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import SequenceMatcher
from functools import cache
from time import monotonic
from typing import Any, NamedTuple
from zlib import crc32

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from e2e.court.http.reader import SIGN_ON, Reader, reading
from e2e.court.rules.linking import link
from mock_court import app
from mock_court.__main__ import main
from mock_court.courts.profile import Profile, court_ids, read_profile
from mock_court.drifts import benign, lookup
from mock_court.drifts.benign import BEHAVIORS
from mock_court.drifts.catalogue import SCREENS
from mock_court.drifts.lookup import every_benign, every_drift
from mock_court.drifts.page_change import PageChange
from mock_court.drifts.page_tree import parsed
from mock_court.embedded import CannotOpen, embedded_court
from mock_court.errors import UnknownScenario
from mock_court.rules.court import Court
from mock_court.rules.people import People
from mock_court.scenarios import lookup as scenario_lookup
from mock_court.scenarios.lookup import behavior_of
from mock_court.web.cmecf.menus import Bar

COURTS = ("wiwb", "cob", "txwd")
ELSEWHERE = "http://elsewhere.localhost/"


class Made(NamedTuple):
    """What a template made of some facts."""

    text: str
    template: str
    facts: Mapping[str, Any]


class Token(NamedTuple):
    """A piece of text, or a control with all that a reader can see of it."""

    words: str
    control: tuple[str, ...] = ()


Sight = Mapping[str, Sequence[Token]]
"""What a reader sees, by screen."""


# What a reader sees

SCREEN_OF_PAGE = {
    "website/home.html": "website",
    "cmecf/landing.html": "landing-page",
    "sign_on/login.html": "sign-on",
    "cmecf/menu.html": "menu",
    "cmecf/link_form.html": "link-form",
    "cmecf/link_verification.html": "verification",
    "cmecf/link_confirmation.html": "confirmation",
}
CONTROLS = ("a", "button", "input")
REGIONS = ("nav", "header", "main", "form", "ul")
ATTRIBUTES = ("href", "target", "onclick", "type", "disabled", "aria-disabled", "form")


def sight(text: str, made: Made) -> dict[str, list[Token]]:
    """Read what a template made: the menu bar, its menus, and the rest of the page."""
    tree = BeautifulSoup(text, "html.parser")
    screens: dict[str, list[Token]] = {}
    menus = [menu.extract() for menu in tree.select("div[hidden] > div.bd")]
    content = [each.extract() for each in tree.select("#cmecfMainContent")]
    # Most pages have none, and to look for it takes as long as all the rest.
    if "redactionDlg" in text and (found := tree.select("#redactionDlg")):
        screens["redaction-agreement"] = read([each.extract() for each in found])
    if "bar" in made.facts:
        name = "full-menu-bar" if made.facts["bar"].is_full else "limited-menu-bar"
        screens[name] = read([tree])
    if menus:
        screens["menu"] = read(menus)
    if made.template in SCREEN_OF_PAGE:
        screens[SCREEN_OF_PAGE[made.template]] = read(content or [tree])
    return screens


def read(roots: Sequence[Tag]) -> list[Token]:
    """Return the text and the controls in reading order."""
    found: list[Token] = []
    for root in roots:
        for node in root.descendants:
            if isinstance(node, NavigableString):
                words = folded(node)
                if words and type(node) is NavigableString and not is_hidden(node.parent):
                    found.append(Token(words))
            elif isinstance(node, Tag) and node.name in CONTROLS and not is_hidden(node):
                says = [f"{name}={node.get(name)}" for name in ATTRIBUTES]
                where = [each.name for each in node.parents if each.name in REGIONS]
                found.append(Token(str(node.get("value", "")), (*where, node.name, *says)))
    return found


def is_hidden(tag: Tag | None) -> bool:
    """Say whether a control is hidden; a menu that is not open yet is read all the same."""
    if tag is None or tag.name not in {"button", "input"}:
        return False
    return tag.has_attr("hidden") or tag.get("type") == "hidden"


def folded(text: str) -> str:
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


# The pages of a court


@cache
def profile_of(court_id: str) -> Profile:
    return read_profile(court_id)


@cache
def pages(court_id: str) -> tuple[Made, ...]:
    """Return what the templates make for somebody who sees every screen of a court."""
    made: list[Made] = []

    def keep(text: str, template: str, facts: Mapping[str, Any], *_: str, **__: object) -> str:
        made.append(Made(text, template, facts))
        return text

    with pytest.MonkeyPatch.context() as at:
        at.setattr(app, "changed", keep)
        with visiting(court_id) as visit:
            visit()
    return tuple(made)


@contextmanager
def visiting(court_id: str, scenarios: Sequence[str] = ()) -> Iterator[Callable[[], list[str]]]:
    """Give what visits every screen of a court, and returns the answers."""
    profile, people = profile_of(court_id), People()
    court = Court(profile, behavior=behavior_of(scenarios, profile))
    viewer, filer = court.enroll([people.attorney(), people.attorney()])
    viewing, filing = (court.open_session(each.pacer) for each in (viewer, filer))
    linking = court.request_link(viewing, viewer.cmecf.login, viewer.cmecf.password)
    linked = court.request_link(filing, filer.cmecf.login, filer.cmecf.password)
    link(court, filer)
    cgi = f"http://{profile.cmecf_host}/cgi-bin"
    utilities = f"{cgi}/DisplayMenu.pl?Utilities&id=-1"
    headings = [group.heading for group in profile.menus["utilities"] if not group.filers_only]
    visits = {
        None: (
            f"http://{profile.website_host}/",
            f"http://{profile.cmecf_host}/",
            f"{SIGN_ON}?pscCourtId={profile.pacer_id}",
        ),
        viewing: (
            f"{cgi}/showpage.pl",
            f"{cgi}/menu.pl?id=-1",
            utilities,
            *(f"{utilities}&group={heading}" for heading in headings if heading),
            f"{cgi}/LinkAccount.pl",
            f"{cgi}/LinkVerify.pl?{linking.token}-L_1_1-1",
        ),
        filing: (
            f"{cgi}/showpage.pl",
            f"{cgi}/menu.pl?id={filer.pacer.number}",
            f"{cgi}/LinkDone.pl?{linked.token}-L_1_2-1",
        ),
    }

    with reading(court) as reader:
        yield lambda: [
            answer(reader, session.token if session else "", address)
            for session, addresses in visits.items()
            for address in addresses
        ]


def answer(reader: Reader, token: str, address: str) -> str:
    reader.client.cookies.set("NextGenCSO", token)
    got = reader.get(address)
    assert got.status_code == 200, (address, got.status_code)
    return got.text


@cache
def healthy(court_id: str) -> list[Sight]:
    """Return what a reader sees where nothing is changed, by page."""
    return [sight(made.text, made) for made in pages(court_id)]


def changed(court_id: str, name: str) -> Iterator[tuple[Made, str, Sight]]:
    """Yield the pages on which a change of that name changes a byte, with what they were before."""
    changes = behavior_of([name], profile_of(court_id)).page_changes
    for made, before in zip(pages(court_id), healthy(court_id), strict=True):
        text = lookup.changed(made.text, made.template, made.facts, ELSEWHERE, changes)
        if text != made.text:
            yield made, text, before


def differences(court_id: str, name: str) -> list[tuple[str, Sequence[Token], Sequence[Token]]]:
    """Return the screens that a change of that name makes a reader see otherwise."""
    return [
        (screen, before[screen], after)
        for made, text, before in changed(court_id, name)
        for screen, after in sight(text, made).items()
        if after != before[screen]
    ]


def due(names_at: Callable[[str], Sequence[str]], court_id: str, *, soak: bool) -> list[str]:
    """Return the names that are tried at a court: each at one that has it, with `--soak` at all.

    Which one follows from the name, so each court has its share of every kind and screen.
    """
    having = {each: set(names_at(each)) for each in COURTS}
    mine = []
    for name in names_at(court_id):
        courts = [each for each in COURTS if name in having[each]]
        if soak or courts[crc32(name.encode()) % len(courts)] == court_id:
            mine.append(name)
    return mine


# Each drift changes what it names


@pytest.mark.sample(1)
@pytest.mark.soak
@pytest.mark.parametrize("court_id", COURTS)
@pytest.mark.parametrize("third", range(3))
def test_every_drift_changes_its_screen_and_no_other_in_the_way_that_its_kind_says(
    court_id: str, third: int, *, soak: bool
) -> None:
    names = due(lambda each: every_drift(profile_of(each)), court_id, soak=soak)[third::3]
    assert {kind_of(name) for name in names} >= KINDS.keys() - FEW

    seen = {name: differences(court_id, name) for name in names}

    assert {
        name: screens
        for name, found in seen.items()
        if (screens := {screen for screen, *_ in found}) not in expected(court_id, name)
    } == {}
    assert {
        name: what
        for name, found in seen.items()
        if (what := what_changed(*found[0][1:])) not in KINDS[kind_of(name)]
    } == {}


def expected(court_id: str, name: str) -> list[set[str]]:
    """Return the screens that a drift may change: an item's menu goes where the item goes."""
    _, kind, thing, *_ = name.split(":")
    screen, _, slug = thing.partition("/")
    has_menu = screen.endswith("menu-bar") and slug in profile_of(court_id).menus
    return [{screen}, {screen, "menu"}] if has_menu and kind in MOVES_MENU else [{screen}]


MOVES_MENU = {"moved", "reordered", "retargeted", "removed", "disabled", "behaves"}
KINDS: Mapping[str, set[str]] = {
    "renamed": {"other words"},
    "recased": {"other capitals"},
    "reworded": {"other words"},
    "moved": {"other order", "other controls"},
    "reordered": {"other order"},
    "re_roled": {"other controls"},
    "retargeted": {"other controls"},
    "removed": {"less"},
    # A required mark makes other words of a caption.
    "added": {"more"},
    "added a mark": {"other words"},
    "ambiguous": {"more"},
    "disabled": {"other controls"},
    "wrong_value": {"other words"},
    "behaves": {"other controls"},
}


FEW = {"reworded", "wrong_value", "added a mark"}
"""The kinds of which a court has not enough for each third of its drifts."""


def kind_of(name: str) -> str:
    return "added a mark" if name.endswith(":*") else name.split(":")[1]


def what_changed(before: Sequence[Token], after: Sequence[Token]) -> str:
    """Return what was done to the words of a screen."""
    words, now = ([token.words for token in tokens if token.words] for tokens in (before, after))
    lost, gained = Counter(words) - Counter(now), Counter(now) - Counter(words)
    if lost and gained:
        old, new = ([word.casefold() for word in each] for each in (lost, gained))
        return "other capitals" if "".join(old) == "".join(new) else "other words"
    if lost or gained:
        return "less" if lost else "more"
    return "other controls" if words == now else "other order"


def test_every_change_is_tried_at_one_court_at_least() -> None:
    drifts = {each: every_drift(profile_of(each)) for each in COURTS}
    names = {name for each in drifts.values() for name in each}

    tried = [name for each in COURTS for name in due(drifts.__getitem__, each, soak=False)]

    assert sorted(tried) == sorted(names)
    assert all(due(drifts.__getitem__, each, soak=True) == drifts[each] for each in COURTS)


def test_a_drift_that_changed_more_than_it_names_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everywhere = PageChange(frozenset(SCREENS), lambda place: place.region.append("Closed"))
    monkeypatch.setattr(scenario_lookup, "change_named", lambda *_: everywhere)

    found = differences("wiwb", "drift:renamed:verification/submit")

    assert {screen for screen, *_ in found} == set(SCREENS)
    assert {what_changed(before, after) for _, before, after in found} == {"more"}


@pytest.mark.parametrize(
    "thing",
    [
        "e-filing-cm-ecf",
        "western-district-of-wisconsin-document-filing-system",
        "forgot-password",
        "limited-menu-bar/query",
        "limited-menu-bar/log-out",
    ],
)
def test_a_link_that_becomes_a_button_goes_on_leading_where_it_led(thing: str) -> None:
    (_, before, after), *_ = differences("wiwb", f"drift:re_roled:{thing}")

    ((_, link),) = Counter(before) - Counter(after)
    ((_, button),) = Counter(after) - Counter(before)
    (address,) = (each.removeprefix("href=") for each in link if each.startswith("href="))
    (onclick,) = (each for each in button if each.startswith("onclick="))
    assert f'("{address}")' in onclick


def test_what_opens_a_menu_may_be_a_button_and_so_that_is_no_drift() -> None:
    of_bars = [name for name in every_drift(profile_of("wiwb")) if "re_roled:" in name]

    assert [name for name in of_bars if "menu-bar/" in name] == [
        "drift:re_roled:limited-menu-bar/query",
        "drift:re_roled:limited-menu-bar/help",
        "drift:re_roled:limited-menu-bar/log-out",
        "drift:re_roled:full-menu-bar/query",
        "drift:re_roled:full-menu-bar/search",
        "drift:re_roled:full-menu-bar/help",
        "drift:re_roled:full-menu-bar/log-out",
    ]


def test_a_button_that_becomes_a_link_goes_on_being_pressed_by_it() -> None:
    ((_, text, _),) = changed("wiwb", "drift:re_roled:sign-on/login")

    link = parsed(text).select("a[onclick]")[0]
    button = link.find_next_sibling()
    assert (link.get_text(), link["onclick"]) == (
        "Login",
        "this.nextElementSibling.click(); return false",
    )
    assert button is not None
    assert (button["type"], button.has_attr("hidden")) == ("submit", True)


@pytest.mark.parametrize("court_id", court_ids())
def test_there_are_drifts_on_every_screen(court_id: str) -> None:
    names = every_drift(profile_of(court_id))

    on_screens = Counter(name.split(":")[2].split("/")[0] for name in names)

    asked = {"redaction-agreement"} if profile_of(court_id).agrees_to_redaction else set()
    bars = {"limited-menu-bar", "full-menu-bar"}
    assert set(on_screens) == {*SCREEN_OF_PAGE.values(), *bars, *asked}
    assert min(on_screens.values()) >= 8
    assert len(set(names)) == len(names) >= 150


def test_the_drifts_of_a_court_are_those_of_its_own_things() -> None:
    of_texas, of_wisconsin = (
        {name.split(":")[2] for name in every_drift(profile_of(court_id))}
        for court_id in ("txwd", "wiwb")
    )

    assert {thing for thing in of_texas - of_wisconsin if not thing.startswith("website/")} == {
        "landing-page/western-district-of-texas-document-filing-system",
        "sign-on/texas-western-district-court-nextgen-login",
        "redaction-agreement/redaction-agreement",
        "redaction-agreement/i-understand-that",
        "redaction-agreement/continue",
        "full-menu-bar/civil",
        "full-menu-bar/criminal",
    }
    assert {"full-menu-bar/bankruptcy", "full-menu-bar/adversary"} <= of_wisconsin - of_texas


def test_a_drift_that_does_nothing_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = PageChange(frozenset(SCREENS), lambda _: None)
    monkeypatch.setattr(scenario_lookup, "change_named", lambda *_: idle)

    assert differences("wiwb", "drift:renamed:utilities") == []


# Benign changes


@pytest.mark.sample(1)
@pytest.mark.soak
@pytest.mark.parametrize("court_id", COURTS)
def test_every_benign_change_changes_the_page_and_no_word_of_it(
    court_id: str, *, soak: bool
) -> None:
    of_pages = [name for name in every_benign() if not is_of_behavior(name)]
    names = due(lambda _: of_pages, court_id, soak=soak)

    seen = {name: list(changed(court_id, name)) for name in names}

    assert [name for name, found in seen.items() if not found] == []
    assert {
        name: (made.template, difference)
        for name, found in seen.items()
        for made, text, _ in found
        if (difference := changed_words(made.text, text)) not in ADDED.get(name.split(":")[1], [""])
    } == {}
    assert len(of_pages) >= 40


ADDED = {"banner": ["+The clerk's office is closed on the day after Thanksgiving."]}
"""What a change may add, besides nothing."""


def is_of_behavior(name: str) -> bool:
    return name.split(":")[1] in BEHAVIORS


def changed_words(before: str, after: str) -> str:
    """Return what was added or taken away of what is read: words, and what controls say."""
    old, new = (all_words(text) for text in (before, after))
    if old == new:
        return ""
    return " ".join(
        f"{what}{' '.join(words)}"
        for _, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes()
        for what, words in (("-", old[start:end]), ("+", new[first:last]))
        if old[start:end] != new[first:last] and words
    )


@cache
def all_words(text: str) -> list[str]:
    """Return the words in reading order, whatever markup or signs are between them."""
    tree = BeautifulSoup(text, "html.parser")
    for unseen in tree.select(UNSEEN):
        unseen.decompose()
    for button in tree.select("input[type=submit], input[type=reset]"):
        button.string = f" {button['value']} "
    for line in tree.select(",".join(BLOCKS)):
        line.append(" ")
        line.insert_before(" ")
    return folded(tree.get_text()).replace(" »", "").replace(": ", " ").split(" ")


UNSEEN = "head, script, noscript, div[hidden]:has(form), [style*='display: none']"
BLOCKS = ("p", "div", "br", "li", "tr", "td", "dt", "dd", "h1", "h2", "h3", "h6", "button", "span")


def test_a_benign_change_that_touched_a_word_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def reword(region: Tag) -> None:
        region.append("Closed")

    monkeypatch.setitem(benign.CHANGES, "ids", (reword, benign.CHANGES["ids"][1]))

    (found,) = changed("wiwb", "benign:ids:website")

    assert changed_words(found[0].text, found[1]) == "+Closed"


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("benign:same-tab", "same-tab"),
        ("benign:no-landing-page", "no-landing-page"),
        ("benign:menu-as-page", "menu-as-page"),
    ],
)
def test_what_is_benign_and_a_scenario_too_is_the_same_behavior(name: str, same: str) -> None:
    assert behavior_of([name]) == behavior_of([same])


def test_a_slow_court_is_late_with_every_answer() -> None:
    behavior = behavior_of(["benign:slow"])

    with reading(Court(read_profile("wiwb"), behavior=behavior)) as reader:
        started = monotonic()
        reader.get("http://www.wiwb.uscourts.localhost/style.css")
        reader.get("http://www.wiwb.uscourts.localhost/")

    assert monotonic() - started >= 2 * behavior.answer_delay


# In the court itself


@pytest.mark.parametrize("court_id", COURTS)
def test_a_court_answers_with_its_pages_changed(court_id: str) -> None:
    with visiting(court_id) as visit:
        ordinary = visit()
    with visiting(court_id, ["drift:renamed:utilities:Tools", "benign:capitals:website"]) as visit:
        answers = visit()

    assert [answer.count("Tools") for answer in ordinary] == [0] * len(ordinary)
    # The first three pages have no menu bar.
    assert [answer.count("Tools") for answer in answers] == [0] * 3 + [1] * (len(answers) - 3)
    assert ["text-transform" in answer for answer in answers] == [True] + [False] * (
        len(answers) - 1
    )


def test_the_same_drifts_change_the_menu_script_and_the_menu_as_a_page() -> None:
    entry = "link-a-cm-ecf-account-to-my-pacer-account"
    with visiting("wiwb", [f"drift:renamed:menu/{entry}:Connect accounts"]) as visit:
        answers = visit()

    having = [answer for answer in answers if "Connect accounts" in answer]

    assert [answer.startswith("CMECF.MainMenu.showBar(") for answer in having] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("scenarios", "times"),
    [([], 0), (["drift:renamed:website/e-filing-cm-ecf"], 1), (["same-tab"], 0)],
)
def test_no_page_is_parsed_that_no_change_is_for(
    monkeypatch: pytest.MonkeyPatch, scenarios: list[str], times: int
) -> None:
    pages: list[str] = []

    def parse(page: str) -> BeautifulSoup:
        pages.append(page)
        return parsed(page)

    monkeypatch.setattr(lookup, "parsed", parse)

    with visiting("wiwb", scenarios) as visit:
        visit()

    assert len(pages) == times


def test_a_page_without_the_thing_is_left_alone() -> None:
    changes = behavior_of(["drift:renamed:utilities"]).page_changes
    page = "<div class=noprint><ul data-menu-bar><li><a>Query</a></ul></div>"
    facts = {"bar": Bar([], is_full=False)}

    assert lookup.changed(page, "cmecf/message.html", facts, ELSEWHERE, changes) == page


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("drift:renamd:utilities", "did you mean drift:renamed:utilities?"),
        ("drift:renamed:utilites", "did you mean drift:renamed:utilities?"),
        ("drift:renamed:verification/submt", "did you mean drift:renamed:verification/submit?"),
        ("drift:reworded:utilities", "did you mean drift:reordered:utilities?"),
        ("drift:removed:utilities:Tools", "did you mean drift:removed:utilities?"),
        ("drift:behaves:verification/clear", "the drifts of verification/clear are renamed, "),
        ("drift:renamed", "the things are case-locator-pacer, "),
        ("drift:", "the kinds of drift are renamed, recased, "),
        ("benign:idz", "did you mean benign:ids?"),
        ("benign:ids:sign-onn", "did you mean benign:ids:sign-on?"),
        ("benign:labels-as-attributes:website", "did you mean benign:labels-as-attributes?"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest_or_with_what_there_is(
    name: str, hint: str
) -> None:
    with pytest.raises(UnknownScenario) as error:
        behavior_of([name])

    assert str(error.value).startswith(f"There is no scenario {name!r}: {hint}")


def test_drifts_are_those_of_the_court_that_is_served() -> None:
    name = "drift:renamed:e-filing-proof-of-claim"

    with pytest.raises(CannotOpen, match="There is no scenario"), embedded_court("cob", [name]):
        pass
    with embedded_court("wiwb", [name]) as own:
        assert len(own.served.court.behavior.page_changes) == 1


def test_without_a_screen_a_thing_changes_on_every_screen_that_has_it() -> None:
    (drift,) = behavior_of(["drift:renamed:submit"]).page_changes
    (named,) = behavior_of(["drift:renamed:verification/submit"]).page_changes

    assert drift.screens == {"link-form", "verification"}
    assert named.screens == {"verification"}


@pytest.mark.parametrize("court_id", COURTS)
def test_the_list_of_drifts_holds_every_name(
    court_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--list-drifts", "--court", court_id])

    profile = profile_of(court_id)
    assert capsys.readouterr().out.split() == [*every_drift(profile), *every_benign()]
    assert status == 0
