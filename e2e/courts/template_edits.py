"""Seeds the mock court with changes of words and markup, as an edit of its files would."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from jinja2 import Environment, Template
from markupsafe import escape

from mock_court.courts import profile
from mock_court.web import rendering
from walk.guide.model import Guide, GuideScreen
from walk.guide.screens import ScreenName

PROFILE = "courts/wiwb.toml"
"""The file with the words of the menus; the words of the other screens are changed on the page."""

PAGES: Mapping[ScreenName, str] = {
    "court website": "website/home.html",
    "sign-on": "sign_on/login.html",
    "menu": PROFILE,
    "link form": "cmecf/link_form.html",
    "verification": "cmecf/link_verification.html",
    "confirmation": "cmecf/link_confirmation.html",
}


class NowhereToChange(LookupError):
    """What a test wants to change stands nowhere in the court."""


@dataclass(frozen=True)
class Edit:
    """A change of a page, named by its template (`*` stands for several), or of the profile."""

    page: str
    old: str
    """A regular expression."""
    new: str
    """What to write instead; `\\1` stands for a group of `old`."""


@dataclass(frozen=True)
class Word:
    """A documented word at one screen, and the steps that document it there."""

    text: str
    screen: ScreenName
    linked: bool
    """Whether the accounts are linked when the walk comes there."""
    kind: str
    steps: tuple[int, ...]
    ends_walk: bool
    """Whether no walk goes on without it: it names a thing to use, or stands before a name."""

    def __str__(self) -> str:
        """Name it in the id of a test."""
        return f"{self.screen}{' after linking' if self.linked else ''}: {self.text[:40]}"


def documented_words(guide: Guide) -> list[Word]:
    """Return every word of the guide that stands on a screen of the court."""
    found: dict[tuple[str, ScreenName, bool], list[tuple[str, int, bool]]] = {}
    linked = False
    for step in guide.steps:
        for screen in step.screen:
            for kind, text, ends_walk in _words(screen):
                uses = found.setdefault((text, screen.name, linked), [])
                uses.append((kind, step.number, ends_walk))
            linked = linked or (screen.name == "verification" and screen.submit is not None)
    return [
        Word(
            *place,
            kind=uses[0][0],
            steps=tuple(dict.fromkeys(step for _, step, _ in uses)),
            ends_walk=any(ends_walk for *_, ends_walk in uses),
        )
        for place, uses in found.items()
    ]


def _words(screen: GuideScreen) -> Iterator[tuple[str, str, bool]]:
    shows = screen.shows
    for kind, words, ends_walk in (
        ("heading", [shows.heading], False),
        ("text", shows.text, False),
        ("field", shows.fields, False),
        ("button", shows.buttons, False),
        ("link", shows.links, False),
        ("link", shows.items, False),
        ("name", shows.names, True),
        ("field", screen.enter, True),
        ("link", [screen.select], True),
        ("button", [screen.submit], True),
    ):
        yield from ((kind, text, ends_walk) for text in words or () if text)


def changed(word: Word, new: str) -> list[Edit]:
    """Return the edits that change a documented word at its one screen and nowhere else."""
    if word.screen == "menu bar":
        return bar_item(word.text, new, linked=word.linked)
    return [words(PAGES[word.screen], word.text, new)]


def words(page: str, old: str, new: str) -> Edit:
    """Return the edit that changes words which stand alone between tags or as a button's value."""
    if page == PROFILE:
        return Edit(page, f'"{re.escape(old)}"', _literal(json.dumps(new)))
    alone = rf'((?:>|value=")\s*){re.escape(str(escape(old)))}(\s*(?:&raquo;)?\s*[<"])'
    return Edit(page, alone, rf"\g<1>{_literal(str(escape(new)))}\g<2>")


