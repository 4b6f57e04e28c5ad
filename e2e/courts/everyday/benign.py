"""Benign spelling, delays, banners and ways of working: all as documented to who looks at it."""

from collections.abc import Iterator

from e2e.courts.everyday.situation import (
    Answer,
    Edit,
    Page,
    Situation,
    Skin,
    after,
    before,
    instead,
    late,
    scripted,
    styled,
)
from e2e.courts.independent import QUESTION, TITLE

_AFTER = "came after"
_GROUP = "NextGen Release 1.1 Menu Items"
_ITEM = "Link a CM/ECF Account to my PACER Account"
_SEND = (
    "form.addEventListener('submit', async (event) => { event.preventDefault();"
    " const answer = await fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))});"
    " const page = new DOMParser().parseFromString(await answer.text(), 'text/html');"
    " for (const part of ['header', 'main']) document.querySelector(part + ':not(section header)').replaceWith("
    " document.adoptNode(page.querySelector(part + ':not(section header)'))); });"
)


def spelling() -> Iterator[Situation]:
    """Yield the same words to the eye."""

    def spelled(name: str, skin: Skin, page: Page, old: str, new: str) -> Situation:
        return Situation(name, skin, "spelling", (instead(page, old, new),))

    yield spelled(
        "words are kept together by spaces that do not break",
        "uswds",
        "website",
        "E-Filing Debtor Education",
        "E-Filing&nbsp;Debtor&nbsp;Education",
    )
    yield spelled(
        "a link has narrow and wide spaces",
        "faces",
        "website",
        "E-Filing Proof of Claim",
        "E-Filing&thinsp;Proof&ensp;of&#x202F;Claim",
    )
    yield spelled(
        "a link is broken into lines",
        "drawn",
        "website",
        "E-Filing Proof of Claim",
        "E-Filing<br>Proof of<br>Claim",
    )
    yield spelled(
        "a heading is broken into lines",
        "uswds",
        "sign-on",
        "Court NextGen Login",
        "Court<br>NextGen   Login",
    )
    yield spelled(
        "words may break at soft hyphens",
        "uswds",
        "limited bar",
        "<span>Utilities</span>",
        "<span>Utili&shy;ties</span>",
    )
    yield spelled(
        "long words may break", "drawn", "verification", "permanently", "perma<wbr>nently"
    )
    yield spelled(
        "a hyphen does not break",
        "faces",
        "website",
        "E-Filing (CM/ECF)",
        "E&#x2011;Filing (CM/ECF)",
    )
    yield spelled("a hyphen is a dash", "uswds", "website", "E-Filing Debtor", "E–Filing Debtor")
    yield spelled("a hyphen is a minus", "drawn", "confirmation", "e-mail", "e−mail")
    yield spelled("letters are joined", "uswds", "confirmation", "notification", "notiﬁcation")
    yield spelled(
        "letters are joined in a long notice",
        "faces",
        "sign-on",
        "official PACER",
        "oﬃcial PACER",
    )
    yield spelled(
        "invisible letters are within words",
        "uswds",
        "link form",
        "CM/ECF login</label>",
        "CM/&#x200B;ECF&#xFEFF; lo&#x2060;gin</label>",
    )
    yield spelled(
        "marks of direction are around words",
        "drawn",
        "full bar",
        ">Bankruptcy<",
        ">&#x200E;Bankruptcy&#x200E;<",
    )
    yield spelled(
        "a caption has white space around it",
        "faces",
        "link form",
        "<TD>CM/ECF password",
        "<TD>\n\t&nbsp; CM/ECF\n password &nbsp;",
    )
    yield spelled(
        "a sentence has a line for each word",
        "uswds",
        "verification",
        QUESTION,
        QUESTION.replace(" ", "\n"),
    )
    yield spelled(
        "a title is in parts",
        "uswds",
        "confirmation",
        f"<h1>{TITLE}</h1>",
        f"<h1>{TITLE.replace('CM/ECF', '<span>CM</span>/<span>ECF</span>')}</h1>",
    )
    yield spelled(
        "the star has a space of its own",
        "drawn",
        "sign-on",
        'caption="Password *"',
        'caption="Password&nbsp;&nbsp;*"',
    )
    yield spelled(
        "quotes are curly in other sentences",
        "uswds",
        "start",
        "Welcome to the",
        "Today’s “news” for the",
    )
    yield spelled(
        "the group's name has a no-break space",
        "drawn",
        "menu",
        _GROUP,
        _GROUP.replace(" 1.1", "&nbsp;1.1"),
    )
    yield spelled(
        "the item's slash may break",
        "faces",
        "menu",
        _ITEM,
        _ITEM.replace("CM/ECF", "CM/<WBR>ECF"),
    )


