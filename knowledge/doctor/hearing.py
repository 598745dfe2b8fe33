"""What customers are understood by: industries, phrases of needs, and the languages they are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from knowledge.catalogue import Catalogue, Text
from knowledge.doctor.line import AdviceLine, some
from knowledge.industries import INDUSTRIES
from knowledge.names import normal
from knowledge.problems import SINGULAR, did_you_mean

_HEARD: Mapping[str, str] = {"needs": "phrases", "answers": "phrases", "metrics": "names"}
_ALIKE = 0.6
"""Phrases that share more than this of their words, on average, are one phrase written several times."""


def own_industries(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Industries that are heard only in the owner's very words."""
    told = [("offering", each.id, each.segment.industries) for each in catalogue.offerings]
    told += [("argument about", each.about, each.industries) for each in catalogue.arguments]
    told += [("proof about", each.about, each.industries) for each in catalogue.proofs]
    seen: set[str] = set()
    for kind, name, industries in told:
        for industry in industries:
            if industry in INDUSTRIES or industry in seen:
                continue
            seen.add(industry)
            remedy = did_you_mean(industry, INDUSTRIES, "use an industry of docs/labels.md where one fits")
            message = f"the industry “{industry}” is recognised only when somebody writes exactly that"
            yield AdviceLine("warning", f"{kind} {name}", message, remedy)


def phrases_alike(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Needs whose phrases in one language all say it with the same words."""
    for need in catalogue.needs:
        alike = [_language(catalogue, language) for language, phrases in need.phrases.items() if _nearly_one(phrases)]
        if alike:
            message = f"its phrases in {some(alike)} are nearly the same, so it is hardly heard in other words"
            yield AdviceLine("hint", f"need {need.id}", message, "write them as different customers would put it")


def _nearly_one(phrases: tuple[str, ...]) -> bool:
    words = [set(normal(phrase).split()) for phrase in phrases]
    shared = [len(one & other) / len(one | other) for one, other in combinations(words, 2) if one | other]
    return bool(shared) and sum(shared) / len(shared) > _ALIKE


def _language(catalogue: Catalogue, language: str) -> str:
    return catalogue.business.language if language == Text.PLAIN else language


def unheard_languages(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Phrases to recognise that leave a language out."""
    for section, attribute in _HEARD.items():
        for entry in getattr(catalogue, section):
            phrases: Mapping[str, tuple[str, ...]] = getattr(entry, attribute)
            written = {_language(catalogue, language) for language in phrases}
            missing = [language for language in catalogue.business.languages if language not in written]
            if missing:
                message = f"customers who write in {', '.join(missing)} are not understood: no {attribute} in it"
                yield AdviceLine(
                    "hint", f"{SINGULAR[section]} {entry.id}", message, f"add a few {attribute} as they would say them"
                )
