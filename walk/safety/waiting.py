"""A request that waits until the request filter has decided on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Frame, Request, Route


class Asked(Protocol):
    """What a request asks for, and who asks."""

    @property
    def method(self) -> str:
        """Its method."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers, by their names in small letters."""

    @property
    def post_data_buffer(self) -> bytes | None:
        """What it sends, if it sends something."""

    @property
    def resource_type(self) -> str:
        """What it is for, as Playwright names it."""

    @property
    def frame(self) -> Frame:
        """The frame that asks; an error of Playwright if there is none yet."""

    def is_navigation_request(self) -> bool:
        """Say whether the answer becomes a page."""


class Waiting(Protocol):
    """A request that has not left."""

    @property
    def asked(self) -> Asked:
        """What the browser is about to send."""

    @property
    def request(self) -> Request:
        """The request as Playwright knows it."""

    def let_through(self, *, is_form: bool) -> None:
        """Let it leave; a form's answer may lead to the three sites alone."""

    def abort(self, why: str) -> None:
        """Keep it from leaving, with that error code of Playwright's."""


@dataclass(frozen=True)
class Routed:
    """A request that waits in a route of Playwright, as in every engine but Chromium."""

    route: Route

    @property
    def asked(self) -> Asked:
        """What Playwright says of it."""
        return self.route.request

    @property
    def request(self) -> Request:
        """The request as Playwright knows it."""
        return self.route.request

    def let_through(self, *, is_form: bool) -> None:
        """Let it leave; such an engine shows no redirect, so that credentials are typed in none."""
        del is_form
        self.route.continue_()

    def abort(self, why: str) -> None:
        """Keep it from leaving."""
        self.route.abort(why)
