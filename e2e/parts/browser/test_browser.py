"""Finding, installing and starting a browser, without a network."""

import os
import re
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import get_args

import playwright
import pytest
from playwright.sync_api import Browser as StartedBrowser
from playwright.sync_api import Error, Playwright

from e2e.walks.run import ROOT
from walk.browser import driver, find, install
from walk.browser.find import Browser, find_browser
from walk.browser.install import install_browser
from walk.browser.options import confining_options, launch_options
from walk.errors import UsageError
from walk.settings.config import CONFIG_PATH, Engine, LaunchOptions, Project, Use, read_config

CHROMIUM = Project("chromium", Use())
FIREFOX = Project("firefox", Use(browser_name="firefox"))
STOCK_FIREFOX = Project("firefox", Use(browser_name="firefox", channel="moz-firefox"))
CHROME = Project("chrome", Use(channel="chrome"))


class Machine:
    """A machine with the programs that a test gives it, and no other."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.programs = folder / "bin"
        self.builds = folder / "builds"
        self.programs.mkdir()
        monkeypatch.setenv("PATH", str(self.programs))
        monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(self.builds))
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.delenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", raising=False)
        monkeypatch.delenv("PLAYWRIGHT_FIREFOX_EXECUTABLE", raising=False)

    def add(self, name: str, script: str = "") -> Path:
        """Put a program on the machine's PATH."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def add_build(self, name: str, *, whole: bool = True) -> None:
        """Leave a download of Playwright's own build, which may have been cut short."""
        folder = self.builds / f"{name.replace('-', '_')}-{find._revisions()[name]}"
        folder.mkdir(parents=True)
        if whole:
            (folder / "INSTALLATION_COMPLETE").touch()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("0", Path(playwright.__file__).parent / "driver" / "package" / ".local-browsers"),
        ("builds", Path.cwd() / "builds"),
        ("", Path("cache") / "ms-playwright"),
        (None, Path("cache") / "ms-playwright"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="each system has a cache of its own")
def test_browsers_are_looked_for_where_playwright_keeps_them(
    monkeypatch: pytest.MonkeyPatch, given: str | None, expected: Path
) -> None:
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    if given is not None:
        monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", given)

    assert find._builds_folder() == expected


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(sys, "platform", "linux")
    # The table also names places outside PATH, which a test cannot empty.
    on_path = {
        kind: tuple(name for name in names if not re.search(r"[/\\]", name))
        for kind, names in find._PROGRAMS.items()
    }
    monkeypatch.setattr(find, "_PROGRAMS", on_path)
    return Machine(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("programs", "project", "headed", "taken"),
    [
        (["chromium", "chromium-headless-shell"], CHROMIUM, False, "chromium-headless-shell"),
        (["chromium", "chromium-headless-shell"], CHROMIUM, True, "chromium"),
        (["google-chrome", "chromium-browser"], CHROMIUM, False, "chromium-browser"),
        (["microsoft-edge", "google-chrome"], CHROMIUM, True, "google-chrome"),
        (["chromium", "google-chrome"], CHROME, False, "google-chrome"),
        (["firefox", "firefox-esr"], FIREFOX, False, "firefox-esr"),
        (["firefox", "chromium"], STOCK_FIREFOX, True, "firefox"),
        (["firefox", "chromium-headless-shell"], STOCK_FIREFOX, False, "firefox"),
    ],
)
def test_the_best_browser_of_the_machine_is_taken(
    machine: Machine, programs: list[str], project: Project, *, headed: bool, taken: str
) -> None:
    for name in programs:
        machine.add(name)

    browser = find_browser(project, headed=headed)

    channel = "moz-firefox" if project.use.browser_name == "firefox" else None
    path = str(machine.programs / taken)
    assert browser == Browser(
        project.use.browser_name, path, channel, found=f"{path} of this machine"
    )


@pytest.mark.parametrize(
    ("programs", "project", "headed", "advice"),
    [
        ([], CHROMIUM, False, "python -m walk browser --browser chromium`"),
        (["chromium-headless-shell"], CHROMIUM, True, "--browser chromium --headed`"),
        (["chromium"], CHROME, False, "no chrome for the browser 'chrome'; run `python"),
        (["chromium"], FIREFOX, False, "no firefox"),
        (["chromium", "firefox"], Project("w", Use(browser_name="webkit")), False, "no webkit"),
    ],
)
def test_a_machine_without_the_browser_is_told_how_to_get_it(
    machine: Machine, programs: list[str], project: Project, *, headed: bool, advice: str
) -> None:
    for name in programs:
        machine.add(name)

    with pytest.raises(UsageError) as none:
        find_browser(project, headed=headed)

    assert advice in str(none.value)


