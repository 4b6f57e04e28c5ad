"""The one request that a Submit may make: which form or which script sends it, where and what."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame

from walk.safety.submissions.body import Fields, fields_of
from walk.safety.waiting import Asked
from walk.settings.sites import origin

BY_SCRIPT = ("fetch", "xhr")
_TELLING = 3
"""What is so long in an address is there for what was entered, and not by chance."""
NOT_PERMITTED = "it is not the Submit that is permitted"


@dataclass(frozen=True)
class ByScript:
    """What a script may send in place of the form that a reader filled in, as that form would."""

    frame: Frame
    """Where the form is."""
    address: str
    """Where the form says that it goes; if it does not say so, the page that it is on."""
    says_where: bool
    fields: Fields
    """What is in the fields, with the hidden ones; a field may be without a name."""
    button: Fields = ()
    """What the button may send besides."""

    def why_not(self, request: Asked) -> str | None:
        """Return why a request is not what the script may send, or None if it is."""
        if request.method != "POST":
            return "a script may send the form by POST alone"
        if not _is_of(request, self.frame):
            return "it is not sent by the page with the form"
        if not self._goes_there(request.url):
            return "it does not go where the form goes"
        if not self._sends_fields(fields_of(request)):
            return "it sends something else than what is in the fields of the page"
        return None

    def _goes_there(self, address: str) -> bool:
        if self.says_where:
            return urldefrag(address).url == urldefrag(self.address).url
        # Nobody can read where such a form goes, but nothing can be told by its address.
        is_bare = not urlsplit(address).query
        return is_bare and origin(address) == origin(self.address)

    def _sends_fields(self, sent: Fields | None) -> bool:
        """Say whether each field is sent once, under its name, and nothing besides.

        Empty ones do not count. A field without a name is sent under any but those of the others.
        """
        if sent is None:
            return False
        names = {name for name, _ in (*self.fields, *self.button)}
        left = Counter(each for each in self.fields if each[1])
        extra = Counter(self.button)
        for name, value in sent:
            own = (name if name in names else "", value)
            if not value:
                continue
            if left[own]:
                left[own] -= 1
            elif extra[own]:
                extra[own] -= 1
            else:
                return False
        return not left.total()


@dataclass(frozen=True)
class Submission:
    """The one request that a Submit may make: how, and to which address."""

    method: str
    """Nothing if no form of its own sends it."""
    address: str
    leaves: Callable[[], None] = field(default=lambda: None, compare=False)
    """Is called when it has been let through and is about to leave."""
    fields: Fields | None = None
    """What the form itself sends, if that was read, in order of the names."""
    by_script: ByScript | None = field(default=None, compare=False)
    """What a script may send instead."""

    def is_made_by(self, request: Asked) -> bool:
        """Say whether a request is this."""
        return self.why_not(request) is None

    def why_not(self, request: Asked) -> str | None:
        """Return why a request is not this, or None if it is."""
        if self.by_script and request.resource_type in BY_SCRIPT:
            return self.by_script.why_not(request)
        return None if self._is_sent_by_form(request) else NOT_PERMITTED

    def tells_nothing(self, address: str) -> bool:
        """Say whether an address is on the site to which this goes, and has nothing of it in it."""
        parts = urlsplit(address)
        fields = (*(self.fields or ()), *(self.by_script.fields if self.by_script else ()))
        path = unquote(parts.path)
        is_told = any(value in path for _, value in fields if len(value) >= _TELLING)
        return not parts.query and not is_told and origin(address) == origin(self.address)

    def _is_sent_by_form(self, request: Asked) -> bool:
        """Say whether a request is the form's own; by GET its fields are in the address."""
        asked, own = (urldefrag(each).url for each in (request.url, self.address))
        if self.method == "GET":
            asked, own = asked.partition("?")[0], own.partition("?")[0]
        is_there = (request.method, asked) == (self.method, own) and request.is_navigation_request()
        return is_there and (self.fields is None or fields_of(request) == self.fields)


def _is_of(request: Asked, frame: Frame) -> bool:
    # A worker has no frame.
    try:
        return request.frame == frame
    except PlaywrightError:
        return False
