"""The command line: which commands there are, what each takes, and what becomes of an error."""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from walk.commands.accept import AcceptOptions, accept_run
from walk.commands.browser import BrowserOptions, browser
from walk.commands.check import CheckOptions, check
from walk.commands.compare import CompareOptions, compare
from walk.commands.follow import FollowOptions, follow
from walk.commands.look import LookOptions, look
from walk.commands.plan import PlanOptions, plan
from walk.commands.record import RecordOptions, record
from walk.commands.run_walk import LAUNCHERS, Launchers, WalkOptions
from walk.errors import CourtFailed, UsageError
from walk.privacy.leak_scan import CannotScan, Leaked
from walk.results import ExitStatus
from walk.settings.config import default_config
from walk.settings.installation import command, version

DEBUG_VARIABLE = "COURT_WALK_DEBUG"
"""If it is set, an error of our own shows its whole traceback."""
_CREDENTIAL = re.compile(
    r"--?(?:[a-z]+[-_])*(?:user(?:name)?|login|pass(?:word|code|wd)?|pw|otp|secret|credentials?"
    r"|client[-_]code)(?:[-_][a-z]+)*(?==|$)",
    re.IGNORECASE,
)
"""An option that would be a credential."""
_EPILOG = f"""\
exit status:
  0  every step walked is as documented (compare: nothing changed)
  1  the site differs from the guide (compare: something changed)
  2  wrong usage or configuration
  3  the walk cannot tell, or it failed itself ({DEBUG_VARIABLE}=1 shows where)"""


