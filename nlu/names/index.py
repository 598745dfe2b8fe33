"""The names of a catalogue, heard in Italian, French and English chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from nlu.lexicon import Term
from nlu.names.cues import Message, heard
from nlu.names.details import is_ingredient, options, quantity, removals
from nlu.names.entries import AND_STEM, names_of
from nlu.names.exact import WholeNames
from nlu.names.grammar import FUNCTION, Grammar, grammar, things
from nlu.names.matches import Match, best, merged, side_by_side
from nlu.names.numbers import NameNumbers
from nlu.names.partial import PartialNames
from nlu.names.status import Said, statuses
from nlu.names.vocabulary import Everyday, Vocabulary
from nlu.names.walk import Word, walk
from nlu.reading import Amount, Language, Mention
from nlu.tokens import Token


class Scene(NamedTuple):
    """A message with all that was found in it; `numbers` are those read elsewhere, by where they start."""

    words: Sequence[Word]
    matches: Sequence[Match]
    said: Sequence[Said]
    text: str
    numbers: Mapping[int, Decimal] | None
    rules: Grammar


class NameIndex:
    """All names of some terms (products, features, metrics, industries) in any language; built once, read by any thread."""

    def __init__(self, terms: Sequence[Term], common_words: frozenset[str]) -> None:
        flags, everyday = grammar("en").flags, Everyday(common_words, things())
        names = list(names_of(terms, flags, everyday))
        self._ids = [term.id for term in terms]
        self._stems: list[list[tuple[str, ...]]] = [[] for _ in terms]
        for name in names:
            self._stems[name.term].append(name.stems)
        self._vocabulary = Vocabulary((word for name in names for word in name.words if word != AND_STEM), everyday)
        self._kept = frozenset(word for name in names for word in name.words if flags.get(word, 0) & FUNCTION)
        self._whole = WholeNames(names, everyday)
        self._partial = PartialNames(names, flags, everyday)
        self._numbers = NameNumbers(names, flags)

    def find(
        self,
        tokens: Sequence[Token],
        text: str,
        language: Language,
        context: Sequence[str] = (),
        amounts: Sequence[Amount] | None = None,
    ) -> tuple[Mention, ...]:
        """The terms named in a message, in text order, never overlapping.

        `context` are ids already spoken of, which settle what is ambiguous. `amounts`, when given, are the numbers of the message
        (otherwise digits and small number words are read here).
        """
        if not self._ids:
            return ()
        rules = grammar(language)
        words = walk(tokens, self._vocabulary, rules.flags, self._kept)
        matches = self._matches(words, text, rules, context)
        if not matches:
            return ()
        numbers = None if amounts is None else {amount.span[0]: amount.value for amount in amounts if amount.kind == "number"}
        scene = Scene(words, matches, statuses(words, matches, language, rules), text, numbers, rules)
        return tuple(self._mention(scene, place) for place in range(len(matches)))

    def _matches(self, words: Sequence[Word], text: str, rules: Grammar, context: Sequence[str]) -> list[Match]:
        whole = self._absorbed(merged(heard(Message(words, text, rules, best(self._whole.find(words)))), words), words)
        sure = [match for found in whole if (match := self._numbers.allow(words, found))]
        taken = {place for match in sure for place in range(match.first, match.last + 1)}
        part = [match for found in self._partial.find(words, taken) if (match := self._numbers.allow(words, found))]
        chosen = merged(heard(Message(words, text, rules, best([*sure, *part]))), words) if part else sure
        chosen = [match for match in chosen if match.whole or not _beside(words, match, chosen)]
        kept = chosen[:1] + [match for host, match in pairwise(chosen) if not is_ingredient(words, match, host)]
        return [self._settled(match, context) for match in kept]

    def _absorbed(self, matches: Sequence[Match], words: Sequence[Word]) -> list[Match]:
        """Matches, where one that is part of its neighbour's name is part of it here too: "margherita alla bufala"."""
        kept: list[Match] = []
        for match in matches:
            last = kept[-1] if kept else None
            if last and side_by_side(words[last.last + 1 : match.first]) and self._continues(words, last, match):
                match = match._replace(first=last.first, size=match.size + last.size)
                kept.pop()
            kept.append(match)
        return kept

    def _continues(self, words: Sequence[Word], one: Match, other: Match) -> bool:
        """Whether a name of the second begins with the words of the first and goes on with some of its own."""
        begun, gone_on = (tuple(form.stem for word in words[m.first : m.last + 1] if (form := word.form)) for m in (one, other))
        names = (stems for stems in self._stems[other.terms[0]] if stems[: len(begun)] == begun)
        return bool(begun) and any(set(gone_on) & set(stems[len(begun) :]) for stems in names)

    def _settled(self, match: Match, context: Sequence[str]) -> Match:
        """The match with what is already on the table first, and alone when that decides it."""
        if len(match.terms) < 2 or not context:
            return match
        known = [term for term in match.terms if self._ids[term] in context]
        if len(known) == 1:
            return match._replace(terms=tuple(known))
        return match._replace(terms=(*known, *(term for term in match.terms if term not in known)))

    def _mention(self, scene: Scene, place: int) -> Mention:
        words, matches, text, rules = scene.words, scene.matches, scene.text, scene.rules
        match, said = matches[place], scene.said[place]
        low = matches[place - 1].last + 1 if place else 0
        high = matches[place + 1].first if place + 1 < len(matches) else len(words)
        ids = tuple(self._ids[term] for term in match.terms)
        start, end = words[match.first].start, words[match.last].end
        return Mention(
            product=ids[0],
            candidates=ids,
            span=(start, end),
            text=text[start:end],
            score=round(min(match.score, 1.0), 3),
            quantity=quantity(words, match, low, scene.numbers, rules),
            status=said.status,
            negated=said.negated,
            options=options(words, match, low, high, text, rules),
            removals=removals(words, match, high, text, rules),
        )


def _beside(words: Sequence[Word], match: Match, others: Sequence[Match]) -> bool:
    """Whether one word of a name merely stands next to another name ("pizza margherita")."""
    if match.size > 1:
        return False
    pairs = (
        (one, other)
        for one, other in pairwise(others)
        if match in (one, other) and side_by_side(words[one.last + 1 : other.first])
    )
    return any(len(match.terms) > 1 or max(one.size, other.size) > 1 for one, other in pairs)
