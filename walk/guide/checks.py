"""What makes a guide impossible to follow, and what deserves a warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from pages.dialogs import RedactionAgreement
from pages.menus import MenuBar
from walk.guide.model import Guide, Step
from walk.guide.screens import SCREENS, VERIFICATION
from walk.settings.validation import listed


def warnings(guide: Guide) -> list[str]:
    """Return what a reader of the guide may stumble over: its slips and contradictions."""
    found = [
        f"{f'Step {slip.step}' if slip.step else 'The note'} prints {slip.printed!r} "
        f"where {slip.meant!r} is meant."
        for slip in guide.slips
    ]
    steps: dict[str, list[int]] = {}
    for number, words in dict.fromkeys(_named(guide)):
        steps.setdefault(words, []).append(number)
    found += [
        f"{here!r} (step {listed(map(str, steps[here]))}) and {there!r} "
        f"(step {listed(map(str, steps[there]))}) are one thing, named two ways."
        for here, there in combinations(steps, 2)
        if here.casefold() == there.casefold()
    ]
    return found + list(_unlisted(guide))


def _problems(guide: Guide) -> Iterator[str]:
    """Say what makes the guide impossible to follow, each in one sentence."""
    for expected, step in enumerate(guide.steps, start=1):
        if step.number != expected:
            numbers = [each.number for each in guide.steps]
            if numbers.count(step.number) > 1:
                yield f"Step {step.number} stands twice; number the steps 1, 2, 3 and so on."
            yield f"Step {expected} is missing before step {step.number}; add it, or number anew."
    for step in guide.steps:
        yield from _problems_of_step(step)
        yield from _problems_on_screens(step)
    for name, count in Counter(statement.id for statement in guide.statements).items():
        if count > 1:
            yield f"Two statements have the id {name!r}; give one of them another."
    if not _says_where_to_begin(guide):
        yield "No step says where to begin; give the first screen of step 1 a go_to."
    last = len(guide.steps)
    for slip in guide.slips:
        if slip.step and slip.step > last:
            yield f"A slip names step {slip.step}, but the last is {last}; correct its number."


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


def _says_where_to_begin(guide: Guide) -> bool:
    first = next((screen for step in guide.steps for screen in step.screen), None)
    return first is not None and first.go_to is not None


def _problems_on_screens(step: Step) -> Iterator[str]:
    for screen in step.screen:
        where = f"the screen {screen.name!r} of step {step.number}"
        if screen.go_to and not SCREENS[screen.name].starts_site:
            yield f"One cannot go straight to {where}; leave out its go_to."
        if screen.select and screen.submit:
            yield f"Both select and submit leave {where}; make it two screens."
        of_menu_bar = screen.shows.items is not None or screen.shows.new_items
        if of_menu_bar and screen.name != MenuBar.called:
            yield f"Only a menu bar has items, and {where} lists some; name the screen 'menu bar'."
        if screen.tick and screen.name != RedactionAgreement.called:
            yield f"Only a redaction agreement has a box, and {where} ticks one; name it so."
        if screen.shows.names and screen.name != VERIFICATION:
            yield f"Only a verification shows names, and {where} lists some; name it so."


def _unlisted(guide: Guide) -> Iterator[str]:
    """Tell of what a step uses on a screen of which the guide lists everything but that."""
    for step in guide.steps:
        for screen in step.screen:
            shown = [
                other.shows
                for each in guide.steps
                for other in each.screen
                if other.name == screen.name
            ]
            for used, listings in (
                ((screen.select,), [shows.links or shows.items for shows in shown]),
                ((screen.submit,), [shows.buttons for shows in shown]),
                ((*screen.enter, screen.tick), [shows.fields for shows in shown]),
            ):
                there = [words for listing in listings for words in listing or ()]
                for words in filter(None, used):
                    if there and words not in there:
                        yield (
                            f"Step {step.number} uses {words!r} on the screen {screen.name!r}, "
                            f"where the guide shows only {listed(there)}."
                        )


def _named(guide: Guide) -> Iterator[tuple[int, str]]:
    """Yield every word of the guide that names an element on screen, with its step."""
    for step in guide.steps:
        for screen in step.screen:
            shows = screen.shows
            lists = (shows.fields, shows.buttons, shows.links, shows.items)
            for words in (shows.heading, screen.select, screen.submit, screen.tick, *screen.enter):
                if words:
                    yield step.number, words
            for each in lists:
                yield from ((step.number, words) for words in each or ())
