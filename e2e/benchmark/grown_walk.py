"""Walks once at a court that has grown: `python -m e2e.benchmark.grown_walk KIND SIZE OPTIONS`.

It prints the seconds from the open court to the end of the walk with its report. OPTIONS are those
of `python -m walk follow`.
"""

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from time import perf_counter

from mock_court.courts.profile import Group
from mock_court.embedded import EmbeddedCourt, embedded_court
from mock_court.rules.notice import linking_notice
from walk.commands.parser import main as walk
from walk.commands.run_walk import Launchers
from walk.results import ExitStatus

PAGE = "cmecf/link_verification.html"
"""The page that grows: a walk reads it most often, since the names on it have to be right."""
_ROW = '<tr><td>{0}</td><td><a href="/cgi-bin/Item.pl?{0}">Case {0}</a></td><td>Open</td></tr>'
_PER_ROW = 5


@dataclass(frozen=True)
class Growth:
    """What grows, to which sizes, and how an embedded court is made so."""

    things: str
    sizes: tuple[int, ...]
    grow: Callable[[EmbeddedCourt, int], None]


def with_elements(page: str, number: int) -> str:
    """Return a page with a table of cases below its form, so that it has so many elements."""
    # One is the table itself.
    rows, more = divmod(number - elements(page) - 1, _PER_ROW)
    cases = "".join(_ROW.format(each) for each in range(rows))
    return page.replace("</form>", f"</form>{'<br>' * more}<table>{cases}</table>")


def elements(page: str) -> int:
    """Count the elements that a page has as it is sent."""
    return len(re.findall(r"<[a-z]", page, re.IGNORECASE))


def _grow_page(court: EmbeddedCourt, number: int) -> None:
    state = court.served.app.state
    change = state.change_page

    def grown(text: str, template: str, *rest: object) -> str:
        page: str = change(text, template, *rest)
        return with_elements(page, number) if template == PAGE else page

    state.change_page = grown


def _grow_records(court: EmbeddedCourt, number: int) -> None:
    """Let so many attorneys have accounts; all but the one who walks have linked theirs."""
    served, attorney = court.served.court, court.attorney
    at = served.now()
    notice = linking_notice(served.profile, attorney.pacer, attorney.cmecf, at)
    with served.records._transaction() as db:
        # A hundred thousand by the court's own rules would take longer than all the walks.
        db.execute(
            "CREATE TEMP TABLE others AS WITH RECURSIVE counted(n) AS"
            " (SELECT 1 UNION ALL SELECT n + 1 FROM counted) SELECT n FROM counted LIMIT ?",
            (number - 1,),
        )
        db.execute(
            "INSERT INTO pacer_accounts SELECT username || '-' || n, password, name, email, number,"
            " kind, client_code_required, otp_secret, update_required, files_elsewhere,"
            " updates_skipped, last_passcode_at FROM pacer_accounts, others"
        )
        db.execute(
            "INSERT INTO cmecf_accounts SELECT court, login || '-' || n, password, name, kind"
            " FROM cmecf_accounts, others"
        )
        db.execute(
            "INSERT INTO links SELECT ?, ? || '-' || n, ? || '-' || n, ? FROM others",
            (
                served.profile.id,
                attorney.cmecf.login,
                attorney.pacer.username,
                at.isoformat(),
            ),
        )
        db.execute(
            "INSERT INTO notices (message, sent_at) SELECT ?, ? FROM others",
            (bytes(notice), at.isoformat()),
        )


def _grow_menus(court: EmbeddedCourt, number: int) -> None:
    """Let each menu have so many items."""
    served = court.served.court
    menus = {}
    for name, groups in served.profile.menus.items():
        there = sum(len(group.items) for group in groups)
        more = tuple(f"Item {each}" for each in range(there, number))
        menus[name] = (*groups, Group(more)) if more else groups
    served.profile = replace(served.profile, menus=menus)


GROWTHS: Mapping[str, Growth] = {
    each.things: each
    for each in (
        Growth("elements", (100, 1_000, 10_000, 100_000), _grow_page),
        Growth("attorneys", (1, 100, 10_000, 100_000), _grow_records),
        Growth("items", (10, 100, 1_000), _grow_menus),
    )
}


def main(things: str, size: str, *options: str) -> int:
    """Walk at an embedded court that is grown before the clock starts."""
    with embedded_court("wiwb", seed=1) as court:
        GROWTHS[things].grow(court, int(size))
        launchers = Launchers(open_court=lambda *_: nullcontext(court))
        started = perf_counter()
        walk(["follow", *options], launchers)
        print(perf_counter() - started)
    # How the walk ended is in its report: a limit that ends it is a result of this measurement.
    return ExitStatus.AS_DOCUMENTED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
