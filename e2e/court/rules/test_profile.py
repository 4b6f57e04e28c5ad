"""A court's profile: read from a file, checked when it is read, and whole."""

import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from e2e.court.http.reader import reading
from mock_court.__main__ import main
from mock_court.courts import profile as profile_module
from mock_court.courts.profile import COURTS, LINK, Profile, UnknownCourt, court_ids, read_profile
from mock_court.data_files import BrokenFile
from mock_court.embedded import CannotOpen, embedded_court
from mock_court.rules.court import Court


def test_the_court_of_the_guide_is_known() -> None:
    ids = court_ids()

    assert "wiwb" in ids
    assert list(ids) == sorted(ids)


@pytest.mark.parametrize("court_id", court_ids())
def test_the_full_menu_bar_has_every_labeled_item_and_the_limited_one_fewer(court_id: str) -> None:
    menu_bar = read_profile(court_id).menu_bar

    assert set(menu_bar.limited) < set(menu_bar.full) == set(menu_bar.labels)


@pytest.mark.parametrize("court_id", court_ids())
def test_one_menu_item_leads_to_the_link_form_and_a_viewer_has_it(court_id: str) -> None:
    groups = list(chain.from_iterable(read_profile(court_id).menus.values()))

    leading = [group for group in groups if LINK in group.items]

    assert [(group.items.count(LINK), group.filers_only) for group in leading] == [(1, False)]


@pytest.mark.parametrize("court_id", court_ids())
def test_a_court_has_different_hosts_that_are_loopback(court_id: str) -> None:
    profile = read_profile(court_id)

    assert profile.id == court_id
    assert profile.website_host == f"www.{court_id}.uscourts.localhost"
    assert profile.cmecf_host == f"ecf.{court_id}.uscourts.localhost"


def test_a_misspelled_court_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownCourt) as error:
        read_profile("wiwbk")

    assert str(error.value) == "There is no court 'wiwbk': did you mean wiwb?"


@pytest.mark.parametrize("court_id", ["xyz", "", "../wiwb", "wiwb.toml", "WIWB"])
def test_an_unknown_court_is_refused_and_the_known_ones_are_named(court_id: str) -> None:
    with pytest.raises(UnknownCourt) as error:
        read_profile(court_id)

    assert f"There is no court {court_id!r}" in str(error.value)
    assert "wiwb" in str(error.value)


