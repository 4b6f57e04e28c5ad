"""Which pages between two documented screens are expected, and how each is passed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect

from e2e.parts.follow.stand_ins import SITES, Requests, guide, setup, target
from pages.screen import NotThere
from walk.browser.session import BrowserSession
from walk.follow.interstitials import Interstitials
from walk.follow.ledger.stops import Stopped
from walk.guide.model import GuideScreen
from walk.results import Cause
from walk.safety.credentials import Credentials
from walk.safety.policy import Policy

pytestmark = pytest.mark.one_engine

SCREENS = (
    GuideScreen("court website"),
    GuideScreen("redaction agreement"),
    GuideScreen("menu bar"),
)
DIALOGS = ["redaction agreement", "update prompt", "client code warning", "passcode"]
UPDATE = "<h2>User Update Required</h2><button onclick='document.title = 1'>Skip</button>"
NOTICE = "<h1>News</h1><p>Words.</p><button onclick='document.title = 1'>Continue</button>"
PASSCODE = "<p>Your one-time passcode</p><input><button onclick='document.title = 1'>OK</button>"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Given:
    """What passes interstitials, and what it did."""

    secret: str | None = SECRET

    def __init__(self, folder: Path, *, is_own_court: bool = True, **of_guide: Any) -> None:  # noqa: ANN401 whatever a guide has
        self.done: list[str] = []
        self.passed: list[tuple[str, str]] = []
        policy = Policy("near", is_own_court, Credentials({}, self.secret))
        own = setup(folder, guide(*SCREENS, **of_guide), target=target(policy))
        self.private = own.evidence.private
        moments = {
            name: lambda *_, name=name: self.done.append(name)
            for name in ("type_in", "look", "sign_on")
        }
        session = SimpleNamespace(request_filter=SimpleNamespace(**moments), network=Requests())
        self.them = Interstitials(
            own, cast("BrowserSession", session), lambda _: self.done.append("left")
        )

    def pass_first(self, page: Page, *names: str) -> bool:
        """Pass what comes before a screen that says Wanted."""
        wanted = page.get_by_text("Wanted")
        return self.them.pass_first(
            page, "menu bar", [*names], wanted, lambda *told: self.passed.append(told)
        )


class WithoutSecret(Given):
    """What can make no passcode."""

    secret = None


def test_a_passcode_that_nobody_can_make_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="for a one-time passcode; set PACER_OTP_SECRET") as stopped:
        WithoutSecret(tmp_path).them._passcode()

    assert stopped.value.cause is Cause.CREDENTIALS


def at(page: Page, markup: str, address: str = SITES.sign_on) -> Page:
    """Come to a page of that markup at that address."""
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=markup, content_type="text/html"))
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("before", "is_new_page", "usual", "expected"),
    [
        # The guide documents the agreement, so it is passed only where it is usual.
        ("menu bar", True, (), [*DIALOGS[1:], "notice"]),
        ("menu bar", True, ("redaction agreement",), [*DIALOGS, "notice"]),
        # Over a page that is not new only a dialog opens.
        ("menu bar", False, (), DIALOGS[1:]),
        ("sign-on", True, (), ["landing page", "notice"]),
        ("sign-on", False, (), []),
        ("court website", True, (), ["notice"]),
        ("menu", True, (), []),
        ("link form", True, (), []),
    ],
)
def test_what_may_come_before_a_screen_is_expected_there_alone(
    tmp_path: Path, before: str, usual: tuple[str, ...], expected: list[str], *, is_new_page: bool
) -> None:
    given = Given(tmp_path, usual=usual)

    assert given.them.expected_before(before, is_new_page=is_new_page) == expected


def test_a_dialog_is_passed_once_and_a_page_each_time_it_comes(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path)
    assert not given.pass_first(at(page, UPDATE), "update prompt")
    assert not given.pass_first(at(page, NOTICE), "notice")

    expected = given.them.expected_before("menu bar", is_new_page=True)
    assert "update prompt" not in expected
    assert "notice" in expected
    given.them.begin_anew()
    assert "update prompt" in given.them.expected_before("menu bar", is_new_page=True)
    assert page.title() == "1"
    assert given.done == ["sign_on", "left"] * 2


def test_the_wanted_screen_goes_before_whatever_else_shows(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path)

    assert given.pass_first(at(page, f"{UPDATE}<p>Wanted</p>"), "update prompt")
    assert (given.done, given.passed, page.title()) == ([], [], "")


def test_of_several_that_show_the_first_of_the_table_is_passed(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path)

    given.pass_first(at(page, UPDATE + PASSCODE), "update prompt", "passcode")

    assert [name for name, _ in given.passed] == ["update prompt"]


@pytest.mark.parametrize(
    ("name", "markup", "usual", "said"),
    [
        ("update prompt", UPDATE, (), "User Update Required"),
        ("update prompt", UPDATE, ("update prompt",), ""),
        ("notice", NOTICE, (), "News"),
        ("notice", NOTICE.replace("h1>", "p>"), (), "Continue"),
        ("notice", NOTICE, ("notice",), ""),
    ],
)
def test_what_is_passed_is_reported_with_what_it_says_unless_it_is_usual(
    page: Page, tmp_path: Path, name: str, markup: str, usual: tuple[str, ...], said: str
) -> None:
    given = Given(tmp_path, usual=usual)

    given.pass_first(at(page, f"<title>Court</title>{markup}"), name)

    (told,) = given.passed
    assert told[0] == name
    assert told[1] == said or (said == "Continue" and told[1] == "News")


def test_a_landing_page_is_left_by_looking_and_a_dialog_by_signing_on(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path)
    link = "<a href='#filing'>West - Document Filing System</a>"

    given.pass_first(at(page, link, SITES.cmecf), "landing page")

    assert given.done == ["look", "left"]


@pytest.mark.parametrize("is_own_court", [True, False])
def test_the_update_of_a_real_account_is_never_put_off(
    page: Page, tmp_path: Path, *, is_own_court: bool
) -> None:
    given = Given(tmp_path, is_own_court=is_own_court)

    if is_own_court:
        given.pass_first(at(page, UPDATE), "update prompt")
    else:
        with pytest.raises(Stopped, match="has to be updated") as stopped:
            given.pass_first(at(page, UPDATE), "update prompt")
        assert stopped.value.cause is Cause.CREDENTIALS
    assert (page.title() == "1") == is_own_court
    assert given.passed == [("update prompt", "User Update Required")]


@pytest.mark.parametrize("address", [SITES.cmecf, "https://x.test/"])
def test_nothing_is_passed_on_another_site(page: Page, tmp_path: Path, address: str) -> None:
    given = Given(tmp_path)

    with pytest.raises(Stopped) as stopped:
        given.pass_first(at(page, PASSCODE, address), "passcode")

    assert stopped.value.cause is Cause.UNEXPECTED_HOST
    assert (given.done, given.passed, page.locator("input").input_value()) == ([], [], "")


def test_a_passcode_is_typed_where_nothing_can_be_asked_for_and_kept_private(
    page: Page, tmp_path: Path
) -> None:
    given = Given(tmp_path)

    given.pass_first(at(page, PASSCODE), "passcode")

    typed = page.locator("input").input_value()
    assert (len(typed), typed.isdecimal()) == (6, True)
    assert given.done == ["type_in", "sign_on", "left"]
    assert given.private.searched == {"the passcode 1": typed}


def test_what_does_not_come_is_said_to_be_the_screen(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path)

    expect.set_options(timeout=300)
    with pytest.raises(NotThere, match="screen 'menu bar'"):
        given.pass_first(at(page, "<h1>News</h1>"), "update prompt")


def test_a_page_that_is_none_of_the_courts_is_not_passed(page: Page, tmp_path: Path) -> None:
    given = Given(tmp_path)
    at(page, "<h1>Are you a robot?</h1><p>Tick it: <input type=checkbox><button>Continue</button>")

    with pytest.raises(Stopped, match="looks like a check for robots"):
        given.pass_first(page, "notice")
    assert (given.done, given.passed) == ([], [])
