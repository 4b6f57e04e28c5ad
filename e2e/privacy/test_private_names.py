"""Usernames and names of real people: nowhere but where the guide itself shows names."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp

from e2e.courts.hostile import hostile_court
from e2e.courts.template_edits import Edit, bar_label, edited
from e2e.privacy.values import private_data
from e2e.safety.linking_walk import beginning_at
from e2e.walks.live import SIGN_ON, permit_of, variables_of, walk_live
from e2e.walks.run import CommandResult, answer
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.places import places_of
from walk.privacy.leak_scan import scan
from walk.privacy.masks import Masks
from walk.privacy.private_data import Kind, PrivateData
from walk.report.evidence import Evidence

NAME = "Jonathan Quimby"
WELCOME = """\\1<p>Welcome, JOHNDOE ({name}, or QUIMBY, Jonathan), also called jpublic</p>
<input aria-label="You are" value="johndoe"><input type="hidden" value="jpublic">
<a href="/?as=johndoe&amp;login=%6apublic">Your account</a>"""


@contextmanager
def court_of(username: str, login: str, *scenarios: str) -> Iterator[EmbeddedCourt]:
    """Serve a court at which somebody has names of ordinary letters."""
    with embedded_court("wiwb", scenarios) as own:
        someone = own.people.attorney()
        someone = replace(
            someone,
            pacer=replace(someone.pacer, username=username, name=NAME),
            cmecf=replace(someone.cmecf, login=login),
        )
        (attorney,) = own.served.court.enroll([someone])
        yield EmbeddedCourt(own.served, own.people, attorney)


def text_of(ran: CommandResult) -> str:
    """Return all text that a walk left and printed, in small letters."""
    files = [each for each in ran.report.iterdir() if each.suffix not in (".png", ".zip")]
    texts = [each.read_text(encoding="utf-8") for each in files]
    return "\n".join([ran.output, ran.error, *texts]).lower()


@pytest.mark.walk
@pytest.mark.one_engine
def test_a_court_that_greets_by_name_leaves_no_name_in_a_report(tmp_path: Path) -> None:
    greeting = Edit("cmecf/main.html", "(<body[^>]*>)", WELCOME.format(name=NAME))
    menu = bar_label("Utilities", f"Utilities of johndoe, {NAME}")
    with edited(greeting, menu), court_of("johndoe", "jpublic") as own:
        variables = variables_of(own.attorney)
        permit = permit_of(own.attorney)

        options = ("--permit-link", permit, "--until", "11")
        with beginning_at("menu bar", places_of(own.served, own.attorney)):
            ran = walk_live(tmp_path, own.served, variables, *options, trace="on", evidence=True)

    assert "observed 'Utilities of [secret], [secret]'" in ran.output
    text = text_of(ran)
    names = ("johndoe", "jpublic", "%6apublic", NAME.lower(), "quimby, jonathan")
    assert [name for name in names if name in text] == []
    assert scan(ran.report, variables) == []


@pytest.mark.nightly("test_a_court_that_greets_by_name_leaves_no_name_in_a_report")
@pytest.mark.walk
@pytest.mark.one_engine
def test_a_difference_of_an_earlier_step_shows_no_name_either(tmp_path: Path) -> None:
    menu = bar_label("Adversary", f"Adversary of johndoe, {NAME}")
    with edited(menu), court_of("johndoe", "jpublic", "menu-until-refresh") as own:
        permit = permit_of(own.attorney)

        ran = walk_live(tmp_path, own.served, variables_of(own.attorney), "--permit-link", permit)

    assert ran.step(14)["drifts"][0]["observed"] == "Adversary of [secret], [secret]", ran.error
    assert "johndoe" not in text_of(ran)
    steps = [step for step in ran.result["steps"] if step["number"] != 11]
    assert NAME.lower() not in (ran.output + json.dumps(steps)).lower()


@pytest.mark.nightly(
    "test_the_policy_alone_keeps_the_second_submit_from_a_court_that_shows_other_names"
)
@pytest.mark.walk
@pytest.mark.one_engine
def test_names_are_where_the_guide_shows_them(tmp_path: Path) -> None:
    with court_of("johndoe", "jpublic") as own:
        permit = permit_of(own.attorney).replace(NAME, "Jonathan Quinby")

        ran = walk_live(tmp_path, own.served, variables_of(own.attorney), "--permit-link", permit)

    (drift,) = ran.step(11)["drifts"]
    assert (drift["documented"], drift["observed"]) == ("Jonathan Quinby", NAME)


TOKEN = "0f3a-Session-Of-Somebody"


def with_session_in_address(own: EmbeddedCourt) -> None:
    """Let sign-on be at an address that has the session's cookie in it, as JSF's first page is."""

    def redirect(request: Request) -> ASGIApp | None:
        path, parameter, _ = request.url.path.partition(";jsessionid=")
        request.scope["path"] = path
        if path != SIGN_ON or request.method != "GET" or parameter:
            return None
        response = RedirectResponse(f"{path};jsessionid={TOKEN}?{request.url.query}")
        response.set_cookie("JSESSION2", TOKEN)
        return response

    answer(own.served, redirect)


@pytest.mark.walk
@pytest.mark.one_engine
def test_a_session_in_an_address_is_masked(tmp_path: Path) -> None:
    with embedded_court("wiwb") as own:
        with_session_in_address(own)

        secrets = variables_of(own.attorney)
        ran = walk_live(tmp_path, own.served, secrets, "--until", "3", trace="on", evidence=True)

    assert ran.report.exists(), ran.error
    assert f"{SIGN_ON};jsessionid=[secret]" in ran.step(3)["url"]
    assert scan(ran.report, {"session": TOKEN}) == []


@pytest.mark.walk
@pytest.mark.one_engine
def test_a_walk_says_once_what_is_not_searched_for(tmp_path: Path) -> None:
    with hostile_court() as court:
        variables = {
            "PACER_USERNAME": "Utilities",
            "PACER_PASSWORD": "Some-Password-1",
            "CMECF_LOGIN": "jqp",
            "CMECF_PASSWORD": "Other-Password-2",
        }

        permit = ("--permit-link", "jqp=Jane Q Public")
        ran = walk_live(tmp_path, court, variables, *permit, "--until", "1")

    assert (ran.status, ran.error.splitlines()) == (
        0,
        [
            "walk: The PACER username is not searched for in what this walk leaves, since it is a "
            "word of every report.",
            "walk: The CM/ECF login is not searched for in what this walk leaves, since it is too "
            "short.",
        ],
    )


@pytest.mark.one_engine
def test_credentials_that_cannot_be_searched_for_are_refused(tmp_path: Path) -> None:
    with hostile_court() as court:
        variables = {"PACER_USERNAME": "Utilities", "PACER_PASSWORD": "1234"}

        ran = walk_live(tmp_path, court, variables, evidence=True)

    assert (ran.status, ran.output, court.asked) == (2, "", [])
    assert ran.error == (
        "walk: Each of PACER password, PACER username is too short or a word of every report, so "
        "nothing could prove that the report is clean; walk with an account that has a better "
        "password.\n"
    )


PAGE = """<style>* {{ font: 20px monospace; width: 400px }}</style>
<p>{0}</p><input value="{0}"><textarea>{0}</textarea><iframe srcdoc="<p>{0}</p>"></iframe>"""


@pytest.mark.one_engine
@pytest.mark.parametrize("is_veiled", [True, False], ids=["veiled", "not veiled"])
def test_a_picture_is_the_same_for_any_name(page: Page, tmp_path: Path, *, is_veiled: bool) -> None:
    pictures = []
    for name in ("johndoe", "jpublic"):
        private = private_data(Kind.NAME, name=name) if is_veiled else PrivateData()
        evidence = Evidence(tmp_path, Masks(private))
        page.set_content(PAGE.format(name))
        page.frame_locator("iframe").get_by_text(name).wait_for()

        evidence.keep(page, 1)

        pictures.append((tmp_path / "step-01.png").read_bytes())
    assert (pictures[0] == pictures[1]) is is_veiled


@pytest.mark.one_engine
def test_a_password_that_a_page_shows_is_in_no_picture(page: Page, tmp_path: Path) -> None:
    pictures = []
    for password in ("tr0ub4dor&3", "c0rrectH0r.e"):
        private = private_data(password=password)
        private.add("name", "johndoe", Kind.NAME)
        evidence = Evidence(tmp_path, Masks(private))
        page.set_content(f"<p style='font: 20px monospace'>{password.replace('&', '&amp;')}</p>")

        evidence.keep(page, 1, shows_names=True)

        pictures.append((tmp_path / "step-01.png").read_bytes())
        assert password not in (tmp_path / "step-01.yaml").read_text(encoding="utf-8")
    assert pictures[0] == pictures[1]
