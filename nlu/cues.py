"""Small cues that become facts: a comparison, a question about the thing at hand, a problem that is over, another customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from nlu.reading import Fact, Language
from nlu.tokens import fold

WORDS = Path(__file__).parent / "words" / "cues.yaml"
SURE = 0.9


@cache
def _cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    loaded: Mapping[str, Mapping[str, Sequence[str]]] = yaml.load(WORDS.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def read_cues(said: str, language: Language) -> tuple[Fact, ...]:
    """The facts whose words occur; their value is True and their span the message."""
    plain = fold(said).replace("’", "'")
    heard = (name for name, words in _cues().items() if any(stem in plain for stem in words.get(language, ())))
    return tuple(Fact(name, True, SURE, (0, len(said))) for name in heard)
