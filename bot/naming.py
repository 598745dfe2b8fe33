"""How a product's name behaves in a language: article or none, gender, small or capital letter; decided from the name, the owner's
word and the owner's own texts. What is unsure is quoted, which needs no article in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.catalogue import Catalogue, Offering, Text
from nlu.tokens import fold

Gender = Literal["m", "f", "mp", "fp"]
Style = Literal["article", "plain", "bare", "quoted"]
FOLDER = Path(__file__).parent / "words"
SPLIT = re.compile(r"[\s'’]+")


@cache
def rules(language: str) -> Mapping[str, Any]:
    """How names stand in this language, as `bot/words` tells; as in English where there is no file."""
    path = FOLDER / f"{language}.yaml"
    found: dict[str, Any] = yaml.load((path if path.exists() else FOLDER / "en.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {**found, "nouns": {fold(word): gender for gender, words in found["nouns"].items() for word in words.split()}}


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its words, the noun they turn on, and what is known of it in other languages."""

    catalogue: Catalogue
    offering: Offering
    language: str

    @property
    def written(self) -> str:
        """The name as the owner wrote it."""
        return self.offering.name.said(self.language)

    @property
    def words(self) -> list[str]:
        """Its words, folded."""
        return [word for word in SPLIT.split(fold(self.written)) if word]

    @property
    def head(self) -> str:
        """The noun it turns on: the first word, in English the last one before a preposition."""
        said = rules(self.language)
        if said["head"] == "first" or not self.words:
            return "".join(self.words[:1])
        before = next((i for i, word in enumerate(self.words) if i and word in said["prepositions"]), len(self.words))
        named = [word for word in self.words[:before] if not any(mark.isdigit() for mark in word) and word not in said["units"]]
        return (named or self.words)[-1]

    @property
    def translated(self) -> bool:
        """The owner says it differently in different languages."""
        return len({fold(said) for said in self.offering.name.values()}) > 1

    @property
    def everywhere(self) -> bool:
        """Its noun is the same in every language the shop speaks: a proper name, unless it is a word they share."""
        others = list(self.offering.name.values())
        many = len(self.catalogue.business.languages) > 1 and (len(others) > 1 or Text.PLAIN in self.offering.name)
        return many and all(self.head in SPLIT.split(fold(said)) for said in others)

    @property
    def foreign(self) -> bool:
        """Written in another language than this one."""
        return self.language not in self.offering.name and self.catalogue.business.language != self.language


def style_of(name: Name, sure: Gender | None) -> Style:
    """Proper names stand bare, descriptions take their article (plain where none is needed); what is neither for sure is quoted."""
    said = rules(name.language)
    if name.foreign or not name.words:
        return "bare"
    known = listed_gender(said, name.head)
    recurring = name.offering.price.per is not None
    if name.everywhere and (not known or (recurring and len(name.words) == 1)):
        return "article" if not recurring and sure and _owner_says(name) > 0 and not is_pair(name) else "bare"
    if _is_no_noun(name, sure) or (is_pair(name) and not _pair_is_plain(name)):
        return "quoted"
    if _uncountable(name):
        return "plain"
    if not (known or _ending(said, name.head) or name.translated or _lower_after_first(name) or _owner_says(name) > 0):
        return "bare"
    if not known and (_owner_says(name) < 0 or _begins_with_a_brand(name)):
        return "plain"
    return "article" if sure else "quoted"


def _is_no_noun(name: Name, sure: Gender | None) -> bool:
    """ "Pay as you go", "Quattro formaggi", or a ham that is a pizza: its gender is not that of its first word."""
    said = rules(name.language)
    known = listed_gender(said, name.head) or _guessed(said, name.head)
    numbered = said["head"] == "first" and name.words[0][:1].isdigit()
    return numbered or bool({name.head, name.words[0]} & set(said["not-nouns"])) or bool(known and sure and known[0] != sure[0])


def _uncountable(name: Name) -> bool:
    said = rules(name.language)
    if "uncountable" not in said or name.head in said["countable"]:
        return False
    mass = name.head in said["uncountable"].split() or name.head.endswith("ing")
    return mass and (name.translated or not name.everywhere) and _owner_says(name) <= 0


def is_pair(name: Name) -> bool:
    """ "Delivery and assembly": two things at once."""
    said = rules(name.language)
    return said["head"] == "first" and name.words[1:2] == [said["and"]]


def _pair_is_plain(name: Name) -> bool:
    """Both nouns are known."""
    said = rules(name.language)
    return bool(listed_gender(said, name.words[0]) and listed_gender(said, "".join(name.words[2:3])))


