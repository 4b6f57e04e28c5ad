"""What is kept of a step: when it is kept anew, and whose names it shows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from e2e.parts.follow.stand_ins import result
from e2e.parts.recordings.readings import text
from e2e.privacy.values import private_data
from walk.privacy.masks import Masks
from walk.privacy.private_data import Kind, PrivateData
from walk.report.evidence import Evidence, Kept, _has
from walk.report.places.meant import Meant
from walk.results import Drift, DriftKind, Mark, Place

SEEN = [text("Welcome")]


class Page:
    """A page that says this, with these values in its fields."""

    def __init__(self, text: str = "Welcome", values: Sequence[str] = ()) -> None:
        self.url = "http://a.test/"
        self.text = text
        self.values = values
        self.taken = 0
        self.veiled: list[str] = []
        self.context = SimpleNamespace(browser=None)
        self.frames = [self]

    def locator(self, selector: str) -> Any:  # noqa: ANN401 as much of a locator as is asked for
        """Return its outline, or a field."""
        outline, kind = f"- text: {self.text}\n", selector.partition(",")[0]
        return SimpleNamespace(aria_snapshot=lambda: outline, nth=lambda at: f"{kind} {at}")

    def evaluate(self, _: str) -> tuple[str, Sequence[str]]:
        """Return what it shows."""
        return self.text, self.values

    def get_by_text(self, words: str) -> str:
        """Return where words are."""
        return words

    def screenshot(self, mask: Sequence[str] = ()) -> bytes:
        """Take a picture."""
        self.taken += 1
        self.veiled = [*mask]
        return f"picture {self.taken}".encode()


def people() -> PrivateData:
    """Return the private data of somebody real."""
    private = private_data(Kind.USERNAME, login="janedoe01")
    private.add("name", "Jane Doe", Kind.NAME)
    private.add("password", "Kw7-password")
    return private


def test_a_page_to_which_nothing_was_done_serves_the_next_step_too(tmp_path: Path) -> None:
    evidence, page = Evidence(tmp_path, Masks()), Page()

    def keep(step: int) -> Kept:
        return evidence.keep(page, step, SEEN)  # type: ignore[arg-type]

    kept = [keep(1), keep(1)]
    page.text = "Later"
    kept.append(keep(2))
    evidence.has_changed()
    kept.append(keep(3))

    assert page.taken == 2
    pictures = [(tmp_path / f"step-0{number}.png").read_text() for number in (1, 2, 3)]
    assert pictures == ["picture 1", "picture 1", "picture 2"]
    outlines = [(tmp_path / (each.outline or "")).read_text() for each in kept]
    assert outlines == [*["- text: Welcome\n"] * 3, "- text: Later\n"]
    assert [[*evidence.reading(each.reading or "")] for each in kept] == [SEEN] * 4
    assert kept[2] == Kept("http://a.test/", "step-02.png", "step-02.yaml", "step-02.json")


SHOWN = "Hello Jane  Doe, you are JANEDOE01."


@pytest.mark.parametrize(
    ("private", "hides_names", "shows_names", "veiled"),
    [
        (people(), True, False, ["janedoe01", "Jane Doe", "input 1", "input 2"]),
        # The guide itself shows names there, and no password.
        (people(), True, True, ["input 2"]),
        (people(), False, False, []),
        # The people of a mock are made up.
        (private_data(password="Kw7-password"), True, False, []),
    ],
)
def test_no_picture_shows_whom_it_may_not(
    tmp_path: Path,
    private: PrivateData,
    veiled: list[str],
    *,
    hides_names: bool,
    shows_names: bool,
) -> None:
    evidence = Evidence(tmp_path, Masks(private), hides_names=hides_names)
    page = Page(SHOWN, ["other", "jane doe", "Kw7-password"])

    evidence.keep(page, 1, SEEN, shows_names=shows_names)  # type: ignore[arg-type]

    assert sorted(page.veiled) == sorted(veiled)


@pytest.mark.parametrize(
    ("hides_names", "shows_names"), [(True, False), (True, True), (False, False)]
)
def test_the_words_of_a_step_show_names_only_where_the_guide_does(
    tmp_path: Path, *, hides_names: bool, shows_names: bool
) -> None:
    evidence = Evidence(tmp_path, Masks(people()), hides_names=hides_names)
    words = "Jane Doe Kw7-password"
    drifts = [
        Drift(DriftKind.WRONG_VALUE, "text", words, words, words, screen=screen)
        for screen in ("verification", "menu")
    ]
    url = f"http://a.test/{words}"
    step = result(reason=words, notes=[words], documented=[words], drifts=drifts, url=url)
    step = replace(step, ignored=drifts[1:])
    evidence.keep(Page(), step.number, SEEN, shows_names=shows_names)  # type: ignore[arg-type]

    step = evidence.mask(step)

    is_shown = shows_names or not hides_names
    shown = "Jane Doe [secret]" if is_shown else "[secret] [secret]"
    assert (step.reason, step.notes, step.documented) == (shown, [shown], [shown])
    assert step.url == f"http://a.test/{shown}"
    verification, menu = step.drifts
    assert verification.observed == verification.documented == "Jane Doe [secret]"
    hidden = "[secret] [secret]" if hides_names else "Jane Doe [secret]"
    assert (menu.region, menu.documented, menu.observed) == (hidden, hidden, hidden)
    assert step.ignored == [menu]


def test_what_a_step_does_not_have_stays_so(tmp_path: Path) -> None:
    step = result(drifts=[Drift(DriftKind.REMOVED, "link", "menu", "a", None)])

    masked = Evidence(tmp_path, Masks(people())).mask(step)

    assert (masked.url, masked.reason, masked.drifts[0].observed) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "words", "is_there"),
    [
        ("a JANE\n doe b", "Jane Doe", True),
        ("Jane Doe", "Jane  Doe", True),
        ("Jane D", "Jane Doe", False),
    ],
)
def test_words_are_there_in_any_capitals_and_white_space(
    text: str, words: str, *, is_there: bool
) -> None:
    assert _has(text, words) == is_there


def test_what_is_meant_on_a_picture_stays_with_it(tmp_path: Path) -> None:
    evidence, page = Evidence(tmp_path, Masks()), Page()
    meant = Meant([Mark("control", 1, 2, 3, 4)], "menu bar", [Place("Query", 1, 2, 3, 4)])

    evidence.keep(page, 1, SEEN)  # type: ignore[arg-type]
    kept = evidence.keep(page, 2, SEEN, meant=meant)  # type: ignore[arg-type]
    again = evidence.keep(page, 2, SEEN)  # type: ignore[arg-type]
    following = evidence.keep(page, 3, SEEN)  # type: ignore[arg-type]
    evidence.has_changed()
    other = evidence.keep(page, 3, SEEN)  # type: ignore[arg-type]

    assert [each.meant for each in (kept, again)] == [meant, meant]
    # The next step uses something else on the same screen.
    assert following.meant == replace(meant, marks=())
    assert other.meant == Meant()


def test_the_places_of_a_step_have_no_secret(tmp_path: Path) -> None:
    step = result(places=[Place("Jane Doe", 1, 2, 3, 4)])

    assert Evidence(tmp_path, Masks(people())).mask(step).places == [Place("[secret]", 1, 2, 3, 4)]
