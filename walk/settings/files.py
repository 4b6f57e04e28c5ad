"""Files that you name: what is wrong with one is a `UsageError` of one sentence."""

import json
import shutil
import tomllib
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from walk.errors import UsageError, is_of_this_machine


def read_text(path: Path, what: str, advice: str) -> str:
    """Return the text of a file; `what` says which it is, and `advice` what to do without it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"The {what} {path} cannot be read ({error.strerror}); {advice}."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"The {what} {path} is not UTF-8 text; save it as UTF-8.") from None


def read_toml(path: Path, what: str, advice: str) -> dict[str, Any]:
    """Return what a TOML file holds."""
    text = read_text(path, what, advice)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"The {what} {path} is not TOML: {error}; correct it there.") from None


def read_json(path: Path, what: str, advice: str) -> dict[str, Any]:
    """Return the object that a JSON file holds; a key that is there twice is refused."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                raise UsageError(f"The key `{key}` is twice in {path}; remove one of the two.")
        return dict(pairs)

    text = read_text(path, what, advice)
    try:
        document = json.loads(text, object_pairs_hook=unique)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"The {what} {path} is not JSON: {error}; correct it there.") from None
    if not isinstance(document, dict):
        raise UsageError(
            f"The {what} {path} holds no JSON object; let it begin with {{ and end with }}."
        )
    return document


def is_file(path: Path) -> bool:
    """Say whether a file is there; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def replace_file(
    path: Path, text: str, what: str, advice: str, *, makes_folder: bool = True
) -> None:
    """Write a file aside, and put it in place only when it is complete, with its old rights.

    Its folder is made too, unless somebody named it.
    """
    aside = path.with_name(f".{path.name}")
    try:
        if makes_folder:
            path.parent.mkdir(exist_ok=True)
        aside.write_bytes(text.encode())
        if path.exists():
            shutil.copymode(path, aside)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"The {what} {path} cannot be written ({error.strerror}); {advice}."
        ) from None


def write_json(document: object, path: Path) -> None:
    """Write the result of a command to the file that `--json` names."""
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        if is_of_this_machine(error):
            raise
        raise UsageError(
            f"{path} cannot be written ({error.strerror}); name another file with --json."
        ) from None
