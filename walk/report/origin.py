"""How a walk was made: its command again, its guide's file, and what else decides about it."""

import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from walk.guide.reader import path_of
from walk.privacy.masks import Masks
from walk.results import Origin
from walk.settings.installation import command, default_config, version

_DEFAULTS = {"browser": "chromium", "begin": 1, "out": "walk-report"}
_SPELLED = {"begin": "from"}
_SAID = (
    *("environment", "config", "browser", "headed", "until", "scenario", "out", "no_evidence"),
    *("begin", "require", "carry_on", "overlay", "recording", "fail_on", "strict", "no_remedies"),
)
"""The options that hold nothing secret; an address that notices are sent to does."""


def origin(options: Mapping[str, Any], until: int, masks: Masks) -> Origin:
    """Return how a walk with the options of `follow` is made, with every secret masked."""

    def mask(words: str) -> str:
        return masks.without_secrets(words, shows_names=False)

    name = str(options["guide"])
    file = path_of(name)
    offset = f"{datetime.now().astimezone():%z}"
    return Origin(
        command=mask(f"{command()} {shlex.join(_arguments(options))}"),
        guide_file=mask(file.name if file.stem == name else name),
        guide_sha256=sha256(file.read_bytes()).hexdigest(),
        scenarios=tuple(options["scenario"]),
        begin=options["begin"],
        until=until,
        version=version(),
        # Only the offset, since the name of a zone is a word that a username may be too.
        time_zone=f"UTC{offset[:3]}:{offset[3:5]}",
        program=command(),
        out=mask(str(options["out"])),
    )


def _arguments(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield the command line again, as far as it differs from the defaults."""
    yield from ("follow", str(options["guide"]))
    defaults = _DEFAULTS | {"config": str(default_config())}
    for name, value in options.items():
        option = f"--{_SPELLED.get(name, name).replace('_', '-')}"
        is_default = defaults.get(name) in (value, str(value))
        if value is None or value is False or name not in _SAID or is_default:
            continue
        if value is True:
            yield option
        else:
            for each in value if isinstance(value, list | tuple) else [value]:
                yield from (option, str(each))
    # Whom a walk may link is in no report.
    if options["permit_link"]:
        yield from ("--permit-link", "…")