def main(arguments: Sequence[str] | None = None, launchers: Launchers = LAUNCHERS) -> int:
    """Run one command; return its exit status (0, 1, 2 or 3, see `ExitStatus`)."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments, launchers)
    except UsageError as error:
        return _failed(str(error), ExitStatus.USAGE)
    except (CourtFailed, Leaked, CannotScan) as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return _failed("stopped before the end; no report was written.")
    except Exception as error:  # noqa: BLE001 the exit status 1 of Python means that the site differs
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        return _failed(_sentence(error))


def _run(arguments: Sequence[str], launchers: Launchers) -> int:
    """Run the command with the options of its own class."""
    _refuse_credentials(arguments)
    parser = _parser()
    if not arguments:
        parser.print_help(sys.stderr)
        return ExitStatus.USAGE
    given = vars(parser.parse_args(arguments))
    chosen: _Command = given.pop("command")
    options = chosen.options(**given)
    more = (launchers,) if isinstance(options, WalkOptions) else ()
    return chosen.run(options, *more)


def _failed(sentences: str, status: ExitStatus = ExitStatus.UNDETERMINED) -> int:
    for sentence in sentences.splitlines():
        print(f"walk: {sentence}", file=sys.stderr)
    return status


def _sentence(error: Exception) -> str:
    """Say what failed here, without the words of an error, which may hold what is private."""
    if isinstance(error, MemoryError):
        return "this machine has too little memory free; end other programs and try again."
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return f"this machine said: {error.strerror}{where}; mend that and try again."
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"a defect of this program ended it ({type(error).__name__} in {Path(last.filename).name}, "
        f"line {last.lineno}); report it with what {DEBUG_VARIABLE}=1 shows."
    )


def _refuse_credentials(arguments: Sequence[str]) -> None:
    """Refuse a credential on the command line before anything repeats it."""
    for argument in arguments:
        if found := _CREDENTIAL.match(argument):
            raise UsageError(
                f"{found[0]} is not for the command line, which everybody on the machine can read "
                "and the shell remembers; set PACER_USERNAME, PACER_PASSWORD, PACER_CLIENT_CODE, "
                "PACER_OTP_SECRET, CMECF_LOGIN and CMECF_PASSWORD in the environment."
            )


class _Command(NamedTuple):
    """A command: what runs it, the class of its options, what adds them, and what it does."""

    run: Callable[..., int]
    options: type
    add: Callable[[argparse.ArgumentParser], None]
    does: str


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=command(),
        description="Does a court's site still do what its guide says, step by step?",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"court-walk {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, each in _COMMANDS.items():
        description = f"{each.does[0].upper()}{each.does[1:]}."
        added = commands.add_parser(name, help=each.does, description=description)
        added.set_defaults(command=each)
        each.add(added)
    return parser


def _add_follow(parser: argparse.ArgumentParser) -> None:
    _add_walk(parser)
    add = parser.add_argument
    add(
        "--out",
        type=Path,
        default=Path("walk-report"),
        metavar="DIR",
        help="the folder of the report (default: %(default)s)",
    )
    _add_permit(parser)
    add(
        "--carry-on",
        action="store_true",
        help="go on by the likeliest new name of a renamed control (embedded court only)",
    )
    add(
        "--overlay",
        type=Path,
        metavar="FILE",
        help="the accepted differences (default: guides/GUIDE.accepted.toml, if it is there)",
    )
    add(
        "--recording",
        type=Path,
        metavar="DIR",
        help="also compare with this recording (default: recordings/COURT/ENVIRONMENT, "
        "if it is there)",
    )


def _add_record(parser: argparse.ArgumentParser) -> None:
    _add_walk(parser)
    parser.add_argument(
        "--recording",
        type=Path,
        metavar="DIR",
        help="the folder to write (default: recordings/COURT/ENVIRONMENT)",
    )


def _add_accept(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("report", type=Path, metavar="RUN", help="the folder of the walk's report")
    add("--guide", metavar="GUIDE", help="default: the guide of the walk's court")
    add(
        "--overlay",
        type=Path,
        metavar="FILE",
        help="the file to write (default: guides/GUIDE.accepted.toml)",
    )


def _add_compare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("before", type=Path, metavar="RUN_A", help="the folder of a walk's report")
    add("after", type=Path, metavar="RUN_B", help="the folder of a later one")
    add("--json", type=Path, metavar="FILE", help="also write the result to this file")


def _add_look(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("page", nargs="+", metavar="PAGE", help="a saved page, a folder or a loopback address")
    add("--json", type=Path, metavar="FILE", help="write the result to this file; - is stdout")
    _add_browser(parser)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    _add_guide(parser)
    _add_environment(parser)
    _add_config(parser)
    _add_permit(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_guide(parser)
    parser.add_argument(
        "--environment",
        metavar="NAME",
        help="compare the guide's addresses with the hosts of this environment (default: all)",
    )
    _add_config(parser)


def _add_walk(parser: argparse.ArgumentParser) -> None:
    _add_guide(parser)
    _add_environment(parser)
    _add_browser(parser)
    parser.add_argument("--until", type=int, metavar="N", help="stop after step N")
    parser.add_argument(
        "--scenario",
        action="append",
        default=[],
        metavar="NAME",
        help="let the embedded court misbehave in this way; may be given more than once "
        "(mock court: --list-scenarios)",
    )


def _add_browser(parser: argparse.ArgumentParser) -> None:
    _add_config(parser)
    add = parser.add_argument
    add(
        "--browser",
        default="chromium",
        metavar="NAME",
        help="a project of the configuration file (default: %(default)s)",
    )
    add("--headed", action="store_true", help="show the browser's window")


def _add_guide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "guide",
        nargs="?",
        default="wiwb",
        metavar="GUIDE",
        help="the name of a guide or a .toml file (default: %(default)s)",
    )


def _add_environment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--environment",
        default="mock",
        metavar="NAME",
        help="which court of the configuration file to walk in (default: %(default)s)",
    )


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=default_config(),
        metavar="FILE",
        help="the configuration file (default: playwright.config.json here, or else the one "
        "that comes with this program)",
    )


def _add_permit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--permit-link",
        metavar='"CMECF-LOGIN=PACER NAME"',
        help="link these two accounts, which can never be undone (not for the embedded court)",
    )


_COMMANDS = {
    "follow": _Command(
        follow, FollowOptions, _add_follow, "follow a guide, and give a verdict for every step"
    ),
    "plan": _Command(
        plan, PlanOptions, _add_plan, "say what a walk would do and withhold, without a browser"
    ),
    "check": _Command(
        check, CheckOptions, _add_check, "check that a guide is well formed, without a browser"
    ),
    "accept": _Command(
        accept_run,
        AcceptOptions,
        _add_accept,
        "accept the differences that a walk found, until the guide is corrected",
    ),
    "record": _Command(
        record, RecordOptions, _add_record, "follow a guide, and keep the outline of every screen"
    ),
    "compare": _Command(
        compare, CompareOptions, _add_compare, "say what changed from one walk to another"
    ),
    "look": _Command(
        look, LookOptions, _add_look, "say which screens saved pages are, and what is on them"
    ),
    "browser": _Command(
        browser, BrowserOptions, _add_browser, "find a browser that starts, or install one"
    ),
}
