"""Why a walk stops: everything that can go wrong, with its cause and one sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.menus import MenuBar
from pages.reading import reader
from pages.reading.unread import unread_parts
from pages.screen import NotThere, Unusable, on_screen
from pages.sign_on import SignOn
from walk.browser.answers.failures import in_words
from walk.browser.answers.gatekeepers import looks_like, shown
from walk.browser.answers.script_answers import ScriptAnswer
from walk.browser.network import UNWELCOME_STATUSES, Arrived, is_broken_off, is_failure
from walk.browser.session import BrowserSession
from walk.browser.watchdog import LimitPassed
from walk.follow.ledger.stops import Stopped, blocked
from walk.guide.screens import SCREENS, InterstitialName, ScreenName
from walk.results import Cause
from walk.safety.redirect_filter import LOOKING
from walk.safety.target import Target
from walk.safety.ways_out import wanted
from walk.settings.sites import Addresses, is_on, origin

_NETWORK = re.compile(r"(?:net::)?(?:ERR|NS_ERROR|NS_BINDING)_\w+")
_INTERRUPTED = "interrupted by another navigation"
_NAVIGATING = re.compile(r"\.(?:goto|reload|go_back|go_forward): Timeout (\d+)ms")
_LATE = re.compile(r"Timeout (\d+)ms exceeded")
_STATES = {
    "intercepts pointer events": "something else gets its clicks",
    "element is not enabled": "it is disabled",
    "element is not visible": "it is not to be seen",
    "outside of the viewport": "it is out of sight",
    "element is not stable": "it does not stand still",
    "has been closed": "it was closed",
}
"""What Playwright says of a browser or a control that cannot be used, in words for a reader."""
_MAINTENANCE = re.compile(r"\bmaintenance\b|temporarily unavailable", re.IGNORECASE)
_DOWN = re.compile(
    r"\bbe (?:right back|back (?:soon|shortly|online|up|in|at))\b"
    r"|\b(?:is|are|now|currently|temporarily) (?:(?:now|currently|temporarily) )?"
    r"(?:off-?line|unavailable|not available|out of (?:service|order)|down)\b"
    r"|\b(?:scheduled|planned|system|service|emergency) (?:outage|downtime|upgrades?)\b"
    r"|\bbeing (?:upgraded|updated|serviced)\b",
    re.IGNORECASE,
)
"""What else a page says that is there instead of a site, and has hardly anything but this."""
_LINES_OF_A_MESSAGE = 8
"""What has more of them is a page that works, and may announce future maintenance."""
_SESSION_ENDED = re.compile(
    r"\bsession (?:has |was |is )?(?:been )?(?:expired|ended|timed out|closed|invalid|not valid)"
    r"|\b(?:log|sign)(?:ged|ed)? (?:in|on) again\b|\bno longer (?:logged|signed) (?:in|on)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:password|account|registration)\b[^.?!]{0,30}"
    r"\b(?:expired|locked|disabled|suspended|deactivated|inactive|must be (?:changed|reset))\b"
    r"|\b(?:change|reset|update) your password\b",
    re.IGNORECASE,
)
"""What a court says of an account that has to be put in order first."""
_CRASHED = re.compile(r"\bcrashed\b")
_PASSCODE = re.compile(r"passcode", re.IGNORECASE)
_MAINTENANCE_STATUSES = (502, 503, 504)
_ASKS_WHO, _PROXY_ASKS_WHO = 401, 407
_SILENT_SECONDS = 2.0
"""A page that works waits for something too, but never for long."""
FIRST_ERROR = 400
"""The lowest status by which a site says that something went wrong."""


def is_on_its_site(name: str, address: str, addresses: Addresses) -> bool:
    """Say whether an address is on the site to which the screen of that name belongs."""
    site = SCREENS[name].address(addresses)
    return is_on(address, addresses) if site is None else origin(address) == origin(site)


def check_host(name: ScreenName | InterstitialName, page: Page, target: Target) -> None:
    """Stop if a screen is not on the site where it belongs: nothing may be typed there."""
    if not is_on_its_site(name, page.url, target.addresses):
        site = SCREENS[name].address(target.addresses)
        raise blocked(
            Cause.UNEXPECTED_HOST,
            f"The {name} screen is at {page.url}, and the environment "
            f"{target.environment.name!r} has it at {site or 'one of its three sites'}.",
        )


def check_answer(page: Page, session: BrowserSession, target: Target) -> None:
    """Stop if a page came incomplete, or with the status of a site that is down."""
    arrived = session.network.how_arrived(page)
    if arrived.status in _MAINTENANCE_STATUSES:
        raise _answers(page, arrived.status, on_screen(page), Cause.MAINTENANCE)
    if arrived.failure and not is_broken_off(arrived):
        raise unanswered(arrived)
    if awaited := session.network.awaited_page(page):
        raise unanswered(awaited)
    # Nothing is drawn before its style sheets have come, and what a script of the court's own
    # would do nobody knows.
    for missing in session.network.missing_parts(page):
        is_own = is_on(missing.address, target.addresses)
        is_down = missing.failure or is_failure(missing.status)
        is_silent = (missing.seconds or 0) > _SILENT_SECONDS
        if (is_own and is_down) or (is_silent and (is_own or missing.type == "stylesheet")):
            raise _script_failed(missing, page)


def check_is_the_sites(page: Page, session: BrowserSession) -> None:
    """Stop if a page that would be passed by its one button is none of the court's."""
    arrived = session.network.how_arrived(page)
    if gatekeeper := looks_like(shown(page, arrived.headers)):
        raise _answers(page, arrived.status, on_screen(page), Cause.TRANSPORT, gatekeeper)


