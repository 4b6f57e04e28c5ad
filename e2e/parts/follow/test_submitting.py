"""The permanent Submit: what a walk looks at before it is pressed."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pages.questions import AtSubmit
from walk.compare.screen import ScreenComparison
from walk.follow.ledger.stops import Stopped
from walk.follow.submit.submitting import Submitting
from walk.guide.model import GuideScreen
from walk.guide.screens import VERIFICATION
from walk.results import Drift, DriftKind
from walk.safety.policy import Policy

DOCUMENTED = GuideScreen(VERIFICATION, submit="Link them")


class Submit:
    """A verification page whose names are right, with what its scripts would do at a button."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at_submit: AtSubmit) -> None:
        self.asked_about: list[str] = []
        self.told: list[str] = []
        self.done: list[str] = []
        target: Any = SimpleNamespace(policy=Policy.elsewhere("near", {}, None), credentials=None)
        dialogs = SimpleNamespace(tell=lambda seen: self.told.append(str(seen)))
        session: Any = SimpleNamespace(request_filter=None, dialogs=dialogs)
        self._submitting = Submitting(target, session)
        self._submitting._as_read = cast("Any", SimpleNamespace())

        def asked(_: object, words: str) -> AtSubmit:
            self.asked_about.append(words)
            return at_submit

        def press(_: Policy, on: object, __: GuideScreen, words: str, **___: bool) -> None:
            assert on is self._submitting._as_read
            self.done.append(f"presses {words}")

        monkeypatch.setattr("walk.follow.submit.submitting.at_submit", asked)
        monkeypatch.setattr(Policy, "submit", press)

    def press(self) -> None:
        """Press the button that links."""
        does = {
            name: lambda words, name=name: self.done.append(f"{name} {words}")
            for name in ("check_gets_clicks", "hover")
        }
        screen: Any = SimpleNamespace(page=None, **does)
        self._submitting.submit(DOCUMENTED, screen, "Link them")


@pytest.mark.parametrize(
    ("questions", "is_prevented", "why"),
    [
        (("Sure?",), False, "The page asks 'Sure?' when it is submitted"),
        (("",), False, "The page asks 'a question without words'"),
        ((), True, "At 'Link them' nothing happens"),
    ],
)
def test_a_button_whose_scripts_would_ask_or_send_nothing_is_not_pressed(
    monkeypatch: pytest.MonkeyPatch, questions: tuple[str, ...], why: str, *, is_prevented: bool
) -> None:
    given = Submit(monkeypatch, AtSubmit(questions, ("Linking now",), is_prevented=is_prevented))

    with pytest.raises(Stopped, match=re.escape(why)):
        given.press()

    assert (given.asked_about, given.done) == (["Link them"], [])


def test_what_its_scripts_only_say_is_told_as_a_reader_would_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Submit(monkeypatch, AtSubmit((), ("Linking now", ""), is_prevented=False))

    given.press()

    assert given.told == [
        "Accepted the alert 'Linking now'.",
        "Accepted the alert 'an alert without words'.",
    ]
    # The mouse rests on it before it is pressed: a script may draw other names then.
    assert given.done == [f"{act} Link them" for act in ("check_gets_clicks", "hover", "presses")]


@pytest.mark.parametrize("what", ["text", "field", "picture", "notice", "dialog"])
def test_a_page_with_more_on_it_is_submitted_only_if_that_is_accepted(what: str) -> None:
    target: Any = SimpleNamespace(policy=Policy.elsewhere("near", {}, None), credentials=None)
    submitting = Submitting(target, cast("Any", None))
    more = Drift(DriftKind.ADDED, what, VERIFICATION, None, "Also link my staff")

    def check(drift: Drift) -> None:
        submitting.check_names(DOCUMENTED, cast("Any", None), ScreenComparison(drifts=[drift]))

    check(replace(more, accepted=True))
    with pytest.raises(Stopped, match="The page has more than the guide shows"):
        check(more)
