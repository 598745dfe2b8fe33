"""Everything one language needs, put together once from its YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml

from nlu.amounts.dates import Dates
from nlu.amounts.drafts import Draft
from nlu.amounts.dressing import Dressing
from nlu.amounts.finder import Finder
from nlu.amounts.growth import Growths
from nlu.amounts.hedges import Hedges, in_order
from nlu.amounts.homographs import Homographs
from nlu.amounts.merging import Merging
from nlu.amounts.phrases import names
from nlu.amounts.rates import Rates
from nlu.amounts.tokens import Tokens, tokenize
from nlu.amounts.units import Units
from nlu.amounts.usage import Usages
from nlu.reading import Language

_WORDS = Path(__file__).parent / "words"
_DATED = range(100, 9900)
"""Years of a message in which dates can be reckoned with."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one language, in the order they are used."""

    decimal: str
    dates: Dates
    finder: Finder
    dressing: Dressing
    hedges: Hedges
    merging: Merging
    usages: Usages
    growths: Growths

    def tokens(self, text: str) -> Tokens:
        """The message's tokens."""
        return tokenize(text, self.decimal)

    def drafts(self, tokens: Tokens, today: date) -> list[Draft]:
        """The amounts of a message, in order."""
        dates = self.dates.find(tokens, today) if today.year in _DATED else []
        left = tokens.without((draft.first, draft.last) for draft in dates) if dates else tokens
        numbers = self.finder.find(left)
        if not numbers:
            return dates
        drafts = self.hedges.ranged(left, self.dressing.dressed(left, numbers))
        return self.merging.merged(tokens, in_order([*dates, *drafts]), today) if today.year in _DATED else drafts


@lru_cache(maxsize=8)
def rules(language: Language) -> Rules:
    """The rules of a language, read once."""
    source, common = _source(language), _source("common")
    stop = frozenset(names(source["stop"]))
    hedges = Hedges(source)
    finder = Finder(source, common, hedges, stop)
    dates = Dates(source["dates"], stop)
    units, rates = Units(source, common), Rates(source, common, stop)
    dressing = Dressing(source, units, rates, hedges, Homographs(source["homographs"]), finder)
    merging = Merging(source["dates"], dates, stop)
    usages, growths = Usages(source["usage"], finder, stop), Growths(source["growth"])
    return Rules(source["decimal"], dates, finder, dressing, hedges, merging, usages, growths)


@lru_cache(maxsize=8)
def _source(name: str) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], yaml.load((_WORDS / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader))
