"""What varies from walk to walk is learned from several, and a change among it is still told."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from e2e.parts.recordings.readings import NEWS, field, link, menu_bar, text
from pages.reading.page_elements import PageElement
from walk.errors import UsageError
from walk.guide.model import Guide, GuideScreen, Shows, Step
from walk.recordings.learning import learned
from walk.recordings.recording import Recording, RecordingComparison
from walk.recordings.varying import VARIES, Varying, read_varying, together, write_varying

DAY = date(2026, 11, 27)
BAR = menu_bar("Query", "Reports")


def guide_of(screen: str = "menu bar", **shows: tuple[str, ...]) -> Guide:
    documented = GuideScreen(screen, Shows(**shows))  # type: ignore[arg-type]
    return Guide("wiwb", "Link", "here", (Step(1, "See it", screen=(documented,)),))


def varying(
    *pages: Sequence[PageElement], screen: str = "menu bar", guide: Guide | None = None
) -> tuple[Varying, ...]:
    """Return what is learned from several walks of one page."""
    walks = [{1: [*BAR, *page]} for page in pages]
    return learned(walks, guide or guide_of(screen), DAY)


def told(
    rules: Sequence[Varying],
    before: Sequence[PageElement],
    after: Sequence[PageElement],
    screen: str = "menu bar",
) -> list[tuple[str, str | None, str | None]]:
    """Return what a later walk tells of a page."""
    recording = Recording(Path(), "wiwb", {1: [*BAR, *before]}, tuple(rules))
    drifts = RecordingComparison(recording).drifts(1, [*BAR, *after], screen)
    return [(str(each.kind), each.documented, each.observed) for each in drifts]


def news(*titles: str) -> list[PageElement]:
    return [link(each, NEWS) for each in titles]


@pytest.mark.parametrize(
    ("pages", "patterns"),
    [
        # A clock has another day tomorrow, although it had one day in all of these walks.
        (
            ("Friday, November 27, 2026 10:03:05", "Friday, November 27, 2026 10:03:41"),
            ["#, # #, # #"],
        ),
        (("Last login 11/26/2026 9:14", "Last login 11/27/2026 10:03"), ["Last login #/#/# #"]),
        (("Today is Nov 27, 2026.", "Today is Nov 27, 2026."), ["Today is # #, #."]),
        (("Today is 11/27/2026.", "Today is 11/27/2026."), ["Today is #/#/#."]),
        (("Fees change on December 1, 2026.", "Fees change on December 1, 2026."), []),
        (
            ("Release 1.7, 1,204 visitors", "Release 1.7, 1,207 visitors"),
            ["Release 1.7, # visitors"],
        ),
        (("You have 1 new message.", "You have 2 new messages."), ["You have # new message."]),
        (("Release 1.7.2 of 3", "Release 1.7.2 of 4"), ["Release 1.7.2 of #"]),
        (("Release 1.7", "Release 1.7"), []),
        (("Hello [PACER name] 1", "Hello [PACER name] 2"), []),
    ],
)
def test_times_and_counts_are_learned_as_patterns(
    pages: tuple[str, ...], patterns: list[str]
) -> None:
    rules = varying(*([text(each)] for each in pages))

    assert [each.pattern for each in rules] == patterns


def test_what_a_field_holds_of_the_attorney_is_not_learned() -> None:
    here, there, empty = ([field("Who", each)] for each in ("[CM/ECF login]", "jdoe", ""))

    assert varying(here, empty) == ()
    assert [each.holds for each in varying(there, empty)] == ["Who"]


def test_a_pattern_passes_later_times_and_tells_other_words() -> None:
    first, second, later = (
        [text(each)]
        for each in (
            "Friday, November 27, 2026 10:03:05",
            "Friday, November 27, 2026 10:04:00",
            "Tuesday, December 1, 2026 09:15:00",
        )
    )
    rules = varying(first, second)

    assert told(rules, first, later) == []
    assert told(rules, first, [text("The court is closed.")]) != []
    assert told(rules, first, []) == [("removed", "#, # #, # #", None)]
    assert told((), first, later) != []


def test_variants_are_kept_and_another_one_is_told() -> None:
    tips = [[text(each)] for each in ("Save often.", "Use Query.", "Log out at the end.")]
    rules = varying(tips[0], tips[1], tips[2], tips[0])

    assert [each.one_of for each in rules] == [("Save often.", "Use Query.", "Log out at the end.")]
    assert [told(rules, tips[0], each) for each in tips] == [[], [], []]
    assert told(rules, tips[1], [text("Pay before noon.")]) == [
        ("reworded", "Save often.", "Pay before noon.")
    ]
    assert told(rules, tips[1], []) == [("removed", "Save often.", None)]


def test_variants_with_one_head_are_a_pattern() -> None:
    (rule,) = varying([text("Tip of the day: save.")], [text("Tip of the day: use Query.")])

    assert rule.pattern == "Tip of the day: *"
    assert told((rule,), [text("Tip of the day: save.")], [text("Tip of the day: print.")]) == []
    assert not rule.sometimes
    (rule,) = varying([text("Tip of the day: save.")], [], [text("Tip of the day: print.")])
    assert told((rule,), [text("Tip of the day: save.")], []) == []


def test_what_is_there_only_sometimes_may_come_and_go() -> None:
    survey = [text("Survey open.")]
    (rule,) = varying(survey, [], survey)

    assert (rule.one_of, rule.sometimes) == (("Survey open.",), True)
    assert told((rule,), survey, []) == []
    assert told((rule,), [], survey) == []
    assert told((rule,), [], [text("Court closed.")]) == [("added", None, "Court closed.")]


def test_news_in_any_order_is_compared_one_by_one() -> None:
    titles = ("Fees", "Hours", "Rules")
    rules = varying(*(news(*each) for each in (titles, titles[::-1], ("Hours", "Fees", "Rules"))))

    assert [{*each.any_order} for each in rules] == [{*titles}]
    assert told(rules, news(*titles), news("Rules", "Fees", "Hours")) == []
    assert told(rules, news(*titles), news("Rules", "Hours")) == [("removed", "Fees", None)]
    assert told(rules, news(*titles), news("Rules", "Fees", "Hours", "Holiday")) == [
        ("added", None, "Holiday")
    ]
    assert told((), news(*titles), news("Rules", "Fees", "Hours")) != []


def test_where_a_link_leads_and_what_a_field_holds_may_vary() -> None:
    first, second, third = (
        [link("Next", leads_to=f"/next?{each}"), field("Day", f"day {each}")] for each in "abc"
    )
    rules = varying(first, second)

    assert {(each.leads, each.holds) for each in rules} == {("Next", ""), ("", "Day")}
    assert told(rules, first, third) == []
    assert [kind for kind, *_ in told((), first, second)] == ["retargeted", "wrong_value"]


def test_what_the_guide_documents_never_varies() -> None:
    guide = guide_of(items=("Query", "Reports"), text=("Release 7",))
    walks = [{1: [*(BAR if each else ()), text(f"Release {each + 7}")]} for each in range(2)]

    assert [each.pattern or each.one_of for each in learned(walks, guide, DAY)] == []


@pytest.mark.parametrize("screen", ["verification", "confirmation"])
def test_only_times_and_counts_vary_where_nobody_can_undo(screen: str) -> None:
    pages = [
        [text(f"It is 10:0{each}."), text(words)] for each, words in enumerate(("One.", "Two."))
    ]

    rules = varying(*pages, screen=screen)

    assert [each.pattern for each in rules] == ["It is #."]
    assert told(rules, pages[0], pages[1], screen) == [("reworded", "One.", "Two.")]


def test_one_walk_shows_nothing_that_varies() -> None:
    assert varying([text("It is 10:03.")]) == ()


def test_what_is_on_several_screens_is_one_thing_and_variants_come_together() -> None:
    clock = Varying("menu", "banner", pattern="It is #.")
    tips = Varying("menu", one_of=("One.", "Two."))

    every = together(
        [
            *(clock, Varying("link form", "banner", pattern="It is #.", sometimes=True)),
            *(Varying("menu", pattern="It is #."), tips),
            *(Varying("menu", one_of=("Two.", "Three.")), Varying("menu", one_of=("Four.",))),
        ]
    )

    assert every == (
        Varying("", "banner", pattern="It is #.", sometimes=True),
        Varying("menu", pattern="It is #."),
        Varying("menu", one_of=("One.", "Two.", "Three.")),
        Varying("menu", one_of=("Four.",)),
    )


def test_what_varies_is_written_for_people_and_read_again(tmp_path: Path) -> None:
    rules = (
        Varying("menu bar", 'complementary "News"', any_order=("Fees", "Hours")),
        Varying("", "banner", pattern="It is # \u2013 #.", sometimes=True),
    )

    write_varying(rules, tmp_path)

    assert read_varying(tmp_path) == rules
    written = (tmp_path / VARIES).read_text(encoding="utf-8")
    assert written.startswith("# What varied from walk to walk")
    assert (
        '[[varies]]\nregion = "banner"\npattern = "It is # \u2013 #."\nsometimes = true\n'
        in written
    )
    assert read_varying(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[[varies]]\n", "varies 1 of {file} has to have one of `pattern`, `one_of`, `any_order`"),
        ('[[varies]]\nleads = "a"\nholds = "a"\n', "varies 1 of {file} has to have one of"),
        ('[[varies]]\npattern = "# *"\n', "varies 1 of {file} has the `pattern` '# *', which ever"),
        ('[[varies]]\nwords = "a"\n', "Unknown key `words` in varies 1 of {file}; "),
        ("varies = [", "The file of what varies {file} is not TOML: "),
    ],
)
def test_a_file_of_what_varies_that_is_none_is_refused_in_one_sentence(
    tmp_path: Path, content: str, says: str
) -> None:
    (tmp_path / VARIES).write_text(content, encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        read_varying(tmp_path)

    assert str(refused.value).startswith(says.format(file=tmp_path / VARIES))
    assert "\n" not in str(refused.value)
