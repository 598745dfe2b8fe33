"""Names said in part or in another order: the words that tell one term from all others suffice."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from nlu.names import grammar as g
from nlu.names.entries import AND_STEM, Cue, Name
from nlu.names.forms import agrees, stem
from nlu.names.matches import Match
from nlu.names.telling import MANY, Place, places_of, tellers
from nlu.names.vocabulary import SHORT, SURE, Everyday
from nlu.names.walk import Kind, Word

FREQUENT = 400
"""Names that share a word; a word of more tells nothing by itself."""
_ROUNDS = 3
_SHORTENED = 0.8
"""Score of a name without its noun."""
_NEVER = 2.0
_DULL = g.TIER | g.HEAD | g.UNIT | g.OPTION
_BEFORE_NAMES = g.WITHOUT | g.ARTICLE | g.DETERMINER | g.ONTO | g.TAKING | g.MEASURE | g.FUNCTION | g.HEAD


class PartialNames:
    """Names by each of their words, weighted by how rare it is among the terms."""

    def __init__(self, names: Sequence[Name], flags: Mapping[str, int], everyday: Everyday) -> None:
        self._names, self._flags, self._everyday = names, flags, everyday
        holders: dict[str, list[int]] = {}
        worth: dict[str, float] = {}
        for place, name in enumerate(names):
            for part, word in zip(name.stems, name.words, strict=True):
                if part != AND_STEM:
                    holders.setdefault(part, []).append(place)
                    worth[part] = min(worth.get(part, 1.0), self._worth(word))
        self._dull = {
            part for name in names for part, word in zip(name.stems, name.words, strict=True) if flags.get(word, 0) & _DULL
        }
        proper: dict[str, set[int]] = {}
        for name in names:
            for word in name.tiers:
                proper.setdefault(word, set()).add(name.term)
        self._proper = {word: held.pop() for word, held in proper.items() if len(held) == 1}
        self._places = places_of(names)
        self._telling = tellers(names, self._places)
        self._kinds: dict[str, list[int]] = {}
        for (part, term), place in sorted(self._places.items(), key=lambda each: (each[1], each[0])):
            if place in (Place.NOUN, Place.OTHER_NOUN):
                self._kinds.setdefault(part, []).append(term)
        self._adjectives = {
            stem(word) for word, bits in flags.items() if bits & (g.TIER | g.QUALITY) and not bits & (g.HE | g.SHE)
        }
        terms = 1 + max((name.term for name in names), default=0)
        self._weight = {
            part: worth[part] * math.log(1 + terms / len({names[place].term for place in held})) for part, held in holders.items()
        }
        self._holders: dict[str, Collection[int]] = {
            part: frozenset(held) if len(held) > 8 else tuple(held) for part, held in holders.items()
        }
        self._total = [sum(self._weight.get(part, 0.0) for part in name.stems) or 1.0 for name in names]

    def _worth(self, word: str) -> float:
        flags = self._flags.get(word, 0)
        if word[0].isdigit():
            return 0.3
        if flags & g.UNIT or len(word) < 3:
            return 0.25
        return 0.35 if flags & g.HEAD else 0.6 if flags & g.TIER or word in self._everyday else 1.0

    def find(self, words: Sequence[Word], taken: AbstractSet[int]) -> list[Match]:
        """Stretches that name terms by some of their words; groups whose words are all `taken` by whole names are left."""
        found: list[Match] = []
        for group in _groups(words):
            for _ in range(_ROUNDS):
                if all(place in taken for place in group):
                    break
                used, match = self._one(words, group)
                if match:
                    found.append(match)
                group = [place for place in group if place not in used]
                if not used:
                    break
        return found

    def _one(self, words: Sequence[Word], group: Sequence[int]) -> tuple[Sequence[int], Match | None]:
        """The names that share most of the group's words, rarest first, and which words those are."""
        said = {form.stem: place for place in group if (form := words[place].form)}
        order = sorted((part for part in said if part in self._holders), key=lambda part: len(self._holders[part]))
        if not order or len(self._holders[order[0]]) > FREQUENT:
            return (), None
        names, shared = set(self._holders[order[0]]), [order[0]]
        for part in order[1:]:
            if fewer := names.intersection(self._holders[part]):
                names, shared = fewer, [*shared, part]
        places = sorted(said[part] for part in shared)
        return places, self._judged(words, places, self._coverage(words, names, {part: said[part] for part in shared}))

    def _coverage(self, words: Sequence[Word], names: Collection[int], said: Mapping[str, int]) -> dict[int, float]:
        """How much of its best name each term was given, 0 to 1."""
        covered: dict[int, float] = {}
        for place in names:
            name = self._names[place]
            if len(name.stems) == 1:
                continue
            part = sum(
                self._weight[stem]
                for stem, word in zip(name.stems, name.words, strict=True)
                if stem in said and _means(words[said[stem]], word)
            )
            covered[name.term] = max(covered.get(name.term, 0.0), part / self._total[place])
        return covered

    def _judged(self, words: Sequence[Word], places: Sequence[int], covered: Mapping[int, float]) -> Match | None:
        if not covered:
            return None
        top = max(covered.values())
        rivals = sorted((term for term, part in covered.items() if part >= top - 0.1), key=lambda term: (-covered[term], term))
        if len(rivals) > MANY or top < self._needed(words, places):
            return self._shortened(words[places[0]], places[0], top) if len(places) == 1 else None
        if len(places) == 1:
            rivals = self._likeliest(words[places[0]], rivals)
            if len(rivals) > MANY or _of_another(words, places[0]) or self._before_noun(words, places[0], rivals):
                return None
        quality = min(form.quality for place in places if (form := words[place].form))
        return Match(places[0], places[-1], tuple(rivals), (0.35 + 0.5 * top) * quality, len(places), whole=False)

    def _before_noun(self, words: Sequence[Word], place: int, rivals: Sequence[int]) -> bool:
        """ "A coffee machine" is a machine, where machines are sold, and no coffee."""
        after = words[place + 1] if place + 1 < len(words) else None
        if after is None or after.form is None or after.kind is not Kind.CONTENT:
            return False
        ending = [self._names[each] for each in self._holders.get(after.form.stem, ())]
        terms = {name.term for name in ending if len(name.stems) > 1 and name.stems[-1] == after.form.stem}
        return bool(terms) and terms.isdisjoint(rivals)

    def _likeliest(self, word: Word, rivals: list[int]) -> list[int]:
        """Of the terms that share a word those named after it ("les confort" is no "traitement confort écran"); all of a kind ("bikes")."""
        part = word.form.stem if word.form else ""
        places = [self._places.get((part, term), Place.INSIDE) for term in rivals]
        kind = self._kinds.get(part, [])
        if len(kind) > 1 and min(places) in (Place.NOUN, Place.OTHER_NOUN):
            return kind
        return [term for term, place in zip(rivals, places, strict=True) if place == min(places)]

    def _shortened(self, word: Word, place: int, top: float) -> Match | None:
        """What is left of a name without its noun: "le classiche", "the slim ones", "sur Base"."""
        if word.form is None or not word.form.word.isalpha() or (word.flags & g.POINTING and word.form.quality < 1.0):
            return None
        terms = self._telling.get(word.form.stem, ())
        if terms and word.form.stem in self._adjectives and not word.flags & (g.HE | g.SHE) and word.form.quality >= SURE:
            return Match(place, place, terms, _SHORTENED, 1, whole=False, cue=Cue.STRICT)
        term = self._proper.get(word.fold)
        return None if term is None else Match(place, place, (term,), 0.35 + 0.5 * top, 1, whole=False, cue=Cue.STRICT)

    def _needed(self, words: Sequence[Word], places: Sequence[int]) -> float:
        telling = [form for place in places if self._tells(words[place]) and (form := words[place].form)]
        if not telling:
            if any(_is_code(words, one, other) for one, other in pairwise(places)):
                return 0.2
            if len(places) == 1 and self._is_the_thing(words, places[0]):
                return 0.3
            named = any(
                form.stem in self._kinds or words[place].fold in self._proper for place in places if (form := words[place].form)
            )
            return 0.6 if named and sum(words[place].fold.isalpha() for place in places) > 1 else _NEVER
        if all(form.quality < SURE for form in telling):
            return 0.75 if len(places) == 1 else 0.65
        if len(places) > 1:
            return 0.45
        return 0.3 if self._introduced(words, places[0]) else 0.6

    def _is_the_thing(self, words: Sequence[Word], place: int) -> bool:
        """Whether an everyday word is the noun of one thing that is sold, with its article: "rajoutez le casque", "et la collecte ?"."""
        form, before = words[place].form, words[place - 1] if place else None
        if form is None or before is None or form.quality < SURE or not before.flags & g.DETERMINER or before.flags & g.ARTICLE:
            return False
        return len(self._kinds.get(form.stem, ())) == 1 and form.stem not in self._dull and not words[place].flags & _DULL

    def _tells(self, word: Word) -> bool:
        """Whether the word is no everyday one."""
        form = word.form
        if (
            form is None
            or len(form.word) < (4 if form.quality > SURE else SHORT)
            or word.fold in self._everyday
            or form.word in self._everyday
        ):
            return False
        return form.word.isalpha() and form.stem not in self._dull and not word.flags & _DULL

    @staticmethod
    def _introduced(words: Sequence[Word], place: int) -> bool:
        """Whether an article, a number, a wish or nothing at all stands before the word."""
        before = words[place - 1] if place else None
        return before is None or before.kind >= Kind.LINK or bool(before.flags & _BEFORE_NAMES) or before.fold[0].isdigit()


