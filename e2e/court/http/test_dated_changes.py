"""What a reader sees of each scenario, at two courts, and does not see at the ordinary court."""

from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

import pytest

from e2e.court.http.reader import SIGN_ON
from e2e.court.http.visitor import Screen, Visitor, visiting
from mock_court.courts.profile import SIGN_ON_HOST
from mock_court.scenarios.table import SCENARIOS

COURTS = ("wiwb", "cob")
AGENTS = {
    "an old Chrome": "Mozilla/5.0 AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36",
    "a Chrome": "Mozilla/5.0 AppleWebKit/537.36 Chrome/128.0.0.0 Safari/537.36",
    "a headless Chrome": "Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/156.0.0.0 Safari/537.36",
    "an old Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "a Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
    "a program": "python-httpx/0.28.1",
}
LANDING, CONTINUE = "Document Filing System", "Continue"
REDACTION = (
    "I understand that, if I file, I must comply with the redaction rules. I have read this notice."
)
CAPTIONS = [
    "Username *",
    "Password *",
    "Client Code",
    "Login",
    "Clear",
    "Forgot password?",
    "Forgot username?",
    "Need an account?",
]
LIMITED = ["Query", "Reports", "Utilities", "Help", "Log Out"]
FULL = ["Bankruptcy", "Adversary", "Query", "Reports", "Utilities", "Search", "Help", "Log Out"]


# What a visitor looks at


def sites(visitor: Visitor) -> dict[str, str]:
    """Say how each site answers."""
    screens = {
        "website": visitor.type_address(visitor.website),
        "sign-on": visitor.type_address(SIGN_ON),
        "CM/ECF": visitor.type_address(visitor.cmecf),
    }
    return {name: _answered(screen) for name, screen in screens.items()}


def _answered(screen: Screen) -> str:
    if screen.status == HTTPStatus.OK:
        return "200"
    retry_after = screen.answer.headers.get("Retry-After")
    return f"{screen.status} {screen.headings[0]}, {retry_after}"


def home(visitor: Visitor) -> str:
    """Say where the address of the website leads to."""
    screen = visitor.type_address(visitor.website)
    host = screen.answer.url.host
    return f"{'its own' if host in visitor.website else host}: {screen.headings[0]}"


def announcements(visitor: Visitor) -> list[bool]:
    """Say whether the home page, the landing page, sign-on and the main page begin with one."""
    home = visitor.type_address(visitor.website)
    landing = visitor.select(home, "E-Filing (CM/ECF)")
    sign_on = visitor.e_filing()
    main = visitor.log_on(sign_on)
    beginning = "PACER and CM/ECF will not be available on Sunday, August 13"
    return [each.words.startswith(beginning) for each in (home, landing, sign_on, main)]


def agents(visitor: Visitor) -> dict[str, int]:
    """Say how the website answers each user agent."""
    return {
        name: visitor.type_address(visitor.website, agent=agent).status
        for name, agent in AGENTS.items()
    }


def tab(visitor: Visitor) -> str:
    """Say in which tab e-filing opens."""
    home = visitor.type_address(visitor.website)
    return str(home.one("a", "E-Filing (CM/ECF)")["target"])


def way_in(visitor: Visitor) -> list[str]:
    """Say what e-filing leads to, until the login form is there."""
    screen = visitor.select(visitor.type_address(visitor.website), "E-Filing (CM/ECF)")
    seen = []
    while onward := [each for each in screen.captions if each.endswith((LANDING, CONTINUE))]:
        seen.append(onward[0].rpartition(" - ")[2])
        screen = visitor.select(screen, onward[0])
    return [*seen, *(each for each in screen.captions if each in {"Login", "Reset"})]


def login_form(visitor: Visitor) -> tuple[list[str], list[str], list[str]]:
    """Read the login form; say what its fields are named, and whether it lets in."""
    form = visitor.e_filing()
    names = [str(each["name"]) for each in form.seen("#pscLoginPanel input")]
    return form.captions, names, visitor.log_on(form).menu_bar


