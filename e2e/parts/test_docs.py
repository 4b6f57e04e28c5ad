"""The docs are true where a machine can tell: links, commands, names, and how long they are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mock_court.__main__ import main as mock_court
from mock_court.courts.profile import read_profile
from mock_court.errors import UnknownScenario
from mock_court.scenarios.lookup import behavior_of
from walk.commands.parser import main as walk
from walk.results import ExitStatus, Verdict

ROOT = Path(__file__).parents[2]
README, CONTRIBUTING, PICTURE = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs/report.png",
)
DOCS = (README, CONTRIBUTING, *sorted((ROOT / "docs").rglob("*.md")))
# The changelog says what was, so only its links have to be right.
LINKING = (*DOCS, ROOT / "CHANGELOG.md")
MOST_WORDS = {README: 700, CONTRIBUTING: 600}
MOST_BYTES = 200 * 1024

WRITTEN = ".accepted.toml"
"""How the names of files end that docs name and only a command makes."""
_FILE = re.compile(r"(?:walk|pages|mock_court|e2e|guides|docs|\.github|\.ci)/[\w./-]+")
_TARGET = re.compile(r"^(?:\$ )?make ([a-z][a-z-]*)", re.MULTILINE)
_COMMAND = re.compile(r"(?:python -m walk|court-walk)((?: [^\s#`|;&]+)*)")
_MOCK = re.compile(r"(?:python -m mock_court|mock-court)((?: [^\s#`|;&]+)*)")
_OPTION = re.compile(r"--[a-z][a-z-]*")
_SCENARIO = re.compile(r"--scenario[ =]([a-z][\w:/.-]*)")
_UNCLEAR = re.compile(
    r"\b(?:told|whoever|at hand|in the stead of|stands in"
    r"|(?:behavi|col|fav|hon|neighb)our\w*|licence|judgement"
    r"|(?:author|initial|minim|normal|optim|organ|recogn|serial|summar)is(?:e|ed|es|ing|ation))\b",
    re.IGNORECASE,
)
"""Words that readers had to decode, and British spelling."""
_CLASS = re.compile(r"(?:[A-Z][a-z]+){2,}")

Check = Callable[[str, Path], list[str]]


def tokens(text: str) -> Iterator[Token]:
    """Yield every token of a Markdown text, inline ones too."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def code(text: str) -> list[str]:
    """Return what a Markdown text shows as code, a line continued by a backslash as one."""
    kinds = ("code_inline", "fence", "code_block")
    return [re.sub(r"\\\n\s*", "", each.content) for each in tokens(text) if each.type in kinds]


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a Markdown text."""
    seen: Counter[str] = Counter()
    names = set()
    for before, token in pairwise(tokens(text)):
        if before.type != "heading_open":
            continue
        words = "".join(
            each.content for each in token.children or () if each.type in ("text", "code_inline")
        )
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        names.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return names


def links(text: str) -> list[str]:
    """Return where a Markdown text links to inside the repository, pictures too."""
    attributes = {"link_open": "href", "image": "src"}
    every = [
        str(token.attrs[attributes[token.type]])
        for token in tokens(text)
        if token.type in attributes
    ]
    return [link for link in every if not urlsplit(link).scheme]


def broken_links(text: str, path: Path) -> list[str]:
    """Return the links that lead to no file, or to no heading of one."""
    return [link for link in links(text) if not _leads_somewhere(link, text, path)]


def _leads_somewhere(link: str, text: str, path: Path) -> bool:
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not (target.exists() and target.is_relative_to(ROOT)):
        return False
    if not parts.fragment:
        return True
    return parts.fragment in anchors(text if target == path else target.read_text("utf-8"))


def unknown_targets(text: str, _: Path) -> list[str]:
    """Return the targets of make that the Makefile does not have."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    known = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    return [name for each in code(text) for name in _TARGET.findall(each) if name not in known]


def unknown_commands(text: str, _: Path) -> list[str]:
    """Return the commands and options that `python -m walk` or the mock court does not have."""
    unknown = []
    for each in code(text):
        for words in map(str.split, _COMMAND.findall(each)):
            # An option, or GUIDE and the like, is no command.
            name = next((word for word in words if re.fullmatch("[a-z]+", word)), "")
            unknown += _unknown(walk, [name] if name else [], words)
        for words in map(str.split, _MOCK.findall(each)):
            unknown += _unknown(mock_court, [], words)
    return unknown