def test_playwrights_own_build_goes_before_the_machines(machine: Machine) -> None:
    machine.add("chromium")
    machine.add("firefox")
    machine.add_build("chromium")
    machine.add_build("firefox")

    assert find_browser(CHROMIUM, headed=True).executable is None
    assert find_browser(FIREFOX, headed=False).executable is None
    # The build without a window is another download, and a channel asks for a stock browser.
    assert find_browser(CHROMIUM, headed=False).executable == str(machine.programs / "chromium")
    assert find_browser(STOCK_FIREFOX, headed=False).executable == str(machine.programs / "firefox")


def test_a_download_that_was_cut_short_is_no_browser(machine: Machine) -> None:
    machine.add_build("chromium-headless-shell", whole=False)
    with pytest.raises(UsageError):
        find_browser(CHROMIUM, headed=False)

    marker = next(machine.builds.iterdir()) / "INSTALLATION_COMPLETE"
    marker.touch()
    assert find_browser(CHROMIUM, headed=False).found.startswith("Playwright's own build in ")


def test_a_script_that_only_names_a_missing_snap_is_no_browser(machine: Machine) -> None:
    machine.add("chromium-browser", "echo 'chromium needs the snap /snap/bin/chromium'; exit 1")
    with pytest.raises(UsageError):
        find_browser(CHROMIUM, headed=False)

    machine.add("google-chrome")
    assert find_browser(CHROMIUM, headed=False).executable == str(
        machine.programs / "google-chrome"
    )


