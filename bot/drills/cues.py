"""Small word lists of selling, by language, as patterns over a sentence's folded words. The lists are in `wording/*.yaml`.

In a pattern `^` is the sentence's beginning, `*` ends a word in any way, `...` stands for up to four words, `(a|b)` for either;
` (a|b)?` may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from nlu.tokens import fold

FOLDER = Path(__file__).parent / "wording"
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"['’-]")
_OPTIONAL = re.compile(r" \(([^()]*)\)\?")
_GAP = r"(?: [^\W_]+){0,4}?"
_ANY = r"[^\W_]*"
_STEM = 5
NEAR = 3
"""Words before a cue in which a negation turns it around."""


@cache
def wording(language: str) -> Mapping[str, Any]:
    """A language's word lists and wording of the drill."""
    loaded: Mapping[str, Any] = yaml.load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a drill wording for, Italian first."""
    found = {path.stem for path in FOLDER.glob("*.yaml")}
    return tuple(each for each in ("it", "fr", "en") if each in found)


@dataclass(frozen=True)
class Words:
    """A text as folded words; `starts` are their offsets in it."""

    text: str

    @cached_property
    def _found(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.text))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words without case and accents."""
        return tuple(fold(match[0]) for match in self._found)

    @cached_property
    def joined(self) -> str:
        """The words with one space around each."""
        return f" {' '.join(self.folded)} "

    def offset(self, at: int) -> int:
        """Where in the text the word begins that stands at `at` in `joined`."""
        index = self.joined[: at + 1].count(" ") - 1
        return self._found[min(index, len(self._found) - 1)].start() if self._found else 0


@dataclass(frozen=True)
class Cues:
    """The word lists of one language."""

    language: str

    def at(self, kind: str, words: Words, *, negated: bool = False) -> int | None:
        """Where in the text the first cue of this kind stands; None when there is none, or a negation stands before each."""
        for match in self._pattern(kind).finditer(words.joined):
            if negated or not self._denied(words.joined[: match.start() + 1]):
                return words.offset(match.start())
        return None

    def has(self, kind: str, words: Words, *, negated: bool = False) -> bool:
        """Whether there is any cue of this kind."""
        return self.at(kind, words, negated=negated) is not None

    def stems(self, text: str) -> frozenset[str]:
        """Light stems of the words that tell something, for comparing texts."""
        return frozenset(self.stem(word) for word in Words(text).folded if self.telling(word))

    def telling(self, word: str) -> bool:
        """Whether a folded word says something by itself."""
        return len(word) > 2 and not word.isdigit() and word not in self._stop

    @staticmethod
    def stem(word: str) -> str:
        """The first letters of a folded word."""
        return word[:_STEM]

    def _denied(self, before: str) -> bool:
        return bool(self.negators & set(before.split()[-NEAR:]))

    @cached_property
    def _stop(self) -> frozenset[str]:
        return frozenset(fold(word) for word in wording(self.language)["stop"].split())

    @cached_property
    def negators(self) -> frozenset[str]:
        """Words that turn what follows around."""
        return frozenset(wording(self.language)["cues"]["negators"])

    @cached_property
    def generic(self) -> frozenset[str]:
        """Words like "plan" and "module" that stand beside a name."""
        return frozenset(word for noun in wording(self.language)["cues"]["plan-nouns"] for word in Words(noun).folded)

    def _pattern(self, kind: str) -> re.Pattern[str]:
        return _compiled(self.language, kind)


@cache
def cues(language: str) -> Cues:
    """The word lists of a language, read once."""
    return Cues(language)


@cache
def _compiled(language: str, kind: str) -> re.Pattern[str]:
    return compile_patterns(wording(language)["cues"][kind])


def compile_patterns(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression for all patterns of a list, over `Words.joined`; each match begins at the space before its first word."""
    return re.compile("|".join(f"(?:{_anchored(str(pattern))})(?= )" for pattern in patterns) or r"(?!)")


def _anchored(pattern: str) -> str:
    return f"^ {expression(pattern[1:])}" if pattern.startswith("^") else f" {expression(pattern)}"


def expression(pattern: str) -> str:
    """A pattern of the word lists as a regular expression over folded words."""
    plain = " ".join(_SIGNS.sub(" ", fold(str(pattern))).split())
    optional = _OPTIONAL.sub(r"<?: <\1>>?", plain).replace("(", "(?:")
    return optional.replace("<?:", "(?:").replace("<", "(?:").replace(">", ")").replace(" ...", _GAP).replace("*", _ANY)
