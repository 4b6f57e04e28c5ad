"""Changes of what is seen: no ink, words of the style sheet, another order, another time."""

from collections.abc import Iterator

from e2e.courts.everyday.situation import (
    Page,
    Situation,
    Skin,
    after,
    instead,
    late,
    scripted,
    styled,
)
from e2e.courts.independent import QUESTION, WARNING

_PICTURE = (
    "<svg width='100%' height='100%' style='position: absolute; left: 0; top: 0'>"
    "<rect width='100%' height='100%' fill='#336699'/></svg>"
)
_IN = {
    "claim": '<a class="usa-link" href="/claim">E-Filing Proof of Claim</a>',
    "education": "<A HREF=/education>E-Filing Debtor Education</A>",
    "reports": '<a role="menuitem" href="/other">Reports</a>',
    "adversary": '<a role="menuitem" href="/other">Adversary</a>',
    "help": '<a class="usa-nav__link" href="/other"><span>Help</span></a>',
    "bankruptcy": '<a class="usa-nav__link" href="/other"><span>Bankruptcy</span></a>',
}


def out_of_sight() -> Iterator[Situation]:
    """Yield what is in the markup and not on the screen."""

    def unseen(name: str, skin: Skin, page: Page, step: int, *edit: str) -> Situation:
        match edit:
            case (rules,):
                act = styled(page, rules)
            case (old, new):
                act = instead(page, old, new)
            case _:
                raise LookupError(name)
        return Situation(name, skin, "out of sight", (act,), (step,), ("removed",))

    yield unseen(
        "the E-Filing link is transparent",
        "uswds",
        "website",
        2,
        ".usa-list li:nth-child(2) a { opacity: 0 }",
    )
    yield unseen(
        "a quick link is white on white",
        "uswds",
        "website",
        2,
        ".usa-list li:nth-child(3) a { color: #fff }",
    )
    yield unseen(
        "a quick link is almost white on white",
        "faces",
        "website",
        2,
        ".box A[href='/locator'] { color: #fefefe; text-decoration: none }",
    )
    yield unseen(
        "a quick link has letters of no size",
        "faces",
        "website",
        2,
        "A[href='/education'] { font-size: 0 }",
    )
    yield unseen(
        "a quick link is one pixel of a box that hides the rest",
        "drawn",
        "website",
        2,
        "court-link[to='/locator'] { position: absolute; width: 1px; height: 1px; overflow: hidden }",
    )
    yield unseen(
        "a quick link is behind a picture",
        "faces",
        "website",
        2,
        _IN["education"],
        f"<DIV STYLE='position: relative'>{_IN['education']}{_PICTURE}</DIV>",
    )
    yield unseen(
        "a quick link is only a tooltip of a drawing",
        "uswds",
        "website",
        2,
        _IN["claim"],
        "<a href='/claim' title='E-Filing Proof of Claim'><svg width='24' height='24'><circle cx='12' cy='12' r='9'/></svg></a>",
    )
    yield unseen(
        "a quick link is only the alternative text of a picture",
        "faces",
        "website",
        2,
        _IN["education"],
        "<A HREF=/education><IMG WIDTH=32 HEIGHT=32 ALT='E-Filing Debtor Education' SRC=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><circle cx='16' cy='16' r='12'/></svg>\"></A>",
    )
    yield unseen(
        "a quick link is cut off by its box",
        "drawn",
        "website",
        2,
        ".tile { height: 46px; overflow: hidden }",
    )
    yield unseen(
        "the notice has the color of its ground",
        "uswds",
        "sign-on",
        4,
        "#notice { color: #123456; background: #123456 }",
    )
    yield unseen(
        "the notice is for printers only",
        "faces",
        "sign-on",
        4,
        "@media screen { #notice { display: none } }",
    )
    yield unseen(
        "the line on required information is clipped away",
        "drawn",
        "sign-on",
        4,
        "#required { clip-path: inset(0 100% 0 0) }",
    )
    yield unseen(
        "a link below the login form is indented out of its box",
        "faces",
        "sign-on",
        4,
        "#ways a:nth-child(2) { display: inline-block; width: 9em; overflow: hidden; white-space: nowrap; text-indent: -9999px }",
    )
    yield unseen(
        "the client code is off the page",
        "uswds",
        "sign-on",
        4,
        "label[for=code], #code { position: absolute; left: -9999px }",
    )
    yield unseen(
        "a link below the login form is hidden and keeps its place",
        "uswds",
        "sign-on",
        4,
        "#ways a:last-child { visibility: hidden }",
    )
    yield unseen(
        "the heading of the login is shrunk to nothing",
        "drawn",
        "sign-on",
        4,
        "h1 { transform: scale(0) }",
    )
    yield unseen(
        "a menu item is scaled to a dot",
        "drawn",
        "limited bar",
        5,
        "li:has([href='/out']) { zoom: 0.01 }",
    )
    yield unseen(
        "a menu item is folded to no height",
        "uswds",
        "limited bar",
        5,
        _IN["help"],
        f"<div style='max-height: 0; overflow: hidden'>{_IN['help']}</div>",
    )
    yield unseen(
        "a menu item has the color of the bar",
        "drawn",
        "limited bar",
        5,
        _IN["reports"],
        _IN["reports"].replace("<a ", "<a style='color: #111827' "),
    )
    yield unseen(
        "the link to the link form is masked away",
        "drawn",
        "menu",
        8,
        "court-link[to='/form'] { display: block; -webkit-mask-image: linear-gradient(transparent, transparent); mask-image: linear-gradient(transparent, transparent) }",
    )
    yield unseen(
        "the heading of the link form is for screen readers only",
        "uswds",
        "link form",
        9,
        "h1 { position: absolute; width: 1px; height: 1px; clip: rect(0, 0, 0, 0); overflow: hidden }",
    )
    yield unseen(
        "Clear is transparent",
        "faces",
        "link form",
        9,
        "#clear { opacity: 0 }",
    )
    yield unseen(
        "Clear is behind the form's ground",
        "uswds",
        "link form",
        9,
        ".usa-form { position: relative; background: #fff } #clear { position: relative; z-index: -1 }",
    )
    yield unseen(
        "the question is in a closed disclosure",
        "uswds",
        "verification",
        11,
        f'<p id="question">{QUESTION}</p>',
        f"<details><summary>More</summary><p>{QUESTION}</p></details>",
    )
    yield unseen(
        "the sentence on the e-mail is in letters of dots",
        "uswds",
        "confirmation",
        13,
        "#mail { -webkit-text-security: disc }",
    )
    yield unseen(
        "the confirmation is moved off the page",
        "faces",
        "confirmation",
        13,
        "#done { transform: translateX(-3000px) }",
    )
    yield unseen(
        "a new menu item is transparent",
        "drawn",
        "full bar",
        14,
        _IN["adversary"],
        _IN["adversary"].replace("<a ", "<a style='color: transparent' "),
    )
    yield unseen(
        "a new menu item is behind a seal",
        "uswds",
        "full bar",
        14,
        _IN["bankruptcy"],
        f"<div style='position: relative'>{_IN['bankruptcy']}{_PICTURE}</div>",
    )
    yield unseen(
        "a quick link is drawn white by a filter of the page",
        "drawn",
        "website",
        2,
        '<court-link to="/claim">',
        "<svg width=0 height=0><filter id=gone><feFlood flood-color=white /></filter></svg>"
        '<court-link to="/claim" style="filter: url(#gone)">',
    )
    yield unseen(
        "the question is under layers that are half clear",
        "uswds",
        "verification",
        11,
        QUESTION,
        f"{QUESTION}<style>#question {{ position: relative }} #question i {{ position: absolute; inset: 0;"
        " background: rgba(255, 255, 255, .85) }</style><i></i><i></i><i></i>",
    )
    # Without the warning nobody knows that it is for good.
    warnings: tuple[tuple[str, Skin, str], ...] = (
        ("the warning is white", "drawn", "#warning { color: #fff }"),
        (
            "the warning is behind the rest of the page",
            "faces",
            "#warning { position: fixed; z-index: -1; top: 60px; left: 40px; width: 600px }"
            " FORM { position: relative; background: #fff; min-height: 400px }",
        ),
        ("the warning is blurred", "uswds", "#warning { filter: blur(12px) }"),
        (
            "the warning is behind a picture as a mask",
            "faces",
            "#warning { mask-image: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'"
            " width='9' height='9'%3E%3C/svg%3E\") }",
        ),
    )
    for name, skin, rules in warnings:
        acts = (styled("verification", rules),)
        yield Situation(name, skin, "out of sight", acts, (11,), ("removed",), may_link=False)