def test_a_named_browser_goes_first_and_the_environment_before_the_file(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.add("chromium-headless-shell")
    in_file, in_environment = machine.add("mine"), machine.add("other")
    project = Project("chromium", Use(launch_options=LaunchOptions(executable_path=str(in_file))))

    browser = find_browser(project, headed=False)
    assert browser.executable == str(in_file)
    assert browser.found.endswith("named by launchOptions.executablePath of the configuration")

    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", str(in_environment))
    browser = find_browser(project, headed=False)
    assert browser.executable == str(in_environment)
    assert browser.found.endswith("named by PLAYWRIGHT_CHROMIUM_EXECUTABLE")

    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", str(tmp_path / "nothing"))
    with pytest.raises(UsageError, match=r"PLAYWRIGHT_CHROMIUM_EXECUTABLE names '.*/nothing'"):
        find_browser(project, headed=False)


def test_a_named_file_that_cannot_be_run_is_refused(machine: Machine) -> None:
    path = machine.add("mine")
    path.chmod(0o644)
    project = Project("chromium", Use(launch_options=LaunchOptions(executable_path=str(path))))

    with pytest.raises(UsageError, match="not a program that can be run"):
        find_browser(project, headed=False)


def test_a_named_firefox_is_a_stock_one_unless_playwright_downloaded_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.builds.mkdir()
    own = machine.add("firefox").rename(machine.builds / "firefox")
    stock = machine.add("firefox")

    monkeypatch.setenv("PLAYWRIGHT_FIREFOX_EXECUTABLE", str(own))
    assert find_browser(FIREFOX, headed=False).channel is None

    monkeypatch.setenv("PLAYWRIGHT_FIREFOX_EXECUTABLE", str(stock))
    assert find_browser(FIREFOX, headed=False).channel == "moz-firefox"


def test_a_browser_starts_as_the_configuration_and_the_command_line_say() -> None:
    launching = LaunchOptions(args=("--mute-audio",), slow_mo=50)
    browser = Browser("chromium", "/a/chrome", None, "found")
    project = Project("chromium", Use(launch_options=launching))

    assert launch_options(browser, project, headed=False) == {
        "executable_path": "/a/chrome",
        "headless": True,
        "args": ["--mute-audio"],
        "slow_mo": 50,
    }
    assert launch_options(browser, project, headed=True)["headless"] is False
    assert launch_options(browser, project, headed=False, confined_to_mock=True)["args"] == [
        "--mute-audio",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE *.uscourts.localhost",
    ]


def test_playwrights_own_firefox_stands_in_for_a_stock_one(machine: Machine) -> None:
    machine.add_build("firefox")

    assert find_browser(STOCK_FIREFOX, headed=False).channel is None

    machine.add("firefox-esr")
    assert find_browser(STOCK_FIREFOX, headed=False).channel == "moz-firefox"


def test_no_engine_is_without_a_way_to_keep_it_at_home() -> None:
    assert all(confining_options(engine) for engine in get_args(Engine))


@pytest.fixture
def starting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count every program as a browser that starts, but for one that calls itself broken."""

    def start(browser: Browser, project: Project) -> None:
        assert project.use.browser_name == browser.engine
        if browser.executable and "broken" in Path(browser.executable).read_text(encoding="utf-8"):
            raise install._Failed("does not start: a library is missing")

    monkeypatch.setattr(install, "_start", start)


@pytest.fixture
def download_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(engine: str) -> None:
        raise install._Failed(f"Error: no download of {engine} in a test")

    monkeypatch.setattr(install, "_download", refuse)


APT_GET = """
[ "$1" = update ] && exit 100
for package in "$@"; do
    [ "$package" = {package} ] && : > {programs}/{package} && /bin/chmod +x {programs}/{package}
done
[ -e {programs}/{package} ] || {{ echo "E: Unable to locate package" >&2; exit 100; }}
"""


@pytest.mark.usefixtures("starting", "download_refused")
@pytest.mark.parametrize(
    ("headed", "package", "tried"),
    [
        (False, "chromium-headless-shell", ["apt-get install chromium-headless-shell"]),
        (
            False,
            "chromium",
            ["apt-get install chromium-headless-shell", "apt-get install chromium"],
        ),
        (True, "chromium", ["apt-get install chromium"]),
    ],
)
def test_a_download_that_fails_leads_on_to_the_package_manager(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    headed: bool,
    package: str,
    tried: list[str],
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    machine.add("apt-get", APT_GET.format(package=package, programs=machine.programs))

    browser = install_browser(CHROMIUM, headed=headed)

    assert browser.executable == str(machine.programs / package)
    titles = [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()]
    assert titles == [
        "Playwright's own build",
        "a browser of this machine",
        "playwright install",
        *tried,
    ]


@pytest.mark.usefixtures("starting", "download_refused")
def test_when_nothing_works_one_message_says_what_was_tried(machine: Machine) -> None:
    machine.add("chromium", "broken")

    with pytest.raises(UsageError) as none:
        install_browser(CHROMIUM, headed=False)

    assert str(none.value).splitlines() == [
        "No chromium for the browser 'chromium' could be found or installed. What was tried:",
        "  - Playwright's own build: none there",
        "  - a browser of this machine: does not start: a library is missing",
        "  - playwright install: Error: no download of chromium in a test",
        "Install one yourself (on Debian, as root: apt-get install chromium-headless-shell) "
        "or name its program in PLAYWRIGHT_CHROMIUM_EXECUTABLE.",
    ]


@pytest.mark.usefixtures("starting")
def test_a_person_without_root_is_told_so(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    machine.add("apt-get")

    with pytest.raises(UsageError, match="apt-get install firefox-esr: needs root\n"):
        install_browser(STOCK_FIREFOX, headed=False)


@pytest.mark.usefixtures("starting")
def test_a_named_browser_that_does_not_start_is_not_replaced(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.add("chromium")
    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", str(machine.add("mine", "broken")))

    with pytest.raises(UsageError, match="named by PLAYWRIGHT_CHROMIUM_EXECUTABLE, does not start"):
        install_browser(CHROMIUM, headed=False)


@pytest.mark.usefixtures("download_refused")
def test_what_was_downloaded_and_does_not_start_gets_its_libraries(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.add_build("chromium-headless-shell")
    ran: list[str] = []

    def start(_browser: Browser, _project: Project) -> None:
        if not ran:
            raise install._Failed("does not start: a library is missing")

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(install, "_start", start)
    monkeypatch.setattr(install, "_run", lambda command, _: ran.append(" ".join(command[2:])))

    browser = install_browser(CHROMIUM, headed=False)

    assert browser.found.startswith("Playwright's own build in ")
    assert ran == ["playwright install-deps chromium"]


@pytest.mark.parametrize("get", [find_browser, install_browser])
@pytest.mark.parametrize(
    ("project", "headed"), [(CHROMIUM, True), (Project("shown", Use(headless=False)), False)]
)
def test_a_window_without_a_display_is_refused_before_anything_is_installed(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    get: Callable[..., Browser],
    project: Project,
    *,
    headed: bool,
) -> None:
    machine.add("chromium")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    with pytest.raises(UsageError, match="A browser window needs a display, and there is none"):
        get(project, headed=headed)

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_window_may_be_on_either_kind_of_display(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    machine.add("chromium")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(display, "0")

    assert find_browser(CHROMIUM, headed=True).found.endswith("chromium of this machine")


@pytest.mark.skipif(sys.platform == "win32", reason="starts a shell")
def test_a_program_that_a_signal_ended_has_failed() -> None:
    with pytest.raises(install._Failed, match="It is too large"):
        install._run(("sh", "-c", "echo It is too large; kill -9 $$"), {})


def test_what_the_driver_is_not_given_is_there_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(driver, "sync_playwright", lambda: nullcontext(None))
    monkeypatch.setenv("TMPDIR", "there")
    monkeypatch.delenv("TMP", raising=False)
    monkeypatch.setenv("PACER_CLIENT_CODE", "")

    with driver.start_driver(tmp_path):
        names = ("TMPDIR", "TMP", "PACER_CLIENT_CODE")
        assert [os.environ.get(name) for name in names] == ["there", None, ""]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_a_window_needs_no_display_where_there_always_is_one(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    find.check_display(CHROMIUM, headed=True)


@pytest.mark.parametrize(
    ("name", "is_kept_back"),
    [
        *((name, True) for name in ("DEBUG", "DEBUG_FILE", "PACER_PASSWORD", "PERMIT_LINK")),
        *((name, False) for name in ("DEBUGGER", "HOME", "MY_PACER_NAME")),
    ],
)
def test_the_driver_is_given_no_secret_and_is_asked_for_no_log(
    name: str, *, is_kept_back: bool
) -> None:
    assert (driver._KEPT_BACK.fullmatch(name) is not None) is is_kept_back


@pytest.fixture
def silent_host(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let Playwright download from a host that takes the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as host:
        monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", f"http://127.0.0.1:{host.getsockname()[1]}")
        yield


def test_a_download_has_a_limit_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[Sequence[str], Mapping[str, str]]] = []
    monkeypatch.setattr(install, "_run", lambda *given: ran.append(given))

    install._download("chromium")

    ((command, environment),) = ran
    assert command[-2:] == ("install", "chromium")
    assert environment["PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT"] == str(
        install._MILLISECONDS_TO_CONNECT
    )
    assert not Path(environment["TMPDIR"]).exists()


@pytest.mark.nightly("test_a_download_has_a_limit_and_leaves_nothing")
@pytest.mark.usefixtures("silent_host")
def test_a_download_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(install, "_MILLISECONDS_TO_CONNECT", 200)

    with pytest.raises(install._Failed, match="timed out"):
        install._download("chromium")


class Site(ThreadingHTTPServer):
    """A site on loopback that answers every host and remembers which were asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.hosts: list[str] = []


class Page(BaseHTTPRequestHandler):
    """The one short page of the site."""

    server: Site

    def do_GET(self) -> None:
        """Answer with the page."""
        self.server.hosts.append(self.headers["Host"].partition(":")[0])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>reached</title>")

    def log_message(self, *_words: object) -> None:
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield site
        site.shutdown()


COURT = ["www.wiwb.uscourts.localhost", "pacer.login.uscourts.localhost"]
ELSEWHERE = ["127.0.0.1", "localhost", "other.localhost", "evil-uscourts.localhost"]


def reached(browser: StartedBrowser, site: Site) -> list[str]:
    """Go to every host, and return those that the browser reached."""
    page = browser.new_page()
    for host in COURT + ELSEWHERE:
        with suppress(Error):
            page.goto(f"http://{host}:{site.server_port}/")
    page.close()
    return list(dict.fromkeys(site.hosts))


def test_a_browser_at_home_reaches_the_mock_court_and_nothing_else(
    browser: StartedBrowser, site: Site
) -> None:
    # The browser of the tests is confined to the mock court.
    assert reached(browser, site) == COURT


@pytest.mark.sample(1)
@pytest.mark.browser
@pytest.mark.parametrize("name", ["chromium", "firefox", "webkit"])
def test_a_free_browser_reaches_them_all_so_one_that_left_home_would_be_seen(
    playwright: Playwright, site: Site, name: Engine
) -> None:
    project = read_config(ROOT / CONFIG_PATH).project(name)
    try:
        found = find_browser(project, headed=False)
    except UsageError as none:
        # Every machine has Chromium for the suite, and may lack the other engines.
        if name == "chromium":
            raise
        pytest.skip(str(none))

    browser = getattr(playwright, name).launch(**launch_options(found, project, headed=False))
    try:
        assert reached(browser, site) == COURT + ELSEWHERE
    finally:
        browser.close()
