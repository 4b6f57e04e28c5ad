"""Benign markup: what looks and works as documented, however it is made."""

from collections.abc import Iterator

from e2e.courts.everyday.court import DONE
from e2e.courts.everyday.situation import (
    SKINS,
    Answer,
    Edit,
    Situation,
    Skin,
    after,
    before,
    instead,
    scripted,
    styled,
)
from e2e.courts.independent import QUESTION, TITLE, Account

_FIELD = '<input class="usa-input" id="code" name="code">'
_CODE = f'<label class="usa-label" for="code">Client Code</label>\n{_FIELD}'
_USERNAME = """<label class="usa-label" for="username">Username <abbr title="required" class="usa-hint usa-hint--required">*</abbr></label>
<input class="usa-input" id="username" name="who" autocomplete="off" aria-required="true">"""
_PASSWORD = """<label class="usa-label" for="password">Password <abbr title="required" class="usa-hint usa-hint--required">*</abbr></label>
<input class="usa-input" id="password" name="secret" type="password" aria-required="true">"""
_STAR = '<label class="usa-label" for="username">Username <abbr title="required" class="usa-hint usa-hint--required">*</abbr></label>'
_UTILITIES = """<button type="button" class="usa-accordion__button usa-nav__link" aria-expanded="false" aria-controls="utilities"><span>Utilities</span></button>
<ul id="utilities" class="usa-nav__submenu" hidden>"""
_GROUP = '<button type="button" class="usa-accordion__button usa-nav__link" aria-expanded="false" aria-controls="nextgen"><span>NextGen Release 1.1 Menu Items</span></button>'
_BOLD = " ".join(f"<b>{word}</b>" for word in Account().name.split())
_LETTERS = "".join(f"<span>{letter}</span>" for letter in Account().name)
_NAMES_IN = {
    "a list of definitions": "<dl><dt>CM/ECF</dt><dd>LOGIN NAME</dd><dt>PACER</dt><dd>NAME</dd></dl>",
    "a table with headings": "<table><tr><th scope=row>CM/ECF<td>LOGIN NAME<tr><th scope=row>PACER<td>NAME</table>",
    "a grid of divisions": "<div style='display: grid; grid-template-columns: 6em auto'><div>CM/ECF</div><div>LOGIN NAME</div>"
    "<div>PACER</div><div>NAME</div></div>",
    "words that are bold one by one": f"<p>CM/ECF <b>LOGIN</b> {_BOLD}</p><p>PACER {_BOLD}</p>",
    "letters each in a span": f"<p>CM/ECF LOGIN {_LETTERS}</p><p>PACER {_LETTERS}</p>",
    "captions with colons": "<p>CM/ECF: <b>LOGIN NAME</b></p><p>PACER: <b>NAME</b></p>",
    "light letters on a dark box": "<div style='background: #162e51; color: #fff; padding: 1em'><p>CM/ECF LOGIN NAME</p><p>PACER NAME</p></div>",
    "gray letters": "<div style='color: #565c65'><p>CM/ECF LOGIN NAME</p><p>PACER NAME</p></div>",
    "a box with a picture behind": "<div style='background: linear-gradient(#fff, #def)'><p>CM/ECF LOGIN NAME</p><p>PACER NAME</p></div>",
    "a fieldset": "<fieldset><p>CM/ECF LOGIN NAME</p><p>PACER NAME</p></fieldset>",
    "a custom element": "<who-is><p>CM/ECF LOGIN NAME</p><p>PACER NAME</p></who-is>",
}


def plain() -> Iterator[Situation]:
    """Yield each skin as it is."""
    for skin in SKINS:
        yield Situation(f"nothing happens at {skin}", skin, "markup")


