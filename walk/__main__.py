"""The command line: `python -m walk follow|check|browser`."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from walk import install
from walk.command import follow
from walk.config import CONFIG_PATH, read_config
from walk.errors import CourtFailed, UsageError
from walk.guide import read_guide, warnings
from walk.verdict import ExitStatus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status (0, 1, 2 or 3, see `ExitStatus`)."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except UsageError as error:
        print(f"walk: {error}", file=sys.stderr)
        return ExitStatus.USAGE
    except CourtFailed as error:
        print(f"walk: {error}", file=sys.stderr)
        return ExitStatus.UNDETERMINED
    except KeyboardInterrupt:
        print("walk: stopped before the end; no report was written.", file=sys.stderr)
        return ExitStatus.UNDETERMINED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m walk",
        description="Does a court's site still do what its guide says, step by step?",
        epilog="Exit status: 0 as documented, 1 the site differs, 2 wrong usage, 3 undetermined.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    follow = commands.add_parser("follow", help="follow a guide and give a verdict for every step")
    follow.set_defaults(run=_follow)
    _add_guide(follow)
    follow.add_argument("--environment", default="mock", metavar="NAME", help="default: mock")
    _add_browser(follow)
    follow.add_argument("--out", type=Path, default=Path("walk-report"), metavar="DIR")
    follow.add_argument("--until", type=int, metavar="N", help="stop after step N")
    follow.add_argument("--scenario", action="append", default=[], metavar="NAME")
    follow.add_argument("--permit-link", metavar='"CMECF-LOGIN=PACER NAME"')
    follow.add_argument(
        "--carry-on", action="store_true", help="go on by likely new names (embedded court only)"
    )

    check = commands.add_parser("check", help="check a guide by itself, without a browser")
    check.set_defaults(run=_check)
    _add_guide(check)

    browser = commands.add_parser("browser", help="find a browser, or install one")
    browser.set_defaults(run=_browser)
    _add_browser(browser)
    return parser


def _add_guide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "guide", nargs="?", default="wiwb", metavar="GUIDE", help="a name (wiwb) or a .toml file"
    )


def _add_browser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, default=CONFIG_PATH, metavar="FILE")
    parser.add_argument("--browser", default="chromium", metavar="NAME", help="default: chromium")
    parser.add_argument("--headed", action="store_true", help="show the browser's window")


def _follow(options: argparse.Namespace) -> int:
    return follow(options)


def _check(options: argparse.Namespace) -> int:
    guide = read_guide(options.guide)
    for warning in warnings(guide):
        print(f"warning: {warning}")
    print(f"{guide.title} ({guide.court}): {len(guide.steps)} steps, well formed.")
    return ExitStatus.AS_DOCUMENTED


def _browser(options: argparse.Namespace) -> int:
    project = read_config(options.config).project(options.browser)
    found = install.install(project, headed=options.headed)
    print(f"{options.browser}: {found.found}")
    return ExitStatus.AS_DOCUMENTED


if __name__ == "__main__":
    # What is imported stays for good: looking through it for garbage costs a walk 3 % (measured).
    gc.freeze()
    # Whoever ends the process kindly, as CI does, leaves no browser and no folder behind either.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
