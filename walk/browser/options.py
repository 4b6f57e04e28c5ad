"""The options that a browser is started with."""

from __future__ import annotations

from typing import Any

from walk.browser.find import Browser, is_in_window
from walk.settings.config import Engine, Project

# Nothing listens on the discard port of a desktop or CI machine, so what is sent there is lost.
_CLOSED_PORT = 9


def launch_options(
    browser: Browser,
    project: Project,
    *,
    headed: bool,
    confined_to_mock: bool = False,
    port: int | None = None,
) -> dict[str, Any]:
    """Return what `launch` and `launch_persistent_context` take.

    `confined_to_mock` adds `home_options`.
    """
    use = project.use
    options: dict[str, Any] = {
        "headless": not is_in_window(project, headed=headed),
        "args": [*use.launch_options.args],
        "slow_mo": use.launch_options.slow_mo,
    }
    if browser.executable is not None:
        options["executable_path"] = browser.executable
    if browser.channel is not None:
        options["channel"] = browser.channel
    if confined_to_mock:
        home = home_options(browser.engine, port)
        options |= home | {"args": options["args"] + home.get("args", [])}
    return options


def context_options(project: Project) -> dict[str, Any]:
    """Return what `new_context` and `launch_persistent_context` take of the configuration."""
    use = project.use
    options = {
        "viewport": {"width": use.viewport.width, "height": use.viewport.height},
        "locale": use.locale,
        "timezone_id": use.timezone_id,
        "user_agent": use.user_agent,
    }
    return {name: value for name, value in options.items() if value is not None}


def home_options(engine: Engine, port: int | None = None) -> dict[str, Any]:
    """Return the launch options that let a browser reach `*.uscourts.localhost` and nothing else.

    With a port it is that port alone, and all those names are this machine.
    A network rule of Playwright would do so too, but it switches off the HTTP cache.
    """
    if engine == "chromium":
        rules = "MAP * ~NOTFOUND , EXCLUDE *.uscourts.localhost"
        if port is not None:
            rules = f"MAP *.uscourts.localhost:{port} 127.0.0.1 , MAP * ~NOTFOUND"
        return {"args": [f"--host-resolver-rules={rules}"]}
    if engine == "firefox":
        return {
            "firefox_user_prefs": {
                "network.proxy.type": 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": _CLOSED_PORT,
                "network.proxy.ssl": "127.0.0.1",
                "network.proxy.ssl_port": _CLOSED_PORT,
                "network.proxy.allow_hijacking_localhost": True,
                "network.proxy.no_proxies_on": f".uscourts.localhost{f':{port}' if port else ''}",
            }
        }
    # Never tried: no system package has a WebKit that Playwright drives. Should WebKit not heed the
    # exception, it reaches nothing at all.
    closed = f"http://127.0.0.1:{_CLOSED_PORT}"
    return {"proxy": {"server": closed, "bypass": ".uscourts.localhost"}}