def posts(visitor: Visitor) -> tuple[str, list[str], list[str]]:
    """Say how a wrong and a right password are answered."""
    wrong = visitor.log_on(visitor.e_filing(), "wrong")
    refusal = _alert(wrong)
    before = len(visitor.way)
    captions = wrong.captions
    visitor.log_on(wrong)
    return refusal, captions, visitor.way[before - 1 :]


def refusal(visitor: Visitor) -> str:
    """Say what the page says of a wrong password."""
    return _alert(visitor.log_on(visitor.e_filing(), "wrong"))


def _alert(screen: Screen) -> str:
    (found,) = screen.seen("[role=alert]")
    return found.get_text().strip()


def asked(passing: Callable[[Visitor, Screen], Screen]) -> Callable[[Visitor], object]:
    """Say what is asked after Login, and what comes after it once it is passed."""

    def look(visitor: Visitor) -> tuple[str, list[str]]:
        screen = visitor.log_on_anew()
        if screen.menu_bar:
            return "nothing", screen.menu_bar
        return screen.headings[-1], passing(visitor, screen).menu_bar

    return look


def press(words: str) -> Callable[[Visitor, Screen], Screen]:
    """Pass by a button."""
    return lambda visitor, screen: visitor.press(screen, words)


def agree(visitor: Visitor, screen: Screen) -> Screen:
    """Pass the redaction agreement."""
    return visitor.press(visitor.tick(screen, REDACTION), "Continue")


def way_after_login(visitor: Visitor) -> list[str]:
    """Say which pages sign-on leads to."""
    form = visitor.e_filing()
    before = len(visitor.way)
    visitor.log_on(form)
    return [each.split()[0] for each in visitor.way[before + 1 :]]


def first_page(visitor: Visitor) -> list[str]:
    """Read the first page after sign-on, and read it again."""
    main = visitor.log_on_anew()
    return [_gist(each) for each in (main, visitor.reload(main), visitor.reload(main))]


def _gist(screen: Screen) -> str:
    return "a menu bar" if screen.menu_bar else screen.words


def deep_link(visitor: Visitor) -> list[str]:
    """Go to Utilities by its link, and by its address; press what is there."""
    by_link = visitor.select(visitor.log_on_anew(), "Utilities")
    typed = visitor.type_address(by_link.address)
    screens = [by_link, typed]
    if "Continue" in typed.captions:
        screens.append(visitor.press(typed, "Continue"))
    assert screens[-1].address == by_link.address
    return [each.headings[0] for each in screens]


def bars(visitor: Visitor) -> tuple[list[str], list[str], str]:
    """Read the menu bar before and after linking, and select its last item."""
    main = visitor.log_on_anew()
    confirmation = visitor.link(main)
    last = visitor.select(confirmation, confirmation.menu_bar[-1])
    return main.menu_bar, confirmation.menu_bar, f"{last.status} {last.headings[0]}"


def menu_script(visitor: Visitor) -> int:
    """Say how the menu script is answered."""
    visitor.log_on_anew()
    return visitor.type_address(f"{visitor.cmecf}cgi-bin/menu.pl?id=-1").status


def remedies(visitor: Visitor) -> list[list[str]]:
    """Read the menu bar after linking, after a refresh, and after clearing and a new login."""
    confirmation = visitor.link(visitor.log_on_anew())
    refreshed = visitor.reload(confirmation)
    visitor.select(refreshed, "Log Out")
    visitor.client.cookies.clear()
    return [each.menu_bar for each in (confirmation, refreshed, visitor.log_on_anew())]


def first_submit(visitor: Visitor) -> tuple[str, int, int]:
    """Submit the link form; say what the page says, and how many links and notices there are."""
    text = visitor.submit_form(visitor.log_on_anew()).seen("#cmecfMainContent p")[0].get_text()
    records = visitor.court.records
    return text, len(records.links()), records.count_notices()


