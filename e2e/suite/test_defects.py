"""The list of defects fits the program of today, and each names tests that are there."""

import pytest

from e2e.defects import __main__ as command
from e2e.defects.listed import LISTS, Defect, defects
from e2e.walks.run import ROOT
from walk.errors import UsageError

LEAST = 60
LISTED = defects()


def test_there_are_enough_defects_and_each_has_its_own_name() -> None:
    names = [defect.id for defect in LISTED]

    assert len(names) >= LEAST
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("file", sorted({defect.file for defect in LISTED}))
def test_what_a_defect_replaces_is_there_once(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")

    found = {each.id: text.count(each.text) for each in LISTED if each.file == file}

    assert found == dict.fromkeys(found, 1), f"Correct `text` in {LISTS}."
    assert [each.id for each in LISTED if each.text == each.becomes] == []


def test_the_tests_that_notice_a_defect_are_there() -> None:
    missing = set()
    for named in {test for defect in LISTED for test in defect.tests}:
        path, _, name = named.partition("::")
        file = ROOT / "e2e" / path
        if not file.is_file() or f"def {name.partition('[')[0]}" not in file.read_text("utf-8"):
            missing.add(named)

    assert missing == set()


@pytest.mark.parametrize(
    ("becomes", "outcome"), [("return 2", "killed"), ("return 1  # the same", "survived")]
)
def test_a_defect_is_killed_only_by_a_test_that_fails(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    becomes: str,
    outcome: str,
) -> None:
    project = tmp_path_factory.mktemp("project")
    (project / "e2e").mkdir()
    (project / "one.py").write_text("def one():\n    return 1\n", encoding="utf-8")
    (project / "e2e" / "test_one.py").write_text(
        "import sys\nsys.path.insert(0, '.')\nfrom one import one\n"
        "def test_one():\n    assert one() == 1\n",
        encoding="utf-8",
    )
    defect = Defect("one", "one.py", "return 1", becomes, "It is wrong.", ("test_one.py",))
    # The command names a browser, so its pytest needs this plugin, and no other one.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p pytest_playwright.pytest_playwright")
    monkeypatch.setattr(command, "ROOT", project)
    monkeypatch.setattr(command, "defects", lambda: [defect])

    status = command.main(["--jobs", "1"])

    assert status == (outcome != "killed")
    assert capsys.readouterr().out.startswith(f"{outcome:9} one: It is wrong.")
    assert (project / "one.py").read_text(encoding="utf-8") == "def one():\n    return 1\n"


def test_a_list_that_is_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "a.toml").write_text("[[defect]]\nid = 'a'\n", encoding="utf-8")
    monkeypatch.setattr("e2e.defects.listed.LISTS", folder)

    with pytest.raises(UsageError, match="`file` is missing in defect 1 of"):
        defects()
