"""What is said: arguments, reasons, proofs, and in which languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.catalogue import Argument, Catalogue, Text
from knowledge.doctor.line import AdviceLine, some
from knowledge.doctor.phrases import PRICE_TALK
from knowledge.problems import SINGULAR

_SENTENCES: Mapping[str, tuple[str, ...]] = {
    "offerings": ("description",), "complements": ("reason",), "needs": ("name", "question"), "features": ("name", "description"),
    "arguments": ("text", "impact"), "proofs": ("text",), "triggers": ("consequence",), "trials": ("includes",),
    "objections": ("answer", "question", "step"), "answers": ("text",), "guidelines": ("note",),
}  # fmt: skip
"""Texts that are said as they stand; names of offerings may well be the same everywhere."""
_FEWEST_WORDS = 4


def only_about_price(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Offerings whose every argument is about what they cost (R2)."""
    by_subject: dict[str, list[Argument]] = {}
    for argument in catalogue.arguments:
        by_subject.setdefault(argument.about, []).append(argument)
    for subject, arguments in by_subject.items():
        if all(_about_price(argument) for argument in arguments):
            message = "all that is said for it is about its price"
            remedy = "add an argument about a result, a risk, or time saved"
            yield AdviceLine("warning", f"argument about {subject}", message, remedy)


def _about_price(argument: Argument) -> bool:
    """A saving may well name prices: they are what the customer gains."""
    return argument.lever != "saving" and any(PRICE_TALK.search(said) for said in argument.text.values())


def thin_reasons(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Complements whose reason is none (R21), or is the price (R2)."""
    for complement in catalogue.complements:
        entry = f"complement {complement.offer}"
        if any(len(said.split()) < _FEWEST_WORDS for said in complement.reason.values()):
            remedy = "write a full sentence: what it does for the customer together with the other"
            yield AdviceLine("warning", entry, "its reason says too little", remedy)
        elif any(PRICE_TALK.search(said) for said in complement.reason.values()):
            yield AdviceLine("warning", entry, "its reason is about price", "say what it does for the customer")


def without_impact(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Arguments that name neither a figure nor a consequence (R13)."""
    vague = [
        argument.about
        for argument in catalogue.arguments
        if argument.impact is None and not any(letter.isdigit() for said in argument.text.values() for letter in said)
    ]
    if vague:
        message = f"{len(vague)} of {len(catalogue.arguments)} have no concrete impact: about {some(vague)}"
        yield AdviceLine("hint", "arguments", message, "add impact: how much time, how many errors, which risk")


def proofs_for_nobody(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Proofs that do not say whom they resemble (R14). A shop that knows no industries at all may go by need."""
    told_by = [offering.segment.industries for offering in catalogue.offerings]
    told_by += [argument.industries for argument in catalogue.arguments] + [proof.industries for proof in catalogue.proofs]
    by_industry = any(told_by)
    for proof in catalogue.proofs:
        matched = proof.min_size is not None or proof.max_size is not None or proof.needs
        if not proof.industries and (by_industry or not matched):
            message = "it names no industry" if matched else "it names no industry, size or need, so it is told to everybody"
            remedy = "add industries or needs, so that it is told to customers like those"
            yield AdviceLine("hint" if matched else "warning", f"proof about {proof.about}", message, remedy)


def one_language(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Sentences written in the catalogue's language only, where the business speaks several."""
    others = [language for language in catalogue.business.languages if language != catalogue.business.language]
    for section, attributes in _SENTENCES.items():
        plain = [entry for entry in getattr(catalogue, section) if any(_is_plain(getattr(entry, name)) for name in attributes)]
        if plain and others:
            counted = f"{len(plain)} {SINGULAR[section].split()[0] if len(plain) == 1 else section}"
            message = f"{counted} would be said in {catalogue.business.language} to everybody"
            yield AdviceLine("warning", section, message, f"write the texts as a map with {', '.join(others)} as well")


def _is_plain(value: Any) -> bool:
    return isinstance(value, Text) and Text.PLAIN in value
