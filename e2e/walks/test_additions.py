"""What a page has besides what the guide shows, and what all pages of a site have."""

from pathlib import Path

import pytest

from e2e.courts.template_edits import Edit, edited
from e2e.walks.run import follow
from e2e.walks.test_unasked import told

pytestmark = pytest.mark.walk

VERIFICATION = "cmecf/link_verification.html"
CONFIRMATION = "cmecf/link_confirmation.html"
LINK_FORM = "cmecf/link_form.html"
CMECF = "cmecf/*.html"
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
ABOVE = {
    "<header>Do not submit this page.</header>": ("text", "Do not submit this page."),
    "<h1>Suspended</h1>": ("text", "Suspended"),
    "<p>Bar number <input name=bar></p>": ("field", "Bar number"),
    "<p><button type=button>Link all accounts</button></p>": ("button", "Link all accounts"),
    "<p>CM/ECF password <input type=password></p>": ("field", "CM/ECF password"),
    "<p><label><input type=radio> I file for others</label></p>": ("field", "I file for others"),
    "<p><label><input type=checkbox> I am the filer</label></p>": ("field", "I am the filer"),
    "<p>Type <select><option>Attorney<option>Trustee</select></p>": ("field", "Type"),
    "<p><a href=/undo>Undo a link</a></p>": ("link", "Undo a link"),
    f"<p><img width=300 height=40 alt='Stop here' src='{PICTURE}'></p>": ("picture", "Stop here"),
}
BELOW = {
    "<div style='float: right'>Remarks<br><textarea></textarea></div>": ("field", "Remarks"),
    "<p>This request is reviewed by the clerk.</p>": (
        "text",
        "This request is reviewed by the clerk.",
    ),
    "<p><b>WARNING</b></p>": ("text", "WARNING"),
    "<iframe srcdoc='<p>In a frame.</p>'></iframe>": ("text", "In a frame."),
    "<div class=footer>In a footer.</div>": ("text", "In a footer."),
    "<style>#own::after { content: 'By a style' }</style><div id=own></div>": (
        "text",
        "By a style",
    ),
    "<p><canvas width=300 height=40></canvas></p>": ("picture", "without words"),
    f"<div style='width: 300px; height: 40px; background: url({PICTURE})'></div>": (
        "picture",
        "without words",
    ),
    "<div style='position: fixed; right: 0; bottom: 0'>In a corner.</div>": (
        "text",
        "In a corner.",
    ),
}


def test_everything_more_on_the_verification_is_told_and_nothing_is_linked(tmp_path: Path) -> None:
    with edited(
        Edit(VERIFICATION, "<h2>", f"{''.join(ABOVE)}<h2>"),
        Edit(VERIFICATION, "</form>", f"</form>{''.join(BELOW)}"),
        Edit(VERIFICATION, r"accounts\?", "accounts? Not today."),
    ):
        ran = follow(tmp_path / "report", "--from", "11")

    more = [*ABOVE.values(), *BELOW.values(), ("text", "Not today.")]
    assert {each[:2] for each in told(ran)} == {(11, "added")}
    assert sorted((what, words) for _, _, what, _, words in told(ran)) == sorted(more)
    assert ran.step(11)["reason"].startswith("The page has more than the guide shows: ")
    assert ran.court.served.court.records.links() == []


def test_everything_more_on_the_confirmation_is_told(tmp_path: Path) -> None:
    more = "</h2><p>It takes effect tomorrow.</p><a href=/undo>Undo</a><button>Print</button>"
    with edited(Edit(CONFIRMATION, "</h2>", more)):
        ran = follow(tmp_path / "report", "--from", "12", "--until", "13")

    assert sorted(told(ran)) == [
        (13, "added", "button", "confirmation", "Print"),
        (13, "added", "link", "confirmation", "Undo"),
        (13, "added", "text", "confirmation", "It takes effect tomorrow."),
    ]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("step", "screen", "template", "old"),
    [
        (9, "link form", LINK_FORM, "</form>"),
        (4, "sign-on", "sign_on/login.html", '<p class="required-note">'),
    ],
)
def test_a_warning_more_on_a_form_is_told(
    tmp_path: Path, step: int, screen: str, template: str, old: str
) -> None:
    with edited(Edit(template, old, "<p>Use another browser.</p>\\g<0>")):
        ran = follow(tmp_path / "report", "--from", str(step), "--until", str(step))

    assert told(ran) == [(step, "added", "text", screen, "Use another browser.")]


@pytest.mark.nightly(
    "e2e/parts/compare/test_additions.py: what another page has as often is the site's own"
)
@pytest.mark.parametrize("marks", [("<header>", "</header>"), ("<table><tr><td>", "</table>")])
def test_what_other_pages_of_the_site_have_is_not_told(
    tmp_path: Path, marks: tuple[str, str]
) -> None:
    start, end = marks
    top = (
        "<a href='#main'>Skip to content</a> <b>United States Courts</b>"
        f"<img width=90 height=30 alt=Seal src='{PICTURE}'> <a href=/help>"
        f"<img width=90 height=30 alt=Help src='{PICTURE}'></a>"
        "<p>Welcome, J. Public. Friday, November 27, 2026 <span id=clock></span></p>"
        "<script>document.getElementById('clock').textContent = performance.now();</script>"
        "<form action=/search><input name=words placeholder=Search><button>Go</button></form>"
        "<p>The system is down on Saturday.</p>"
    )
    foot = "<p>Version 1.7.1 | <a href=/privacy>Privacy</a></p></body>"
    crumbs = "<div><a href=/>Home</a> / <a href=/utilities>Utilities</a> / {}</div><h2>"
    with edited(
        Edit(CMECF, "(<body[^>]*>)", rf"\g<1>{start}{top}{end}"),
        Edit(CMECF, "</body>", foot),
        Edit(LINK_FORM, "<h2>", crumbs.format("Link accounts")),
        Edit(VERIFICATION, "<h2>", crumbs.format("Verify them")),
        Edit(CONFIRMATION, "<h2>", crumbs.format("Linked")),
    ):
        ran = follow(tmp_path / "report", "--from", "8")

    assert (ran.status, told(ran)) == (0, [])
