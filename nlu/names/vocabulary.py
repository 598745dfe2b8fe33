"""The words of all names: which of them a word of a message stands for, misspelt, inflected or cut short as it may be."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from nlu.names.forms import agrees, stem
from nlu.names.slips import LONG, LONGEST, SHORTEST, Slips

SURE = 0.95
"""Quality of a word written as in a name or inflected; guesses are below."""
SHORT = 6
"""Names of fewer letters are corrected only with the first letter right, and heard only with a cue."""
GUESSED = 4_000
"""Unknown words whose guess is remembered; everyday chat has fewer."""
_CUT = 5
"""Letters of a word cut short, at least."""


class Form(NamedTuple):
    """What a word of the message stands for: itself, as in a name (`quality` 1) or inflected, else the name's word meant."""

    word: str
    stem: str
    quality: float


class Everyday:
    """Frequent ordinary words and their inflections; `things` are nouns among them that shops sell."""

    def __init__(self, words: Collection[str], things: Collection[str] = ()) -> None:
        self._words, self._things = frozenset(words), frozenset(things)
        self._by_stem: dict[str, list[str]] = {}
        for word in self._words:
            if len(word) > SHORTEST:
                self._by_stem.setdefault(stem(word), []).append(word)

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or word in self._things:
            return False
        return word in self._words or (
            len(word) > SHORTEST and any(agrees(word, known) for known in self._by_stem.get(stem(word), ()))
        )

    def ordinary(self, word: str) -> bool:
        """Whether the word, as it is written, says nothing of what is sold."""
        return word in self._words and word not in self._things

    def written(self, word: str) -> bool:
        """Whether the word is an ordinary one, as it is written."""
        return word in self._words or word in self._things


class Vocabulary:
    """Words of names with their stems; built once."""

    def __init__(self, words: Iterable[str], everyday: Everyday) -> None:
        self._everyday = everyday
        self._counts = Counter(words)
        self._exact = {word: Form(word, stem(word), 1.0) for word in self._counts}
        self._by_stem: dict[str, list[str]] = {}
        for form in self._exact.values():
            self._by_stem.setdefault(form.stem, []).append(form.word)
        self._sorted = sorted(word for word in self._exact if len(word) > _CUT)
        self._guess = lru_cache(maxsize=GUESSED)(self._uncached)
        self._slips = Slips({shape for form in self._exact.values() for shape in (form.word, form.stem)})

    def known(self, word: str) -> Form | None:
        """The form for a folded word written as in a name or inflected."""
        form = self._exact.get(word)
        if form is None and (same := self._by_stem.get(stem(word))):
            near = next((name for name in same if agrees(word, name)), None)
            form = Form(word, stem(near), 0.97) if near else None
        return form

    def guessed(self, word: str) -> Form | None:
        """The form for a folded word nobody knows: one slip of the pen away, or cut short."""
        return self._guess(word) if self._exact and SHORTEST <= len(word) <= LONGEST and word.isalpha() else None

    def _uncached(self, word: str) -> Form | None:
        if word in self._everyday or self._everyday.written(word):
            return None
        return self._misspelt(word) or self._cut_short(word)

    def _misspelt(self, word: str) -> Form | None:
        found = [(distance, name) for distance, name in self._slips.of(word) if name in self._exact]
        short = stem(word)
        if short != word and len(short) > SHORTEST:
            ending = word[len(short) :]
            near = ((distance, shape, self._by_stem.get(shape, ())) for distance, shape in self._slips.of(short))
            found += [(distance, name) for distance, shape, names in near for name in names if agrees(shape + ending, name)]
        found = [
            (distance, name) for distance, name in found if len(name) >= SHORT or (len(name) >= SHORTEST and name[0] == word[0])
        ]
        if not found:
            return None
        distance, name = min(found, key=lambda slip: (slip[0], slip[1][0] != word[0], abs(len(slip[1]) - len(word)), slip[1]))
        if distance > 1 and (len(word) < LONG - 1 or word[0] != name[0]):
            return None
        return Form(name, stem(name), 0.9 - 0.08 * distance - (0.05 * max(0, SHORT + 1 - len(name)) if len(name) < SHORT else 0))

    def _cut_short(self, word: str) -> Form | None:
        """The one word, or by far the most frequent one, that begins so and goes on for two letters at least."""
        if len(word) < _CUT or (len(word) < SHORT and word[-1] in "aeiou"):
            return None
        place = bisect_left(self._sorted, word)
        longer = [name for name in self._sorted[place : place + 6] if name.startswith(word) and len(name) >= len(word) + 2]
        if not longer or len(longer) > _CUT:
            return None
        meant = max(longer, key=lambda name: self._counts[name])
        others = sum(self._counts[name] for name in longer if stem(name) != stem(meant))
        return Form(meant, stem(meant), 0.7) if self._counts[meant] > 2 * others else None
