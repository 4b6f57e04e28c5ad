"""What a verification page may do so that its reader sees other names than a walk reads.

One entry is one trick: the markup where the names stand, with LOGIN and NAME for those of the
attorney. Each of them links the wrong pair, as far as a reader can see, if nothing stops it.
"""

from collections.abc import Mapping

from e2e.courts.hostile import Trick

RIGHT = "CM/ECF <b id=c>LOGIN NAME</b><br>PACER <b id=p>NAME</b>"
_WRONG = "CM/ECF <b>janeroe01 Jane Roe</b><br>PACER <b>Jane Roe</b>"
_OVER = "position: absolute; left: 0; top: 0; width: 1000px; height: 400px; background: white"
_PICTURE = (
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='80'%3E"
    "%3Ctext y='20'%3ECM/ECF janeroe01 Jane Roe%3C/text%3E"
    "%3Ctext y='50'%3EPACER Jane Roe%3C/text%3E%3C/svg%3E\")"
)
"""Other names, as a picture."""
_CLEAR = _OVER.replace("background: white", "pointer-events: none")
"""As such, without a ground of its own."""
_SWAP = "c.textContent = 'janeroe01 Jane Roe'; p.textContent = 'Jane Roe'"
_FORM = "<form method=post action=/link><input type=hidden name=token value=other>"


def _styled(style: str) -> str:
    return f"<style>{style}</style>{RIGHT}"


def _scripted(script: str) -> str:
    return f"{RIGHT}<script>{script}</script>"


def _later(script: str) -> str:
    """Let a script run when a test says so, between two looks of the walk."""
    return _scripted(f"window.later = () => {{ {script} }};")


def _once_read(script: str) -> str:
    """Let a script run a moment after the walk has read the names for the last time."""
    return _scripted(
        "const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'innerText').get;"
        " Object.defineProperty(document.body, 'innerText', {get() {"
        " window.done = false; const timer = setInterval(() => { clearInterval(timer);"
        f" {script}; window.done = true; }}, 50);"
        " return own.call(this); }});"
    )


UNDER_THE_MOUSE: Mapping[str, str] = {
    f"swapped by {event}": _scripted(f"addEventListener('{event}', () => {{ {_SWAP} }}, true)")
    for event in ("mousemove", "mousedown", "mouseup", "click", "submit")
}
"""What a script cannot do while the page stands still, so that the names stay right."""

