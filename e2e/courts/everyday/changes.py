"""Changes of what comes and of what can be done: dialogs, covers, additions, pages, answers."""

from collections.abc import Iterator

from e2e.courts.everyday.situation import (
    Answer,
    Edit,
    Page,
    Situation,
    Skin,
    after,
    appended,
    before,
    instead,
    scripted,
    styled,
)

_VERIFYING = '<form class="usa-form" method="post" action="/link">'
_OVERLAY = "position: fixed; inset: 0; z-index: 99; background: rgba(0, 0, 0, .6)"
_BOX = "background: #fff; color: #000; margin: 120px auto; padding: 24px; width: 420px"


def dialogs() -> Iterator[Situation]:
    """Yield dialogs of the browser and of the page."""

    def dialog(
        name: str,
        skin: Skin,
        page: Page,
        steps: tuple[int, ...],
        words: str,
        act: str,
        *,
        may_link: bool = True,
    ) -> Situation:
        edit = scripted(page, act) if not act.startswith("<") else appended(page, act)
        return Situation(name, skin, "dialog", (edit,), steps, ("added",), words, may_link=may_link)

    yield dialog(
        "the home page has an alert",
        "uswds",
        "website",
        (1, 2),
        "closes at noon today",
        "alert('The clerk’s office closes at noon today.');",
    )
    yield dialog(
        "the home page has an alert after a moment",
        "drawn",
        "website",
        (1, 2),
        "new address",
        "setTimeout(() => alert('This site has a new address.'), 400);",
    )
    yield dialog(
        "Login brings an alert first",
        "faces",
        "sign-on",
        (4,),
        "fees",
        "one('form').addEventListener('click', (event) => { if (event.target.closest('[type=submit]'))"
        " alert('PACER charges fees.'); }, true);",
    )
    yield Situation(
        "the login form has an alert when it is sent",
        "uswds",
        "dialog",
        (
            instead(
                "sign-on",
                'action="/enter">',
                'action="/enter" onsubmit="alert(\'We will call you back.\')">',
            ),
        ),
        (4,),
        ("added",),
        "We will call you back.",
    )
    yield dialog(
        "CM/ECF asks for a word",
        "uswds",
        "start",
        (4, 5),
        "Which division?",
        "prompt('Which division?', 'Madison');",
    )
    yield dialog(
        "CM/ECF begins with a modal dialog",
        "drawn",
        "start",
        (4, 5),
        "Session limits",
        "<dialog id=limits aria-labelledby=limits-title><h2 id=limits-title>Session limits</h2>"
        "<p>A session ends after 30 minutes.</p><form method=dialog><button>OK</button></form></dialog>"
        "<script>window.drawn.querySelector('#limits').showModal();</script>",
    )
    yield dialog(
        "the first Submit asks for confirmation",
        "drawn",
        "link form",
        (10,),
        "Send your password?",
        "one('court-button[act=send]').addEventListener('click', (event) => {"
        " if (!confirm('Send your password?')) { event.stopImmediatePropagation(); event.preventDefault(); } }, true);",
    )
    yield dialog(
        "the link form asks whether to leave it",
        "uswds",
        "link form",
        (9, 10),
        "",
        "one('.usa-section form').addEventListener('input', () => {"
        " window.onbeforeunload = (event) => { event.preventDefault(); return true; }; });",
    )
    yield dialog(
        "the last Submit asks for confirmation",
        "uswds",
        "verification",
        (12,),
        "Are you really sure?",
        "one('.usa-section form').addEventListener('submit', (event) => {"
        " if (!confirm('Are you really sure?')) event.preventDefault(); });",
        may_link=False,
    )
    yield dialog(
        "the verification begins with a modal dialog",
        "uswds",
        "verification",
        (11,),
        "Before you continue",
        "<dialog id=stop aria-labelledby=stop-title><h2 id=stop-title>Before you continue</h2>"
        "<p>Ask your firm's administrator first.</p><form method=dialog><button>Continue</button></form></dialog>"
        "<script>document.querySelector('#stop').showModal();</script>",
        may_link=False,
    )
    yield dialog(
        "the last Submit asks in a dialog of the page",
        "uswds",
        "verification",
        (12,),
        "dialog of the page",
        "const form = one('.usa-section form'); form.addEventListener('submit', (event) => {"
        " if (form.dataset.sure) return; event.preventDefault();"
        " const box = document.createElement('dialog'); box.textContent = 'Are you really sure?';"
        " document.body.append(box); box.showModal(); });",
        may_link=False,
    )
    yield dialog(
        "the last Submit brings an alert",
        "uswds",
        "verification",
        (12,),
        "fee schedule",
        "one('.usa-section form').addEventListener('submit', () => alert('See the fee schedule.'));",
    )
    yield dialog(
        "the first Submit asks in a dialog of the page",
        "uswds",
        "link form",
        (10,),
        "Send your password?",
        "one('.usa-section form').addEventListener('submit', (event) => { event.preventDefault();"
        f" document.body.insertAdjacentHTML('beforeend', `<div style='{_OVERLAY}'><div role=dialog style='{_BOX}'>"
        "<h2>Send your password?</h2><button>Send</button></div></div>`); });",
    )
    yield dialog(
        "the confirmation is printed",
        "uswds",
        "confirmation",
        (12, 13),
        "print the page",
        "window.print();",
    )
    yield dialog(
        "the confirmation has an alert",
        "faces",
        "confirmation",
        (12, 13),
        "Print this page",
        "alert('Print this page for your records.');",
    )
    yield dialog(
        "a drawer of the page opens over the login form",
        "drawn",
        "sign-on",
        (4,),
        "Security notice",
        f"<div style='{_OVERLAY}'><div role=dialog aria-label='Security notice' style='{_BOX}'>"
        "<h2>Security notice</h2><p>Phishing mails are about.</p>"
        "<button onclick='this.parentNode.parentNode.remove()'>Understood</button></div></div>",
    )


