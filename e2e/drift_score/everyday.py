"""Tests one situation of the everyday court by a walk."""

import re
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from e2e.courts.everyday.court import everyday_court
from e2e.courts.everyday.every import every_situation
from e2e.courts.everyday.situation import Situation
from e2e.drift_score.expected import expected_of, worst
from e2e.walks.live import walk_live
from e2e.walks.run import STEPS
from walk.results import ExitStatus

_PATIENCE = 3000
"""Milliseconds; nothing that is benign comes later than 2 s."""
_NAVIGATION = 5000
"""Milliseconds; what does not answer is silent for 12 s."""
_RAW = re.compile(r"\b(Locator|Page|Frame|ElementHandle)\.\w+: |Call log")
"""What no reader understands: a message of Playwright's."""


@dataclass(frozen=True)
class Said:
    """What a walk said of one situation."""

    situation: Situation
    status: int
    steps: tuple[Mapping[str, Any], ...]
    has_linked: bool

    @property
    def is_noticed(self) -> bool:
        """Whether the walk told of something, even if that does not fail it."""
        return self.status != ExitStatus.AS_DOCUMENTED or bool(self.differing)

    @property
    def differing(self) -> list[Mapping[str, Any]]:
        """The steps that are not as documented."""
        return [
            step
            for step in self.steps
            if step["drifts"] or step["verdict"] in ("drifted", "blocked")
        ]

    @property
    def at(self) -> int | None:
        """The first step that is not as documented."""
        return self.differing[0]["number"] if self.differing else None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of drift, and the causes, at the steps where it is to be told."""
        here = [step for step in self.differing if step["number"] in self.situation.steps]
        drifts = [drift["kind"] for step in here for drift in step["drifts"]]
        return (*drifts, *(step["cause"] for step in here if step["cause"]))

    @property
    def is_at_right_step(self) -> bool:
        """Whether the first step reported is one where the situation is."""
        return self.at in self.situation.steps

    @property
    def is_of_right_kind(self) -> bool:
        """Whether it is told under its own name there, with the words that matter."""
        return (
            bool({*self.kinds} & {*self.situation.told})
            and self.is_at_right_step
            and self._has_words
        )

    @property
    def severity(self) -> str:
        """The worst severity of what is told under its own name there, if anything is."""
        here = [step for step in self.differing if step["number"] in self.situation.steps]
        return worst((drift for step in here for drift in step["drifts"]), self.situation.told)

    @property
    def is_as_bad(self) -> bool:
        """Whether that is the severity that the author of the situation expects."""
        return self.severity == expected_of(self.situation)

    @property
    def has_linked_wrongly(self) -> bool:
        """Whether it linked where a careful person would not have."""
        return self.has_linked and not self.situation.may_link

    @property
    def is_right(self) -> bool:
        """Whether a reader gets the truth."""
        if self.has_linked_wrongly or _RAW.search(" ".join(self._sentences)):
            return False
        if self.situation.is_benign:
            return not self.is_noticed and self._has_words
        return self.is_noticed and self.is_of_right_kind

    @property
    def lines(self) -> list[str]:
        """What was said, for a reader: the steps that are not as documented, and notes."""
        lines = [f"step {step['number']}: {_told(step)}" for step in self.differing]
        linked = "the accounts were linked" if self.has_linked else "nothing was linked"
        return [*lines, linked]

    @property
    def _has_words(self) -> bool:
        words = self.situation.words.casefold()
        return any(words in sentence.casefold() for sentence in ("", *self._sentences))

    @property
    def _sentences(self) -> list[str]:
        return [
            sentence
            for step in self.steps
            for sentence in (
                step["reason"],
                *step["notes"],
                *(drift["observed"] for drift in step["drifts"]),
            )
            if sentence
        ]


def walk_situation(situation: Situation) -> Said:
    """Follow the guide where it happens, with a permit for the right names."""
    last = STEPS if situation.is_benign else min(STEPS, max(situation.steps) + 1)
    with (
        everyday_court(situation.skin, situation) as court,
        TemporaryDirectory(prefix="everyday-") as folder,
        redirect_stdout(StringIO()),
    ):
        own = court.account
        ran = walk_live(
            Path(folder),
            court,
            court.variables,
            *("--permit-link", f"{own.login} {own.name}={own.name}", "--until", str(last)),
            patience=_PATIENCE,
            navigationTimeout=_NAVIGATION,
        )
        steps = tuple(ran.result["steps"]) if ran.report.is_dir() else ()
        return Said(situation, ran.status, steps, bool(court.links))


def sample(each: int) -> Sequence[Situation]:
    """Return every Nth situation, of all families and skins: by their names, so in no order."""
    return sorted(every_situation(), key=lambda situation: situation.name)[::each]


def _told(step: Mapping[str, Any]) -> str:
    drifts = (
        f"{drift['kind']} {drift['documented']!r} -> {drift['observed']!r}"
        for drift in step["drifts"]
    )
    verdict = f"{step['verdict']} ({step['cause']})" if step["cause"] else step["verdict"]
    said = "; ".join((verdict, *drifts, *filter(None, [step["reason"]])))
    # A port of the moment would make every score another one.
    return re.sub(r"(?<=localhost):\d+", "", said)