NAME_TRICKS: Mapping[str, str] = {
    # Later than they were read
    "swapped after they were read": _once_read(_SWAP),
    "swapped by a promise": _once_read(
        "(async () => { for (let i = 0; i < 9; i++) await fetch('/poll').catch(() => 0);"
        f" {_SWAP}; for (;;) await fetch('/poll').catch(() => 0); }})()"
    ),
    "swapped by an animation": _styled(
        "@keyframes away { from { translate: 0 } to { translate: 0 90px } }"
        " #p { animation: away 1s steps(1) 200ms forwards }"
    ),
    "swapped by a style under the mouse": _styled(
        "body:has(form button:hover) :is(#c, #p) { position: relative; top: 90px }"
    ),
    "swapped by a style of a pressed button": _styled(
        "body:has(form button:active) #p::after { content: ' Roe' }"
    ),
    "another token after they were read": _later(
        "document.forms[0].elements.token.value = 'other'"
    ),
    # Twice
    "the CM/ECF name right and wrong": RIGHT.replace(
        "<br>", "<br>CM/ECF <b>janeroe01 Jane Roe</b><br>"
    ),
    "a second pair": f"{RIGHT}</p><p>{_WRONG}",
    "a second pair further down": f"{RIGHT}</p><p>Or:</p><p>{_WRONG}",
    "a second name without a caption": RIGHT.replace("<br>", "<br><i>janeroe01 Jane Roe</i><br>"),
    "a second pair as the picture of a list": f"<style>#list {{ display: list-item; margin-left:"
    f" 410px; list-style-image: {_PICTURE} }}</style><span id=list>{RIGHT}</span>",
    "a second pair in letters cut out of black": f"{RIGHT}</p><p style='width: 400px; height: 80px;"
    f" background: black; mask-image: {_PICTURE}'>".replace('"', "&quot;"),
    "a second pair by a filter": f"{RIGHT}</p><svg width=0 height=0><filter id=f><feImage href="
    f"{_PICTURE[4:-1]} /></filter></svg><p style='width: 400px; height: 80px; filter: url(#f)'>",
    "a second pair as a picture of the page": _styled(
        f"body {{ background: {_PICTURE} no-repeat 40px 300px }}"
    ),
    "a second pair in a closed shadow root": f"{RIGHT}<div id=h></div><script>"
    f"h.attachShadow({{mode: 'closed'}}).innerHTML = '{_WRONG}'</script>",
    # Other forms
    "a second form before the warning": f"{RIGHT}{_FORM}<button>Submit</button></form>",
    "a second form in a header": f"{RIGHT}</p><header>{_FORM}<button>Search</button></form>"
    "</header>",
    "a second form by GET": f"{RIGHT}<form action=/link><input type=hidden name=token value=other>"
    "<button>Submit</button></form>",
    "a search whose button sends by POST": f"{RIGHT}</p><header><form action=/link><input name=q>"
    "<button formmethod=post>Search</button></form></header>",
    "a second form out of sight": f"{RIGHT}<div style='display: none'>{_FORM}"
    "<button>Submit</button></form></div>",
    "a second form in a frame": f'{RIGHT}<iframe hidden srcdoc="{_FORM}<button>Submit</button>'
    '</form>"></iframe>',
    "a second form in a closed shadow root": f"{RIGHT}<div id=h></div><script>h.attachShadow("
    f"{{mode: 'closed'}}).innerHTML = '{_FORM}</form>'</script>",
    "another button that submits": _scripted(
        "addEventListener('load', () => document.forms[0].insertAdjacentHTML('beforeend',"
        " '<button hidden name=how value=another>Go</button>'))"
    ),
    "a button for the form from outside": _scripted(
        "addEventListener('load', () => { document.forms[0].id = 'own'; })"
    )
    + "<input type=image alt='' form=own style='width: 0; height: 0'>",
    "another field after they were read": _later(
        "document.forms[0].insertAdjacentHTML('beforeend',"
        " '<input type=hidden name=how value=changed>')"
    ),
    # Covered
    "covered": f"<span style='position: relative'>{RIGHT}<span aria-hidden=true"
    f" style='{_OVER}'></span></span>",
    "covered by what gets no clicks": f"{RIGHT}<i style='{_OVER}; top: 50px;"
    " pointer-events: none'></i>",
    "covered by a pseudo-element": _styled(
        f"b {{ position: relative }} b::after {{ content: ''; {_OVER} }}"
    ),
    "covered by other names": f"{RIGHT}<span style='position: relative; top: -3.2em; float: left;"
    f" background: white'>{_WRONG}</span>",
    "transparent with others laid over": "<span style='color: transparent'>"
    f"{RIGHT}</span><span style='position: absolute; margin: -20px 0 0 -200px'>{_WRONG}</span>",
    "covered by a frame": f"{RIGHT}<iframe style='{_CLEAR}'"
    " srcdoc='<body style=background:white>x'></iframe>",
    "covered by a picture": f"{RIGHT}<svg style='{_CLEAR}'>"
    "<rect width=1000 height=400 fill=white /></svg>",
    "covered by a field": f"{RIGHT}<span style='position: relative'><input tabindex=-1"
    " type=hidden></span><canvas style='position: absolute; left: 60px; top: 100px; width: 500px;"
    " pointer-events: none'></canvas>",
    "covered from a closed shadow root": f"{RIGHT}<div id=h></div><script>h.attachShadow("
    f'{{mode: "closed"}}).innerHTML = "<i style=\'{_OVER}; pointer-events: none\'></i>"</script>',
    # Written by the style sheet
    "written by the style sheet before": _styled("#p::before { content: 'Jane ' }"),
    "written by the style sheet after": _styled("#c::after { content: ' of Jane Roe' }"),
    "written by a list": _styled(
        "#p { display: list-item; list-style: 'Jane Roe ' inside; margin: 0 }"
    ),
    "a picture instead of the text": _styled(
        "#p { content: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'"
        " width='90' height='20'></svg>\") }"
    ),
    "dots instead of letters": _styled("b { -webkit-text-security: disc }"),
    "a picture behind": _styled(
        "#p { background: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\") }"
    ),
    # In a font of its own
    "a font of its own": _styled(
        "@font-face { font-family: Own; src: local('DejaVu Sans Mono'), local('Arial') }"
        " b { font-family: Own }"
    ),
    "a font by a script": _scripted(
        "new FontFace('Own', \"local('DejaVu Sans Mono')\").load().then((font) => {"
        " document.fonts.add(font); c.style.fontFamily = 'Own'; })"
    ),
    "a font of symbols": _styled("b { font-family: Wingdings }"),
    # Moved
    "moved by a transform": _styled("#p { display: inline-block; transform: translateX(300px) }"),
    "moved by a place": _styled("#p { position: relative; top: -30px }"),
    "moved by a margin": _styled("#p { display: inline-block; margin-left: -120px }"),
    "out of sight to the left": _styled("#p { position: relative; left: -9000px }"),
    "out of sight by an indent": _styled("#p { display: inline-block; text-indent: -900px }"),
    "scrolled out of sight": "<span style='display: block; height: 20px; overflow: hidden'>"
    f"<i style='display: block; height: 60px'>Names</i>{RIGHT}</span>",
    "cut off": "<span style='display: block; width: 120px; overflow: hidden; white-space: nowrap'>"
    f"{RIGHT}</span>",
    "clipped": _styled("#p { clip-path: inset(0 60% 0 0); display: inline-block }"),
    "from right to left": _styled("b { unicode-bidi: bidi-override; direction: rtl }"),
    "in another order": "<span style='display: flex; flex-direction: row-reverse'>"
    "<span>CM/ECF</span><b>LOGIN NAME</b></span>"
    "<span style='display: flex'><span>PACER</span><b>NAME</b></span>",
    "letters over each other": _styled("b { letter-spacing: -1em }"),
    "upright": _styled("b { writing-mode: vertical-rl }"),
    "mirrored": _styled("b { display: inline-block; scale: -1 1 }"),
    "blurred": _styled("b { filter: blur(9px) }"),
}
KINDS = (
    # Later than they were read
    *("swapped after they were read", "swapped by a style under the mouse"),
    "another token after they were read",
    # Twice
    *("a second pair in a closed shadow root", "a second pair as the picture of a list"),
    # Other forms
    *("a second form by GET", "a second form in a closed shadow root"),
    "another field after they were read",
    # Covered
    *("covered by what gets no clicks", "covered from a closed shadow root"),
    # Written by the style sheet
    "written by the style sheet before",
    # In a font of its own
    "a font of its own",
    # Moved
    *("clipped", "from right to left", "letters over each other"),
)
"""One or two of each kind of these tricks."""


def trick_of(markup: str) -> Trick:
    """Return the trick of a court whose verification page has that markup for the names."""
    pattern = markup.replace("{", "{{").replace("}", "}}")
    return Trick(names=pattern.replace("LOGIN", "{login}").replace("NAME", "{name}"))
