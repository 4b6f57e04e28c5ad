"""What a browser is started with, from the configuration, the command line and the court."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from walk.browser.find import Browser
from walk.browser.options import (
    SessionOptions,
    confining_options,
    context_options,
    launch_options,
)
from walk.browser.session import BrowserSession
from walk.browser.watchdog import LimitPassed
from walk.privacy.private_data import PrivateData
from walk.safety.request_filter import RequestFilter
from walk.safety.ways_out import closed
from walk.settings.config import (
    Config,
    EnvironmentEntry,
    LaunchOptions,
    Project,
    Tracing,
    Use,
    Viewport,
)
from walk.settings.sites import Addresses

CHROMIUM = Browser("chromium", "/bin/chromium", None, "here")
FIREFOX = Browser("firefox", None, "moz-firefox", "here")
SITES = Addresses("https://www.a.test/", "https://pacer.test/", "https://ecf.a.test/")
NEAR = Addresses(*["http://www.wiwb.uscourts.localhost:8321/"] * 3)


def project(**use: Any) -> Project:  # noqa: ANN401 whatever a project sets
    """Return a project with these settings."""
    return Project("mine", Use(**use))


def test_a_setting_that_is_false_or_nothing_is_given_too() -> None:
    mine = project(headless=False, launch_options=LaunchOptions(slow_mo=0))

    options = launch_options(CHROMIUM, mine, headed=False)

    assert options == {
        "headless": False,
        "args": [],
        "slow_mo": 0,
        "executable_path": "/bin/chromium",
    }
    assert launch_options(FIREFOX, mine, headed=False)["channel"] == "moz-firefox"


@pytest.mark.parametrize(
    ("headless", "headed", "is_headless"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_a_window_is_shown_if_the_file_or_the_command_line_says_so(
    *, headless: bool, headed: bool, is_headless: bool
) -> None:
    options = launch_options(CHROMIUM, project(headless=headless), headed=headed)

    assert options["headless"] == is_headless


def test_pages_are_opened_as_the_configuration_says() -> None:
    plain = context_options(project())
    given = context_options(project(locale="", timezone_id="UTC", user_agent="me"))
    small = context_options(project(viewport=Viewport(320, 480)))
    assert small == {"viewport": {"width": 320, "height": 480}}

    assert plain == {"viewport": {"width": 1280, "height": 800}}
    assert given == plain | {"locale": "", "timezone_id": "UTC", "user_agent": "me"}


def session_options(
    addresses: Addresses,
    browser: Browser = CHROMIUM,
    *,
    assets: tuple[str, ...] | None = None,
    slow: tuple[int, int] = (0, 0),
    confined: bool = False,
) -> Mapping[str, Any]:
    """Return what a persistent context is opened with."""
    mine = project(launch_options=LaunchOptions(args=("--mute-audio",), slow_mo=slow[1]))
    config = Config((mine,), {"near": EnvironmentEntry("live")})
    options = SessionOptions(browser, config, mine, private=PrivateData())
    options = replace(options, confined_to_mock=confined, slow_mo=slow[0])
    return options.persistent_context(RequestFilter(addresses, may_link=False, assets=assets))


@pytest.mark.parametrize(
    ("slow", "slowest"), [((250, 0), 250), ((0, 90), 90), ((250, 900), 900), ((0, 0), 0)]
)
def test_away_from_the_mock_the_slower_of_two_settings_counts(
    slow: tuple[int, int], slowest: int
) -> None:
    assert session_options(SITES, slow=slow)["slow_mo"] == slowest


@pytest.mark.parametrize("started", [CHROMIUM, FIREFOX])
@pytest.mark.parametrize("confined", [True, False])
def test_away_from_the_mock_no_worker_serves_and_nothing_is_downloaded(
    started: Browser, *, confined: bool
) -> None:
    options = session_options(NEAR if confined else SITES, started, confined=confined)

    given = {name: options.get(name) for name in ("service_workers", "accept_downloads")}
    assert given == (
        {"service_workers": None, "accept_downloads": None}
        if confined
        else {"service_workers": "block", "accept_downloads": False}
    )
    assert options["args"][0] == "--mute-audio"
    is_guarded = any(each.startswith("--proxy-server=") for each in options["args"])
    assert is_guarded == (started is CHROMIUM and not confined)


def test_the_browser_of_the_mock_reaches_its_port_alone() -> None:
    options = session_options(NEAR, confined=True)

    assert options["args"] == [
        "--mute-audio",
        "--host-resolver-rules=MAP *.uscourts.localhost:8321 127.0.0.1 , MAP * ~NOTFOUND",
    ]
    assert confining_options("chromium")["args"] == [
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE *.uscourts.localhost"
    ]
    preferences = confining_options("firefox", 8321)["firefox_user_prefs"]
    assert preferences["network.proxy.no_proxies_on"] == ".uscourts.localhost:8321"
    assert preferences["network.proxy.type"] == 1
    assert confining_options("webkit", 1)["proxy"]["server"] == "http://127.0.0.1:9"


# The ways out of a page


def value_of(options: list[str], name: str) -> str:
    """Return the value of an option, which is there once."""
    (value,) = (each.partition("=")[2] for each in options if each.startswith(f"{name}="))
    return value


@pytest.mark.parametrize(
    ("assets", "rules"),
    [
        (None, None),
        (
            (),
            "MAP www.a.test:443 www.a.test, MAP pacer.test:443 pacer.test, "
            "MAP ecf.a.test:443 ecf.a.test, MAP * ~NOTFOUND",
        ),
        (
            ("cdn.test", "https://own.test:8443", "http://localhost", "localhost"),
            "MAP www.a.test:443 www.a.test, MAP pacer.test:443 pacer.test, "
            "MAP ecf.a.test:443 ecf.a.test, MAP cdn.test:443 cdn.test, "
            "MAP own.test:8443 own.test, MAP localhost:80 localhost, MAP localhost localhost, "
            "MAP * ~NOTFOUND",
        ),
    ],
)
def test_only_named_hosts_are_found_at_their_own_ports(
    assets: tuple[str, ...] | None, rules: str | None
) -> None:
    options = closed([], SITES, assets)

    found = [each for each in options if each.startswith("--host-resolver-rules=")]
    assert found == ([f"--host-resolver-rules={rules}"] if rules else [])


PROXIED: Mapping[str, tuple[list[str], dict[str, str], Addresses, str]] = {
    "none": ([], {}, SITES, "http=direct://;https=direct://"),
    "of the machine": (
        [],
        {"http_proxy": "http://p:1", "https_proxy": "http://q:2"},
        SITES,
        "http=http://p:1;https=http://q:2",
    ),
    "for all": ([], {"all_proxy": "http://p:1"}, SITES, "http=http://p:1;https=http://p:1"),
    "bypassed": (
        [],
        {"https_proxy": "http://p:1", "no_proxy": "a.test,pacer.test"},
        SITES,
        "http=direct://;https=direct://",
    ),
    "bypassed for some": (
        [],
        {"https_proxy": "http://p:1", "no_proxy": "pacer.test"},
        SITES,
        "http=direct://;https=http://p:1",
    ),
    "of the configuration": (
        ["--proxy-server=http://c:3"],
        {"https_proxy": "http://p:1"},
        SITES,
        "http=http://c:3;https=http://c:3",
    ),
    "of the configuration for one": (
        ["--proxy-server=https=http://c:3"],
        {},
        SITES,
        "http=direct://;https=http://c:3",
    ),
    "on this machine": (
        ["--proxy-server=http://c:3"],
        {"https_proxy": "http://p:1"},
        NEAR,
        "http=direct://;https=direct://",
    ),
}


@pytest.mark.parametrize("name", PROXIED)
def test_requests_go_by_the_usual_proxy_and_sockets_nowhere(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    args, variables, addresses, proxies = PROXIED[name]
    for variable in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)

    options = closed(args, addresses, None)

    given = [each for each in options if each.startswith("--proxy-server=")]
    assert given[-1] == f"--proxy-server={proxies};socks=127.0.0.1:9"
    assert value_of(options, "--proxy-bypass-list") == "<-loopback>"


def test_lists_of_features_add_up() -> None:
    options = closed(
        ["--enable-features=Mine", "--other", "--disable-blink-features=A"], SITES, None
    )

    assert value_of(options, "--enable-features").startswith("Mine,CDPScreenshotNewSurface,")
    assert value_of(options, "--disable-blink-features") == "A,FedCm"
    assert options.count("--other") == 1


class Started:
    """A browser that only notes what it is set to."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.pages = [SimpleNamespace(on=lambda *_: None)]
        self.browser = SimpleNamespace(version="1")
        self.tracing = SimpleNamespace(start=lambda **_: self.done.append("traced"))
        self.chromium = SimpleNamespace(launch_persistent_context=self.launch)

    def launch(self, *_: object, **__: object) -> "Started":
        """Start at once."""
        return self

    def cookies(self) -> list[dict[str, str]]:
        """Return what a site has set."""
        return [{"name": "session", "domain": "a.test", "value": "5f1c90aa77de"}]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 whatever is called
        """Note what is called, with what."""
        return lambda *given, **_: self.done.append((name, *given[:1]))


