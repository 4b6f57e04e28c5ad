"""The command line: `python -m mock_court` serves a mock court to try by hand."""

import argparse
import os
import shutil
import signal
import sqlite3
import sys
import textwrap
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import NoReturn

from mock_court.courts.profile import read_profile
from mock_court.errors import CourtFailed, UsageError
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, PacerAccount, PacerKind, People
from mock_court.rules.records import Records
from mock_court.scenarios.lookup import behavior_of
from mock_court.scenarios.table import SCENARIOS
from mock_court.serve import LOOPBACK, ServedCourt, serve
from mock_court.version import version

COMMAND = "mock-court"
DEFAULT_PORT = 8321
TOKEN_VARIABLE = "MOCK_COURT_TOKEN"  # noqa: S105 the name of the variable, not a token
WRONG_USAGE = 2
FAILED = 3
ORDINARY = "nothing special"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a court until Ctrl-C, or print a list; return the exit status (0, 2 or 3)."""
    try:
        try:
            return _run(arguments)
        finally:
            # Here, and not at the end of the process, so that a full disk is reported.
            sys.stdout.flush()
    except UsageError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except (BrokenPipeError, KeyboardInterrupt):
        # The reader has seen enough, as `head` has.
        _discard_output()
        return 0
    except Exception as error:  # noqa: BLE001 the user gets a sentence, whatever it is
        _discard_output()
        print(f"The mock court failed: {_explained(error)}", file=sys.stderr)
        return FAILED


def _discard_output() -> None:
    """Let Python not write the rest of the output once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explained(error: Exception) -> str:
    if isinstance(error, ExceptionGroup):
        return " ".join(_explained(each) for each in error.exceptions)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}{f': {error.filename}' if error.filename else ''}."
    words = str(error) if isinstance(error, CourtFailed) else f"{type(error).__name__}: {error}"
    return words if words.endswith(".") else f"{words}."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{message}; {self.prog} --help lists what there is.\n")


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    if options.list_scenarios is not None:
        described = {
            name: " ".join(
                (
                    scenario.reader_sees,
                    *(f"({note})" for note in (scenario.when, scenario.source) if note),
                )
            )
            for name, scenario in SCENARIOS.items()
        }
        _list(described, options.list_scenarios, "scenario")
    elif options.list_drifts is not None:
        from mock_court.drifts.lookup import (  # noqa: PLC0415 no other command needs it
            every_benign,
            every_drift,
        )

        names = [*every_drift(read_profile(options.court)), *every_benign()]
        _list(dict.fromkeys(names, ""), options.list_drifts, "change of pages")
    else:
        _serve(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=COMMAND if Path(sys.argv[0]).stem == COMMAND else "python -m mock_court",
        description="Serve a mock court on loopback until Ctrl-C.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--port", type=int, default=DEFAULT_PORT, help="(default %(default)s)")
    add("--court", default="wiwb", metavar="ID", help="which court (default %(default)s)")
    add(
        "--scenario",
        action="append",
        default=[],
        metavar="NAME",
        help="let the court misbehave in this way; may be given more than once",
    )
    for name, listed in (
        ("--list-scenarios", "scenarios"),
        ("--list-drifts", "changes of pages, which are scenarios too"),
    ):
        text = f"list the {listed}; with TEXT only those whose name contains it"
        add(name, nargs="?", const="", metavar="TEXT", help=text)
    add("--seed", type=int, help="make the same people as the last time with this number")
    add("--records", type=Path, metavar="FILE", help="keep the records (default: in memory)")
    add("--smtp", type=_address, metavar="HOST:PORT", help="send the mail to this server")
    add("--host", default=LOOPBACK, help="listen at this address (default %(default)s)")
    add("--allow-remote", action="store_true", help="allow a --host other than loopback")
    add(
        "--token",
        default=os.environ.get(TOKEN_VARIABLE),
        help=f"what a remote reader has to show (default: ${TOKEN_VARIABLE})",
    )
    add("--version", action="version", version=f"{COMMAND} {version()}")
    return parser


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT, such as 127.0.0.1:1025")
    return host, int(port)


