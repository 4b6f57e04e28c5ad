"""Why a walk stops: which of several things that went wrong is said, and of which kind it is."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from e2e.parts.follow.stand_ins import SITES, Requests, session, target
from e2e.parts.shared_page import SharedPage
from pages.screen import NotThere, Unusable
from walk.browser.answers.script_answers import ScriptAnswer
from walk.browser.network import Arrived
from walk.browser.watchdog import LimitPassed
from walk.follow.causes import (
    check_answer,
    check_host,
    check_is_the_sites,
    explain,
    explain_limit,
    is_on_its_site,
)
from walk.follow.ledger.stops import Stopped, blocked
from walk.results import Cause, Drift, DriftKind, Verdict
from walk.safety.ways_out import IN_PAGES

pytestmark = pytest.mark.one_engine

ASKED = "https://www.a.test/x"
ELSEWHERE = "https://x.test/"


@pytest.fixture(scope="module")
def shared(shared: SharedPage) -> SharedPage:
    """The page of this module, which is at the court."""
    shared.home = SITES.cmecf
    shared.page.context.route("**/*", lambda route: route.fulfill(content_type="text/html"))
    return shared


def at(page: Page, address: str, markup: str = "<h1>News</h1>") -> Page:
    """Come to a page of that markup at that address."""
    if page.url == address:
        page.set_content(markup)
        return page
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=markup, content_type="text/html"))
    page.goto(address)
    return page


def drift(kind: DriftKind) -> Drift:
    """Return a difference of that kind."""
    return Drift(kind, "link", "page", "a", "b")


# What a step that stopped is


@pytest.mark.parametrize(
    ("verdict", "cause", "kinds", "judged"),
    [
        (Verdict.BLOCKED, Cause.SITE, ["renamed"], (Verdict.DRIFTED, None)),
        (Verdict.BLOCKED, Cause.SITE, ["removed", "added", "reworded", "reordered"], None),
        (Verdict.BLOCKED, Cause.SITE, ["removed", "disabled"], (Verdict.DRIFTED, None)),
        (Verdict.BLOCKED, Cause.SITE, [], None),
        (Verdict.BLOCKED, Cause.TRANSPORT, ["renamed"], None),
        (Verdict.WITHHELD, Cause.POLICY, ["removed"], (Verdict.DRIFTED, None)),
        (Verdict.WITHHELD, Cause.POLICY, [], None),
    ],
)
def test_a_step_that_stopped_is_drifted_if_a_difference_says_why(
    verdict: Verdict, cause: Cause, kinds: list[str], judged: tuple[Verdict, Cause | None] | None
) -> None:
    found = Stopped(verdict, cause, "Why.").judged([drift(DriftKind(each)) for each in kinds])

    assert found == (*(judged or (verdict, cause)), "Why.")


# Where a page is


@pytest.mark.parametrize(
    ("name", "address", "is_there"),
    [
        ("court website", SITES.website, True),
        ("court website", SITES.cmecf, False),
        ("sign-on", f"{SITES.sign_on}login", True),
        ("sign-on", SITES.sign_on.replace("https", "http"), False),
        ("link form", SITES.cmecf, True),
        ("link form", SITES.sign_on, False),
        *(("notice", address, True) for address in SITES.sites),
        ("notice", ELSEWHERE, False),
    ],
)
def test_a_screen_belongs_to_one_site_and_a_notice_to_any(
    page: Page, name: str, address: str, *, is_there: bool
) -> None:
    assert is_on_its_site(name, address, SITES) == is_there
    at(page, address)
    if is_there:
        check_host(name, page, target())
    else:
        with pytest.raises(Stopped, match=f"The {name} screen is at {address}") as stopped:
            check_host(name, page, target())
        assert stopped.value.cause is Cause.UNEXPECTED_HOST


# Whether a page came as it should


def part(address: str = ASKED, **more: Any) -> Arrived:  # noqa: ANN401 whatever a part has
    """Return a part of a page that did not come."""
    return Arrived(address, type=more.pop("type", "script"), **more)


@pytest.mark.parametrize(
    ("requests", "cause"),
    [
        (Requests(), None),
        *(
            (Requests(Arrived(ASKED, status=status)), Cause.MAINTENANCE)
            for status in (502, 503, 504)
        ),
        *((Requests(Arrived(ASKED, status=status)), None) for status in (404, 500, 501, 505)),
        (Requests(Arrived(ASKED, failure="net::ERR_EMPTY")), Cause.TRANSPORT),
        (Requests(Arrived(ASKED, failure="net::ERR_ABORTED")), None),
        (Requests(page=part()), Cause.TRANSPORT),
        (Requests(parts=[part(status=404)]), None),
        (Requests(parts=[part(status=503)]), Cause.MAINTENANCE),
        (Requests(parts=[part(status=500)]), Cause.SITE),
        (Requests(parts=[part(status=403)]), Cause.TRANSPORT),
        (Requests(parts=[part(status=429)]), Cause.TRANSPORT),
        (Requests(parts=[part(ELSEWHERE, status=429)]), None),
        (Requests(parts=[part(failure="net::ERR")]), Cause.TRANSPORT),
        (Requests(parts=[part(ELSEWHERE, failure="net::ERR")]), None),
        (Requests(parts=[part(ELSEWHERE, status=503)]), None),
        (Requests(parts=[part(seconds=3)]), Cause.TRANSPORT),
        (Requests(parts=[part(seconds=1)]), None),
        (Requests(parts=[part(ELSEWHERE, seconds=3)]), None),
        (Requests(parts=[part(ELSEWHERE, seconds=3, type="stylesheet")]), Cause.TRANSPORT),
        (Requests(parts=[part(ELSEWHERE, seconds=1, type="stylesheet")]), None),
        (Requests(parts=[part(seconds=1), part(failure="net::ERR")]), Cause.TRANSPORT),
    ],
)
def test_a_page_that_came_incomplete_is_not_read(
    page: Page, requests: Requests, cause: Cause | None
) -> None:
    found = None
    try:
        check_answer(page, session(requests), target())
    except Stopped as stopped:
        found = stopped.cause

    assert found == cause


# What an error means


def said(error: Exception, page: Page | None, **more: Any) -> tuple[Cause | None, str]:  # noqa: ANN401 as above
    """Return cause and reason of an error."""
    failures = more.pop("failures", ())
    stopped = explain(error, page, session(**more), target(failures=failures))
    assert stopped.verdict is Verdict.BLOCKED
    return stopped.cause, stopped.reason


def broken_off(headers: Mapping[str, str]) -> dict[str, Any]:
    """Return a page that the browser broke off, and what its answer said of itself."""
    arrived = Arrived(ASKED, status=200, failure="net::ERR_ABORTED", headers={**headers})
    return {"requests": Requests(arrived)}


SILENT = Requests(page=Arrived(ASKED, seconds=9))
BEFORE: Mapping[str, tuple[dict[str, Any], Cause, str]] = {
    "the mock failed": (
        {"failures": [KeyError("x")], "refusal": "No."},
        Cause.OURS,
        "The mock court itself failed by KeyError('x').",
    ),
    "refused": (
        {"refusal": "GET x was refused: no.", "requests": SILENT},
        Cause.UNEXPECTED_HOST,
        "GET x was refused: no.",
    ),
    "refused by a lock": (
        {"refusal": "POST x was refused: no.", "refuses_own_page": True},
        Cause.POLICY,
        "POST x was refused: no.",
    ),
    "refused to sign on again": (
        {"refused_sign_on": SITES.sign_on, "refusal": "GET x was refused: no."},
        Cause.CREDENTIALS,
        f"The session has ended: {SITES.sign_on} asks to sign on again.",
    ),
    "refused to a script": (
        {"refused_script": "POST x: nothing may be sent at this step"},
        Cause.POLICY,
        "This walk itself refused what the page's script asked for (POST x: nothing may be sent",
    ),
    "led astray": (
        {"requests": Requests(Arrived(ELSEWHERE, failure="net::ERR"))},
        Cause.UNEXPECTED_HOST,
        f"The site led to {ELSEWHERE}, which is on none of the environment's hosts.",
    ),
    "silent": (
        {"requests": SILENT, "responds": False},
        Cause.TRANSPORT,
        f"{ASKED} gave no answer within 9 s.",
    ),
    "silent and shown": (
        {"requests": Requests(page=Arrived(ASKED, status=200, seconds=9), begun=True)},
        Cause.TRANSPORT,
        f"{ASKED} gave no answer within 9 s: it answers 200 and does not end.",
    ),
    "busy": (
        {"requests": Requests(page=Arrived(ASKED, seconds=9), begun=True), "responds": False},
        Cause.SITE,
        "keeps the browser busy, and lets nothing be read.",
    ),
    "a file": (
        broken_off({"content-type": "application/pdf; a=b"}),
        Cause.SITE,
        f"{ASKED} answers 200 with a file of the type application/pdf, which is no page.",
    ),
    "a page to save": (
        broken_off({"content-type": "text/html", "content-disposition": "attachment"}),
        Cause.SITE,
        f"{ASKED} answers 200 with a file of the type text/html, which is no page.",
    ),
    "broken off": (
        broken_off({"content-type": "text/html; charset=utf-8"}),
        Cause.TRANSPORT,
        f"{ASKED} answers 200 and does not end: ERR_ABORTED.",
    ),
    "failed": (
        {"requests": Requests(Arrived(ASKED, failure="net::ERR_X"))},
        Cause.TRANSPORT,
        f"{ASKED} did not answer: ERR_X.",
    ),
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_kept_a_page_from_coming_goes_before_what_is_missing_on_it(
    page: Page, name: str
) -> None:
    more, cause, reason = BEFORE[name]
    at(page, SITES.website)

    found = said(NotThere("screen", "menu", page, []), page, **more)

    assert found[0] is cause
    assert reason in found[1]


def test_who_has_not_signed_on_has_no_session_that_ends(page: Page) -> None:
    at(page, SITES.website)
    error = NotThere("screen", "court website", page, [])

    refused = "GET x was refused: no."
    found = said(error, page, refused_sign_on=SITES.sign_on, refusal=refused)

    assert found == (Cause.UNEXPECTED_HOST, refused)


@pytest.mark.parametrize(
    ("error", "cause", "reason"),
    [
        (LimitPassed(3), Cause.OURS, "The browser ended: it took longer than 3 s."),
        (PlaywrightError("Page crashed"), Cause.OURS, "crashed in the browser"),
        (
            PlaywrightError("net::ERR_X at y\nmore"),
            Cause.TRANSPORT,
            "did not answer: ERR_X.",
        ),
        (PlaywrightError("NS_ERROR_X"), Cause.TRANSPORT, "did not answer: NS_ERROR_X."),
        (
            PlaywrightError("Page.goto: Navigation to x is interrupted by another navigation"),
            Cause.TRANSPORT,
            "did not answer: it leads on before it has come.",
        ),
        (
            PlaywrightTimeout("Page.goto: Timeout 15000ms exceeded.\nCall log:"),
            Cause.TRANSPORT,
            "https://www.a.test/ gave no answer within 15 s.",
        ),
        (
            PlaywrightTimeout("Page.reload: Timeout 3000ms exceeded."),
            Cause.TRANSPORT,
            "https://www.a.test/ gave no answer within 3 s.",
        ),
        (
            PlaywrightTimeout(
                "Locator.click: Timeout 5000ms exceeded.\n <p> intercepts pointer events"
            ),
            Cause.SITE,
            "At https://www.a.test/ a control could not be used within 5 s: something else gets",
        ),
        (
            PlaywrightTimeout("Locator.fill: Timeout 500ms exceeded.\n - element is not enabled"),
            Cause.SITE,
            "a control could not be used within 0.5 s: it is disabled.",
        ),
        (
            PlaywrightTimeout("Locator.fill: Timeout 500ms exceeded."),
            Cause.SITE,
            "At https://www.a.test/ a control could not be used within 0.5 s.",
        ),
        (
            PlaywrightError("Page.evaluate: TypeError: x is undefined"),
            Cause.OURS,
            "The walk failed by Error: the browser did not do what the walk asked of it.",
        ),
        (
            AssertionError("Locator expected to be visible\nCall log:\n  - Expect"),
            Cause.OURS,
            "The walk failed by AssertionError: the browser did not do what the walk asked of it.",
        ),
        (KeyError("x"), Cause.OURS, "The walk failed by KeyError: 'x'."),
    ],
)
def test_each_error_has_its_cause(page: Page, error: Exception, cause: Cause, reason: str) -> None:
    found = said(error, at(page, SITES.website))

    assert found[0] is cause
    assert reason in found[1]


def test_a_control_that_cannot_be_used_is_the_sites_and_a_page_that_is_gone_is_ours(
    page: Page,
) -> None:
    at(page, SITES.website)
    closed = page.context.new_page()
    closed.close()

    assert said(Unusable("button", "Go", page, "is disabled"), page) == (
        Cause.SITE,
        "The button 'Go' at https://www.a.test/ is disabled.",
    )
    ended = said(PlaywrightError("Page.url: Target page has been closed"), None)
    assert ended[1] == "The browser ended: it was closed."
    assert said(KeyError("x"), None)[1] == "The walk failed by KeyError: 'x'."
    assert said(KeyError("x"), closed)[0] is Cause.OURS


BLOCKED = "<h1>Access Denied</h1><p>Reference #18.2d351ab8</p>"
NO_BOX = 'style="width: 0; height: 0; overflow: hidden"'
ALERT = "<h1>Sign in</h1><p role=alert>Invalid passcode</p>"
SIGN_ON = "<form>User <input><input type=password><button>Login</button></form>"
NOT_THERE: Mapping[str, tuple[str, str, str, int, Cause, str]] = {
    # kind, words, markup at the site, status, cause and reason
    "down": ("screen", "menu", "<h1>News</h1>", 503, Cause.MAINTENANCE, "answers 503: News."),
    "down for a control": ("button", "Go", "<h1>News</h1>", 503, Cause.MAINTENANCE, "answers 503"),
    "closed": ("screen", "menu", "<h1>Under Maintenance</h1>", 200, Cause.MAINTENANCE, "Under"),
    "closed for now": (
        *("screen", "menu", "<h1>Temporarily unavailable</h1>", 200),
        *(Cause.MAINTENANCE, "answers 200"),
    ),
    **{
        f"closed, in the words {words!r}": (
            *("screen", "menu", f"<h1>Notice</h1><p>{words}", 200),
            *(Cause.MAINTENANCE, "answers 200: Notice."),
        )
        for words in (
            *("We'll be right back", "The site will be back shortly.", "CM/ECF is offline."),
            *("Scheduled outage", "PACER is unavailable until noon", "Temporarily out of service"),
            *("The system is being upgraded.", "This site is currently unavailable."),
        )
    },
    "a page with menus that says that something is closed": (
        *("screen", "menu", "<nav><a href=/1>1</a> <a href=/2>2</a></nav>PACER is unavailable"),
        *(200, Cause.SITE, "Expected the screen"),
    ),
    "an office that is open": (
        *("screen", "menu", "<h1>News</h1><p>We are back in our office.", 200),
        *(Cause.SITE, "Expected the screen"),
    ),
    "a page that announces it": (
        *("button", "Go", "<h1>Maintenance on Sunday</h1>", 200),
        *(Cause.SITE, "Expected the button 'Go'"),
    ),
    "a word with it": ("screen", "menu", "<h1>Maintenances</h1>", 200, Cause.SITE, "Expected the"),
    "refused": ("screen", "menu", ALERT, 200, Cause.CREDENTIALS, "'Invalid passcode'. A passcode"),
    "refused before turned away": ("screen", "menu", ALERT, 403, Cause.CREDENTIALS, "Invalid"),
    "a refusal beside": ("button", "Go", ALERT, 200, Cause.SITE, "Expected the button 'Go'"),
    "a refusal of nothing": (
        *("screen", "menu", "<p role=alert> </p>", 200),
        *(Cause.SITE, "Expected the screen"),
    ),
    "a refusal out of sight": (
        *("screen", "menu", f"<p role=alert {NO_BOX}>No</p>", 200),
        *(Cause.SITE, "Expected the screen"),
    ),
    **{
        f"turned away by {status}": (
            *("screen", "menu", "<h1>No</h1>", status),
            *(Cause.TRANSPORT, f"answers {status}: No."),
        )
        for status in (403, 429)
    },
    "turned away and there": ("button", "Go", "<h1>No</h1>", 403, Cause.SITE, "answers 403. Exp"),
    "a block page": ("screen", "menu", BLOCKED, 200, Cause.TRANSPORT, "looks like a block page: A"),
    "a block page of 503": ("screen", "menu", BLOCKED, 503, Cause.TRANSPORT, "looks like a block"),
    "a block page and a control": ("button", "Go", BLOCKED, 200, Cause.SITE, "Expected the button"),
    "a closed site behind it": (
        *("screen", "menu", f"{BLOCKED}<h2>Maintenance</h2>", 200),
        *(Cause.MAINTENANCE, "answers 200: Access Denied"),
    ),
    "a notice beside menus": (
        *("screen", "menu", f"<nav><a href=/1>1</a> <a href=/2>2</a></nav>{BLOCKED}", 200),
        *(Cause.SITE, "Expected the screen"),
    ),
    "a refusal on a bare page": (
        *("screen", "menu", "<p role=alert>Access denied: wrong password</p>", 200),
        *(Cause.CREDENTIALS, "The court refuses"),
    ),
    "asked who it is": ("screen", "menu", "<h1>No</h1>", 401, Cause.CREDENTIALS, "asks the brows"),
    "asked by a proxy": ("screen", "menu", "<h1>No</h1>", 407, Cause.TRANSPORT, "answers 407: No."),
    "not found": ("screen", "menu", "<h1>No</h1>", 404, Cause.SITE, "answers 404. Exp"),
    "signing on": (
        *("screen", "menu bar", SIGN_ON, 200),
        *(Cause.SITE, "Signing on leads nowhere. Expected the screen 'menu bar'"),
    ),
    "signed off": ("screen", "menu", SIGN_ON, 200, Cause.CREDENTIALS, "The session has ended"),
    **{
        f"told that it is over by {words!r}": (
            *("screen", "menu", f"<h1>{words}</h1>", 200),
            *(Cause.CREDENTIALS, "The session has ended"),
        )
        for words in ("Your session has expired", "Session timed out", "Please log in again.")
    },
    **{
        f"an account that is told {words!r}": (
            *("screen", "menu", f"<h1>{words}</h1>{SIGN_ON}", 200),
            *(Cause.CREDENTIALS, f"{SITES.cmecf} says of the account: {words!r}."),
        )
        for words in ("Your password has expired", "Account locked", "Change your password")
    },
    "words on accounts": (
        *("screen", "menu", "<h1>Link an account</h1>", 200),
        *(Cause.SITE, "Expected the screen"),
    ),
    "a session that goes on": (
        *("screen", "menu", "<h1>A session ends after 30 minutes</h1>", 200),
        *(Cause.SITE, "Expected the screen"),
    ),
    "not signed on": ("screen", "landing page", SIGN_ON, 200, Cause.SITE, "Expected the screen"),
    "a control at sign-on": ("button", "Go", SIGN_ON, 200, Cause.SITE, "Expected the button"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_THERE)
def test_a_screen_or_control_that_is_not_there_has_its_cause(page: Page, name: str) -> None:
    kind, words, markup, status, cause, reason = NOT_THERE[name]
    at(page, SITES.cmecf, markup)
    requests = Requests(Arrived(SITES.cmecf, status=status))

    found = said(NotThere(kind, words, page, []), page, requests=requests)

    assert found[0] is cause
    assert reason in found[1]


@pytest.mark.parametrize(
    ("address", "markup", "requests", "cause", "reason"),
    [
        (ELSEWHERE, "<h1>News</h1>", Requests(), Cause.UNEXPECTED_HOST, "The site led to"),
        # What somebody else refuses is none of the court's answers.
        (ELSEWHERE, ALERT, Requests(), Cause.UNEXPECTED_HOST, "The site led to"),
        # Even there a page that is closed is closed.
        (ELSEWHERE, "<h1>Maintenance</h1>", Requests(), Cause.MAINTENANCE, "answers"),
        (
            SITES.cmecf,
            "",
            Requests(parts=[part(failure="net::ERR")]),
            Cause.TRANSPORT,
            "did not answer: ERR.",
        ),
        (SITES.cmecf, "", Requests(parts=[part(ELSEWHERE, failure="x")]), Cause.SITE, "Expected"),
        # The page itself says why the form of its script was refused.
        (
            SITES.cmecf,
            f"{SIGN_ON}<p role='alert'>Wrong password.</p>",
            Requests(failed=Arrived(ASKED, status=403)),
            Cause.CREDENTIALS,
            "Wrong password.",
        ),
        *(
            (SITES.cmecf, SIGN_ON, Requests(failed=failed), cause, reason)
            for failed, cause, reason in (
                (Arrived(ASKED, status=500), Cause.SITE, "answers 500 when asked by a script"),
                (Arrived(ASKED, status=503), Cause.MAINTENANCE, "answers 503 when asked"),
                (Arrived(ASKED, status=401), Cause.CREDENTIALS, "answers 401 when asked"),
                (Arrived(ASKED, status=429), Cause.TRANSPORT, "answers 429 when asked"),
                (Arrived(ASKED, failure="x"), Cause.TRANSPORT, "did not answer: x."),
                (
                    Arrived(ASKED, status=200, seconds=3),
                    Cause.TRANSPORT,
                    "gave no answer within 3 s: it answers 200 and does not end.",
                ),
            )
        ),
    ],
)
def test_a_menu_bar_that_does_not_come_has_its_cause(
    page: Page, address: str, markup: str, requests: Requests, cause: Cause, reason: str
) -> None:
    at(page, address, markup)

    found = said(NotThere("screen", "menu bar", page, []), page, requests=requests)

    assert found[0] is cause
    assert reason in found[1]


def to_script(text: str, address: str = ASKED, status: int = 200) -> ScriptAnswer:
    """Return what a script got for a form that asked for XML."""
    asked = {"accept": "application/xml, text/xml, */*"}
    return ScriptAnswer(address, "POST", asked, status=status, text=text)


DOWN = "<html><title>PACER</title><h1>Closed for maintenance</h1></html>"
FITS = to_script("<answer>maintenance</answer>")


@pytest.mark.parametrize(
    ("answers", "cause", "reason"),
    [
        ([to_script("")], Cause.TRANSPORT, "answers 200 when asked by a script of https://pacer"),
        ([to_script("", SITES.sign_on)], Cause.TRANSPORT, "of its own page, and the answer is emp"),
        ([to_script("<answer>")], Cause.TRANSPORT, "the answer is not well-formed XML, or not wh"),
        # Half an answer is no page of a closed site, whatever it is about.
        (
            [to_script("<a>Closed for maintenance")],
            Cause.TRANSPORT,
            "the answer is not well-formed",
        ),
        ([to_script(DOWN)], Cause.MAINTENANCE, "is a page where XML was asked for: 'PACER'."),
        ([to_script(f"<html>{BLOCKED}")], Cause.TRANSPORT, "It looks like a block page."),
        ([to_script("No", status=401)], Cause.CREDENTIALS, "answers 401 when asked by a script"),
        ([FITS, to_script("")], Cause.TRANSPORT, "the answer is empty."),
        ([FITS], Cause.SITE, "Expected the screen"),
        ([to_script("", ELSEWHERE)], Cause.SITE, "Expected the screen"),
    ],
)
@pytest.mark.parametrize("kind", ["screen", "item"])
def test_a_page_whose_script_cannot_use_its_answer_does_nothing(
    page: Page, kind: str, answers: list[ScriptAnswer], cause: Cause, reason: str
) -> None:
    at(page, SITES.sign_on)

    found = said(NotThere(kind, "link form", page, []), page, requests=Requests(answers=answers))

    assert found[0] is cause
    assert reason.replace("screen", kind) in found[1]


@pytest.mark.parametrize(
    ("method", "kind", "cause"),
    [
        ("POST", "screen", Cause.MAINTENANCE),
        ("GET", "screen", Cause.SITE),
        ("POST", "button", Cause.SITE),
    ],
)
def test_a_form_that_a_script_sent_in_vain_explains_any_screen_that_does_not_come(
    page: Page, method: str, kind: str, cause: Cause
) -> None:
    at(page, SITES.cmecf)
    requests = Requests(failed=Arrived(ASKED, method, status=503, type="fetch"))

    assert said(NotThere(kind, "link form", page, []), page, requests=requests)[0] is cause


def test_a_page_that_is_none_of_the_courts_is_not_passed_by_its_button(page: Page) -> None:
    at(page, SITES.website, f"{BLOCKED}<button>Continue</button>")
    with pytest.raises(Stopped, match="answers 200 and looks like a block page") as stopped:
        check_is_the_sites(page, session())

    assert stopped.value.cause is Cause.TRANSPORT
    own = at(page, SITES.website, "<p>News</p><button>Continue</button>")
    check_is_the_sites(own, session())
    said_so = Arrived(SITES.website, status=200, headers={"cf-mitigated": "challenge"})
    with pytest.raises(Stopped, match="looks like a check for robots"):
        check_is_the_sites(own, session(Requests(said_so)))


def test_what_this_walk_keeps_closed_is_not_the_courts_fault(page: Page) -> None:
    at(page, SITES.cmecf)
    page.evaluate(IN_PAGES)
    page.evaluate("() => { new Worker('/w.js') }")

    cause, reason = said(NotThere("button", "Go", page, []), page)

    assert cause is Cause.POLICY
    assert reason.startswith("The page wants to use Worker, which this walk keeps closed. Expected")


def test_a_control_that_is_late_beside_a_refusal_was_refused(page: Page) -> None:
    at(page, SITES.cmecf, "<p role=alert>Wrong password</p>")

    assert said(PlaywrightTimeout("Late."), page) == (
        Cause.CREDENTIALS,
        "The court refuses what was entered: 'Wrong password'.",
    )


@pytest.mark.parametrize(
    ("requests", "is_busy", "cause", "reason"),
    [
        (Requests(open=Arrived(ASKED, seconds=9)), False, Cause.TRANSPORT, "no answer within 9 s"),
        (Requests(open=Arrived(ASKED, seconds=9)), True, Cause.SITE, "did not let go"),
        (Requests(), False, Cause.SITE, "did not let go"),
        (Requests(Arrived(ASKED, failure="x")), False, Cause.TRANSPORT, "did not answer: x."),
        (Requests(Arrived(ASKED, failure="x")), True, Cause.SITE, "did not let go"),
        (Requests(Arrived(ASKED, failure="ERR_ABORTED")), False, Cause.SITE, "did not let go"),
    ],
)
def test_a_limit_that_passed_is_explained_without_asking_the_page(
    page: Page, requests: Requests, cause: Cause, reason: str, *, is_busy: bool
) -> None:
    stopped = explain_limit(page, session(requests, is_busy=is_busy), "waited")

    assert stopped.cause is cause
    assert reason in stopped.reason
    assert explain_limit(None, session(requests), "waited").cause is Cause.OURS


def test_what_stops_a_walk_is_a_sentence() -> None:
    assert str(blocked(Cause.OURS, "Why.")) == "Why."
