"""The ways out of a page that no filter of requests sees, and what closes them in Chromium.

They are closed by kind and not by name: below everything that a page can call, in the network.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from walk.settings.sites import Addresses, is_loopback

# Nothing listens on the discard port, so what is sent there is lost.
_NOWHERE = "127.0.0.1:9"
_PORTS = {"http": 80, "https": 443}

# Playwright asks for the first, and of two such options Chromium takes only the last. With no place
# in the queue, nothing is loaded ahead: no speculation rule, no prerendering. No switch does that.
_FEATURES = (
    "CDPScreenshotNewSurface",
    "NoStatePrefetchHoldback",
    "PrefetchSchedulerTesting:kPrefetchSchedulerTestingActiveSetSizeLimitForBase/0"
    "/kPrefetchSchedulerTestingActiveSetSizeLimitForBurst/0",
)
_LISTS = ("--enable-features", "--disable-blink-features")
"""The options whose values add up."""

IN_PAGES = """(() => {
    // Connections without a request, and outside Chromium the workers that no filter sees.
    const unseen = ["SharedWorker", "RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"];
    for (const name of unseen) delete globalThis[name];
    // What a page has wanted of them all the same.
    const wanted = new Set();
    Object.defineProperty(globalThis, Symbol.for("ways that are closed"), { value: wanted });
    const missed = (error) => {
        const [, name] = /^(\\w+) is not defined$/.exec(error?.message ?? "") ?? [];
        if (unseen.includes(name)) wanted.add(name);
    };
    addEventListener("error", ({ error }) => missed(error), true);
    addEventListener("unhandledrejection", ({ reason }) => missed(reason), true);
    const services = globalThis.ServiceWorkerContainer?.prototype;
    const { get } = (services && Object.getOwnPropertyDescriptor(services, "ready")) ?? {};
    const ready = function () {
        wanted.add("ServiceWorker");
        return get.call(this);
    };
    if (get) Object.defineProperty(services, "ready", { get: ready, configurable: true });
    // What is deleted above is still there in a worker, so a worker fails as if it did not load.
    class Worker extends EventTarget {
        constructor() {
            super();
            wanted.add("Worker");
            setTimeout(() => {
                const failed = new Event("error");
                this.onerror?.(failed);
                this.dispatchEvent(failed);
            });
        }
        postMessage() {}
        terminate() {}
    }
    Object.defineProperty(globalThis, "Worker", { value: Worker, writable: true });
})()"""
"""Runs in every page and frame before anything of the site does."""
_WANTED = "[...(globalThis[Symbol.for('ways that are closed')] ?? [])]"


def wanted(page: Page) -> str:
    """Return which of the ways that are closed a page has wanted to use, or nothing."""
    # A page that has gone on by itself wants nothing any more.
    with suppress(PlaywrightError):
        return ", ".join(page.evaluate(_WANTED))
    return ""


def closed(args: Sequence[str], addresses: Addresses, assets: Sequence[str] | None) -> list[str]:
    """Return the options for Chromium with those that close the ways out.

    With `assets` no host can be found but those of the addresses and these.
    """
    closing = [
        # A web socket takes the last of these proxies, wherever it is opened; requests do not.
        f"--proxy-server={';'.join((*_proxies(args, addresses), f'socks={_NOWHERE}'))}",
        "--proxy-bypass-list=<-loopback>",
        f"--enable-features={','.join(_FEATURES)}",
        "--disable-blink-features=FedCm",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    ]
    if assets is not None:
        named = dict.fromkeys(
            chain.from_iterable(_rules(each) for each in (*addresses.sites, *assets))
        )
        closing.append(f"--host-resolver-rules={', '.join((*named, 'MAP * ~NOTFOUND'))}")
    return _added_up([*args, *closing])


def _rules(place: str) -> list[str]:
    """Return the rule by which a host is found, at its own port alone."""
    parts = urlsplit(place if "://" in place else f"//{place}")
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    port = parts.port or _PORTS.get(parts.scheme)
    if port is None and not is_loopback(host):
        port = _PORTS["https"]
    return [f"MAP {name}{f':{port}' if port else ''} {name}"]


def _proxies(args: Iterable[str], addresses: Addresses) -> list[str]:
    """Return by which proxy requests go out: the one of the configuration or of the machine."""
    given = dict.fromkeys(_PORTS, "direct://")
    if not addresses.are_loopback:
        hosts = (urlsplit(site).hostname or "" for site in addresses.sites)
        if not all(proxy_bypass(host) for host in hosts):
            there = getproxies_environment()
            given |= {name: there.get(name) or there.get("all") or given[name] for name in given}
        for arg in args:
            if arg.startswith("--proxy-server="):
                for part in arg.partition("=")[2].split(";"):
                    scheme, is_for_one, proxy = part.rpartition("=")
                    given |= dict.fromkeys([scheme] if is_for_one else given, proxy)
    return [f"{name}={given[name]}" for name in _PORTS]


def _added_up(args: Sequence[str]) -> list[str]:
    """Return the options with the values of each list in one, since the last one alone counts."""
    lists: dict[str, list[str]] = {}
    others = []
    for arg in args:
        name, _, value = arg.partition("=")
        if name in _LISTS:
            lists.setdefault(name, []).append(value)
        else:
            others.append(arg)
    return [*others, *(f"{name}={','.join(values)}" for name, values in lists.items())]