def markup() -> Iterator[Situation]:
    """Yield other markup of the same things."""

    def made(name: str, skin: Skin, *acts: Edit | Answer, names: str = "") -> Situation:
        return Situation(name, skin, "markup", acts, names=names)

    yield made(
        "a required star is set off by a margin",
        "uswds",
        instead(
            "sign-on",
            _STAR,
            "<label for=username>Username<span style='margin-left: .3em'>*</span></label>",
        ),
    )
    yield made(
        "a required star comes from the style sheet",
        "uswds",
        instead("sign-on", _STAR, "<label for=username class=needed>Username</label>"),
        styled("sign-on", ".needed::after { content: ' *'; color: #b50909 }"),
    )
    yield made(
        "the notice is in a field that one can only read",
        "uswds",
        scripted(
            "sign-on",
            "const notice = one('#notice'), field = document.createElement('textarea'); field.readOnly = true;"
            " field.rows = 2; field.value = notice.textContent; notice.replaceWith(field);",
        ),
    )
    yield made(
        "quick links have numbers from the style sheet",
        "uswds",
        styled(
            "website",
            ".usa-list { counter-reset: n } .usa-list li { counter-increment: n }"
            " .usa-list li::before { content: counter(n) '. ' }",
        ),
    )
    yield made(
        "an emoji is before a caption",
        "uswds",
        instead(
            "sign-on",
            _STAR,
            _STAR.replace(">Username", "><span aria-hidden=true>☺</span> Username"),
        ),
    )
    yield made(
        "a small picture with its own text is before a caption",
        "faces",
        before(
            "sign-on",
            "Username <span",
            "<img alt='Person' width='14' height='14' src=\"data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg'&gt;&lt;circle cx='7' cy='7' r='6'/&gt;&lt;/svg&gt;\"/> ",
        ),
    )
    yield made(
        "quick links have small drawings before them",
        "uswds",
        instead(
            "website",
            '<a class="usa-link" href="/claim">',
            '<a class="usa-link" href="/claim"><svg width="16" height="16" role="img" aria-label="Document"><rect width="12" height="16"/></svg> ',
        ),
    )
    yield made(
        "captions are below their fields",
        "uswds",
        *(
            instead("sign-on", above, "\n".join(reversed(above.split("\n"))))
            for above in (_USERNAME, _PASSWORD, _CODE)
        ),
        styled("sign-on", ".usa-input { margin-top: 1.5rem } .usa-label { margin: .25rem 0 }"),
    )
    yield made(
        "captions are placeholders",
        "faces",
        instead(
            "sign-on",
            '<label for="loginForm:clientCode" class="ui-outputlabel">Client Code</label>',
            "",
        ),
        instead(
            "sign-on",
            'name="code" type="text"',
            'name="code" type="text" placeholder="Client Code"',
        ),
    )
    yield made(
        "captions float in their fields",
        "uswds",
        instead(
            "sign-on",
            _CODE,
            f"<div style='position: relative; margin-top: 1rem'>{_FIELD}<label for=code style='position: absolute;"
            " left: .6rem; top: .5rem; pointer-events: none'>Client Code</label></div>",
        ),
    )
    yield made(
        "the client code is a combo box",
        "uswds",
        instead(
            "sign-on",
            _FIELD,
            '<div class="usa-combo-box"><select class="usa-sr-only" aria-hidden="true" tabindex="-1" name="code"><option>100</option></select>'
            '<input class="usa-input usa-combo-box__input" id="code" role="combobox" aria-expanded="false" aria-controls="codes" autocomplete="off">'
            '<button type="button" tabindex="-1" class="usa-combo-box__toggle-list" aria-label="Toggle the dropdown list">▾</button>'
            '<ul id="codes" role="listbox" hidden></ul></div>',
        ),
    )
    yield made(
        "the quick links are in a shadow root",
        "uswds",
        scripted(
            "website",
            "const list = one('.quick-links ul'), host = document.createElement('quick-links');"
            " list.replaceWith(host); host.attachShadow({mode: 'open'}).append(list);",
        ),
    )
    yield made(
        "the home page is a frameset",
        "faces",
        Answer(
            "www/",
            "<HTML><HEAD><TITLE>Court</TITLE></HEAD><FRAMESET COLS='100%'><FRAME NAME=all SRC=/home></FRAMESET></HTML>",
        ),
        scripted("website", "for (const link of document.links) link.target = '_top';"),
    )
    yield made(
        "the link form is in a frame",
        "uswds",
        scripted(
            "link form",
            "const form = one('.usa-section form'), frame = document.createElement('iframe');"
            " frame.style = 'border: 0; width: 100%; height: 320px'; form.target = '_top';"
            " frame.srcdoc = `<base href='${location.href}'>${form.outerHTML}`; form.replaceWith(frame);",
        ),
    )
    yield made(
        "the quick links are cards",
        "uswds",
        styled(
            "website",
            ".usa-list { display: flex; flex-wrap: wrap; gap: 1rem } .usa-list li { border: 1px solid; border-radius: 8px; padding: 1.5rem; width: 12rem }",
        ),
    )
    yield made(
        "the quick links are links that look like buttons",
        "drawn",
        styled("website", "court-link { background: #dbeafe; border-radius: 8px; padding: 10px }"),
    )
    yield made(
        "a list to choose from is outside of any form",
        "faces",
        after(
            "website",
            "<P>Hearings by telephone go on as before.",
            "<P>Office: <SELECT><OPTION>Madison<OPTION>Eau Claire</SELECT>",
        ),
    )
    yield made(
        "the link is a script",
        "uswds",
        scripted(
            "website",
            "const link = one('.usa-list li:nth-child(2) a'), to = link.href; link.href = '#'; link.onclick = () => { location.href = to; return false; };",
        ),
    )
    yield made(
        "sign-on opens in another tab",
        "uswds",
        scripted("website", "one('.usa-list li:nth-child(2) a').target = '_blank';"),
    )
    yield made(
        "quick links say to screen readers that they open in a new window",
        "uswds",
        instead(
            "website",
            "E-Filing Proof of Claim</a>",
            "E-Filing Proof of Claim<span style='position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)'> (opens in a new window)</span></a>",
        ),
    )
    yield made(
        "quick links have tooltips",
        "faces",
        instead(
            "website", "<A HREF=/claim>", "<A HREF=/claim TITLE='File a claim without an account'>"
        ),
    )
    yield made(
        "a second copy of the quick links is for telephones only",
        "uswds",
        after(
            "website",
            '<div class="grid-row">',
            "<ul style='display: none'><li><a href='/m'>E-Filing (CM/ECF)</a></li></ul>",
        ),
    )
    yield made(
        "Login has another name for screen readers",
        "uswds",
        instead(
            "sign-on",
            '<button class="usa-button" id="login">',
            '<button class="usa-button" id="login" aria-label="Sign on to PACER">',
        ),
    )
    yield made(
        "a heading is hidden from screen readers",
        "uswds",
        instead("link form", f"<h1>{TITLE}</h1>", f"<h1 aria-hidden=true>{TITLE}</h1>"),
    )
    yield made(
        "the confirmation is hidden from screen readers",
        "faces",
        before("confirmation", f"<P ID=done>{DONE}", "<SPAN ARIA-HIDDEN=true>"),
        after("confirmation", DONE, "</SPAN>"),
    )
    yield made(
        "the login form has a legend and groups",
        "uswds",
        before(
            "sign-on", '<label class="usa-label" for="username">', "<fieldset style='border: 0'>"
        ),
        before("sign-on", '<button class="usa-button" id="login">', "</fieldset>"),
    )
    yield made(
        "the tags of the login form are not closed",
        "uswds",
        instead("sign-on", "<p>* Required information</p>", "<p>* Required information<p>"),
        instead("sign-on", "</form>\n<p id", "<p id"),
    )
    yield made(
        "the buttons are inputs",
        "uswds",
        instead(
            "link form",
            '<button class="usa-button" id="submit">Submit</button>',
            "<input class=usa-button type=submit value=Submit>",
        ),
        instead(
            "link form",
            '<button class="usa-button usa-button--outline" type="reset" id="clear">Clear</button>',
            "<input class=usa-button type=reset value=Clear>",
        ),
    )
    yield made(
        "Clear is a script",
        "uswds",
        instead(
            "link form",
            'type="reset" id="clear"',
            'type="button" id="clear" onclick="this.form.reset()"',
        ),
    )
    yield made(
        "the headings are bold paragraphs",
        "uswds",
        instead(
            "verification", f"<h1>{TITLE}</h1>", f"<p style='font-size: 1.6em'><b>{TITLE}</b></p>"
        ),
        instead(
            "confirmation", f"<h1>{TITLE}</h1>", f"<p style='font-size: 1.6em'><b>{TITLE}</b></p>"
        ),
    )
    yield made(
        "the fields and buttons of the login are custom elements",
        "uswds",
        scripted(
            "sign-on",
            "for (const button of root.querySelectorAll('#login, #clear')) {"
            " const host = document.createElement('x-button'), inner = document.createElement('button');"
            " inner.type = 'button'; inner.textContent = button.textContent; host.attachShadow({mode: 'open'}).append(inner);"
            " const form = button.form, sends = button.id === 'login';"
            " inner.onclick = () => { if (sends) form.requestSubmit(); else form.reset(); };"
            " button.replaceWith(host); }",
        ),
    )
    box = "display: inline-block; padding: 8px 16px; background: #005ea2; color: #fff"
    for what, tag, style in (
        ("links in boxes", "a", box),
        ("boxes that nothing marks as buttons", "span", f"{box}; cursor: pointer"),
    ):
        yield made(
            f"the buttons of the login are {what}",
            "uswds",
            scripted(
                "sign-on",
                "for (const old of root.querySelectorAll('#login, #clear')) {"
                f" const button = document.createElement('{tag}'), form = old.form, sends = old.id === 'login';"
                f" button.style = '{style}'; button.href = '#'; button.textContent = old.textContent; old.replaceWith(button);"
                " button.onclick = () => { if (sends) form.requestSubmit(); else form.reset(); return false; }; }",
            ),
        )
    yield made(
        "the login has one form around the whole page",
        "uswds",
        instead(
            "sign-on", 'method="post" action="/enter">', 'method="post" action="/enter" id="all">'
        ),
        scripted(
            "sign-on",
            "const form = one('#all'), inner = document.createElement('div'); inner.append(...form.childNodes); form.replaceWith(inner);"
            " form.append(...document.body.children); document.body.append(form);",
        ),
    )
    yield made(
        "the site is called CM/ECF beside its menus",
        "drawn",
        instead(
            "verification",
            '<header><ul role="menubar" aria-label="CM/ECF">',
            '<div><span>CM/ECF</span><ul role="menubar" aria-label="CM/ECF">',
        ),
        instead("verification", "</ul></header>", "</ul></div>"),
    )
    yield made(
        "the verification is drawn in a shadow root",
        "uswds",
        scripted(
            "verification",
            "const parts = [...one('.usa-section').childNodes], host = document.createElement('x-page');"
            " host.attachShadow({mode: 'open'}).append(...parts); one('.usa-section').append(host);",
        ),
    )
    for how, names in _NAMES_IN.items():
        skin = SKINS[len(how) % 3]
        yield made(f"the names are in {how}", skin, names=names)
    yield made(
        "the question is emphasized in part",
        "drawn",
        instead("verification", QUESTION, QUESTION.replace("these", "<em>these</em>")),
    )
    yield made(
        "the page is dark",
        "drawn",
        styled(
            "sign-on",
            "main { background: #111; color: #eee } h1, p { color: #fff } #ways { background: #ddd; color: #111 }",
        ),
    )
    yield made(
        "a clear pane that lets clicks through lies over the page",
        "uswds",
        before(
            "verification",
            "<footer",
            "<div style='position: fixed; inset: 0; pointer-events: none; background: linear-gradient(transparent 90%, rgba(0, 0, 0, .05))'></div>",
        ),
    )
    yield made(
        "the quick links are far below the fold",
        "faces",
        styled("website", ".box { margin-top: 1500px }"),
    )
    yield made(
        "the letters are large",
        "uswds",
        styled("link form", "body { zoom: 1.6 }"),
    )
    yield made(
        "the bar stays at the top",
        "uswds",
        styled(
            "link form",
            ".usa-header { position: sticky; top: 0; background: #fff; z-index: 3 } .usa-form { margin-top: 700px }",
        ),
    )


