"""The command line: one subcommand a file."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from walk.commands.accept import AcceptOptions, accept_run
from walk.commands.browser import BrowserOptions, browser
from walk.commands.check import CheckOptions, check
from walk.commands.compare import CompareOptions, compare
from walk.commands.follow import FollowOptions, follow
from walk.commands.look import LookOptions, look
from walk.commands.plan import PlanOptions, plan
from walk.commands.record import RecordOptions, record
from walk.commands.run_walk import LAUNCHERS, Launchers
from walk.errors import CourtFailed, UsageError
from walk.privacy.leak_scan import CannotScan, Leaked
from walk.results import ExitStatus
from walk.settings.config import CONFIG_PATH

_CREDENTIAL = re.compile(
    r"--?(?:[a-z]+[-_])*(?:user(?:name)?|login|pass(?:word|code|wd)?|pw|otp|secret|credentials?"
    r"|client[-_]code)(?:[-_][a-z]+)*(?==|$)",
    re.IGNORECASE,
)
"""An option that would be a credential."""


def main(arguments: Sequence[str] | None = None, launchers: Launchers = LAUNCHERS) -> int:
    """Run one command; return its exit status (0, 1, 2 or 3, see `ExitStatus`)."""
    try:
        _refuse_credentials(sys.argv[1:] if arguments is None else arguments)
        return _command(_parser(launchers).parse_args(arguments))
    except UsageError as error:
        print(f"walk: {error}", file=sys.stderr)
        return ExitStatus.USAGE
    except (CourtFailed, Leaked, CannotScan) as error:
        print(f"walk: {error}", file=sys.stderr)
        return ExitStatus.UNDETERMINED
    except KeyboardInterrupt:
        print("walk: stopped before the end; no report was written.", file=sys.stderr)
        return ExitStatus.UNDETERMINED


def _command(arguments: argparse.Namespace) -> int:
    """Run the command with the options of its own class."""
    given = vars(arguments)
    run, options = given.pop("run"), given.pop("options")
    status: int = run(options(**given))
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


def _parser(launchers: Launchers) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m walk",
        description="Does a court's site still do what its guide says, step by step?",
        epilog="Exit status: 0 as documented, 1 the site differs, 2 wrong usage, 3 undetermined.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    follow_parser = commands.add_parser(
        "follow", help="follow a guide and give a verdict for every step"
    )
    follow_parser.set_defaults(run=partial(follow, launchers=launchers), options=FollowOptions)
    _add_walk(follow_parser)
    follow_parser.add_argument("--out", type=Path, default=Path("walk-report"), metavar="DIR")
    follow_parser.add_argument("--permit-link", metavar='"CMECF-LOGIN=PACER NAME"')
    follow_parser.add_argument(
        "--carry-on", action="store_true", help="go on by likely new names (embedded court only)"
    )
    follow_parser.add_argument(
        "--overlay", type=Path, metavar="FILE", help="default: guides/GUIDE.accepted.toml, if any"
    )
    follow_parser.add_argument(
        "--recording", type=Path, metavar="DIR", help="compare with it (see record)"
    )

    accept_parser = commands.add_parser(
        "accept", help="accept what a walk found, until the guide says it"
    )
    accept_parser.set_defaults(run=accept_run, options=AcceptOptions)
    accept_parser.add_argument("report", type=Path, metavar="RUN", help="the report of the walk")
    accept_parser.add_argument(
        "--guide", metavar="GUIDE", help="default: the guide of the walk's court"
    )
    accept_parser.add_argument("--overlay", type=Path, metavar="FILE", help="where to write it")

    record_parser = commands.add_parser("record", help="walk, and keep the outline of every screen")
    record_parser.set_defaults(run=partial(record, launchers=launchers), options=RecordOptions)
    _add_walk(record_parser)
    record_parser.add_argument(
        "--recording", type=Path, metavar="DIR", help="default: recordings/COURT/ENVIRONMENT"
    )

    compare_parser = commands.add_parser(
        "compare", help="say what changed from one walk to another"
    )
    compare_parser.set_defaults(run=compare, options=CompareOptions)
    compare_parser.add_argument("before", type=Path, metavar="RUN_A", help="the report of a walk")
    compare_parser.add_argument(
        "after", type=Path, metavar="RUN_B", help="the report of a later one"
    )
    compare_parser.add_argument("--json", type=Path, metavar="FILE", help="write it there as well")

    look_parser = commands.add_parser("look", help="say what is seen on saved pages")
    look_parser.set_defaults(run=look, options=LookOptions)
    look_parser.add_argument(
        "page", nargs="+", metavar="PAGE", help="a saved page, a folder or a loopback address"
    )
    look_parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write it there; - is standard output"
    )
    _add_browser(look_parser)

    plan_parser = commands.add_parser(
        "plan", help="say what a walk would do and withhold, and where"
    )
    plan_parser.set_defaults(run=plan, options=PlanOptions)
    _add_guide(plan_parser)
    plan_parser.add_argument("--environment", default="mock", metavar="NAME", help="default: mock")
    plan_parser.add_argument("--config", type=Path, default=CONFIG_PATH, metavar="FILE")
    plan_parser.add_argument("--permit-link", metavar='"CMECF-LOGIN=PACER NAME"')

    check_parser = commands.add_parser("check", help="check a guide by itself, without a browser")
    check_parser.set_defaults(run=check, options=CheckOptions)
    _add_guide(check_parser)

    browser_parser = commands.add_parser("browser", help="find a browser, or install one")
    browser_parser.set_defaults(run=browser, options=BrowserOptions)
    _add_browser(browser_parser)
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