def explain_limit(page: Page | None, session: BrowserSession, waited_for: str) -> Stopped:
    """Return why a step had to be ended; the browser is gone, so no page can be asked."""
    if page is None:
        return blocked(Cause.OURS, f"The browser did nothing while the walk {waited_for}.")
    awaited = session.network.awaited(page)
    if awaited and not session.is_busy:
        return blocked(Cause.TRANSPORT, f"{_silence(awaited)}, while the walk {waited_for}.")
    arrived = session.network.how_arrived(page)
    if arrived.failure and not is_broken_off(arrived) and not session.is_busy:
        return unanswered(arrived)
    return blocked(
        Cause.SITE, f"The page at {page.url} did not let go, while the walk {waited_for}."
    )


def explain(
    error: Exception, page: Page | None, session: BrowserSession, target: Target
) -> Stopped:
    """Return whether the site, the way to it or this program caused an error, and how."""
    if page is None or page.is_closed() or isinstance(error, LimitPassed):
        return browser_ended(error)
    if failures := target.failures():
        return blocked(Cause.OURS, f"The mock court itself failed by {failures[0]!r}.")
    if not_loaded := _not_loaded(error, page, session, target):
        return not_loaded
    if isinstance(error, NotThere):
        return _missing(error, page, session, target)
    if isinstance(error, Unusable):
        return blocked(Cause.SITE, str(error))
    return _late(error, page, session) if isinstance(error, PlaywrightTimeout) else _failed(error)


def _missing(error: NotThere, page: Page, session: BrowserSession, target: Target) -> Stopped:
    """Return why something is not on a page that has come."""
    if refused := session.request_filter.refused_script():
        reason = f"This walk itself refused what the page's script asked for ({refused}). {error}"
        return blocked(Cause.POLICY, reason)
    if closed := wanted(page):
        reason = f"The page wants to use {closed}, which this walk keeps closed. {error}"
        return blocked(Cause.POLICY, reason)
    if missing := _missing_part(page, session, target):
        return unanswered(missing)
    try:
        if asked := _failed_form(error, page, session):
            return _script_failed(asked, page)
        if answer := _unfit_answer(page, session, target):
            return _unusable(answer, page)
        return _not_there(error, page, session.network.how_arrived(page), target)
    except PlaywrightError:
        # A page that goes on to the next by itself, perhaps endlessly, cannot be read.
        return blocked(Cause.SITE, str(error))


