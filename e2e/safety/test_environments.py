"""Walks away from the embedded court: they look as far as sign-on, and change nothing."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from playwright.sync_api import Page
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp

from e2e.safety.linking_walk import beginning_at
from e2e.walks.live import SIGN_ON, given, place
from e2e.walks.run import STEPS, Answer, CommandResult, answer, follow, impatient, run
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.places import places_of
from mock_court.serve import ServedCourt

pytestmark = pytest.mark.walk
NOTHING: Mapping[str, str] = {}
WITHHELD = [*["as_documented"] * 3, *["withheld"] * 12]
TO_SIGN_ON = "/cgi-bin/login.pl"
WORKER = "URL.createObjectURL(new Blob([`fetch('${origin}/sent', {method: 'POST'})`]))"


def walk_at(
    folder: Path,
    served: ServedCourt,
    kind: str = "live",
    changed: Mapping[str, str] = NOTHING,
    *,
    evidence: bool = False,
) -> CommandResult:
    """Follow the guide at a court without credentials, with some of its addresses changed."""
    config = impatient(folder, {"near": {**place(served, kind), **changed}})
    with given({}):
        here = ("--config", config, "--environment", "near")
        return follow(folder / "report", *here, evidence=evidence)


@contextmanager
def court_that_answers(answers: Answer) -> Iterator[EmbeddedCourt]:
    """Serve a court, and let `answers` answer some requests instead of it."""
    with embedded_court("wiwb") as own:
        answer(own.served, answers)
        yield own


def instead(path: str, page: ASGIApp) -> Callable[[Request], ASGIApp | None]:
    """Answer with `page` whatever is asked for at that path."""
    return lambda request: page if request.url.path == path else None


def no_court() -> str:
    """Return a loopback address at which nothing answers."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return f"http://www.wiwb.uscourts.localhost:{port}/"


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", ["mock", "live"])
def test_elsewhere_a_walk_compares_the_sign_on_screen_and_withholds_the_rest(
    tmp_path: Path, kind: str
) -> None:
    with embedded_court("wiwb") as own:
        ran = walk_at(tmp_path, own.served, kind, evidence=True)

        assert (ran.status, ran.verdicts) == (0, WITHHELD)
        assert ran.result["outcome"] == "as_documented"
        assert ran.output.splitlines()[-1].startswith(
            "3 of 15 steps checked: as documented so far; 12 withheld: no credentials. See "
        )
        assert {step["cause"] for step in ran.result["steps"][3:]} == {"policy"}
        assert ran.step(4)["reason"] == (
            "Signing on is withheld at 'near', since no credentials are given."
        )
        assert "Username *" in ran.step(4)["documented"]
        assert ran.step(4)["screenshot"] == "step-04.png"
        assert ran.result["environment"] == {
            "name": "near",
            "kind": kind,
            "website": own.served.website,
        }
        assert own.served.seen
        assert {seen.method for seen in own.served.seen} == {"GET"}


