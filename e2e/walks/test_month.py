"""A month of daily walks: each day's message is the one that the person on duty would want."""

from datetime import date
from pathlib import Path

import pytest

from e2e.courts.noise import noisy
from e2e.walks.run import follow, impatient, run

CHANGED, GONE = 10, 25
ACCEPTED, UNTIL, PRUNED = 12, 20, 26
OUTAGE = range(15, 18)

ASKED = "; 13 not asked for"
GREEN = [f"2 of 15 steps checked: as documented so far{ASKED}"]
RED = [f"2 of 15 steps checked: the site differs{ASKED}"]
DOWN = [
    f"0 of 15 steps checked; 1 blocked: maintenance; 1 not reached{ASKED}",
    "Recorded screens that were compared with none: step 1, 2.",
]
KNOWN = [f"2 of 15 steps checked: as documented so far, 1 accepted difference{ASKED}"]
CHANGE = "drift:renamed:website/e-filing-debtor-education:Debtor Education Filing"
DRIFT = (
    "renamed link (quick links): documented 'E-Filing Debtor Education', "
    "observed 'Debtor Education Filing'"
)
BY = "accepted by Ann until 2026-03-20"
_GONE = DRIFT.replace("quick links", "court website")
AGAIN = [f"As documented again, so remove it with --prune: accepted {_GONE}, {BY}"]

WANTED = {
    **{day: (0, GREEN, []) for day in range(1, 31)},
    **{day: (1, RED, [f"{DRIFT} (misleads)"]) for day in range(CHANGED, ACCEPTED)},
    **{day: (0, KNOWN, [f"{DRIFT}, {BY} (misleads)"]) for day in range(ACCEPTED, UNTIL + 1)},
    **{day: (3, DOWN, []) for day in OUTAGE},
    **{day: (1, RED, [f"{DRIFT}, {BY}, which is over (misleads)"]) for day in range(21, GONE)},
    GONE: (0, GREEN + AGAIN, []),
}
"""For each day the exit status, the last lines, and the differences."""


@pytest.mark.walk
@pytest.mark.nightly("test_noise.py, test_accept.py, and e2e/parts/guide/test_overlay.py")
def test_a_month_sends_the_messages_that_a_person_would_want(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlay, place = tmp_path / "overlay.toml", tmp_path / "recording"
    options = ("--config", impatient(tmp_path), "--until", "2")
    kept = ("--overlay", overlay)
    overlay.write_text("", encoding="utf-8")
    sent, done = {}, []
    with noisy() as noise:
        on(monkeypatch, noise.date)
        learning = run("record", *options, "--recording", place, "--times", "4", profile=False)
        for day in WANTED:
            noise.day = day
            on(monkeypatch, noise.date)
            report = tmp_path / f"day-{day:02}"
            if day == ACCEPTED:
                by = ("--by", "Ann", "--why", "The guide will say so.", "--until", "2026-03-20")
                done.append(run("accept", tmp_path / "day-11", *kept, *by))
            if day == PRUNED:
                done.append(run("accept", tmp_path / "day-25", *kept, "--prune"))
            scenarios = [CHANGE] if CHANGED <= day < GONE else []
            scenarios = ["website-maintenance"] if day in OUTAGE else scenarios
            made = [word for each in scenarios for word in ("--scenario", each)]
            ran = follow(report, *options, *kept, *made, "--recording", place, evidence=True)
            sent[day] = (ran.status, last_lines(ran.output, report), differences(ran.output))

    assert learning.status == 0
    assert [each.status for each in done] == [0, 0]
    assert sent == WANTED


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be a day for the walk."""
    for command in ("follow", "accept", "record"):
        monkeypatch.setattr(f"walk.commands.{command}.today", lambda: day)
    monkeypatch.setattr("walk.guide.overlay.today", lambda: day)


def last_lines(output: str, report: Path) -> list[str]:
    """Return the line that counts the steps and what is below it, without where the report is."""
    lines = [line for line in output.splitlines() if not line.startswith(" ")]
    counts = next(at for at, line in enumerate(lines) if " steps checked" in line)
    return [line.replace(f". See {report / 'index.html'}", "") for line in lines[counts:]]


def differences(output: str) -> list[str]:
    """Return the differences that are told, once each."""
    lines = [line.strip() for line in output.splitlines() if line.startswith("       ")]
    return [*dict.fromkeys(line for line in lines if line.endswith(("(misleads)", "(blocks)")))]
