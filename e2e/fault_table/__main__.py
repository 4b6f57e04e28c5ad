"""Meets every fault at every request: `python -m e2e.fault_table`, or `make fault-table`."""

import argparse
import json
import signal
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path

from e2e.fault_table.faults import fits, names
from e2e.fault_table.requests import REQUESTS
from e2e.fault_table.run_one import FaultResult, Limits, run_one

AT_ONCE = 2
"""How many walks run at the same time."""
SHORT_WALK = 8
"""A walk may take this many times as long as a step, if only the step's limit is given."""
_LETTERS = {
    "site": "S",
    "maintenance": "M",
    "transport": "T",
    "credentials": "C",
    "unexpected_host": "H",
    "policy": "P",
    "ours": "O",
}
_LEGEND = (
    "Each cell has the verdict and the seconds. A step that is blocked is told by its cause: "
    + ", ".join(f"{letter} {cause}" for cause, letter in _LETTERS.items())
    + ". `ok` is a walk that is as documented. After a `+` the accounts are linked, after a `?` "
    "the walk says that they may be. What is wrong is marked by `!`."
)


def main() -> int:
    """Walk through the faults that are asked for; return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m e2e.fault_table", description=__doc__)
    parser.add_argument("--fault", action="append", metavar="NAME", help="with * for any letters")
    parser.add_argument("--request", action="append", metavar="NAME", help="with * for any letters")
    parser.add_argument("--step-timeout", type=float, metavar="SECONDS", help="default: as shipped")
    parser.add_argument("--walk-timeout", type=float, metavar="SECONDS", help="default: as shipped")
    parser.add_argument("--until", type=int, metavar="N", help="walk up to this step")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table, in Markdown")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write each walk, as lines")
    options = parser.parse_args()
    # What is started in the background ignores Ctrl-C, and so does all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    walk = options.walk_timeout
    if walk is None and options.step_timeout is not None:
        walk = options.step_timeout * SHORT_WALK
    # As in the configuration that is shipped, a page has half of a step's time to come.
    page = options.step_timeout / 2 if options.step_timeout else None
    limits = Limits(options.step_timeout, walk, page)
    more = ("--until", str(options.until)) if options.until else ()
    faults, requests = _chosen(names(), options.fault), _chosen(REQUESTS, options.request)
    results = []
    with ThreadPoolExecutor(AT_ONCE) as walkers:
        running = [
            walkers.submit(run_one, name, at, limits, *more)
            for name in faults
            for at in requests
            if fits(name, REQUESTS[at])
        ]
        for number, each in enumerate(running, start=1):
            result = each.result()
            results.append(result)
            print(f"{number}/{len(running)} {line(result)}", flush=True)
            if options.json:
                with options.json.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(result)) + "\n")
    if options.out:
        options.out.write_text(table(results), encoding="utf-8")
    wrong = [result for result in results if result.wrong]
    print(f"{len(results)} walks, {len(wrong)} wrong.")
    return 1 if wrong or not results else 0


def line(result: FaultResult) -> str:
    """Return what is told of one walk while the others go on."""
    step = result.stop["number"] if result.stop else "-"
    words = [
        f"{result.fault} at {result.request}: {result.verdict} {result.cause}".rstrip(),
        f"step {step}",
        f"{result.seconds:.1f} s",
        f"status {result.status}",
        f"links {result.links}",
        f"may be linked: {(result.report or {}).get('may_be_linked')}",
        *(f"WRONG: {each}" for each in result.wrong),
    ]
    return ", ".join(words)


def table(results: Iterable[FaultResult]) -> str:
    """Return the results in Markdown: a row for each fault, a column for each request."""
    cells = {(each.fault, each.request): _cell(each) for each in results}
    rows = list(dict.fromkeys(name for name, _ in cells))
    columns = [name for name in REQUESTS if any(at == name for _, at in cells)]
    lines = [_LEGEND, "", _row(["fault", *columns]), _row(["---"] * (len(columns) + 1))]
    lines += [_row([name, *(cells.get((name, at), "") for at in columns)]) for name in rows]
    return "\n".join(lines) + "\n"


def _cell(result: FaultResult) -> str:
    verdict = result.verdict
    if verdict == "blocked":
        verdict = _LETTERS[result.cause]
    words = {"as_documented": "ok"}.get(verdict, verdict)
    told = bool(result.report and result.report.get("may_be_linked"))
    marks = "+" * (result.links > 0) + "?" * told + "!" * bool(result.wrong)
    return f"{words} {result.seconds:.0f}{marks}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _chosen(known: Iterable[str], asked: Sequence[str] | None) -> list[str]:
    """Return the names that were asked for, or all; nothing unknown is passed over in silence."""
    every = list(known)
    if not asked:
        return every
    chosen = [name for name in every if any(fnmatchcase(name, each) for each in asked)]
    for each in asked:
        if not any(fnmatchcase(name, each) for name in every):
            raise SystemExit(f"There is no {each!r}; the known ones are: {', '.join(every)}.")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
