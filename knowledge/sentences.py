"""Pydantic's verdicts on one entry, told in plain sentences with a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.catalogue import Business, CrossSellKind, PriceTag, Segment, Step, UpsellKind
from knowledge.fields import EXAMPLES, EXPECTED, PRICES, SHARES, SYNONYMS
from knowledge.names import slug
from knowledge.prices import tidy
from knowledge.problems import Finding, Trail, did_you_mean, listed

_NESTED: Mapping[str, type] = {"price": PriceTag, "segment": Segment, "steps": Step, "business": Business}


def tell(error: ValidationError, raw: Any, kind: type, path: Trail) -> Iterator[Finding]:
    """One finding for every mistake in the entry `raw` at `path`, which should have been a `kind`."""
    by_place: dict[tuple[Trail, bool], list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        by_place.setdefault(_locate(detail, raw), []).append(detail)
    for (inside, is_key), details in by_place.items():
        deeper = any(other[: len(inside)] == inside and other != inside for other, _ in by_place)
        telling = [detail for detail in details if not (deeper and (detail["type"] in EXPECTED or detail["type"] == "too_short"))]
        if telling and is_key:
            yield Finding((*path, *inside), f"“{_short(inside[-1])}” is no language code", "write two letters, like it, fr or en")
        elif telling:
            yield Finding((*path, *inside), *_sentence(telling, raw, inside, kind))


def _locate(detail: ErrorDetails, raw: Any) -> tuple[Trail, bool]:
    """Pydantic's location without the steps that only name branches of a union, and whether it means a key."""
    inside: list[str | int] = []
    value = raw
    for step in detail["loc"]:
        listed_there = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if listed_there or (isinstance(value, dict) and step in value):
            inside.append(step)
            value = value[step]
        elif detail["type"] == "missing" and step == detail["loc"][-1]:
            inside.append(step)
    return tuple(inside), "[key]" in detail["loc"]


def _at(raw: Any, path: Trail) -> Any:
    for step in path:
        raw = raw.get(step) if isinstance(raw, dict) else raw[step]
    return raw


def _sentence(details: list[ErrorDetails], raw: Any, path: Trail, kind: type) -> tuple[str, str]:
    """What is wrong at `path` inside the entry `raw` and what to write instead."""
    value = _at(raw, path)
    detail = next((detail for detail in details if detail["type"] not in EXPECTED), details[0])
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            empty = field in _at(raw, path[:-1])
            return f"it is {'empty' if empty else 'missing'}", f"write {field}: {EXAMPLES.get(field, 'a value')}"
        case "unexpected_keyword_argument":
            return _unknown(str(path[-1]), path, kind)
        case "literal_error":
            choices = re.findall(r"'([^']+)'", str(limits["expected"]))
            return f"“{_short(value)}” is not possible here", _choose(value, choices)
        case "string_too_short" | "too_short":
            return (
                "there is too little here" if value else "it is empty",
                f"write {EXAMPLES.get(field, 'it')}, or delete the line",
            )
        case "string_pattern_mismatch":
            return _pattern(_short(value), field)
        case "dataclass_type" if "price" not in path:
            message = "nothing stands here" if value is None else "fields should stand here"
            return message, "write its fields, each on a line of its own, or delete this"
    if "price" in path:
        return _price(value)
    if field in SHARES:
        return _share(value)
    return _number(detail, details, value, field)


def _pattern(said: str, field: str) -> tuple[str, str]:
    if field == "currency":
        return f"“{said}” is no currency code", "write three capitals, like EUR, GBP or CHF"
    return f"“{said}” is no id", f"ids have lower-case letters, digits and hyphens: write {slug(said) or 'one'}"


def _unknown(field: str, path: Trail, kind: type) -> tuple[str, str]:
    nested = next((_NESTED[str(step)] for step in reversed(path[:-1]) if step in _NESTED), kind)
    known = list(getattr(nested, "__dataclass_fields__", ()))
    if SYNONYMS.get(field.lower()) in known:
        return f"there is no field {field} here", f"did you mean {SYNONYMS[field.lower()]}?"
    return f"there is no field {field} here", did_you_mean(field, known, f"use one of {listed(known, 20)}")


def _choose(value: Any, choices: list[str]) -> str:
    if value in get_args(UpsellKind):
        return f"{value} is what an upgrade changes: put it on a ladder, or write one of {', '.join(choices)}"
    if value in get_args(CrossSellKind):
        return f"{value} is what an addition is for: put it under complements, or write one of {', '.join(choices)}"
    return did_you_mean(str(value), choices, f"write one of {', '.join(choices)}")


def _price(value: Any) -> tuple[str, str]:
    said = _short(value)
    if isinstance(value, str) and re.match(r"\s*[-\u2212]\s*\d", value):
        return f"a price cannot be negative ({said})", "write what it costs; a discount is a lower price"
    meant = tidy(value) if isinstance(value, str) else None
    if meant and meant == value:
        return f"{said} has more than ten digits before the point or four after it", "check the number"
    subject = f"“{said}”" if isinstance(value, str) else _kind_of(value)
    return f"{subject} is no price", f"write {meant or PRICES}"


def _share(value: Any) -> tuple[str, str]:
    written = re.fullmatch(r"\s*(\d{1,3})(?:[.,]\d+)?\s*%?\s*", str(value))
    remedy = (
        f"write {int(written[1]) / 100:g} for {written[1]} %"
        if written and int(written[1]) > 1
        else "write it between 0 and 1: 0.35 is 35 %"
    )
    return f"“{_short(value)}” is no share", remedy


def _number(detail: ErrorDetails, details: list[ErrorDetails], value: Any, field: str) -> tuple[str, str]:
    for bound, words in (("gt", "more than"), ("ge", "at least"), ("lt", "less than"), ("le", "at most")):
        if bound in detail.get("ctx", {}):
            return f"{_short(value)} is out of range", f"write {words} {detail['ctx'][bound]}"
    if detail["type"] == "value_error":
        return f"“{_short(value)}” cannot be read", str(detail["ctx"]["error"])
    expected = " or ".join(dict.fromkeys(EXPECTED.get(other["type"], "something else") for other in details))
    if isinstance(value, str) and "a list" in expected and "map" not in expected:
        return "a list should stand here", f"write [{_short(value)}]"
    return f"{_kind_of(value)} stands where {expected} should", f"write {EXAMPLES.get(field, expected)}"


def _kind_of(value: Any) -> str:
    kinds: tuple[tuple[type, str], ...] = ((dict, "a map"), (list, "a list"), (type(None), "nothing"))
    return next((name for kind, name in kinds if isinstance(value, kind)), f"“{_short(value)}”")


def _short(value: Any) -> str:
    said = " ".join(str(value).split())
    return said if len(said) <= 40 else f"{said[:39]}…"
