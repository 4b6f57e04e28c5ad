"""A patch says of a guide what a walk saw, and nothing that words cannot mend."""

import tomllib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from e2e.parts.runs.written import report_of, walked
from walk.errors import UsageError
from walk.guide.reader import GUIDES, guide_in
from walk.patch.edits import NewWords
from walk.patch.guide_patch import GuidePatch, patch_of
from walk.patch.mending import Mended, Mending
from walk.results import Cause, Drift, DriftKind, StepResult, Verdict
from walk.runs.past_run import read_past_run

UTILITIES = Drift(DriftKind.RENAMED, "link", "menu bar", "Utilities", "Tools", screen="menu bar")
HEADING = "Link a CM/ECF account to my PACER account"
AFTER = (
    "After you submit this screen, your old e-filing credentials for the CM/ECF account will be"
    " permanently linked to your upgraded PACER account. Use your upgraded PACER account to e-file"
    " in this court."
)
DONE = (
    "Your PACER account has been linked to your CM/ECF account",
    "You should also receive an e-mail notification acknowledgement.",
)


def drift(kind: DriftKind, what: str, screen: str, old: str | None, new: str | None) -> Drift:
    """Return a difference of one screen."""
    return Drift(kind, what, screen, old, new, screen=screen)


def patched(tmp_path: Path, *found: tuple[int, Drift], guide: str = "wiwb") -> GuidePatch:
    """Return the patch for a walk that found these differences at these steps."""
    drifts: dict[int, list[Drift]] = {}
    for number, each in found:
        drifts.setdefault(number, []).append(each)
    steps = [StepResult(at, "", Verdict.DRIFTED, drifts=each) for at, each in drifts.items()]
    report = report_of(tmp_path / "report", walked(steps, guide), guide)
    return patch_of(read_past_run(report), str(GUIDES / f"{guide}.toml"), report)


def changed(patch: GuidePatch) -> list[str]:
    """Return the lines that a patch takes out and puts in."""
    lines = patch.diff.splitlines()
    assert [line[:4] for line in lines[:2]] == ["--- ", "+++ "]
    return [line for line in lines[2:] if line[0] in "+-"]


def test_a_renamed_item_is_mended_wherever_the_guide_has_it_on_that_screen(tmp_path: Path) -> None:
    patch = patched(tmp_path, (5, UTILITIES), (6, UTILITIES))

    assert changed(patch) == [
        '-shows.items = ["Query", "Reports", "Utilities", "Help", "Log Out"]',
        '+shows.items = ["Query", "Reports", "Tools", "Help", "Log Out"]',
        '-action = "Select Utilities in the limited menu bar"',
        '+action = "Select Tools in the limited menu bar"',
        '-says = "Utilities is to be selected in the limited menu bar."',
        '+says = "Tools is to be selected in the limited menu bar."',
        '-select = "Utilities"',
        '+select = "Tools"',
    ]
    assert (patch.mended.mended, patch.mended.unmended) == (1, ())
    # What the walk has not seen stays: the full menu bar of step 14.
    assert '"Reports", "Utilities", "Search"' in patch.new


def test_words_that_hold_the_old_ones_are_put_in_once(tmp_path: Path) -> None:
    longer = replace(UTILITIES, observed="My Utilities")

    out = replace(UTILITIES, documented="Log Out", observed="Sign Off")
    patch = patched(tmp_path, (5, longer), (5, out), (6, replace(longer, region="bar")))

    # The remedies log out of the full menu bar, which the walk has not seen.
    assert not [each for each in changed(patch) if "log_out" in each]
    assert '+action = "Select My Utilities in the limited menu bar"' in changed(patch)


def test_words_within_longer_words_stay(tmp_path: Path) -> None:
    report = report_of(tmp_path, walked([StepResult(6, "", Verdict.DRIFTED, drifts=[UTILITIES])]))
    path = GUIDES / "wiwb.toml"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    document["step"][5]["action"] = "Select Utilities, which is not MyUtilities or Utilities2"

    mended = Mending(guide_in(document, path), document, read_past_run(report)).mended()

    words = [each.words for each in mended.edits if isinstance(each, NewWords)]
    assert "Select Tools, which is not MyUtilities or Utilities2" in words


