"""What lies over a page is told as an addition, by its name, and what is under it is no change."""

from pathlib import Path

import pytest

from e2e.courts.template_edits import Edit, edited
from e2e.walks.run import CommandResult, follow, impatient

pytestmark = [pytest.mark.walk, pytest.mark.one_engine]

BOX = "position: fixed; background: #ffc; color: #000; z-index: 9"
PANE = "position: fixed; inset: 0; z-index: 8; background: rgba(0, 0, 0, .5)"
HOME, SIGN_ON, MENU = "website/home.html", "sign_on/login.html", "cmecf/main.html"
VERIFICATION = "cmecf/link_verification.html"
COOKIES = (
    "<h2>We use cookies</h2><p>More of it.</p><button type=button>Accept</button><a>Decline</a>"
)
TOLD_COOKIES = "We use cookies (buttons 'Accept', 'Decline')"


def lying_over(page: str, markup: str) -> Edit:
    """Return the edit that puts something at the end of a page."""
    return Edit(page, "</body>", f"{markup}</body>")


def told(ran: CommandResult) -> list[tuple[int, str, str, str | None]]:
    """Return step, kind, thing and observed words of every difference."""
    return [
        (step["number"], *(drift[key] for key in ("kind", "what", "observed")))
        for step in ran.result["steps"]
        for drift in step["drifts"]
    ]


COVERS = {
    "a notice of a frame": (
        f"<iframe style='{BOX}; inset: 0; width: 100%; height: 100%' srcdoc='{COOKIES}'></iframe>"
    ),
    "a notice beside its pane": (
        f"<div style='{PANE}'></div><div style='{BOX}; top: 40%; left: 40%'>{COOKIES}</div>"
    ),
    "a fixed notice": f"<div style='{PANE}'><div style='{BOX}; top: 9%'>{COOKIES}</div></div>",
    "a notice in a shadow root": (
        f"<x-notice><template shadowrootmode=open><div style='{BOX}; inset: 0'>{COOKIES}</div>"
        "</template></x-notice>"
    ),
    "a notice that is placed": (
        f"<div style='{BOX}; position: absolute; inset: 0; min-height: 2000px'>{COOKIES}</div>"
    ),
}


@pytest.mark.nightly("below: a notice over the menus, and a dialog over the verification")
@pytest.mark.parametrize("markup", COVERS.values(), ids=COVERS)
def test_a_notice_over_the_home_page_is_added_by_its_name(tmp_path: Path, markup: str) -> None:
    with edited(lying_over(HOME, markup)):
        ran = follow(tmp_path / "report", "--until", "2", "--config", impatient(tmp_path))

    assert told(ran) == [(2, "added", "notice", TOLD_COOKIES)]
    assert (ran.status, ran.verdicts[1]) == (1, "drifted")
    assert ran.step(2)["reason"].endswith("the notice 'We use cookies' covers the page.")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "markup", [COVERS["a notice in a shadow root"], COVERS["a notice beside its pane"]]
)
def test_a_notice_over_the_menus_is_added_where_one_first_sees_it(
    tmp_path: Path, markup: str
) -> None:
    with edited(lying_over(MENU, markup)):
        ran = follow(
            *(tmp_path / "report", "--from", "5", "--until", "6"),
            *("--config", impatient(tmp_path)),
        )

    assert told(ran) == [(5, "added", "notice", TOLD_COOKIES)]
    # It is told once.
    assert (ran.verdicts[4:6], ran.step(6)["cause"]) == (["drifted", "blocked"], "site")
    assert ran.step(6)["reason"].endswith("the notice 'We use cookies' covers the page.")


USUAL = """
[[notice]]
name = "cookie notice"
says = "we use cookies"
close = "{close}"
"""
CLOSES = COOKIES.replace("<button type=button>", "<button type=button onclick=notice.remove()>")
CLOSED_BY_HAND = f"<div id=notice style='{PANE}'><div style='{BOX}; top: 9%'>{CLOSES}</div></div>"
LATE = (
    f"<template id=later>{CLOSED_BY_HAND}</template>"
    "<script>setTimeout(() => document.body.append(later.content), 300)</script>"
)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("close", "markup"),
    [
        ("Accept", LATE),
        ("Agree", CLOSED_BY_HAND),
        ("Accept", CLOSED_BY_HAND),
        ("Agree", LATE),
    ],
    ids=["its words, late", "others, at once", "its words, at once", "others, late"],
)
def test_a_notice_that_the_guide_calls_usual_is_closed_by_its_words(
    tmp_path: Path, markup: str, close: str
) -> None:
    own = Path("guides/wiwb.toml").read_text(encoding="utf-8")
    top, mark, rest = own.partition("\n[[step]]")
    guide = tmp_path / "guide.toml"
    guide.write_text(top + USUAL.format(close=close) + mark + rest, encoding="utf-8")

    with edited(lying_over(MENU, markup)):
        ran = follow(
            *(tmp_path / "report", guide, "--from", "5", "--until", "7"),
            *("--config", impatient(tmp_path)),
        )

    if close == "Accept":
        assert (told(ran), ran.status) == ([], 0)
        assert "Closed the cookie notice by 'Accept', which is usual." in ran.step(5)["notes"]
    else:
        assert (5, "added", "notice", TOLD_COOKIES) in told(ran)


def test_a_notice_is_closed_on_no_page_of_linking(tmp_path: Path) -> None:
    own = Path("guides/wiwb.toml").read_text(encoding="utf-8")
    top, mark, rest = own.partition("\n[[step]]")
    guide = tmp_path / "guide.toml"
    guide.write_text(top + USUAL.format(close="Accept") + mark + rest, encoding="utf-8")

    with edited(lying_over(VERIFICATION, CLOSED_BY_HAND)):
        ran = follow(
            *(tmp_path / "report", guide, "--from", "11", "--until", "12"),
            *("--config", impatient(tmp_path)),
        )

    assert told(ran) == [(11, "added", "notice", TOLD_COOKIES)]
    assert ran.court.served.court.records.links() == []


def test_a_notice_beside_the_menus_is_none_of_them(tmp_path: Path) -> None:
    strip = f"<div style='{BOX}; left: 0; right: 0; bottom: 0'>{COOKIES}</div>"
    with edited(lying_over(MENU, strip)):
        ran = follow(tmp_path / "report", "--from", "5", "--until", "6")

    assert (told(ran), ran.status) == ([], 0)


def test_a_dialog_over_the_verification_is_told_by_its_name_and_nothing_else_of_it(
    tmp_path: Path,
) -> None:
    dialog = f"<dialog>{COOKIES}</dialog><script>document.querySelector('dialog').showModal()"
    with edited(lying_over(VERIFICATION, f"{dialog}</script>")):
        ran = follow(
            *(tmp_path / "report", "--from", "11", "--config", impatient(tmp_path)),
        )

    assert told(ran) == [(11, "added", "dialog", TOLD_COOKIES)]
    assert ran.court.served.court.records.links() == []


@pytest.mark.nightly("above: a notice over the menus")
def test_a_strip_over_the_buttons_of_a_form_is_one_addition(tmp_path: Path) -> None:
    strip = f"<div style='{BOX}; left: 0; right: 0; top: 30px; bottom: 0'>{COOKIES}</div>"
    with edited(lying_over(SIGN_ON, strip)):
        ran = follow(
            *(tmp_path / "report", "--from", "3", "--until", "5"),
            *("--config", impatient(tmp_path)),
        )

    assert {each[1:] for each in told(ran)} == {("added", "notice", TOLD_COOKIES)}
    assert ran.status == 1
