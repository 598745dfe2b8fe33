"""What is denied in a message, and whether it takes something back."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.facts.clauses import Grammar, boundaries, clauses, grammar, plain
from nlu.reading import Language, Span
from nlu.tokens import Token

__all__ = ["clauses", "is_correction", "negated_spans"]
_STOPS = frozenset((",", ".", "...", "…", "!", "?", ";", ":", "(", ")", "\n", "–", "—"))
_REACH = 14
"""Words after which a negation has lost its force, whatever the punctuation."""


def negated_spans(tokens: Sequence[Token], language: Language) -> tuple[Span, ...]:
    """What stands under a negation: from the negating word to the end of its clause, "but" or a comma."""
    rules = grammar(language)
    words, places = plain(tokens)
    if rules.negators.isdisjoint(words) and rules.needs_particle.isdisjoint(words) and rules.particles.isdisjoint(words):
        return ()
    stops = {i for i, word in enumerate(words) if word in _STOPS and not _goes_on(words, i, rules)}
    stops.update(boundaries(" " * tokens[-1].end, tokens, words, places, rules))
    spans: list[Span] = []
    here = 0
    while here < len(words):
        start = _negation(words, here, rules)
        if start is None:
            here += 1
            continue
        last = next((i for i in range(here + 1, min(len(words), here + _REACH)) if i in stops), min(len(words), here + _REACH))
        spans.append((tokens[places[start]].start, tokens[places[last - 1]].end))
        here = last
    return tuple(spans)


def _goes_on(words: Sequence[str], comma: int, rules: Grammar) -> bool:
    return words[comma] == "," and comma + 1 < len(words) and words[comma + 1] in rules.go_on


def _negation(words: Sequence[str], here: int, rules: Grammar) -> int | None:
    """Where a negation that is expressed at a word begins; None when there is none."""
    word = words[here]
    if word == "t" and here and words[here - 1].endswith("n") and "t" in rules.negators:
        return here - 1
    if word not in rules.negators and word not in rules.needs_particle and word not in rules.particles:
        return None
    if word == "t" or any(rules.not_negated.at(words, i) for i in range(max(0, here - 2), here + 1)):
        return None
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
    words, _ = plain(tokens)
    for here in range(len(words)):
        found = rules.corrections.at(words, here)
        if found and (found[1] == "corrections" or here == 0 or words[here - 1] in _STOPS) and here + found[0] < len(words):
            return True
        if here and found and found[1] == "corrections":
            return True
    return _number_denied(words, rules)


def _number_denied(words: Sequence[str], rules: Grammar) -> bool:
    numbers = [i for i, word in enumerate(words) if word[:1].isdigit()]
    denied = [i for i in numbers if any(word in rules.negators for word in words[max(0, i - 2) : i] if word not in _STOPS)]
    return bool(denied) and len(numbers) > len(denied)