def test_all_else_in_the_file_stays(tmp_path: Path) -> None:
    patch = patched(
        tmp_path,
        (5, UTILITIES),
        (4, drift(DriftKind.RENAMED, "field", "sign-on", "Username *", "User ID *")),
        (9, drift(DriftKind.RECASED, "heading", "link form", HEADING, HEADING.upper())),
    )

    old, new = patch.old.splitlines(), patch.new.splitlines()
    assert len(old) == len(new)
    assert [line for line in old if line.startswith("#")] == [
        line for line in new if line.startswith("#")
    ]
    assert [line for line in changed(patch) if "User" in line] == [
        '-enter = { "Username *" = "PACER username", "Password *" = "PACER password" }',
        '+enter = { "User ID *" = "PACER username", "Password *" = "PACER password" }',
        '-fields = ["Username *", "Password *", "Client Code"]',
        '+fields = ["User ID *", "Password *", "Client Code"]',
    ]
    assert f'+heading = "{HEADING.upper()}"' in changed(patch)
    assert patch.new.count(f'heading = "{HEADING}"') == 2


@pytest.mark.parametrize(
    ("number", "found", "line"),
    [
        (
            4,
            drift(DriftKind.ADDED, "required mark", "sign-on", "Client Code", "Client Code *"),
            '+fields = ["Username *", "Password *", "Client Code *"]',
        ),
        (
            11,
            drift(DriftKind.RENAMED, "PACER", "verification", "PACER", "PACER account"),
            '+names = { "CM/ECF" = "CM/ECF login and name", "PACER account" = "PACER name" }',
        ),
        (
            11,
            drift(DriftKind.RECASED, "text", "verification", "PACER", "Pacer"),
            '+names = { "CM/ECF" = "CM/ECF login and name", "Pacer" = "PACER name" }',
        ),
        (
            5,
            drift(
                DriftKind.REORDERED,
                *("link", "menu bar", "Query, Reports, Utilities, Help, Log Out"),
                "Reports, Query, Utilities, Help, Log Out",
            ),
            '+shows.items = ["Reports", "Query", "Utilities", "Help", "Log Out"]',
        ),
        (
            13,
            drift(
                DriftKind.REWORDED,
                *("text", "confirmation"),
                "You should also receive an e-mail notification acknowledgement.",
                "Done. You should also get an e-mail acknowledgement. Good bye.",
            ),
            '+    "You should also get an e-mail acknowledgement.",',
        ),
        (
            11,
            drift(
                DriftKind.REWORDED,
                *("text", "verification", AFTER, f"Stop. {AFTER.replace('old', 'own')} Good bye."),
            ),
            f'+    "{AFTER.replace("old", "own")}",',
        ),
        (
            13,
            drift(
                DriftKind.REORDERED,
                *("text", "confirmation", " … ".join(DONE), " … ".join(DONE[::-1])),
            ),
            f'+    "{DONE[1]}",',
        ),
        (
            15,
            drift(DriftKind.RENAMED, "link", "menu bar", "Log Out", "Sign Off"),
            '+log_out = "Sign Off"',
        ),
    ],
)
def test_each_kind_of_words_is_mended(tmp_path: Path, number: int, found: Drift, line: str) -> None:
    patch = patched(tmp_path, (number, found))

    assert line in changed(patch)
    assert patch.mended.unmended == ()


def test_a_new_order_of_new_names_is_mended(tmp_path: Path) -> None:
    patch = patched(
        tmp_path,
        (
            5,
            drift(
                DriftKind.REORDERED,
                *("link", "menu bar", "Query, Reports, Utilities, Help, Log Out"),
                "Reports, Query, Tools, Help, Log Out",
            ),
        ),
        (5, UTILITIES),
    )

    assert '+shows.items = ["Reports", "Query", "Tools", "Help", "Log Out"]' in changed(patch)


def test_a_step_with_several_screens_says_each_of_their_words(tmp_path: Path) -> None:
    group = "NextGen Release 1.1 Menu Items"
    patch = patched(
        tmp_path,
        (6, UTILITIES),
        (6, drift(DriftKind.RENAMED, "link", "menu", group, "NextGen Items")),
        guide="txwd",
    )

    action = '+action = "Select Tools, NextGen Items, Link a CM/ECF account to my PACER account"'
    assert action in changed(patch)
    assert {'+select = "Tools"', '+select = "NextGen Items"'} < {*changed(patch)}


UNMENDED = [
    drift(DriftKind.RENAMED, "link", "menu bar", "Help", "Help for [PACER name]"),
    drift(DriftKind.RENAMED, "link", "menu bar", "Help", "Help, [secret]"),
    drift(DriftKind.REMOVED, "link", "menu bar", "Help", None),
    drift(DriftKind.ADDED, "link", "menu bar", None, "Search"),
    drift(DriftKind.MOVED, "link", "menu bar", "Help", "Help (footer)"),
    drift(DriftKind.RE_ROLED, "link", "menu bar", "Help", "Help (button)"),
    drift(DriftKind.RETARGETED, "link", "menu bar", "Help", "Help (https://other.example)"),
    drift(DriftKind.AMBIGUOUS, "link", "menu bar", "Help", "Help, once more"),
    drift(DriftKind.DISABLED, "link", "menu bar", "Help", "Help (disabled)"),
    drift(DriftKind.BEHAVES, "link", "menu bar", "Help leads to", "nothing happens"),
    drift(DriftKind.WRONG_VALUE, "PACER", "verification", "Jo Doe", "Jo Roe"),
    drift(DriftKind.REORDERED, "names", "verification", "CM/ECF, PACER", "PACER, CM/ECF"),
    drift(DriftKind.REORDERED, "link", "menu bar", "Query, Reports", "Reports, Another"),
    drift(DriftKind.RENAMED, "link", "menu bar", "Help", " "),
]