def covers() -> Iterator[Situation]:
    """Yield what lies over a page."""

    def cover(
        name: str,
        skin: Skin,
        page: Page,
        steps: tuple[int, ...],
        words: str,
        markup: str,
        kinds: tuple[str, ...] = ("added",),
    ) -> Situation:
        return Situation(name, skin, "cover", (appended(page, markup),), steps, kinds, words)

    yield cover(
        "a cookie notice covers the home page",
        "uswds",
        "website",
        (1, 2),
        "We use cookies",
        f"<div style='{_OVERLAY}'><div style='{_BOX}'><p>We use cookies to improve this site.</p>"
        "<button onclick='this.parentNode.parentNode.remove()'>Accept all</button>"
        " <button onclick='this.parentNode.parentNode.remove()'>Decline</button></div></div>",
    )
    yield cover(
        "a survey lies over the quick links",
        "faces",
        "website",
        (1, 2),
        "Tell us about your visit",
        "<DIV STYLE='position: fixed; right: 0; top: 0; width: 300px; height: 400px;"
        " background: #ffffcc; border: 1px solid'><P>Tell us about your visit"
        "<P><INPUT TYPE=button VALUE='No, thanks' ONCLICK='this.parentNode.parentNode.remove()'></DIV>",
    )
    yield cover(
        "a chat lies over the login form",
        "drawn",
        "sign-on",
        (4,),
        "Chat with us",
        "<div style='position: fixed; left: 0; top: 130px; width: 700px; height: 420px;"
        " background: #e0e7ff'><p>Chat with us</p><button onclick='this.parentNode.remove()'>Close</button></div>",
    )
    yield cover(
        "a notice of a time limit lies over CM/ECF",
        "uswds",
        "start",
        (4, 5),
        "about to time out",
        f"<div style='{_OVERLAY}'><div style='{_BOX}'><h2>Your session is about to time out</h2>"
        "<button onclick='this.parentNode.parentNode.remove()'>Stay signed on</button></div></div>",
    )
    yield cover(
        "a fixed strip lies over the buttons of the link form",
        "uswds",
        "link form",
        (9,),
        "Maintenance on Saturday",
        "<div style='position: fixed; left: 0; right: 0; bottom: 0; top: 400px; background: #ffbe2e;"
        " padding: 1rem'>Maintenance on Saturday at 6 p.m.</div><style>footer { display: none }</style>",
        ("added", "removed"),
    )
    yield cover(
        "a notice unfolds over the menu after a moment",
        "drawn",
        "menu",
        (6, 7, 8),
        "Rate this page",
        f"<div hidden id=rate style='{_OVERLAY}'><div style='{_BOX}'><p>Rate this page</p>"
        "<button onclick='this.parentNode.parentNode.remove()'>Not now</button></div></div>"
        "<script>setTimeout(() => window.drawn.querySelector('#rate').hidden = false, 600)</script>",
    )
    yield Situation(
        "a clear pane catches every click on the verification",
        "uswds",
        "cover",
        (appended("verification", "<div style='position: fixed; inset: 0; z-index: 9'></div>"),),
        (12,),
        ("behaves", "site"),
        may_link=False,
    )
    yield Situation(
        "a black pane lies over the notice",
        "faces",
        "cover",
        (
            styled(
                "sign-on",
                "#notice { position: relative }"
                " #notice::after { content: ''; position: absolute; inset: -4px; background: #000 }",
            ),
        ),
        (4,),
        ("removed",),
    )


