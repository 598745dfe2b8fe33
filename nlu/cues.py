"""Small cues that become facts: a comparison, a problem that is over, "just" before a name, a word taken back, an answer reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from nlu.reading import Fact, Language, Span
from nlu.tokens import APOSTROPHES, fold

WORDS = Path(__file__).parent / "words" / "cues.yaml"
SURE = 0.9
_SIGN = frozenset('.,;:!?…()"«»“”\n')
_QUOTED = re.compile(r"«\s*(.+?)\s*»|“(.+?)”|\"(.+?)\"|(?<!\w)['‘](.+?)['’](?!\w)", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?;\n]")
_FEWEST_QUOTED = 2
"""Words in quotation marks that can be an answer; one is a name."""


@cache
def _cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    loaded: Mapping[str, Mapping[str, Sequence[str]]] = yaml.load(WORDS.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def read_cues(said: str, language: Language) -> tuple[Fact, ...]:
    """A fact for every place where a cue's words stand; its value is True, and for `reported` the words that were reported."""
    plain, places = _plain(said)
    heard = [
        Fact(name, True, SURE, span)
        for name, words in _cues().items()
        for span in sorted({span for cue in words.get(language, ()) for span in _found(cue, plain, places)})
    ]
    return (*(fact for fact in heard if fact.name != "reported"), *_reported(said, heard))


def _plain(said: str) -> tuple[str, Sequence[int]]:
    """The message folded, signs as commas of their own, one space between words; and where each of its characters comes from."""
    letters, places = [" "], [0]
    for index, char in enumerate(said):
        one = " , " if char in _SIGN else "'" if char in APOSTROPHES else fold(char)
        for letter in one:
            letter = " " if letter.isspace() else letter
            if letter != " " or letters[-1] != " ":
                letters.append(letter)
                places.append(index)
    return "".join(letters) + " ", [*places, len(said)]


def _found(cue: str, plain: str, places: Sequence[int]) -> Iterator[Span]:
    """Where a cue stands: from the beginning of a word; to the end of one where the cue ends with a space."""
    start = plain.find(cue)
    while start >= 0:
        if start and plain[start - 1] in " '":
            yield places[start], places[start + len(cue.rstrip()) - 1] + 1
        start = plain.find(cue, start + 1)


def _reported(said: str, heard: Sequence[Fact]) -> tuple[Fact, ...]:
    """What somebody else is reported to have said: between quotation marks, or what follows "he said"."""
    quoted = [(match[match.lastindex or 0], match.span()) for match in _QUOTED.finditer(said)]
    told = [(words, span) for words, span in quoted if len(words.split()) >= _FEWEST_QUOTED]
    verbs = [fact.span for fact in heard if fact.name == "reported"]
    verb = min(verbs, key=lambda span: (span[0], -span[1]), default=None)
    if not told and verb:
        end = _SENTENCE_END.search(said, verb[1])
        rest = (verb[1], end.start() if end else len(said))
        told = [(said[rest[0] : rest[1]].strip(" ,:"), rest)]
    return tuple(Fact("reported", words, SURE, span) for words, span in told[:1] if words)