@pytest.mark.parametrize("found", UNMENDED, ids=lambda each: f"{each.kind} {each.observed}")
def test_what_words_cannot_mend_is_listed_and_not_patched(tmp_path: Path, found: Drift) -> None:
    number = 11 if found.screen == "verification" else 5
    patch = patched(tmp_path, (number, found))

    assert (patch.diff, patch.new) == ("", patch.old)
    (left,) = patch.mended.unmended
    assert str(left).startswith(f"Step {number}: {found.kind} {found.what} (")
    assert ": not in the patch, since " in str(left)


def test_two_different_words_at_one_place_are_not_both_put_in(tmp_path: Path) -> None:
    patch = patched(tmp_path, (5, UTILITIES), (6, replace(UTILITIES, observed="Kit")))

    assert '+select = "Tools"' in changed(patch)
    assert [str(each) for each in patch.mended.unmended] == [
        "Step 6: renamed link (menu bar): documented 'Utilities', observed 'Kit': not in the "
        "patch, since the walk saw 'Tools' there too."
    ]


def test_a_caption_that_another_field_has_is_not_put_in(tmp_path: Path) -> None:
    found = drift(DriftKind.RENAMED, "field", "link form", "CM/ECF login", "CM/ECF password")

    patch = patched(tmp_path, (9, found))

    assert patch.diff == ""
    assert "the guide has 'CM/ECF password' there already" in str(patch.mended.unmended[0])


def test_a_file_without_an_end_is_patched_as_git_expects() -> None:
    patch = GuidePatch(Path("own.toml"), "a\nold", "a\nnew", Mended((), 1, ()))

    no_end = "\\ No newline at end of file"
    assert patch.diff.splitlines()[3:] == [" a", "-old", no_end, "+new", no_end]


def test_a_guide_that_came_with_the_program_is_written_as_a_copy_of_one_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walk.patch.guide_patch.IS_INSTALLED", True)
    monkeypatch.chdir(tmp_path)
    patch = patched(tmp_path, (5, UTILITIES))

    assert patch.write() == tmp_path / "guides" / "wiwb.toml"
    assert patch.path.read_text(encoding="utf-8") == patch.old


def test_a_difference_from_a_recording_is_none_of_the_guide(tmp_path: Path) -> None:
    patch = patched(tmp_path, (5, replace(UTILITIES, against="recording")))

    assert (patch.diff, patch.mended.mended, patch.mended.unmended) == ("", 0, ())


def test_a_step_that_the_site_blocks_without_other_words_is_listed(tmp_path: Path) -> None:
    blocked = StepResult(7, "", Verdict.BLOCKED, Cause.SITE, "The menu does not open.")
    report = report_of(tmp_path / "report", walked([blocked]))

    patch = patch_of(read_past_run(report), None, report)

    assert "Step 7: The menu does not open" in str(patch.mended.unmended[0])


@pytest.mark.parametrize(
    "words",
    [
        'Tools "and" more\\',
        "turned \u202eround\u2069 \x1b[31mred\x07 in two\nlines\ttabbed",
        "Tools \N{WRENCH} \N{ARABIC LETTER ALEF}",
        "</script><b>Tools</b> & {{ 7 * 7 }}",
        "x" * 10_000,
        "'''",
        "# no comment",
    ],
)
def test_any_words_of_a_site_are_only_words_in_the_file(tmp_path: Path, words: str) -> None:
    patch = patched(tmp_path, (5, replace(UTILITIES, observed=words)))

    new = guide_in(tomllib.loads(patch.new), patch.path)
    assert (new.steps[4].screen[0].shows.items or ())[2] == words
    assert new.steps[5].screen[0].select == words
    assert all(each.isprintable() for each in patch.diff.splitlines())


def own(tmp_path: Path, text: str) -> Path:
    """Write a guide file of one's own."""
    place = tmp_path / "own.toml"
    place.write_bytes(text.encode())
    return place


