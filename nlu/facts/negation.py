"""What is denied in a message, and whether it takes something back."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.facts.clauses import boundaries, clauses, plain
from nlu.facts.grammar import Grammar, grammar
from nlu.reading import Language, Span
from nlu.tokens import Token

__all__ = ["clauses", "is_correction", "negated_spans"]
_STOPS = frozenset((",", ".", "...", "…", "!", "?", ";", ":", "(", ")", "\n", "–", "—"))
_NEAR = 3
_REACH = 14
"""Words after which a negation has lost its force, whatever the punctuation."""


def negated_spans(tokens: Sequence[Token], language: Language) -> tuple[Span, ...]:
    """What stands under a negation: from the negating word to the end of its clause, "but" or a comma."""
    rules = grammar(language)
    words, places = plain(tokens, rules)
    if rules.negators.isdisjoint(words) and rules.needs_particle.isdisjoint(words) and rules.particles.isdisjoint(words):
        return ()
    stops = {i for i, word in enumerate(words) if word in _STOPS and not _goes_on(words, i, rules)}
    stops.update(i for i in boundaries(" " * tokens[-1].end, tokens, words, places, rules) if words[i] not in rules.go_on)
    spans: list[Span] = []
    here = 0
    while here < len(words):
        start = _negation(words, here, rules)
        if start is None:
            here += 1
            continue
        here, last = _end(words, here, stops, rules)
        spans.append((tokens[places[start]].start, tokens[places[last]].end))
    return tuple(spans)


def _end(words: Sequence[str], here: int, stops: set[int], rules: Grammar) -> tuple[int, int]:
    """Where a negation's scope ends: the word after it and its own last."""
    turns = rules.turns if words[here] in rules.without else frozenset[str]()
    farthest = min(len(words), here + _REACH)
    end = next((i for i in range(here + 1, farthest) if i in stops or words[i] in turns), farthest)
    last = end - 1
    while last > here and (words[last] in _STOPS or (end < len(words) and words[end] in turns and words[last] in rules.joins)):
        last -= 1
    return end, last


def _goes_on(words: Sequence[str], comma: int, rules: Grammar) -> bool:
    return words[comma] == "," and comma + 1 < len(words) and words[comma + 1] in rules.go_on


def _negation(words: Sequence[str], here: int, rules: Grammar) -> int | None:
    """Where a negation that is expressed at a word begins; None when there is none."""
    word = words[here]
    if word not in rules.negators and word not in rules.needs_particle and word not in rules.particles:
        return None
    if any(rules.not_negated.at(words, i) for i in range(max(0, here - 2), here + 1)):
        return None
    if word == "t":
        return here - 1 if here and words[here - 1].endswith("n") else None
    if word in rules.particles:
        return here if _completed(words, here, rules) else None
    if word in rules.needs_particle and not rules.particles.intersection(words[max(0, here - 4) : here]):
        return None
    if word in rules.answers and (here + 1 == len(words) or words[here + 1] in _STOPS or words[here + 1] in rules.subjects):
        return None
    spoken = here and word in rules.after_verb and words[here - 1] not in _STOPS
    return here - 1 if spoken else here


def _completed(words: Sequence[str], here: int, rules: Grammar) -> bool:
    """Whether a "ne" denies: "ne … que" on its own only limits."""
    for word in words[here + 1 : here + 7]:
        if word in _STOPS:
            return True
        if word in rules.negators or word in rules.needs_particle:
            return True
        if word in rules.only:
            return False
    return True


def is_correction(tokens: Sequence[Token], language: Language) -> bool:
    """Whether the message takes back or mends something said: "no aspetta, tre", "30 seats not 20"."""
    rules = grammar(language)
    words, _ = plain(tokens, rules)
    numbers = [i for i, word in enumerate(words) if word[:1].isdigit() or word in rules.numbers]
    return any(_takes_back(words, here, numbers, rules) for here in range(len(words))) or _number_denied(words, numbers, rules)


def _takes_back(words: Sequence[str], here: int, numbers: Sequence[int], rules: Grammar) -> bool:
    found = rules.corrections.at(words, here)
    if found is None:
        return False
    length, kind = found
    if kind == "corrections":
        return True
    begins = here == 0 or words[here - 1] in _STOPS
    follows = (
        here + length < len(words) if kind == "corrections_first" else any(here < i <= here + length + _NEAR for i in numbers)
    )
    return begins and follows


def _number_denied(words: Sequence[str], numbers: Sequence[int], rules: Grammar) -> bool:
    """ "14 salariés, pas 40", "siamo in 9 non in 8": one number denied beside another."""

    def denied(i: int) -> bool:
        before = i - 1 if i and words[i - 1] not in rules.number_links else i - 2
        return before >= 0 and words[before] in rules.negators and words[before] not in rules.answers

    return len(numbers) > 1 and any(map(denied, numbers)) and not all(map(denied, numbers))
