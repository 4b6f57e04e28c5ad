"""Removes secrets from a trace, before it gets the name under which anybody looks for it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from walk.privacy.distinctive import is_distinctive, is_searchable
from walk.privacy.spellings import Secret, masked, to_bytes, to_text


def write_cleaned(trace: Path, secrets: Mapping[str, str], place: Path) -> None:
    """Write a trace to `place` without the secrets (values by name) and without any cookie."""
    aside = place.with_suffix(".clean")
    with ZipFile(trace) as kept, ZipFile(aside, "w", ZIP_DEFLATED) as cleaned:
        cookies = {value: "cookie" for value in _cookies(kept) if is_distinctive(value)}
        known = cookies | {
            value: name for name, value in secrets.items() if is_searchable(value, ())
        }
        searched = [Secret(name, value) for value, name in known.items()]
        for member in kept.infolist():
            cleaned.writestr(member, to_bytes(masked(to_text(kept.read(member)), searched)))
    aside.replace(place)


def _cookies(trace: ZipFile) -> Iterator[str]:
    """Yield the value of every cookie that went over the network, also of those long forgotten."""
    for name in trace.namelist():
        if name.endswith(".network"):
            for line in trace.read(name).splitlines():
                yield from _values(json.loads(line))


def _values(entry: object) -> Iterator[str]:
    """Yield the values of the cookies anywhere in an entry of the network's log."""
    if isinstance(entry, dict):
        name, value = str(entry.get("name", "")).lower(), str(entry.get("value", ""))
        # What the browser sends is all cookies; what a site sets is one, and how to keep it.
        pairs = {"cookie": value.split(";"), "set-cookie": value.split("\n")}.get(name, [])
        for pair in pairs:
            yield pair.partition("=")[2].partition(";")[0].strip()
        entry = list(entry.values())
    if isinstance(entry, list):
        for each in entry:
            yield from _values(each)
