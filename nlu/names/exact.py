"""Whole names: word by word (inflected or misspelt as they may be), or with their words run together or torn apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlu.names.entries import AND_STEM, Cue, Name
from nlu.names.forms import agrees, plural, stem
from nlu.names.matches import Match
from nlu.names.vocabulary import Everyday
from nlu.names.walk import Kind, Word

TORN = 5
"""Words of a message that may be pieces of one name's word."""
_SHORTEST_JOINED, _BEGINNING = 5, 4
DOUBTFUL, VERY_DOUBTFUL = 0.78, 0.695
"""Quality under which a guessed word needs some cue, or a clear one."""


class WholeNames:
    """Names by their stems in order, and by all their letters in a row."""

    def __init__(self, names: Sequence[Name], everyday: Everyday) -> None:
        self._names, self._everyday = names, everyday
        self._in_order: dict[str, list[int]] = {}
        self._joined: dict[str, list[int]] = {}
        self._beginnings: set[str] = set()
        """The first letters of names run together, one to `_BEGINNING` of them."""
        self._longest = max((len(name.stems) for name in names), default=0)
        for place, name in enumerate(names):
            self._in_order.setdefault(" ".join(name.stems), []).append(place)
            letters = "".join(name.words)
            if len(letters) >= _SHORTEST_JOINED and not letters.isdigit():
                self._joined.setdefault(stem(letters), []).append(place)
                self._beginnings.update(letters[:length] for length in range(1, _BEGINNING + 1))

    def find(self, words: Sequence[Word]) -> list[Match]:
        """Every stretch that is a whole name."""
        found: list[Match] = []
        for first, word in enumerate(words):
            if word.kind < Kind.COMMA:
                if word.form is not None:
                    found += self._ordered(words, first)
                if word.fold[:_BEGINNING] in self._beginnings:
                    found += self._together(words, first)
        return found

    def _ordered(self, words: Sequence[Word], first: int) -> Iterator[Match]:
        forms: list[str] = []
        key, quality = "", 1.0
        for last in range(first, len(words)):
            _, form, _, kind, _, _ = words[last]
            if kind is Kind.FUNCTION:
                continue
            if kind is Kind.LINK:
                form_word = form_stem = AND_STEM
            elif form is None or kind >= Kind.COMMA:
                return
            else:
                form_word, form_stem, grade = form
                quality = min(quality, grade) if grade > 0.9 else quality - 1 + grade
            forms.append(form_word)
            key = f"{key} {form_stem}" if key else form_stem
            if (places := self._in_order.get(key)) and (match := self._match(first, last, forms, places, quality)):
                yield match
            if len(forms) >= self._longest:
                return

    def _match(self, first: int, last: int, forms: Sequence[str], places: Sequence[int], quality: float) -> Match | None:
        fitting = [name for name in map(self._names.__getitem__, places) if self._fits(forms, name)]
        if (quality < 0.97 and len(fitting) > 1) or any(name.words == tuple(forms) for name in fitting):
            fitting = [name for name in fitting if name.words == tuple(forms)] or fitting
        if quality < 1.0 or all(name.words != tuple(forms) for name in fitting):
            fitting = [name for name in fitting if name.cue is not Cue.STRICT]
        if not fitting:
            return None
        cue = min(name.cue for name in fitting)
        if quality < DOUBTFUL and len(forms) == 1:
            cue = max(cue, Cue.LOOSE if quality > VERY_DOUBTFUL else Cue.STRICT)
        return Match(first, last, _terms(fitting), max(quality, 0.3), len(forms), cue=cue)

    def _fits(self, forms: Sequence[str], name: Name) -> bool:
        if len(forms) == 1 and forms[0] != name.words[0] and self._everyday.written(forms[0]):
            return plural(forms[0], name.words[0])
        return all(map(agrees, forms, name.words))

    def _together(self, words: Sequence[Word], first: int) -> Iterator[Match]:
        letters = ""
        for last in range(first, min(first + TORN, len(words))):
            said, _, _, kind, _, _ = words[last]
            if kind >= Kind.COMMA or not said.isalnum():
                return
            letters += said
            if letters[:_BEGINNING] not in self._beginnings:
                return
            if len(letters) < _SHORTEST_JOINED or len(said) == 1 or (last == first and not self._strange(words[first])):
                continue
            places = self._joined.get(stem(letters))
            if places and self._torn(words[first : last + 1], letters):
                fitting = [name for name in map(self._names.__getitem__, places) if agrees(letters, "".join(name.words))]
                if fitting:
                    yield Match(first, last, _terms(fitting), 0.93, last - first + 1)

    def _strange(self, word: Word) -> bool:
        """Whether a word by itself may be a name run together: "emailcredits"."""
        return word.form is None and word.kind is Kind.CONTENT and not self._everyday.written(word.fold)

    def _torn(self, parts: Sequence[Word], letters: str) -> bool:
        """Whether the parts are no sentence of their own: at least one is no everyday word, or a single letter (e mail)."""
        if letters.isdigit():
            return False
        return len(parts) == 1 or any(
            len(part.fold) == 1 or (not part.flags and part.fold not in self._everyday) for part in parts
        )


def _terms(names: Sequence[Name]) -> tuple[int, ...]:
    ordered = sorted(names, key=lambda name: (name.rank, name.term))
    return tuple(dict.fromkeys(name.term for name in ordered))
