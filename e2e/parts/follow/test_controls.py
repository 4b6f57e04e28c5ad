"""How a control is used: by documented words, by accepted ones, and by a guess only if told."""

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.parts.follow.stand_ins import entry, ledger
from pages.reading.covers import Cover
from pages.screen import Ambiguous, Covered, NotThere, Screen, Unusable
from walk.compare.screen import ScreenComparison
from walk.follow import controls
from walk.follow.comparisons import Comparisons
from walk.follow.controls import Controls
from walk.follow.ledger.stops import Stopped
from walk.follow.navigator import Navigator
from walk.guide.model import Credential, GuideScreen
from walk.guide.overlay import Accepted, AcceptedDifference
from walk.results import Cause, Drift, DriftKind, Verdict

PAGE: Any = SimpleNamespace(url="http://a.test/")
FORM = GuideScreen("link form", submit="Submit")


class Form:
    """A screen with these buttons."""

    called = "link form"
    page = PAGE

    def __init__(self, *buttons: str) -> None:
        self.buttons = buttons
        self.used: list[str] = []

    def has(self, kind: str, words: str) -> bool:
        """Say whether there is one."""
        return kind == "button" and words in self.buttons

    def read(self) -> Any:  # noqa: ANN401 as much of a reading as is asked for
        """Read them."""
        return SimpleNamespace(buttons=self.buttons)

    def press(self, words: str) -> str:
        """Press one."""
        if words not in self.buttons:
            raise NotThere("button", words, PAGE, [*self.buttons])
        if self.buttons.count(words) > 1:
            raise Ambiguous("button", words, PAGE, [words] * 2)
        self.used.append(words)
        return words