def _unknown(main: Callable[[list[str]], int], command: list[str], words: list[str]) -> list[str]:
    manual = _manual(main, *command)
    if manual is None:
        return command
    options = [option for word in words for option in _OPTION.findall(word)]
    return [option for option in options if option not in _OPTION.findall(manual)]


@cache
def _manual(main: Callable[[list[str]], int], *command: str) -> str | None:
    """Return what `--help` says of a command, or nothing if there is no such command."""
    manual = StringIO()
    with redirect_stdout(manual), redirect_stderr(StringIO()):
        try:
            main([*command, "--help"])
        except SystemExit as ended:
            return None if ended.code else manual.getvalue()
    return None


def unknown_scenarios(text: str, _: Path) -> list[str]:
    """Return the scenarios that no mock court has."""
    named = [name for each in code(text) for name in _SCENARIO.findall(each)]
    return [name for name in named if not _is_scenario(name)]


def _is_scenario(name: str) -> bool:
    try:
        behavior_of([name], read_profile("wiwb"))
    except UnknownScenario:
        return False
    return True


def unknown_files(text: str, _: Path) -> list[str]:
    """Return the files of the repository that do not exist; a word in capitals is a placeholder."""
    named = [name for each in code(text) for name in _FILE.findall(each)]
    patterns = {name: re.sub(r"\b[A-Z]{2,}\b", "*", name).rstrip("/.") for name in named}
    return [
        name
        for name, pattern in patterns.items()
        if not name.endswith(WRITTEN) and not any(ROOT.glob(pattern))
    ]


def unknown_classes(text: str, _: Path) -> list[str]:
    """Return the classes of ours that the code does not have."""
    named = [each for each in code(text) if _CLASS.fullmatch(each)]
    return [name for name in named if name not in _classes()]


@cache
def _classes() -> frozenset[str]:
    sources = (
        path.read_text("utf-8")
        for package in ("walk", "pages", "mock_court")
        for path in (ROOT / package).rglob("*.py")
    )
    return frozenset(re.findall(r"^class (\w+)", "\n".join(sources), re.MULTILINE))


def unclear_words(text: str, _: Path) -> list[str]:
    """Return the words of a text, not of its code, that the docs avoid."""
    lines = (each.content for each in tokens(text) if each.type == "text")
    return [word for line in lines for word in _UNCLEAR.findall(line)]


def too_long(text: str, path: Path) -> list[str]:
    """Return how many words a document has, if that is more than it may have."""
    words, most = len(text.split()), MOST_WORDS[path]
    return [f"{words} words, and {most} are allowed"] if words > most else []


def left_out(text: str, _: Path) -> list[str]:
    """Return the verdicts and exit statuses that no table of the README has."""
    rows = re.findall(r"^\| `?(\w+)`? \|", text, re.MULTILINE)
    every = [*map(str, Verdict), *(str(status.value) for status in ExitStatus)]
    return [each for each in every if each not in rows]


def too_big(picture: Path) -> list[str]:
    """Return how big a picture is, if that is too big for a README."""
    size = picture.stat().st_size
    return [f"{size} bytes, and {MOST_BYTES} are allowed"] if size > MOST_BYTES else []


def reached(start: Path) -> set[Path]:
    """Return the documents that one can come to by links."""
    found, left = {start}, [start]
    while left:
        path = left.pop()
        targets = {
            (path.parent / urlsplit(link).path).resolve() for link in links(path.read_text("utf-8"))
        }
        new = {each for each in targets if each.suffix == ".md" and each.is_file()} - found
        found |= new
        left += new
    return found


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _wrong(check: Check, paths: Iterable[Path]) -> dict[str, list[str]]:
    """Return what a check finds, by document."""
    found = {_named(path): check(path.read_text("utf-8"), path) for path in paths}
    return {name: wrong for name, wrong in found.items() if wrong}


def test_every_link_leads_to_a_file_and_a_heading() -> None:
    assert _wrong(broken_links, LINKING) == {}


@pytest.mark.parametrize(
    "check",
    [unknown_targets, unknown_commands, unknown_scenarios, unknown_files, unknown_classes],
    ids=lambda check: str(check.__name__),
)
def test_the_docs_name_nothing_that_does_not_exist(check: Check) -> None:
    assert _wrong(check, DOCS) == {}


