"""`python -m walk look`: what it says of saved pages, in whatever markup they are written."""

import codecs
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page, Route

from e2e.guide import shortcuts
from e2e.walks.run import ROOT, CommandResult, driver, run
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.people import Attorney
from walk.browser import saved_pages
from walk.browser.saved_pages import SavedPages, Unreadable, _answer_from, decoded
from walk.settings.config import Project

See = Callable[[str], dict[str, Any]]
"""Says what is seen of a markup."""

CASES = Path(__file__).parent / "cases"
EXPECTED: dict[str, dict[str, Any]] = {
    name: {"facts": {}} | expected
    for name, expected in tomllib.loads((CASES / "cases.toml").read_text(encoding="utf-8")).items()
}
"""What is expected of each page in the folder of cases."""
_KINDS = [name.partition("/")[0] for name in EXPECTED]
IN_TURN = sorted(
    EXPECTED, key=lambda name: list(EXPECTED).index(name) - _KINDS.index(name.partition("/")[0])
)
"""The first page of each kind, then the second ones, and so on."""


def case(name: str) -> Path:
    """Return the file of a case."""
    return CASES / f"{name}.html"


def markup(name: str) -> str:
    """Return the markup of a case."""
    return case(name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(browser: Browser, project: Project) -> Iterator[SavedPages]:
    """What reads saved pages, in the browser of the tests."""
    pages = SavedPages(lambda: browser, project, nullcontext)
    yield pages
    pages._close_context()


@pytest.fixture
def seen(pages: SavedPages, tmp_path: Path) -> See:
    """Return the function that says what is seen of a markup."""

    def see(markup: str) -> dict[str, Any]:
        path = tmp_path / "page.html"
        path.write_text(markup, encoding="utf-8")
        return pages.file(path)

    return see


@pytest.mark.sample(30, firefox=6)
@pytest.mark.parametrize("name", IN_TURN)
def test_a_page_is_read_as_a_person_sees_it(name: str, pages: SavedPages) -> None:
    assert pages.file(case(name)) == EXPECTED[name]


def test_every_page_in_the_folder_of_cases_is_read() -> None:
    files = {path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.rglob("*.html")}

    assert files == EXPECTED.keys()


# The pages of the mock court, as somebody would save them


@pytest.mark.one_engine
def test_the_pages_on_the_way_through_linking_are_known_from_each_other(
    page: Page, court: EmbeddedCourt, attorney: Attorney, seen: See
) -> None:
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    names = {attorney.pacer.name, attorney.cmecf.login}

    shortcuts.main_page(page, court)
    main = seen(page.content())
    shortcuts.link_form(page, court)
    form = seen(page.content())
    shortcuts.verification(page, court, session, attorney)
    verification = seen(page.content())
    shortcuts.confirmation(page, court, session, attorney)
    confirmation = seen(page.content())

    on_the_way = (main, form, verification, confirmation)
    assert [each["screen"] for each in on_the_way] == [
        "cmecf",
        "link_form",
        "verification",
        "confirmation",
    ]
    assert [each["facts"]["menu_labels"] for each in on_the_way[:3]] == [
        list(shortcuts.LIMITED)
    ] * 3
    expected = EXPECTED["linking/the-form"]["facts"]
    assert form["facts"]["fields"] == expected["fields"]
    assert form["facts"]["buttons"] == expected["buttons"]
    assert verification["facts"]["text"][0] == "Do you want to link these accounts?"
    assert not any(name in json.dumps(verification) for name in names)


# What can be wrong with a file


ENCODINGS = {
    "windows-1252 by itself": "E-Filing € Straße".encode("cp1252"),
    "latin1 that is declared": b"<meta charset=iso-8859-1>E-Filing \x80 Stra\xdfe",
    "ASCII that is declared": b"<meta charset=us-ascii>E-Filing \x80 Stra\xdfe",
    "windows-1252 in the old way": b"<meta http-equiv='Content-Type' content='text/html; "
    b"charset=windows-1252'>E-Filing \x80 Stra\xdfe",
    "UTF-8 by itself": "E-Filing € Straße".encode(),
    "UTF-8 with a mark": "E-Filing € Straße".encode("utf-8-sig"),
    "a mark against what is declared": "<meta charset=latin1>E-Filing € Straße".encode("utf-8-sig"),
    "UTF-16 with a mark": "E-Filing € Straße".encode("utf-16"),
    "UTF-16 with a mark the other way": codecs.BOM_UTF16_BE
    + "E-Filing € Straße".encode("utf-16-be"),
    "UTF-16 without a mark": "<p>E-Filing € Straße".encode("utf-16-le"),
    "UTF-16 the other way": "<p>E-Filing € Straße".encode("utf-16-be"),
    "UTF-16 that was saved as UTF-8": "<meta charset=utf-16>E-Filing € Straße".encode(),
    "an encoding that nobody knows": "<meta charset=klingon>E-Filing € Straße".encode(),
    "a declaration of XML": "<?xml version='1.0' encoding='cp1252'?>E-Filing € Straße".encode(
        "cp1252"
    ),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_a_page_is_decoded_as_a_browser_would(content: bytes) -> None:
    assert decoded(content).endswith("E-Filing € Straße")


@pytest.mark.parametrize(
    ("asked", "method", "passes"),
    [
        ("http://localhost:8321/a.js", "GET", True),
        ("http://localhost:8321/", "HEAD", True),
        ("http://localhost:8321/", "POST", False),
        ("http://localhost:8322/", "GET", False),
        ("https://cdn.test/a.js", "GET", False),
    ],
)
def test_a_page_that_is_served_reads_from_its_own_host_alone(
    asked: str, method: str, *, passes: bool
) -> None:
    done: list[str] = []
    route = SimpleNamespace(
        request=SimpleNamespace(url=asked, method=method),
        continue_=lambda: done.append("passes"),
        abort=done.append,
    )

    _answer_from("localhost:8321", cast("Route", route))

    assert done == ["passes" if passes else "aborted"]


def test_a_file_that_is_too_large_for_a_page_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walk.browser.saved_pages._MOST_BYTES", 2_000_000)
    (tmp_path / "a.html").write_bytes(b" " * 2_000_000 + b"a")

    with pytest.raises(Unreadable, match="The file has more than 2 megabytes"):
        saved_pages.markup(tmp_path / "a.html")


@pytest.mark.parametrize("content", [b"<meta charset=base64>x", b"<meta charset=rot13>x"])
def test_what_python_knows_and_no_browser_does_is_no_encoding(content: bytes) -> None:
    assert decoded(content) == content.decode()


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"\x7fELF\x02\x00\x00\x00<a>", "The file holds no text, so it is no page."),
    ],
)
def test_a_file_that_is_no_page_is_refused_in_one_sentence(
    content: bytes, why: str, pages: SavedPages, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        pages.file(path)

    assert str(refused.value) == why


def test_a_page_after_one_that_cannot_be_read_is_read(pages: SavedPages, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        pages.file(tmp_path / "none.html")

    assert pages.file(case("menu/limited")) == EXPECTED["menu/limited"]


# The page does nothing


class Listening:
    """A server on loopback that notes what it is asked for."""

    def __init__(self, port: int, asked: list[str]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.asked = asked


@contextmanager
def listening(page: str = "<p>Asked</p>") -> Iterator[Listening]:
    """Serve one page at every path."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Listening(server.server_port, asked)
        finally:
            # A thread that serves on keeps the process of the tests from ending.
            server.shutdown()
            thread.join()


ASKING = """<base href="{there}/">
<link rel="stylesheet" href="/css"><link rel="preconnect" href="{there}">
<link rel="prefetch" href="/later"><link rel="icon" href="/icon">
<style>@import "{there}/imported"; body {{ background: url(/background) }}</style>
<script src="/script"></script>
<script>fetch("{there}/fetched"); document.body.textContent = "ran";</script>
<iframe src="/frame"></iframe><iframe src="{secret}"></iframe>
<object data="{secret}"></object><embed src="{secret}"><video src="/film" autoplay></video>
<img src="/picture" onerror="document.body.textContent = 'ran'">"""
LEADING_AWAY = """<meta http-equiv="refresh" content="0;url={there}/led-away">
<script>location = "{there}/moved"</script>"""


@pytest.mark.sample(firefox=1)
def test_a_saved_page_fetches_nothing_and_runs_nothing(seen: See, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    shutil.copy(case("menu/full"), secret)
    with listening() as there:
        asking = (ASKING + LEADING_AWAY).format(there=there.address, secret=secret.as_uri())

        three_times = [seen(asking + markup("menu/limited")) for _ in range(3)]

    assert three_times == [EXPECTED["menu/limited"]] * 3
    assert there.asked == []


@pytest.mark.one_engine
def test_without_its_policy_a_saved_page_would_ask(
    browser: Browser, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded defect of the test before: nothing is answered, but the page does ask.

    It leads nowhere, because Firefox, where scripts run, would be led away and never read it.
    """
    asked: list[str] = []
    answer = SavedPages._answer

    def noting(self: SavedPages, route: Route) -> None:
        asked.append(route.request.url)
        answer(self, route)

    monkeypatch.setattr(SavedPages, "_answer", noting)
    monkeypatch.setattr(saved_pages, "_HEADERS", {"content-type": "text/html; charset=utf-8"})
    with listening() as there:
        asking = ASKING.format(there=there.address, secret="about:blank")
        (tmp_path / "page.html").write_text(asking, encoding="utf-8")
        pages = SavedPages(lambda: browser, project, nullcontext)

        pages.file(tmp_path / "page.html")
        pages._close_context()

    assert f"{there.address}/css" in asked


# The command


def look(*arguments: str | Path) -> CommandResult:
    """Run `python -m walk look` with these arguments."""
    shared = driver()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("walk.browser.saved_pages.start_driver", lambda _: nullcontext(shared))
        return run("look", *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of saved pages, one of them broken."""
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    for name, page in {
        "b.html": "landing/as-most-courts-have-it",
        "a.HTM": "website/the-box-of-most-courts",
        "below/c.htm": "menu/limited",
        "notes.txt": "menu/full",
    }.items():
        shutil.copy(case(page), folder / name)
    return folder


@pytest.mark.walk
def test_a_folder_is_looked_at_in_order_and_written_as_json(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "seen.json"

    ran = look(folder, "--json", place)

    assert ran.status == 0, ran.error
    assert ran.output == ""
    assert json.loads(place.read_text(encoding="utf-8")) == [
        {"source": str(folder / "a.HTM")} | EXPECTED["website/the-box-of-most-courts"],
        {"source": str(folder / "b.html")} | EXPECTED["landing/as-most-courts-have-it"],
        {"source": str(folder / "below" / "c.htm")} | EXPECTED["menu/limited"],
    ]


@pytest.mark.walk
def test_one_page_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a.html").write_bytes(b"\0\1\2")

    ran = look(folder, "--json", "-")

    entries = json.loads(ran.output)
    assert ran.status == 3
    assert [entry["screen"] for entry in entries] == [
        "court_website",
        "unknown",
        "landing",
        "cmecf",
    ]
    assert entries[1] == {
        "source": str(folder / "a.html"),
        "screen": "unknown",
        "facts": {},
        "error": "The file holds no text, so it is no page.",
    }


@pytest.mark.walk
def test_without_json_each_page_is_printed_in_lines(folder: Path) -> None:
    ran = look(folder / "a.HTM", folder / "below")

    assert ran.status == 0, ran.error
    assert ran.output.splitlines() == [
        f"{folder / 'a.HTM'}: court website",
        "    e filing: E-Filing (CM/ECF) -> https://ecf.elsb.uscourts.gov (in a new tab)",
        f"{folder / 'below' / 'c.htm'}: menu bar",
        "    menu: limited",
        "    menu labels: Query | Reports | Utilities | Help | Log Out",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.html"], "There is no 'nowhere.html'"),
        (["{folder}/empty"], "There is no page in"),
        (["https://ecf.elsb.uscourts.gov/"], "is not on loopback"),
        (["http://127.0.0.1@elsb.uscourts.gov/"], "is not on loopback"),
        (["http://localhost.elsb.uscourts.gov/"], "is not on loopback"),
        (["http://[::1"], "is not on loopback"),
        (["file:///etc/passwd"], "is not on loopback"),
        (["{folder}", "--json", "{folder}"], "cannot be written"),
        (["{folder}", "--json", "{folder}/none/seen.json"], "cannot be written"),
        (["{folder}", "--browser", "lynx"], "There is no browser 'lynx'"),
    ],
)
def test_wrong_usage_is_refused_in_one_sentence(
    arguments: list[str], sentence: str, folder: Path, tmp_path: Path
) -> None:
    (folder / "empty").mkdir()

    ran = run("look", *(each.format(folder=folder) for each in arguments))

    assert ran.status == 2
    assert sentence in ran.error
    assert ran.error.count("\n") == 1
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.walk
def test_a_court_on_loopback_is_read_as_its_scripts_build_it(court: EmbeddedCourt) -> None:
    website, landing = court.served.website, court.served.cmecf
    sign_on = f"{court.served.sign_on}csologin/login.jsf"

    ran = look(website, landing, sign_on, "--json", "-")

    assert ran.status == 0, ran.error
    entries = json.loads(ran.output)
    assert [entry["source"] for entry in entries] == [website, landing, sign_on]
    assert [entry["screen"] for entry in entries] == ["court_website", "landing", "sign_on"]
    assert entries[0]["facts"]["e_filing"]["label"] == "E-Filing (CM/ECF)"
    assert entries[1]["facts"]["document_filing"]["href"] == "/cgi-bin/login.pl"
    assert entries[2]["facts"]["fields"] == ["Username *", "Password *", "Client Code"]


@pytest.mark.walk
def test_a_page_on_loopback_is_built_by_scripts_and_asks_nobody_else() -> None:
    with listening() as other:
        page = (
            f"<script src='{other.address}/script'></script><img src='{other.address}/picture'>"
            f"<div id=bar></div><script>fetch('{other.address}/fetched'); setTimeout(() => {{ "
            f"bar.innerHTML = `{markup('menu/limited')}`; }}, 1); "
            "fetch('/log', { method: 'POST' });</script>"
        )
        with listening(page) as own:
            ran = look(own.address, "--json", "-")

    assert ran.status == 0, ran.error
    assert json.loads(ran.output) == [{"source": own.address} | EXPECTED["menu/limited"]]
    assert other.asked == []
    assert set(own.asked) <= {"/", "/favicon.ico", "/l.png"}


@pytest.mark.walk
def test_a_page_on_loopback_that_nobody_serves_is_reported() -> None:
    with listening() as gone:
        pass

    ran = look(gone.address, "--json", "-")

    assert ran.status == 3
    (entry,) = json.loads(ran.output)
    assert (entry["screen"], entry["facts"]) == ("unknown", {})
    assert entry["error"].startswith("The page cannot be opened (")


@pytest.mark.nightly(
    "parts/commands/test_bad_input.py: test_a_walk_that_is_stopped_leaves_a_report_and_nothing_else"
)
@pytest.mark.walk
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_stops_it_with_one_sentence(folder: Path) -> None:
    for at in range(200):
        shutil.copy(case("menu/limited"), folder / f"{at}.html")

    command = subprocess.Popen(
        [sys.executable, "-m", "walk", "look", folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with command:
        assert command.stdout
        assert command.stdout.readline().endswith(": menu bar\n")
        # As a terminal does it: to the command, the driver and the browser at once.
        os.killpg(command.pid, signal.SIGINT)
        _, error = command.communicate(timeout=60)

    assert command.returncode == 3
    assert error == "walk: stopped before the end; no report was written.\n"