class Given:
    """Controls on a form, and what comparing that finds."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        *buttons: str,
        accepted: Sequence[AcceptedDifference] = (),
        seen: Sequence[Drift] = (),
        carry_on: bool = False,
        covers: Collection[str] = (),
    ) -> None:
        self.form, self.step = Form(*buttons), entry()
        self.ledger = ledger(self.step)
        navigator = SimpleNamespace(screen=self.form, documented=FORM, page=PAGE, step=1)
        monkeypatch.setattr(controls, "explain_missing_menu", lambda *_: None)
        compared = SimpleNamespace(
            now=lambda *_, **__: ScreenComparison(drifts=[*seen]), covers=covers
        )
        self.controls = Controls(
            cast("Navigator", navigator),
            cast("Comparisons", compared),
            self.ledger,
            Accepted(tuple(accepted)),
            carry_on=carry_on,
        )

    def use(self, words: str = "Submit") -> str:
        """Press a button."""
        return self.controls.use(self.form.press, "button", words, self.step)

    def miss(self, missing: NotThere) -> str | None:
        """Explain that a control is not there; return its likely new words."""
        findings, new = self.controls.explain_missing(missing, self.step.drifts)
        self.ledger.tell(*findings)
        return new

    def be_covered(self, covered: Covered) -> Stopped:
        """Explain that something lies over a control, which stops the step."""
        stopped = self.controls.explain_cover(covered, self.step.drifts)
        self.step.stop(stopped)
        return stopped

    @property
    def told(self) -> list[tuple[str, str | None, str | None, bool]]:
        """The differences of the step."""
        drifts = self.step.drifts
        return [(str(each.kind), each.documented, each.observed, each.accepted) for each in drifts]


def accepted(documented: str, observed: str, screen: str = "link form") -> AcceptedDifference:
    """Return an accepted new name of a button."""
    return AcceptedDifference("renamed", "button", screen, documented, observed)


def drift(
    kind: str, observed: str | None = None, words: str = "Submit", what: str = "button"
) -> Drift:
    """Return a difference of a control."""
    return Drift(DriftKind(kind), what, "link form", words, observed, screen="link form")


def test_a_documented_control_is_used_and_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(monkeypatch, "Submit", accepted=[accepted("Submit", "Send")])

    assert given.use() == "Submit"
    assert (given.told, [*given.step.notes]) == ([], [])


@pytest.mark.parametrize(
    ("buttons", "differences", "used"),
    [
        (["Send"], [accepted("Submit", "Send")], "Send"),
        (["Submit", "Send"], [accepted("Submit", "Send")], "Submit"),
        (["Sent"], [accepted("Submit", "Send")], None),
        (["Send"], [accepted("Submit", "Send", screen="verification")], None),
        (["Send"], [accepted("Cancel", "Send")], None),
    ],
)
def test_accepted_words_are_gone_by_only_where_they_were_accepted_and_are_there(
    monkeypatch: pytest.MonkeyPatch,
    buttons: list[str],
    differences: list[AcceptedDifference],
    used: str | None,
) -> None:
    given = Given(monkeypatch, *buttons, accepted=differences)

    if used is None:
        with pytest.raises(NotThere):
            given.use()
        assert (given.form.used, [*given.step.notes]) == ([], [])
        return
    assert given.use() == used
    is_other = used != "Submit"
    assert given.told == ([("renamed", "Submit", used, True)] if is_other else [])
    assert [*given.step.notes] == (
        [f"Went on by {used!r} instead of 'Submit' (accepted)."] * is_other
    )


def test_what_the_whole_screen_has_reported_is_not_reported_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Given(monkeypatch, "Send", accepted=[accepted("Submit", "Send")])
    given.step.tell(drift("renamed", "Send"))

    given.use()

    assert len(given.step.drifts) == 1


@pytest.mark.parametrize(
    ("buttons", "seen", "told"),
    [
        # By the comparison of the whole screen, or else by the likely name
        (["Send"], [drift("renamed", "Send")], ("renamed", "Send")),
        (["Submit it"], [], ("renamed", "Submit it")),
        (["Cancel"], [], ("removed", None)),
        (["Submit it"], [drift("removed")], ("removed", None)),
        (["Submit it"], [drift("moved", "Submit (footer)")], ("moved", "Submit (footer)")),
    ],
)
@pytest.mark.parametrize("carry_on", [True, False])
def test_what_became_of_a_missing_control_is_reported_and_used_only_by_who_carries_on(
    monkeypatch: pytest.MonkeyPatch,
    buttons: list[str],
    seen: list[Drift],
    told: tuple[str, str | None],
    *,
    carry_on: bool,
) -> None:
    given = Given(monkeypatch, *buttons, seen=seen, carry_on=carry_on)

    kind, observed = told
    if carry_on and kind == "renamed":
        assert given.use() == observed
        note = f"Went on by {observed!r} instead of 'Submit' (carry on)."
        assert [*given.step.notes] == [note]
    else:
        with pytest.raises(NotThere):
            given.use()
        assert given.form.used == []
    assert given.told == [(kind, "Submit", observed, False)]


@pytest.mark.parametrize("opens", [True, False])
def test_an_entry_that_a_click_has_hidden_again_is_looked_for_under_the_mouse(
    monkeypatch: pytest.MonkeyPatch, *, opens: bool
) -> None:
    class Hovered(Form):
        def open_under_mouse(self, openers: Sequence[str]) -> None:
            self.buttons = (*openers, "Submit") if opens else ()

    monkeypatch.setattr(controls, "Menu", Hovered)
    given = Given(monkeypatch)
    navigator: Any = given.controls._navigator
    given.form = navigator.screen = Hovered()
    navigator.openers = ["Utilities"]

    if opens:
        assert given.use() == "Submit"
        assert given.told == []
    else:
        with pytest.raises(NotThere):
            given.use()
        assert [kind for kind, *_ in given.told] == ["removed"]


def test_two_controls_of_the_same_words_are_never_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Given(monkeypatch, "Submit", "Submit", carry_on=True)

    with pytest.raises(Ambiguous):
        given.use()
    assert given.told == []
    for count in (2, 3):
        assert given.miss(Ambiguous("button", "Submit", PAGE, ["Submit"] * count)) is None
    assert given.told == [("ambiguous", "Submit", "2 of them", False)]


def test_a_text_of_the_same_words_says_nothing_of_the_control(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = [drift("reworded", "Submit now", what="text")]
    given = Given(monkeypatch, "Submit it", seen=seen)
    given.step.tell_all(seen)

    with pytest.raises(NotThere):
        given.use()

    assert [each[0] for each in given.told] == ["reworded", "renamed"]


@pytest.mark.parametrize(
    ("unusable", "buttons", "error"),
    [
        (drift("disabled", "Submit (disabled)"), ["Submit"], Unusable),
        (drift("removed"), [], NotThere),
        (drift("removed"), ["Submit"], None),
        (drift("disabled", words="Cancel"), ["Submit"], None),
    ],
)
def test_what_was_seen_to_be_unusable_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
    unusable: Drift,
    buttons: list[str],
    error: type[AssertionError] | None,
) -> None:
    given = Given(monkeypatch, *buttons)
    given.controls.unusable = [unusable]

    if error is None:
        assert given.use() == "Submit"
        return
    with pytest.raises(error):
        given.use()
    assert given.form.used == []


def test_a_control_that_gets_no_clicks_is_reported_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given(monkeypatch, "Submit")

    stopped = given.be_covered(Covered("button", "Submit", PAGE))

    assert stopped.verdict is Verdict.DRIFTED
    assert given.told == [
        ("behaves", "Submit", "Submit gets no clicks, since something else does", False)
    ]


def test_a_notice_over_a_control_is_added_once_and_the_control_as_documented(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Given(monkeypatch, "Submit")
    cover = Cover(
        *("notice", "Cookies", ("Accept",), ("Cookies",), ("Accept",)), is_whole=True, is_seen=True
    )
    covered = Covered("button", "Submit", PAGE, cover)

    given.be_covered(covered)
    stopped = given.be_covered(covered)

    assert stopped.reason.endswith("the notice 'Cookies' covers the page.")
    assert given.told == [("added", None, "Cookies (button 'Accept')", False)]


def test_a_notice_that_an_earlier_step_told_blocks_and_is_told_no_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Given(monkeypatch, "Submit", covers={"Cookies"})
    cover = Cover("notice", "Cookies", (), ("Cookies",), (), is_whole=True, is_seen=True)

    stopped = given.be_covered(Covered("button", "Submit", PAGE, cover))

    assert (stopped.verdict, stopped.cause) == (Verdict.BLOCKED, Cause.SITE)
    assert given.told == []


class Fields:
    """A form whose fields keep what is entered, or not."""

    called = "link form"
    page = PAGE
    wants_keys = False

    def __init__(self, *, keeps: bool, most: int = 99, clears: Sequence[str] | None = None) -> None:
        self.values: dict[str, str] = {}
        self._clears = clears
        self._keeps = keeps
        self._most = most

    def enter(self, caption: str, value: str) -> "Fields":
        """Enter a value."""
        taken = value[: self._most]
        self.values[caption] = taken if self._keeps else taken.upper()
        return self

    def field(self, caption: str) -> Any:  # noqa: ANN401 as much of a field as is asked for
        """Return a field."""
        return SimpleNamespace(input_value=lambda: self.values[caption])

    def press(self, _: str) -> None:
        """Empty the fields, or not."""
        if self._keeps:
            self.values |= dict.fromkeys(self.values if self._clears is None else self._clears, "")

    def has(self, *_: str) -> bool:
        """Have them all."""
        return True


@pytest.mark.parametrize("keeps", [True, False])
def test_a_field_that_takes_no_probe_is_reported_and_emptied(
    monkeypatch: pytest.MonkeyPatch, *, keeps: bool
) -> None:
    given, fields = Given(monkeypatch), Fields(keeps=keeps)
    monkeypatch.setattr(given.controls._navigator, "screen", fields)

    given.controls.try_field(cast("Screen", fields), "Login", given.step)
    documented = GuideScreen("link form", enter={"Login": "CM/ECF login"})
    told = given.told
    given.controls.empty(documented, cast("Screen", fields))

    assert [each[0] for each in told] == ([] if keeps else ["behaves"])
    assert fields.values == {"Login": ""}


def test_a_credential_that_a_field_does_not_take_stops_the_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given, fields = Given(monkeypatch), Fields(keeps=True, most=3)
    monkeypatch.setattr(given.controls._navigator, "screen", fields)

    with pytest.raises(Stopped, match="'Login' does not take what is entered") as stopped:
        given.controls.enter(cast("Screen", fields), "Login", "jdoe", given.step)

    # What behaves otherwise says how bad it is.
    assert [(str(each.kind), each.what) for each in stopped.value.drifts] == [("behaves", "field")]


def test_a_field_may_write_capitals_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    given, fields = Given(monkeypatch), Fields(keeps=False)
    monkeypatch.setattr(given.controls._navigator, "screen", fields)

    given.controls.enter(cast("Screen", fields), "Login", "jdoe", given.step)

    assert given.told == []


@pytest.mark.parametrize(
    ("clears", "unusable", "told"),
    [
        (("Login", "Password"), [], []),
        ((), [], ["behaves"]),
        (("Login",), [], ["behaves"]),
        (("Password",), [], ["behaves"]),
        # What is not there or cannot be used is not tried.
        ((), [drift("removed", words="Clear")], []),
        ((), [drift("disabled", words="Login", what="field")], []),
        ((), [drift("disabled", words="Submit")], ["behaves"]),
    ],
)
def test_a_clear_button_is_tried_with_a_probe_if_all_of_the_form_can_be_used(
    monkeypatch: pytest.MonkeyPatch, clears: Sequence[str], unusable: list[Drift], told: list[str]
) -> None:
    given, fields = Given(monkeypatch), Fields(keeps=True, clears=clears)
    given.controls.unusable = unusable
    enter: dict[str, Credential] = {"Login": "CM/ECF login", "Password": "CM/ECF password"}
    documented = GuideScreen("link form", enter=enter, clear="Clear")

    def expecting(value: str) -> Any:  # noqa: ANN401 as much of an expectation as is asked for
        def to_have_value(wanted: str) -> None:
            assert value == wanted

        return SimpleNamespace(to_have_value=to_have_value)

    monkeypatch.setattr(controls, "expect", lambda field: expecting(field.input_value()))

    drifts = given.controls.try_clear(documented, "Clear", cast("Screen", fields))

    promised, seen = "Clear empties the form", "the form keeps what was entered"
    differences = [(str(each.kind), each.documented, each.observed) for each in drifts]
    assert differences == [(kind, promised, seen) for kind in told]
    assert all((each.what, each.screen) == ("button", "link form") for each in drifts)


def test_a_value_is_entered_into_the_field_of_its_caption(monkeypatch: pytest.MonkeyPatch) -> None:
    given, fields = Given(monkeypatch), Fields(keeps=True)
    monkeypatch.setattr(given.controls._navigator, "screen", fields)

    given.controls.enter(cast("Screen", fields), "Login", "jdoe", given.step)

    assert fields.values == {"Login": "jdoe"}


@pytest.mark.parametrize(
    ("kind", "screen", "told"),
    [
        ("item", None, ("link", "menu bar")),
        ("button", None, ("button", "page")),
        ("item", "link form", ("link", "link form")),
    ],
)
def test_a_missing_control_is_told_of_its_screen(
    monkeypatch: pytest.MonkeyPatch, kind: str, screen: str | None, told: tuple[str, str]
) -> None:
    given = Given(monkeypatch)
    if screen is None:
        monkeypatch.setattr(given.controls._navigator, "screen", None)

    given.miss(NotThere(kind, "Submit", PAGE, ["Submit it"]))

    (found,) = given.step.drifts
    assert (found.what, found.region, found.screen) == (told[0], told[1], told[1])
    assert (found.kind, found.observed) == (DriftKind.RENAMED, "Submit it")


SIGN_ON = GuideScreen("sign-on", enter={"User": "PACER username", "Word": "PACER password"})
SAYS_IT_ALL = GuideScreen("sign-on", enter={**SIGN_ON.enter, "Code": "PACER client code"})


@pytest.mark.parametrize(
    ("documented", "field", "code", "captions", "noted"),
    [
        (SIGN_ON, "Client Code", "117", ["User", "Word", "Client Code"], 0),
        (SIGN_ON, "Client Code", "", ["User", "Word"], 0),
        (SIGN_ON, "Matter", "117", ["User", "Word"], 1),
        (SAYS_IT_ALL, "Client Code", "117", ["User", "Word", "Code"], 0),
        # A form of the court itself is none of PACER's.
        (GuideScreen("link form", enter={"User": "CM/ECF login"}), "Client Code", "1", ["User"], 0),
    ],
)
def test_a_client_code_is_entered_if_it_is_given_and_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    documented: GuideScreen,
    field: str,
    code: str,
    captions: list[str],
    noted: int,
) -> None:
    given = Given(monkeypatch)
    screen = cast("Screen", SimpleNamespace(has=lambda *asked: asked == ("field", field)))

    entries, notes = given.controls.entries(documented, screen, {"PACER client code": code})

    assert list(entries) == captions
    assert len(notes) == noted