def _of_another(words: Sequence[Word], place: int) -> bool:
    """Whether the word only says which other thing is meant: "the coffee machine", "la macchina del caffè", "senza formaggio"."""
    if place + 1 < len(words) and words[place + 1].flags & g.COMPOUND and words[place + 1].form is None:
        return True
    if not place or words[place - 1].flags & g.LACKING:
        return bool(place)
    if place < 3 or not words[place - 1].flags & g.OF:
        return False
    noun, article = words[place - 2], words[place - 3]
    told = noun.form is not None or noun.flags & (g.MEASURE | g.HEAD | g.PRICING | g.OPTION | g.ASKING) or noun.fold[:1].isdigit()
    return noun.kind is Kind.CONTENT and not told and bool(article.flags & g.DETERMINER)


def _is_code(words: Sequence[Word], one: int, other: int) -> bool:
    """A model's letters and number: "Q5", "S 24"."""
    letters, number = words[one], words[other]
    return (
        other == one + 1
        and number.fold[:1].isdigit()
        and letters.fold.isalpha()
        and not letters.flags & g.UNIT
        and len(letters.fold) < 4
    )


def _means(word: Word, name: str) -> bool:
    return word.form is not None and agrees(word.form.word, name)


def _groups(words: Sequence[Word]) -> Iterator[list[int]]:
    """Words of names that stand together: at most one other word between two, and nothing that begins a new item."""
    group: list[int] = []
    strange = 0
    for place, word in enumerate(words):
        if word.kind >= Kind.LINK or word.flags & g.ARTICLE or (word.flags & g.LACKING and word.form is None):
            strange = 9
        elif word.form is not None and word.kind is Kind.CONTENT:
            if strange > 1:
                if group:
                    yield group
                group = []
            group.append(place)
            strange = 0
        elif word.kind is Kind.CONTENT:
            strange += 9 if word.fold[0].isdigit() else 1
    if group:
        yield group