def _list(described: Mapping[str, str], text: str, what: str) -> None:
    """Print the names that contain a text; a terminal gets the descriptions wrapped below."""
    found = {name: words for name, words in described.items() if text in name}
    if not found:
        raise UsageError(f"The name of no {what} contains {text!r}: leave it out to list them all.")
    width = shutil.get_terminal_size().columns
    for name, words in found.items():
        if not words:
            print(name)
        elif sys.stdout.isatty():
            indent = " " * 4
            print(
                name,
                textwrap.fill(words, width, initial_indent=indent, subsequent_indent=indent),
                sep="\n",
            )
        else:
            print(name, words, sep="\t")


def _serve(options: argparse.Namespace) -> None:
    if options.allow_remote and not options.token:
        raise UsageError(f"--allow-remote needs a token: give --token or ${TOKEN_VARIABLE}.")
    profile = read_profile(options.court)
    behavior = behavior_of(options.scenario, profile)
    people = People(behavior.seed(options.seed))
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    # The token is asked for only where somebody else could reach the court.
    token = options.token if options.allow_remote else None
    # Closed, the records are in the one file again.
    with closing(_open(options.records)) as records:
        court = Court(profile, records, behavior)
        # All at once, since each transaction waits for the disk.
        with records.together():
            demonstration = [
                (what, attorney)
                for what, attorneys in _demonstration(people).items()
                for attorney in court.enroll(attorneys)
            ]
        demonstration.sort(key=lambda each: each[0] != ORDINARY)
        with serve(court, options.port, options.host, options.smtp, token) as served:
            _introduce(served, people, demonstration)
            # Windows gives a signal to Python only between two waits.
            while served.is_running and not stopped.wait(0.5):
                pass


def _open(path: Path | None) -> Records:
    try:
        return Records(path)
    except sqlite3.Error as error:
        raise CourtFailed(
            f"The records file {path} cannot be used ({error}): give another with --records."
        ) from None


def _demonstration(people: People) -> Mapping[str, Iterable[Attorney]]:
    """Make people to try the court with, by what is special about them."""

    def with_flag(name: str) -> list[Attorney]:
        attorney, flags = people.attorney(), {name: True}
        return [replace(attorney, pacer=PacerAccount(**asdict(attorney.pacer) | flags))]

    return {
        "update required": with_flag("update_required"),
        "redaction agreement": with_flag("files_elsewhere"),
        "client code required": with_flag("client_code_required"),
        ORDINARY: [people.attorney()],
        "legacy PACER account": [people.attorney(kind=PacerKind.LEGACY)],
        "PACER administrative account": [people.attorney(kind=PacerKind.ADMINISTRATIVE)],
        "shared by a firm": people.firm(attorneys=2),
        "one-time passcode": [people.attorney(passcode=True)],
    }


def _introduce(
    served: ServedCourt, people: People, demonstration: Sequence[tuple[str, Attorney]]
) -> None:
    print(f"{served.court.profile.title} (mock court, seed {people.seed}). Ctrl-C stops it.\n")
    for name, at in (
        ("Website", served.website),
        ("Sign-on", served.sign_on),
        ("CM/ECF", served.cmecf),
        ("Mailbox", served.mailbox),
    ):
        print(f"  {name:8} {at}")
    row = "{:30} {:16} {:18} {:13} {:18} {}".format
    print("\n" + row("Accounts to try", "PACER", "password", "CM/ECF", "password", "name"))
    for what, attorney in demonstration:
        pacer, cmecf = attorney.pacer, attorney.cmecf
        print(row(what, pacer.username, pacer.password, cmecf.login, cmecf.password, cmecf.name))
    for _, attorney in demonstration:
        if secret := attorney.pacer.otp_secret:
            print(f"\nSecret of {attorney.pacer.username}'s one-time passcodes: {secret}")
    # Where the output is a file or a pipe it is wanted now, not at the end.
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
