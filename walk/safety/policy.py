"""What a walk may do: everything in its own mock court, and elsewhere what somebody permits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walk.guide.model import Credential, GuideScreen
from walk.guide.screens import VERIFICATION
from walk.safety.credentials import Credentials, Permit


class Submits(Protocol):
    """A screen on which a button can be pressed."""

    def press(self, words: str) -> None:
        """Press the button of those words."""


class LinkRefused(Exception):
    """A linking request was about to be sent that nobody permits."""


@dataclass(frozen=True)
class Policy:
    """What is allowed at one target."""

    environment: str
    is_own_court: bool
    """It is the walk's own mock court, proven by its nonce, whose attorney is made up."""
    credentials: Credentials | None = None
    permit: Permit | None = None

    def withheld(self, guided: GuideScreen) -> str | None:
        """Return why what the guide says to do on a screen is not done, or None if it is."""
        given = self.credentials.values if self.credentials else {}
        missing = [name for name in guided.enter.values() if name not in given]
        if (guided.enter or guided.tick or guided.submit) and not self.credentials:
            return (
                f"Signing on is withheld at {self.environment!r}, since no credentials are given."
            )
        if missing:
            return f"This is withheld at {self.environment!r}, since no {missing[0]} is given."
        if guided.links_accounts and not self._may_link:
            return (
                f"Linking is withheld at {self.environment!r}, since it is for ever and nobody "
                "permits it; --permit-link does."
            )
        return None

    def lacking(self, at_hand: Sequence[Credential]) -> str | None:
        """Return why a step is withheld that wants credentials at hand, or None if they are."""
        given = self.credentials.values if self.credentials else {}
        missing = [name for name in at_hand if name not in given]
        if self.is_own_court or not missing:
            return None
        return (
            f"At {self.environment!r} no {' and no '.join(missing)} is given; "
            "what needs none is walked all the same."
        )

    @property
    def _may_link(self) -> bool:
        return self.is_own_court or self.permit is not None

    def submit(
        self, on: Submits, guided: GuideScreen, words: str, *, names_are_right: bool
    ) -> None:
        """Press a button that submits; this is the one lock before every linking request.

        Both names have to be seen on the verification page before its Submit.
        """
        if guided.links_accounts and self.withheld(guided):
            raise LinkRefused(self.withheld(guided))
        if guided.name == VERIFICATION and not names_are_right:
            raise LinkRefused("The verification page was not seen to show the right names.")
        on.press(words)