def delays() -> Iterator[Situation]:
    """Yield what comes late and is as documented then."""

    def delayed(
        name: str, skin: Skin, *acts: Edit | Answer, words: str = "", names: str = ""
    ) -> Situation:
        return Situation(name, skin, "delay", acts, words=words, names=names)

    def hides(page: Page, selector: str, milliseconds: int = 1000) -> Edit:
        """Take something out of a page and put it back after a while."""
        return scripted(
            page,
            f"const thing = one('{selector}'), place = document.createComment('');"
            " thing.replaceWith(place);"
            f" setTimeout(() => place.replaceWith(thing), {milliseconds});",
        )

    yield delayed("Login comes after a second", "uswds", hides("sign-on", "#login"), words=_AFTER)
    yield delayed(
        "Login comes after two seconds",
        "faces",
        hides("sign-on", "button[type=submit]", 2000),
        words=_AFTER,
    )
    yield delayed(
        "the confirmation comes after a second",
        "uswds",
        hides("confirmation", "#done"),
        words=_AFTER,
    )
    yield delayed(
        "the confirmation comes after a second in a frame",
        "faces",
        hides("confirmation", "#done"),
        words=_AFTER,
    )
    yield delayed(
        "the name of the CM/ECF account comes after a second",
        "uswds",
        late("verification", "one('#filer').hidden = false;", 1000),
        words=_AFTER,
        names="<p>CM/ECF <b id=filer hidden>LOGIN NAME</b></p><p>PACER <b>NAME</b></p>",
    )
    yield delayed(
        "the quick links come from another request",
        "uswds",
        scripted(
            "website",
            "const list = one('.quick-links'), all = list.innerHTML; list.innerHTML = '<p>Loading…</p>';"
            " fetch('/links').then(() => { list.innerHTML = all; });",
        ),
        Answer("www/links", after=0.8),
    )
    yield delayed(
        "a skeleton stands where the quick links will be",
        "drawn",
        scripted(
            "website",
            "const list = one('.tile'), all = list.innerHTML;"
            " list.innerHTML = '<div style=\"height: 20px; width: 180px; background: #e5e7eb\"></div>'.repeat(4);"
            " setTimeout(() => { list.innerHTML = all; }, 900);",
        ),
    )
    yield delayed(
        "a menu item comes after a second",
        "uswds",
        hides("start", ".usa-nav__primary > :nth-child(2)"),
    )
    yield delayed(
        "the full menu comes after a second",
        "drawn",
        hides("confirmation", "[role=menubar] > :first-child"),
    )
    yield delayed(
        "the link to the link form comes after a second",
        "drawn",
        hides("menu", 'court-link[to="/form"]'),
    )
    yield delayed(
        "the fields of the link form come after a second",
        "uswds",
        hides("link form", "#cm-password"),
    )
    yield delayed("the notice comes after a second", "faces", hides("sign-on", "#notice"))
    yield delayed("CM/ECF takes two seconds", "uswds", Answer("ecf/", after=2))
    yield delayed("the link form takes two seconds", "drawn", Answer("ecf/view/form", after=2))
    yield delayed("the verification takes two seconds", "faces", Answer("ecf/verify", after=2))
    yield delayed("the linking takes two seconds", "uswds", Answer("ecf/link", after=2))
    yield delayed("the menu's frame takes two seconds", "faces", Answer("ecf/bar", after=2))
    yield delayed(
        "a page says Please wait after Login",
        "uswds",
        Answer(
            "ecf/",
            "<title>CM/ECF</title><p>Please wait…</p><meta http-equiv=refresh content='1; url=/start'>",
            once=True,
        ),
    )
    yield delayed(
        "a wheel turns before the form is there",
        "drawn",
        scripted(
            "link form",
            "const main = one('main'), all = [...main.childNodes]; main.replaceChildren('Loading');"
            " setTimeout(() => main.replaceChildren(...all), 800);",
        ),
    )
    yield delayed(
        "the page fades in",
        "uswds",
        styled("sign-on", "@keyframes in { from { opacity: 0 } } main { animation: in 1s }"),
    )
    yield delayed(
        "the quick links slide in",
        "drawn",
        styled(
            "website",
            "@keyframes slide { from { transform: translateX(600px) } } .tile { animation: slide 1s }",
        ),
    )
    yield delayed(
        "the quick links are drawn where one scrolls to",
        "uswds",
        before("website", '<div class="quick-links">', "<div style='height: 1600px'>News</div>"),
        styled(
            "website",
            ".grid-row { display: block } .quick-links { opacity: 0 } .quick-links.in { opacity: 1 }",
        ),
        scripted(
            "website",
            "const list = one('.quick-links'); new IntersectionObserver((all) => {"
            " if (all.some((each) => each.isIntersecting)) list.classList.add('in'); }).observe(list);",
        ),
    )
    yield Situation(
        "a page within the page scrolls",
        "uswds",
        "markup",
        (
            styled(
                "every page",
                "html, body { height: 100%; overflow: hidden } main { height: 520px; overflow: auto }",
            ),
        ),
    )
    yield delayed(
        "the words are typed letter by letter",
        "uswds",
        scripted(
            "confirmation",
            "const line = one('#done'), all = line.textContent; let at = 0; line.textContent = '';"
            " const timer = setInterval(() => { line.textContent = all.slice(0, ++at); if (at >= all.length) clearInterval(timer); }, 15);",
        ),
    )
    yield delayed(
        "Login is switched on after a moment",
        "uswds",
        instead("sign-on", 'id="login">', 'id="login" disabled>'),
        late("sign-on", "one('#login').disabled = false;", 700),
    )
    yield delayed(
        "the menu works after a moment",
        "uswds",
        scripted(
            "limited bar",
            "const opener = one('[aria-controls=utilities]'); opener.disabled = true; setTimeout(() => { opener.disabled = false; }, 600);",
        ),
    )
    yield delayed(
        "a picture never comes",
        "faces",
        after(
            "website",
            "<P>Welcome to the court's home page.",
            "<IMG WIDTH=20 HEIGHT=20 SRC=/seal.png>",
        ),
        Answer("www/seal.png", endless=True),
    )
    yield delayed(
        "a clock goes on for ever",
        "uswds",
        after(
            "sign-on", '<div class="usa-logo"><em>PACER</em></div>', "<div id=clock>12:00:00</div>"
        ),
        scripted(
            "sign-on",
            "setInterval(() => { one('#clock').textContent = new Date().toLocaleTimeString(); }, 250);",
        ),
    )
    yield delayed(
        "a carousel goes on for ever",
        "uswds",
        after("website", "<h2>News</h2>", "<div id=slides>The clerk has moved.</div>"),
        scripted(
            "website",
            "let at = 0; setInterval(() => { one('#slides').textContent = ['The clerk has moved.', 'New forms are here.', 'Meet the judges.'][++at % 3]; }, 400);",
        ),
    )
    yield delayed(
        "a wheel turns for ever in the head of the page",
        "drawn",
        styled(
            "start",
            "@keyframes turn { to { transform: rotate(360deg) } } header::after { content: ''; display: block; width: 12px; height: 12px; border: 2px dotted #fff; animation: turn 1s linear infinite }",
        ),
    )