def test_a_sign_on_screen_that_differs_is_drifted_and_the_rest_is_withheld(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own, pytest.MonkeyPatch.context() as patch:
        patch.setattr("mock_court.web.sign_on.answers._heading", lambda _: "PACER Login")

        with beginning_at("sign-on", places_of(own.served, own.attorney)):
            ran = walk_at(tmp_path, own.served)

    assert (ran.status, ran.result["outcome"]) == (1, "differs")
    assert ran.verdicts[2:] == ["as_documented", "drifted", *WITHHELD[4:]]
    assert [drift["what"] for drift in ran.step(4)["drifts"]] == ["heading"]


SENDING = (
    "fetch('/sent', {method: 'POST', body: 'x'})",
    "navigator.sendBeacon('/sent', 'x')",
    "fetch('/sent', {method: 'DELETE'})",
    f"new Worker({WORKER})",
    f"new SharedWorker({WORKER})",
)


def test_elsewhere_the_page_itself_can_send_nothing_that_changes_something(tmp_path: Path) -> None:
    # What cannot even be begun must not keep the page from its last request.
    scripts = "".join(f"<script>{script}</script>" for script in (*SENDING, "fetch('/last')"))
    page = HTMLResponse(f"<title>Sends</title>{scripts}")

    with court_that_answers(instead(SIGN_ON, page)) as own:
        with beginning_at("sign-on", places_of(own.served, own.attorney)):
            ran = walk_at(tmp_path, own.served)

        came = [seen.address for seen in own.served.seen]
        assert ran.verdicts[2] == "blocked"
        assert "/last" in came
        assert "/sent" not in came
        assert {seen.method for seen in own.served.seen} == {"GET"}


@pytest.mark.nightly("test_elsewhere_the_page_itself_can_send_nothing_that_changes_something")
@pytest.mark.browser
@pytest.mark.one_engine
def test_without_locks_each_of_these_scripts_sends_something(unlocked: Page) -> None:
    came: Queue[str] = Queue()

    def note(request: Request) -> ASGIApp | None:
        if request.url.path == "/sent":
            came.put(request.method)
        return HTMLResponse("<title>Sends</title>") if request.url.path == "/" else None

    with court_that_answers(note) as own:
        unlocked.goto(own.served.website)
        for script in SENDING:
            unlocked.evaluate(f"() => {{ window.it = {script} }}")
            assert came.get(timeout=10) == ("DELETE" if "DELETE" in script else "POST")


def test_elsewhere_a_walk_follows_the_site_and_reports_where_it_led(tmp_path: Path) -> None:
    with embedded_court("wiwb") as other:
        there = RedirectResponse(f"{other.served.sign_on}{SIGN_ON[1:]}?pscCourtId=WIWBK")
        with court_that_answers(instead(TO_SIGN_ON, there)) as own:
            ran = walk_at(tmp_path, own.served)

        assert ran.verdicts == [*WITHHELD[:2], "blocked", *["not_reached"] * 12]
        assert (ran.status, ran.step(3)["cause"]) == (1, "unexpected_host")
        assert {seen.method for seen in other.served.seen} == {"GET"}


def test_an_address_at_which_nothing_answers_is_reported_as_transport(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        for kind in ("live", "mock"):
            silent = no_court()

            ran = walk_at(tmp_path, own.served, kind, {"website": silent})

            assert ran.verdicts == ["blocked", *["not_reached"] * (STEPS - 1)]
            assert (ran.status, ran.step(1)["cause"]) == (3, "transport")
            assert (
                ran.step(1)["reason"]
                == f"{silent} did not answer: nothing listens there (ERR_CONNECTION_REFUSED)."
            )


class OtherSite(BaseHTTPRequestHandler):
    """Answers everything in one way, and is no court."""

    body = b"<title>Somebody else</title>"

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class NoNonce(OtherSite):
    """Answers as a court would, but without a nonce."""

    body = b'{"nonce": 5}'


@pytest.mark.parametrize("handler", [OtherSite, NoNonce])
@pytest.mark.parametrize("which", ["website", "signOn", "cmecf"])
def test_a_mock_that_does_not_prove_to_be_one_is_refused(
    tmp_path: Path, which: str, handler: type[OtherSite]
) -> None:
    with (
        embedded_court("wiwb") as own,
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://localhost:{server.server_port}/"

        ran = walk_at(tmp_path, own.served, "mock", {which: there})
        server.shutdown()

    assert (ran.status, ran.output) == (2, "")
    assert ran.error == (
        f"walk: The environment 'near' is of kind mock, but {there} does not prove to be a mock "
        "court; start one with `python -m mock_court`.\n"
    )
    assert not ran.report.exists()


def test_an_embedded_court_with_a_wrong_nonce_is_never_walked_in(tmp_path: Path) -> None:
    def with_wrong_nonce(own: EmbeddedCourt) -> EmbeddedCourt:
        own.served.nonce = "0" * 32
        return own

    report = tmp_path / "report"
    ran = run("follow", "--out", report, report=report, seed=with_wrong_nonce)

    assert (ran.status, ran.output) == (2, "")
    assert ran.error == (
        f"walk: {ran.court.served.website} is not the embedded court; "
        "end what else answers at that address.\n"
    )
    assert [seen.address for seen in ran.court.served.seen] == ["/.mock-court"]
    assert list(tmp_path.iterdir()) == []
