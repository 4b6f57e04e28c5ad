"""The command line: which commands there are, what each takes, and what becomes of an error."""

import argparse
import gc
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple

from walk.errors import CannotTell, UsageError
from walk.results import ExitStatus, Severity
from walk.settings.installation import CONFIG, command, default_config, version

if TYPE_CHECKING:
    from walk.commands.run_walk import Launchers

DEBUG_VARIABLE = "COURT_WALK_DEBUG"
"""If it is set, an error of our own shows its whole traceback."""
_CREDENTIAL = re.compile(
    r"--?(?:[a-z]+[-_])*(?:user(?:name)?|login|pass(?:word|code|wd)?|pw|otp|secret|credentials?"
    r"|client[-_]code)(?:[-_][a-z]+)*(?==|$)",
    re.IGNORECASE,
)
"""An option that would be a credential."""
_OVERLAY = "default: guides/GUIDE.accepted.toml"
_RECORDING = "default: recordings/COURT/ENVIRONMENT"
_EPILOG = f"""\
exit status:
  0  every step walked is as documented (compare: nothing changed; patch: all is mended)
  1  the site differs from the guide (compare: something changed; patch: more is to be done)
  2  wrong usage or configuration
  3  the walk cannot tell, or it failed itself ({DEBUG_VARIABLE}=1 shows where)"""


def main(arguments: Sequence[str] | None = None, launchers: "Launchers | None" = None) -> int:
    """Run one command; return its exit status (0, 1, 2 or 3, see `ExitStatus`)."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments, launchers)
    except UsageError as error:
        return _failed(str(error), error, ExitStatus.USAGE)
    except CannotTell as error:
        return _failed(str(error), error)
    except KeyboardInterrupt as stop:
        kept = getattr(stop, "__notes__", None)
        return _failed(
            "stopped before the end" + ("." if kept else "; no report was written."), stop
        )
    except SystemExit as left:
        # This is how argparse ends; whatever else does so is a failure.
        if left.code in (None, ExitStatus.AS_DOCUMENTED, ExitStatus.USAGE):
            raise
        return _failed(_sentence(left), left)
    except BaseException as error:  # noqa: BLE001 the exit status 1 of Python means that the site differs
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        return _failed(_sentence(error), error)


def _run(arguments: Sequence[str], launchers: "Launchers | None") -> int:
    """Run the command that the arguments name."""
    _refuse_credentials(arguments)
    parser = _parser(arguments)
    if not arguments:
        parser.print_help(sys.stderr)
        return ExitStatus.USAGE
    given = vars(parser.parse_args(arguments))
    chosen: _Command = given.pop("command")
    if chosen.walks:
        return _walk(chosen, given, launchers)
    run, options = chosen.run, chosen.options(**given)
    _collect_garbage()
    return int(run(options))


def _walk(chosen: "_Command", given: dict[str, object], launchers: "Launchers | None") -> int:
    """Run a command that walks: prepare it while the driver, another program, starts."""
    from walk.browser.driver import Driver, start_driver  # noqa: PLC0415 only a walk has one

    def prepare(court: ExitStack) -> Callable[[Driver], int]:
        more = (launchers,) if launchers else ()
        prepared: Callable[[Driver], int] = chosen.run(chosen.options(**given), court, *more)
        return prepared

    start = launchers.start_driver if launchers else start_driver
    with ExitStack() as court, ThreadPoolExecutor(1) as beside:
        preparing = beside.submit(prepare, court)
        with Driver(start) as driver:
            walk = preparing.result()
            _collect_garbage()
            return walk(driver)


def _collect_garbage() -> None:
    """Let the collector work again, and pass over what is imported."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _failed(
    sentences: str, error: BaseException, status: ExitStatus = ExitStatus.UNDETERMINED
) -> int:
    """Say what ended the program, and what was noted on its way up."""
    for sentence in (*sentences.splitlines(), *getattr(error, "__notes__", ())):
        print(f"walk: {sentence}", file=sys.stderr)
    return status