def banners() -> Iterator[Situation]:
    """Yield what is on every page besides, or beside what a picture shows."""

    def banner(name: str, skin: Skin, *acts: Edit) -> Situation:
        return Situation(name, skin, "banner", acts)

    body = '<a class="usa-skipnav" href="#main-content">'
    yield banner(
        "maintenance is announced on every page",
        "uswds",
        before(
            "every page",
            body,
            "<div role=region aria-label='Alert' class=usa-banner><p>CM/ECF will be down on Saturday from 6 p.m.</p></div>",
        ),
    )
    yield banner(
        "a cookie notice is at the foot of every page",
        "uswds",
        before(
            "every page",
            "<footer",
            "<div style='position: sticky; bottom: 0; background: #eee; padding: 1rem'>We use cookies. <button>OK</button></div>",
        ),
    )
    yield banner(
        "a bubble to chat is in the corner of every page",
        "uswds",
        before(
            "every page",
            "<footer",
            "<button style='position: fixed; right: 1rem; bottom: 1rem'>Chat</button>",
        ),
    )
    yield banner(
        "every page has a way back to its top",
        "uswds",
        before("every page", "<footer", "<a href='#' style='float: right'>Back to top</a>"),
    )
    yield banner(
        "every page has sizes of letters to choose",
        "uswds",
        after(
            "every page",
            '<div class="usa-navbar">',
            "<div><button>A-</button><button>A</button><button>A+</button></div>",
        ),
    )
    yield banner(
        "the footer has more links",
        "uswds",
        after(
            "every page",
            '<li><a href="/accessibility">Accessibility</a></li>',
            "<li><a href=/foia>FOIA</a></li><li><a href=/nofear>No FEAR Act</a></li><li><a href=https://www.usa.gov/>USA.gov</a></li>",
        ),
    )
    yield banner(
        "the footer has a form for a newsletter",
        "uswds",
        after(
            "every page",
            '<footer class="usa-footer">',
            "<form action=/news><label>E-mail <input name=mail></label> <button>Sign up</button></form>",
        ),
    )
    yield banner(
        "every drawn page has a strip of news",
        "drawn",
        before(
            "every page",
            "<footer",
            "<aside role=complementary><p>Courts are open during the lapse of funds.</p></aside>",
        ),
    )
    yield banner(
        "every drawn page names the browser to use",
        "drawn",
        after(
            "every page", "<footer>", "Best seen in a recent browser. <a href=/browsers>Which?</a> "
        ),
    )
    yield banner(
        "the home page has more news",
        "uswds",
        after(
            "website",
            "<h2>News</h2>",
            "<p>New local rules take effect.</p><p><a href=/rules>Local rules</a></p><h2>Opinions</h2><p><a href=/opinions>Latest opinions</a></p>",
        ),
    )
    yield banner(
        "the home page has more menus",
        "uswds",
        after(
            "website",
            '<a class="usa-nav__link" href="/judges"><span>Judges</span></a></li>',
            "<li><a class=usa-nav__link href=/careers>Careers</a></li>",
        ),
    )
    yield banner(
        "the old home page has a running text",
        "faces",
        after(
            "website",
            "<P>Welcome to the court's home page.",
            "<MARQUEE>Jury duty scams are about.</MARQUEE>",
        ),
    )
    yield banner(
        "the old home page has a counter and a search",
        "faces",
        before(
            "website",
            "<HR><CENTER>",
            "<FORM ACTION=/search>Search <INPUT NAME=q><INPUT TYPE=submit VALUE=Go></FORM>",
        ),
    )
    yield banner(
        "a hint leaves after a moment",
        "drawn",
        before(
            "website",
            "<footer",
            "<div id=toast role=status>Welcome back.</div><script>setTimeout(() => window.drawn.querySelector('#toast').remove(), 800)</script>",
        ),
    )
    yield banner(
        "CM/ECF pages say where they are",
        "uswds",
        *(
            before(
                page,
                '<div class="usa-section">',
                "<nav aria-label=Breadcrumbs><ol><li><a href=/start>Home</a></li><li>Utilities</li></ol></nav>",
            )
            for page in _OF_CMECF
        ),
    )
    yield banner(
        "CM/ECF pages say which court it is",
        "drawn",
        *(
            before(page, "<main>", "<p>Western District of Wisconsin</p>")
            for page in (*_OF_CMECF, "menu")
        ),
    )
    yield banner(
        "the federal banner is open",
        "uswds",
        instead("every page", 'id="gov-banner" hidden>', 'id="gov-banner">'),
    )
    yield banner(
        "the bar has a symbol for a new message",
        "uswds",
        after(
            "every page",
            '<div class="usa-navbar">',
            "<svg width=14 height=14 aria-hidden=true><circle cx=7 cy=7 r=7 fill='#b50909'/></svg>",
        ),
    )


