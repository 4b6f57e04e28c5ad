"""Looks at situations of the everyday court: `python -m e2e.courts.everyday`, by name or all."""

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from e2e.courts.everyday.court import everyday_court
from e2e.courts.everyday.every import every_situation
from e2e.courts.everyday.situation import Situation
from e2e.drift_score.everyday import Said, walk_situation


def main() -> int:
    """List, serve or walk the situations whose name or family has one of the given words."""
    parser = argparse.ArgumentParser(prog="python -m e2e.courts.everyday", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORDS", help="a part of a name, or a family")
    parser.add_argument("--list", action="store_true", help="say what would be right, and walk not")
    parser.add_argument("--serve", action="store_true", help="serve one after the other")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="default: 2")
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep what was said, as JSON")
    options = parser.parse_args()
    words = options.words or [""]
    chosen = [each for each in every_situation() if any(_is_meant(each, word) for word in words)]
    if options.list:
        for each in chosen:
            print(f"{each.skin:6} {each.family:13} {each.name}: {_right(each)}")
    elif options.serve:
        for each in chosen:
            with everyday_court(each.skin, each) as court:
                input(f"{each.name}: {court.website} (Enter ends it)")
    else:
        said = _walk(chosen, options.workers)
        _print_table(said)
        if options.out:
            kept = [(each.situation.name, each.is_right, each.lines) for each in said]
            options.out.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")
        return 0 if all(each.is_right for each in said) else 1
    return 0


def _is_meant(situation: Situation, word: str) -> bool:
    return word in situation.name or word in (situation.family, situation.skin)


def _walk(chosen: Sequence[Situation], workers: int) -> list[Said]:
    said = []
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for each in pool.map(walk_situation, chosen):
            said.append(each)
            own = each.situation
            verdict = "right" if each.is_right else "WRONG"
            print(f"{verdict}: {own.name} ({own.skin}, {own.family}; {_right(own)})")
            for line in () if each.is_right else each.lines:
                print(f"    {line}", flush=True)
    return said


def _print_table(said: Sequence[Said]) -> None:
    """Print the figures of each family."""
    print(f"{'':24} count noticed  step  kind false alarms wrong links")
    for is_benign in (False, True):
        some = [each for each in said if each.situation.is_benign == is_benign]
        for family in dict.fromkeys(each.situation.family for each in some):
            _print_row(family, [each for each in some if each.situation.family == family])
        if some:
            _print_row("all benign ones" if is_benign else "all changes", some)


def _print_row(name: str, some: Sequence[Said]) -> None:
    changes = [each for each in some if not each.situation.is_benign]
    noticed, step, kind = (
        sum(hits)
        for hits in (
            [each.is_noticed for each in changes],
            [each.is_at_right_step for each in changes],
            [each.is_of_right_kind for each in changes],
        )
    )
    alarms = sum(each.situation.is_benign and each.is_noticed for each in some)
    wrong = sum(each.has_linked_wrongly for each in some)
    print(f"{name:24} {len(some):5} {noticed:7} {step:5} {kind:5} {alarms:12} {wrong:11}")


def _right(situation: Situation) -> str:
    if situation.is_benign:
        return "as documented"
    steps = " or ".join(map(str, situation.steps))
    return f"{' or '.join(situation.told)} at step {steps}"


if __name__ == "__main__":
    sys.exit(main())