def additions() -> Iterator[Situation]:
    """Yield what is on a page besides what its picture shows."""

    def more(
        name: str,
        skin: Skin,
        step: int,
        words: str,
        edit: Edit,
        *,
        may_link: bool = True,
    ) -> Situation:
        return Situation(
            name, skin, "addition", (edit,), (step,), ("added",), words, may_link=may_link
        )

    yield more(
        "a fifth link is among the quick links",
        "faces",
        2,
        "E-Filing Training",
        before(
            "website",
            "<TR><TD><A HREF=/education>",
            "<TR><TD><A HREF=/more>E-Filing Training</A>\n",
        ),
    )
    yield more(
        "a fifth link is among the drawn quick links",
        "drawn",
        2,
        "E-Filing Training",
        before(
            "website",
            '<court-link to="/education">',
            '<court-link to="/more">E-Filing Training</court-link>',
        ),
    )
    yield more(
        "the login form has one warning more",
        "uswds",
        4,
        "Your browser is out of date",
        after(
            "sign-on",
            "<p>* Required information</p>",
            "<p role=alert>Your browser is out of date.</p>",
        ),
    )
    yield more(
        "the login form has one field more",
        "faces",
        4,
        "Security code",
        before(
            "sign-on",
            "</tbody>",
            "<tr><td>Security code</td><td><input name='more' class='ui-inputfield'/></td></tr>",
        ),
    )
    yield more(
        "the login form has a button that shows the password",
        "uswds",
        4,
        "Show password",
        after(
            "sign-on",
            'type="password" aria-required="true">',
            "<button type=button class=usa-show-password>Show password</button>",
        ),
    )
    yield more(
        "the login form has one link more",
        "drawn",
        4,
        "Sign on with Login.gov",
        after(
            "sign-on",
            '<court-link to="/account">Need an account?</court-link>',
            " · <court-link to='/gov'>Sign on with Login.gov</court-link>",
        ),
    )
    yield more(
        "the limited menu bar has one item more",
        "drawn",
        5,
        "Docket",
        after(
            "limited bar",
            '<a role="menuitem" href="/other">Help</a></li>',
            "<li role=none><a role=menuitem href='/other'>Docket</a></li>",
        ),
    )
    yield more(
        "the limited menu bar has a button more",
        "uswds",
        5,
        "Alerts",
        before(
            "limited bar",
            '<li class="usa-nav__primary-item"><a class="usa-nav__link" href="/out">',
            "<li><button type=button class=usa-nav__link>Alerts</button></li>",
        ),
    )
    yield more(
        "the link form has one field more",
        "faces",
        9,
        "Last four digits",
        before("link form", "</TABLE>", "<TR><TD>Last four digits<TD><INPUT NAME=more>"),
    )
    yield more(
        "the link form has one button more",
        "drawn",
        9,
        "Unlink",
        after(
            "link form",
            '<court-button act="empty">Clear</court-button>',
            "<court-button act='empty'>Unlink</court-button>",
        ),
    )
    for what, words, markup in (
        (
            "field",
            "Reason for linking",
            "<p><label>Reason for linking <input name=why></label></p>",
        ),
        ("box", "I am the filer", "<p><label><input type=checkbox> I am the filer</label></p>"),
        ("link", "Cancel this request", "<p><a href='/other'>Cancel this request</a></p>"),
        (
            "sentence",
            "WARNING: do not submit this page.",
            "<p>WARNING: do not submit this page.</p>",
        ),
        (
            "button",
            "Link all of my accounts",
            "<p><button type=button>Link all of my accounts</button></p>",
        ),
        (
            "choice",
            "Type of user",
            "<p><label>Type of user <select><option>Attorney<option>Trustee</select></label></p>",
        ),
    ):
        yield more(
            f"the verification has one {what} more, outside of its form",
            "uswds",
            11,
            words,
            before("verification", _VERIFYING, markup),
            may_link=what != "sentence",
        )
    yield more(
        "the verification has one button more in a shadow root",
        "drawn",
        11,
        "Ask for help",
        appended("verification", "<court-button act='empty'>Ask for help</court-button>"),
    )
    yield more(
        "the verification has one sentence more below its buttons",
        "faces",
        11,
        "This request cannot be completed",
        after(
            "verification", "VALUE=Clear ID=clear>", "<P>This request cannot be completed today."
        ),
    )
    yield more(
        "the confirmation has one sentence more",
        "uswds",
        13,
        "will be reviewed",
        after(
            "confirmation", '<p id="mail">', "Your request will be reviewed by the clerk.</p><p>"
        ),
    )
    yield more(
        "the confirmation has one button more",
        "drawn",
        13,
        "Undo",
        appended("confirmation", "<main><button class=button>Undo</button></main>"),
    )


