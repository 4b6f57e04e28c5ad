"""A walk in the environment `mock` cannot be aimed at anything but a mock on this machine."""

import json
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from starlette.responses import HTMLResponse, RedirectResponse

from e2e.walks.live import counting
from e2e.walks.run import CommandResult, at, follow, impatient, run
from mock_court.courts.profile import read_profile
from mock_court.rules.notice import linking_notice
from mock_court.rules.people import People
from mock_court.web.session import is_allowed
from walk.browser.session import BrowserSession
from walk.errors import UsageError
from walk.settings.config import read_config

LOOPBACK_ONLY = "a mock court is only on loopback"
ODD_HOST = "its host should be letters, digits, dots and hyphens"
NOT_PLAIN = "it should have no query, no fragment and no login in it"
NOT_WHOLE = "it should be a whole address"
NO_ADDRESS = "it should be an address such as"

ASTRAY = {
    # Names
    "https://www.wiwb.uscourts.gov/": LOOPBACK_ONLY,
    "https://www.{court}.uscourts.gov/": LOOPBACK_ONLY,
    "http://evil.example/": LOOPBACK_ONLY,
    "http://localhost.evil.example/": LOOPBACK_ONLY,
    "http://www.uscourts.localhost.evil.example/": LOOPBACK_ONLY,
    "http://evillocalhost/": LOOPBACK_ONLY,
    "http://evil-localhost/": LOOPBACK_ONLY,
    "http://localhost./": LOOPBACK_ONLY,
    "http://evil.example./": LOOPBACK_ONLY,
    "http://localhost.localdomain/": LOOPBACK_ONLY,
    "http://ip6-localhost/": LOOPBACK_ONLY,
    "http://{court}/": LOOPBACK_ONLY,
    # Names that somebody else resolves, to this machine or not
    "http://127.0.0.1.nip.io/": LOOPBACK_ONLY,
    "http://127-0-0-1.sslip.io/": LOOPBACK_ONLY,
    "http://localtest.me/": LOOPBACK_ONLY,
    "http://7f000001.c0a80001.rbndr.us/": LOOPBACK_ONLY,
    # Addresses of other machines, and of any machine
    "http://93.184.216.34/": LOOPBACK_ONLY,
    "http://10.0.0.1/": LOOPBACK_ONLY,
    "http://169.254.169.254/": LOOPBACK_ONLY,
    "http://0.0.0.0/": LOOPBACK_ONLY,
    "http://255.255.255.255/": LOOPBACK_ONLY,
    "http://128.0.0.1/": LOOPBACK_ONLY,
    "http://[::]/": LOOPBACK_ONLY,
    "http://[2606:2800:220:1::1]/": LOOPBACK_ONLY,
    "http://[fe80::1]/": LOOPBACK_ONLY,
    "http://[::ffff:93.184.216.34]/": LOOPBACK_ONLY,
    "http://[::ffff:5db8:d822]/": LOOPBACK_ONLY,
    "http://[::93.184.216.34]/": LOOPBACK_ONLY,
    "http://[64:ff9b::5db8:d822]/": LOOPBACK_ONLY,
    # Numbers that browsers read as addresses, and others do not
    "http://1572395042/": LOOPBACK_ONLY,
    "http://0x5db8d822/": LOOPBACK_ONLY,
    "http://0135.0270.0330.042/": LOOPBACK_ONLY,
    "http://0x5d.0xb8.0xd8.0x22/": LOOPBACK_ONLY,
    "http://93.12113954/": LOOPBACK_ONLY,
    "http://2130706433/": LOOPBACK_ONLY,
    "http://0x7f000001/": LOOPBACK_ONLY,
    "http://127.0.0.01/": LOOPBACK_ONLY,
    "http://127.1/": LOOPBACK_ONLY,
    "http://0/": LOOPBACK_ONLY,
    # What is read in another way by a browser
    "http://evil.example\\.localhost/": ODD_HOST,
    "http://evil.example%2f.localhost/": ODD_HOST,
    "http://evil.example%00.localhost/": ODD_HOST,
    "http://evil.example;.localhost/": ODD_HOST,
    "http://evil.example,.localhost/": ODD_HOST,
    "http://evil.example .localhost/": ODD_HOST,
    "http://evil.example_.localhost/": ODD_HOST,
    "http://evil.example。localhost/": ODD_HOST,
    "http://ⓛocalhost/": ODD_HOST,
    "http://127。0。0。1/": ODD_HOST,
    "http://l\u043ecalhost/": ODD_HOST,
    "http://evil.example\uff0f.localhost/": NO_ADDRESS,
    "http://evil.example\uff1f.localhost/": NO_ADDRESS,
    "http://[::1/": NO_ADDRESS,
    "http://localhost:99999/": NO_ADDRESS,
    "http://localhost:80:80/": NO_ADDRESS,
    # Logins, queries and fragments
    "http://localhost@evil.example/": NOT_PLAIN,
    "http://evil.example@localhost/": NOT_PLAIN,
    "http://localhost:80@evil.example/": NOT_PLAIN,
    "http://evil.example#.localhost/": NOT_PLAIN,
    "http://evil.example?.localhost/": NOT_PLAIN,
    "http://localhost/?to=http://evil.example/": NOT_PLAIN,
    "http://evil.example/.localhost": LOOPBACK_ONLY,
    "http://evil.example:80/localhost": LOOPBACK_ONLY,
    # No address of a web site
    "//localhost/": NOT_WHOLE,
    "localhost": NOT_WHOLE,
    "http:evil.example": NOT_WHOLE,
    "http:///evil.example/": NOT_WHOLE,
    "file:///etc/passwd": NOT_WHOLE,
    "javascript:fetch('http://evil.example')": NOT_WHOLE,
    "data:text/html,localhost": NOT_WHOLE,
    "ftp://localhost/": NOT_WHOLE,
    "ws://localhost/": NOT_WHOLE,
    "http://{host}.localhost/": "the only placeholder is {court}",
}


