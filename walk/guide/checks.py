"""What makes a guide impossible to follow, and what deserves a warning."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise
from urllib.parse import urlsplit

from pages.dialogs import RedactionAgreement
from pages.menus import MenuBar
from walk.guide.model import Guide, GuideScreen, Step
from walk.guide.screens import SCREENS, VERIFICATION
from walk.settings.config import Environment
from walk.settings.validation import listed


def problems(guide: Guide) -> Iterator[str]:
    """Say what makes the guide impossible to follow, each in one sentence."""
    yield from _problems_of_numbers([step.number for step in guide.steps])
    for step in guide.steps:
        yield from _problems_of_step(step)
        yield from _problems_on_screens(step)
    for name in _repeated([statement.id for statement in guide.statements]):
        yield f"Two statements have the id {name!r}; give one of them another."
    first = next((screen for step in guide.steps for screen in step.screen), None)
    if first is None or first.go_to is None:
        yield "No step says where to begin; give the first screen of step 1 a go_to."
    every = [screen for step in guide.steps for screen in step.screen]
    submits = {screen.submit.casefold() for screen in every if screen.submit}
    for notice in guide.notice:
        if notice.close.casefold() in submits:
            yield (
                f"The notice {notice.name!r} is closed by {notice.close!r}, which submits a form "
                "of the guide; name what only closes it."
            )
    last = len(guide.steps)
    for slip in guide.slips:
        if slip.step and slip.step > last:
            yield f"A slip names step {slip.step}, but the last is {last}; correct its number."


def _problems_of_numbers(numbers: Sequence[int]) -> Iterator[str]:
    for number in _repeated(numbers):
        yield f"Two steps have the number {number}; number the steps 1, 2, 3 and so on."
    for before, after in pairwise([0, *sorted(set(numbers))]):
        if after > before + 1:
            yield f"Step {before + 1} is missing before step {after}; add it, or renumber the rest."
    for before, after in pairwise(numbers):
        if after < before:
            yield f"Step {after} comes after step {before}; put the steps in order."


def _problems_of_step(step: Step) -> Iterator[str]:
    if not (step.screen or step.remedies or step.at_hand):
        yield (
            f"Step {step.number} is empty; give it a [[step.screen]], [[step.remedies]] or at_hand."
        )
    for remedy in step.remedies:
        if "log out" in remedy.acts and remedy.log_out is None:
            yield (
                f"A remedy of step {step.number} logs out and does not say how; "
                "add log_out with the words of the menu item."
            )


def _problems_on_screens(step: Step) -> Iterator[str]:
    for screen in step.screen:
        where = f"the screen {screen.name!r} of step {step.number}"
        if screen.go_to and not SCREENS[screen.name].starts_site:
            yield f"No address leads straight to {where}; leave out its go_to."
        if screen.select and screen.submit:
            yield f"Both select and submit leave {where}; make it two screens."
        has_items = screen.shows.items is not None or screen.shows.new_items
        for is_used, only, does in (
            (has_items, MenuBar.called, "has items, and {} lists some"),
            (screen.tick, RedactionAgreement.called, "has a box, and {} ticks one"),
            (screen.shows.names, VERIFICATION, "shows names, and {} lists some"),
        ):
            if is_used and screen.name != only:
                yield f"Only the screen {only!r} {does.format(where)}; correct its name."


def warnings(guide: Guide, environments: Sequence[Environment] = ()) -> list[str]:
    """Return what may be wrong with the guide, each in one sentence.

    A `go_to` is compared with the hosts of the environments.
    """
    return [
        *_slips(guide),
        *_named_two_ways(guide),
        *_unlisted(guide),
        *_not_left(guide),
        *_elsewhere(guide, environments),
    ]


def _slips(guide: Guide) -> Iterator[str]:
    for slip in guide.slips:
        where = f"Step {slip.step}" if slip.step else "The note"
        yield f"{where} of the published guide prints {slip.printed!r} and means {slip.meant!r}."


def _named_two_ways(guide: Guide) -> Iterator[str]:
    steps: dict[str, list[str]] = {}
    for number, words in dict.fromkeys(_named(guide)):
        steps.setdefault(words, []).append(str(number))
    for one, other in combinations(steps, 2):
        if one.casefold() == other.casefold():
            yield (
                f"{_steps(steps[one])} {one!r} and {_steps(steps[other]).lower()} {other!r}, "
                "which differ in capitals only; one of them may be wrong."
            )


def _steps(numbers: Sequence[str]) -> str:
    return f"Step {numbers[0]} has" if len(numbers) == 1 else f"Steps {listed(numbers)} have"


def _unlisted(guide: Guide) -> Iterator[str]:
    """Warn of what a step uses on a screen of which the guide lists everything except that."""
    screens = _screens(guide)
    for number, screen in screens:
        shown = [other.shows for _, other in screens if other.name == screen.name]
        for used, lists in (
            ((screen.select,), [shows.links or shows.items for shows in shown]),
            ((screen.submit,), [shows.buttons for shows in shown]),
            ((*screen.enter, screen.tick), [shows.fields for shows in shown]),
        ):
            there = [words for each in lists for words in each or ()]
            for words in filter(None, used):
                if there and words not in there:
                    yield (
                        f"Step {number} uses {words!r} on the screen {screen.name!r}, "
                        f"where the guide shows only {listed(there)}."
                    )


def _not_left(guide: Guide) -> Iterator[str]:
    """Warn of a form that is filled in, and that nothing submits before the next screen."""
    for name, group in groupby(_screens(guide), lambda each: each[1].name):
        number = None
        for at, screen in group:
            number = at if screen.enter else number
            number = None if screen.select or screen.submit else number
        if number is not None:
            yield (
                f"Step {number} enters something on the screen {name!r}, and nothing leaves that "
                "screen; add submit with the words of its button, or select."
            )


def _elsewhere(guide: Guide, environments: Sequence[Environment]) -> Iterator[str]:
    """Warn of an address to go to that is on no host of the environments."""
    places = [place for each in environments if (place := each.addresses(guide.court))]
    hosts = list(dict.fromkeys(urlsplit(site).hostname for each in places for site in each.sites))
    for number, screen in _screens(guide):
        if hosts and screen.go_to and _host(screen.go_to) not in hosts:
            yield (
                f"The go_to of step {number}, {screen.go_to!r}, is on none of the hosts "
                f"{listed(filter(None, hosts))}; a walk goes to the address in the configuration."
            )


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _screens(guide: Guide) -> list[tuple[int, GuideScreen]]:
    """Return every screen of the guide with the number of its step."""
    return [(step.number, screen) for step in guide.steps for screen in step.screen]


def _named(guide: Guide) -> Iterator[tuple[int, str]]:
    """Yield every word of the guide that names an element on screen, with its step."""
    for number, screen in _screens(guide):
        shows = screen.shows
        used = (shows.heading, screen.select, screen.submit, screen.tick, *screen.enter)
        yield from ((number, words) for words in used if words)
        for each in (shows.fields, shows.buttons, shows.links, shows.items):
            yield from ((number, words) for words in each or ())


def _repeated(values: Sequence[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]
