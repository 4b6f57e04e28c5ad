"""Draws line charts side by side as one SVG file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from math import ceil, log10
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_MOST_TICKS = 5


@dataclass(frozen=True)
class Chart:
    """Lines over sizes that grow: evenly, or by tens."""

    title: str
    across: str
    """What the sizes count."""
    sizes: Sequence[int]
    lines: Mapping[str, Sequence[float]]
    """The figures of each line, one for each size."""
    by_tens: bool = False

    width: ClassVar[int] = 300
    height: ClassVar[int] = 150

    @property
    def ticks(self) -> list[float]:
        """The figures at which there is a line across: round ones from 0 on."""
        most = max(chain.from_iterable(self.lines.values()))
        steps = (digit * 10.0**power for power in count(-3) for digit in (1, 2, 5))
        step = next(each for each in steps if most <= each * _MOST_TICKS)
        return [step * number for number in range(max(ceil(most / step), 1) + 1)]

    def left(self, size: int) -> float:
        """Return how far from the left a size is."""
        first, here, last = (
            log10(each) if self.by_tens else each for each in (self.sizes[0], size, self.sizes[-1])
        )
        return round(self.width * (here - first) / (last - first), 1)

    def top(self, figure: float) -> float:
        """Return how far from the top a figure is."""
        return round(self.height * (1 - figure / self.ticks[-1]), 1)

    def places(self, line: str) -> list[tuple[float, float]]:
        """Return the places of a line's figures."""
        return [
            (self.left(size), self.top(figure))
            for size, figure in zip(self.sizes, self.lines[line], strict=True)
        ]


def svg(charts: Sequence[Chart]) -> str:
    """Draw the charts, two in a row; the same figures always give the same text."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("plot.svg").render(charts=charts)
