"""Words that are numbers only sometimes: "un", "one", "sei", "neuf", "second"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from nlu.amounts.phrases import Phrases, listed, names
from nlu.amounts.tokens import Tokens

_CLOSE = 3
_ENDS = frozenset(".,;:!?)\n…")


class _Test(NamedTuple):
    verdict: str
    """`is`, `not`, or `never`: not even with a unit after it."""
    side: str
    phrases: Phrases[bool]
    endings: tuple[str, ...]
    at_end: bool
    at_figure: bool

    def fits(self, tokens: Tokens, first: int, last: int) -> bool:
        if self.side == "after":
            return self.phrases.before(tokens.words, first) is not None
        if self.side == "before":
            word = tokens.words[last] if last < len(tokens) else "."
            ends = (self.at_end and word in _ENDS) or (self.at_figure and last in tokens.figures)
            return (
                ends or self.phrases.at(tokens.words, last) is not None or (tokens.is_word(last) and word.endswith(self.endings))
            )
        if self.side == "close":
            return any(self.phrases.exact([word]) for word in tokens.words[max(first - _CLOSE, 0) : first])
        return self.side == "any" or not any(tokens.is_word(i) for i in range(len(tokens)) if not first <= i < last)


class Homographs:
    """Decides by the words around. The tests of a word are tried in order; the first that fits decides."""

    def __init__(self, source: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        self._tests = {name: tuple(_tests(tests)) for key, tests in source.items() for name in names(key)}

    def is_number(self, tokens: Tokens, first: int, last: int, *, has_unit: bool) -> bool:
        """Whether the word at these tokens is meant as a number; with a unit after it, it nearly always is."""
        for test in self._tests.get(tokens.words[first], ()):
            if (test.verdict == "never" or not has_unit) and test.fits(tokens, first, last):
                return test.verdict == "is"
        return True


def _tests(source: Iterable[Mapping[str, Any]]) -> Iterable[_Test]:
    for entry in source:
        verdict = next(verdict for verdict in ("is", "not", "never") if verdict in entry)
        entries = [name for name in names(entry.get("words")) if name]
        endings = tuple(name[1:] for name in entries if name.startswith("-"))
        phrases = listed(", ".join(name for name in entries if name[0] not in "-.#"))
        yield _Test(verdict, entry[verdict], phrases, endings, "." in entries, "#" in entries)
