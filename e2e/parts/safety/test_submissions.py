"""What a Submit may send, by its form or by a script in its place, request by request."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Request

from pages.reading.form import Entered, FormReading
from pages.screen import Screen
from walk.safety.submissions.body import fields_of
from walk.safety.submissions.first_submit import first_submission
from walk.safety.submissions.submission import NOT_PERMITTED, ByScript, Submission

PAGE, FORM = "https://ecf.court.test/form", "https://ecf.court.test/verify"
ENCODED = "application/x-www-form-urlencoded;charset=UTF-8"
HERE, THERE = (cast("Frame", each) for each in ("here", "there"))
FIELDS = (("", "jdoe"), ("", "secret"), ("token", "grimm"), ("", ""))
TYPED = "login=jdoe&key=secret&token=grimm"


@dataclass(eq=False)
class Sent:
    """A request of a script, as Playwright has it."""

    body: str | bytes | None = TYPED
    url: str = FORM
    method: str = "POST"
    resource_type: str = "fetch"
    kind: str = ENCODED
    by: Frame | None = HERE

    @property
    def headers(self) -> Mapping[str, str]:
        """What is in its head."""
        return {"content-type": self.kind}

    @property
    def post_data_buffer(self) -> bytes | None:
        """What it sends."""
        return self.body.encode() if isinstance(self.body, str) else self.body

    @property
    def frame(self) -> Frame:
        """Which frame sends it."""
        if self.by is None:
            raise PlaywrightError("Service Worker requests do not have an associated frame.")
        return self.by

    def is_navigation_request(self) -> bool:
        """Say whether the answer becomes a page."""
        return self.resource_type == "document"

    @property
    def as_request(self) -> Request:
        """It, as the filter takes it."""
        return cast("Request", self)


def by_json(has: object) -> Sent:
    """Return a request that sends JSON."""
    return Sent(json.dumps(has), kind="application/json")


def submission(address: str = PAGE, *, says_where: bool = False) -> Submission:
    """Return what the link form may send."""
    by_script = ByScript(HERE, address, says_where, FIELDS, (("go", "Submit"),))
    return Submission("POST", address, by_script=by_script)


PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\njdoe\r\n'
    b'--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nsecret\r\n'
    b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\ngrimm\r\n--x--\r\n'
)
AS_THE_FORM: Mapping[str, Sent] = {
    "a form": Sent(),
    "old": Sent(resource_type="xhr"),
    "in parts": Sent(PARTS, kind="multipart/form-data; boundary=x"),
    "JSON": by_json({"login": "jdoe", "key": "secret", "token": "grimm"}),
    "JSON in JSON": by_json({"form": {"a": "jdoe", "b": ["secret", None]}, "token": "grimm"}),
    "JSON that is not called so": Sent('{"a": "jdoe", "b": "secret", "token": "grimm"}', kind=""),
    "JSON after a line": Sent('\n{"a": "jdoe", "b": "secret", "token": "grimm"}', kind=""),
    "a list of JSON": by_json([{"login": "jdoe", "key": "secret"}, {"token": "grimm"}]),
    "names of the script's own": Sent("a=jdoe&b=secret&token=grimm"),
    "another order": Sent("token=grimm&key=secret&login=jdoe"),
    "an empty field more": Sent(f"{TYPED}&code="),
    "the button": Sent(f"{TYPED}&go=Submit"),
    "elsewhere at the same site": Sent(url="https://ecf.court.test/api/verify#now"),
}
OTHERWISE = "it sends something else than what is in the fields of the page"
ELSEWHERE = "it does not go where the form goes"
NOT_AS_THE_FORM: Mapping[str, tuple[Sent, str]] = {
    "another login": (Sent("login=jroe&key=secret&token=grimm"), OTHERWISE),
    "a field less": (Sent("login=jdoe&key=secret"), OTHERWISE),
    "a field more": (Sent(f"{TYPED}&link=now"), OTHERWISE),
    "a field twice": (Sent(f"{TYPED}&login=jdoe"), OTHERWISE),
    "the button twice": (Sent(f"{TYPED}&go=Submit&go=Submit"), OTHERWISE),
    "hidden under another name": (Sent("login=jdoe&key=secret&pair=grimm"), OTHERWISE),
    "entered under a hidden name": (Sent("token=jdoe&key=secret&login=grimm"), OTHERWISE),
    "nothing": (Sent(None), OTHERWISE),
    "a word": (by_json("jdoe"), OTHERWISE),
    "a number": (by_json({"login": "jdoe", "key": "secret", "token": "grimm", "n": 1}), OTHERWISE),
    "a name twice": (
        Sent('{"login": "jroe", "login": "jdoe", "key": "secret", "token": "grimm"}'),
        OTHERWISE,
    ),
    "no JSON": (Sent('{"login": "jdoe"', kind="application/json"), OTHERWISE),
    "something else": (Sent(b"\x00\x01", kind="application/octet-stream"), OTHERWISE),
    "to another site": (Sent(url="https://www.court.test/verify"), ELSEWHERE),
    "without encryption": (Sent(url="http://ecf.court.test/verify"), ELSEWHERE),
    "with more in the address": (Sent(url=f"{FORM}?link=now"), ELSEWHERE),
    "by another method": (Sent(method="PUT"), "a script may send the form by POST alone"),
    "by GET": (
        Sent(None, url=f"{FORM}?{TYPED}", method="GET"),
        "a script may send the form by POST alone",
    ),
    "by a frame": (
        Sent(by=THERE),
        "it is not sent by the page with the form",
    ),
    "by a worker": (Sent(by=None), "it is not sent by the page with the form"),
    "a beacon": (Sent(resource_type="ping"), NOT_PERMITTED),
    "a picture": (Sent(None, method="GET", resource_type="image"), NOT_PERMITTED),
    "a stream": (Sent(None, method="GET", resource_type="eventsource"), NOT_PERMITTED),
}


@pytest.mark.parametrize("name", AS_THE_FORM)
def test_a_script_may_send_what_the_form_would(name: str) -> None:
    assert submission().why_not(AS_THE_FORM[name].as_request) is None


@pytest.mark.parametrize("name", NOT_AS_THE_FORM)
def test_a_script_may_send_nothing_else(name: str) -> None:
    sent, why = NOT_AS_THE_FORM[name]

    assert submission().why_not(sent.as_request) == why
    assert not submission().is_made_by(sent.as_request)


def test_a_script_sends_a_form_that_says_where_it_goes_there_alone() -> None:
    only = submission(FORM, says_where=True)
    with_query = submission(f"{FORM}?step=1", says_where=True)

    assert only.is_made_by(Sent(url=f"{FORM}#now").as_request)
    assert only.why_not(Sent(url=f"{FORM}/on").as_request) == ELSEWHERE
    assert only.why_not(Sent(url=f"{FORM}?step=1").as_request) == ELSEWHERE
    assert with_query.is_made_by(Sent(url=f"{FORM}?step=1").as_request)


def test_no_script_sends_a_form_that_nobody_read() -> None:
    assert Submission("POST", FORM).why_not(Sent().as_request) == NOT_PERMITTED


def test_a_form_without_fields_is_sent_empty() -> None:
    empty = Submission("", PAGE, by_script=ByScript(HERE, PAGE, says_where=False, fields=()))

    assert empty.is_made_by(Sent(None).as_request)
    assert empty.is_made_by(by_json({}).as_request)
    assert not empty.is_made_by(Sent("pair=2").as_request)
    assert not empty.is_made_by(Sent(None, url=PAGE, resource_type="document").as_request)


@pytest.mark.parametrize(
    ("address", "is_nothing"),
    [
        (f"{FORM}ed", True),
        ("https://ecf.court.test/view/verification", True),
        (f"{FORM}?a=1", False),
        (f"{FORM}/jdoe", False),
        ("https://ecf.court.test/link/gri%6Dm", False),
        ("https://www.court.test/verified", False),
        ("http://ecf.court.test/verified", False),
    ],
)
def test_an_address_tells_nothing_that_has_neither_a_query_nor_what_was_entered(
    address: str, *, is_nothing: bool
) -> None:
    assert submission().tells_nothing(address) == is_nothing


def test_a_form_that_was_read_is_sent_by_itself_to_the_last_field() -> None:
    read = Submission("POST", FORM, fields=(("go", "1"), ("token", "grimm")))
    page: dict[str, Any] = {"resource_type": "document"}

    assert read.is_made_by(Sent("token=grimm&go=1", **page).as_request)
    assert not read.is_made_by(Sent("token=other&go=1", **page).as_request)
    assert not read.is_made_by(Sent("token=grimm&go=1").as_request)


@pytest.mark.parametrize(
    ("typed", "may_be_by_script"), [(["jdoe", "secret"], True), (["jdoe", "another"], False)]
)
def test_a_script_may_send_a_form_that_holds_all_that_was_typed(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], *, may_be_by_script: bool
) -> None:
    fields = [Entered("login", "jdoe", is_drawn=True), Entered("key", "secret", is_drawn=True)]
    fields.append(Entered("token", "grimm", is_drawn=False))
    form = FormReading(HERE, FORM, True, "POST", tuple(fields), ("go", "Submit"))  # noqa: FBT003 in its order
    monkeypatch.setattr("walk.safety.submissions.first_submit.read_form", lambda _: form)
    screen = cast("Screen", SimpleNamespace(button=str))

    only = first_submission(screen, "Submit", typed)

    assert only
    assert (only.method, only.address) == ("POST", FORM)
    expected = ByScript(
        *(HERE, FORM, True),
        fields=(("", "jdoe"), ("", "secret"), ("token", "grimm")),
        button=(("go", "Submit"),),
    )
    assert only.by_script == (expected if may_be_by_script else None)


def test_the_fields_of_an_address_are_those_of_a_form_by_get() -> None:
    asked = Sent(None, url=f"{FORM}?b=2&a=", method="GET")

    assert fields_of(asked.as_request) == (("a", ""), ("b", "2"))
