"""A court's profile: read from a file, checked when it is read, and whole."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from pydantic import ValidationError

from mock_court.courts import profile as profile_module
from mock_court.courts.profile import COURTS, LINK, UnknownCourt, court_ids, read_profile


def test_the_court_of_the_guide_is_known() -> None:
    ids = court_ids()

    assert "wiwb" in ids
    assert list(ids) == sorted(ids)


@pytest.mark.parametrize("court_id", court_ids())
def test_every_item_of_a_menu_bar_has_a_label(court_id: str) -> None:
    menu_bar = read_profile(court_id).menu_bar

    assert set(menu_bar.limited) | set(menu_bar.full) == set(menu_bar.labels)


@pytest.mark.parametrize("court_id", court_ids())
def test_the_full_menu_bar_has_all_of_the_limited_one_and_more(court_id: str) -> None:
    menu_bar = read_profile(court_id).menu_bar

    assert set(menu_bar.limited) < set(menu_bar.full)


@pytest.mark.parametrize("court_id", court_ids())
def test_every_menu_belongs_to_an_item_of_the_menu_bar(court_id: str) -> None:
    profile = read_profile(court_id)

    assert set(profile.menus) <= set(profile.menu_bar.labels)


@pytest.mark.parametrize("court_id", court_ids())
def test_one_menu_item_leads_to_the_link_form_and_a_viewer_has_it(court_id: str) -> None:
    groups = list(chain.from_iterable(read_profile(court_id).menus.values()))

    leading = [group for group in groups if LINK in group.items]

    assert [(group.items.count(LINK), group.filers_only) for group in leading] == [(1, False)]


@pytest.mark.parametrize("court_id", court_ids())
def test_a_court_has_hosts_of_its_own_that_are_loopback(court_id: str) -> None:
    profile = read_profile(court_id)

    assert profile.id == court_id
    assert profile.website_host == f"www.{court_id}.uscourts.localhost"
    assert profile.cmecf_host == f"ecf.{court_id}.uscourts.localhost"


def test_a_misspelt_court_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownCourt) as error:
        read_profile("wiwbk")

    assert str(error.value) == "There is no court 'wiwbk': did you mean wiwb?"


@pytest.mark.parametrize("court_id", ["xyz", "", "../wiwb", "wiwb.toml", "WIWB"])
def test_an_unknown_court_is_refused_and_the_known_ones_are_named(court_id: str) -> None:
    with pytest.raises(UnknownCourt) as error:
        read_profile(court_id)

    assert f"There is no court {court_id!r}" in str(error.value)
    assert "wiwb" in str(error.value)


@pytest.mark.parametrize(
    ("documented", "written", "complaint"),
    [
        ("help_desk =", "help_dsk =", "help_dsk"),
        ('leads_to = "case_locator"', 'leads_to = "nowhere"', "leads_to"),
        ("limited = [", "limitted = [", "limitted"),
        ('title = "', 'title = 1 # "', "title"),
    ],
    ids=["missing key", "unknown destination", "misspelt key", "number for words"],
)
def test_a_profile_with_a_slip_is_refused_by_the_name_of_the_key(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    documented: str,
    written: str,
    complaint: str,
) -> None:
    text = (COURTS / "wiwb.toml").read_text(encoding="utf-8")
    assert documented in text
    (tmp_path / "slip.toml").write_text(text.replace(documented, written, 1), encoding="utf-8")
    monkeypatch.setattr(profile_module, "COURTS", tmp_path)

    with pytest.raises(ValidationError, match=complaint):
        read_profile("slip")