def names(visitor: Visitor) -> tuple[list[str], bool]:
    """Read the names of the verification, submit it, and say whether one's own are linked."""
    pacer, cmecf = visitor.attorney.pacer, visitor.attorney.cmecf
    verification = visitor.submit_form(visitor.log_on_anew())
    known = {pacer.name: "PACER name", f"{cmecf.login} {cmecf.name}": "CM/ECF login and name"}
    shown = [each.get_text() for each in verification.seen("#cmecfMainContent b")]
    visitor.press(verification, "Submit")
    links = [(each.cmecf_login, each.pacer_username) for each in visitor.court.records.links()]
    return [known.get(each, each) for each in shown], links == [(cmecf.login, pacer.username)]


def confirmation(visitor: Visitor) -> tuple[bool, list[str]]:
    """Say whether a pop-up confirms the link, and what its button is."""
    screen = visitor.link(visitor.log_on_anew())
    assert "Your PACER account has been linked to your CM/ECF account" in screen.words
    pop_ups = screen.seen("dialog")
    return bool(pop_ups), [each.get_text() for each in screen.seen("dialog button")]


def confirmed_at(visitor: Visitor) -> str:
    """Say at which address the confirmation is."""
    visitor.link(visitor.log_on_anew())
    return visitor.way[-1].split()[0]


class Case(NamedTuple):
    """What is to be looked at, how it is in a scenario, and how it is at the ordinary court."""

    look: Callable[[Visitor], object]
    shows: object
    ordinarily: object


ALL_WORK = {"website": "200", "sign-on": "200", "CM/ECF": "200"}
NEW_NAMES = [f"loginForm:{name}" for name in ("loginName", "password", "clientCode")]
NOTHING_ASKED = ("nothing", LIMITED)
BY_SCRIPT = ["login.jsf 200 text/xml", "login.jsf 200 text/xml", "showpage.pl 200 text/html"]
PLAINLY = ["login.jsf 200 text/html", "login.jsf 302", "showpage.pl 200 text/html"]
INVALID = "Invalid username or password"
LINKED = "Your PACER account has been linked to your CM/ECF account"
OWN_NAMES = (["CM/ECF login and name", "PACER name"], True)
NO_ACCESS = "This user has no access privileges defined."