def bar_item(old: str, new: str, *, linked: bool) -> list[Edit]:
    """Return the edits that put another item in one item's place, in one menu bar.

    Its menu goes with it, unless the other bar still has the item. Without new words the item is
    taken out.
    """
    bar, name = "full" if linked else "limited", _bar_item_name(old)
    if not new:
        return [Edit(PROFILE, rf'^({bar} = .*)"{name}"(?:, )?', r"\g<1>")]
    other = f"{name}_in_{bar}"
    edits = [Edit(PROFILE, rf'^({bar} = .*)"{name}"', rf'\g<1>"{other}"'), *_label(other, new)]
    profile_now = tomllib.loads(_profile_text())
    stays = name in profile_now["menu_bar"]["limited" if linked else "full"]
    if name in profile_now["menus"] and not stays:
        edits.append(Edit(PROFILE, rf"^\[\[menus\.{name}\]\]$", f"[[menus.{other}]]"))
    return edits


def bar_label(old: str, new: str) -> Edit:
    """Return the edit that changes the label of an item in both menu bars; its menu stays."""
    return Edit(PROFILE, rf"^({_bar_item_name(old)} = ).*", rf"\g<1>{_literal(json.dumps(new))}")


def _bar_item_name(label: str) -> str:
    labels = tomllib.loads(_profile_text())["menu_bar"]["labels"]
    for name, written in labels.items():
        if written.replace("&", "") == label:
            return str(name)
    raise NowhereToChange(f"No label of the menu bar in {PROFILE} is {label!r}.")


def added_bar_item(before: str, new: str, *, linked: bool) -> list[Edit]:
    """Return the edits that add an item to the limited or to the full menu bar."""
    bar, name = "full" if linked else "limited", _bar_item_name(before)
    return [
        Edit(PROFILE, rf'^({bar} = .*)("{name}")', r'\g<1>"added", \g<2>'),
        *_label("added", new),
    ]


def _label(name: str, label: str) -> list[Edit]:
    heading = "[menu_bar.labels]"
    new = _literal(f"{heading}\n{name} = {json.dumps(label)}")
    return [Edit(PROFILE, f"^{re.escape(heading)}$", new)]


def _literal(text: str) -> str:
    return text.replace("\\", r"\\")


def _profile_text() -> str:
    return (profile.COURTS / Path(PROFILE).name).read_text(encoding="utf-8")


def script(page: str, text: str) -> Edit:
    """Return the edit that puts a script at the end of a page."""
    return Edit(page, "</body>", f"<script>{text}</script></body>")


@contextmanager
def edited(*edits: Edit) -> Iterator[None]:
    """Let courts that open meanwhile have these edits; each of them must have changed something."""
    made: dict[Edit, int | None] = dict.fromkeys(edits)

    def edit(page: str, text: str) -> str:
        for each in edits:
            if fnmatch(page, each.page):
                text, times = re.subn(each.old, each.new, text, flags=re.MULTILINE)
                made[each] = (made[each] or 0) + times
        return text

    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        Path(folder, Path(PROFILE).name).write_text(edit(PROFILE, _profile_text()), "utf-8")
        patch.setattr(profile, "COURTS", Path(folder))
        patch.setattr(rendering, "_TEMPLATES", _EditedPages(rendering._TEMPLATES, edit))
        yield
    for each, times in made.items():
        if times is None:
            raise NowhereToChange(f"Nobody came to {each.page}.")
        if not times:
            raise NowhereToChange(f"{each.old!r} stood nowhere in {each.page}.")


@contextmanager
def rendered_by(edit: Callable[[str, str], str]) -> Iterator[None]:
    """Let courts that open meanwhile have each page edited by a function of its name and text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "_TEMPLATES", _EditedPages(rendering._TEMPLATES, edit))
        yield


class _EditedPages:
    """Takes the place of the court's templates, and edits what they render."""

    def __init__(self, templates: Environment, edit: Callable[[str, str], str]) -> None:
        self._templates = templates
        self._edit = edit

    def get_template(self, name: str) -> _EditedPage:
        return _EditedPage(name, self._templates.get_template(name), self._edit)


@dataclass(frozen=True)
class _EditedPage:
    name: str
    template: Template
    edit: Callable[[str, str], str]

    def render(self, **facts: object) -> str:
        return self.edit(self.name, self.template.render(**facts))