def _late(error: PlaywrightTimeout, page: Page, session: BrowserSession) -> Stopped:
    """Return what stops a walk that waited in vain for a page or for a control."""
    if waited := _NAVIGATING.search(str(error)):
        asked = session.network.how_arrived(page)
        return unanswered(replace(asked, status=None, seconds=int(waited.group(1)) / 1000))
    unusable = blocked(Cause.SITE, f"At {page.url} {in_plain_words(error)}.")
    return _refused(_alert(page)) if _alert(page).count() else unusable


def _failed(error: Exception) -> Stopped:
    return blocked(
        Cause.OURS, f"The walk failed by {type(error).__name__}: {in_plain_words(error)}."
    )


def in_plain_words(error: Exception) -> str:
    """Return what an error says, for a reader: nothing in Playwright's own words."""
    is_expected = isinstance(error, AssertionError) and "Call log" in str(error)
    if not isinstance(error, PlaywrightError) and not is_expected:
        return str(error)
    message = str(error)
    if code := _NETWORK.search(message):
        return code.group()
    why = next((words for said, words in _STATES.items() if said in message), "")
    if late := _LATE.search(message):
        within = f"a control could not be used within {int(late.group(1)) / 1000:g} s"
        return f"{within}: {why}" if why else within
    return why or "the browser did not do what the walk asked of it"


def browser_ended(error: Exception) -> Stopped:
    """Return what stops a walk whose browser is gone, or that failed by a defect of its own."""
    if not isinstance(error, (PlaywrightError, AssertionError, LimitPassed)):
        return _failed(error)
    return blocked(Cause.OURS, f"The browser ended: {in_plain_words(error)}.")


def _not_loaded(
    error: Exception, page: Page, session: BrowserSession, target: Target
) -> Stopped | None:
    """Return why the next page did not load, or None if it did."""
    if _CRASHED.search(str(error)):
        reason = f"The page at {page.url} crashed in the browser, perhaps for want of memory."
        return blocked(Cause.OURS, reason)
    address = session.request_filter.refused_sign_on()
    if address and isinstance(error, NotThere) and _needs_sign_on(error):
        return session_ended(address)
    if refused := session.request_filter.refusal():
        is_ours = session.request_filter.refuses_own_page()
        return blocked(Cause.POLICY if is_ours else Cause.UNEXPECTED_HOST, refused)
    arrived = session.network.how_arrived(page)
    if arrived.failure and not is_on(arrived.address, target.addresses):
        return _led_astray(arrived.address)
    # A browser breaks an answer off that it saves, or of which there is nothing to show.
    if is_broken_off(arrived) and (kind := _file_in(arrived)):
        reason = f"{arrived.address} answers {arrived.status} with {kind}, which is no page."
        return blocked(Cause.SITE, reason)
    # A tab whose next page is still on its way answers no question.
    awaited = session.network.awaited_page(page)
    is_late = _NAVIGATING.search(str(error)) is not None
    is_silent = awaited and (is_late or (awaited.seconds or 0) > _SILENT_SECONDS)
    if awaited and is_silent and not session.network.has_begun(page, awaited):
        return unanswered(awaited)
    if not session.responds(page):
        more = f" {error}" if isinstance(error, NotThere) else ""
        reason = f"The page at {page.url} keeps the browser busy, and lets nothing be read.{more}"
        return blocked(Cause.SITE, reason)
    if awaited and is_silent:
        return unanswered(awaited)
    return unanswered(arrived) if arrived.failure else _broken_off(error, arrived)


def _file_in(arrived: Arrived) -> str:
    """Return what kind of file an answer is, or nothing if it may well be a page."""
    kind = arrived.headers.get("content-type", "").partition(";")[0].strip()
    is_page = not kind or kind.startswith("text/") or "html" in kind
    is_saved = arrived.headers.get("content-disposition", "").startswith("attachment")
    return "" if is_page and not is_saved else f"a file of the type {kind or 'unknown'}"