CASES = {
    "website-maintenance": Case(
        sites, ALL_WORK | {"website": "500 Website Maintenance, None"}, ALL_WORK
    ),
    "website-moved": Case(home, "pcl.uscourts.localhost: PACER Case Locator", "its own: Welcome"),
    "sign-on-maintenance": Case(
        sites, ALL_WORK | {"sign-on": "503 PACER Maintenance, 3600"}, ALL_WORK
    ),
    "cmecf-maintenance": Case(
        sites, ALL_WORK | {"CM/ECF": "503 CM/ECF Maintenance, 3600"}, ALL_WORK
    ),
    "sign-on-rate": Case(
        sites, ALL_WORK | {"sign-on": "429 429 Too Many Requests, 3600"}, ALL_WORK
    ),
    "maintenance-banner": Case(announcements, [True] * 4, [False] * 4),
    "user-agent-block": Case(
        agents,
        dict.fromkeys(AGENTS, 403) | {"a Chrome": 200, "a Firefox": 200},
        dict.fromkeys(AGENTS, 200),
    ),
    "same-tab": Case(tab, "_self", "_blank"),
    "no-landing-page": Case(way_in, ["Login"], [LANDING, "Login"]),
    "notice-before-sign-on": Case(way_in, [LANDING, CONTINUE, "Login"], [LANDING, "Login"]),
    "current-gen": Case(way_in, [LANDING, "Login", "Reset"], [LANDING, "Login"]),
    "login-prefix": Case(
        login_form,
        (
            CAPTIONS,
            ["login:loginName", "login:password", "login:clientCode", "jakarta.faces.ViewState"],
            LIMITED,
        ),
        (CAPTIONS, [*NEW_NAMES, "jakarta.faces.ViewState"], LIMITED),
    ),
    "javax-names": Case(
        login_form,
        (CAPTIONS, [*NEW_NAMES, "javax.faces.ViewState"], LIMITED),
        (CAPTIONS, [*NEW_NAMES, "jakarta.faces.ViewState"], LIMITED),
    ),
    "sign-on-posts-plainly": Case(
        posts, (INVALID, CAPTIONS, PLAINLY), (INVALID, CAPTIONS, BY_SCRIPT)
    ),
    "invalid-id-words": Case(refusal, "Invalid ID or password", INVALID),
    "client-code-warning": Case(asked(press("Continue")), ("Client Code", LIMITED), NOTHING_ASKED),
    "passcode": Case(
        asked(Visitor.enter_passcode), ("Multifactor Authentication", LIMITED), NOTHING_ASKED
    ),
    "update-prompt": Case(asked(press("Skip")), ("User Update Required", LIMITED), NOTHING_ASKED),
    "update-prompt-old-title": Case(
        asked(press("Skip")), ("PACER Account Disabled", LIMITED), NOTHING_ASKED
    ),
    "redaction-agreement": Case(asked(agree), ("Redaction Agreement", LIMITED), NOTHING_ASKED),
    "notice-page": Case(asked(press("Continue")), ("Notice", LIMITED), NOTHING_ASKED),
    "sign-on-bounces": Case(
        way_after_login, ["showpage.pl", "login.jsf", "showpage.pl"], ["showpage.pl"]
    ),
    "access-error-once": Case(
        first_page, [NO_ACCESS, "a menu bar", "a menu bar"], ["a menu bar"] * 3
    ),
    "referer-check": Case(deep_link, ["Utilities", "Confirm", "Utilities"], ["Utilities"] * 2),
    "logout-label": Case(
        bars,
        ([*LIMITED[:-1], "Logout"], [*FULL[:-1], "Logout"], "200 You are logged out"),
        (LIMITED, FULL, "200 You are logged out"),
    ),
    "user-manual-item": Case(
        bars,
        ([*LIMITED, "User Manual"], [*FULL, "User Manual"], "200 User Manual"),
        (LIMITED, FULL, "200 You are logged out"),
    ),
    "menu-as-page": Case(menu_script, 404, 200),
    "menu-never-full": Case(remedies, [LIMITED] * 3, [FULL] * 3),
    "links-at-first-submit": Case(
        first_submit, (LINKED, 1, 1), ("Do you want to link these accounts?", 0, 0)
    ),
    "names-exchanged": Case(names, (["PACER name", "CM/ECF login and name"], True), OWN_NAMES),
    "other-account": Case(names, (["janero00000 Jane Roe", "Jane Roe"], True), OWN_NAMES),
    "confirmation-answers-post": Case(confirmed_at, "LinkVerify.pl", "LinkDone.pl"),
    "confirmation-pop-up": Case(confirmation, (True, ["OK"]), (False, [])),
}


@pytest.mark.sample(len(CASES))
@pytest.mark.parametrize("scenario", CASES)
@pytest.mark.parametrize("court_id", COURTS)
def test_a_scenario_shows_what_the_ordinary_court_does_not(court_id: str, scenario: str) -> None:
    case = CASES[scenario]

    with visiting(court_id, scenario) as visitor, visiting(court_id) as ordinary:
        seen = case.look(visitor), case.look(ordinary)

    assert seen == (case.shows, case.ordinarily)
    assert case.shows != case.ordinarily


def test_no_scenario_is_left_out() -> None:
    # These have their own tests, among those of the menus and of the rules of linking.
    elsewhere = {
        "menu-until-refresh",
        "menu-until-login",
        "menu-until-cleared",
        "shared-account-refused",
        "no-redaction-agreement",
        "same-people",
    }

    assert set(SCENARIOS) == set(CASES) | elsewhere


def test_where_everybody_agrees_to_redaction_a_scenario_lets_nobody_be_asked() -> None:
    with visiting("txwd", "no-redaction-agreement") as visitor, visiting("txwd") as ordinary:
        seen = [asked(agree)(each) for each in (visitor, ordinary)]

    assert seen == [NOTHING_ASKED, ("Redaction Agreement", LIMITED)]


