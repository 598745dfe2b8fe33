"""A measured figure, its line in the table and its entry in `.bench/results.json`."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(".bench/results.json")
COLUMNS = (("name", 58), ("value", 9), ("unit", 8), ("bar", 8), ("ok?", 6), ("data", 40), ("size", 7))


@dataclass(frozen=True, slots=True)
class Other:
    """A peer or floor, measured in the same run on the same data."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """`bar` is what must be reached (or, where less is better, not exceeded); `spread` the lowest and highest of the repeats."""

    name: str
    value: float
    unit: str
    data: str
    size: int
    bar: float | None = None
    less_is_better: bool = False
    spread: tuple[float, float] | None = None
    others: tuple[Other, ...] = ()
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.less_is_better else self.value >= self.bar


def share(name: str, value: float, data: str, size: int, bar: float | None = None, **more: Any) -> Figure:
    """A figure in per cent, from a share of one; its bar too."""
    return Figure(name, 100 * value, "%", data, size, None if bar is None else 100 * bar, **more)


def at_most(name: str, value: float, unit: str, bar: float, data: str, size: int, **more: Any) -> Figure:
    """A cost, which the bar limits."""
    return Figure(name, value, unit, data, size, bar, less_is_better=True, **more)


def spread(values: Sequence[float], scale: float = 1.0) -> dict[str, Any]:
    """Lowest and highest, as `Figure` takes it."""
    return {"spread": (scale * min(values), scale * max(values))}


def quantile(values: Iterable[float], part: float) -> float:
    """The value below which `part` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def header() -> str:
    """The table's first line."""
    return f"{_row([name for name, _ in COLUMNS])} notes"


def line(figure: Figure) -> str:
    """A line of the table."""
    sign = "≤" if figure.less_is_better else "≥"
    bar = "" if figure.bar is None else f"{sign} {_short(figure.bar)}"
    verdict = {None: "", True: "ok", False: "MISSED"}[figure.reached]
    cells = (figure.name, _short(figure.value), figure.unit, bar, verdict, figure.data, f"{figure.size:,}")
    return f"{_row(cells)} {'; '.join(_notes(figure))}".rstrip()


def _row(cells: Sequence[str]) -> str:
    laid = zip(cells, COLUMNS, strict=True)
    return " ".join(f"{cell:<{width}}" if name in ("name", "data") else f"{cell:>{width}}" for cell, (name, width) in laid)


def _notes(figure: Figure) -> Iterator[str]:
    if figure.spread:
        yield f"{_short(figure.spread[0])} to {_short(figure.spread[1])}"
    yield from (f"{other.name} {_short(other.value)}" for other in figure.others)
    if figure.note:
        yield figure.note


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def write(figures: Iterable[Figure], path: Path = RESULTS) -> None:
    """All of them, as JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([_written(figure) for figure in figures], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _written(figure: Figure) -> dict[str, Any]:
    return {**asdict(figure), "others": {other.name: other.value for other in figure.others}, "ok": figure.reached}
