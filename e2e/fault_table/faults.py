"""Every fault by its name, and what a walk that meets it may say."""

from dataclasses import dataclass

from e2e.courts.faulty import Fault
from e2e.fault_table.crashes import CRASHES, Walker
from e2e.fault_table.pages import BREAKING, PAGES
from e2e.fault_table.requests import WalkRequest
from e2e.fault_table.wire import WIRE

_CAUSES = {
    "502": "maintenance",
    "503": "maintenance",
    "503 retry": "maintenance",
    "503 bare": "maintenance",
    "504": "maintenance",
    # The page came as the court sends it, and it is not the page that is documented.
    "204": "site transport",
    "401": "site transport",
    "401 basic": "site transport",
    "404": "site",
    "407": "site transport",
    "408": "site transport",
    "500": "site maintenance",
    "500 bare": "site transport",
    "520": "site transport",
    "download": "site transport",
    # Chromium tells of no failure, and shows an empty page.
    "gzip garbage": "site transport",
    "endless": "site transport",
    "redirect": "site transport",
    "redirect 307": "site transport",
    "redirect between hosts": "site transport",
    "meta refresh": "site",
    "script leads on": "site",
    "script reloads": "site",
}
"""The causes of faults that are not of the network alone."""


@dataclass(frozen=True)
class Known:
    """What is known of a fault before a walk meets it."""

    causes: frozenset[str]
    """The causes that may be given."""
    may_be_unseen: bool
    """Whether the walk may go on to the end: the page is whole, and may still be of use."""

    @property
    def statuses(self) -> set[int]:
        """The exit statuses that a walk may have: a network that fails is no difference."""
        return {3, *([1] if "site" in self.causes else []), *([0] if self.may_be_unseen else [])}


def known(name: str) -> Known:
    """Return what is known of a fault."""
    if name in PAGES:
        causes = {"site"}
        # What lacks what each browser has cannot be told from a defect of the walk's own reader.
        if name.startswith(BREAKING):
            causes.add("ours")
        # A part of the page does not come.
        elif name.startswith("endless "):
            causes.add("transport")
        return Known(frozenset(causes), may_be_unseen=True)
    if name in WIRE:
        known_causes = frozenset(_CAUSES.get(name, "transport").split())
        # All of the page has come, and only its end has not.
        return Known(known_causes, may_be_unseen=name in ("drip body", "done, then reset"))
    return Known(frozenset({"ours", "transport", "site"}), may_be_unseen=True)


def fault(name: str, walker: Walker) -> Fault:
    """Return the fault of that name; one of this machine asks which process walks."""
    crash = CRASHES.get(name)
    return crash(walker) if crash else (WIRE | PAGES)[name]


def names() -> list[str]:
    """Return the names of all faults."""
    return [*WIRE, *PAGES, *CRASHES]


def fits(name: str, request: WalkRequest) -> bool:
    """Say whether a fault can come at a request."""
    if name in PAGES:
        return request.is_page
    # A form is not sent again to where it is sent back.
    return name != "unconnected" or request.method == "GET"
