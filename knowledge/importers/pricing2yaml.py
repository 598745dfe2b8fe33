"""Pricing2Yaml price lists (SaaS): plans become a ladder, usage limits metrics, add-ons complements.

A source is one file, or a folder with a file a year ("2023.yml"), of which the newest is taken unless a year is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge import document
from knowledge.importers.price_list import Entry, PriceList, counted, priced, said
from knowledge.importers.source import Imported, SourceError, first_sentence, text_of
from knowledge.names import words_of
from knowledge.prices import number

Offering = dict[str, Any]
_MEASURES = frozenset({"GB", "MB", "TB", "KB", "%"})
_NEXT = "Next: say under arguments what each plan changes for a customer, and under needs what customers ask for."


def convert(source: Path, year: int | None = None) -> Imported:
    """A price list as a catalogue. Raises `SourceError`."""
    file = _file(source, year)
    prices = PriceList(_read(file), str(file))
    firm = str(prices.raw.get("saasName") or file.parent.name or file.stem)
    notes = [f"Imported from the price list of {firm}, {prices.raw.get('version') or file.name}.", _NEXT]
    plans = _plans(prices, firm)
    offerings = [*plans, *(_add_on(prices, key, entry, notes) for key, entry in prices.add_ons.items())]
    values = {
        "business": {"name": firm, "language": "en", "languages": ["en"], "currency": str(prices.raw.get("currency") or "USD")},
        "offerings": offerings,
        "ladders": [{"id": "plans", "steps": [plan["id"] for plan in plans]}] if len(plans) > 1 else [],
        "complements": list(_complements(prices, notes)),
        "features": list(_features(prices, {feature for offering in offerings for feature in offering["features"]})),
        "metrics": list(_metrics(prices, {metric for offering in offerings for metric in offering["limits"]})),
    }
    return Imported(values, tuple(dict.fromkeys(notes)))


def _file(source: Path, year: int | None) -> Path:
    if not source.is_dir():
        if year is not None and source.stem != str(year):
            raise SourceError(f"{source} is one file: to choose {year}, give the folder that holds {year}.yml")
        return source
    files = {path.stem: path for path in sorted(source.glob("*.y*ml"))}
    if not files:
        raise SourceError(f"{source} holds no .yml file: give the folder with one file a year, or one file")
    wanted = str(year) if year is not None else max(files)
    if wanted not in files:
        raise SourceError(f"{source} has no price list of {wanted}: there are {', '.join(files)}")
    return files[wanted]


def _read(file: Path) -> Mapping[str, Any]:
    source = document.read(text_of(file))
    if source.findings:
        finding = source.findings[0]
        line, _ = finding.place or source.where(finding.path)
        raise SourceError(f"{file}:{line}: {finding.message} → {finding.remedy}")
    if not isinstance(source.value, dict) or not source.value.get("plans"):
        raise SourceError(f"{file} is no Pricing2Yaml price list: it has no plans")
    return source.value


def _plans(prices: PriceList, firm: str) -> list[Offering]:
    """Plans, lowest price first and those on request last, each without what it has from the one below."""
    listed = sorted(prices.plans.items(), key=lambda plan: _rank(plan[1]))
    whole = [(key, prices.included(entry, defaults=True), prices.caps(entry, defaults=True)) for key, entry in listed]
    plans = []
    for index, (key, features, limits) in enumerate(whole):
        name = _name(key)
        plan: Offering = {"id": prices.plan_ids[key], "name": name, "aliases": [f"{firm} {name}", f"{name} plan"]}
        plan |= {"category": "plan", "price": priced(prices.plans[key]), "description": said(prices.plans[key])}
        plans.append(plan | {"features": features, "limits": limits})
        below = whole[index - 1] if index else None
        if below and set(below[1]) <= set(features) and below[2].keys() <= limits.keys():
            plans[-1] |= {
                "extends": prices.plan_ids[below[0]],
                "features": [feature for feature in features if feature not in below[1]],
                "limits": {metric: cap for metric, cap in limits.items() if below[2].get(metric) != cap},
            }
    return plans


def _rank(entry: Entry) -> tuple[bool, Decimal]:
    amount = number(str(entry.get("price")))
    return amount is None, amount or Decimal(0)


def _name(key: str) -> str:
    words = words_of(key)
    return words.title() if key.isupper() else words[:1].upper() + words[1:]


def _add_on(prices: PriceList, key: str, entry: Entry, notes: list[str]) -> Offering:
    taken = {_name(plan).casefold() for plan in prices.plans}
    return {
        "id": prices.add_on_ids[key],
        "name": f"{_name(key)} add-on" if _name(key).casefold() in taken else _name(key),
        "category": "add-on",
        "price": priced(entry),
        "description": said(entry),
        "features": prices.included(entry, defaults=False),
        "limits": prices.caps(entry, defaults=False),
        "requires": _known(entry.get("dependsOn"), prices.add_on_ids, key, notes),
        "excludes": _known(entry.get("excludes"), prices.add_on_ids, key, notes),
    }


def _complements(prices: PriceList, notes: list[str]) -> Iterator[dict[str, Any]]:
    for key, entry in prices.add_ons.items():
        named = entry.get("availableFor")
        to = list(prices.plan_ids.values()) if named is None else _known(named, prices.plan_ids, key, notes)
        if to:
            reason = first_sentence(said(entry) or "") or _adds(prices, entry)
            yield {"offer": prices.add_on_ids[key], "to": to, "kind": "functional", "reason": reason}


def _adds(prices: PriceList, entry: Entry) -> str:
    """What an add-on adds, from its features and limits: true, if not yet an argument."""
    features = [words_of(key) for key in entry.get("features") or () if key in prices.features]
    raised = [counted(key) for key in entry.get("usageLimitsExtensions") or () if key in prices.limits]
    if features:
        more = f" and {len(features) - 3} more" if len(features) > 3 else ""
        return f"It adds {', '.join(features[:3])}{more} to your plan."
    return f"It gives you more {' and '.join(raised)} than your plan includes." if raised else "It can be added to your plan."


def _known(names: Any, ids: Mapping[str, str], key: str, notes: list[str]) -> list[str]:
    """Ids of the entries named; names the price list does not have are noted and left out."""
    wanted = [str(name) for name in names if name != key] if isinstance(names, list) else []
    notes += [f"{key} names {name}, which the price list does not have: left out." for name in wanted if name not in ids]
    return [ids[name] for name in dict.fromkeys(wanted) if name in ids]


def _features(prices: PriceList, used: set[str]) -> Iterator[dict[str, Any]]:
    for key, entry in prices.features.items():
        if prices.feature_ids[key] in used:
            yield {"id": prices.feature_ids[key], "name": words_of(key) or key, "description": said(entry)}


def _metrics(prices: PriceList, used: set[str]) -> Iterator[dict[str, Any]]:
    """One metric for all the limits that count the same thing."""
    found: dict[str, dict[str, Any]] = {}
    for key, entry in prices.limits.items():
        unit, known_as = str(entry.get("unit") or "").split("/")[0], prices.metric_ids[key]
        if known_as in used:
            found[known_as] = {"id": known_as, "names": [counted(key)], "unit": unit if unit in _MEASURES else None}
    return iter(found.values())