def pages_between() -> Iterator[Situation]:
    """Yield pages that come where the guide has none."""

    def page(words: str, content: str) -> str:
        return f"<!doctype html><title>{words}</title><body><main><h1>{words}</h1>{content}</main>"

    onward = "<p><a href='/start'>{}</a></p>"

    def between(
        name: str,
        skin: Skin,
        words: str,
        content: str,
        steps: tuple[int, ...] = (4, 5),
        at: str = "ecf/",
    ) -> Situation:
        answer = Answer(at, page(words, content), once=True)
        return Situation(name, skin, "page between", (answer,), steps, ("added",), words)

    yield between(
        "sign-on is followed by an enrolment",
        "uswds",
        "Set up multifactor authentication",
        "<p>Choose an app or a key.</p><button>Enroll now</button>"
        + onward.format("Remind me later"),
    )
    yield between(
        "sign-on is followed by a survey",
        "faces",
        "How was your visit?",
        "<p>Five questions only.</p><button>Begin</button>" + onward.format("No, thanks"),
    )
    yield between(
        "sign-on is followed by news",
        "drawn",
        "What is new in CM/ECF",
        "<ul><li>Faster searches</li></ul>" + onward.format("Continue"),
    )
    yield Situation(
        "sign-on is followed by a password that has expired",
        "uswds",
        "page between",
        (
            Answer(
                "ecf/",
                page(
                    "Your password has expired",
                    "<form><label>New password <input type=password></label>"
                    " <label>Once more <input type=password></label> <button>Change</button></form>",
                ),
            ),
        ),
        (4, 5),
        ("credentials",),
        "has expired",
    )
    box = (
        "<p>I understand that I must comply with the redaction rules.</p>"
        "<form action='{ecf}'><span class=ui-chkbox style='display: inline-block; position: relative'>"
        "<span class=ui-helper style='position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)'>"
        "<input id=agree name=agree type=checkbox></span>"
        "<span id=drawn style='display: inline-block; width: 16px; height: 16px; border: 1px solid'></span></span> "
        "<label id=caption>I have read this notice.</label>"
        "<p><button id=next disabled>Continue</button></form><script>"
        "for (const part of [drawn, caption]) part.onclick = () => {"
        " agree.checked = !agree.checked; drawn.textContent = agree.checked ? '✓' : '';"
        " next.disabled = !agree.checked; };</script>"
    )
    # PACER asks it, so it is where one signs on.
    yield Situation(
        "the drawn redaction box has to be ticked",
        "faces",
        "page between",
        (
            Answer("ecf/", status=302, headers={"Location": "{login}agree"}, once=True),
            Answer("login/agree", page("Redaction Agreement", box)),
        ),
        (4, 5),
        ("added",),
        "redaction",
    )
    yield between(
        "a page of terms comes before the link form",
        "uswds",
        "Terms of linking",
        "<p>Read the terms.</p><p><a href='/form'>I have read the terms</a></p>",
        (8, 9),
        "ecf/form",
    )
    yield Situation(
        "the website asks for the kind of user first",
        "uswds",
        "page between",
        (
            Answer(
                "login/",
                page("Who are you?", "<p><a href='/?'>I am an attorney</a></p>"),
                once=True,
            ),
        ),
        (2, 3),
        ("added",),
        "Who are you?",
    )