def other_words() -> Iterator[Situation]:
    """Yield what a style sheet or the look of letters makes of words, and other orders."""
    yield Situation(
        "the style sheet adds to the heading of the login",
        "uswds",
        "style sheet",
        (styled("sign-on", "h1::after { content: ' (Training)' }"),),
        (4,),
        ("renamed",),
        "(Training)",
    )
    yield Situation(
        "the style sheet counts in the heading of the link form",
        "drawn",
        "style sheet",
        (
            styled(
                "link form",
                "h1::before { counter-increment: try; content: 'Try ' counter(try) ': ' }",
            ),
        ),
        (9,),
        ("renamed", "reworded"),
        "Try 1",
    )
    yield Situation(
        "the style sheet writes another caption instead",
        "uswds",
        "style sheet",
        (
            styled(
                "link form",
                "label[for=cm-login] { font-size: 0 }"
                " label[for=cm-login]::after { content: 'PACER login'; font-size: 16px }",
            ),
        ),
        (9,),
        ("renamed",),
        "PACER login",
    )
    yield Situation(
        "the style sheet writes a required star",
        "faces",
        "style sheet",
        (styled("sign-on", "tr:nth-child(3) label::after { content: ' *'; color: #cc0000 }"),),
        (4,),
        ("added",),
    )
    yield Situation(
        "the style sheet writes one menu item more",
        "drawn",
        "style sheet",
        (
            after(
                "limited bar", '<a role="menuitem" href="/other">Help</a>', "</li><li class=more>"
            ),
            styled("limited bar", ".more::before { content: 'Docket' }"),
        ),
        (5,),
        ("added",),
        "Docket",
    )
    yield Situation(
        "the style sheet draws the menu items in another order",
        "uswds",
        "style sheet",
        (styled("limited bar", ".usa-nav__primary > :first-child { order: 1 }"),),
        (5,),
        ("reordered",),
    )
    yield Situation(
        "the style sheet draws the quick links from below",
        "drawn",
        "style sheet",
        (styled("website", ".tile { display: flex; flex-direction: column-reverse }"),),
        (2,),
        ("reordered",),
    )
    yield Situation(
        "the style sheet draws Clear where Login was",
        "uswds",
        "style sheet",
        (
            styled(
                "sign-on",
                "#login { position: relative; left: 7rem } #clear { position: relative; left: -6rem }",
            ),
        ),
        (4,),
        ("reordered",),
    )
    yield Situation(
        "the style sheet crosses the letters of a caption the other way",
        "faces",
        "style sheet",
        (
            styled(
                "sign-on",
                "tr:first-child label { unicode-bidi: bidi-override; direction: rtl }",
            ),
        ),
        (4,),
        ("renamed",),
    )
    yield Situation(
        "a menu item has a letter of another alphabet",
        "uswds",
        "swap",
        (instead("limited bar", "<span>Utilities</span>", "<span>Utilіties</span>"),),
        (5, 6),
        ("renamed",),
    )
    yield Situation(
        "the question has a letter of another alphabet",
        "drawn",
        "swap",
        (instead("verification", QUESTION, QUESTION.replace("accounts", "аccounts")),),
        (11,),
        ("reworded",),
    )
    yield Situation(
        "the link item is in another group",
        "uswds",
        "swap",
        (
            instead(
                "limited bar",
                '<li><a href="/form">Link a CM/ECF Account to my PACER Account</a></li>',
                "<li><a href='/other'>Release Notes</a></li>",
            ),
            after(
                "limited bar",
                '<li><a href="/other">Your Account</a></li>',
                "<li><a href='/form'>Link a CM/ECF Account to my PACER Account</a></li>",
            ),
        ),
        (8,),
        ("moved",),
    )
    yield Situation(
        "the warning says another thing",
        "uswds",
        "swap",
        (
            instead(
                "verification",
                WARNING,
                WARNING.replace("permanently linked", "linked for one year"),
            ),
        ),
        (11,),
        ("reworded",),
        may_link=False,
    )


