"""A product's name in a sentence: with its article or preposition, agreeing in number and gender. `bot/naming.py` decides which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.naming import Gender, Name, gender_of, in_running_text, is_pair, listed_gender, rules, style_of
from bot.voice import Voice
from knowledge.catalogue import Catalogue, Offering
from nlu.tokens import fold


class Noun(str):
    """A name as the owner wrote it. In wording, `{name:the}`, `{name:of}`, … give it with its article or preposition (`{name:The}`
    with a capital), `{name:costs|cost}` what agrees with its number, `{name:o|a|i|e}` with its gender as well."""

    gender: Gender = "m"
    forms: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            ways = spec.split("|")
            return ways[("m", "f", "mp", "fp").index(self.gender) if len(ways) == 4 else self.gender.endswith("p")]
        form = self.forms.get(spec.lower(), str(self)) if spec else str(self)
        return form[:1].upper() + form[1:] if spec[:1].isupper() else form


def noun(catalogue: Catalogue, product: str | Offering, voice: Voice) -> Noun:
    """The name of a product, ready for a sentence in the voice's language."""
    offering = catalogue.by_id[product] if isinstance(product, str) else product
    known: dict[tuple[str, str], Noun] = catalogue.derived.setdefault("nouns", {})
    key = offering.id, voice.language
    if key not in known:
        known[key] = _noun(Name(catalogue, offering, voice.language))
    return known[key]


def nouns(catalogue: Catalogue, products: Iterable[str], voice: Voice, form: str = "the", *, last: str = "last") -> str:
    """ "the group course and the textbook"."""
    return voice.joined([format(noun(catalogue, product, voice), form) for product in products], last=last)


def _noun(name: Name) -> Noun:
    said, made = rules(name.language), Noun(name.written)
    sure = gender_of(name)
    made.gender = sure or "m"
    style = style_of(name, sure)
    if style == "article":
        made.forms = _with_article(name, made.gender)
        made.gender = "mp" if is_pair(name) else made.gender
    else:
        shown = {"plain": in_running_text(name), "bare": name.written, "quoted": str(said["quotes"]).format(name.written)}
        made.forms = _bare(said, shown[style])
    return made


def _bare(said: Mapping[str, Any], shown: str) -> dict[str, str]:
    elided = said.get("elided", {}) if re.match(str(said.get("elides", "(?!)")), fold(shown)) else {}
    return {form: elided.get(form, before) + shown for form, before in said["bare"].items()}


def _with_article(name: Name, gender: Gender) -> dict[str, str]:
    said, running = rules(name.language), in_running_text(name)
    if not is_pair(name):
        return _articled(said, gender, running)
    first, joint, second = running.partition(f" {said['and']} ")
    one = _articled(said, listed_gender(said, fold(first)) or gender, first)
    other = _articled(said, listed_gender(said, name.words[2]) or "m", second)
    return {form: one[form] + joint + other["the" if form in ("with", "for") else form] for form in one}


def _articled(said: Mapping[str, Any], gender: Gender, running: str) -> dict[str, str]:
    folded = fold(running)
    rule = next(
        (rule for rule in said["forms"] if _fits(said, rule["gender"], gender) and re.match(rule["starts"], folded)),
        said["forms"][-1],
    )
    return {form: before + running for form, before in said["articles"][rule["form"]].items()}


def _fits(said: Mapping[str, Any], wanted: str, gender: Gender) -> bool:
    return wanted == gender or (said["head"] == "last" and wanted.endswith("p") == gender.endswith("p"))
