"""As much of a catalogue as can be read, entry by entry, so that one mistake does not hide the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge import catalogue as shapes
from knowledge.problems import SINGULAR, Finding, Trail, did_you_mean, listed
from knowledge.sentences import tell

VERSION = 1
SECTIONS: Mapping[str, type] = {
    "offerings": shapes.Offering, "ladders": shapes.Ladder, "complements": shapes.Complement, "needs": shapes.Need,
    "features": shapes.Feature, "metrics": shapes.Metric, "arguments": shapes.Argument, "proofs": shapes.Proof,
    "triggers": shapes.Trigger, "trials": shapes.Trial, "objections": shapes.Objection, "guidelines": shapes.Guideline,
    "answers": shapes.Answer,
}  # fmt: skip
"""The lists of a catalogue and what each holds."""
SINGLES: Mapping[str, type] = {"business": shapes.Business, "policies": shapes.Policies}
KINDS: Mapping[str, type] = {**SECTIONS, **SINGLES}
ADAPTERS: Mapping[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in KINDS.items()}


@dataclass(frozen=True)
class Draft:
    """The entries that are well-formed, by their position in the file, and the ids of all, well-formed or not."""

    business: shapes.Business | None = None
    policies: shapes.Policies | None = None
    offerings: Mapping[int, shapes.Offering] = field(default_factory=dict)
    ladders: Mapping[int, shapes.Ladder] = field(default_factory=dict)
    complements: Mapping[int, shapes.Complement] = field(default_factory=dict)
    needs: Mapping[int, shapes.Need] = field(default_factory=dict)
    features: Mapping[int, shapes.Feature] = field(default_factory=dict)
    metrics: Mapping[int, shapes.Metric] = field(default_factory=dict)
    arguments: Mapping[int, shapes.Argument] = field(default_factory=dict)
    proofs: Mapping[int, shapes.Proof] = field(default_factory=dict)
    triggers: Mapping[int, shapes.Trigger] = field(default_factory=dict)
    trials: Mapping[int, shapes.Trial] = field(default_factory=dict)
    objections: Mapping[int, shapes.Objection] = field(default_factory=dict)
    guidelines: Mapping[int, shapes.Guideline] = field(default_factory=dict)
    answers: Mapping[int, shapes.Answer] = field(default_factory=dict)
    ids: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """By section and position."""

    def known(self, *sections: str) -> frozenset[str]:
        """Every id of these sections."""
        return frozenset(name for section in sections for name in self.ids.get(section, {}).values())

    def entries(self, section: str) -> Mapping[int, Any]:
        """One section by its name."""
        return getattr(self, section)  # type: ignore[no-any-return]

    def catalogue(self) -> shapes.Catalogue:
        """The catalogue, when nothing was left out."""
        if self.business is None:
            raise ValueError("a draft without a business is no catalogue")
        sections = {name: tuple(self.entries(name).values()) for name in SECTIONS}
        return shapes.Catalogue(sommelier=1, business=self.business, policies=self.policies or shapes.Policies(), **sections)


def draft(value: Any, findings: list[Finding]) -> Draft:
    """What can be read of a whole file; what cannot goes to `findings`."""
    if not isinstance(value, dict):
        findings.append(_not_a_catalogue(value))
        return Draft()
    findings.extend(_top(value))
    read: dict[str, Any] = {name: {} for name in SECTIONS}
    for name in SINGLES:
        read[name] = _entry(name, value.get(name), (name,), findings) if value.get(name) is not None else None
    for section in SECTIONS:
        listing = value.get(section)
        if isinstance(listing, list):
            for position, raw in enumerate(listing):
                entry = _entry(section, raw, (section, position), findings)
                if entry is not None:
                    read[section][position] = entry
    return Draft(**read, ids={section: _ids(value.get(section)) for section in SECTIONS})


def _ids(listing: Any) -> dict[int, str]:
    entries = listing if isinstance(listing, list) else []
    named = {position: raw.get("id") for position, raw in enumerate(entries) if isinstance(raw, dict)}
    return {position: name for position, name in named.items() if isinstance(name, str)}


def _entry(name: str, raw: Any, path: Trail, findings: list[Finding]) -> Any:
    """The entry; without its wrong fields where it can do without them, so that the rest of it is checked as well."""
    filled = _filled(raw)
    try:
        return ADAPTERS[name].validate_python(filled)
    except ValidationError as error:
        found = list(tell(error, raw, KINDS[name], path))
    findings.extend(found)
    wrong = {finding.path[len(path)] for finding in found if len(finding.path) > len(path)}
    if not isinstance(filled, dict) or not wrong:
        return None
    try:
        return ADAPTERS[name].validate_python({key: value for key, value in filled.items() if key not in wrong})
    except ValidationError:
        return None


def _filled(raw: Any) -> Any:
    """Without fields that were left empty: `description:` with nothing behind it is no description."""
    if isinstance(raw, dict):
        return {key: _filled(value) for key, value in raw.items() if value is not None}
    return [_filled(value) for value in raw] if isinstance(raw, list) else raw


def _not_a_catalogue(value: Any) -> Finding:
    message = "the file is empty" if value is None else "the file does not hold a catalogue"
    return Finding((), message, "begin with sommelier: 1, business: and offerings:, as in the shipped examples", place=(1, 1))


def _top(value: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with the outermost fields themselves."""
    known = [entry.name for entry in fields(shapes.Catalogue)]
    version = value.get("sommelier")
    if version is None:
        message = "the file does not say that it is a Sommelier catalogue"
        yield Finding(("sommelier",), message, f"begin it with sommelier: {VERSION}")
    elif version != str(VERSION):
        message = f"“{version}” is a version of the format this program does not know"
        yield Finding(("sommelier",), message, f"write sommelier: {VERSION}, or update Sommelier")
    for name in ("business", "offerings"):
        if not value.get(name):
            yield Finding((name,), "it is missing", "say who sells" if name == "business" else "list at least one offering")
    for name in value:
        if name not in known:
            yield Finding((name,), f"there is no section {name}", did_you_mean(name, known, f"use one of {listed(known, 20)}"))
        elif name in SINGULAR and not isinstance(value[name], list | None):
            yield Finding((name,), f"{name} should be a list", "begin every entry with a dash, on a line of its own")
