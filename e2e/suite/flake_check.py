"""Repeats the browser tests, each time with another seed, and counts the repeats that fail."""

import argparse
import contextlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic

_TESTS = "-q", "--no-header", "-rfE", "--tb=short", "-p", "no:cacheprovider", "-n", "2", "-m"


def main() -> int:
    """Run the repeats that the command line asks for; return 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m e2e.suite.flake_check", description=__doc__)
    parser.add_argument("--repeats", type=int, default=300, metavar="N", help="default: 300")
    parser.add_argument("--first-seed", type=int, default=1, metavar="N", help="default: 1")
    parser.add_argument("--choose", default="browser", metavar="EXPRESSION", help="as in pytest -m")
    parser.add_argument("--busy", action="store_true", help="keep all processors busy meanwhile")
    options, others = parser.parse_known_args()
    if options.repeats < 1:
        parser.error(f"--repeats is {options.repeats}: give at least 1.")
    seeds = range(options.first_seed, options.first_seed + options.repeats)
    started = monotonic()
    with _busy() if options.busy else contextlib.nullcontext():
        failed = [seed for seed in seeds if not _passes(seed, options.choose, others)]
    print(
        f"{len(seeds)} repeats of `{options.choose}` (seeds {seeds[0]} to {seeds[-1]}) in "
        f"{(monotonic() - started) / 60:.0f} minutes: {len(failed)} failed."
    )
    if failed:
        print(
            f"Run one of them again with: pytest -m {options.choose!r} --randomly-seed={failed[0]}"
        )
    return 1 if failed else 0


def _passes(seed: int, choose: str, others: list[str]) -> bool:
    """Run the tests once; say what failed, if something did."""
    command = [sys.executable, "-m", "pytest", *_TESTS, choose, f"--randomly-seed={seed}", *others]
    ran = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, errors="replace")
    counted = next(
        (line for line in reversed(ran.stdout.splitlines()) if " in " in line), "nothing"
    )
    print(f"seed {seed}: {counted.strip('= ')}", flush=True)
    if ran.returncode:
        print(ran.stdout, flush=True)
    return ran.returncode == 0


@contextlib.contextmanager
def _busy() -> Iterator[None]:
    """Keep every processor busy."""
    workers = [
        multiprocessing.Process(target=_work, daemon=True) for _ in range(os.cpu_count() or 1)
    ]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.terminate()


def _work() -> None:
    while True:
        pass


if __name__ == "__main__":
    sys.exit(main())
