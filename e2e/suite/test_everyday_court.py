"""The everyday court: it can be followed by hand, and each situation is what its name says."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, FrameLocator, Page, expect

from e2e.courts.everyday.court import EverydayCourt, everyday_court
from e2e.courts.everyday.every import every_situation, situation
from e2e.courts.everyday.situation import SKINS, Edit, Situation, Skin
from walk.browser.find import find_browser
from walk.browser.options import launch_options
from walk.results import Cause, DriftKind
from walk.settings.config import Project

pytestmark = pytest.mark.one_engine

DOCUMENTS: dict[Skin, tuple[str, ...]] = {
    "uswds": ("website", "sign-on", "start", "link form", "verification", "confirmation"),
    "faces": (
        *("website", "sign-on", "start", "bar", "main", "menu"),
        *("link form", "verification", "confirmation"),
    ),
    "drawn": (
        *("shell", "website", "sign-on", "start", "menu"),
        *("link form", "verification", "confirmation"),
    ),
}
CHANGES = [each for each in every_situation() if not each.is_benign]
BENIGN = [each for each in every_situation() if each.is_benign]


@pytest.fixture(scope="module")
def anywhere(browser_type: BrowserType, project: Project) -> Iterator[Browser]:
    """A browser that is not confined to the mock court."""
    found = find_browser(project, headed=False)
    with browser_type.launch(**launch_options(found, project, headed=False)) as browser:
        yield browser


def pages(skin: Skin, changed: Situation | None) -> dict[str, str]:
    """Return every document of a court, before linking and after it."""
    court = EverydayCourt(1, skin, changed)
    before = {name: court.page(name) for name in DOCUMENTS[skin]}
    court.links.append("made")
    return before | {f"{name}, linked": court.page(name) for name in DOCUMENTS[skin]}


# The table


def test_there_are_situations_enough_of_every_family() -> None:
    assert len(CHANGES) >= 60
    assert len(BENIGN) >= 60
    assert sum(each.family == "names" for each in CHANGES) >= 15
    counted = Counter((each.skin, each.is_benign) for each in every_situation())
    assert min(counted[skin, benign] for skin in SKINS for benign in (True, False)) >= 15


def test_each_situation_has_a_name_of_its_own() -> None:
    named = Counter(each.name for each in every_situation())

    assert [name for name, count in named.items() if count > 1] == []
    assert situation("the warning is white").skin == "drawn"
    with pytest.raises(LookupError, match=r"There is no situation 'the moon is full'\."):
        situation("the moon is full")


def test_each_change_says_where_it_is_told_and_how() -> None:
    vocabulary = {*DriftKind, *Cause}

    for each in CHANGES:
        assert each.told, each
        assert {*each.told} <= vocabulary, each
        assert {*each.steps} <= {*range(1, 16)}, each
    assert [each for each in BENIGN if each.told or not each.may_link] == []


def test_no_careful_person_links_where_the_names_are_not_drawn() -> None:
    drawn = [each for each in CHANGES if each.family == "names"]

    assert [each for each in drawn if each.may_link or 11 not in each.steps] == []


# What is served


def test_each_situation_changes_what_is_served_and_nothing_else() -> None:
    plain = {skin: pages(skin, None) for skin in SKINS}
    court = EverydayCourt(1, SKINS[0], None)

    for each in every_situation():
        served = pages(each.skin, each)
        other = {name for name, text in served.items() if text != plain[each.skin][name]}
        assert bool(other) == bool(each.edits or each.names), each
        if each.names and not each.edits:
            assert {name.partition(",")[0] for name in other} == {"verification"}, each
        for edit in each.edits:
            new = edit.new.replace("{ecf}", court.cmecf).replace("{login}", court.sign_on)
            assert any(new in served[name] for name in other), (each, edit)


def test_an_edit_of_what_is_not_there_or_there_twice_is_an_error() -> None:
    with pytest.raises(LookupError, match="'moon' is 0 times on website"):
        Edit("website", "sun", "moon").made_in("<p>stars</p>")
    with pytest.raises(LookupError, match="'star' is 2 times on website"):
        Edit("website", "sun", "star").made_in("<p>star</p><p>star</p>")


@pytest.mark.sample(1)
@pytest.mark.parametrize("skin", SKINS)
def test_each_skin_can_be_followed_by_hand_to_the_link(skin: Skin, anywhere: Browser) -> None:
    with everyday_court(skin) as court, anywhere.new_context() as context:
        page = context.new_page()

        sign_on(page, court)
        names = link(page, court)

        bar = framed(page, skin, "topFrame")
        expect(bar.get_by_text("Adversary", exact=True)).to_be_visible()
        own = court.account
        assert names.split() == ["CM/ECF", own.login, *own.name.split(), "PACER", *own.name.split()]
        assert court.links == [f"{court.cmecf}link"]


def test_a_wrong_password_is_refused_and_links_nothing(anywhere: Browser) -> None:
    with everyday_court("drawn") as court, anywhere.new_context() as context:
        page = context.new_page()

        sign_on(page, court, password="wrong")

        expect(page.get_by_text("Login Failed")).to_be_visible()
        assert court.links == []


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("name", "title", "clicks"),
    [
        (
            "sign-on is followed by an enrolment",
            "Set up multifactor authentication",
            ["Remind me later"],
        ),
        (
            "the drawn redaction box has to be ticked",
            "Redaction Agreement",
            ["I have read this notice.", "Continue"],
        ),
    ],
)
def test_a_page_between_comes_once_after_sign_on_and_can_be_passed(
    name: str, title: str, clicks: list[str], anywhere: Browser
) -> None:
    between = situation(name)
    with everyday_court(between.skin, between) as court, anywhere.new_context() as context:
        page = context.new_page()
        sign_on(page, court)
        expect(page.get_by_role("heading")).to_have_text(title)

        for words in clicks:
            page.get_by_text(words, exact=True).click()

        expect(page).to_have_title(re.compile("^CM/ECF"))
        page.goto(court.cmecf)
        expect(page).to_have_title(re.compile("^CM/ECF"))


def framed(page: Page, skin: Skin, name: str) -> Page | FrameLocator:
    """Return what holds a part of CM/ECF: a frame where there are frames."""
    return page.frame_locator(f"[name={name}]") if skin == "faces" else page


def sign_on(page: Page, court: EverydayCourt, password: str = "") -> None:
    """Go from the website to CM/ECF."""
    page.goto(court.website)
    page.get_by_role("link", name="E-Filing (CM/ECF)").click()
    page.get_by_label("Username *").fill(court.account.username)
    page.get_by_label("Password *").fill(password or court.account.password)
    page.get_by_role("button", name="Login").click()


def link(page: Page, court: EverydayCourt) -> str:
    """Link the accounts, and return the names that the verification showed."""
    bar, main = (framed(page, court.skin, name) for name in ("topFrame", "cmecfMainContent"))
    bar.get_by_text("Utilities", exact=True).click()
    main.get_by_text("NextGen Release 1.1 Menu Items", exact=True).click()
    main.get_by_role("link", name="Link a CM/ECF Account to my PACER Account").click()
    main.locator("[name=login] >> css=input >> visible=true").or_(
        main.locator("input[name=login]")
    ).fill(court.account.login)
    main.locator("input[type=password]").fill(court.account.cmecf_password)
    main.get_by_role("button", name=re.compile("^Submit$")).click()
    expect(main.get_by_text("Do you want to link these accounts?")).to_be_visible()
    names = main.locator("#names").inner_text()
    main.get_by_role("button", name=re.compile("^Submit$")).click()
    expect(main.get_by_text("has been linked to your CM/ECF account")).to_be_visible()
    return names
