"""Scenario files to `Scenario`s, or to everything that is wrong with them, with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bot.drills.scenario import Fitting, Scenario
from knowledge import document
from knowledge.catalogue import Catalogue, CrossSellKind
from knowledge.problems import Finding, KnowledgeError, Trail, did_you_mean, field_name, listed
from knowledge.relations import complements_of, steps_above

FOLDER = Path(__file__).parent / "scenarios"
_SAYINGS = {
    "missing": ("it is missing", "write it; README.md beside the shipped scenarios says what it is for"),
    "string_too_short": ("it is empty", "write at least one line, or delete the field"),
    "too_short": ("there is too little here", "write at least one (three for a hold's phrases)"),
    "literal_error": ("this is not possible here", ""),
    "extra_forbidden": ("there is no such field", ""),
}


class ScenarioError(KnowledgeError):
    """A scenario that cannot be played; `problems` says everything that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def load(path: Path) -> Scenario:
    """The scenario in a file. Raises `ScenarioError`."""
    try:
        text = document.decode(path.read_bytes())
    except OSError as error:
        raise ScenarioError(
            [f"{path}: it cannot be read ({error.strerror}) → check its name and that you may read it"]
        ) from error
    if isinstance(text, Finding):
        raise ScenarioError([_told(path, text, document.read(""))])
    source = document.read(text)
    if source.findings or not isinstance(source.value, dict):
        found = source.findings or (Finding((), "the file holds no scenario", "begin it with drill: 1", place=(1, 1)),)
        raise ScenarioError([_told(path, finding, source) for finding in found])
    try:
        return Scenario.model_validate(_filled(source.value))
    except ValidationError as error:
        raise ScenarioError([_told(path, finding, source) for finding in _findings(error, source.value)]) from error


def load_folder(folder: Path = FOLDER) -> tuple[dict[str, Scenario], list[str]]:
    """Scenarios by id (the file's name), in the order of languages and names, and what is wrong with those left out."""
    found: dict[str, Scenario] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = load(path)
        except ScenarioError as error:
            problems.extend(error.problems)
    order = ("it", "fr", "en")
    return dict(sorted(found.items(), key=lambda pair: (order.index(pair[1].language), pair[0]))), problems


def check(scenario: Scenario, catalogue: Catalogue) -> Iterator[str]:
    """What a scenario says of its catalogue that is not so."""
    products = [*scenario.has, *(fitting.product for fitting in scenario.right)]
    for product in dict.fromkeys(products):
        if product not in catalogue.by_id:
            remedy = did_you_mean(product, catalogue.by_id, _one_of(catalogue.by_id))
            yield f"there is no offering {product} in {scenario.catalogue} → {remedy}"
    if scenario.need.id not in catalogue.need_by_id:
        remedy = did_you_mean(scenario.need.id, catalogue.need_by_id, _one_of(catalogue.need_by_id))
        yield f"there is no need {scenario.need.id} in {scenario.catalogue} → {remedy}"
    if scenario.sells == (not scenario.right):
        yield "a scenario either sells or holds → write right: (what fits) or hold: (why nothing does), not both"
    if scenario.language not in catalogue.business.languages:
        yield f"{scenario.catalogue} is not written in {scenario.language} → choose a catalogue that is"
    for fitting in scenario.right:
        if not set(products) - set(catalogue.by_id) and fitting.kind not in kinds(scenario, catalogue, fitting):
            said = f"{fitting.product} is no {fitting.move} ({fitting.kind}) from {', '.join(scenario.has) or 'nothing'}"
            yield f"{said} → see its ladders and complements"


def kinds(scenario: Scenario, catalogue: Catalogue, fitting: Fitting) -> set[str]:
    """As what the catalogue lets this product be proposed to who has what the customer has."""
    if (fitting.move == "cross-sell") != (fitting.kind in get_args(CrossSellKind)):
        return set()
    if fitting.move == "upsell":
        rungs = [ladder.steps[index] for base in scenario.has for ladder, index in steps_above(catalogue, base)]
        return {step.kind for step in rungs if step.offering == fitting.product}
    return {
        c.kind for base in scenario.has for c in complements_of(catalogue, base) if c.offer == fitting.product and not c.required
    }


def _findings(error: ValidationError, raw: Any) -> Iterator[Finding]:
    for detail in error.errors(include_url=False, include_input=False):
        path = tuple(detail["loc"])
        message, remedy = _SAYINGS.get(
            detail["type"], (detail["msg"].removeprefix("Value error, "), "see README.md beside the shipped scenarios")
        )
        if detail["type"] == "literal_error":
            remedy = f"write {detail['ctx']['expected']}".replace("'", "")
        if detail["type"] == "extra_forbidden":
            remedy = did_you_mean(str(path[-1]), _fields(path[:-1]), f"use one of {listed(_fields(path[:-1]), 30)}")
        yield Finding(path, message, remedy)


def _fields(path: Trail) -> list[str]:
    """Names of the fields that can stand at a path."""
    model: type[BaseModel] = Scenario
    for step in path:
        if isinstance(step, str) and step in (names := _by_alias(model)):
            model = next((kind for kind in _models(names[step].annotation)), model)
    return list(_by_alias(model))


def _by_alias(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _filled(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _filled(value) for key, value in raw.items() if value is not None}
    return [_filled(value) for value in raw] if isinstance(raw, list) else raw


def _told(path: Path, finding: Finding, source: document.Document) -> str:
    line, _ = finding.place or source.where(finding.path)
    field = field_name(finding.path)
    return f"{path}:{line}: {f'{field}: ' if field else ''}{finding.message} → {finding.remedy}"


def _one_of(names: Any) -> str:
    return f"use one of {listed(names, 20)}"
