"""The patch of a guide: what one walk observed, as a change of the guide's file."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path

from walk.errors import UsageError, is_of_this_machine
from walk.guide.reader import OWN_GUIDES, guide_in, path_of
from walk.patch.edits import CannotEdit, edited
from walk.patch.mending import Mended, Mending, NotThere
from walk.runs.past_run import PastRun
from walk.settings.files import is_file, replace_file
from walk.settings.installation import IS_INSTALLED, SHIPPED

_BOM = "\ufeff"
_NO_END = "\n\\ No newline at end of file\n"


@dataclass(frozen=True)
class GuidePatch:
    """What would make a guide say what a walk saw."""

    path: Path
    """The file of the guide."""
    old: str
    new: str
    mended: Mended

    @property
    def diff(self) -> str:
        """The change as a unified diff; nothing if there is none."""
        old, new = (text.splitlines(keepends=True) for text in (self.old, self.new))
        return "".join(_ended(unified_diff(old, new, *_names(self.path))))

    def write(self) -> Path:
        """Write the guide's file, or one's own copy of a guide that came with this program."""
        place = self.path.resolve()
        if IS_INSTALLED and place.is_relative_to(SHIPPED):
            place = (OWN_GUIDES / place.name).absolute()
        advice = "leave out --write and apply the patch where you can"
        replace_file(place, self.new, "guide", advice)
        return place


def patch_of(run: PastRun, named: str | None, report: Path) -> GuidePatch:
    """Return the patch of the guide that a walk followed, or else of the one that is named."""
    path = path_of(named or _guide_of(run))
    data = _bytes(path)
    text = data.decode("utf-8", "replace")
    bare = text.removeprefix(_BOM)
    try:
        document = tomllib.loads(bare)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"The guide {path} is not TOML: {error}; correct it there.") from None
    guide = guide_in(document, path)
    changed = (
        f"The guide {path} is not as it was at the walk in {report}, so nothing is patched "
        "({}); walk once more, or name the guide with --guide."
    )
    if run.guide_hash and run.guide_hash != sha256(data).hexdigest():
        raise UsageError(changed.format("its file has changed"))
    if guide.court != run.court:
        raise UsageError(changed.format(f"it is of the court {guide.court!r}, not {run.court!r}"))
    actions = [step.action for step in guide.steps]
    if actions != [step.action for step in run.steps]:
        raise UsageError(changed.format("its steps are others"))
    try:
        mended = Mending(guide, document, run).mended()
        new = edited(bare, mended.edits)
    except NotThere as missing:
        raise UsageError(changed.format(missing)) from None
    except CannotEdit:
        raise UsageError(
            f"The guide {path} is written in a way that a patch would not leave whole, so nothing "
            "is patched; correct it by the report."
        ) from None
    guide_in(tomllib.loads(new), path)
    return GuidePatch(path, text, text[: len(text) - len(bare)] + new, mended)


def _guide_of(run: PastRun) -> str:
    """Return the guide of a walk: the file that its report names, or else that of its court."""
    if not run.guide_file:
        return run.court
    file = Path(run.guide_file)
    # Of a guide that goes by a name, the report has the file without its folder.
    return file.stem if file.name == run.guide_file and not is_file(file) else run.guide_file


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"The guide {path} cannot be read ({error.strerror}); name a readable file."
        ) from None


def _names(path: Path) -> tuple[str, str]:
    """Return what a patch calls a file before and after: as git does, if it is below here."""
    absolute, here = path.absolute(), Path.cwd()
    if not absolute.is_relative_to(here):
        return str(absolute), str(absolute)
    name = absolute.relative_to(here).as_posix()
    return f"a/{name}", f"b/{name}"


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """Say where the last line of a file has no end, as programs that patch expect."""
    for line in lines:
        yield line if line.endswith("\n") else line + _NO_END
