"""A Pricing2Yaml price list, read: ids, included features, limits and prices in the catalogue's terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from knowledge.importers.source import SourceError, new_id
from knowledge.names import slug, words_of
from knowledge.prices import PERIOD_OF, number

Entry = Mapping[str, Any]
_UNLIMITED = Decimal(1_000_000_000)
"""Version 2 of the format writes a thousand million for "no limit"."""
_INFINITE = frozenset({".inf", "inf", "infinity", "unlimited"})
_NOT_INCLUDED = frozenset({"", "false", "none", "no", "null", "n/a", "-", "coming soon", "contact sales"})
_ONCE = frozenset({"one-time payment", "one time payment", "once"})


class PriceList:
    """The sections of one price list. Ids are given out once, so that no two entries of a catalogue share one."""

    def __init__(self, raw: Entry, name: str) -> None:
        self.raw, self.name = raw, name
        self.plans, self.features = self._section("plans"), self._section("features")
        self.limits, self.add_ons = self._section("usageLimits"), self._section("addOns")
        taken: set[str] = set()
        self.plan_ids = _ids(self.plans, "plan", taken)
        self.add_on_ids = _ids(self.add_ons, "add-on", taken)
        self.feature_ids = _ids(self.features, "feature", taken)
        self.metric_ids = {key: slug(counted(key)) for key in self.limits}

    def _section(self, name: str) -> Mapping[str, Entry]:
        value = self.raw.get(name) or {}
        if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
            raise SourceError(f"{self.name}: {name} should map names to their fields")
        return value

    def included(self, entry: Entry, *, defaults: bool) -> list[str]:
        """Ids of the features a plan (its own values over the defaults) or an add-on (its own alone) has."""
        own = _own(entry, "features")
        found = []
        for key, feature in self.features.items():
            if str(feature.get("description") or "").strip().lower() in _NOT_INCLUDED - {""}:
                continue  # announced, not there yet
            value = own.get(key, feature.get("defaultValue") if defaults else None)
            if value is not None and value != [] and str(value).strip().lower() not in _NOT_INCLUDED:
                found.append(self.feature_ids[key])
        return found

    def caps(self, entry: Entry, *, defaults: bool) -> dict[str, str | Decimal]:
        """Limits by metric. A limit on features that a plan lacks is none."""
        own, features = _own(entry, "usageLimits"), set(self.included(entry, defaults=defaults))
        found: dict[str, str | Decimal] = {}
        for key, limit in self.limits.items():
            linked = {self.feature_ids[name] for name in limit.get("linkedFeatures") or () if name in self.feature_ids}
            cap = _cap(own.get(key, limit.get("defaultValue") if defaults else None))
            lacking = defaults and linked and not linked & features
            if cap is not None and limit.get("valueType") != "BOOLEAN" and not lacking:
                found[self.metric_ids[key]] = cap
        return found


def _ids(keys: Iterable[str], kind: str, taken: set[str]) -> dict[str, str]:
    """An id for every key; one that is taken by another section gets the kind added: sandbox, sandbox-add-on."""
    ids: dict[str, str] = {}
    for key in keys:
        plain = slug(words_of(key)) or kind
        ids[key] = plain if plain not in taken else new_id(f"{plain}-{kind}", taken)
        taken.add(ids[key])
    return ids


def counted(key: str) -> str:
    """What a limit counts: "maxStopsPerRoute" and "phoneNumbersLimit" count stops per route and phone numbers."""
    words = [word for word in words_of(key).split() if word.lower() not in {"max", "limit", "limits"}]
    return " ".join(words) or words_of(key) or "limit"


def said(entry: Entry) -> str | None:
    """A description, if there is one."""
    return " ".join(str(entry.get("description") or "").split()) or None


def priced(entry: Entry) -> str:
    """A price as the catalogue writes it; whatever is no number is on request."""
    amount = number(str(entry.get("price")))
    if amount is None:
        return "on request"
    return "/".join([str(amount), *_units(str(entry.get("unit") or ""))]) if amount else "0"


def _units(unit: str) -> list[str]:
    """Unit and period: "per kiosk user/month" is for each kiosk-user and month, "one-time payment" for neither."""
    if unit.strip().lower() in _ONCE:
        return []
    parts = [part.strip().removeprefix("per ") for part in unit.split("/") if part.strip()]
    periods = [PERIOD_OF[part.lower()] for part in parts if part.lower() in PERIOD_OF][:1]
    things = [re.sub(r"[^a-z-]", "", slug(words_of(part))) for part in parts if part.lower() not in PERIOD_OF]
    return ["-".join(thing for thing in things if thing)] * any(things) + periods


def _own(entry: Entry, section: str) -> dict[str, Any]:
    """A plan's own values: written plain or as `{value: …}`."""
    values = entry.get(section) or {}
    written = values if isinstance(values, dict) else {}
    return {key: value.get("value") if isinstance(value, dict) else value for key, value in written.items()}


def _cap(value: Any) -> str | Decimal | None:
    """A limit as the catalogue writes it; None for nothing at all, which is no limit but the lack of the thing."""
    if str(value).strip().lower() in _INFINITE:
        return "unlimited"
    amount = number(str(value))
    if not amount:
        return None
    return "unlimited" if amount >= _UNLIMITED else amount
