"""What comes besides the screens: dialogs, each at its step, and tabs, of which one leads on."""

import re
import tomllib
from pathlib import Path

import pytest
import tomli_w
from starlette.responses import HTMLResponse

from e2e.courts.template_edits import Edit, edited, script
from e2e.safety.linking_walk import beginning_at_the_form
from e2e.walks.live import permit_of, variables_of, walk_live
from e2e.walks.run import STEPS, CommandResult, at, follow, impatient
from mock_court.embedded import embedded_court
from mock_court.places import places_of

pytestmark = pytest.mark.walk

LEAVES = "addEventListener('beforeunload', (event) => event.preventDefault())"
LEAVE = "The browser asks whether to leave the page."
ASKS_AT_LAST = Edit(
    "cmecf/link_verification.html", "<form", "<form onsubmit=\"return confirm('Really link?')\""
)


def at_click(text: str) -> str:
    """Return a script that does something when a button or a link is clicked."""
    on = "event.target.closest('button, a, [type=submit]')"
    return f"addEventListener('click', (event) => {{ if ({on}) {{ {text} }} }}, true)"


def told(ran: CommandResult) -> list[tuple[int, str, str, str, str]]:
    """Return step, kind, thing, screen and words of every difference."""
    keys = ("kind", "what", "screen", "observed")
    return [
        (step["number"], *(drift[key] for key in keys))
        for step in ran.result["steps"]
        for drift in step["drifts"]
    ]


def test_each_dialog_is_told_once_at_its_step_and_questions_are_accepted_to_carry_on(
    tmp_path: Path,
) -> None:
    password = "document.querySelector('[type=password]').value"
    with edited(
        script("cmecf/link_form.html", "alert('Closed on Monday'); alert('Closed on Monday')"),
        script("cmecf/link_form.html", at_click(f"alert('You typed ' + {password})")),
        script("cmecf/link_form.html", "prompt('Which division?', 'Madison')"),
        Edit("cmecf/link_form.html", "<form", "<form onsubmit=\"alert('We will call you.')\""),
        script("cmecf/link_form.html", LEAVES),
        ASKS_AT_LAST,
        script("cmecf/link_confirmation.html", "alert('Print this page')"),
    ):
        ran = follow(
            *(tmp_path / "report", "--carry-on", "--from", "9"),
            *("--config", impatient(tmp_path)),
        )

    secret = ran.court.attorney.cmecf.password
    assert (ran.status, ran.error) == (1, "")
    typed = [words for *_, words in told(ran) if words.startswith("You typed")]
    assert typed
    assert all(secret not in words for words in typed)
    assert [each for each in told(ran) if each[4] not in typed] == [
        (9, "added", "dialog", "link form", "Closed on Monday"),
        (9, "added", "dialog", "link form", "Which division?"),
        (10, "added", "dialog", "link form", "We will call you."),
        (10, "added", "dialog", "link form", LEAVE),
        (12, "added", "dialog", "verification", "Really link?"),
        (13, "added", "dialog", "confirmation", "Print this page"),
    ]
    assert "Accepted the confirm 'Really link?' (carry on)." in ran.step(12)["notes"]
    assert len(ran.court.served.court.records.links()) == 1


def test_a_question_at_the_last_submit_is_dismissed_and_may_be_accepted_in_the_overlay(
    tmp_path: Path,
) -> None:
    seen = {"kind": "added", "what": "dialog", "screen": "verification", "observed": "Really link?"}
    overlay = tmp_path / "own.accepted.toml"
    overlay.write_text(tomli_w.dumps({"difference": [seen]}), encoding="utf-8")
    assert tomllib.loads(overlay.read_text(encoding="utf-8"))["difference"] == [seen]

    with edited(ASKS_AT_LAST):
        ran = follow(
            *(tmp_path / "report", "--from", "12", "--overlay", overlay),
            *("--config", impatient(tmp_path)),
        )

    assert (ran.status, told(ran)) == (
        1,
        [(12, "added", "dialog", "verification", "Really link?")],
    )
    assert ran.step(12)["drifts"][0]["accepted"]
    assert ran.step(12)["notes"] == ["Dismissed the confirm 'Really link?'."]
    assert ran.step(13)["reason"].startswith(
        "The walk dismissed 'Really link?', and nothing came of it."
    )
    assert ran.court.served.court.records.links() == []


@pytest.mark.one_engine
def test_elsewhere_no_request_of_linking_leaves_after_a_question(tmp_path: Path) -> None:
    # The form is sent although the question was dismissed.
    asks = Edit("cmecf/link_form.html", "<form", "<form onsubmit=\"confirm('Send it?')\"")
    with edited(asks), embedded_court("wiwb") as own:
        variables = variables_of(own.attorney) | {"PERMIT_LINK": permit_of(own.attorney)}
        with beginning_at_the_form(places_of(own.served, own.attorney)):
            ran = walk_live(tmp_path, own.served, variables)

    assert told(ran) == [(10, "added", "dialog", "link form", "Send it?")]
    assert (ran.verdicts[10], ran.result["may_be_linked"]) == ("blocked", False)
    step = ran.step(11)
    # Our own lock refused what the page sent, whatever it asked before.
    assert step["cause"] == "policy"
    assert step["reason"].startswith("The walk dismissed 'Send it?', and nothing came of it. POST")


TO_NEW_TAB = Edit(
    "website/home.html", r'<a (href="[^"]*"[^>]*>E-Filing \(CM/ECF\))', r"<a target=_blank \1"
)
SURVEY = "/survey"


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "edits",
    [
        [script("website/home.html", at_click(f"open('{SURVEY}')")), TO_NEW_TAB],
        [
            script("website/home.html", at_click(f"setTimeout(() => open('{SURVEY}'), 50)")),
            TO_NEW_TAB,
        ],
        [script("website/home.html", at_click(f"open('{SURVEY}')"))],
    ],
    ids=["before the link's own tab", "after it", "beside the link's page"],
)
def test_a_survey_that_a_click_opens_is_told_and_the_walk_goes_on(
    tmp_path: Path, edits: list[Edit]
) -> None:
    with edited(*edits):
        ran = follow(
            *(tmp_path / "report", "--until", "3", "--config", impatient(tmp_path)),
            seed=at(SURVEY, HTMLResponse("<h1>How are we doing?</h1>")),
        )

    assert ran.verdicts == [
        "as_documented",
        "drifted",
        "as_documented",
        *["not_reached"] * (STEPS - 3),
    ]
    ((number, *words, address),) = told(ran)
    assert (number, words) == (2, ["added", "tab", "court website"])
    assert re.fullmatch(rf"http://www\.wiwb\.uscourts\.localhost:\d+{SURVEY}", address)
