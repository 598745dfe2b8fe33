"""What the doctor says, one line at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One piece of advice: `entry` is like "offering bufala"; an opportunity is no fault but what to propose."""

    severity: Literal["warning", "hint", "opportunity"]
    entry: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.entry}: {self.message} → {self.remedy}"


def some(names: Iterable[str], most: int = 5) -> str:
    """The first few of many: "a, b and 3 more"."""
    known = list(dict.fromkeys(names))
    return ", ".join(known[:most]) + (f" and {len(known) - most} more" if len(known) > most else "")


def percent(share: object) -> str:
    """A share as owners read it: 0.29 is 29 %."""
    return f"{round(float(str(share)) * 100)} %"
