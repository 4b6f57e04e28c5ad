"""One ledger alone gives the verdicts, from all that was found out at a step."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.follow.stand_ins import entry, ledger
from walk.compare.screen import ScreenComparison
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.finding import Finding
from walk.follow.ledger.ledger import StepLedger
from walk.follow.ledger.stops import Stopped, blocked
from walk.report.evidence import Kept
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict

ROOT = Path(__file__).parents[3]
RENAMED = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
TOOLS = Drift(DriftKind.ADDED, "link", "menu bar", None, "Tools", screen="menu bar")
RECORDED = Drift(
    DriftKind.RENAMED, "link", "page", "Help", "Helper", against="recording", screen="menu bar"
)
REMOVED = Drift(DriftKind.REMOVED, "link", "menu bar", "Search", None, screen="menu bar")
WITHHELD = Stopped(Verdict.WITHHELD, Cause.POLICY, "It is not permitted.")
SITE = blocked(Cause.SITE, "It is not there.")

# The verdict of a step


@pytest.mark.parametrize(
    ("drifts", "verdict", "left"),
    [
        ([], Verdict.WITHHELD, []),
        ([REMOVED], Verdict.WITHHELD, []),
        ([REMOVED, RECORDED], Verdict.WITHHELD, [RECORDED]),
        ([REMOVED, RENAMED], Verdict.DRIFTED, [RENAMED]),
    ],
)
def test_what_nobody_can_know_is_withheld_until_it_is_known(
    drifts: list[Drift], verdict: Verdict, left: list[Drift]
) -> None:
    step = entry(drifts=drifts, is_done=True)

    step.judge_not("Nobody knows.", REMOVED.__eq__)
    result = step.result()
    assert (result.verdict, result.drifts, result.reason) == (verdict, left, "Nobody knows.")
    assert result.cause is (Cause.POLICY if verdict is Verdict.WITHHELD else None)

    step.stop(SITE)
    assert step.result().reason == SITE.reason

    known = entry(drifts=drifts, is_done=True)
    known.judge_not("Nobody knows.", REMOVED.__eq__)
    known.judge_after_all()
    assert (known.result().drifts, known.result().reason) == (drifts, None)
    known.judge_not("Nobody knows.", REMOVED.__eq__)
    known.judge_anew("menu bar", ScreenComparison(drifts=[REMOVED]), "It helped.")
    assert (known.result().verdict, known.result().drifts) == (Verdict.DRIFTED, [REMOVED])


@pytest.mark.parametrize(
    ("is_done", "stopped", "drifts", "verdict", "cause"),
    [
        (False, None, [], Verdict.NOT_REACHED, None),
        (True, None, [], Verdict.AS_DOCUMENTED, None),
        (True, None, [RENAMED], Verdict.DRIFTED, None),
        (True, None, [RECORDED], Verdict.DRIFTED, None),
        (False, SITE, [], Verdict.BLOCKED, Cause.SITE),
        (False, SITE, [RENAMED], Verdict.DRIFTED, None),
        # What changed since a recording does not say what stopped the walk today.
        (False, SITE, [RECORDED], Verdict.BLOCKED, Cause.SITE),
        (True, WITHHELD, [], Verdict.WITHHELD, Cause.POLICY),
        (True, WITHHELD, [RECORDED], Verdict.WITHHELD, Cause.POLICY),
        (True, WITHHELD, [RENAMED], Verdict.DRIFTED, None),
    ],
)
@pytest.mark.parametrize("is_told_last", [True, False])
def test_a_verdict_depends_on_what_was_found_out_and_not_on_when(
    stopped: Stopped | None,
    drifts: list[Drift],
    verdict: Verdict,
    cause: Cause | None,
    *,
    is_done: bool,
    is_told_last: bool,
) -> None:
    step = entry(drifts=[] if is_told_last else drifts, is_done=is_done)
    if stopped:
        step.stop(stopped)
    step.tell_all(drifts if is_told_last else [])

    result = step.result()

    assert (result.verdict, result.cause) == (verdict, cause)
    assert result.reason == (stopped.reason if stopped else None)
    assert step.cause is cause


def test_a_step_that_is_not_needed_stays_so() -> None:
    step = entry()
    step.skip("The menus appeared.")
    step.finish()

    result = step.result()

    assert (result.verdict, result.reason) == (Verdict.NOT_NEEDED, "The menus appeared.")


def test_a_difference_is_told_once_and_a_comparison_tells_all_of_its_own() -> None:
    step = entry()

    for _ in range(2):
        step.tell(RENAMED)
    assert step.result().drifts == [RENAMED]
    step.compare(ScreenComparison(drifts=[RENAMED], documented=["Utilities"], notes=["Late."]))
    assert step.result().drifts == [RENAMED, RENAMED]
    step.take_back(RENAMED)

    result = step.result()
    assert (result.drifts, result.documented, result.notes) == ([RENAMED], ["Utilities"], ["Late."])


def test_a_step_says_where_it_was_even_if_no_picture_could_be_taken() -> None:
    step = entry()
    step.keep(Kept("http://a.test/1", "step-01.png", "step-01.yaml", "step-01.json"))
    step.come_to("http://a.test/2")
    step.take(1.5)

    result = step.result()

    assert (result.url, result.screenshot, result.outline, result.seconds) == (
        *("http://a.test/2", "step-01.png", "step-01.yaml"),
        1.5,
    )


def test_a_remedy_that_helps_replaces_what_differed_on_its_screen_without_it() -> None:
    step = entry(drifts=[RENAMED, RECORDED], is_done=True)

    step.judge_anew("menu bar", ScreenComparison(notes=["Late."]), "The menus appeared.")

    result = step.result()
    assert (result.verdict, result.drifts) == (Verdict.AS_DOCUMENTED, [])
    assert result.notes == ["Late.", "The menus appeared."]


def test_a_remedy_that_helps_changes_nothing_of_other_screens_and_of_what_came_besides() -> None:
    before = Drift(DriftKind.REWORDED, "text", "confirmation", "So", "No", screen="confirmation")
    alert = Drift(DriftKind.ADDED, "dialog", "menu bar", None, "Closed", screen="menu bar")
    step = entry(drifts=[before, RENAMED], is_done=True)
    step.tell(alert)

    step.judge_anew("menu bar", ScreenComparison(drifts=[TOOLS]), "The menus appeared.")

    assert step.result().drifts == [before, alert, TOOLS]


# All steps


def test_each_step_is_reported_once_and_in_order() -> None:
    kept, reported = ledger(*(entry(number) for number in (1, 2, 3))), list[int]()

    for last in (0, 2, 1, 3, 3):
        kept.report(last, lambda result: reported.append(result.number))

    assert reported == [1, 2, 3]


def test_a_step_is_rated_and_masked_before_it_is_reported() -> None:
    kept = StepLedger([entry(1)], lambda result: replace(result, reason="Masked."))
    reported = list[str | None]()

    kept.report(1, lambda result: reported.append(result.reason))

    assert reported == ["Masked."]
    assert [result.reason for result in kept.results()] == ["Masked."]


def test_what_is_found_of_a_step_that_was_reported_is_in_its_result() -> None:
    first, second = entry(1, is_done=True), entry(2)
    kept = ledger(first, second)
    kept.report(1, lambda _: None)

    kept.tell(Finding(1, RENAMED))

    assert [each.verdict for each in kept.results()] == [Verdict.DRIFTED, Verdict.NOT_REACHED]
    assert kept.results()[0].drifts == [RENAMED]


# One writer

FACTS = ("verdict", "cause", "reason", "drifts", "notes")
"""What only the ledger may write."""
CHANGES = ("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse")
WRITERS = ("walk/follow/ledger/entry.py", "walk/follow/ledger/stops.py")


def writes(source: str) -> list[str]:
    """Return where a module assigns or changes one of the facts of something."""
    found = []
    for node in ast.walk(ast.parse(source)):
        targets: list[ast.expr] = []
        if isinstance(node, (ast.Assign, ast.Delete)):
            targets = node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.For, ast.NamedExpr)):
            targets = [node.target]
        elif isinstance(node, ast.withitem) and node.optional_vars:
            targets = [node.optional_vars]
        elif isinstance(node, ast.Call) and "setattr" in ast.unparse(node.func):
            names = [each.value for each in node.args if isinstance(each, ast.Constant)]
            found += [str(name) for name in names if str(name).lstrip("_") in FACTS]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            targets = [node.func.value] if node.func.attr in CHANGES else []
        for target in targets:
            found += [
                ast.unparse(each)
                for each in ast.walk(target)
                if isinstance(each, ast.Attribute) and each.attr.lstrip("_") in FACTS
            ]
    return found


TELLERS = [
    "walk/follow/controls.py",
    "walk/follow/remedies.py",
    "walk/follow/screens/acts.py",
    "walk/follow/screens/screens.py",
    "walk/follow/walk.py",
]
"""Those who go through a step, and tell the ledger what all the others return."""
TELLING = (
    *("tell", "tell_all", "take_back", "note", "compare_words", "keep", "come_to", "take"),
    *("finish", "stop", "explain", "skip", "judge_anew", "judge_not", "judge_after_all"),
)


def tells(source: str) -> bool:
    """Say whether a module tells an entry, or the ledger, what was found out."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in TELLING
        and ast.unparse(node.value) in ("entry", "without", "self._ledger")
        for node in ast.walk(ast.parse(source))
    )


