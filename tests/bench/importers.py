"""Every real price list imports to a catalogue without errors: `python -m tests.bench.importers DATA` (skips what is absent)."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers import SourceError, import_catalogue
from knowledge.loader import check_text


@dataclass(frozen=True, slots=True)
class Measure:
    """One source: its errors and warnings, what it became, and how long that took (ms)."""

    format: str
    source: Path
    errors: tuple[str, ...]
    warnings: int
    offerings: int
    complements: int
    ms: float


def measure(data: Path) -> Iterator[Measure]:
    """All sources of a data folder."""
    sources = [("pricing2yaml", path) for path in sorted(data.glob("saas_price_lists/*/*.y*ml"))]
    sources += [("magento", data / "luma_shop")] if (data / "luma_shop").is_dir() else []
    for kind, source in sources:
        started = time.perf_counter()
        try:
            text = import_catalogue(kind, source)
        except SourceError as error:
            yield Measure(kind, source, (str(error),), 0, 0, 0, 0.0)
            continue
        ms = (time.perf_counter() - started) * 1000
        report = check_text(text, str(source))
        errors = tuple(str(problem) for problem in report.errors)
        sizes = (len(report.catalogue.offerings), len(report.catalogue.complements)) if report.catalogue else (0, 0)
        yield Measure(kind, source, errors, len(report.warnings), *sizes, ms)


def main(data: Path) -> int:
    """A line a source, then the sum; 1 when any has errors."""
    found = list(measure(data))
    if not found:
        print(f"no price lists under {data}: skipped")
        return 0
    for one in found:
        counts = f"{one.offerings:5} offerings{one.complements:5} complements{one.warnings:4} warnings"
        print(f"{one.format:13}{one.source.relative_to(data)!s:50}{counts}{one.ms:7.0f} ms")
        for error in one.errors:
            print(f"  {error}")
    bad = sum(bool(one.errors) for one in found)
    print(f"{len(found)} sources, {bad} with errors, slowest {max(one.ms for one in found):.0f} ms")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
