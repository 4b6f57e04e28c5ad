"""Faults of a page: what the court's own page has in it besides, and what a visitor runs into."""

from e2e.courts.faulty import Exchange, Fault
from e2e.fault_table.wire import EVERYWHERE, never

_NEVER = f"/never?{EVERYWHERE}"
_BROKEN = "() => { throw new Error('broken by the page') }"
_ENDLESS = "() => { for (;;); }"


def _script(text: str) -> str:
    return f"<script>{text}</script>"


def _timer(act: str, milliseconds: int) -> str:
    return _script(f"setInterval(() => {{ {act} }}, {milliseconds})")


def _all_of(owner: str, function: str, *names: str) -> str:
    return _script("".join(f"{owner}.prototype.{name} = {function};" for name in names))


def _getter(owner: str, name: str, function: str) -> str:
    return _script(f"Object.defineProperty({owner}.prototype, '{name}', {{get: {function}}})")


# What grows stops growing before it takes the machine with it.
_HEAD = {
    "loop in head": _script("for (;;);"),
    "no setTimeout": _script("window.setTimeout = () => 0"),
    "no animation frame": _script("window.requestAnimationFrame = () => 0"),
    "no timers": _timer("for (let each = 0; each < 9999; each++) clearTimeout(each)", 1),
    "no Promise": _script("window.Promise = undefined"),
    "pending Promise": _script("Promise.prototype.then = () => new Promise(() => 0)"),
    "no MutationObserver": _script("window.MutationObserver = undefined"),
    "no JSON": _script("JSON.stringify = JSON.parse = () => { throw new Error('broken') }"),
    "no Array": _all_of("Array", _BROKEN, "map", "filter", "push", "forEach", "join", "includes"),
    "no String": _all_of("String", _BROKEN, "trim", "replace", "split", "toLowerCase"),
    "no Element": _all_of(
        "Element", _BROKEN, "getBoundingClientRect", "getAttribute", "matches", "querySelectorAll"
    ),
    "endless Element": _all_of(
        "Element", _ENDLESS, "getBoundingClientRect", "getAttribute", "matches", "querySelectorAll"
    ),
    "text throws": _getter("Node", "textContent", _BROKEN),
    "text never returns": _getter("Node", "textContent", _ENDLESS),
    "children never return": _getter("Node", "childNodes", _ENDLESS),
    "style never returns": _script(f"window.getComputedStyle = {_ENDLESS}"),
    "endless script": f"<script src='{_NEVER}'></script>",
    "endless stylesheet": f"<link rel=stylesheet href='{_NEVER}'>",
    "endless request in step": _script(
        f"x = new XMLHttpRequest(); x.open('GET', '{_NEVER}', false); x.send()"
    ),
}
_END = {
    "loop": _script("for (;;);"),
    "loop after 1 ms": _script("setTimeout(() => { for (;;); }, 1)"),
    "loop after 300 ms": _script("setTimeout(() => { for (;;); }, 300)"),
    "loop when loaded": _script("onload = () => { for (;;); }"),
    "loop at click": _script(f"addEventListener('click', {_ENDLESS}, true)"),
    "loop at pointer": _script(f"addEventListener('mousemove', {_ENDLESS}, true)"),
    "loop at input": _script(f"addEventListener('input', {_ENDLESS}, true)"),
    "loop of microtasks": _script("(f => f(f))(f => Promise.resolve().then(() => f(f)))"),
    "alert loop": _script("for (;;) alert('Please wait')"),
    "alert timer": _timer("alert('Please wait')", 1),
    "confirm loop": _script("for (;;) confirm('Please wait')"),
    "prompt loop": _script("for (;;) prompt('Please wait')"),
    "print loop": _timer("print()", 50),
    "beforeunload": _script("onbeforeunload = event => { event.preventDefault(); return 'Stay' }"),
    "growing nodes": _timer(
        "if (document.all.length < 9e5) for (let each = 0; each < 200; each++)"
        " document.body.append(document.createElement('p'), 'More')",
        5,
    ),
    "growing text": _script("grown = document.body.appendChild(document.createTextNode(''))")
    + _timer("if (grown.length < 2e7) grown.appendData('More '.repeat(4000))", 5),
    "growing memory": _script("kept = []")
    + _timer("if (kept.length < 300) kept.push(new Uint8Array(1e6).fill(1))", 5),
    "growing depth": _script("inner = document.body")
    + _timer(
        "for (let each = 0; each < 20; each++)"
        " inner = inner.appendChild(document.createElement('div'))",
        5,
    ),
    "growing frames": _timer(
        "if (frames.length < 200) document.body.append(document.createElement('iframe'))", 5
    ),
    "growing history": _timer("history.pushState(0, '', '#' + Math.random())", 1),
    "windows": _script("shown = 0") + _timer("if (shown++ < 20) open('about:blank')", 50),
    "writes for ever": _timer("document.write('<p>More</p>')", 5),
    "empties itself": _timer("document.body.replaceChildren()", 1),
    "never at rest": _script("clock = document.body.appendChild(document.createElement('p'))")
    + _timer("clock.textContent = performance.now()", 20),
    "endless picture": f"<img src='{_NEVER}' width=9 height=9>",
    "endless frame": f"<iframe src='{_NEVER}'></iframe>",
    "endless fetch": _script(f"fetch('{_NEVER}')"),
    "endless late script": f"<script defer src='{_NEVER}'></script>",
    "downloads": f"<iframe src='/file?{EVERYWHERE}'></iframe>",
}


def added(markup: str, before: str) -> Fault:
    """Answer with the court's own page and more markup in it."""

    def answer(exchange: Exchange) -> None:
        if EVERYWHERE in exchange.path:
            never(exchange)
            return
        given = exchange.court_answers()
        marked = given.body.replace(before.encode(), (markup + before).encode(), 1)
        exchange.send_whole(type(given)(given.status, given.headers, marked))

    return answer


BREAKING = ("no ", "pending ", "endless Element", "text ", "children ", "style ")
"""How the names of those begin that break what a browser gives to every page."""
PAGES: dict[str, Fault] = {
    **{name: added(markup, "</head>") for name, markup in _HEAD.items()},
    **{name: added(markup, "</body>") for name, markup in _END.items()},
}