TEXT = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace('"Utilities"', '"Tools"'),
        TEXT.replace('action = "See the limited menu bar"', 'action = "See the menu"'),
        TEXT.replace('court = "wiwb"', 'court = "other"'),
        TEXT.replace('name = "menu bar"', 'name = "menu"').replace("shows.items", "shows.links")
        .replace("shows.more_items = true\nshows.new_items = true\n", ""),
    ],
)  # fmt: skip
def test_a_guide_that_has_changed_since_is_not_patched_at_all(tmp_path: Path, text: str) -> None:
    place = own(tmp_path, text)
    field = drift(DriftKind.RENAMED, "field", "sign-on", "Username *", "User ID *")
    steps = [
        StepResult(4, "", Verdict.DRIFTED, drifts=[field]),
        StepResult(5, "", Verdict.DRIFTED, drifts=[UTILITIES]),
    ]
    report = report_of(tmp_path / "report", walked(steps))

    with pytest.raises(UsageError, match="so nothing is patched") as refused:
        patch_of(read_past_run(report), str(place), report)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("named", "file"), [(None, "wiwb.toml"), ("wiwb.toml", "wiwb.toml"), ("own.toml", "own.toml")]
)
def test_the_guide_is_the_one_that_the_walk_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str | None, file: str
) -> None:
    place = own(tmp_path, TEXT)
    run = replace(read_past_run(report_of(tmp_path / "report", walked())), guide_file=named)
    monkeypatch.chdir(tmp_path)

    path = patch_of(run, None, tmp_path).path

    assert path == (Path(file) if file == place.name else GUIDES / file)


def test_a_guide_of_the_walk_that_is_gone_is_named(tmp_path: Path) -> None:
    report = report_of(tmp_path / "report", walked())
    run = replace(read_past_run(report), guide_file=str(tmp_path / "gone.toml"))

    with pytest.raises(UsageError, match=r"There is no guide file '.*gone.toml'"):
        patch_of(run, None, report)


@pytest.mark.parametrize("is_same", [True, False])
def test_a_guide_is_known_by_its_hash_if_the_report_has_one(
    tmp_path: Path, *, is_same: bool
) -> None:
    place = own(tmp_path, TEXT)
    report = report_of(tmp_path / "report", walked([]))
    run = read_past_run(report)
    known = sha256(place.read_bytes()).hexdigest() if is_same else "0" * 64
    run = replace(run, guide_file=str(place), guide_hash=known)

    if is_same:
        assert patch_of(run, None, report).path == place
    else:
        with pytest.raises(UsageError, match="its file has changed"):
            patch_of(run, None, report)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.rstrip("\n"),
        # The same in the other ways of TOML.
        TEXT.replace('select = "Utilities"', "select = 'Utilities' # here"),
        TEXT.replace('select = "Utilities"', 'select = """\\\n  Utilities"""'),
        TEXT.replace(
            'enter = { "Username *" = "PACER username", "Password *" = "PACER password" }\n'
            'submit = "Login"\nclear = "Clear"\n',
            'submit = "Login"\nclear = "Clear"\n[step.screen.enter]\n# first\n'
            '\'Username *\' = "PACER username" # name\n"Password *" = "PACER password"\n',
        ),
        TEXT.replace("[step.screen.shows]\nheading = ", "[step.screen.shows]\n'heading' = "),
    ],
)
def test_a_file_keeps_the_way_in_which_it_is_written(tmp_path: Path, text: str) -> None:
    assert text != TEXT
    place = own(tmp_path, text)
    field = drift(DriftKind.RENAMED, "field", "sign-on", "Username *", "User ID *")
    heading = drift(
        DriftKind.RENAMED,
        *("heading", "sign-on", "Wisconsin Western Bankruptcy Court NextGen Login", "Log in"),
    )
    steps = [
        StepResult(4, "", Verdict.DRIFTED, drifts=[field, heading]),
        StepResult(5, "", Verdict.DRIFTED, drifts=[UTILITIES]),
    ]
    report = report_of(tmp_path / "report", walked(steps))

    patch = patch_of(read_past_run(report), str(place), report)
    patch.write()

    written = place.read_bytes().decode()
    assert written == patch.new
    ends = [line[-2:] for line in text.splitlines(keepends=True)]
    assert [end[-1:] for end in ends] == [
        line[-1:] for line in written.splitlines(keepends=True)
    ] or ('"""' in text)
    assert written.count("\r") == text.count("\r")
    assert written.startswith("\ufeff") == text.startswith("\ufeff")
    assert written.count("#") == text.count("#")
    new = guide_in(tomllib.loads(written.removeprefix("\ufeff")), place)
    assert [*new.steps[3].screen[0].enter] == ["User ID *", "Password *"]
    assert new.steps[3].screen[0].shows.heading == "Log in"
    assert new.steps[5].screen[0].select == "Tools"