def _broken_off(error: Exception, arrived: Arrived) -> Stopped | None:
    """Return that the network broke a page off, if the browser says so."""
    if not isinstance(error, PlaywrightError):
        return None
    if _NETWORK.search(str(error)):
        return unanswered(replace(arrived, status=None, failure=in_plain_words(error)))
    if _INTERRUPTED in str(error):
        on_its_way = "it leads on before it has come"
        return unanswered(replace(arrived, status=None, failure=on_its_way))
    return None


def _missing_part(page: Page, session: BrowserSession, target: Target) -> Arrived | None:
    """Return a script or style sheet for want of which a page may lack what should be on it."""
    is_loading = page.evaluate("document.readyState") == "loading"
    for missing in session.network.missing_parts(page):
        if is_loading or is_on(missing.address, target.addresses):
            return missing
    return None


def _led_astray(address: str) -> Stopped:
    reason = f"The site led to {address}, which is on none of the environment's hosts."
    return blocked(Cause.UNEXPECTED_HOST, reason)


def _needs_sign_on(error: NotThere) -> bool:
    return error.kind == "screen" and SCREENS[error.words].needs_sign_on


def session_ended(address: str) -> Stopped:
    """Return what stops a walk that was signed on, and is asked to sign on again."""
    reason = f"The session has ended: {address} asks to sign on again."
    return blocked(Cause.CREDENTIALS, reason)


def unanswered(asked: Arrived) -> Stopped:
    """Return what stops a walk that got no answer, or none to its end."""
    return blocked(Cause.TRANSPORT, f"{_silence(asked)}.")


def _silence(asked: Arrived) -> str:
    """Say that an answer did not come, or not to its end."""
    did = "did not answer" if asked.status is None else f"answers {asked.status} and does not end"
    if asked.seconds is None:
        return f"{asked.address} {did}" + (f": {in_words(asked.failure)}" if asked.failure else "")
    silence = f"{asked.address} gave no answer within {asked.seconds:.0f} s"
    return silence if asked.status is None else f"{silence}: it {did}"


def _script_failed(asked: Arrived, page: Page) -> Stopped:
    if asked.failure or asked.status is None or asked.seconds is not None:
        return unanswered(asked)
    causes: dict[int, Cause] = dict.fromkeys(_MAINTENANCE_STATUSES, Cause.MAINTENANCE)
    causes |= dict.fromkeys(UNWELCOME_STATUSES, Cause.TRANSPORT)
    causes[_ASKS_WHO] = Cause.CREDENTIALS
    cause = causes.get(asked.status, Cause.SITE)
    return blocked(
        cause, f"{asked.address} answers {asked.status} when asked by a script of {page.url}."
    )


def _failed_form(error: NotThere, page: Page, session: BrowserSession) -> Arrived | None:
    """Return what a script of the page sent in vain, unless the page says why it was refused."""
    asked = session.network.unanswered(page)
    is_form = error.kind == "screen" and asked is not None and asked.method not in LOOKING
    if asked is None or not (is_form or _is_still_signing_on(error, page)):
        return None
    is_told = asked.status in UNWELCOME_STATUSES and _alert(page).count() > 0
    return None if is_told else asked


def _unfit_answer(page: Page, session: BrowserSession, target: Target) -> ScriptAnswer | None:
    """Return what a script of the page got from the court and could not use."""
    for answer in session.network.script_answers(page):
        if is_on(answer.address, target.addresses) and answer.flaw:
            return answer
    return None


def _unusable(answer: ScriptAnswer, page: Page) -> Stopped:
    """Return what stops a walk at a page whose script got something that it cannot use."""
    kind = answer.gatekeeper
    is_closed = _MAINTENANCE.search(answer.text) and answer.title
    cause = Cause.CREDENTIALS if answer.status == _ASKS_WHO else Cause.TRANSPORT
    cause = Cause.MAINTENANCE if is_closed else cause
    looks = f" It looks like {kind}." if kind and not is_closed else ""
    title = f": {answer.title!r}" if answer.title else ""
    whose = "its own page" if answer.address == page.url else page.url
    return blocked(
        cause,
        f"{answer.address} answers {answer.status} when asked by a script of {whose}, and the "
        f"answer {answer.flaw}{title}.{looks}",
    )


