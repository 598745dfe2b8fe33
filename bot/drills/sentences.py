"""A seller's message as sentences, each with its words, its reading and what kind of question it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.drills.cues import Words
from bot.drills.shop import Shop, Stems
from nlu.reading import Reading

LONGEST = 2_000
MOST = 10
"""Sentences looked at one by one; what follows is taken together."""
_END = re.compile(r"(?<=[.!?…;])(?:\s+|(?=[A-ZÀ-Þ]))|\n+")
_LETTER = re.compile(r"[^\W_]")
_CLAUSE_LEAD = 5
"""Words that may stand before the question word of an open question ("oggi in laboratorio come…")."""


@dataclass(frozen=True)
class Sentence:
    """`start` is its offset in the message."""

    text: str
    start: int
    shop: Shop
    reading: Reading
    sounds: frozenset[str] = frozenset()
    """What the ear heard in it."""

    @cached_property
    def words(self) -> Words:
        """The sentence as folded words."""
        return Words(self.text)

    @cached_property
    def stems(self) -> Stems:
        """Its telling words."""
        return self.shop.cues.stems(self.text)

    def has(self, kind: str, *, negated: bool = False) -> bool:
        """Whether a cue of this kind is in it."""
        return self.shop.cues.has(kind, self.words, negated=negated)

    def does(self, kind: str, *, negated: bool = False) -> bool:
        """Whether it does what a list is about: by a cue, or by its meaning."""
        return kind in self.sounds or self.has(kind, negated=negated)

    @cached_property
    def presses(self) -> bool:
        """Whether it pushes or invents an urgency."""
        sounds = "pressure" in self.sounds and not self.has("hold", negated=True)
        return not self.open and (sounds or self.has("pressure")) and not self.has("calm", negated=True)

    @cached_property
    def asks(self) -> bool:
        """Whether it is a question, open or closed, or an invitation to tell."""
        return "?" in self.text or self.open

    @cached_property
    def open(self) -> bool:
        """Whether it is an open question: one that cannot be answered with yes, no or a number, and is no courtesy."""
        if self._is_closing or self._is_courtesy:
            return False
        if self.has("invite", negated=True):
            return True
        if "?" not in self.text and not self.has("bare", negated=True):
            return False
        return self._asks_the_needs_question or (any(self._opens(clause) for clause in self._clauses) and not self._asks_a_number)

    @cached_property
    def about_need(self) -> float:
        """How surely it speaks of the hidden need: the reader's confidence."""
        need = self.shop.scenario.need.id
        return max((match.confidence for match in self.reading.needs if match.need == need and not match.negated), default=0.0)

    def shares(self, stems: Stems) -> int:
        """How many telling words it has in common with others."""
        return len(self.stems & stems)

    def place_of(self, stems: Stems) -> int:
        """Where in the message the first of these words stands; the sentence's start when none does."""
        for match in re.finditer(r"[^\W_]+", self.text):
            if self.shop.cues.stems(match[0]) & stems:
                return self.start + match.start()
        return self.start

    @property
    def _is_closing(self) -> bool:
        return self.has("closing", negated=True)

    @property
    def _is_courtesy(self) -> bool:
        return self.has("courtesy", negated=True) and len(self.stems) <= 2

    @property
    def _asks_a_number(self) -> bool:
        numeric, first = (
            self.shop.cues.at("numeric", self.words, negated=True),
            self.shop.cues.at("open", self.words, negated=True),
        )
        return numeric is not None and (first is None or numeric <= first)

    @property
    def _asks_the_needs_question(self) -> bool:
        """Whether it is, near enough, the question the catalogue gives for bringing this need out."""
        question = self.shop.catalogue.need_by_id[self.shop.scenario.need.id].question
        words = self.shop.cues.stems(question.said(self.shop.language)) if question else frozenset()
        return len(words) > 1 and self.shares(words) >= 0.6 * len(words)

    @property
    def _clauses(self) -> list[Words]:
        return [Words(clause) for clause in re.split(r"[,:;–—(]|\s-\s", self.text) if _LETTER.search(clause)]

    def _opens(self, clause: Words) -> bool:
        at = self.shop.cues.at("open", clause, negated=True)
        if at is None:
            return False
        before = Words(clause.text[:at]).folded
        last = clause.folded[-1:] == Words(clause.text[at:]).folded[:1]
        return (len(before) <= _CLAUSE_LEAD or last) and not self.shop.cues.has(
            "indirect", Words(" ".join(before[-2:])), negated=True
        )


def sentences(text: str, shop: Shop, at: datetime) -> list[Sentence]:
    """The message's sentences, read."""
    context = (*shop.scenario.has, *sorted(shop.right))
    parts = list(split(text))
    heard = shop.ear([said for said, _ in parts])
    readings = (shop.reader.read(said, at, shop.language, context) for said, _ in parts)
    return [
        Sentence(said, start, shop, reading, sounds)
        for (said, start), reading, sounds in zip(parts, readings, heard, strict=True)
    ]


def split(text: str) -> Iterator[tuple[str, int]]:
    """Sentences with their offsets; those without a letter are left out."""
    text = text[:LONGEST]
    begin, count = 0, 0
    for match in _END.finditer(text):
        if count == MOST - 1:
            break
        if _LETTER.search(text[begin : match.start()]):
            yield text[begin : match.start()], begin
            count += 1
        begin = match.end()
    if _LETTER.search(text[begin:]):
        yield text[begin:], begin