def _proper(name: Name) -> set[str]:
    """Words that the name has, with a capital, in every language it is written in."""
    capital = [{fold(word) for word in SPLIT.split(said) if word[:1].isupper()} for said in name.offering.name.values()]
    return set.intersection(*capital) if len(capital) > 1 else set()


def _lower_after_first(name: Name) -> bool:
    rest = name.written.split()[1:]
    return bool(rest) and not any(word[:1].isupper() for word in rest)


def gender_of(name: Name) -> Gender | None:
    """The owner's word, else what the noun is known to be, else what its ending says; None where nothing does."""
    said = rules(name.language)
    if given := name.offering.gender.get(name.language):
        return given
    if said["head"] == "last":
        plural = name.head.endswith(said["plural"]) and not name.head.endswith(tuple(said["not-plural"]))
        return "mp" if plural else "m"
    return listed_gender(said, name.head) or _ending(said, name.head) or _guessed(said, name.head)


def listed_gender(said: Mapping[str, Any], word: str) -> Gender | None:
    """The gender of a noun on the list. In English every noun that is listed, or the plural of one, counts as known."""
    listed: Mapping[str, Gender] = said["nouns"]
    if said["head"] == "last":
        return "m" if word in listed or word.removesuffix(said["plural"]) in listed else None
    return listed.get(word)


def _ending(said: Mapping[str, Any], word: str) -> Gender | None:
    return _by_end(said.get("endings", {}), word, 4)


def _guessed(said: Mapping[str, Any], word: str) -> Gender | None:
    return _by_end(said.get("guess", {}), word, 3)


def _by_end(endings: Mapping[Gender, list[str]], word: str, shortest: int) -> Gender | None:
    found = (gender for gender, ends in endings.items() if len(word) >= shortest and ends and word.endswith(tuple(ends)))
    return next(found, None)


def in_running_text(name: Name) -> str:
    """The name inside a sentence: a common noun loses the capital of a label."""
    first, *rest = name.written.split(" ")
    titled = [word for word in rest if word[:1].isalpha() and fold(word) not in _proper(name)]
    if _keeps_capital(name, first) or (len(titled) > 1 and all(word[:1].isupper() for word in titled)):
        return name.written
    return name.written[:1].lower() + name.written[1:]


def _begins_with_a_brand(name: Name) -> bool:
    """ "Planwise Free", "Planwise gratuito": it starts with the same word, with a capital, in every language."""
    return name.words[0] in _proper(name) and all(
        SPLIT.split(fold(said))[0] == name.words[0] for said in name.offering.name.values()
    )


def _keeps_capital(name: Name, first: str) -> bool:
    """An acronym, a number, a proper name: one that stands with a capital inside a name or a sentence of the owner's."""
    if sum(mark.isupper() for mark in first) > 1 or any(mark.isdigit() for mark in first):
        return True
    said = rules(name.language)
    word, text = fold(first), _owner_texts(name.catalogue, name.language)
    elsewhere = {fold(part) for each in name.offering.name.values() for part in each.split()[1:] if part[:1].isupper()}
    if word in elsewhere and not listed_gender(said, word):
        return True
    capital = len(re.findall(rf"[\w,;] {re.escape(first)}\b", text))
    small = len(re.findall(rf"\b{re.escape(first[:1].lower() + first[1:])}\b", text))
    if capital != small:
        return capital > small
    return not listed_gender(said, word) and word in _proper(name) | set(fold(name.catalogue.business.name).split())


def _owner_says(name: Name) -> int:
    """How often the owner writes the name (or its noun) with an article more than without, in sentences of the catalogue."""
    said, text = rules(name.language), fold(_owner_texts(name.catalogue, name.language))
    whole, noun = (
        len(re.findall(rf"\b{said['with-article']}[ '’]{re.escape(phrase)}\b", text))
        - len(re.findall(rf"\b{said['without-article']} {re.escape(phrase)}\b", text))
        for phrase in (fold(name.written), name.head)
    )
    return whole if whole > 0 or noun <= 0 else noun


def _owner_texts(catalogue: Catalogue, language: str) -> str:
    """Every sentence the owner wrote in a language, names apart."""
    known: dict[str, str] = catalogue.derived.setdefault("texts", {})
    if language not in known:
        own = language == catalogue.business.language
        known[language] = "\n".join(
            text.get(language) or (text.get(Text.PLAIN, "") if own else "")
            for text in _texts(catalogue)
            if len(text.said(language)) > 40
        )
    return known[language]


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
