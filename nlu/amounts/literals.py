"""Numbers in digits: thousands and decimal marks told apart by language and by shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

LONGEST = 18
"""Digits in a number; anything longer is a serial number or an attack."""
_LONGEST_PADDED = 4
"""Digits in a number that starts with a nought; a longer one is an identifier."""
_POWER = r"(?: ?x ?10)?\^[+-]{0,2}[0-9]{1,2}(?![0-9])|e[+-]?[0-9]{1,2}(?![0-9a-z])"
FIGURES = rf"(?:[0-9]{{1,3}}(?:[ '][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|(?<![^\s(])[.,][0-9]+|[0-9]+(?:[.,][0-9]+)*)(?:{_POWER})?"
_PARTS = re.compile(r"(?P<base>[0-9., ']+)(?:(?P<ten> ?x ?10)?\^(?P<power>[+-]{0,2}[0-9]+)|e(?P<exponent>[+-]?[0-9]+))?")
_RUN = re.compile(r"[0-9]+")
_SPACES = re.compile(r"[ ']")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}")


def figures(said: str, decimal: str) -> Iterator[tuple[Decimal | None, int, int]]:
    """The numbers in a run of digits and marks, each with its place in the run. None where it is too long to be one."""
    if said.isdigit() and len(said) <= LONGEST:
        yield (None if said[0] == "0" and len(said) > _LONGEST_PADDED else Decimal(said)), 0, len(said)
        return
    if len(said) > 3 * LONGEST:
        yield None, 0, len(said)
        return
    parts = _PARTS.match(said)
    base = parts["base"] if parts else said
    value = _grouped(base, decimal)
    if value is None and "," not in said:
        yield None, 0, len(said)
    elif value is None:
        for run in _RUN.finditer(said):
            yield (Decimal(run[0]) if len(run[0]) <= LONGEST else None), run.start(), run.end()
    elif value[1] > LONGEST:
        yield None, 0, len(said)
    else:
        yield (_raised(value[0], parts) if parts else value[0]), 0, len(said)


def _raised(value: Decimal, parts: re.Match[str]) -> Decimal | None:
    if parts["exponent"]:
        return value.scaleb(int(parts["exponent"]))
    if not parts["power"]:
        return value
    power = _signed(parts["power"])
    if parts["ten"]:
        return value.scaleb(power)
    return value**power if value or power > 0 else None


def _signed(power: str) -> int:
    digits = power.lstrip("+-")
    return int(digits) * (-1 if power.count("-") % 2 else 1)


def _grouped(said: str, decimal: str) -> tuple[Decimal, int] | None:
    """The value of one number and its count of digits, or None if the marks cannot be those of one number."""
    said = _SPACES.sub("", said)
    marks = [char for char in said if char in ".,"]
    if not marks:
        return Decimal(said), len(said)
    last = marks[-1]
    whole, _, rest = said.rpartition(last)
    is_decimal = _is_decimal(said, marks, decimal)
    if not is_decimal:
        whole, rest = said, ""
    if not _thousands(whole):
        return None
    digits = re.sub("[.,]", "", whole)
    return Decimal(f"{digits or 0}.{rest or 0}") if rest else Decimal(digits), len(digits) + len(rest)


def _is_decimal(said: str, marks: list[str], decimal: str) -> bool:
    last = marks[-1]
    if len(marks) > 1:
        return marks.count(last) == 1
    whole, _, rest = said.partition(last)
    return last == decimal or len(rest) != 3 or not 1 <= len(whole) <= 3 or whole == "0"


def _thousands(whole: str) -> bool:
    groups = re.split("[.,]", whole)
    if len(groups) == 1:
        return True
    if "." in whole and "," in whole:
        return False
    return (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])) or bool(_INDIAN.fullmatch(whole))
