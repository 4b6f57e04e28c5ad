"""Holds a page still in Chromium, so that what is read, compared and pressed is one page.

No script, animation or load goes on meanwhile. `DOMSnapshot` and mouse need no script of the page.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

from walk.safety.names.drawn_page import STYLES, Box, DrawnPage, Node, Piece, drawn_pages
from walk.safety.names.names_at_click import NotAsWritten, Refused
from walk.safety.names.picture import Picture, around

_FONTS = (
    "[...document.fonts].filter((each) => /^load/.test(each.status)).map((each) => each.family)"
)

_MOVES = """function () {
    const isDone = (each) => ["finished", "idle"].includes(each.playState);
    const next = (each) =>
        each.assignedSlot ?? each.parentNode ?? each.host ?? each.defaultView?.frameElement;
    for (let each = this; each; each = next(each))
        if (each.nodeType === 1 && !each.getAnimations().every(isDone)) return true;
    return false;
}"""
"""Whether an animation or a transition of what holds a text goes on or waits."""
_AROUND = 8
"""How many pixels of the page a picture has above and below what it is taken of."""
_TALLEST = 6000


class FrozenPage:
    """A page that stands still while one is inside."""

    def __init__(self, page: Page, choose: Callable[[Sequence[DrawnPage]], DrawnPage]) -> None:
        """Freeze a page as soon as one is inside; `choose` says which of its documents matters."""
        self.has_moved = False
        """Whether a script ran."""
        self._page = page
        self._choose = choose
        self._worlds: list[int] = []
        """For each frame, a world of scripts in which no script of the page is."""
        self._fonts: set[str] = set()
        self._others: set[str] = set()
        """The scripts that are not the page's."""

    def __enter__(self) -> Self:
        """Freeze the page."""
        self._session = session = self._page.context.new_cdp_session(self._page)
        session.on("Debugger.scriptParsed", self._note_world)
        session.on("Debugger.paused", lambda paused: self._note_script(session, paused))
        session.send("Debugger.enable")
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        self._worlds = [*_own_worlds(session)]
        self._fonts = self._fonts_of()
        session.send("Animation.enable")
        session.send("Animation.setPlaybackRate", {"playbackRate": 0})
        session.send("Page.stopLoading")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the page go on."""
        self.let_scripts_run()
        for end in (
            partial(self._session.send, "Debugger.disable"),
            partial(self._session.send, "Animation.setPlaybackRate", {"playbackRate": 1}),
            self._session.detach,
        ):
            # The next page may have come meanwhile, or none at all.
            with suppress(PlaywrightError):
                end()

    def let_scripts_run(self) -> None:
        """Let scripts run again, since the next page of the tab has its own."""
        with suppress(PlaywrightError):
            self._session.send("Emulation.setScriptExecutionDisabled", {"value": False})

    def look(self) -> DrawnPage:
        """Return what is drawn now; `Refused` if a script has run."""
        with self._watched():
            asked = {"computedStyles": [*STYLES]}
            snapshot = self._session.send("DOMSnapshot.captureSnapshot", asked)
            content = self._session.send("Page.getLayoutMetrics")["cssContentSize"]
        return self._choose(drawn_pages(snapshot, content))

    def take_picture(self, boxes: Sequence[Box]) -> Picture:
        """Return a picture that has these parts of the page; `Refused` if a script has run."""
        with self._watched():
            place, whole = self._window(), around(boxes)
            given: dict[str, Any] = {"format": "png"}
            if not place.holds(whole):
                # It is as wide as the window, so that nothing on it moves.
                top = max(whole.top - _AROUND, 0)
                place = Box(place.left, top, place.right, whole.bottom + _AROUND)
                if place.height > _TALLEST:
                    raise Refused("The names and the warning are too far from each other.")
                size = {"width": place.right - place.left, "height": place.height}
                clip = {"x": place.left, "y": top, **size}
                given |= {"clip": {**clip, "scale": 1}, "captureBeyondViewport": True}
            png = b64decode(self._session.send("Page.captureScreenshot", given)["data"])
        return Picture(png, place)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Refuse the page if a script runs meanwhile."""
        session = self._session
        # What goes on after a promise is no script to Chromium's switch; the debugger stops it.
        session.send("Debugger.setSkipAllPauses", {"skip": False})
        session.send("Debugger.pause")
        yield
        # The mouse wakes Playwright's own scripts, which are to go on.
        session.send("Debugger.setSkipAllPauses", {"skip": True})
        if self.has_moved:
            raise Refused("A script of the page ran while the names were read.")

    def show(self, node: Node) -> None:
        """Scroll to an element."""
        self._session.send("DOM.scrollIntoViewIfNeeded", {"backendNodeId": node.key})

    def show_all(self, page: DrawnPage, boxes: Sequence[Box]) -> None:
        """Scroll so that all these parts of the page are in the window, if they find room."""
        whole, root = around(boxes), next(each for each in page.nodes if each.name == "HTML")
        if whole.height < self._window().height and (own := page.boxes.get(root.at)):
            x, y = whole.left - own.box.left, whole.top - own.box.top
            size = {"width": whole.right - whole.left, "height": whole.height}
            asked = {"backendNodeId": root.key, "rect": {"x": x, "y": y, **size}}
            self._session.send("DOM.scrollIntoViewIfNeeded", asked)

    def _window(self) -> Box:
        """Return the part of the page that is in the window."""
        view = self._session.send("Page.getLayoutMetrics")["cssVisualViewport"]
        left, top = view["pageX"], view["pageY"]
        return Box(left, top, left + view["clientWidth"], top + view["clientHeight"])

    def move(self, point: tuple[float, float]) -> None:
        """Move the mouse."""
        self._mouse("mouseMoved", point, "none")

    def hold(self, point: tuple[float, float]) -> None:
        """Press the mouse's button, and hold it."""
        self._mouse("mousePressed", point, "left")

    def release(self, point: tuple[float, float]) -> None:
        """Let the mouse's button go."""
        self._mouse("mouseReleased", point, "left")

    def _mouse(self, what: str, point: tuple[float, float], button: str) -> None:
        # Playwright's own mouse runs scripts in the page to find out what is dragged.
        x, y = point
        given = {"type": what, "x": x, "y": y, "button": button, "clickCount": 1}
        self._session.send("Input.dispatchMouseEvent", given)

    def check_on_top(self, page: DrawnPage, pieces: Sequence[Piece]) -> None:
        """Refuse texts or boxes that lie under something else."""
        # Letters that are apart reach into each other's boxes.
        own = {page.nodes[each.node.parent].key for each in pieces if each.text is not None}
        own |= {each.node.key for each in pieces}
        for piece in pieces:
            inside = own | {page.nodes[piece.node.parent].key}
            inside |= {each.key for each in page.nodes if piece.node in page.above(each)}
            for point in _points(piece.box):
                if self._hit(point) not in inside:
                    raise NotAsWritten("Something else lies over the names or over the button.")

    def check_fonts(self, pieces: Sequence[Piece], page: DrawnPage) -> None:
        """Refuse texts in a font that the page brings along, which may draw other letters."""
        for piece in pieces:
            style = page.boxes[page.nodes[piece.node.parent].at].style
            families = {each.strip(" \"'") for each in style["font-family"].split(",")}
            if families & self._fonts:
                raise NotAsWritten("The names are written in a font that the page brings along.")

    def _fonts_of(self) -> set[str]:
        """Return the names of the fonts that the page and its frames bring along."""
        found = set()
        for world in self._worlds:
            asked = {"expression": _FONTS, "contextId": world, "returnByValue": True}
            answer = self._session.send("Runtime.evaluate", asked)
            found |= {each.strip(" \"'") for each in answer["result"]["value"]}
        return found

    def check_still(self, pieces: Sequence[Piece]) -> None:
        """Refuse texts whose drawing is about to change by itself."""
        for key in {piece.node.key for piece in pieces}:
            asked = {"functionDeclaration": _MOVES, "returnByValue": True}
            moves = [
                self._session.send("Runtime.callFunctionOn", {**asked, "objectId": text})
                for text in self._in_own_worlds(key)
            ]
            if not moves or any(each["result"]["value"] for each in moves):
                raise NotAsWritten(
                    "The names or the warning are drawn by an animation that goes on."
                )

    def _in_own_worlds(self, key: int) -> Iterator[str]:
        """Yield a node as a script can use it, in the world of its frame."""
        for world in self._worlds:
            with suppress(PlaywrightError):
                asked = {"backendNodeId": key, "executionContextId": world}
                yield self._session.send("DOM.resolveNode", asked)["object"]["objectId"]

    def _hit(self, point: tuple[int, int]) -> int | None:
        asked = {"x": point[0], "y": point[1], "ignorePointerEventsNone": False}
        with suppress(PlaywrightError):
            found: int = self._session.send("DOM.getNodeForLocation", asked)["backendNodeId"]
            return found
        return None

    def _note_world(self, parsed: Mapping[str, Any]) -> None:
        if not parsed["executionContextAuxData"]["isDefault"]:
            self._others.add(parsed["scriptId"])

    def _note_script(self, session: CDPSession, paused: Mapping[str, Any]) -> None:
        # Playwright has a world of its own in each page, to which no script of the page comes.
        is_own = paused["callFrames"][0]["location"]["scriptId"] in self._others
        if not is_own:
            self.has_moved = True
        # What waits for the page goes on only after it.
        with suppress(PlaywrightError):
            session.send("Debugger.resume")


def _points(box: Box) -> list[tuple[int, int]]:
    """Return points along a box, as the page has them, wherever it is scrolled to."""
    width, (_, middle) = box.right - box.left, box.middle
    steps = max(2, round(width / 8))
    places = [box.left + width * (each + 0.5) / steps for each in range(steps)]
    return [(round(each), round(middle)) for each in places]


def _own_worlds(session: CDPSession) -> Iterator[int]:
    for frame in _frames(session.send("Page.getFrameTree")["frameTree"]):
        yield session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]


def _frames(tree: Mapping[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for inner in tree.get("childFrames", ()):
        yield from _frames(inner)
