"""Tells people and programs elsewhere what is new after a walk, once each time."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from walk.errors import UsageError
from walk.history.differences import Difference, differences, is_cut_short
from walk.history.news import News, latest_news, not_checked
from walk.report.terminal import printable
from walk.results import Outcome
from walk.runs.past_run import PastRun

VARIABLE = "NOTIFY_URL"
"""The variable that names a service too, and is on no command line."""
_MOST_ROWS, _MOST_WORDS = 20, 200
"""How many differences, and how many characters of words, a message has."""


@dataclass(frozen=True)
class Service:
    """The address of a service, which may hold a token and is therefore never shown."""

    address: str = field(repr=False)

    def __str__(self) -> str:
        """Show only that there is one."""
        return "…"


Sender = Callable[[str, str], bool]
"""Sends a title and a text to all services; says whether each of them took it."""


def sender_of(given: Sequence[Service], environment: Mapping[str, str]) -> Sender | None:
    """Return what sends to the services that are given, if there are any."""
    services = [*given, *(Service(each) for each in environment.get(VARIABLE, "").split())]
    if not services:
        return None
    try:
        import apprise  # noqa: PLC0415 it comes only with the extra, and takes half a second
    except ImportError:
        raise UsageError(
            "--notify needs the extra `notify`: install court-walk[notify], or apprise."
        ) from None
    # What it logs of a failure has the address in it.
    logging.getLogger("apprise").disabled = True
    notifier = apprise.Apprise()
    for number, each in enumerate(services, 1):
        if not notifier.add(each.address):
            raise UsageError(
                f"The address {number} of --notify (or {VARIABLE}) is of no service that apprise "
                "knows, and is not shown since it may hold a token; write it as apprise's list of "
                "services has it, in quotes."
            )

    def send(title: str, body: str) -> bool:
        return bool(notifier.notify(body=body, title=title, body_format="text"))

    return send


def tell(sender: Sender, runs: Sequence[PastRun]) -> str | None:
    """Send what is new after the last of these walks; return what was in the way of that."""
    message = message_of(runs)
    if message is None:
        return None
    try:
        is_sent = sender(*message)
    except Exception:  # noqa: BLE001 whatever a service does must not change a verdict
        is_sent = False
    return None if is_sent else "A notice of this walk was not taken by every service of --notify."


def message_of(runs: Sequence[PastRun]) -> tuple[str, str] | None:
    """Return the title and the text of a message, if the last of these walks has any news."""
    last, found = runs[-1], latest_news(runs)
    place = f"{last.court} ({last.environment})"
    match found:
        case News.NOTHING:
            return None
        case News.NOT_CHECKED:
            return f"{place}: the site could not be checked", not_checked_words(runs)
        case News.AS_DOCUMENTED_AGAIN:
            title = f"{place}: the site is as documented again"
        case _:
            otherwise = " otherwise now" if found is News.DIFFERS_OTHERWISE else ""
            title = f"{place}: the site differs from its guide{otherwise}"
    seen = f"Seen at {last.started:%Y-%m-%d %H:%M} UTC."
    return title, "\n".join([*_rows(last), seen])


def not_checked_words(runs: Sequence[PastRun]) -> str:
    """Say since when, and why, the last of these walks could not tell."""
    gap = not_checked(runs)
    since = f"{gap.since:%Y-%m-%d %H:%M} UTC" if gap.since else "the first walk"
    cause = f", cause {gap.cause}" if gap.cause else ""
    return f"Not checked since {since}{cause}: {gap.walks} walks in a row could not tell."


def _rows(run: PastRun) -> Iterator[str]:
    """Yield a line for each difference; a walk that is as documented has none to tell."""
    if run.outcome is Outcome.AS_DOCUMENTED:
        return
    found = list(differences(run.steps))
    actions = {step.number: step.action for step in run.steps}
    yield from (_row(each, actions[each.step]) for each in found[:_MOST_ROWS])
    left = len(found) - _MOST_ROWS
    if left > 0:
        yield ("1 more is" if left == 1 else f"{left} more are") + " in the report."
    if is_cut_short(run.steps):
        yield "The walk could not see the rest of the site this time."


def _row(each: Difference, action: str) -> str:
    where = f", {each.where}" if each.where else ""
    words = [
        f"{name} {_short(words)!r}"
        for name, words in (("documented", each.documented), ("observed", each.observed))
        if words
    ]
    told = ", ".join(words) or "the report says how"
    return f"Step {each.step} ({_short(action)}): {each.kind} {_short(each.what + where)}: {told}."


def _short(words: str) -> str:
    clean = printable(words)
    return clean if len(clean) <= _MOST_WORDS else f"{clean[:_MOST_WORDS]}…"
