"""The words of a guide by which each of its screens is known."""

from collections.abc import Mapping

from e2e.parts.follow.stand_ins import guide
from pages.reading.reader import NO_HINTS
from walk.guide.hints import hints_of
from walk.guide.model import Credential, GuideScreen, Shows

NAME: Mapping[str, Credential] = {"A": "PACER name"}
GUIDE = guide(
    GuideScreen("sign-on", Shows(heading="PACER Login", fields=("User", "Code"))),
    GuideScreen("sign-on", Shows(links=("Forgot?",), buttons=("Login",)), enter=NAME),
    GuideScreen("redaction agreement", tick="I agree", submit="Continue"),
    GuideScreen("menu bar", Shows(items=("Query", "Help")), select="Utilities"),
    GuideScreen("link form", Shows(heading="Link", text=("Enter it.", "Both.")), enter=NAME),
    GuideScreen("link form", submit="Submit", clear="Clear"),
    GuideScreen("confirmation", Shows(heading="Link", text=("Done.",))),
    GuideScreen("menu", select="Maintain"),
    GuideScreen("menu", select="Maintain"),
)


def test_each_screen_has_the_words_that_the_guide_shows_or_uses_there() -> None:
    hints = hints_of(GUIDE)

    assert hints["sign-on"].fields == ("User", "Code")
    assert hints["sign-on"].controls == ("Forgot?", "Login")
    assert hints["redaction agreement"].fields == ("I agree",)
    assert hints["redaction agreement"].controls == ("Continue",)
    assert hints["link form"].fields == ("A",)
    assert hints["link form"].controls == ("Submit", "Clear")
    assert hints["menu"].controls == ("Maintain",)


def test_the_items_of_the_bar_help_on_every_screen() -> None:
    items = {hints.items for hints in hints_of(GUIDE).values()}

    assert items == {("Query", "Help", "Utilities")}


def test_lines_are_those_that_no_other_screen_has() -> None:
    hints = hints_of(GUIDE)

    assert hints["link form"].lines == ("Enter it.", "Both.")
    assert hints["confirmation"].lines == ("Done.",)
    assert hints["sign-on"].lines == ("PACER Login",)


def test_a_screen_that_the_guide_does_not_have_has_no_words_of_its_own() -> None:
    landing = hints_of(GUIDE)["landing page"]

    assert (landing.fields, landing.controls, landing.lines) == ((), (), ())
    assert hints_of(guide(GuideScreen("sign-on")))["sign-on"] == NO_HINTS
