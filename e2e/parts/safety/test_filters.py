"""The request filter and the redirect filter: what passes at which moment, request by request."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import BrowserContext, Page, Request
from playwright.sync_api import Error as PlaywrightError

from walk.safety.redirect_filter import RedirectFilter
from walk.safety.request_filter import RequestFilter
from walk.safety.submissions.submission import Submission
from walk.safety.waiting import Asked as IsAsked
from walk.safety.waiting import Waiting
from walk.safety.ways_out import IN_PAGES
from walk.settings.sites import Addresses

SITES = Addresses("https://www.court.test/", "https://pacer.test/", "https://ecf.court.test/")
SIGN_ON, FORM, ELSEWHERE = (
    "https://pacer.test/login",
    "https://ecf.court.test/link",
    "https://x.test/",
)
PICTURE = "https://ecf.court.test/logo.png"
LED_AWAY = "the answer to a form led there, and its host is none of the environment's"


@dataclass(eq=False)
class Asked:
    """A request, as Playwright has it."""

    url: str
    method: str = "GET"
    resource_type: str = "document"
    is_page: bool = True
    by: str = "https://ecf.court.test/"
    """The page that asks."""
    redirected_from: object = None

    def is_navigation_request(self) -> bool:
        """Say whether the answer becomes a page."""
        return self.is_page

    above: object = None
    """The frame in which the asking one is."""

    @property
    def frame(self) -> Any:  # noqa: ANN401 as much of a frame as is asked for
        """The frame that asks."""
        page = SimpleNamespace(main_frame=SimpleNamespace(url=self.by))
        return SimpleNamespace(page=page, parent_frame=self.above, url=self.by)

    @property
    def as_request(self) -> Request:
        """It, as the filter takes it."""
        return cast("Request", self)


def picture(url: str = PICTURE, kind: str = "image", method: str = "GET") -> Asked:
    """Return a request for a part of a page."""
    return Asked(url, method, kind, is_page=False)


def fetched(url: str, method: str = "GET", by: str = "https://ecf.court.test/") -> Asked:
    """Return a request by a script."""
    return Asked(url, method, "fetch", is_page=False, by=by)


@dataclass
class Decided:
    """A request that waits for the decision of the filter."""

    asked: Asked
    done: list[str] = field(default_factory=list)
    is_form: bool = False

    @property
    def request(self) -> Request:
        """It, as Playwright knows it."""
        return self.asked.as_request

    def let_through(self, *, is_form: bool) -> None:
        """Let it pass."""
        self.done.append("passes")
        self.is_form = is_form

    def abort(self, how: str) -> None:
        """Refuse it."""
        self.done.append(how)


def decide(filter_: RequestFilter, asked: Asked) -> str:
    """Return what became of a request."""
    return "".join(asks(filter_, asked).done) or "is held"


def asks(filter_: RequestFilter, asked: Asked) -> Decided:
    """Return a request with what becomes of it."""
    decided = Decided(asked)
    filter_._decide(cast("Waiting", decided))
    return decided


def passes(filter_: RequestFilter, asked: Asked) -> bool:
    """Say whether a request passes."""
    return decide(filter_, asked) == "passes"


def at(url: str) -> Page:
    """Return a page at that address."""
    return cast("Page", SimpleNamespace(url=url))


def moment(name: str) -> RequestFilter:
    """Return a filter at one moment of a walk."""
    filter_ = RequestFilter(SITES, may_link=True)
    acts: dict[str, list[Callable[[], None]]] = {
        "looking": [],
        "signing on": [filter_.sign_on],
        "arrived": [lambda: filter_.stay(is_linking=False)],
        "typed": [lambda: filter_.type_in(at(SIGN_ON))],
        "at linking": [lambda: filter_.stay(is_linking=True)],
        "typed at linking": [
            lambda: filter_.stay(is_linking=True),
            lambda: filter_.type_in(at(FORM)),
        ],
        "submitting": [lambda: filter_.submit(Submission("POST", FORM))],
    }
    for act in acts[name]:
        act()
    return filter_


@pytest.mark.parametrize(
    ("name", "passing"),
    [
        ("looking", ["a page", "a picture", "by a script"]),
        ("signing on", ["a page", "a picture", "by a script", "a form to sign-on"]),
        ("arrived", ["a picture", "by a script"]),
        ("typed", []),
        ("at linking", []),
        ("typed at linking", []),
        ("submitting", ["the Submit"]),
    ],
)
def test_each_moment_of_a_walk_lets_pass_what_it_needs(name: str, passing: list[str]) -> None:
    each = {
        "a page": Asked(FORM),
        "a page elsewhere": Asked(ELSEWHERE),
        "a picture": picture(),
        "by a script": fetched(FORM),
        "a form to sign-on": Asked(SIGN_ON, "POST"),
        "a form to the same host without encryption": Asked("http://pacer.test/login", "POST"),
        "a form to the court": Asked("https://ecf.court.test/other", "POST"),
        "a form elsewhere": Asked(ELSEWHERE, "POST"),
        "the Submit": Asked(FORM, "POST"),
    }
    passed = [what for what, asked in each.items() if passes(moment(name), asked)]

    assert passed == passing


def test_a_submit_is_told_when_it_leaves_and_no_other_request_is() -> None:
    filter_, left = moment("submitting"), []
    filter_.submit(Submission("POST", FORM, lambda: left.append(FORM)))

    filter_.look()
    assert passes(filter_, Asked(FORM))
    assert left == []
    filter_.submit(Submission("POST", FORM, lambda: left.append(FORM)))
    assert passes(filter_, Asked(FORM, "POST"))
    assert left == [FORM]


def test_the_page_of_the_link_that_was_selected_may_be_asked_for_late_and_once() -> None:
    filter_ = moment("looking")

    filter_.look(f"{FORM}#top")
    filter_.stay(is_linking=False)
    asked = [passes(filter_, each) for each in (Asked(FORM), Asked(FORM))]
    assert asked == [True, False]

    filter_.look(FORM)
    assert passes(filter_, Asked(FORM))
    filter_.stay(is_linking=False)
    assert not passes(filter_, Asked(FORM))

    for method, is_linking in (("POST", False), ("GET", True)):
        filter_.look(FORM)
        filter_.stay(is_linking=is_linking)
        assert not passes(filter_, Asked(FORM, method))


@pytest.mark.parametrize(
    ("name", "asked", "why"),
    [
        ("at linking", Asked(FORM), "a page of linking may ask for nothing"),
        ("submitting", Asked(FORM), "it is not the Submit that is permitted"),
        ("looking", Asked(ELSEWHERE), "its host is none of the environment's"),
        ("typed", Asked(FORM), "nothing new may be asked for after something was typed"),
        ("looking", Asked(FORM, "POST"), "nothing may be sent at this step"),
        ("arrived", Asked(FORM), "a page may not lead on by itself"),
    ],
)
def test_a_page_that_is_refused_is_told_why(name: str, asked: Asked, why: str) -> None:
    filter_ = moment(name)

    assert not passes(filter_, asked)
    assert filter_.refusal() == f"{asked.method} {asked.url} was refused: {why}."


@pytest.mark.parametrize(
    ("name", "asked", "is_form"),
    [
        ("looking", Asked(FORM), False),
        ("signing on", Asked(SIGN_ON, "POST"), True),
        ("submitting", Asked(FORM, "POST"), True),
    ],
)
def test_what_passes_is_marked_with_whether_it_is_a_form(
    name: str, asked: Asked, *, is_form: bool
) -> None:
    decided = asks(moment(name), asked)

    assert (decided.done, decided.is_form) == (["passes"], is_form)


def test_a_submit_by_get_is_a_form() -> None:
    filter_ = RequestFilter(SITES, may_link=True)
    filter_.submit(Submission("GET", FORM))

    decided = asks(filter_, Asked(f"{FORM}?a=1"))

    assert (decided.done, decided.is_form) == (["passes"], True)


def test_what_was_loaded_before_is_loaded_again_after_typing_and_nothing_new() -> None:
    filter_ = moment("looking")
    seen = [picture(), picture(f"{PICTURE}?2", "script")]
    assert all(passes(filter_, each) for each in seen)
    assert passes(filter_, fetched(FORM))

    filter_.type_in(at(FORM))

    assert all(passes(filter_, each) for each in seen)
    assert not passes(filter_, picture(f"{PICTURE}?3"))
    assert not passes(filter_, picture(PICTURE, method="POST"))
    assert not passes(filter_, fetched(FORM))


def test_what_was_refused_before_counts_as_never_loaded() -> None:
    filter_ = moment("typed")
    assert not passes(filter_, picture())

    assert not passes(filter_, picture())


def test_a_page_that_came_is_typed_in_no_more() -> None:
    filter_ = moment("typed")

    filter_.stay(is_linking=False)

    assert passes(filter_, fetched(FORM))
    assert passes(filter_, fetched("https://www.court.test/"))


@pytest.mark.parametrize(
    ("asked", "is_it"),
    [
        (Asked(FORM, "POST"), True),
        (Asked(f"{FORM}#top", "POST"), True),
        (Asked(FORM, "GET"), False),
        (Asked(FORM, "PUT"), False),
        (Asked(f"{FORM}?1", "POST"), False),
        (Asked(FORM.replace("https", "http"), "POST"), False),
        (Asked(FORM, "POST", is_page=False), False),
        (Asked(f"{FORM}ed", "POST"), False),
    ],
)
def test_a_permitted_submit_is_that_one_request(asked: Asked, *, is_it: bool) -> None:
    assert Submission("POST", f"{FORM}#here").is_made_by(asked.as_request) == is_it


@pytest.mark.parametrize(
    ("asked", "is_it"),
    [
        (Asked(f"{FORM}?login=a"), True),
        (Asked(FORM), True),
        (Asked(f"{FORM}/on?login=a"), False),
        (Asked(f"{FORM}?login=a", "POST"), False),
    ],
)
def test_a_form_sent_by_get_has_its_fields_in_the_address(asked: Asked, *, is_it: bool) -> None:
    assert Submission("GET", f"{FORM}?x=1").is_made_by(asked.as_request) == is_it


def test_a_submit_passes_once_and_nothing_follows_it() -> None:
    left: list[str] = []
    filter_ = RequestFilter(SITES, may_link=True)
    assert passes(filter_, picture())

    filter_.submit(Submission("POST", FORM, lambda: left.append("left")))
    assert not passes(filter_, Asked(FORM))
    assert (left, filter_.may_be_linked) == ([], False)
    assert passes(filter_, Asked(FORM, "POST"))
    assert (left, filter_.may_be_linked) == (["left"], True)

    assert not passes(filter_, Asked(FORM, "POST"))
    assert not passes(filter_, Asked(FORM))
    assert passes(filter_, picture())
    assert not passes(filter_, picture(f"{PICTURE}?new"))
    # The confirmation still belongs to linking, and so does what comes after it.
    for _ in range(2):
        filter_.stay(is_linking=False)
        assert not passes(filter_, picture())
    filter_.look()
    filter_.stay(is_linking=False)
    assert passes(filter_, picture())


class AnyScript(Submission):
    """What any script may send."""

    def why_not(self, request: IsAsked) -> str | None:
        """Let everything pass."""
        del request
        return None


def submitted(kind: str = "fetch") -> RequestFilter:
    """Return a filter at the moment after a script, or a form, was sent."""
    filter_ = moment("submitting")
    filter_.submit(AnyScript("POST", FORM))
    assert passes(filter_, Asked(FORM, "POST", kind, is_page=kind == "document"))
    return filter_


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (fetched(FORM), "is held"),
        (Asked(FORM, resource_type="xhr", is_page=False), "is held"),
        (picture(f"{FORM}.js", "script"), "is held"),
        (picture(f"{FORM}.css", "stylesheet"), "is held"),
        (Asked(FORM), "passes"),
        (picture(), "aborted"),
        (picture(FORM, "eventsource"), "aborted"),
        (picture(FORM, "ping"), "aborted"),
        (fetched(f"{FORM}?a=1"), "aborted"),
        (fetched(FORM, "POST"), "aborted"),
        (fetched(FORM, "HEAD"), "aborted"),
        (fetched(SIGN_ON), "aborted"),
        (Asked(f"{FORM}?a=1"), "aborted"),
        (Asked(SIGN_ON), "aborted"),
        (Asked(FORM, above="a frame"), "aborted"),
        (Asked(FORM, resource_type="fetch", is_page=False, above="a frame"), "aborted"),
    ],
)
def test_after_a_script_has_sent_the_form_it_may_draw_the_answer(asked: Asked, what: str) -> None:
    assert decide(submitted(), asked) == what


def test_after_a_form_was_sent_a_script_may_draw_the_answer_and_lead_nowhere() -> None:
    filter_ = submitted("document")

    assert decide(filter_, fetched(FORM)) == "is held"
    assert decide(filter_, picture(f"{FORM}.js", "script")) == "aborted"
    assert decide(filter_, Asked(FORM)) == "aborted"


def test_a_script_that_has_sent_the_form_leads_on_once() -> None:
    filter_ = submitted()

    assert [decide(filter_, Asked(FORM)) for _ in range(2)] == ["passes", "aborted"]


@pytest.mark.parametrize("kind", ["fetch", "document"])
def test_another_frame_may_load_what_it_has_once_more(kind: str) -> None:
    filter_, bar = submitted(kind), "https://ecf.court.test/bar"
    framed = [Asked(bar, by=bar, above="a frame") for _ in range(2)]

    assert not passes(filter_, Asked(bar, by=FORM, above="a frame"))
    assert not passes(filter_, Asked(f"{bar}?a=1", by=f"{bar}?a=1", above="a frame"))
    assert not passes(filter_, Asked(SIGN_ON, by=SIGN_ON, above="a frame"))
    assert not passes(filter_, Asked(bar, "POST", by=bar, above="a frame"))
    assert [passes(filter_, each) for each in framed] == [True, False]


def test_what_may_draw_the_answer_waits_until_it_is_needed() -> None:
    filter_ = submitted()
    asked = fetched(FORM), fetched(PICTURE)
    waiting = [asks(filter_, each) for each in asked]
    assert [each.done for each in waiting] == [[], []]
    assert filter_.held == [each.as_request for each in asked]

    assert filter_.let_draw()

    assert [(each.done, each.is_form) for each in waiting] == [(["passes"], False)] * 2
    assert (filter_.held, filter_.let_draw()) == ([], False)


@pytest.mark.parametrize(
    "go_on",
    [
        lambda filter_: filter_.stay(is_linking=True),
        lambda filter_: filter_.look(),
        lambda filter_: filter_.sign_on(),
        lambda filter_: filter_.type_in(at(FORM)),
        lambda filter_: filter_.submit(None),
    ],
)
def test_what_is_not_needed_to_draw_the_answer_is_refused(
    go_on: Callable[[RequestFilter], None],
) -> None:
    filter_ = submitted()
    waiting = asks(filter_, fetched(FORM))

    go_on(filter_)

    assert (waiting.done, filter_.held) == (["aborted"], [])
    assert filter_.has_refused(waiting.request)


def test_what_the_page_has_sent_in_vain_does_not_pass_as_the_submit() -> None:
    filter_ = moment("at linking")
    assert not passes(filter_, fetched(FORM, "POST"))
    filter_.submit(AnyScript("POST", FORM))

    assert not passes(filter_, fetched(FORM, "POST"))
    assert filter_.refused_script() == f"POST {FORM}: a page of linking may ask for nothing"
    assert passes(filter_, fetched(f"{FORM}ed", "POST"))


def test_a_submit_that_was_revoked_stays_so_until_another_page_has_come() -> None:
    filter_ = moment("submitting")
    filter_.revoke()
    filter_.submit(Submission("POST", FORM))
    assert not passes(filter_, Asked(FORM, "POST"))

    filter_.stay(is_linking=True)
    filter_.submit(Submission("POST", FORM))
    assert passes(filter_, Asked(FORM, "POST"))


@pytest.mark.parametrize("submission", [Submission("POST", FORM), None])
@pytest.mark.parametrize("may_link", [True, False])
def test_no_submit_passes_that_is_not_permitted(
    submission: Submission | None, *, may_link: bool
) -> None:
    filter_ = RequestFilter(SITES, may_link=may_link)

    filter_.submit(submission)

    assert passes(filter_, Asked(FORM, "POST")) == (may_link and submission is not None)


def test_once_nothing_may_be_linked_any_more_no_submit_passes() -> None:
    filter_ = moment("submitting")

    filter_.link_no_more()
    assert not passes(filter_, Asked(FORM, "POST"))
    filter_.stay(is_linking=True)
    filter_.submit(Submission("POST", FORM))

    assert not passes(filter_, Asked(FORM, "POST"))
    assert not filter_.may_be_linked


@pytest.mark.parametrize(("method", "repeats"), [("GET", True), ("POST", False)])
def test_a_submit_that_was_an_address_is_not_asked_for_again(method: str, *, repeats: bool) -> None:
    filter_ = RequestFilter(SITES, may_link=True)
    assert not filter_.would_repeat(FORM)
    filter_.submit(Submission(method, FORM))
    assert passes(filter_, Asked(f"{FORM}?a=1", method) if repeats else Asked(FORM, method))

    filter_.look()

    assert filter_.would_repeat(f"{FORM}?a=2#top") == repeats
    assert not filter_.would_repeat(f"{FORM}ed")
    assert passes(filter_, Asked(f"{FORM}?a=2")) != repeats
    assert passes(filter_, Asked(f"{FORM}ed"))


def test_typing_permits_nothing_that_was_not_permitted_before() -> None:
    filter_ = moment("submitting")
    filter_.type_in(at(FORM))

    assert not passes(filter_, picture())
    assert passes(filter_, Asked(FORM, "POST"))


@pytest.mark.parametrize(
    ("asked", "carries_away"),
    [
        (fetched("https://www.court.test/", by="https://pacer.test/2"), True),
        (fetched("https://pacer.test/a", by="https://pacer.test/2"), False),
        (picture("https://www.court.test/logo.png"), False),
        (fetched("https://www.court.test/", by="https://ecf.court.test/"), False),
        (fetched("https://www.court.test/", by="about:blank"), True),
        (Asked("https://www.court.test/", by="https://pacer.test/2"), False),
    ],
)
def test_a_page_in_which_something_was_typed_asks_only_its_own_site(
    asked: Asked, *, carries_away: bool
) -> None:
    filter_ = moment("typed")
    filter_.sign_on()

    assert passes(filter_, asked) == (not carries_away)


@pytest.mark.parametrize(
    ("assets", "passing"),
    [
        (None, ["script", "image", "stylesheet", "font"]),
        ((), []),
        (("x.test",), ["script", "image", "stylesheet", "font"]),
    ],
)
def test_other_hosts_give_only_what_the_environment_names(
    assets: tuple[str, ...] | None, passing: list[str]
) -> None:
    filter_ = RequestFilter(SITES, may_link=False, assets=assets)
    kinds = ("script", "image", "stylesheet", "font", "fetch", "media", "websocket")

    assert [kind for kind in kinds if passes(filter_, picture(ELSEWHERE, kind))] == passing
    assert not passes(filter_, picture(ELSEWHERE, method="POST"))
    told = (
        "Nothing was loaded from x.test, which the environment does not name; if the page needs "
        "it, add it to `assets`."
    )
    assert (filter_.news(), filter_.news()) == ([told], [])
    passes(filter_, Asked("https://y.test/"))
    passes(filter_, Asked(ELSEWHERE))
    assert [each.partition(", which")[0] for each in filter_.news()] == [
        "Nothing was loaded from y.test"
    ]


@pytest.mark.parametrize(
    ("kind", "address", "told"),
    [
        ("fetch", FORM, True),
        ("xhr", FORM, True),
        ("fetch", ELSEWHERE, False),
        ("image", FORM, False),
        ("document", FORM, False),
    ],
)
def test_what_a_script_asked_in_vain_is_told_until_another_page_has_come(
    kind: str, address: str, *, told: bool
) -> None:
    filter_ = moment("looking")
    decide(filter_, picture(address, kind, method="POST"))

    assert filter_.refused_script() == (
        f"POST {address}: nothing may be sent at this step" if told else None
    )
    filter_.stay(is_linking=False)
    assert filter_.refused_script() is None


def test_a_page_that_was_refused_is_told_until_another_one_has_come() -> None:
    filter_ = moment("looking")
    other = picture(ELSEWHERE, "fetch")
    assert decide(filter_, other) == "blockedbyclient"
    assert filter_.refusal() is None
    page = Asked(ELSEWHERE)
    assert decide(filter_, page) == "blockedbyclient"

    assert filter_.refusal() == (
        f"GET {ELSEWHERE} was refused: its host is none of the environment's."
    )
    assert not filter_.refuses_own_page()
    assert filter_.has_refused(page.as_request)
    assert not filter_.has_refused(Asked(ELSEWHERE).as_request)
    filter_.stay(is_linking=False)
    assert filter_.refusal() is None
    assert not filter_.refuses_own_page()
    # A page that may not leave stays as it is.
    assert decide(filter_, Asked(FORM)) == "aborted"
    assert filter_.refusal() == f"GET {FORM} was refused: a page may not lead on by itself."
    assert filter_.refuses_own_page()


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (Asked(SIGN_ON), SIGN_ON),
        (Asked(SIGN_ON, "POST"), None),
        (picture(SIGN_ON), None),
        (Asked("https://www.court.test/"), None),
        (Asked(ELSEWHERE), None),
    ],
)
def test_an_answer_that_leads_to_sign_on_says_so_until_the_walk_acts_again(
    asked: Asked, address: str | None
) -> None:
    filter_ = moment("at linking")
    assert not passes(filter_, Asked(SIGN_ON))
    filter_.submit(Submission("POST", FORM))
    # What the page tried before it was submitted says nothing of the answer.
    assert filter_.refused_sign_on() is None
    assert passes(filter_, Asked(FORM, "POST"))

    assert not passes(filter_, asked)

    assert filter_.refused_sign_on() == address
    filter_.look()
    assert filter_.refused_sign_on() is None


@pytest.mark.parametrize(("method", "is_noted"), [("POST", True), ("GET", False), ("HEAD", False)])
def test_at_the_own_court_a_submit_of_linking_is_noted(method: str, *, is_noted: bool) -> None:
    filter_ = RequestFilter(SITES, may_link=True)
    filter_._note_submit(Asked(FORM, method).as_request)
    assert not filter_.may_be_linked

    filter_.submit(None)
    filter_._note_submit(Asked(FORM, method).as_request)

    assert filter_.may_be_linked == is_noted


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_a_guarded_browser_asks_for_nothing_except_through_the_filter(engine: str) -> None:
    filter_, done, on = RequestFilter(SITES, may_link=False), dict[str, Any](), list[object]()
    browser = SimpleNamespace(
        browser_type=SimpleNamespace(name=engine),
        new_browser_cdp_session=lambda: SimpleNamespace(
            on=lambda what, _: done.setdefault("on", what),
            send=lambda *sent: done.setdefault("send", sent),
        ),
    )
    context: Any = SimpleNamespace(
        browser=browser,
        route=lambda *given: done.setdefault("route", given),
        route_web_socket=lambda *given: done.setdefault("socket", given),
        add_init_script=lambda script: done.setdefault("script", script),
        on=lambda *given: on.append(given),
    )

    filter_.guard(context)
    filter_.watch(context)

    assert done["socket"][0] == "**/*"
    assert done["socket"][1](None) is None
    assert done["script"] == IN_PAGES
    assert on[-1] == ("request", filter_._note_submit)
    paused = ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
    is_chromium = engine == "chromium"
    assert (done.get("on"), done.get("send")) == (
        ("Fetch.requestPaused", paused) if is_chromium else (None, None)
    )
    # A route switches the browser's cache off.
    assert ("route" in done) != is_chromium
    assert filter_.keeps_cache == is_chromium
    if not is_chromium:
        route = SimpleNamespace(
            request=Asked(ELSEWHERE), abort=lambda why: done.setdefault("aborted", why)
        )
        where, decide_ = done["route"]
        decide_(route)
        assert (where, done["aborted"]) == ("**/*", "blockedbyclient")
        route = SimpleNamespace(
            request=Asked(FORM), continue_=lambda: done.setdefault("passes", True)
        )
        decide_(route)
        assert done["passes"]


# What Chromium itself is about to send


Paused = dict[str, Any]


class Chromium:
    """A browser that pauses each request, as much of it as the filter uses."""

    browser_type = SimpleNamespace(name="chromium")

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []
        self.takes: dict[str, Callable[[Any], None]] = {}
        self.refused: list[tuple[str, str, str]] = []
        self.decided: list[Waiting] = []
        self.is_form: bool | None = False
        """Whether what is decided on is a form, or None if it is refused."""
        self.filter = RedirectFilter(
            SITES, lambda *refused: self.refused.append(refused), self.decide
        )
        self.filter.guard(cast("BrowserContext", self))

    @property
    def browser(self) -> "Chromium":
        """Be the browser."""
        return self

    def new_browser_cdp_session(self) -> "Chromium":
        """Be the session."""
        return self

    def on(self, what: str, take: Callable[[Any], None]) -> None:
        """Keep what takes an event."""
        self.takes[what] = take

    def send(self, what: str, given: dict[str, Any]) -> None:
        """Keep what was decided."""
        self.sent.append((what, given))

    def decide(self, waiting: Waiting) -> None:
        """Decide on a request, as the request filter does."""
        self.decided.append(waiting)
        if self.is_form is None:
            waiting.abort("aborted")
        else:
            waiting.let_through(is_form=self.is_form)

    def pauses(
        self,
        url: str,
        method: str = "GET",
        name: str | None = "1",
        kind: str = "Document",
        **more: object,
    ) -> None:
        """Be about to send a request."""
        paused: Paused = {
            "requestId": "r",
            "resourceType": kind,
            "request": {"method": method, "url": url, **more},
        }
        self.takes["Fetch.requestPaused"](paused | ({"networkId": name} if name else {}))

    def tells(self, asked: Asked) -> None:
        """Have Playwright tell of a request."""
        self.takes["request"](asked.as_request)

    def asks(self, url: str, method: str = "GET", name: str = "1") -> bool:
        """Say whether a request passes, or the redirect of one of that name."""
        if name not in self.filter._is_form:
            self.tells(Asked(url, method))
        self.pauses(url, method, name)
        return self.sent[-1][0] == "Fetch.continueRequest"


REFUSED = ("Fetch.failRequest", {"requestId": "r", "errorReason": "BlockedByClient"})
PASSED = ("Fetch.continueRequest", {"requestId": "r"})


@pytest.mark.parametrize("is_told_first", [True, False])
def test_a_request_is_decided_on_once_chromium_and_playwright_have_told_of_it(
    *, is_told_first: bool
) -> None:
    chromium, asked = Chromium(), Asked(f"{FORM}#top")
    acts = [partial(chromium.tells, asked), partial(chromium.pauses, FORM)]
    first, then = acts if is_told_first else acts[::-1]
    enabled = [*chromium.sent]

    first()
    assert (chromium.sent, chromium.decided) == (enabled, [])
    then()

    assert chromium.sent[-1] == PASSED
    (waiting,) = chromium.decided
    assert waiting.request is asked.as_request
    # It has passed once.
    chromium.pauses(FORM, name="2")
    assert (len(chromium.sent), len(chromium.decided)) == (len(enabled) + 1, 1)


def test_what_is_decided_on_is_what_chromium_is_about_to_send() -> None:
    chromium = Chromium()
    chromium.tells(Asked(FORM, "POST", "fetch", is_page=False))

    chromium.pauses(
        FORM,
        "POST",
        kind="Fetch",
        headers={"Content-Type": "text/plain"},
        hasPostData=True,
        postDataEntries=[{"bytes": b64encode(each).decode()} for each in (b"a=", b"1")],
    )

    (waiting,) = chromium.decided
    asked = waiting.asked
    assert (asked.method, asked.url, asked.resource_type) == ("POST", FORM, "fetch")
    assert (asked.headers, asked.post_data_buffer) == ({"content-type": "text/plain"}, b"a=1")
    assert asked.frame.url == "https://ecf.court.test/"
    assert not asked.is_navigation_request()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        (None, {}),
        ("1", {"hasPostData": True}),
        ("1", {"hasPostData": True, "postDataEntries": [{"bytes": "YQ=="}, {}]}),
    ],
    ids=["no page asks for it", "what it sends is hidden", "a part of it is hidden"],
)
def test_what_nobody_can_judge_is_never_sent(name: str | None, more: dict[str, Any]) -> None:
    chromium = Chromium()
    chromium.tells(Asked(FORM, "POST"))

    chromium.pauses(FORM, "POST", name, **more)

    assert (chromium.sent[-1], chromium.decided) == (REFUSED, [])


def test_a_request_passes_for_no_other() -> None:
    chromium = Chromium()
    chromium.tells(Asked(FORM))
    before = len(chromium.sent)

    chromium.pauses(FORM, "POST")
    chromium.pauses(ELSEWHERE)
    chromium.pauses(FORM, kind="Fetch")
    chromium.tells(Asked(ELSEWHERE, redirected_from="a page"))
    assert (len(chromium.sent), chromium.decided) == (before, [])

    chromium.pauses(FORM)
    assert chromium.sent[-1] == PASSED


@pytest.mark.parametrize("ended", ["requestfinished", "requestfailed"])
def test_what_came_out_of_the_cache_of_a_page_lets_nothing_else_pass(ended: str) -> None:
    chromium, asked = Chromium(), Asked(FORM)
    chromium.tells(asked)
    chromium.takes[ended](asked.as_request)
    chromium.takes[ended](asked.as_request)

    chromium.pauses(FORM)

    assert chromium.decided == []


def test_a_request_that_is_refused_is_not_sent_and_neither_is_what_comes_by_its_name() -> None:
    chromium = Chromium()
    chromium.is_form = None

    assert not chromium.asks(FORM)
    assert chromium.sent[-1] == (
        "Fetch.failRequest",
        {"requestId": "r", "errorReason": "Aborted"},
    )
    before = len(chromium.sent)
    chromium.pauses(FORM)
    assert len(chromium.sent) == before


def test_whether_a_script_may_ask_another_site_is_not_asked_of_that_site() -> None:
    chromium = Chromium()
    headers = {
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "x-one",
        "Origin": "https://ecf.court.test",
    }
    chromium.pauses(ELSEWHERE, "OPTIONS", kind="Preflight", headers=headers)

    how, answer = chromium.sent[-1]
    assert (how, answer["responseCode"], chromium.decided) == ("Fetch.fulfillRequest", 204, [])
    assert {each["name"]: each["value"] for each in answer["responseHeaders"]} == {
        "Access-Control-Allow-Methods": "PUT",
        "Access-Control-Allow-Headers": "x-one",
        "Access-Control-Allow-Origin": "https://ecf.court.test",
        "Access-Control-Allow-Credentials": "true",
    }
    before = len(chromium.sent)
    chromium.pauses(ELSEWHERE, "OPTIONS", kind="Fetch", headers={"Origin": "x"})
    assert len(chromium.sent) == before


@pytest.mark.parametrize(
    ("is_form", "url", "method", "why"),
    [
        (False, FORM, "GET", None),
        (False, ELSEWHERE, "GET", None),
        (False, FORM, "POST", "a form may not be sent on"),
        (True, FORM, "GET", None),
        (True, FORM, "HEAD", None),
        (True, FORM, "POST", "a form may not be sent on"),
        (True, ELSEWHERE, "GET", LED_AWAY),
        (True, FORM.replace("https", "http"), "GET", LED_AWAY),
    ],
)
def test_a_redirect_sends_no_form_on_and_leads_a_form_nowhere_else(
    url: str, method: str, why: str | None, *, is_form: bool
) -> None:
    chromium = Chromium()
    chromium.is_form = is_form
    assert chromium.asks(SIGN_ON, "POST")

    assert chromium.asks(url, method) == (why is None)
    assert chromium.refused == ([] if why is None else [(method, url, why)])
    assert chromium.sent[-1] == (PASSED if why is None else REFUSED)


def test_a_page_that_was_closed_meanwhile_ends_no_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    chromium = Chromium()

    def gone(*_: object) -> None:
        raise PlaywrightError("Target closed")

    monkeypatch.setattr(chromium, "send", gone)
    chromium.tells(Asked(FORM))
    chromium.pauses(FORM)
    assert len(chromium.decided) == 1


def test_a_request_that_was_broken_off_does_not_keep_the_next_one_from_passing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chromium, send = Chromium(), Chromium.send

    def no_longer(*_: object) -> None:
        monkeypatch.setattr(Chromium, "send", send)
        raise PlaywrightError("Invalid InterceptionId")

    chromium.pauses(FORM, name="1")
    monkeypatch.setattr(Chromium, "send", no_longer)
    chromium.tells(Asked(FORM))
    assert chromium.sent[-1] != PASSED

    chromium.pauses(FORM, name="2")

    assert (chromium.sent[-1], len(chromium.decided)) == (PASSED, 2)


def test_a_form_sent_by_get_is_a_form_too() -> None:
    chromium = Chromium()
    chromium.is_form = True
    assert chromium.asks(SIGN_ON, name="1")
    chromium.is_form = False
    assert chromium.asks(FORM, name="2")

    assert not chromium.asks(ELSEWHERE, name="1")
    assert chromium.asks(ELSEWHERE, name="2")


def test_a_browser_that_is_opened_anew_knows_nothing_of_the_one_before() -> None:
    chromium = Chromium()
    assert chromium.asks(FORM)
    chromium.tells(Asked(SIGN_ON))
    chromium.pauses(ELSEWHERE, name="2")

    chromium.filter.guard(cast("BrowserContext", chromium))
    before = len(chromium.sent)
    chromium.pauses(FORM)
    chromium.pauses(SIGN_ON, name="3")
    chromium.tells(Asked(ELSEWHERE))

    assert len(chromium.sent) == before


def test_a_redirect_that_was_refused_is_told_as_a_page() -> None:
    filter_ = RequestFilter(SITES, may_link=False)

    filter_._note_redirect("POST", ELSEWHERE, "a form may not be sent on")

    assert filter_.refusal() == f"POST {ELSEWHERE} was refused: a form may not be sent on."
    assert filter_.has_refused(Asked(f"{ELSEWHERE}#top", "POST").as_request)
    assert not filter_.has_refused(Asked(ELSEWHERE, "GET").as_request)