def test_the_docs_use_plain_american_english() -> None:
    assert _wrong(unclear_words, LINKING) == {}


def test_the_readme_and_the_contributing_page_are_short() -> None:
    assert _wrong(too_long, MOST_WORDS) == {}


def test_the_readme_has_every_verdict_and_exit_status() -> None:
    assert left_out(README.read_text("utf-8"), README) == []


def test_the_picture_of_the_report_is_small() -> None:
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
    assert too_big(PICTURE) == []


def test_the_readme_leads_to_every_document() -> None:
    assert set(DOCS) - reached(README) == set()


@pytest.mark.parametrize(
    ("check", "text", "wrong"),
    [
        (broken_links, "[here](docs/nothing.md)", ["docs/nothing.md"]),
        (broken_links, "![here](docs/nothing.png)", ["docs/nothing.png"]),
        (broken_links, "# A heading\n[here](#another-heading)", ["#another-heading"]),
        (broken_links, "[here](LICENSE#no-heading)", ["LICENSE#no-heading"]),
        (broken_links, "[here][1]\n\n[1]: ../outside.md", ["../outside.md"]),
        (broken_links, "| a |\n|---|\n| [here](no.md) |", ["no.md"]),
        (broken_links, "# Two `words`: here\n[a](#two-words-here) [b](LICENSE)", []),
        (broken_links, "# Twice\n# Twice\n[a](#twice) [b](#twice-1) [c](#twice-2)", ["#twice-2"]),
        (unknown_targets, "Run `make nothing`, or `make walk`.", ["nothing"]),
        (unknown_targets, "```sh\nmake walk\nmake wlak  # oops\n```", ["wlak"]),
        (unknown_commands, "`python -m walk fly`", ["fly"]),
        (unknown_commands, "`court-walk fly --fast`", ["fly"]),
        (unknown_commands, "`python -m walk follow wiwb --faster`", ["--faster"]),
        (unknown_commands, "```sh\npython -m walk follow \\\n  --faster\n```", ["--faster"]),
        (unknown_commands, "`python -m walk follow [--out DIR]` and `python -m walk`", []),
        (unknown_commands, "`mock-court --fast`", ["--fast"]),
        (unknown_scenarios, "`--scenario no-such`", ["no-such"]),
        (unknown_scenarios, "`--scenario drift:renamed:nothing`", ["drift:renamed:nothing"]),
        (unknown_scenarios, "`--scenario menu-until-cleared --scenario NAME`", []),
        (unknown_files, "`walk/nowhere.py`", ["walk/nowhere.py"]),
        (unknown_files, "`guides/GUIDE.toml`, `e2e/`, `guides/wiwb.accepted.toml`", []),
        (
            unclear_words,
            "Whoever looks is told of its behaviour.",
            ["Whoever", "told", "behaviour"],
        ),
        (unclear_words, "Recognised at hand", ["Recognised", "at hand"]),
        (unclear_words, "The behavior of `at_hand` and `told`", []),
        (unknown_classes, "`NoSuchClass`", ["NoSuchClass"]),
        (unknown_classes, "`StepResult`", []),
    ],
)
def test_what_does_not_exist_is_found(check: Check, text: str, wrong: list[str]) -> None:
    assert check(text, README) == wrong


def test_a_readme_that_is_too_long_is_found() -> None:
    assert too_long("word " * 700, README) == []
    assert too_long("word " * 701, README) == ["701 words, and 700 are allowed"]


def test_a_verdict_that_is_left_out_is_found() -> None:
    text = README.read_text("utf-8")

    assert left_out(text.replace("| `withheld` |", "|"), README) == ["withheld"]
    assert left_out(text.replace("| 3 |", "|"), README) == ["3"]


def test_a_picture_that_is_too_big_is_found(tmp_path: Path) -> None:
    picture = tmp_path / "report.png"
    picture.write_bytes(bytes(MOST_BYTES + 1))

    assert too_big(picture) == ["204801 bytes, and 204800 are allowed"]


def test_a_document_without_a_link_is_found(tmp_path: Path) -> None:
    start, linked, alone = (tmp_path / f"{name}.md" for name in ("start", "linked", "alone"))
    start.write_text("[on](linked.md)")
    linked.write_text("[back](start.md)")
    alone.write_text("[start](start.md)")

    assert reached(start) == {start, linked}