def test_a_blocked_reader_still_sees_that_this_is_a_mock() -> None:
    with visiting("wiwb", "user-agent-block", "website-maintenance") as visitor:
        proof = visitor.type_address(f"{visitor.website}.mock-court")

    assert proof.status == HTTPStatus.OK
    assert '"court":"wiwb"' in proof.answer.text


def test_every_dialog_of_a_sign_on_that_posts_plainly_is_passed() -> None:
    dialogs = ("client-code-warning", "passcode", "update-prompt", "redaction-agreement")
    with visiting("wiwb", "sign-on-posts-plainly", *dialogs) as visitor:
        screens = [visitor.log_on_anew()]
        for passing in (press("Continue"), Visitor.enter_passcode, press("Skip"), agree):
            screens.append(passing(visitor, screens[-1]))

    assert [each.headings[-1] for each in screens[:-1]] == [
        "Client Code",
        "Multifactor Authentication",
        "User Update Required",
        "Redaction Agreement",
    ]
    assert screens[-1].menu_bar == LIMITED


def test_a_redaction_agreement_without_a_script_is_not_passed_without_the_tick() -> None:
    with visiting("wiwb", "sign-on-posts-plainly", "redaction-agreement") as visitor:
        again = visitor.press(visitor.log_on_anew(), "Continue")
        passed = agree(visitor, again)

    assert again.headings[-1] == "Redaction Agreement"
    assert passed.menu_bar == LIMITED


def test_an_update_that_everybody_needs_can_be_skipped_three_times() -> None:
    with visiting("wiwb", "update-prompt") as visitor:
        for _ in range(3):
            visitor.press(visitor.log_on_anew(), "Skip")
            visitor.client.cookies.clear()
        last = visitor.log_on_anew()

    assert "has been restricted" in last.words
    assert "Skip" not in last.captions


@pytest.mark.parametrize(
    ("scenarios", "asked_for", "led_to"),
    [
        (["referer-check"], "http://elsewhere.localhost/", "showpage.pl"),
        (["referer-check"], "http://ecf.wiwb.uscourts.localhost/cgi-bin/iquery.pl", "iquery.pl"),
        ([], "http://ecf.wiwb.uscourts.localhost/cgi-bin/iquery.pl", "Referrer.pl"),
    ],
)
def test_what_is_confirmed_never_leads_out_of_the_court(
    scenarios: list[str], asked_for: str, led_to: str
) -> None:
    with visiting("wiwb", *scenarios) as visitor:
        visitor.log_on_anew()
        answer = visitor.client.post(
            f"{visitor.cmecf}cgi-bin/Referrer.pl", data={"url": asked_for}, follow_redirects=True
        )

    assert answer.url.path.rpartition("/")[2] == led_to
    assert answer.is_success is bool(scenarios)


@pytest.mark.parametrize(
    ("scenarios", "appurl", "led_to"),
    [
        (["notice-page"], "http://elsewhere.localhost/", "showpage.pl"),
        (["notice-page"], "http://ecf.wiwb.uscourts.localhost/cgi-bin/iquery.pl", "iquery.pl"),
        ([], "http://ecf.wiwb.uscourts.localhost/cgi-bin/iquery.pl", "notice.jsf"),
    ],
)
def test_the_notice_after_sign_on_never_leads_out_of_the_court(
    scenarios: list[str], appurl: str, led_to: str
) -> None:
    with visiting("wiwb", *scenarios) as visitor:
        visitor.log_on_anew()
        notice = f"http://{SIGN_ON_HOST}/csologin/notice.jsf?appurl={quote(appurl)}"
        seen = visitor.client.get(notice)
        answer = visitor.client.post(notice, follow_redirects=True)

    assert seen.is_success is answer.is_success is bool(scenarios)
    assert answer.url.path.rpartition("/")[2] == led_to