def _is_still_signing_on(error: NotThere, page: Page) -> bool:
    return error.words == MenuBar.called and SignOn.marks(page).count() > 0


def _not_there(error: NotThere, page: Page, arrived: Arrived, target: Target) -> Stopped:
    status, lines = arrived.status, on_screen(page)
    is_other_screen = error.kind == "screen"
    # A working page may announce future maintenance beside whatever else it says.
    is_closed = is_other_screen and _says_closed(page, lines)
    refusal = _alert(page)
    is_refused = is_other_screen and refusal.count() > 0
    # So may it say that somebody is denied access, beside its menus.
    gatekeeper = is_other_screen and not is_closed and looks_like(shown(page, arrived.headers))
    if gatekeeper and not is_refused:
        return _answers(page, status, lines, Cause.TRANSPORT, gatekeeper)
    if status in _MAINTENANCE_STATUSES or is_closed:
        return _answers(page, status, lines, Cause.MAINTENANCE)
    if not is_on(page.url, target.addresses):
        return _led_astray(page.url)
    if is_refused:
        return _refused(refusal)
    if status == _ASKS_WHO:
        return blocked(Cause.CREDENTIALS, _asks_who(page.url, arrived))
    # Sites turn away browsers that they take for programs, and visitors who come too often.
    if (is_other_screen and status in UNWELCOME_STATUSES) or status == _PROXY_ASKS_WHO:
        return _answers(page, status, lines, Cause.TRANSPORT)
    if _is_still_signing_on(error, page):
        return blocked(Cause.SITE, f"Signing on leads nowhere. {error}")
    heads = [each for each in lines if _ACCOUNT.search(each)] if is_other_screen else []
    if heads and _needs_sign_on(error):
        return blocked(Cause.CREDENTIALS, f"{page.url} says of the account: {heads[0]!r}.")
    is_ended = SignOn.marks(page).count() > 0 or any(_SESSION_ENDED.search(each) for each in lines)
    if _needs_sign_on(error) and is_ended:
        return session_ended(page.url)
    answered = f"{page.url} answers {status}. " if status and status >= FIRST_ERROR else ""
    return blocked(Cause.SITE, " ".join([f"{answered}{error}", *unread_parts(page)]))


def _says_closed(page: Page, heads: Sequence[str]) -> bool:
    """Say whether a page is there to announce maintenance: in its heads, or with little else."""
    if any(_MAINTENANCE.search(line) for line in heads):
        return True
    reading = reader.read(page, "page")
    asks = any(each.kind in ("field", "button") for each in reading.pieces)
    if asks or len(reading.lines) > _LINES_OF_A_MESSAGE:
        return False
    said = " ".join(reading.lines)
    return bool(_MAINTENANCE.search(said) or (shown(page, {}).is_bare and _DOWN.search(said)))


def _alert(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text=re.compile(r"\S"), visible=True)


def _refused(refusal: Locator) -> Stopped:
    words = " ".join(refusal.first.inner_text().split())
    reason = f"The court refuses what was entered: {words!r}."
    if _PASSCODE.search(words):
        reason += " A passcode is made from the time; check that this machine's clock is right."
    return blocked(Cause.CREDENTIALS, reason)


def _answers(
    page: Page, status: int | None, lines: Sequence[str], cause: Cause, gatekeeper: str = ""
) -> Stopped:
    looks = f" and looks like {gatekeeper}" if gatekeeper else ""
    said = "; ".join(lines) or "it says nothing"
    return blocked(cause, f"{page.url} answers {status}{looks}: {said}.")


def _asks_who(address: str, arrived: Arrived) -> str:
    scheme = arrived.headers.get("www-authenticate", "").partition(" ")[0]
    by = f" ({scheme} authentication)" if scheme else ""
    return f"{address} answers 401: it asks the browser for a username and password{by}."