def doing() -> Iterator[Situation]:
    """Yield what does not do what it says, or does more."""
    yield Situation(
        "the E-Filing link opens a survey besides",
        "uswds",
        "doing",
        (
            scripted(
                "website",
                "one('.usa-list li:nth-child(2) a').addEventListener('click', () => window.open('/survey'));",
            ),
        ),
        (2, 3),
        ("added",),
    )
    yield Situation(
        "the E-Filing link is a file",
        "uswds",
        "doing",
        (
            scripted("website", "one('.usa-list li:nth-child(2) a').href = '/guide';"),
            Answer(
                "www/guide",
                "%PDF-1.4",
                headers={
                    "Content-Type": "application/pdf",
                    "Content-Disposition": "attachment; filename=guide.pdf",
                },
            ),
        ),
        (2, 3),
        ("added", "retargeted", "behaves"),
        "guide.pdf",
    )
    yield Situation(
        "the home page opens an advertisement besides",
        "uswds",
        "doing",
        (scripted("website", "window.open('/other');"),),
        (1, 2),
        ("added",),
        "/other",
    )
    yield Situation(
        "the link form is answered in another tab",
        "uswds",
        "doing",
        (instead("link form", 'action="/verify"', 'action="/verify" target=_blank'),),
        (10,),
        ("added",),
        "/verify",
    )
    yield Situation(
        "the last Submit leads to the first page",
        "uswds",
        "doing",
        (instead("verification", 'action="/link"', 'action="/start"'),),
        (12,),
        ("behaves",),
        "first page",
    )
    yield Situation(
        "a worker draws the quick links",
        "uswds",
        "doing",
        (
            scripted(
                "website",
                "const box = one('.quick-links'), all = box.innerHTML; box.innerHTML = '';"
                " new Worker('/worker.js').onmessage = () => { box.innerHTML = all; };",
            ),
        ),
        (1, 2),
        ("policy",),
        "Worker",
    )
    yield Situation(
        "the notice is in a closed shadow root",
        "uswds",
        "doing",
        (
            scripted(
                "sign-on",
                "const box = one('#notice'), all = box.innerHTML; box.innerHTML = '';"
                " box.attachShadow({ mode: 'closed' }).innerHTML = all;",
            ),
        ),
        (4,),
        ("removed",),
        "closed shadow root",
    )
    yield Situation(
        "the quick links are in a frame of another site",
        "uswds",
        "doing",
        (
            scripted(
                "website",
                "one('.quick-links').innerHTML = '<iframe src=\"{login}/links\"></iframe>';",
            ),
            Answer("login/links", "<p><a href='{ecf}' target=_top>E-Filing (CM/ECF)</a></p>"),
        ),
        (1, 2),
        ("removed",),
        "login.everyday.localhost",
    )
    yield Situation(
        "the last Submit falls back to the link form",
        "uswds",
        "doing",
        (instead("verification", 'action="/link"', 'action="/form"'),),
        (12,),
        ("behaves",),
    )
    yield Situation(
        "the last Submit does nothing",
        "faces",
        "doing",
        (
            instead(
                "verification",
                "<FORM METHOD=POST ACTION=/link>",
                "<FORM METHOD=POST ACTION=/link ONSUBMIT='return false'>",
            ),
        ),
        (12,),
        ("behaves",),
    )
    yield Situation(
        "Login does nothing",
        "drawn",
        "doing",
        (instead("sign-on", '<court-button act="send">', '<court-button act="">'),),
        (4,),
        ("behaves",),
    )
    yield Situation(
        "Clear keeps what was typed",
        "uswds",
        "doing",
        (instead("link form", 'type="reset" id="clear"', 'type="button" id="clear"'),),
        (9,),
        ("behaves",),
    )
    yield Situation(
        "Utilities opens nothing",
        "uswds",
        "doing",
        (instead("limited bar", 'aria-controls="utilities"', 'aria-controls="nav"'),),
        (6,),
        ("behaves", "site"),
    )
    yield Situation(
        "the menus stay limited in a frame",
        "faces",
        "doing",
        (
            instead(
                "full bar",
                "<LI CLASS=yuimenubaritem><A CLASS=yuimenubaritemlabel HREF=/other TARGET=cmecfMainContent>Adversary</A>",
                "",
            ),
        ),
        (14,),
        ("removed",),
    )
    yield Situation(
        "the field for the login takes no letters",
        "uswds",
        "doing",
        (
            scripted(
                "link form",
                "one('#cm-login').addEventListener('keydown', (event) => event.preventDefault()); one('#cm-login').addEventListener('input', (event) => event.target.value = '');",
            ),
        ),
        (9,),
        ("behaves", "disabled", "site"),
    )


