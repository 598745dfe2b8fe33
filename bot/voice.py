"""Wording: one file a language in `bot/wording`; variants rotate, starting from a point the conversation's id decides."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "wording"
FALLBACK = "en"
_GAPS = re.compile(r"[ \t]{2,}")
_SENTENCE_END = re.compile(r"[.!?…»”\"]$")


@cache
def wording(language: str) -> Mapping[str, Any]:
    """The language's wording, or English where there is none."""
    path = FOLDER / f"{language}.yaml"
    chosen = path if path.exists() else FOLDER / f"{FALLBACK}.yaml"
    loaded: Mapping[str, Any] = yaml.load(chosen.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def languages() -> tuple[str, ...]:
    """The languages there is a voice for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@dataclass
class Voice:
    """The words for one reply. `spoken` counts how often each kind of sentence was used before, and is counted on."""

    language: str
    seed: str
    spoken: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = frozenset(self.spoken)

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence for a key like `customer.greet`, with its values filled in."""
        found = self.find(key)
        if isinstance(found, str):
            return filled(found, values)
        return filled(self._variant(key, found), values)

    def find(self, key: str) -> Any:
        """Whatever stands at a key; KeyError names the key and the language."""
        current: Any = wording(self.language)
        for part in key.split("."):
            if not isinstance(current, Mapping) or part not in current:
                raise KeyError(f"no wording {key!r} in {self.language}")
            current = current[part]
        return current

    def has(self, key: str) -> bool:
        """Whether there is anything at the key."""
        try:
            self.find(key)
        except KeyError:
            return False
        return True

    def joined(self, items: Sequence[str], *, last: str = "last") -> str:
        """ "a, b and c" (`last="or"`: "a, b or c")."""
        if len(items) < 2:
            return "".join(items)
        return str(self.find("list.sep")).join(items[:-1]) + str(self.find(f"list.{last}")) + items[-1]

    def tell(self, what: str) -> bool:
        """Notes that this is said; True unless an earlier reply said it."""
        self.spoken[f"told {what}"] = 1
        return f"told {what}" not in self._before

    def _variant(self, key: str, variants: Sequence[str]) -> str:
        used = self.spoken.get(key, 0)
        self.spoken[key] = used + 1
        return variants[(zlib.crc32(f"{self.seed} {key}".encode()) + used) % len(variants)]


class _Filling(Formatter):
    """Like `str.format`, but a plain text takes the forms that a `bot.grammar.Noun` has: it stays as it is, singular."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if type(value) is str:
            return format_spec.split("|")[0] if "|" in format_spec else value
        return format(value, format_spec)


def filled(template: str, values: Mapping[str, Any]) -> str:
    """The template with its values in it, tidy."""
    return tidy(filled_in(template, **values))


def filled_in(template: str, **values: Any) -> str:
    """The template with its values in it, as a part of a sentence."""
    return _Filling().vformat(template, (), values)


def tidy(text: str) -> str:
    """No double spaces, and a capital at the start."""
    text = _GAPS.sub(" ", text).strip()
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, an end mark last."""
    text = tidy(text)
    return text if not text or _SENTENCE_END.search(text) else text + "."


def paragraph(*sentences: str) -> str:
    """Sentences in one line, empty ones left out."""
    return " ".join(each for each in sentences if each)
