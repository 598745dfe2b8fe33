"""What a question asks for beyond its product, by words in `bot/words/asked.yaml`: a sum, a year, a trial, what only a person can judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from bot.naming import FOLDER
from knowledge.catalogue import Catalogue, Text
from nlu.reading import Reading
from nlu.tokens import fold


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    loaded: Mapping[str, Mapping[str, str]] = yaml.load((FOLDER / "asked.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {language: {what: re.compile(said) for what, said in words.items()} for language, words in loaded.items()}


def asks(reading: Reading, what: str) -> str | None:
    """The words that ask for this, or None."""
    pattern = _patterns().get(reading.language, {}).get(what)
    found = pattern.search(fold(reading.text).replace("’", "'")) if pattern else None
    return found[0] if found else None


def health_matter(catalogue: Catalogue, reading: Reading) -> bool:
    """A warning sign, an allergy, a condition that the shop itself never speaks of: not for software to judge."""
    said = body(catalogue, reading, "health")
    if said is None:
        return False
    stem = next((word for word in said.split() if len(word) > 4), said)[:6]
    return stem not in _everything(catalogue)


def body(catalogue: Catalogue, reading: Reading, *whats: str) -> str | None:
    """The words about somebody's own body. Where limits are counted (users, employees), what is sold is used by companies: a condition
    there is somebody's file, not a risk."""
    return None if catalogue.metrics else next((said for what in whats if (said := asks(reading, what))), None)


def _everything(catalogue: Catalogue) -> str:
    known: dict[str, str] = catalogue.derived.setdefault("words", {})
    if "text" not in known:
        spoken_of = (catalogue.answers, catalogue.offerings, catalogue.features)  # not the needs: those are customers' words
        known["text"] = fold(" ".join(_words(spoken_of)))
    return known["text"]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text | Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _words(getattr(value, name))
