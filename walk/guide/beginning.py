"""Where a walk can begin in the middle of a guide."""

from collections.abc import Collection

from pages.linking import Confirmation
from walk.guide.model import Guide


def first_step(guide: Guide, number: int, places: Collection[str]) -> int:
    """Return the last step up to `number` that comes to a screen of `places`, or else 1.

    A step that goes on at the screen of the step before needs what was done there. After the
    confirmation, another beginning would be another link.
    """
    first, is_left = 1, False
    for step in guide.steps[:number]:
        for screen in step.screen:
            if is_left and screen is step.screen[0] and screen.name in places:
                first = step.number
            is_left = screen.select is not None or screen.submit is not None
            if screen.name == Confirmation.called:
                return first
    return first