MISTAKES: Mapping[str, tuple[tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "a missing key": (
        (('help_desk = "800-373-8708"', ""),),
        ("`help_desk` is missing in {file}: add it.",),
    ),
    "a misspelled key": (
        (("limited = [", "limitted = ["),),
        (
            "`menu_bar.limited` is missing in {file}: add it.",
            "Unknown key `menu_bar.limitted` in {file}: did you mean limited?",
        ),
    ),
    "an unknown key in a list": (
        (("[[quick_links]]\n", "[[quick_links]]\nlong_key_of_no_use = 1\n"),),
        (
            "Unknown key `long_key_of_no_use` of entry 1 of `quick_links` in {file}: "
            "the keys there are label, leads_to.",
        ),
    ),
    "a number for words": (
        (('title = "', 'title = 1 # "'),),
        ("`title` in {file} is 1: it should be text in quotes.",),
    ),
    "words for a list": (
        (("limited = [", 'limited = "query" # ['),),
        ('`menu_bar.limited` in {file} is "query": it should be a list.',),
    ),
    "an unknown destination": (
        (('leads_to = "case_locator"', 'leads_to = "nowhere"'),),
        (
            '`leads_to` of entry 1 of `quick_links` in {file} is "nowhere": it should be '
            "'case_locator', 'cmecf', 'proof_of_claim' or 'debtor_education'.",
        ),
    ),
    "another id": (
        (('id = "wiwb"', 'id = "wiw"'),),
        ("`id` is 'wiw' in {file}: it should be 'slip', like the name of the file.",),
    ),
    "an item without a label": (
        (('limited = ["query"', 'limited = ["qery"'),),
        ("`menu_bar.limited` has the item 'qery' without a label in {file}: did you mean query?",),
    ),
    "a label without words": (
        (('query = "&Query"', 'query = "&"'),),
        (
            "`menu_bar.labels.query` is '&' in {file}: it should be words, with & at most before "
            "the letter that is underlined.",
        ),
    ),
    "a menu that no item opens": (
        (("[[menus.reports]]", "[[menus.report]]"),),
        ("`menus.report` belongs to no item of the menu bar in {file}: did you mean reports?",),
    ),
    "no link item": (
        (('"LINK"', '"LINKS"'),),
        ("No menu has the item 'LINK' in {file}: add it where the link form is reached.",),
    ),
    "no TOML": (
        (('id = "', 'id "'),),
        (
            "{file} is not TOML: Expected '=' after a key in a key/value pair "
            "(at line 4, column 4).",
        ),
    ),
    "several at once": (
        (('title = "', 'title = 1 # "'), ('help_desk = "800-373-8708"', "")),
        (
            "`title` in {file} is 1: it should be text in quotes.",
            "`help_desk` is missing in {file}: add it.",
        ),
    ),
}


@pytest.fixture
def slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of a court called `slip`, which is not written yet."""
    monkeypatch.setattr(profile_module, "COURTS", tmp_path)
    return tmp_path / "slip.toml"


@pytest.mark.parametrize(("edits", "complaints"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_in_a_profile_gets_a_sentence(
    slip: Path,
    capsys: pytest.CaptureFixture[str],
    edits: tuple[tuple[str, str], ...],
    complaints: tuple[str, ...],
) -> None:
    text = (COURTS / "wiwb.toml").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    if not any("`id`" in complaint for complaint in complaints):
        text = text.replace('id = "wiwb"', 'id = "slip"')
    slip.write_text(text, encoding="utf-8")

    status = main(["--court", "slip"])

    assert status == 2
    assert capsys.readouterr().err.splitlines() == [
        complaint.format(file=slip) for complaint in complaints
    ]
    with pytest.raises(CannotOpen), embedded_court("slip"):
        pass


def test_a_profile_of_another_encoding_is_refused(slip: Path) -> None:
    slip.write_bytes(b'title = "\xff"')

    with pytest.raises(BrokenFile, match="is not in UTF-8; save it in that encoding"):
        read_profile("slip")


def test_a_profile_that_cannot_be_read_is_named(slip: Path) -> None:
    slip.mkdir()

    with pytest.raises(BrokenFile, match=r"slip\.toml cannot be read \(Is a directory\)"):
        read_profile("slip")


PAGE = Path(__file__).parents[3] / "docs" / "mock-court.md"
_, DOCUMENTATION = PAGE.read_text(encoding="utf-8").split("## The profile of a court")


def test_the_example_of_the_documentation_is_a_court_that_answers(
    slip: Path,
) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCUMENTATION, re.DOTALL)
    slip.with_name("demo.toml").write_text(example, encoding="utf-8")

    court = Court(read_profile("demo"))

    with reading(court) as reader:
        answer = reader.get("http://www.demo.uscourts.localhost/")
    assert "Demonstration Bankruptcy Court" in answer.text


def test_the_documentation_names_every_key_of_a_profile() -> None:
    documented = re.findall(r"^\| `([a-z_]+(?:\.[A-Za-z_]+)*)` \|", DOCUMENTATION, re.MULTILINE)
    keys = TypeAdapter(Profile).json_schema()
    parts = keys["$defs"]

    assert set(documented) == {
        *(keys["properties"].keys() - {"menu_bar", "menus"}),
        *(f"quick_links.{key}" for key in parts["QuickLink"]["properties"]),
        *(f"menu_bar.{key}" for key in parts["MenuBarItems"]["properties"].keys() - {"labels"}),
        "menu_bar.labels.ITEM",
        "menus.ITEM",
        *(f"menus.ITEM.{key}" for key in parts["Group"]["properties"]),
    }
