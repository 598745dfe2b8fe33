"""Words: names customers could confuse, languages that are missing, prices inside arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from knowledge.catalogue import Offering, Text
from knowledge.draft import SECTIONS, SINGLES, Draft
from knowledge.names import normal
from knowledge.prices import comparable, money_in
from knowledge.problems import Finding, Trail

_BY_LANGUAGE = ("aliases", "phrases", "names", "gender")
"""Fields that map languages to something else than one text."""


def colliding_names(draft: Draft) -> Iterator[Finding]:
    """The same name (an error) or alias (a warning) for two offerings, in the same language."""
    languages = draft.business.languages if draft.business else ()
    told: set[tuple[int, int]] = set()
    for language in languages:
        meaning: dict[str, tuple[int, bool]] = {}
        for position, offering in draft.offerings.items():
            for name, path in _called(offering, language):
                first, is_name = meaning.setdefault(normal(name), (position, path == ("name",)))
                if first != position and normal(name) and (first, position) not in told:
                    told.add((first, position))
                    other = draft.offerings[first].id
                    both = is_name and path == ("name",)
                    message = f"“{name}” {'is the name' if is_name else 'is another name'} of {other} as well ({language})"
                    remedy = (
                        "give them different names" if both else "keep it for one of the two, unless customers do mean either"
                    )
                    yield Finding(("offerings", position, *path), message, remedy, "error" if both else "warning")


def _called(offering: Offering, language: str) -> Iterator[tuple[str, Trail]]:
    """Every name of an offering in a language, with its path."""
    yield offering.name.said(language), ("name",)
    for written in (language, Text.PLAIN):
        for alias in offering.aliases.get(written, ()):
            yield alias, ("aliases",) if written == Text.PLAIN else ("aliases", written)


def languages(draft: Draft) -> Iterator[Finding]:
    """Texts by language that leave one of the business's languages out, or that have one it does not speak."""
    if draft.business is None:
        return
    spoken = draft.business.languages
    for path, entry in _entries(draft):
        for name in entry.__dataclass_fields__:
            value = getattr(entry, name)
            if isinstance(value, Text) or (name in _BY_LANGUAGE and isinstance(value, dict)):
                yield from _unspoken((*path, name), value, spoken)
            if isinstance(value, Text) and Text.PLAIN not in value:
                missing = ", ".join(language for language in spoken if language not in value)
                if missing:
                    yield Finding((*path, name), f"it is not written in {missing}", f"add {missing.split(',')[0]}: …", "warning")


def _unspoken(path: Trail, value: Mapping[str, Any], spoken: tuple[str, ...]) -> Iterator[Finding]:
    for language in value:
        if language in spoken or language == Text.PLAIN:
            continue
        if len(language) == 2 and language.isascii():
            message = f"{language} is not among the languages of the business"
            yield Finding((*path, language), message, f"add {language} to them, or delete this", "warning")
        else:
            yield Finding((*path, language), f"“{language}” is no language code", "write two letters, like it, fr or en")


def _entries(draft: Draft) -> Iterator[tuple[Trail, Any]]:
    for section in SECTIONS:
        for position, entry in draft.entries(section).items():
            yield (section, position), entry
    for single in SINGLES:
        if getattr(draft, single) is not None:
            yield (single,), getattr(draft, single)


def quoted_prices(draft: Draft) -> Iterator[Finding]:
    """Money in an argument or a reason: the benefit is told there, the price follows by itself (R2)."""
    prices = _figures(draft)
    told = [
        (("arguments", place, "text"), entry.about, entry.text, entry.lever != "saving")
        for place, entry in draft.arguments.items()
    ]
    told += [(("complements", place, "reason"), entry.offer, entry.reason, True) for place, entry in draft.complements.items()]
    for path, about, text, surely in told:
        for language, said in text.items():
            amounts = set(money_in(said))
            where: Trail = path if language == Text.PLAIN else (*path, language)
            if surely and amounts & prices.get(about, set()):
                remedy = "say what it is worth; the price is added from the catalogue, last"
                yield Finding(where, "its price stands in this text", remedy)
            elif amounts:
                remedy = "if it is a price, leave it out; if it is what the customer gains, move it to impact"
                yield Finding(where, "an amount of money stands in this text", remedy, "warning")


def _figures(draft: Draft) -> dict[str, set[Decimal]]:
    """What each offering costs, and what it adds to the step below it."""
    offerings = {offering.id: offering for offering in draft.offerings.values()}
    figures = {name: {offering.price.amount} if offering.price.amount else set() for name, offering in offerings.items()}
    for ladder in draft.ladders.values():
        for low, high in pairwise(ladder.steps):
            if low.offering in offerings and high.offering in offerings:
                amounts = comparable(offerings[low.offering].price, offerings[high.offering].price)
                if amounts and amounts[1] > amounts[0]:
                    figures[high.offering].add(amounts[1] - amounts[0])
    return figures