def other_when_at_rest() -> Iterator[Situation]:
    """Yield what is as documented at first and something else once the page has come to rest."""

    def later(
        name: str,
        skin: Skin,
        page: Page,
        steps: tuple[int, ...],
        kinds: tuple[str, ...],
        script: str,
    ) -> Situation:
        return Situation(name, skin, "lateness", (late(page, script, 700),), steps, kinds)

    yield Situation(
        "a warning is drawn on the verification after a second",
        "uswds",
        "lateness",
        (
            scripted(
                "verification",
                "const began = performance.now(); const draw = () => {"
                " if (performance.now() - began < 900) return requestAnimationFrame(draw);"
                " one('#question').insertAdjacentHTML('beforebegin', '<p>WARNING: this page is out of order.</p>'); };"
                " draw();",
            ),
        ),
        (11, 12),
        ("added",),
        "out of order",
        may_link=False,
    )
    for name, run in (
        (
            "by an interval",
            "const timer = setInterval(() => { clearInterval(timer); change(); }, 1200);",
        ),
        (
            "by the fourth timer of a chain",
            "let at = 0; const next = () => ++at < 5 ? setTimeout(next, 300) : change(); next();",
        ),
        (
            "after eighty frames",
            "let at = 0; const next = () => ++at < 80 ? requestAnimationFrame(next) : change(); next();",
        ),
    ):
        yield Situation(
            f"Login gets other words {name}",
            "uswds",
            "lateness",
            (
                scripted(
                    "sign-on",
                    f"const change = () => {{ one('#login').textContent = 'Sign In'; }}; {run}",
                ),
            ),
            (4,),
            ("renamed",),
        )
    yield later(
        "a quick link gets other words after a moment",
        "faces",
        "website",
        (2,),
        ("renamed",),
        "one('A[href=\"/claim\"]').textContent = 'Electronic Claims';",
    )
    yield later(
        "a quick link leaves after a moment",
        "drawn",
        "website",
        (2,),
        ("removed",),
        "one('[to=\"/education\"]').remove();",
    )
    yield later(
        "Login gets other words after a moment",
        "uswds",
        "sign-on",
        (4,),
        ("renamed",),
        "one('#login').textContent = 'Sign In';",
    )
    yield later(
        "Login is switched off after a moment",
        "faces",
        "sign-on",
        (4,),
        ("disabled",),
        "one('button[type=submit]').disabled = true;",
    )
    yield later(
        "the notice leaves after a moment",
        "uswds",
        "sign-on",
        (4,),
        ("removed",),
        "one('#notice').remove();",
    )
    yield later(
        "the link to the link form gets other words after a moment",
        "drawn",
        "menu",
        (8,),
        ("renamed",),
        "one('[to=\"/form\"]').textContent = 'Link an e-filing account to my PACER account';",
    )
    yield later(
        "one menu item more comes after a moment",
        "uswds",
        "start",
        (5,),
        ("added",),
        "one('.usa-nav__primary').insertAdjacentHTML('beforeend',"
        " '<li><a class=usa-nav__link href=/other>Docket</a></li>');",
    )
    yield later(
        "one sentence more comes to the verification after a moment",
        "faces",
        "verification",
        (11,),
        ("added",),
        "one('#question').insertAdjacentHTML('afterend', '<P>You may not undo this within 30 days.');",
    )
    yield later(
        "the confirmation is taken back after a moment",
        "uswds",
        "confirmation",
        (13,),
        ("removed", "reworded"),
        "one('#done').textContent = 'Your request will be reviewed by the clerk.';",
    )
    yield Situation(
        "the quick links never come",
        "uswds",
        "lateness",
        (
            scripted(
                "website",
                "one('.quick-links').innerHTML = '<p aria-busy=true>Loading…</p>';",
            ),
        ),
        (2,),
        ("removed", "site"),
    )


def unseen() -> Iterator[Situation]:
    """Yield all of these."""
    yield from out_of_sight()
    yield from other_words()
    yield from other_when_at_rest()
