"""The permanent step in a frame: the names are read, drawn and pressed there, as on any page."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Page

from e2e.courts.everyday.court import everyday_court
from e2e.courts.hostile import HostileCourt, Link, Trick, hostile_court
from e2e.courts.name_tricks import RIGHT, trick_of
from e2e.safety.kinds import kinds_first
from e2e.safety.linking_walk import SIGNED_ON, walk_signed_on
from e2e.safety.test_names import NoWitness, press_as_read, read_names
from e2e.waiting import wait_until
from pages.linking import Verification
from walk.safety.names.names_at_click import Refused

# Only Chromium types what may link away from the embedded court, and so presses as it was read.
pytestmark = [pytest.mark.one_engine, pytest.mark.browser, pytest.mark.only_browser("chromium")]

_SIZE = "width: 900px; height: 400px"
_PLAIN = f"<iframe FRAME style='{_SIZE}'></iframe>"
_LONG = "<p style='height: 1500px'></p>"
_SWAP = (
    "const own = frames.f.document; own.getElementById('c').textContent = 'janeroe01 Jane Roe';"
    " own.getElementById('p').textContent = 'Jane Roe';"
)
_OVER = f"position: absolute; left: 0; top: 0; {_SIZE}; background: white"
_FORM = "<form method=post action=/link><input type=hidden name=token value=other>"
_PAIR = "CM/ECF <b>janeroe01 Jane Roe</b><br>PACER <b>Jane Roe</b>"

HONEST: Mapping[str, str] = {
    "plain": _PLAIN,
    "a frame with a border and room": f"<iframe FRAME style='{_SIZE}; border: 9px solid; padding:"
    " 30px; margin: 40px'></iframe>",
    "a long page": f"{_LONG}{_PLAIN}{_LONG}",
    "a low frame": f"{_LONG}<iframe FRAME style='width: 700px; height: 270px'></iframe>",
    "enlarged": f"<iframe FRAME style='{_SIZE}; zoom: 1.2'></iframe>",
    "a frame in a frame": f'<iframe style="{_SIZE}; padding: 5px" srcdoc="<p>Welcome.</p><iframe'
    " FRAME style='width: 800px; height: 300px'></iframe>\"></iframe>",
    "a bar in another frame": f'<iframe srcdoc="<b>CM/ECF</b><p><a href=/>Query</a>"></iframe><hr>'
    f"{_PLAIN}",
    "scripts that try under the mouse": f"{_PLAIN}<script>const swap = () => {{ {_SWAP} }};"
    " onload = () => { for (const each of ['mousemove', 'mousedown', 'mouseup', 'click'])"
    " frames.f.document.addEventListener(each, swap, true); }</script>",
}
KINDS_OF_HONEST = ("scripts that try under the mouse",)

TRICKS: Mapping[str, str] = {
    "swapped by the page around": f"{_PLAIN}<script>window.later = () => {{ {_SWAP} }}</script>",
    "another document later": f"{_PLAIN}<script>window.later = () => {{ frames.f.document.body"
    f".innerHTML = `{_FORM}{_PAIR}<button>Submit</button></form>` }}</script>",
    "another token later": f"{_PLAIN}<script>window.later = () => {{ frames.f.document.forms[0]"
    ".elements.token.value = 'other' }</script>",
    "covered": f"<div style='position: relative'>{_PLAIN}<div style='{_OVER}'></div></div>",
    "covered by what gets no clicks": f"<div style='position: relative'>{_PLAIN}<div style='"
    f"{_OVER}; pointer-events: none'></div></div>",
    "covered by other names": f"<div style='position: relative'>{_PLAIN}<p style='position:"
    f" absolute; top: 90px; left: 9px; background: white'>{_PAIR}</div></div>",
    "covered by another frame": f"<div style='position: relative'>{_PLAIN}<iframe style='{_OVER};"
    f' pointer-events: none\' srcdoc="{_PAIR}"></iframe></div>',
    "moved": f"<iframe FRAME style='{_SIZE}; transform: translateX(300px)'></iframe>",
    "mirrored": f"<div style='scale: -1 1'>{_PLAIN}</div>",
    "clipped": f"<iframe FRAME style='{_SIZE}; clip-path: inset(0 60% 0 0)'></iframe>",
    "turned around": f"<iframe FRAME style='{_SIZE}; filter: hue-rotate(9deg)'></iframe>",
    "too small": "<iframe FRAME style='width: 300px; height: 20px'></iframe>",
    "out of sight": f"<div style='height: 60px; overflow: hidden'>{_PLAIN}</div>",
    "a second pair beside it": f"{_PLAIN}<p>{_PAIR}</p>",
    "a second pair in another frame": f'{_PLAIN}<iframe srcdoc="{_PAIR}"></iframe>',
    "a second form beside it": f"{_PLAIN}{_FORM}</form>",
    "a second form in another frame": f'{_PLAIN}<iframe hidden srcdoc="{_FORM}</form>"></iframe>',
    "a button beside it": f"{_PLAIN}<input type=submit value=Submit>",
}
KINDS_OF_TRICKS = (
    *("swapped by the page around", "covered by what gets no clicks", "out of sight"),
    *("a second pair in another frame", "a second form in another frame"),
)


@pytest.fixture(scope="module")
def court() -> Iterator[HostileCourt]:
    """A court for all tests of this module, which plays one trick after another."""
    with hostile_court() as court:
        yield court


def come(page: Page, court: HostileCourt, around: str) -> None:
    """Come to the verification page in a frame."""
    names = trick_of(RIGHT).names
    court.plays(Trick(names=names, around=around))
    page.goto(f"{court.cmecf}framed")
    page.wait_for_load_state("load")


@pytest.mark.sample(len(KINDS_OF_HONEST))
@pytest.mark.parametrize("around", kinds_first(HONEST, KINDS_OF_HONEST))
def test_a_verification_page_in_a_frame_is_submitted_once(
    lasting: Page, court: HostileCourt, around: str
) -> None:
    come(lasting, court, HONEST[around])
    screen = Verification(lasting)
    names, differences = read_names(screen, court)
    assert differences == []

    press_as_read(screen, names)
    wait_until(lasting, lambda: bool(court.links))
    lasting.wait_for_load_state()

    assert court.links == [Link("second Submit", "POST")]


@pytest.mark.sample(len(KINDS_OF_TRICKS))
@pytest.mark.parametrize("around", kinds_first(TRICKS, KINDS_OF_TRICKS))
def test_a_frame_with_names_that_a_reader_does_not_see_so_is_not_submitted(
    lasting: Page, court: HostileCourt, around: str
) -> None:
    come(lasting, court, TRICKS[around])
    own = court.account
    # Some of them are no verification page to a reader; what presses does not rely on that.
    screen = cast("Verification", SimpleNamespace(page=lasting))
    names = {"CM/ECF": f"{own.login} {own.name}", "PACER": own.name}

    with pytest.raises(Refused):
        press_as_read(screen, names, NoWitness(names))

    assert court.links == []


@pytest.mark.walk
@pytest.mark.sample(1)
@pytest.mark.parametrize("is_permitted", [True, False])
def test_a_court_in_frames_is_walked_to_the_confirmation_with_a_permit_alone(
    tmp_path: Path, *, is_permitted: bool
) -> None:
    with everyday_court("faces") as court:
        permit = ("--permit-link", court.permit) if is_permitted else ()
        ran = walk_signed_on(court, tmp_path, *permit, "--until", "13")

    withheld = [*["as_documented"] * 5, *["withheld"] * 6]
    linked = [*["as_documented"] * 9, *["not_reached"] * 2]
    verdicts = ran.verdicts[SIGNED_ON - 1 :]
    assert (ran.status, verdicts) == (0, linked if is_permitted else withheld)
    assert court.links == ([f"{court.cmecf}link"] if is_permitted else [])
