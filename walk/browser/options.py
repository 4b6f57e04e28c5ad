"""The options that a browser is started with."""

from dataclasses import dataclass, field
from typing import Any

from walk.browser.find import Browser, is_in_window
from walk.privacy.private_data import PrivateData
from walk.safety.request_filter import RequestFilter
from walk.safety.ways_out import closed
from walk.settings.config import Config, Engine, Project

# Nothing listens on the discard port of a desktop or CI machine, so what is sent there is lost.
_CLOSED_PORT = 9


@dataclass(frozen=True)
class SessionOptions:
    """What the browser of a walk is opened with."""

    browser: Browser
    config: Config
    project: Project
    headed: bool = False
    confined_to_mock: bool = False
    """It reaches the mock court alone; any other browser is guarded by the request filter."""
    slow_mo: int = 0
    """Milliseconds to wait before each action."""
    private: PrivateData = field(default_factory=PrivateData, repr=False)
    """Where the values of cookies are added."""

    def persistent_context(self, request_filter: RequestFilter) -> dict[str, Any]:
        """Return what `launch_persistent_context` takes, for a browser that the filter guards."""
        options = context_options(self.project) | launch_options(
            self.browser,
            self.project,
            headed=self.headed,
            confined_to_mock=self.confined_to_mock,
            port=request_filter.port,
        )
        if not self.confined_to_mock:
            options |= {"service_workers": "block", "accept_downloads": False}
            if self.browser.engine == "chromium":
                addresses, assets = request_filter.addresses, request_filter.assets
                options["args"] = closed(options["args"], addresses, assets)
            options["slow_mo"] = max(self.slow_mo, options["slow_mo"])
        return options


def launch_options(
    browser: Browser,
    project: Project,
    *,
    headed: bool,
    confined_to_mock: bool = False,
    port: int | None = None,
) -> dict[str, Any]:
    """Return what `launch` takes; `confined_to_mock` adds `confining_options`."""
    use = project.use
    options: dict[str, Any] = {
        "headless": not is_in_window(project, headed=headed),
        "args": [*use.launch_options.args],
        "slow_mo": use.launch_options.slow_mo,
        "executable_path": browser.executable,
        "channel": browser.channel,
    }
    if confined_to_mock:
        confining = confining_options(browser.engine, port)
        options |= confining | {"args": options["args"] + confining.get("args", [])}
    return _given(options)


def context_options(project: Project) -> dict[str, Any]:
    """Return what `new_context` takes of the configuration."""
    use = project.use
    return _given(
        {
            "viewport": {"width": use.viewport.width, "height": use.viewport.height},
            "locale": use.locale,
            "timezone_id": use.timezone_id,
            "user_agent": use.user_agent,
        }
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def confining_options(engine: Engine, port: int | None = None) -> dict[str, Any]:
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
    # Never tried: no system package has a WebKit that Playwright drives. If WebKit ignores the
    # exception, it reaches nothing at all.
    closed = f"http://127.0.0.1:{_CLOSED_PORT}"
    return {"proxy": {"server": closed, "bypass": ".uscourts.localhost"}}