def session(folder: Path, **use: Any) -> tuple[BrowserSession, Started]:  # noqa: ANN401 settings
    """Return a browser with these settings, and what was done with it."""
    started = Started()
    config = Config((project(),), {"mock": EnvironmentEntry("mock")})
    options = SessionOptions(CHROMIUM, config, project(**use), confined_to_mock=True)
    filter_ = RequestFilter(NEAR, may_link=False)
    return BrowserSession(cast("Any", started), options, folder / "profile", filter_), started


def test_a_browser_has_the_limits_of_the_configuration(tmp_path: Path) -> None:
    opened, started = session(tmp_path, action_timeout=11, navigation_timeout=22)

    opened.open()

    assert ("set_default_timeout", 11) in started.done
    assert ("set_default_navigation_timeout", 22) in started.done


@pytest.mark.parametrize(("trace", "is_on"), [("off", 0), ("on", 1), ("retain-on-failure", 1)])
def test_a_browser_is_traced_if_a_trace_may_be_kept(
    tmp_path: Path, trace: Tracing, is_on: int
) -> None:
    opened, started = session(tmp_path, trace=trace)

    opened.open()

    assert started.done.count("traced") == is_on


def test_a_browser_that_is_cleared_has_no_cache_and_no_cookie(tmp_path: Path) -> None:
    opened, started = session(tmp_path)
    kept = ("Default/History", "Default/Cache/a", "Default/Code Cache/js/b", "cache2/c")
    for name in kept:
        place = opened.profile / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    opened.open()

    opened.clear()

    left = [each for each in opened.profile.rglob("*") if each.is_file()]
    assert [each.name for each in left] == ["History"]
    assert ("clear_cookies",) in started.done


def test_no_file_may_hold_a_cookie_that_a_browser_had(tmp_path: Path) -> None:
    opened, _ = session(tmp_path)
    opened.open()

    opened.finish()

    kept = opened._given.private.searched
    assert kept == {"the cookie session of a.test": "5f1c90aa77de"}


def test_a_browser_that_answers_too_late_gives_nothing_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, started = session(tmp_path)
    opened.open()

    def late() -> list[dict[str, str]]:
        raise LimitPassed(1)

    monkeypatch.setattr(started, "cookies", late)

    opened.finish()
    opened.shut_down()

    assert opened._given.private.searched == {}
    assert ("close",) in started.done
