"""The command `patch`: what it prints, what it writes, and how it ends."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.parts.runs.written import report_of, walked
from walk.commands.parser import main
from walk.guide.reader import GUIDES
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict

UTILITIES = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
REMOVED = Drift(DriftKind.REMOVED, "link", "menu bar", "Help", None, screen="menu bar")


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guide of one's own below the current folder."""
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "guides" / "wiwb.toml"
    place.parent.mkdir()
    place.write_bytes((GUIDES / "wiwb.toml").read_bytes())
    return place


def found(folder: Path, *drifts: Drift) -> str:
    """Write the report of a walk that found these differences at step 5."""
    verdict = Verdict.DRIFTED if drifts else Verdict.AS_DOCUMENTED
    step = StepResult(5, "", verdict, drifts=[*drifts])
    return str(report_of(folder / "report", walked([step])))


def test_what_is_printed_is_a_patch_that_other_programs_apply(
    guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The last line of the file has no end, and is changed too.
    guide.write_bytes(guide.read_bytes().rstrip(b"\n"))
    before = guide.read_bytes()

    status = main(["patch", found(tmp_path, UTILITIES)])

    printed = capsys.readouterr()
    assert (status, printed.err, guide.read_bytes()) == (0, "", before)
    assert printed.out.startswith("--- a/guides/wiwb.toml\n+++ b/guides/wiwb.toml\n")
    subprocess.run(["git", "apply", "-"], input=printed.out, text=True, check=True)
    assert guide.read_text(encoding="utf-8").count('"Tools"') == 2


def test_with_write_the_file_is_written_once(
    guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = found(tmp_path, UTILITIES)
    guide.chmod(0o640)

    assert main(["patch", report, "--write"]) == 0
    assert capsys.readouterr().out == f"1 difference mended: see {guide}\n"
    assert (guide.read_text(encoding="utf-8").count('"Tools"'), guide.stat().st_mode % 512) == (
        2,
        0o640,
    )
    assert [each.name for each in guide.parent.iterdir()] == ["wiwb.toml"]

    assert main(["patch", report, "--write"]) == 2
    assert "is not as it was at the walk" in capsys.readouterr().err


def test_what_the_patch_leaves_out_is_said_and_fails(
    guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["patch", found(tmp_path, UTILITIES, REMOVED)])

    printed = capsys.readouterr()
    assert (status, printed.out.count('+select = "Tools"')) == (1, 1)
    assert printed.err == (
        "walk: Step 5: removed link (menu bar): 'Help' is not there: not in the patch, since "
        "nobody knows what should take its place.\n"
    )
    assert guide.read_bytes() == (GUIDES / "wiwb.toml").read_bytes()


def test_what_can_be_mended_is_written_whatever_is_left_out(
    guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["patch", found(tmp_path, UTILITIES, REMOVED), "--write"]) == 1
    assert capsys.readouterr().out == f"1 difference mended: see {guide}\n"
    assert '"Tools"' in guide.read_text(encoding="utf-8")


@pytest.mark.usefixtures("guide")
def test_no_words_of_a_site_reach_the_terminal_as_orders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    red = replace(REMOVED, region="\x1b[31m")

    assert main(["patch", found(tmp_path, red)]) == 1
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("step", "status", "message"),
    [
        (StepResult(5, "", Verdict.AS_DOCUMENTED), 0, "There is nothing to mend in "),
        (
            StepResult(5, "", Verdict.BLOCKED, Cause.MAINTENANCE),
            3,
            "and the walk could not tell of all of it.",
        ),
    ],
)
@pytest.mark.usefixtures("guide")
def test_a_walk_without_differences_leaves_nothing_to_mend(
    step: StepResult,
    status: int,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = report_of(tmp_path / "report", walked([step]))

    assert main(["patch", str(report)]) == status
    printed = capsys.readouterr()
    assert (printed.out, message in printed.err) == ("", True)


def test_a_guide_that_cannot_be_written_stays_as_it_is(
    guide: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report, before = found(tmp_path, UTILITIES), guide.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)

    assert main(["patch", report, "--write"]) == 2
    assert "cannot be written (Permission denied); leave out --write" in capsys.readouterr().err
    assert guide.read_bytes() == before
    assert [each.name for each in guide.parent.iterdir()] == ["wiwb.toml"]


@pytest.mark.parametrize("text", ["", '{"schema": 1', '{"schema": 9}', "[]"])
def test_what_is_no_report_is_refused_in_one_sentence(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "walk.json").write_text(text, encoding="utf-8")

    assert main(["patch", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
