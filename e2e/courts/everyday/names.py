"""Ways of drawing names so that a person does not read the right ones; nobody may link there."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from e2e.courts.everyday.situation import SKINS, Situation, scripted, styled
from e2e.courts.independent import Account

_FONT = b64encode((Path(__file__).parent / "skins" / "other-letters.ttf").read_bytes()).decode()
"""A font whose letters look like others: what says "Greta Grimm" looks like "Janes JaRoo"."""
_RIGHT = "<p>CM/ECF <b id=filer>LOGIN NAME</b></p><p>PACER <b id=payer>NAME</b></p>"
_OTHER = "<p>CM/ECF <b>janeroe01 Jane Roe</b></p><p>PACER <b>Jane Roe</b></p>"
_BOTH = "#filer, #payer"

_UNSEEN_BY_STYLE: dict[str, str] = {
    "white on white": "{ color: #fff; background: #fff }",
    "transparent letters": "{ color: transparent }",
    "filled with nothing": "{ -webkit-text-fill-color: transparent }",
    "transparent as a whole": "{ opacity: 0 }",
    "next to transparent": "{ opacity: 0.02 }",
    "the color of a ground that is a picture": "{ color: #006699; background: linear-gradient(#069, #069) }",
    "moved away": "{ position: absolute; left: -9999px }",
    "one pixel": "{ display: inline-block; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }",
    "indented": "{ display: inline-block; width: 12em; overflow: hidden; white-space: nowrap; text-indent: -9999px }",
    "clipped": "{ display: inline-block; clip-path: inset(50%) }",
    "masked": "{ display: inline-block; -webkit-mask-image: linear-gradient(transparent, transparent) }",
    "letters of no size": "{ font-size: 0 }",
    "zoomed to nothing": "{ zoom: 0.05 }",
    "shrunk to a dot": "{ display: inline-block; transform: scale(0.02) }",
    "turned on edge": "{ display: inline-block; transform: rotateX(90deg) }",
    "dots instead of letters": "{ -webkit-text-security: disc }",
    "blurred": "{ filter: blur(10px) }",
    "filtered away": "{ filter: opacity(0) }",
    "blended into the ground": "{ color: #000; mix-blend-mode: screen }",
    "hidden in its place": "{ visibility: hidden }",
    "skipped by the browser": "{ display: block; height: 20px; content-visibility: hidden }",
    "folded to no height": "{ display: block; max-height: 0; overflow: hidden }",
    "letters upon each other": "{ letter-spacing: -0.7em }",
    "lines upon each other": "{ display: block; width: 1em; line-height: 0; overflow-wrap: anywhere; word-break: break-all }",
    "mirrored": "{ display: inline-block; transform: scaleX(-1) }",
    "on paper only": "{ display: none } @media print { #filer, #payer { display: inline } }",
    "a shadow far away": "{ color: transparent; text-shadow: 0 9999px #000 }",
}
_OTHERS_BY_STYLE: dict[str, str] = {
    "in a font of its own": f"@font-face {{ font-family: Own; src: url(data:font/ttf;base64,{_FONT}) }}"
    " #filer, #payer { font-family: Own }",
    "by the style sheet instead": "#filer, #payer { font-size: 0 }"
    " #filer::after { content: 'janeroe01 Jane Roe'; font-size: 16px }"
    " #payer::after { content: 'Jane Roe'; font-size: 16px }",
    "by the style sheet besides": "#payer::before { content: 'Jane Roe, not ' }",
    "with the first letter gone": "b { display: inline-block } b::first-letter { font-size: 0 }",
    "from right to left": "#filer, #payer { unicode-bidi: bidi-override; direction: rtl }",
    "by a picture instead": "#payer { content: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'"
    " width='90' height='20'><text y='15'>Jane Roe</text></svg>\") }",
    "beside the other's caption": "#names { display: flex; flex-direction: column } #names p { position: relative }"
    " #filer { position: absolute; left: 5em; top: 2.6em } #payer { position: absolute; left: 5em; top: -2.6em }",
}
_OTHERS_BY_MARKUP: dict[str, str] = {
    "under a picture of other names": f"<div style='position: relative'>{_RIGHT}<svg style='position: absolute;"
    " inset: 0; width: 100%; height: 100%; pointer-events: none'><rect width='100%' height='100%' fill='white'/>"
    "<text y='35%'>CM/ECF janeroe01 Jane Roe</text><text y='90%'>PACER Jane Roe</text></svg></div>",
    "under other names": f"<div style='position: relative'>{_RIGHT}<div aria-hidden=true style='position: absolute;"
    f" inset: 0; background: #fff'>{_OTHER}</div></div>",
    "in a closed disclosure, with others open": f"<details><summary>Old accounts</summary>{_RIGHT}</details>{_OTHER}",
    "for screen readers only, with others drawn": "<div style='position: absolute; width: 1px; height: 1px; overflow: hidden'>"
    f"{_RIGHT}</div><canvas id=sheet width=420 height=80 aria-hidden=true></canvas>",
    "letter by letter in another order": "<p>CM/ECF <b style='display: inline-flex'><i>LOGIN&nbsp;</i>"
    + "".join(f"<i style='order: {-at}'>{letter}</i>" for at, letter in enumerate(Account().name))
    + "</b></p><p>PACER <b style='display: inline-flex'>"
    + "".join(f"<i style='order: {-at}'>{letter}</i>" for at, letter in enumerate(Account().name))
    + "</b></p>",
    "with a letter of another alphabet": "<p>CM/ECF <b>LOGIN Grеta Grimm</b></p><p>PACER <b>Grеta Grimm</b></p>",
    "in a frame of other names": "<iframe style='border: 0; width: 420px; height: 120px' srcdoc=\"<p>CM/ECF <b>janeroe01"
    " Jane Roe</b><p>PACER <b>Jane Roe</b>\"></iframe><div style='opacity: 0; height: 0'>"
    + _RIGHT
    + "</div>",
    "as choices of a closed list": "<p>CM/ECF <select><option>janeroe01 Jane Roe<option>LOGIN NAME</select></p>"
    "<p>PACER <select><option>Jane Roe<option>NAME</select></p>",
    "as tooltips": "<p>CM/ECF <b title='LOGIN NAME'>janeroe01</b></p><p>PACER <b title='NAME' aria-label='NAME'>Jane</b></p>",
    "struck out, with others behind": "<p>CM/ECF <del>LOGIN NAME</del> <b>janeroe01 Jane Roe</b></p>"
    "<p>PACER <del>NAME</del> <b>Jane Roe</b></p>",
    "below the end of a box": f"<div style='height: 3em; overflow: hidden'>{_OTHER.replace('<p>', '<p style=margin:0>')}{_RIGHT}</div>",
}
_OTHERS_BY_SCRIPT: dict[str, str] = {
    "after a moment": "setTimeout(() => { one('#filer').textContent = 'janeroe01 Jane Roe';"
    " one('#payer').textContent = 'Jane Roe'; }, 900);",
    "as soon as the mouse is over Submit": "one('#submit').addEventListener('mouseover', () => {"
    " one('#filer').textContent = 'janeroe01 Jane Roe'; one('#payer').textContent = 'Jane Roe'; });",
    "by highlights": "const range = new Range(); range.selectNodeContents(one('#payer'));"
    " CSS.highlights.set('gone', new Highlight(range));"
    " const style = document.createElement('style'); style.textContent = '::highlight(gone) { color: white }';"
    " one('#names').append(style);",
    "by a picture that a list draws": "one('#names').style.cssText = `display: list-item; margin-left: 410px;"
    " list-style-image: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='80'>"
    "<text y='20'>CM/ECF janeroe01 Jane Roe</text><text y='60'>PACER Jane Roe</text></svg>\")`;",
}
_CANVAS = (
    "const sheet = one('#sheet'), pen = sheet.getContext('2d'); pen.font = '16px Arial';"
    " pen.fillText('CM/ECF janeroe01 Jane Roe', 0, 20); pen.fillText('PACER Jane Roe', 0, 55);"
)


def names() -> Iterator[Situation]:
    """Yield each way at one skin after the other."""
    at = 0

    def way(name: str, rules: str, markup: str, script: str, kinds: tuple[str, ...]) -> Situation:
        nonlocal at
        skin = SKINS[at % len(SKINS)]
        at += 1
        acts = [styled("verification", rules)] if rules else []
        acts += [scripted("verification", script)] if script else []
        steps = (11, 12)
        return Situation(name, skin, "names", tuple(acts), steps, kinds, "", markup, may_link=False)

    for name, rules in _UNSEEN_BY_STYLE.items():
        kinds = ("removed", "wrong_value")
        yield way(f"names drawn {name}", f"{_BOTH} {rules}", _RIGHT, "", kinds)
    for name, rules in _OTHERS_BY_STYLE.items():
        yield way(f"names drawn {name}", rules, _RIGHT, "", ("wrong_value", "removed"))
    for name, markup in _OTHERS_BY_MARKUP.items():
        script = _CANVAS if "sheet" in markup else ""
        yield way(f"names drawn {name}", "", markup, script, ("wrong_value", "removed"))
    for name, script in _OTHERS_BY_SCRIPT.items():
        yield way(f"names drawn otherwise {name}", "", _RIGHT, script, ("wrong_value", "removed"))
