"""Finds where the rules of a language apply to a tape, and leaves out what is denied, asked or undone by its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nlu.facts.rulebook import Rule, Rulebook
from nlu.facts.tape import Tape
from nlu.reading import Span

MOST = 400
"""Matches looked at in one message; no real one comes near."""


class Match(NamedTuple):
    """A rule that applies to the words from `first` up to, not including, `last`."""

    rule: Rule
    found: re.Match[str]
    first: int
    last: int


def matches(tape: Tape, book: Rulebook, denied: Sequence[Span]) -> list[Match]:
    """All that apply, in the order of the message."""
    found: list[Match] = []
    for match in _candidates(tape, book):
        if _holds(match, tape, denied):
            found.append(match)
            if len(found) == MOST:
                break
    return found


def surest(found: Iterable[Match]) -> list[Match]:
    """Of matches of one family that overlap only the surest, then longest, stays."""
    kept: list[Match] = []
    for match in sorted(found, key=lambda match: (-match.rule.sure, match.first - match.last)):
        if not any(
            match.rule.family == other.rule.family and match.first < other.last and other.first < match.last for other in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _candidates(tape: Tape, book: Rulebook) -> Iterator[Match]:
    rules, line = book.rules, tape.line
    for first, (word, offset) in enumerate(zip(tape.words, tape.offsets, strict=True)):
        for rule, pattern in rules.get(word, ()):
            if found := pattern.match.match(line, offset):
                yield Match(rule, found, first, tape.index[found.end()])
        if line[offset + len(word)] == "^":
            for rule, pattern in rules.get("^", ()):
                if found := pattern.match.match(line, offset):
                    yield Match(rule, found, first, tape.index[found.end()])


def _holds(match: Match, tape: Tape, denied: Sequence[Span]) -> bool:
    rule, first = match.rule, match.first
    if first == match.last or (first and tape.words[first - 1] in rule.not_after):
        return False
    if rule.never and not rule.never.isdisjoint(tape.words):
        return False
    if not rule.negated and denied:
        start, end = tape.span(first, match.last)
        if any(start < stop and begin < end for begin, stop in denied):
            return False
    if rule.question or rule.unless:
        around = tape.segment(first)
        if rule.question and tape.words[around.stop : around.stop + 1] == ("?",):
            return False
        return rule.unless.isdisjoint(tape.words[around.start : around.stop])
    return True
