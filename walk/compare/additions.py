"""Names what a page says and offers besides what the guide's picture of it shows."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pages.reading.covers import Cover
from pages.reading.reader import Piece
from walk.compare.names import Names
from walk.compare.spelling import printed
from walk.compare.text import pattern_of
from walk.guide.changing_words import NUMBER, OF_TIME
from walk.guide.model import Shows
from walk.guide.screens import CONFIRMATION, VERIFICATION
from walk.results import Drift, DriftKind

PERMANENT = (VERIFICATION, CONFIRMATION)
"""The screens of which every addition counts, wherever it is on the page."""
_PAGE_IN_PART = ("court website", "landing page", "menu bar", "menu")
"""The screens of which a guide pictures only a part."""

_LETTER = re.compile(r"[^\W\d_]")
_SEPARATORS = re.compile(r"\s*(?:[>/\u203a\u00bb\u2192]|::)\s*")
"""What stands between the places of a line that says where on the site one is."""
_HOME = re.compile(r"(?:cm/ecf |ecf |court |main )?(?:home|start|menu|main)(?: page)?")
_MOST_WORDS_OF_A_PLACE = 6
"""A longer line, or a sentence, does not only say where one is."""
_BETWEEN = " > "

_CLOSES = {("button", "ok"), ("button", "close")}

Key = tuple[str, str]


def _key(piece: Piece) -> Key:
    """Return what is the same on two pages, whatever the time at which one sees them."""
    return piece.kind, _folded(piece.words)


def _folded(words: str) -> str:
    return OF_TIME.sub("T", NUMBER.sub("0", words.casefold()))


@dataclass
class SeenElsewhere:
    """What other pages of the court have outside of their own screen, by the host they are on."""

    texts: Sequence[str] = ()
    """What the guide shows anywhere."""
    items: Collection[str] = ()
    """What the guide shows in a menu bar anywhere."""
    _on: dict[str, Counter[Key]] = field(default_factory=dict)
    _places: dict[str, set[str]] = field(default_factory=dict)
    _told: set[Key] = field(default_factory=set)

    def documents(self, cover: Cover) -> bool:
        """Say whether what lies over a page is itself a screen of the guide, such as a message."""
        said = _folded(printed(" ".join(cover.lines)))
        return any(_folded(printed(text)) in said for text in self.texts)

    def knows(self, host: str) -> bool:
        """Say whether another page of that host was seen."""
        return host in self._on

    def remember(self, host: str, pieces: Iterable[Piece]) -> None:
        """Remember what a page has outside of its screen, but for what was told of it."""
        keys = (_key(each) for each in pieces if not each.here)
        found = Counter(key for key in keys if key not in self._told)
        known = self._on.setdefault(host, Counter())
        known |= found
        self._on[host] = known
        places = self._places.setdefault(host, set())
        places.update(words for _, words in found)

    def tell(self, piece: Piece) -> None:
        """Note that a piece was told, so that it is never taken for the site's own."""
        self._told.add(_key(piece))

    def without_known(self, host: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Yield the pieces that no other page has, or not so often."""
        # The first page of a site has only the others of the court to be compared with.
        left: Counter[Key] = Counter()
        for other, known in self._on.items():
            # A sentence is the same announcement at each of the court's sites.
            is_all = other == host or not self.knows(host)
            left |= (
                known if is_all else Counter({key: known[key] for key in known if key[0] == "text"})
            )
        ways = [each for each in pieces if each.kind == "text" and self._is_way(host, each)]
        left += Counter(("link", _folded(words)) for each in ways for words in each.inside)
        for each in pieces:
            if left[_key(each)] > 0:
                left[_key(each)] -= 1
            elif each not in ways and not self._is_sites_own(host, each):
                yield each

    def _is_sites_own(self, host: str, piece: Piece) -> bool:
        """Say whether a piece is the site's own by where it is."""
        if not self.knows(host):
            return piece.part != ""
        is_place = _is_short(piece.words) or _folded(piece.words) in self._places[host]
        return piece.part == "way" and is_place and piece.kind in ("text", "link")

    def _is_way(self, host: str, line: Piece) -> bool:
        """Say whether a line only says where on the site one is, with links to all but the last."""
        words = _SEPARATORS.sub(_BETWEEN, line.words)
        for link in line.inside:
            words = words.replace(_SEPARATORS.sub(_BETWEEN, link), link)
        first, *others = words.split(_BETWEEN)
        is_home = bool(_HOME.fullmatch(first.casefold())) or _folded(first) in self._places.get(
            host, ()
        )
        linked = {first, *others[:-1]} <= {*line.inside}
        return bool(others) and is_home and linked and _is_short(others[-1])


def _is_short(words: str) -> bool:
    is_sentence = re.search(r"[.!:]", words)
    return len(words.split()) <= _MOST_WORDS_OF_A_PLACE and not is_sentence


def is_pictured(name: str, shows: Shows) -> bool:
    """Say whether the guide shows a whole page, so that more than that is an addition."""
    lists = (shows.fields, shows.buttons, shows.links)
    is_shown = shows.heading or shows.text or any(each is not None for each in lists)
    return bool(is_shown) and name not in _PAGE_IN_PART


@dataclass(frozen=True)
class Additions:
    """What of a page is neither documented, nor told as another difference, nor the site's own."""

    name: str
    shows: Shows
    names: Names
    """The names that should be on the page and those that are there, by their captions."""
    drifts: Sequence[Drift]
    """What is told of the page already."""
    host: str
    seen: SeenElsewhere
    items: Collection[str] = ()
    """What is in the page's menu bar."""

    def among(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Yield the pieces that are additions."""
        captions = [each.words for each in pieces if each.kind == "field" and each.words]
        rest = [each for each in self.seen.without_known(self.host, pieces) if self._counts(each)]
        yield from self._lines([each for each in rest if each.kind == "text"], captions)
        yield from self._controls([each for each in rest if each.kind != "text"])

    def _controls(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        shown = {"field": self.shows.fields, "button": self.shows.buttons, "link": self.shows.links}
        told = [each.documented for each in self.drifts if each.kind is DriftKind.MOVED]
        for each in pieces:
            is_listed = each.here and shown.get(each.kind) is not None
            # A menu item that the bar lacks has moved: the step that shows the bar tells that.
            if self.name == CONFIRMATION and each.words in {*self.seen.items} - {*self.items}:
                continue
            # A confirmation may come as a message over the page, which one closes.
            if self.name == CONFIRMATION and (each.kind, each.words.casefold()) in _CLOSES:
                continue
            # What is in the screen's own region is compared with the guide's list.
            if not (is_listed or each.words in told):
                # What stands before a field without a caption may be a sentence of the guide.
                yield replace(each, words="") if each.words in self.shows.text else each

    def _counts(self, piece: Piece) -> bool:
        if self.name in PERMANENT or self.seen.knows(self.host):
            return True
        # The first page of a site may have words and links of the site's own at any place.
        return piece.near or piece.kind in ("field", "button")

    def _lines(self, lines: Sequence[Piece], captions: Sequence[str]) -> Iterator[Piece]:
        """Yield the lines, or what is left of them without what the guide shows."""
        said = printed("\n".join(each.words for each in lines))
        for words, most in self._documented():
            said = re.sub(pattern_of(words), _blanked, said, count=most, flags=re.IGNORECASE)
        for line, left in zip(lines, said.split("\n"), strict=bool(lines)):
            known = [printed(each) for each in (*line.inside, *captions, *self.names)]
            own = left
            for words in sorted(known, key=len, reverse=True):
                own = own.replace(words, "", 1)
            # A clock may come a moment after the page.
            if _LETTER.search(_folded(own).replace("T", "")):
                yield Piece("text", " ".join(left.split()), part=line.part)

    def _documented(self) -> Iterator[tuple[str, int]]:
        """Yield what may be on the page, the longest first, and how often (0 is always)."""
        shown = filter(None, (self.shows.heading, *self.shows.text))
        texts = ("heading", "text", *self.names)
        told = [each for each in self.drifts if each.what in texts]
        # Another name stands among the names there, and is a part of the other account's.
        others = [each for each in told if each.kind is not DriftKind.WRONG_VALUE]
        texts_there = [*shown, *(each.observed for each in others if each.observed)]
        yield from ((words, 0) for words in sorted(texts_there, key=len, reverse=True))
        right = {name for name, _ in self.names.values()}
        there = Counter(name for _, name in self.names.values())
        # A name that is not where it should be is told, and may be anywhere.
        is_told = any(each.what in self.names for each in told)
        for name in sorted(filter(None, {*right, *there}), key=len, reverse=True):
            yield name, 0 if is_told else max(there[name], 1)


def told_once(added: Iterable[Piece], covers: Sequence[Cover]) -> Iterator[tuple[str, str]]:
    """Yield what and which words each addition is told by; a notice is one, with all that is in it.

    What of it was on other pages already, or is documented, is no addition.
    """
    rest = [*added]
    for cover in covers:
        faces = Counter(cover.faces)
        said = {word for line in cover.lines for word in printed(line).split()}
        own = [each for each in rest if _is_in(each, said, faces)]
        if own:
            yield cover.kind, str(cover)
        rest = [each for each in rest if all(each is not other for other in own)]
    yield from ((each.kind, each.words) for each in rest)


def _is_in(piece: Piece, said: Collection[str], faces: Counter[str]) -> bool:
    """Say whether a piece is one of a cover, and take it from the cover's controls."""
    if piece.kind == "text":
        return {*piece.words.split()} <= {*said}
    faces[piece.words] -= 1
    return faces[piece.words] >= 0


def _blanked(found: re.Match[str]) -> str:
    return re.sub(r"\S", " ", found.group())
