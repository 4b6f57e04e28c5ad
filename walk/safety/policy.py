"""What a walk may do: everything in its own mock court, and elsewhere only what you permit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from walk.guide.model import Credential, Guide, GuideScreen, Step
from walk.guide.screens import VERIFICATION
from walk.safety.credentials import Credentials, Permit, credentials_from


class Submits(Protocol):
    """A screen on which a button can be pressed."""

    def press(self, words: str) -> None:
        """Press the button of those words."""


class LinkRefused(Exception):
    """A linking request was about to be sent that is not permitted."""


@dataclass(frozen=True)
class StepPlan:
    """What a walk does of one step, and what it withholds."""

    number: int
    action: str
    on_screens: tuple[str | None, ...] = ()
    """For each part of each screen, why what the guide says to do there is withheld, or None."""
    not_ready: str | None = None
    """Why you cannot have ready what the step asks for, or None; the walk goes on all the same."""
    after: int | None = None
    """The earlier step at which the walk ends, or None."""

    @property
    def withheld(self) -> str | None:
        """Why the step is withheld, or None if it is walked."""
        if self.after is not None:
            return f"it comes after step {self.after}"
        return self.ends_walk or self.not_ready

    @property
    def ends_walk(self) -> str | None:
        """Why the walk ends at this step, or None if it goes on."""
        return next(filter(None, self.on_screens), None)


@dataclass(frozen=True)
class Policy:
    """What is allowed at one target."""

    environment: str
    is_own_court: bool
    """It is the walk's own mock court, proven by its nonce, whose attorney is made up."""
    credentials: Credentials | None = None
    permit: Permit | None = None

    @classmethod
    def elsewhere(
        cls, environment: str, variables: Mapping[str, str], permit: Permit | None
    ) -> Policy:
        """Return what the credentials in the environment variables and a permit allow."""
        return cls(environment, False, credentials_from(variables, permit), permit)  # noqa: FBT003

    @property
    def lacks(self) -> str | None:
        """What it is not given, so that it withholds steps, in a few words."""
        if self.is_own_court:
            return None
        if not self.credentials:
            return "no credentials"
        if "CM/ECF login" not in self.credentials.given:
            return "no CM/ECF login"
        return None if self.permit else "linking is not permitted"

    def schedule(self, guide: Guide) -> tuple[StepPlan, ...]:
        """Return for each step of the guide what is done there, and what is withheld and why."""
        return tuple(self._planned(guide))

    def _planned(self, guide: Guide) -> Iterator[StepPlan]:
        after = None
        for step in guide.steps:
            parts = (part for screen in step.screen for part in screen.in_turn)
            plan = StepPlan(
                step.number,
                step.action,
                tuple(self.withheld(part) for part in parts),
                self._not_ready(step),
                after,
            )
            yield plan
            if after is None and plan.ends_walk:
                after = step.number

    def withheld(self, screen: GuideScreen) -> str | None:
        """Return why what the guide says to do on a screen is not done, or None if it is."""
        if self.is_own_court:
            return None
        if (screen.enter or screen.tick or screen.submit) and not self.credentials:
            return (
                f"Signing on is withheld at {self.environment!r}, since no credentials are given."
            )
        if missing := self._missing(screen.enter.values()):
            return f"This is withheld at {self.environment!r}, since no {missing[0]} is given."
        if self.is_only_tried(screen) and screen.submit and not screen.links_accounts:
            return f"This is withheld at {self.environment!r}, since linking is not permitted."
        if screen.links_accounts and not self.permit:
            return (
                f"Linking is withheld at {self.environment!r}, since it is permanent and not "
                "permitted; --permit-link permits it."
            )
        return None

    def is_only_tried(self, screen: GuideScreen) -> bool:
        """Say whether a probe is entered on a screen, instead of what may be typed nowhere."""
        not_kept = self.credentials.not_kept if self.credentials else ()
        return any(name in not_kept for name in screen.enter.values())

    def _not_ready(self, step: Step) -> str | None:
        missing = self._missing(step.at_hand)
        if self.is_own_court or not missing:
            return None
        return (
            f"At {self.environment!r} no {' and no '.join(missing)} is given; "
            "what needs none is walked all the same."
        )

    def _missing(self, names: Iterable[Credential]) -> list[Credential]:
        given = self.credentials.given if self.credentials else ()
        return [name for name in names if name not in given]

    def submit(
        self, page: Submits, screen: GuideScreen, words: str, *, names_are_right: bool
    ) -> None:
        """Press a button that submits; this is the one lock before every linking request.

        The verification page has to show both names before its Submit is pressed.
        """
        if screen.links_accounts and (reason := self.withheld(screen)):
            raise LinkRefused(reason)
        if screen.name == VERIFICATION and not names_are_right:
            raise LinkRefused("The verification page was not seen to show the right names.")
        page.press(words)