def sources_of_the_walk() -> dict[str, str]:
    """Return the source text of each module of the walk, by its path."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "walk").rglob("*.py"))
    }


def test_only_who_goes_through_a_step_tells_the_ledger() -> None:
    sources = sources_of_the_walk()

    assert [name for name, source in sources.items() if tells(source)] == TELLERS
    # Whoever else has an entry in hand only looks at it.
    knows = [name for name, source in sources.items() if "import StepEntry" in source]
    assert {*knows} - {*TELLERS} == {
        "walk/follow/comparisons.py",
        "walk/follow/ledger/ledger.py",
    }


def test_only_the_ledger_writes_what_is_found_out_at_a_step() -> None:
    sources = sources_of_the_walk()

    assert tuple(name for name, source in sources.items() if writes(source)) == WRITERS
    makers = [name for name, source in sources.items() if "StepResult(" in source]
    assert makers == ["walk/follow/ledger/entry.py"]
    # Nobody can write into a result that was made.
    assert StepResult.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert ScreenComparison.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    [
        "result.verdict = Verdict.DRIFTED",
        "result.verdict, result.cause = Verdict.BLOCKED, Cause.SITE",
        "step.drifts += [drift]",
        "without.notes.append('so')",
        "act.step.drifts.remove(drift)",
        "self._drifts.clear()",
        "step.drifts[0] = drift",
        "del step.notes[:]",
        "object.__setattr__(result, 'verdict', verdict)",
    ],
)
def test_every_way_to_write_is_seen(line: str) -> None:
    assert writes(line)


def test_what_is_found_out_can_only_be_read() -> None:
    step = StepEntry(1, "Look")

    for name in ("drifts", "notes", "cause"):
        with pytest.raises(AttributeError):
            setattr(step, name, ())
    assert isinstance(step.drifts, tuple)
    assert isinstance(step.notes, tuple)
