"""Serves a mock court by hand: `python -m mock_court`."""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import sys
import threading
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console
from rich.table import Table

from mock_court.courts.profile import UnknownCourt, read_profile
from mock_court.drifts.lookup import every_benign, every_drift
from mock_court.rules.court import Court
from mock_court.rules.people import PacerKind, People
from mock_court.rules.records import Records
from mock_court.scenarios.lookup import UnknownScenario, behavior_of
from mock_court.scenarios.table import SCENARIOS
from mock_court.serve import LOOPBACK, CannotServe, serve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mock_court.rules.people import Attorney
    from mock_court.serve import ServedCourt

COMMAND = "mock-court"
DEFAULT_PORT = 8321
TOKEN_VARIABLE = "MOCK_COURT_TOKEN"  # noqa: S105 the name of the variable, not a token
WRONG_USAGE = 2
ORDINARY = "nothing special"
ACCOUNTS_WIDTH = 110


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a court until Ctrl-C, and return the exit status."""
    options = _parser().parse_args(arguments)
    # A password may hold what rich would take for markup.
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    if options.list_scenarios:
        console.print(_scenarios())
        return 0
    try:
        if options.list_drifts:
            profile = read_profile(options.court)
            console.print("\n".join([*every_drift(profile), *every_benign(profile)]))
            return 0
        return _serve(options, console)
    except (UnknownCourt, UnknownScenario, CannotServe) as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{message}; {self.prog} --help lists what there is.\n")


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
    add("--list-scenarios", action="store_true", help="say what the scenarios are")
    add("--list-drifts", action="store_true", help="say which changes of pages are scenarios too")
    add("--seed", type=int, help="make the same people as the last time with this number")
    add("--records", type=Path, metavar="FILE", help="keep the records (default: in memory)")
    add("--smtp", type=_address, metavar="HOST:PORT", help="send the mail to this server")
    add("--host", default=LOOPBACK, help="listen at this address (default %(default)s)")
    add("--allow-remote", action="store_true", help="let --host be another than loopback")
    add(
        "--token",
        default=os.environ.get(TOKEN_VARIABLE),
        help=f"what a remote reader has to show (default: ${TOKEN_VARIABLE})",
    )
    return parser


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT, such as 127.0.0.1:1025")
    return host, int(port)


def _serve(options: argparse.Namespace, console: Console) -> int:
    if options.allow_remote and not options.token:
        raise CannotServe(f"--allow-remote needs a token: give --token or ${TOKEN_VARIABLE}.")
    profile = read_profile(options.court)
    behavior = behavior_of(options.scenario, profile)
    people = People(options.seed)
    demonstration = _demonstration(people)
    try:
        court = Court(profile, Records(options.records), behavior)
        demonstration = {what: court.enrol(who) for what, who in demonstration.items()}
    except sqlite3.Error as error:
        raise CannotServe(
            f"The records file {options.records} cannot be used ({error}): "
            "give another with --records."
        ) from None
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    # The token is asked for only where somebody else could reach the court.
    token = options.token if options.allow_remote else None
    with serve(court, options.port, options.host, options.smtp, token) as served:
        _introduce(served, people, demonstration, console)
        # Windows gives a signal to Python only between two waits.
        while served.is_running and not stopped.wait(0.5):
            pass
    return 0


def _demonstration(people: People) -> Mapping[str, Sequence[Attorney]]:
    """Make people to try the court with, by what is special about them."""
    updating, redacting, coding = people.attorney(), people.attorney(), people.attorney()
    return {
        ORDINARY: [people.attorney()],
        "legacy PACER account": [people.attorney(kind=PacerKind.LEGACY)],
        "PACER administrative account": [people.attorney(kind=PacerKind.ADMINISTRATIVE)],
        "shared by a firm": people.firm(attorneys=2),
        "one-time passcode": [people.attorney(passcode=True)],
        "update required": [replace(updating, pacer=replace(updating.pacer, update_required=True))],
        "redaction agreement": [
            replace(redacting, pacer=replace(redacting.pacer, files_elsewhere=True))
        ],
        "client code required": [
            replace(coding, pacer=replace(coding.pacer, client_code_required=True))
        ],
    }


def _introduce(
    served: ServedCourt,
    people: People,
    demonstration: Mapping[str, Sequence[Attorney]],
    console: Console,
) -> None:
    court = served.court
    console.print(f"{court.profile.title} (mock court, seed {people.seed}). Ctrl-C stops it.\n")
    for name, at in (
        ("Website", served.website),
        ("Sign-on", served.sign_on),
        ("CM/ECF", served.cmecf),
        ("Mailbox", served.mailbox),
    ):
        console.print(f"  {name:8} {at}")
    attorney = demonstration[ORDINARY][0]
    console.print(f"\nDemonstration attorney: {attorney.pacer.name}")
    for kind, name, password in (
        ("PACER", attorney.pacer.username, attorney.pacer.password),
        ("CM/ECF", attorney.cmecf.login, attorney.cmecf.password),
    ):
        console.print(f"  {kind:8} {name}  {password}")
    console.print()
    # A password that is cut off at the edge of the terminal would be of no use.
    console.width = max(console.width, ACCOUNTS_WIDTH)
    console.print(_accounts(demonstration))
    for somebody in chain.from_iterable(demonstration.values()):
        if secret := somebody.pacer.otp_secret:
            console.print(f"\nSecret of {somebody.pacer.username}'s one-time passcodes: {secret}")


def _accounts(demonstration: Mapping[str, Sequence[Attorney]]) -> Table:
    table = Table("Further accounts", "PACER", "password", "CM/ECF", "password", box=None)
    for what, attorneys in demonstration.items():
        for attorney in attorneys if what != ORDINARY else ():
            pacer, cmecf = attorney.pacer, attorney.cmecf
            table.add_row(what, pacer.username, pacer.password, cmecf.login, cmecf.password)
    return table


def _scenarios() -> Table:
    table = Table("scenario", "what a reader of the guide sees", "when", "who says so")
    for scenario in SCENARIOS.values():
        table.add_row(scenario.name, scenario.reader_sees, scenario.when, scenario.source)
    return table


if __name__ == "__main__":
    sys.exit(main())