def menus() -> Iterator[Situation]:
    """Yield menus that open in other ways."""
    opens_on_hover = (
        instead(
            "limited bar",
            _UTILITIES,
            '<a class="usa-nav__link" href="#utilities">Utilities</a>\n<ul id="utilities" class="usa-nav__submenu">',
        ),
        styled(
            "limited bar",
            "li > #utilities { display: none } li:hover > #utilities { display: block }",
        ),
    )
    ways: dict[str, tuple[Edit, ...]] = {
        "the menu drops down under the mouse": opens_on_hover,
        "the group flies out under the mouse": (
            instead(
                "limited bar",
                _GROUP,
                '<a href="#nextgen" class="usa-nav__link">NextGen Release 1.1 Menu Items</a>',
            ),
            instead(
                "limited bar",
                '<ul id="nextgen" class="usa-list--unstyled" hidden>',
                '<ul id="nextgen" class="fly">',
            ),
            styled(
                "limited bar",
                ".usa-nav__submenu > li { position: relative } .fly { display: none; position: absolute; left: 100%; top: 0; width: 24rem; background: #162e51; list-style: none } li:hover > .fly { display: block }",
            ),
        ),
        "the menu opens under the mouse, and a click closes it": (
            instead(
                "limited bar",
                _UTILITIES,
                '<a class="usa-nav__link" href="#utilities">Utilities</a>\n<ul id="utilities" class="usa-nav__submenu" hidden>',
            ),
            scripted(
                "limited bar",
                "const menu = one('#utilities'), item = menu.parentNode; item.onmouseenter = () => { menu.hidden = false; };"
                " item.onmouseleave = () => { menu.hidden = true; };"
                " menu.previousElementSibling.onclick = () => { menu.hidden = !menu.hidden; return false; };",
            ),
        ),
        "the menu unfolds slowly": (
            styled(
                "limited bar",
                "@keyframes unfold { from { opacity: 0; translate: 0 -20px } } .usa-nav__submenu { animation: unfold .5s }",
            ),
        ),
        "the menu is a disclosure": (
            instead(
                "limited bar",
                _UTILITIES,
                '<details><summary class="usa-nav__link">Utilities</summary>\n<ul id="utilities" class="usa-nav__submenu">',
            ),
            after(
                "limited bar", '<li><a href="/other">Miscellaneous</a></li>\n</ul>', "</details>"
            ),
        ),
        "the group is a plain heading": (
            instead(
                "limited bar",
                _GROUP,
                "<strong style='color: #fff'>NextGen Release 1.1 Menu Items</strong>",
            ),
            instead(
                "limited bar",
                '<ul id="nextgen" class="usa-list--unstyled" hidden>',
                '<ul id="nextgen">',
            ),
        ),
        "the menu is a popover": (
            instead(
                "limited bar",
                _UTILITIES,
                '<button type="button" class="usa-nav__link" popovertarget="utilities">Utilities</button>\n<ul id="utilities" popover class="usa-nav__submenu" style="position: fixed; inset: auto; left: 200px; top: 120px">',
            ),
        ),
    }
    for name, edits in ways.items():
        yield Situation(name, "uswds", "markup", edits)
    yield Situation(
        "the menu opens with the mouse down",
        "uswds",
        "markup",
        (
            scripted(
                "limited bar",
                "const old = one('[aria-controls=utilities]'), opener = old.cloneNode(true); old.replaceWith(opener);"
                " opener.addEventListener('mousedown', () => { one('#utilities').hidden = !one('#utilities').hidden; });",
            ),
        ),
    )


def benign_markup() -> Iterator[Situation]:
    """Yield all of these."""
    yield from plain()
    yield from markup()
    yield from menus()
