"""Tests changes among noise, and days of nothing but noise, by walks with a learned recording."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from e2e.courts.noise import noisy
from e2e.courts.template_edits import Edit, edited
from e2e.walks.run import STEPS, CommandResult, follow, impatient, run

DAYS = 30
_TIMES = 4
"""How often the court is walked to learn its noise; it has three tips."""


@dataclass(frozen=True)
class Change:
    """One change among noise, and a word of what has to be told of it."""

    name: str
    word: str
    act: Edit | str
    """An edit of a page, or the name of a scenario."""
    first: int = 1
    last: int = 2
    """The steps to walk."""


def _home(name: str, word: str, old: str, new: str) -> Change:
    return Change(f"website: {name}", word, Edit("website/home.html", old, new))


def _start(name: str, word: str, old: str, new: str) -> Change:
    return Change(f"CM/ECF: {name}", word, Edit("cmecf/main.html", old, new), 5, 5)


_TIP = r'(aside aria-label="News">)<p>[^<]*</p>'
_CLOSED = "The court is closed on Monday."

CHANGES = (
    # The noise itself
    _home(
        "an item of the news is renamed",
        "Rules for filing",
        "Rules of the court<",
        "Rules for filing<",
    ),
    _home(
        "an item of the news is gone", "A new form", r'<li><a href="[^"]*">A new form</a></li>', ""
    ),
    _home(
        "the news has an item more", _CLOSED, "</ul></aside>", f"<li>{_CLOSED}</li></ul></aside>"
    ),
    _home("an item of the news leads elsewhere", "Rules of the", r"news\?Rules", "regulations"),
    _home("instead of a tip it says something", _CLOSED, _TIP, rf"\1<p>{_CLOSED}</p>"),
    # The first tip that was seen stands for all of them.
    _home("the tip is gone", "when you are done", _TIP, r"\1"),
    _home("below the tip it says something", _CLOSED, rf"({_TIP})", rf"\1<p>{_CLOSED}</p>"),
    _home("the counter is gone", "visitors", r"<p>[\d,]+ visitors</p>", ""),
    _home(
        "the counter counts something else", "people waiting", "visitors</p>", "people waiting</p>"
    ),
    _home("the clock is gone", "#", r"<p>\w+, \w+ \d+, \d+ at [^<]*</p>", ""),
    _home("the clock says more", "closed", "( [AP]M)</p>", r"\1 (closed)</p>"),
    _start(
        "an item of the news is renamed",
        "Rules for filing",
        "Rules of the court<",
        "Rules for filing<",
    ),
    _start(
        "an item of the news is gone", "A new form", r'<li><a href="[^"]*">A new form</a></li>', ""
    ),
    _start("instead of a tip it says something", _CLOSED, _TIP, rf"\1<p>{_CLOSED}</p>"),
    _start("the counter is gone", "visitors", r"<p>[\d,]+ visitors</p>", ""),
    # What stands beside it
    _home(
        "the help desk has another number", "555-0100", "Help desk [^<]*", "Help desk 800-555-0100"
    ),
    _home("a link of the navigation is renamed", "Start", ">Home<", ">Start<"),
    _home(
        "a link of the navigation is gone", "NextGen", r'<li><a href="/nextgen">[^<]*</a></li>', ""
    ),
    _home("a heading is reworded", "Welcome back", ">Welcome<", ">Welcome back<"),
    _home("a sentence is added", _CLOSED, r"(Welcome</h2>)", rf"\1<p>{_CLOSED}</p>"),
    _start("a sentence is added", _CLOSED, "(<aside)", rf"<p>{_CLOSED}</p>\1"),
    Change(
        "a sentence is on the link form",
        _CLOSED,
        Edit("cmecf/link_form.html", "(</form>)", rf"\1<p>{_CLOSED}</p>"),
        9,
        9,
    ),
    Change(
        "a sentence is on the verification",
        _CLOSED,
        Edit("cmecf/link_verification.html", "(</form>)", rf"\1<p>{_CLOSED}</p>"),
        11,
        11,
    ),
    Change(
        "a sentence is on the confirmation",
        _CLOSED,
        Edit("cmecf/link_confirmation.html", "(</body>)", rf"<p>{_CLOSED}</p>\1"),
        11,
        13,
    ),
    # What the guide documents
    Change(
        "a quick link is renamed",
        "E-Filing Debtor",
        "drift:renamed:website/e-filing-debtor-education",
    ),
    Change(
        "a quick link is gone", "E-Filing Proof", "drift:removed:website/e-filing-proof-of-claim"
    ),
    Change(
        "the quick links are reordered",
        "Case Locator",
        "drift:reordered:website/case-locator-pacer",
    ),
    Change(
        "an item of the menu bar is renamed", "Help", "drift:renamed:limited-menu-bar/help", 5, 5
    ),
    Change(
        "an item of the menu bar is gone", "Reports", "drift:removed:limited-menu-bar/reports", 5, 5
    ),
    Change("Clear of the link form is gone", "Clear", "drift:removed:link-form/clear", 9, 9),
)
"""A clock, a counter, a tip, and news are on all of these pages, or on the pages before them."""


@dataclass(frozen=True)
class NoiseScore:
    """How many changes among noise were lost, and which days raised an alarm."""

    changes: int
    days: int
    lost: tuple[str, ...]
    alarms: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether it is as quiet, and as watchful, as people need it."""
        return len(self.lost) <= 1 and not self.alarms