def _sentence(error: BaseException) -> str:
    """Say what failed here, without the words of an error, which may hold what is private."""
    if isinstance(error, MemoryError):
        return "this machine has too little memory free; end other programs and try again."
    if isinstance(error, ModuleNotFoundError):
        return f"the package {error.name} is not installed; install this program again."
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
    """A command. Only the one that is run is imported, since the others cost more than they do."""

    place: str
    """Its module, and what is in it: the function that runs it."""
    takes: str
    """The class of its options, in the same module."""
    add: Callable[[argparse.ArgumentParser], None]
    does: str
    walks: bool = False
    """Whether the function only prepares, and returns what then walks with a driver."""

    @property
    def run(self) -> Callable[..., Any]:
        """What runs it."""
        function: Callable[..., Any] = resolve_name(f"walk.commands.{self.place}")
        return function

    @property
    def options(self) -> type:
        """The class of its options."""
        options: type = resolve_name(f"walk.commands.{self.place.partition(':')[0]}:{self.takes}")
        return options


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return what reads these arguments; it knows only the options of what they name."""
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
        if name in arguments:
            each.add(added)
    return parser


def _add_follow(parser: argparse.ArgumentParser) -> None:
    _add_walk(parser)
    _add_path(parser, "--out", "DIR", "the folder of the report", Path("walk-report"))
    _add_permit(parser)
    no_evidence = "keep no pictures and no outlines, which is faster; compare with no recording"
    parser.add_argument("--no-evidence", action="store_true", help=no_evidence)
    begin = "begin at step N, or at the step at which its screen comes (embedded court only)"
    parser.add_argument("--from", type=int, metavar="N", dest="begin", default=1, help=begin)
    require = "steps that have to be checked, or the exit status is 3: all, or a number of them"
    _add_text(parser, "--require", "N", require)
    carry_on = "go on by the likeliest new name of a renamed control (embedded court only)"
    parser.add_argument("--carry-on", action="store_true", help=carry_on)
    _add_path(parser, "--overlay", "FILE", f"the accepted differences ({_OVERLAY}, if it is there)")
    fail_on = "what fails the walk: a difference that blocks a reader, misleads one, or any"
    choices = [*reversed(Severity)]
    parser.add_argument("--fail-on", choices=choices, type=Severity, help=fail_on)
    strict = "fail at what is accepted, too"
    parser.add_argument("--strict", action="store_true", help=strict)
    no_remedies = "if the menus do not appear, try nothing, and do not judge that"
    parser.add_argument("--no-remedies", action="store_true", help=no_remedies)
    history = "the folder to add the walk to (default: walk-history beside the report)"
    _add_path(parser, "--history", "DIR", history)
    notify = "tell this service when the outcome is another one; may be given more than once"
    parser.add_argument(
        "--notify", action="append", type=_service, default=[], metavar="URL", help=notify
    )
    allure = "also add the steps to the results for Allure Report in this folder"
    _add_path(parser, "--allure", "DIR", allure)
    recording = f"also compare with this recording ({_RECORDING}, if it is there)"
    _add_path(parser, "--recording", "DIR", recording)


def _service(address: str) -> object:
    """Return the address of a service so that nothing shows it."""
    from walk.history.notices import Service  # noqa: PLC0415 only a walk that notifies needs it

    return Service(address)


def _add_record(parser: argparse.ArgumentParser) -> None:
    _add_walk(parser)
    _add_path(parser, "--recording", "DIR", f"the folder to write ({_RECORDING})")
    times = "walk N times, and learn what varies from walk to walk (default: %(default)s)"
    parser.add_argument("--times", type=int, metavar="N", default=1, help=times)
    force = "write it although the walk met an outage, or saw less than an earlier recording has"
    parser.add_argument("--force", action="store_true", help=force)


def _add_accept(parser: argparse.ArgumentParser) -> None:
    _add_path(parser, "report", "RUN", "the folder of the walk's report")
    _add_text(parser, "--guide", "GUIDE", "the guide (default: that of the walk's court)")
    _add_path(parser, "--overlay", "FILE", f"the file to write ({_OVERLAY})")
    _add_text(parser, "--by", "NAME", "who accepts them (default: the user of this machine)")
    _add_text(parser, "--why", "TEXT", "the reason, for whoever looks later")
    _add_text(parser, "--until", "DATE", "the last day on which that holds (default: in 90 days)")
    everywhere = "accept them in each environment, and not only in that of the walk"
    parser.add_argument("--everywhere", action="store_true", help=everywhere)
    gone = "remove instead what that walk found to be as documented again"
    parser.add_argument("--prune", action="store_true", help=gone)


def _add_compare(parser: argparse.ArgumentParser) -> None:
    _add_path(parser, "before", "RUN_A", "the folder of a walk's report")
    _add_path(parser, "after", "RUN_B", "the folder of a later one")
    _add_path(parser, "--json", "FILE", "also write the result to this file")


def _add_patch(parser: argparse.ArgumentParser) -> None:
    _add_path(parser, "report", "RUN", "the folder of the walk's report")
    _add_text(parser, "--guide", "GUIDE", "the guide (default: that of the walk)")
    write = "write the guide's file, instead of printing the patch"
    parser.add_argument("--write", action="store_true", help=write)


def _add_history(parser: argparse.ArgumentParser) -> None:
    folder = "the folder of a history (default: %(default)s)"
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("walk-history"), metavar="DIR", help=folder
    )
    _add_path(parser, "--out", "FILE", "the page to write (default: history.html in DIR)")


def _add_guide_afresh(parser: argparse.ArgumentParser) -> None:
    _add_path(parser, "report", "RUN", "the folder of the walk's report")
    _add_text(parser, "--guide", "GUIDE", "the guide (default: that of the walk)")
    formats = "what to write: html, md or pdf (default: %(default)s)"
    parser.add_argument("--format", choices=["html", "md", "pdf"], default="html", help=formats)
    _add_path(parser, "--out", "FILE", "the file to write (default: COURT-guide.FORMAT)")
    _add_config(parser)


def _add_look(parser: argparse.ArgumentParser) -> None:
    page = "a saved page, a folder or a loopback address"
    parser.add_argument("page", nargs="+", metavar="PAGE", help=page)
    _add_path(parser, "--json", "FILE", "write the result to this file; - is standard output")
    _add_browser(parser)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    _add_place(parser)
    _add_config(parser)
    _add_permit(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_guide(parser)
    hosts = "compare the guide's addresses with the hosts of this environment (default: all)"
    _add_text(parser, "--environment", "NAME", hosts)
    _add_config(parser)


def _add_walk(parser: argparse.ArgumentParser) -> None:
    _add_place(parser)
    _add_browser(parser)
    parser.add_argument("--until", type=int, metavar="N", help="stop after step N")
    scenario = "let the embedded court misbehave in this way; may be given more than once"
    parser.add_argument("--scenario", action="append", default=[], metavar="NAME", help=scenario)


def _add_browser(parser: argparse.ArgumentParser) -> None:
    _add_config(parser)
    _add_text(parser, "--browser", "NAME", "a project of the configuration file", "chromium")
    parser.add_argument("--headed", action="store_true", help="show the browser's window")


def _add_guide(parser: argparse.ArgumentParser) -> None:
    guide = "the name of a guide or a .toml file (default: %(default)s)"
    parser.add_argument("guide", nargs="?", default="wiwb", metavar="GUIDE", help=guide)


def _add_place(parser: argparse.ArgumentParser) -> None:
    _add_guide(parser)
    _add_text(parser, "--environment", "NAME", "an environment of the configuration file", "mock")


def _add_config(parser: argparse.ArgumentParser) -> None:
    file = f"the configuration file (default: {CONFIG} here, else this program's own)"
    parser.add_argument("--config", type=Path, default=default_config(), metavar="FILE", help=file)


def _add_permit(parser: argparse.ArgumentParser) -> None:
    permit = (
        "link these two accounts, which nobody can undo (not for the embedded court); the variable "
        "PERMIT_LINK does the same and is on no command line"
    )
    _add_text(parser, "--permit-link", '"CMECF-LOGIN=PACER NAME"', permit)


def _add_path(
    parser: argparse.ArgumentParser, name: str, kind: str, does: str, default: Path | None = None
) -> None:
    does += " (default: %(default)s)" if default else ""
    parser.add_argument(name, type=Path, default=default, metavar=kind, help=does)


def _add_text(
    parser: argparse.ArgumentParser, name: str, kind: str, does: str, default: str | None = None
) -> None:
    does += " (default: %(default)s)" if default else ""
    parser.add_argument(name, default=default, metavar=kind, help=does)


_COMMANDS = {
    "follow": _Command(
        "follow:prepare",
        "FollowOptions",
        _add_follow,
        "follow a guide, give each step a verdict",
        walks=True,
    ),
    "plan": _Command(
        "plan:plan", "PlanOptions", _add_plan, "say what a walk would do and withhold"
    ),
    "check": _Command(
        "check:check", "CheckOptions", _add_check, "check that a guide is well formed"
    ),
    "accept": _Command(
        "accept:accept_run", "AcceptOptions", _add_accept, "accept the differences of a walk"
    ),
    "record": _Command(
        "record:prepare",
        "RecordOptions",
        _add_record,
        "keep the outline of every screen",
        walks=True,
    ),
    "compare": _Command(
        "compare:compare", "CompareOptions", _add_compare, "say what changed between walks"
    ),
    "patch": _Command(
        "afterwards.patch:patch",
        "PatchOptions",
        _add_patch,
        "say how the guide would be true again",
    ),
    "history": _Command(
        "afterwards.history:history",
        "HistoryOptions",
        _add_history,
        "draw what became of walks on one page",
    ),
    "guide": _Command(
        "afterwards.guide:guide",
        "GuideOptions",
        _add_guide_afresh,
        "write the guide afresh, with what a walk saw",
    ),
    "look": _Command("look:look", "LookOptions", _add_look, "say which screens saved pages are"),
    "browser": _Command(
        "browser:browser", "BrowserOptions", _add_browser, "find a browser, or install one"
    ),
}
