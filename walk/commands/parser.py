"""The command line: one subcommand a file."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from walk.browser.install import install_browser
from walk.commands.accept import accept_run
from walk.commands.compare import compare
from walk.commands.follow import follow
from walk.commands.look import look
from walk.commands.plan import plan
from walk.commands.record import record
from walk.errors import CourtFailed, UsageError
from walk.guide.checks import warnings
from walk.guide.reader import read_guide
from walk.privacy.leak_scan import CannotScan, Leaked
from walk.results import ExitStatus
from walk.settings.config import CONFIG_PATH, read_config

_CREDENTIAL = re.compile(
    r"--?(?:[a-z]+[-_])*(?:user(?:name)?|login|pass(?:word|code|wd)?|pw|otp|secret|credentials?"
    r"|client[-_]code)(?:[-_][a-z]+)*(?==|$)",
    re.IGNORECASE,
)
"""An option that would be a credential."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status (0, 1, 2 or 3, see `ExitStatus`)."""
    try:
        _refuse_credentials(sys.argv[1:] if arguments is None else arguments)
        options = _parser().parse_args(arguments)
        status: int = options.run(options)
    except UsageError as error:
        print(f"walk: {error}", file=sys.stderr)
        return ExitStatus.USAGE
    except (CourtFailed, Leaked, CannotScan) as error:
        print(f"walk: {error}", file=sys.stderr)
        return ExitStatus.UNDETERMINED
    except KeyboardInterrupt:
        print("walk: stopped before the end; no report was written.", file=sys.stderr)
        return ExitStatus.UNDETERMINED
    return status


def _refuse_credentials(arguments: Sequence[str]) -> None:
    """Refuse a credential on the command line before anything repeats it."""
    for argument in arguments:
        if found := _CREDENTIAL.match(argument):
            raise UsageError(
                f"{found[0]} is not for the command line, which everybody on the machine can read "
                "and the shell remembers; set PACER_USERNAME, PACER_PASSWORD, PACER_CLIENT_CODE, "
                "PACER_OTP_SECRET, CMECF_LOGIN and CMECF_PASSWORD in the environment."
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m walk",
        description="Does a court's site still do what its guide says, step by step?",
        epilog="Exit status: 0 as documented, 1 the site differs, 2 wrong usage, 3 undetermined.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    follow = commands.add_parser("follow", help="follow a guide and give a verdict for every step")
    follow.set_defaults(run=_follow)
    _add_walk(follow)
    follow.add_argument("--out", type=Path, default=Path("walk-report"), metavar="DIR")
    follow.add_argument("--permit-link", metavar='"CMECF-LOGIN=PACER NAME"')
    follow.add_argument(
        "--carry-on", action="store_true", help="go on by likely new names (embedded court only)"
    )
    follow.add_argument(
        "--overlay", type=Path, metavar="FILE", help="default: guides/GUIDE.accepted.toml, if any"
    )
    follow.add_argument(
        "--recording", type=Path, metavar="DIR", help="compare with it (see record)"
    )

    accept = commands.add_parser("accept", help="accept what a walk found, until the guide says it")
    accept.set_defaults(run=_accept)
    accept.add_argument("report", type=Path, metavar="RUN", help="the report of the walk")
    accept.add_argument("--guide", metavar="GUIDE", help="default: the guide of the walk's court")
    accept.add_argument("--overlay", type=Path, metavar="FILE", help="where to write it")

    record = commands.add_parser("record", help="walk, and keep the outline of every screen")
    # A recording is of the documented way, so a walk for it goes on by no other name.
    record.set_defaults(run=_record, carry_on=False)
    _add_walk(record)
    record.add_argument(
        "--recording", type=Path, metavar="DIR", help="default: recordings/COURT/ENVIRONMENT"
    )

    compare = commands.add_parser("compare", help="say what changed from one walk to another")
    compare.set_defaults(run=_compare)
    compare.add_argument("before", type=Path, metavar="RUN_A", help="the report of a walk")
    compare.add_argument("after", type=Path, metavar="RUN_B", help="the report of a later one")
    compare.add_argument("--json", type=Path, metavar="FILE", help="write it there as well")

    look = commands.add_parser("look", help="say what is seen on saved pages")
    look.set_defaults(run=_look)
    look.add_argument(
        "page", nargs="+", metavar="PAGE", help="a saved page, a folder or a loopback address"
    )
    look.add_argument(
        "--json", type=Path, metavar="FILE", help="write it there; - is standard output"
    )
    _add_browser(look)

    plan = commands.add_parser("plan", help="say what a walk would do and withhold, and where")
    plan.set_defaults(run=_plan)
    _add_guide(plan)
    plan.add_argument("--environment", default="mock", metavar="NAME", help="default: mock")
    plan.add_argument("--config", type=Path, default=CONFIG_PATH, metavar="FILE")
    plan.add_argument("--permit-link", metavar='"CMECF-LOGIN=PACER NAME"')

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


def _add_walk(parser: argparse.ArgumentParser) -> None:
    _add_guide(parser)
    parser.add_argument("--environment", default="mock", metavar="NAME", help="default: mock")
    _add_browser(parser)
    parser.add_argument("--until", type=int, metavar="N", help="stop after step N")
    parser.add_argument("--scenario", action="append", default=[], metavar="NAME")


def _add_browser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, default=CONFIG_PATH, metavar="FILE")
    parser.add_argument("--browser", default="chromium", metavar="NAME", help="default: chromium")
    parser.add_argument("--headed", action="store_true", help="show the browser's window")


def _follow(options: argparse.Namespace) -> int:
    return follow(options)


def _accept(options: argparse.Namespace) -> int:
    return accept_run(options)


def _record(options: argparse.Namespace) -> int:
    return record(options)


def _compare(options: argparse.Namespace) -> int:
    return compare(options)


def _look(options: argparse.Namespace) -> int:
    return look(options)


def _plan(options: argparse.Namespace) -> int:
    return plan(options)


def _check(options: argparse.Namespace) -> int:
    guide = read_guide(options.guide)
    for warning in warnings(guide):
        print(f"warning: {warning}")
    print(f"{guide.title} ({guide.court}): {len(guide.steps)} steps, well formed.")
    return ExitStatus.AS_DOCUMENTED


def _browser(options: argparse.Namespace) -> int:
    project = read_config(options.config).project(options.browser)
    found = install_browser(project, headed=options.headed)
    print(f"{options.browser}: {found.found}")
    return ExitStatus.AS_DOCUMENTED
