"""Read playwright.config.json: browsers, timeouts and environments, as frozen dataclasses."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from walk.errors import UsageError
from walk.results import Severity
from walk.settings.files import read_json
from walk.settings.installation import CONFIG
from walk.settings.sites import Addresses, is_loopback
from walk.settings.validation import checked, listed

CONFIG_PATH = CONFIG
SCHEMA_PATH = Path("playwright.config.schema.json")

Milliseconds = Annotated[int, Field(ge=0)]
Limit = Annotated[int, Field(gt=0, le=86_400_000)]
"""Milliseconds that no setting can make endless; the most is a day."""
Pixels = Annotated[int, Field(gt=0)]
Engine = Literal["chromium", "firefox", "webkit"]
Channel = Literal["chrome", "msedge", "moz-firefox"]
Kind = Literal["mock", "live", "training"]
Tracing = Literal["off", "on", "retain-on-failure"]

_CHANNELS: Mapping[Engine, tuple[Channel, ...]] = {
    "chromium": ("chrome", "msedge"),
    "firefox": ("moz-firefox",),
    "webkit": (),
}


class _Part:
    """A part of the file: an unknown key and another type are refused, and keys are camelCase."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", strict=True, alias_generator=to_camel
    )


@dataclass(frozen=True)
class Expect(_Part):
    """How long a check waits for what it expects."""

    timeout: Milliseconds = 5000
    quiet: Milliseconds = 2500
    """How long a page must not change before something is said to be missing from it."""


@dataclass(frozen=True)
class Viewport(_Part):
    """The size of the page on screen, in pixels."""

    width: Pixels = 1280
    height: Pixels = 800


@dataclass(frozen=True)
class LaunchOptions(_Part):
    """How the browser's program is started; `slow_mo` is in milliseconds for each action."""

    executable_path: str | None = None
    args: tuple[str, ...] = ()
    slow_mo: Milliseconds = 0


@dataclass(frozen=True)
class Use(_Part):
    """What a browser and its pages are set to; a timeout of 0 means no limit, as in Playwright."""

    browser_name: Engine = "chromium"
    channel: Channel | None = None
    headless: bool = True
    launch_options: LaunchOptions = field(default_factory=LaunchOptions)
    viewport: Viewport = field(default_factory=Viewport)
    action_timeout: Milliseconds = 5000
    navigation_timeout: Milliseconds = 15000
    locale: str | None = None
    timezone_id: str | None = None
    user_agent: str | None = None
    trace: Tracing = "off"
    """Whether a walk leaves traces: never, always, or if its outcome is not as documented."""


@dataclass(frozen=True)
class Project(_Part):
    """A named browser; once read, `use` holds the file's common settings and its own over them."""

    name: Annotated[str, Field(min_length=1)]
    use: Use = field(default_factory=Use)


@dataclass(frozen=True)
class EnvironmentEntry(_Part):
    """A court as the file describes it; `{court}` in an address is the guide's court."""

    kind: Kind
    website: str | None = None
    sign_on: str | None = None
    cmecf: str | None = None
    sign_ons_per_hour: Annotated[int, Field(ge=1)] = 4
    """How often walks may sign on there; sites on loopback are not counted."""
    slow_mo: Milliseconds = 250
    """How long a walk rests before each action there, as you would; not on loopback."""
    assets: tuple[str, ...] = ()
    """Other hosts, or origins, whose images, styles, scripts and fonts its pages may load."""
    require: Annotated[int, Field(ge=0)] | Literal["all"] = 0
    """How many steps of a guide a walk has to check there to tell anything."""
    fail_on: Severity = Severity.MISLEADS
    """From which severity on a difference fails a walk there."""


@dataclass(frozen=True)
class Environment(EnvironmentEntry):
    """A court to walk in, with the name that it has in the file."""

    name: str = field(kw_only=True)

    def addresses(self, court: str) -> Addresses | None:
        """Return the three addresses of this court, or None where the embedded mock gives them."""
        if self.website is None or self.sign_on is None or self.cmecf is None:
            return None
        # A dot or a slash in the name of a court could send a password to another host.
        if not re.fullmatch(r"[a-z0-9]+", court):
            raise UsageError(
                f"The court {court!r} cannot be part of an address; "
                "write a court's short name in small letters and digits, such as 'wiwb'."
            )
        return Addresses(
            *(_filled(address, court) for address in (self.website, self.sign_on, self.cmecf))
        )


