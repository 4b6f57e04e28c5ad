"""What is wrong with a guide, and what may be: a sentence for each, and none for a good one."""

from dataclasses import replace

import pytest

from e2e.parts.follow.stand_ins import guide
from walk.guide.checks import problems, warnings
from walk.guide.model import (
    Credential,
    Guide,
    GuideScreen,
    Remedy,
    Shows,
    Slip,
    Statement,
    Step,
    UsualNotice,
)
from walk.settings.config import Environment

ENTER: dict[str, Credential] = {"Username": "PACER username"}
START = GuideScreen("court website", go_to="https://www.a.test/", select="E-Filing")
SIGN_ON = GuideScreen("sign-on", enter=ENTER, submit="Login")
BAR = GuideScreen("menu bar", select="Utilities")
NEAR = Environment(
    "live", "https://www.a.test/", "https://pacer.b.test/", "https://ecf.a.test/", name="near"
)
ASIDE = Environment(
    "live", "https://aside.test/", "https://pacer.b.test/", "https://ecf.a.test/", name="aside"
)


def numbered(*numbers: int) -> Guide:
    """Return a guide whose steps have these numbers."""
    steps = tuple(Step(number, "Do it", screen=(START,)) for number in numbers)
    return replace(guide(START), step=steps)


def with_step(**more: object) -> Guide:
    """Return a guide with a second step of these parts."""
    good = guide(START)
    return replace(good, step=(*good.step, Step(2, "Do it", **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (guide(START, SIGN_ON, BAR), []),
        (numbered(1, 2, 2), ["Two steps have the number 2; number the steps 1, 2, 3 and so on."]),
        (numbered(2), ["Step 1 is missing before step 2; add it, or renumber the rest."]),
        (numbered(1, 3), ["Step 2 is missing before step 3; add it, or renumber the rest."]),
        (numbered(1, 3, 2), ["Step 2 comes after step 3; put the steps in order."]),
        (
            with_step(),
            ["Step 2 is empty; give it a [[step.screen]], [[step.remedies]] or at_hand."],
        ),
        (with_step(at_hand=("PACER username",)), []),
        (with_step(remedies=(Remedy("Refresh", ("refresh",)),)), []),
        (with_step(remedies=(Remedy("Log out", ("log out",), "Log Out"),)), []),
        (
            with_step(remedies=(Remedy("Again", ("refresh", "log out")),)),
            [
                "A remedy of step 2 logs out and does not say how; "
                "add log_out with the words of the menu item."
            ],
        ),
        (
            with_step(at_hand=("PACER username",), statement=(Statement("a", "b"),) * 2),
            ["Two statements have the id 'a'; give one of them another."],
        ),
        (
            guide(BAR),
            ["No step says where to begin; give the first screen of step 1 a go_to."],
        ),
        (
            guide(START, replace(BAR, go_to="https://a.test/")),
            ["No address leads straight to the screen 'menu bar' of step 2; leave out its go_to."],
        ),
        (guide(START, GuideScreen("landing page", go_to="https://a.test/")), []),
        (
            guide(START, replace(SIGN_ON, select="Help")),
            ["Both select and submit leave the screen 'sign-on' of step 2; make it two screens."],
        ),
        *(
            (
                guide(START, GuideScreen("menu", Shows(**{what: given}))),  # type: ignore[arg-type]
                [
                    "Only the screen 'menu bar' has items, and the screen 'menu' of step 2 lists "
                    "some; correct its name."
                ],
            )
            for what, given in (("items", ()), ("new_items", True))
        ),
        (
            guide(START, GuideScreen("menu", tick="I agree")),
            [
                "Only the screen 'redaction agreement' has a box, and the screen 'menu' of step 2 "
                "ticks one; correct its name."
            ],
        ),
        (
            guide(START, GuideScreen("menu", Shows(names={"PACER": "PACER name"}))),
            [
                "Only the screen 'verification' shows names, and the screen 'menu' of step 2 lists "
                "some; correct its name."
            ],
        ),
        (
            guide(START, slips=(Slip("a", "b", 1), Slip("a", "b"), Slip("a", "b", 2))),
            ["A slip names step 2, but the last is 1; correct its number."],
        ),
        (
            guide(
                START,
                GuideScreen("link form", submit="Submit"),
                notice=(UsualNotice("notice", "We use", "OK"), UsualNotice("trap", "Go", "SUBMIT")),
            ),
            [
                "The notice 'trap' is closed by 'SUBMIT', which submits a form of the guide; "
                "name what only closes it."
            ],
        ),
    ],
)
def test_what_makes_a_guide_impossible_to_follow_is_named(own: Guide, found: list[str]) -> None:
    assert [*problems(own)] == found


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (guide(START, SIGN_ON, BAR), []),
        (
            guide(START, slips=(Slip("long on", "log on", 1), Slip("undue", "undo"))),
            [
                "Step 1 of the published guide prints 'long on' and means 'log on'.",
                "The note of the published guide prints 'undue' and means 'undo'.",
            ],
        ),
        (
            guide(
                START,
                GuideScreen("menu", select="Link it"),
                GuideScreen("link form", Shows(heading="LINK IT")),
                GuideScreen("confirmation", Shows(heading="LINK IT", links=("Link it",))),
            ),
            [
                "Steps 2, 4 have 'Link it' and steps 3, 4 have 'LINK IT', which differ in capitals "
                "only; one of them may be wrong."
            ],
        ),
        *(
            (guide(START, GuideScreen("menu", replace(Shows(), **shows), **used)), [warning])
            for shows, used, warning in (
                (
                    {"links": ("Query", "Help")},
                    {"select": "Log Out"},
                    "Step 2 uses 'Log Out' on the screen 'menu', where the guide shows only "
                    "Query, Help.",
                ),
                (
                    {"items": ("Query",)},
                    {"select": "Help"},
                    "Step 2 uses 'Help' on the screen 'menu', where the guide shows only Query.",
                ),
                (
                    {"buttons": ("Clear",)},
                    {"submit": "Go"},
                    "Step 2 uses 'Go' on the screen 'menu', where the guide shows only Clear.",
                ),
                (
                    {"fields": ("Code",)},
                    {"enter": ENTER, "submit": "Go"},
                    "Step 2 uses 'Username' on the screen 'menu', where the guide shows only Code.",
                ),
                (
                    {"fields": ("Code",)},
                    {"tick": "I agree"},
                    "Step 2 uses 'I agree' on the screen 'menu', where the guide shows only Code.",
                ),
            )
        ),
        # What the guide shows at another step of the same screen is shown.
        (
            guide(
                *(START, GuideScreen("menu", Shows(links=("Query",)))),
                GuideScreen("menu", Shows(links=("Help",)), select="Query"),
            ),
            [],
        ),
        (
            guide(START, GuideScreen("sign-on", enter=ENTER), BAR),
            [
                "Step 2 enters something on the screen 'sign-on', and nothing leaves that screen; "
                "add submit with the words of its button, or select."
            ],
        ),
        (guide(START, GuideScreen("sign-on", enter=ENTER), replace(SIGN_ON, enter={})), []),
        (guide(START, replace(SIGN_ON, submit=None, select="Go")), []),
        (
            guide(replace(START, go_to="https://x.test/")),
            [
                "The go_to of step 1, 'https://x.test/', is on none of the hosts www.a.test, "
                "pacer.b.test, ecf.a.test, aside.test; a walk goes to the address in the "
                "configuration."
            ],
        ),
        (guide(replace(START, go_to="https://aside.test/")), []),
    ],
)
def test_what_may_be_wrong_with_a_guide_is_named(own: Guide, found: list[str]) -> None:
    assert warnings(own, [NEAR, Environment("mock", name="mock"), ASIDE]) == found


def test_without_an_environment_every_address_will_do() -> None:
    own = guide(replace(START, go_to="https://x.test/"))

    assert warnings(own, [Environment("mock", name="mock")]) == []