def score_noise(pool: Executor, each: int) -> NoiseScore:
    """Learn the noise of the court once, then walk every Nth change, and as many days."""
    changes, days = range(0, len(CHANGES), each), range(1, DAYS + 1, each)
    with TemporaryDirectory(prefix="noise-") as folder:
        learn(Path(folder))
        lost = pool.map(partial(lost_change, folder), changes)
        alarms = pool.map(partial(alarms_on, folder), days)
        return NoiseScore(len(changes), len(days), (*_said(lost),), (*_said(alarms),))


def learn(folder: Path) -> CommandResult:
    """Record the noisy court in a folder."""
    place = folder / "recording"
    with noisy(), redirect_stdout(StringIO()):
        config = impatient(folder)
        options = ("--config", config, "--recording", place, "--times", str(_TIMES))
        ran = run("record", *options, profile=False)
    if ran.status:
        raise LookupError(f"The noisy court was not recorded: {ran.error}")
    return ran


def lost_change(folder: str, number: int) -> str:
    """Walk where one change is made among noise; return its name if nobody is told of it."""
    change = CHANGES[number]
    steps = _told(Path(folder), number + 2, change)
    words = [each for _, drift in steps for each in (drift["documented"], drift["observed"])]
    return "" if any(change.word in (each or "") for each in words) else change.name


def alarms_on(folder: str, day: int) -> str:
    """Walk on a day of nothing but noise; return what is told, if anything is."""
    told = _told(Path(folder), day)
    listed = "; ".join(f"step {step}: {drift['kind']} {drift['observed']}" for step, drift in told)
    return f"day {day}: {listed}" if told else ""


def _told(
    folder: Path, day: int, change: Change | None = None
) -> Sequence[tuple[int, dict[str, str | None]]]:
    first, last = (change.first, change.last) if change else (1, STEPS)
    options = ("--recording", folder / "recording", "--config", folder / "impatient.json")
    steps = ("--from", str(first), "--until", str(last))
    act = change.act if change else ""
    with TemporaryDirectory(prefix="noise-") as own, noisy(day), ExitStack() as stack:
        if isinstance(act, Edit):
            stack.enter_context(edited(act))
        scenario = ("--scenario", act) if act and isinstance(act, str) else ()
        with redirect_stdout(StringIO()):
            ran = follow(Path(own) / "report", *options, *steps, *scenario, evidence=True)
        walked = ran.result["steps"]
    return [(step["number"], drift) for step in walked for drift in step["drifts"]]


def _said(lines: Iterator[str]) -> Iterator[str]:
    yield from (line for line in lines if line)