@dataclass(frozen=True)
class Config(_Part):
    """The whole file, checked; times are in milliseconds.

    A browser may take `timeout` to start, a step `step_timeout`, and a whole walk `walk_timeout`.
    """

    projects: Annotated[tuple[Project, ...], Field(min_length=1)]
    environments: Annotated[dict[str, EnvironmentEntry], Field(min_length=1)]
    schema: Annotated[str | None, Field(alias="$schema")] = None
    timeout: Milliseconds = 30000
    step_timeout: Limit = 30000
    walk_timeout: Limit = 180000
    expect: Expect = field(default_factory=Expect)
    use: Use = field(default_factory=Use)

    def project(self, name: str) -> Project:
        """Return the project of this name, or raise a UsageError that lists the known ones."""
        known = {project.name: project for project in self.projects}
        if name not in known:
            raise UsageError(f"There is no browser {name!r}; the known ones are {listed(known)}.")
        return known[name]

    def environment(self, name: str) -> Environment:
        """Return the environment of this name, or raise a UsageError that lists the known ones."""
        if name not in self.environments:
            known = listed(self.environments)
            raise UsageError(f"There is no environment {name!r}; the known ones are {known}.")
        return Environment(name=name, **vars(self.environments[name]))


_ADAPTER = TypeAdapter(Config)


def read_config(path: Path) -> Config:
    """Read and check the file, or raise a UsageError that names the file and the key."""
    document = read_json(path, "configuration file", "give an existing one with --config")
    config = checked(_ADAPTER, document, path)
    for name, count in Counter(project.name for project in config.projects).items():
        if count > 1:
            raise UsageError(f"Two `projects` in {path} have the name {name!r}; rename one.")
    for name, environment in config.environments.items():
        _check_environment(f"environments.{name}", environment, path)
        _check_assets(f"environments.{name}", environment, path)
    # Like Playwright Test, a project's own `use` goes over the common one, key by key.
    common = document.get("use", {})
    for project in document["projects"]:
        project["use"] = common | project.get("use", {})
    merged = checked(_ADAPTER, document, path)
    for index, project in enumerate(merged.projects):
        _check_channel(f"projects.{index}.use.channel", project.use, path)
    return merged


def schema_text() -> str:
    """Return the JSON Schema of the file."""
    schema = _ADAPTER.json_schema(by_alias=True)
    return json.dumps(schema, indent=2) + "\n"


def _check_channel(key: str, use: Use, path: Path) -> None:
    possible = _CHANNELS[use.browser_name]
    if use.channel is not None and use.channel not in possible:
        advice = f"write {listed(possible)} or" if possible else "write another browserName or"
        raise UsageError(
            f"`{key}` in {path} is {use.channel!r}, which is no channel of {use.browser_name}; "
            f"{advice} leave the channel out."
        )


def _check_environment(key: str, environment: EnvironmentEntry, path: Path) -> None:
    addresses = {
        f"{key}.website": environment.website,
        f"{key}.signOn": environment.sign_on,
        f"{key}.cmecf": environment.cmecf,
    }
    if environment.kind == "mock" and all(address is None for address in addresses.values()):
        return
    for name, address in addresses.items():
        if address is None:
            raise UsageError(
                f"The key `{name}` is missing in {path}; an environment of kind "
                f"{environment.kind!r} needs all three addresses, so add it."
            )
        if wrong := _wrong_with(address, environment.kind):
            raise UsageError(f"`{name}` in {path} is {address!r}; {wrong}.")


def _check_assets(key: str, environment: EnvironmentEntry, path: Path) -> None:
    for asset in environment.assets:
        host = asset.partition("://")[2] or asset
        is_host = re.fullmatch(r"[a-z0-9.-]+" if host == asset else r"[a-z0-9.-]+(:\d{1,5})?", host)
        is_safe = not asset.startswith("http://") or is_loopback(host.partition(":")[0])
        if not is_host or not is_safe or not asset.startswith((host, "http://", "https://")):
            raise UsageError(
                f"`{key}.assets` in {path} has {asset!r}; write a host such as cdn.example.com, "
                "or an origin such as https://cdn.example.com:8443."
            )


def _wrong_with(address: str, kind: Kind) -> str | None:
    """Return what an address should be instead, or None for one that will do."""
    filled = _filled(address, "court")
    if "{" in filled or "}" in filled:
        return "the only placeholder is {court}, so write that or none"
    try:
        parts = urlsplit(filled)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "it should be an address such as http://www.{court}.uscourts.localhost:8000/"
    if parts.scheme not in ("http", "https") or not host:
        return "it should be a whole address that begins with http:// or https://"
    if not re.fullmatch(r"[a-z0-9.-]+|[0-9a-f.:]+", host):
        return "its host should be letters, digits, dots and hyphens, and nothing else"
    if parts.query or parts.fragment or "@" in parts.netloc:
        return "it should have no query, no fragment and no login in it"
    if kind == "mock" and not is_loopback(host):
        return "a mock court is only on loopback, so write localhost, *.localhost or 127.0.0.1"
    # Passwords go to these hosts, so only what never leaves the machine may do without encryption.
    if parts.scheme == "http" and not is_loopback(host):
        return "it should begin with https://"
    return None


def _filled(address: str, court: str) -> str:
    return address.replace("{court}", court).rstrip("/") + "/"


if __name__ == "__main__":
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")