_OF_CMECF: tuple[Page, ...] = ("start", "link form", "verification", "confirmation")


def works() -> Iterator[Situation]:
    """Yield other ways of working that come to the same."""

    def work(name: str, skin: Skin, *acts: Edit | Answer) -> Situation:
        return Situation(name, skin, "doing", acts)

    yield work(
        "the link form sends by fetch and draws the answer",
        "uswds",
        scripted("link form", "const form = one('.usa-section form');" + _SEND),
    )
    yield work(
        "the last Submit sends by fetch and draws the answer",
        "uswds",
        scripted("verification", "const form = one('.usa-section form');" + _SEND),
    )
    yield work(
        "the login form sends by fetch",
        "uswds",
        scripted(
            "sign-on",
            "const form = one('form'); form.addEventListener('submit', async (event) => { event.preventDefault(); await fetch(form.action, {method: 'POST', mode: 'no-cors', body: new URLSearchParams(new FormData(form))}); location.assign(form.dataset.next); });",
        ),
        instead("sign-on", 'action="/enter">', 'action="/enter" data-next="{ecf}">'),
    )
    yield work(
        "the last Submit sends by fetch and the next page is drawn",
        "drawn",
        scripted(
            "verification",
            "const form = one('form'); form.addEventListener('submit', async (event) => { event.preventDefault(); await fetch('/link', {method: 'POST'}); go('/linked'); });",
        ),
    )
    yield work(
        "a field takes letters only after a click",
        "uswds",
        instead(
            "link form",
            'id="cm-login" name="login"',
            'id="cm-login" name="login" readonly onfocus="this.readOnly = false"',
        ),
    )
    yield work(
        "the password is remembered from each key",
        "faces",
        scripted(
            "sign-on",
            "const field = one('[type=password]'); field.addEventListener('keydown', () => { field.dataset.typed = '1'; }); one('form').addEventListener('click', (event) => { if (!field.dataset.typed) event.preventDefault(); });",
        ),
    )
    yield work(
        "the button moves when the mouse comes near",
        "uswds",
        styled(
            "sign-on",
            "#login { transition: transform .2s } #login:hover { transform: translateY(3px) }",
        ),
    )
    yield work(
        "a click on E-Filing is counted first",
        "uswds",
        scripted(
            "website",
            "const link = one('.usa-list li:nth-child(2) a'); link.addEventListener('click', (event) => { event.preventDefault(); setTimeout(() => location.assign(link.href), 300); });",
        ),
    )
    yield work(
        "the page scrolls smoothly",
        "uswds",
        styled("link form", "html { scroll-behavior: smooth } .usa-form { margin-top: 900px }"),
    )


def benign() -> Iterator[Situation]:
    """Yield all of these."""
    for family in (spelling, delays, banners, works):
        yield from family()