@pytest.mark.parametrize("key", ["website", "signOn", "cmecf"])
@pytest.mark.parametrize("address", ASTRAY)
def test_an_address_that_is_not_surely_this_machine_is_no_address_of_a_mock(
    tmp_path: Path, address: str, key: str
) -> None:
    good = "http://www.uscourts.localhost:8000/"
    places = {"website": good, "signOn": good, "cmecf": good} | {key: address}
    path = impatient(tmp_path, {"mock": {"kind": "mock", **places}})

    with pytest.raises(UsageError) as refused:
        read_config(path)

    assert str(refused.value).startswith(f"`environments.mock.{key}` in {path} is {address!r}; ")
    assert ASTRAY[address] in str(refused.value)


@pytest.mark.parametrize("host", ["localhost", "a.b.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_an_address_on_loopback_is_one_of_a_mock(tmp_path: Path, host: str) -> None:
    address = f"http://{host}:8000/"
    places = {"website": address, "signOn": address, "cmecf": address}

    config = read_config(impatient(tmp_path, {"mock": {"kind": "mock", **places}}))

    assert config.environment("mock").website == address


# In the browser


HOSTS = (
    *("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "0"),  # noqa: S104 nothing listens there
    *("127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.01"),
    *("127.0.0.1.", "localhost.", "127.9.9.9", "evil.localhost", "www.uscourts.localhost"),
    *("www.wiwb.uscourts.localhost", "www.wiwb.uscourts.localhost.", "ecf.wiwb.uscourts.localhost"),
    *("evil.uscourts.localhost", "uscourts.localhost", "xuscourts.localhost", "127.0.0.1.nip.io"),
    *("somebody@127.0.0.1", "www.wiwb.uscourts.localhost@127.0.0.1", "127。0。0。1", "ⓛocalhost"),
)


def straying_page(port: int) -> str:
    """Return a page that tries to get to a port, by each spelling and in each way."""
    first = f"http://127.0.0.1:{port}/"
    second = f"http://www.wiwb.uscourts.localhost:{port}/"
    images = "".join(f"<img src='http://{host}:{port}/image'>" for host in HOSTS)
    ways = "".join(
        f"<link rel='preconnect' href='{to}'><link rel='prefetch' href='{to}'>"
        f"<link rel='stylesheet' href='{to}'><script src='{to}' async></script>"
        f"<iframe src='{to}'></iframe><object data='{to}'></object><video src='{to}'></video>"
        f"<iframe srcdoc='<meta http-equiv=refresh content=0;url={to}>'></iframe>"
        f"<form action='{to}' method='post' target='inner'></form>"
        for to in (first, second)
    )
    script = f"""
    for (const to of {json.dumps([first, second])}) {{
      fetch(to, {{mode: 'no-cors'}}).catch(() => 0);
      navigator.sendBeacon(to, 'x');
      new WebSocket(to.replace('http', 'ws'));
      new EventSource(to);
      window.open(to);
    }}
    for (const form of document.forms) form.submit();
    window.played = new Promise((done) => setTimeout(done, 700));
    """
    inner = "<iframe name='inner'></iframe>"
    return f"<title>Strays</title>{images}{ways}{inner}<script>{script}</script>"


def stray(folder: Path, port: int, proxy: int, *launch: str) -> CommandResult:
    """Walk in an embedded court whose home page strays, with a proxy in the environment."""
    shut_down = BrowserSession.shut_down
    config = json.loads(impatient(folder).read_text(encoding="utf-8"))
    config["use"]["launchOptions"] = {"args": list(launch)}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")

    def when_played(session: BrowserSession) -> None:
        for page in session._context.pages[:1] if session._context else ():
            with suppress(PlaywrightError):
                page.evaluate("window.played")
        shut_down(session)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BrowserSession, "shut_down", when_played)
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            patch.setenv(name, f"http://127.0.0.1:{proxy}")
        return follow(
            folder / "report",
            *("--config", folder / "config.json", "--until", "2"),
            seed=at("/", HTMLResponse(straying_page(port))),
            profile=True,
        )


@pytest.mark.walk
@pytest.mark.one_engine
# All of these options at once, and then each alone.
@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "launch",
    [
        (
            "--proxy-server=127.0.0.1:{proxy}",
            "--proxy-bypass-list=<-loopback>",
            "--host-resolver-rules=MAP * 127.0.0.1:{port}",
        ),
        (),
        ("--proxy-server=127.0.0.1:{proxy}", "--proxy-bypass-list=<-loopback>"),
        ("--host-resolver-rules=MAP * 127.0.0.1:{port}",),
    ],
    ids=str,
)
def test_nothing_that_a_page_does_gets_anywhere_but_to_the_courts_own_port(
    tmp_path: Path, launch: tuple[str, ...]
) -> None:
    with counting() as (port, came), counting() as (proxy, asked_proxy):
        args = [each.format(port=port, proxy=proxy) for each in launch]

        ran = stray(tmp_path, port, proxy, *args)

    assert came == []
    assert asked_proxy == []
    hosts = {seen.host.partition(":")[2] for seen in ran.court.served.seen}
    assert hosts <= {str(ran.court.served.port)}


@pytest.mark.walk
@pytest.mark.one_engine
@pytest.mark.nightly("test_nothing_that_a_page_does_gets_anywhere_but_to_the_courts_own_port")
def test_a_browser_that_is_not_kept_at_home_gets_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walk.browser.options.confining_options", lambda *_: {})

    with counting() as (port, came), counting() as (proxy, _):
        stray(tmp_path, port, proxy)

    hosts = {line for each in came for line in each.split(b"\r\n") if line.startswith(b"Host: ")}
    assert {b"Host: 127.0.0.1:%d" % port, b"Host: www.wiwb.uscourts.localhost:%d" % port} <= hosts


def page_with_links_to(address: str) -> HTMLResponse:
    """Answer with a home page whose e-filing link leads there."""
    words = ("Case Locator (PACER)", "E-Filing (CM/ECF)", "E-Filing Proof of Claim")
    links = "".join(f"<p><a href='{address}'>{each}</a></p>" for each in words)
    return HTMLResponse(f"<title>Court</title><h1>Court</h1>{links}")


@pytest.mark.walk
@pytest.mark.one_engine
@pytest.mark.sample(2)
@pytest.mark.parametrize("way", ["redirect", "refresh header", "link"])
@pytest.mark.parametrize("host", ["www.wiwb.uscourts.localhost", "127.0.0.1"])
def test_where_the_court_itself_leads_to_another_port_the_walk_ends(
    tmp_path: Path, way: str, host: str
) -> None:
    with counting() as (port, came):
        there = f"http://{host}:{port}/"
        answers = {
            "redirect": RedirectResponse(there),
            "refresh header": HTMLResponse(
                "<title>Court</title>", headers={"Refresh": f"0;{there}"}
            ),
            "link": page_with_links_to(there),
        }
        ran = follow(
            tmp_path / "report",
            *("--config", impatient(tmp_path), "--until", "3"),
            seed=at("/", answers[way]),
            profile=True,
        )

    assert came == []
    assert "blocked" in ran.verdicts[:3]
    assert ran.status != 0


# The cache


def scripts_asked_for(ran: CommandResult) -> Counter[str]:
    """Return how often each menu script was asked for."""
    seen = (seen.address for seen in ran.court.served.seen)
    return Counter(address for address in seen if address.startswith("/cgi-bin/menu.pl?id="))


@pytest.mark.walk
@pytest.mark.one_engine
def test_the_menu_script_is_asked_for_once_since_the_cache_works(tmp_path: Path) -> None:
    ran = follow(tmp_path / "report", "--from", "7", "--until", "9")

    assert set(scripts_asked_for(ran).values()) == {1}


@pytest.mark.walk
@pytest.mark.one_engine
@pytest.mark.nightly("test_the_menu_script_is_asked_for_once_since_the_cache_works")
def test_a_rule_on_requests_would_have_it_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_browser = BrowserSession.open

    def ruled(session: BrowserSession) -> Page:
        page = open_browser(session)
        page.context.route("**/*", lambda route: route.continue_())
        return page

    monkeypatch.setattr(BrowserSession, "open", ruled)

    ran = follow(tmp_path / "report", "--until", "11")

    assert max(scripts_asked_for(ran).values()) > 1


@pytest.mark.parametrize(
    "variable",
    ["WEBSITE", "SIGN_ON", "CMECF", "BASE_URL", "MOCK_COURT", "PLAYWRIGHT_BASE_URL", "COURT_URL"],
)
def test_no_environment_variable_names_another_court(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "http://evil.example/")

    ran = run("plan", "--environment", "mock")

    assert "Hosts: the embedded mock court at *.uscourts.localhost, and nothing else." in ran.output


@pytest.mark.parametrize(
    "option",
    ["--website", "--sign-on", "--cmecf", "--base-url", "--url", "--host", "--proxy", "--address"],
)
def test_no_option_names_another_court(option: str) -> None:
    ran = run("follow", option, "http://evil.example/")

    assert (ran.status, ran.courts) == (2, [])
    assert ran.error


@pytest.mark.parametrize(
    "line",
    [
        'website = "http://evil.example/"',
        'environment = "live"',
        '[[difference]]\nkind = "retargeted"\nwhat = "link"\nscreen = "court website"\n'
        'documented = "E-Filing (CM/ECF)"\nobserved = "http://evil.example/"',
        '[[difference]]\nkind = "renamed"\nwhat = "link"\nscreen = "court website"\n'
        'address = "http://evil.example/"',
    ],
    ids=["address", "environment", "link that leads elsewhere", "link with an address"],
)
def test_no_overlay_names_another_court(tmp_path: Path, line: str) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(line, encoding="utf-8")

    ran = run("follow", "--overlay", overlay, "--out", tmp_path / "report")

    assert (ran.status, ran.courts) == (2, [])
    assert str(overlay) in ran.error


@pytest.mark.parametrize(
    "appurl",
    [
        "http://evil.example/",
        "//evil.example/",
        "http://ecf.wiwb.uscourts.localhost@evil.example/",
        "http://ecf.wiwb.uscourts.localhost.evil.example/",
        "javascript:location.assign('http://evil.example/')",
    ],
)
def test_no_return_address_leads_out_of_the_court(appurl: str) -> None:
    assert not is_allowed(appurl, "http://ecf.wiwb.uscourts.localhost:8321")


def test_the_mail_of_the_court_has_no_link_that_could_lead_anywhere() -> None:
    attorney = People().attorney()

    notice = linking_notice(
        read_profile("wiwb"), attorney.pacer, attorney.cmecf, datetime(2026, 1, 2, tzinfo=UTC)
    )

    assert "://" not in notice.as_string()