def answers() -> Iterator[Situation]:
    """Yield answers that are no page of the court."""

    def answered(
        name: str,
        skin: Skin,
        steps: tuple[int, ...],
        causes: tuple[str, ...],
        answer: Answer,
        words: str = "",
    ) -> Situation:
        return Situation(name, skin, "server", (answer,), steps, causes, words)

    yield answered(
        "a wall says Access Denied",
        "uswds",
        (1,),
        ("transport",),
        Answer(
            "www/",
            "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You don't have permission to access this server.<p>Reference #18.2d351ab8.1557333295.a4e16ab</body></html>",
        ),
    )
    yield answered(
        "a queue stands before sign-on",
        "faces",
        (2, 3),
        ("transport",),
        Answer(
            "login/",
            "<html><title>Queue</title><h1>You are now in line</h1><p>When it is your turn, you will have 10 minutes to enter. Your number in line: 1204.</html>",
        ),
    )
    yield answered(
        "a wall verifies that you are human",
        "drawn",
        (1,),
        ("transport",),
        Answer(
            "www/",
            "<html><title>Just a moment...</title><h1>Verifying you are human.</h1><p>This may take a few seconds.</p><p>Ray ID: 8c1f2ab3</html>",
            503,
        ),
    )
    yield answered(
        "CM/ECF answers that nobody is signed on",
        "uswds",
        (4, 5),
        ("credentials",),
        Answer("ecf/", "<h1>Unauthorized</h1>", 401),
    )
    yield answered(
        "the home page asks for a password",
        "faces",
        (1,),
        ("credentials",),
        Answer("www/", "<h1>Unauthorized</h1>", 401, {"WWW-Authenticate": 'Basic realm="court"'}),
    )
    yield answered(
        "the link form does not answer",
        "uswds",
        (8, 9),
        ("transport",),
        Answer("ecf/form", after=12),
        "no answer within",
    )
    yield answered(
        "the home page does not answer",
        "drawn",
        (1,),
        ("transport",),
        Answer("www/", after=12),
        "no answer within",
    )
    yield answered(
        "the sign-on page has a head and no body",
        "faces",
        (2, 3),
        ("transport",),
        Answer("login/", "<html><head><title>PACER: Login</title>", endless=True),
        "no answer within",
    )
    # Whether Login or what should come of it is to blame, nobody can see.
    for what, body in (
        ("a page", "<!doctype html><title>Error</title><h1>An error occurred</h1>"),
        ("nothing", " "),
        ("half of an answer", "<?xml version='1.0'?><partial-response><redir"),
    ):
        kind = {"Content-Type": "text/html" if what == "a page" else "text/xml"}
        yield answered(
            f"sign-on is answered with {what}",
            "faces",
            (4, 5),
            ("maintenance", "transport"),
            Answer("login/enter", body, headers=kind),
        )
    yield answered(
        "the drawn sign-on is answered with an error",
        "drawn",
        (4, 5),
        ("maintenance", "transport"),
        Answer(
            "login/enter", '{"error": "unavailable"}', 503, {"Content-Type": "application/json"}
        ),
    )
    yield answered(
        "CM/ECF is down for maintenance",
        "uswds",
        (4, 5),
        ("maintenance",),
        Answer(
            "ecf/",
            "<h1>CM/ECF is temporarily unavailable</h1><p>The system is down for scheduled maintenance until 6 p.m.</p>",
        ),
    )
    yield answered(
        "CM/ECF will be right back",
        "uswds",
        (8, 9),
        ("maintenance",),
        Answer(
            "ecf/form",
            "<h1>We'll be right back</h1><p>The system is being upgraded until 6 p.m.</p>",
        ),
    )
    yield answered(
        "the session has ended before the link form",
        "uswds",
        (8, 9),
        ("credentials",),
        Answer("ecf/form", "<h1>Your session has expired</h1><p>Please log in again.</p>"),
    )
    yield answered(
        "the drawing of the link form is answered with an error",
        "drawn",
        (8, 9),
        ("site", "maintenance", "transport"),
        Answer("ecf/view/form", "<h1>Service Unavailable</h1>", 503),
    )


def changes() -> Iterator[Situation]:
    """Yield all of these."""
    for family in (dialogs, covers, additions, pages_between, doing, answers):
        yield from family()
