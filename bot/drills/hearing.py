"""From a trainee's message to what they did in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.drills.deed import NOWHERE, UNNAMED, Deed, quote
from bot.drills.offering import proposed, spoken_of
from bot.drills.sentences import Sentence, sentences
from bot.drills.shop import Shop
from bot.drills.talk import (
    acknowledges,
    answers_objection,
    asked_facts,
    holds,
    is_benefit,
    is_concrete,
    is_tied,
    plays_back,
    steps,
)
from bot.drills.truth import Truth

Test = Callable[[Sentence], object]


def hear(text: str, shop: Shop, truth: Truth, at: datetime, table: Sequence[str] = ()) -> Deed:
    """What a message does; `table` are products proposed before and still spoken of."""
    return _Message(tuple(sentences(text, shop, at)), shop, truth, tuple(table)).deed


@dataclass(frozen=True)
class _Message:
    sentences: tuple[Sentence, ...]
    shop: Shop
    truth: Truth
    table: tuple[str, ...]

    @cached_property
    def deed(self) -> Deed:
        """Everything heard."""
        return Deed(
            open_question=self._quote(lambda s: s.open),
            closed_question=self._quote(lambda s: s.asks and not s.open),
            facts=tuple(dict.fromkeys(fact for s in self.sentences if s.asks for fact in asked_facts(s))),
            played_back=self._quote(plays_back),
            proposal=self._quote(proposed),
            proposed=self._proposed,
            benefit=self._quote(self._is_benefit),
            benefit_at=next((self._benefit_place(s) for s in self.sentences if self._is_benefit(s)), NOWHERE),
            tied=self._quote(lambda s: self._is_benefit(s) and is_tied(s)),
            concrete=self._quote(lambda s: self._is_benefit(s) and is_tied(s) and is_concrete(s)),
            price=self._quote(lambda s: self.truth.price_place(s) is not None),
            price_at=next((at for s in self.sentences if (at := self.truth.price_place(s)) is not None), NOWHERE),
            price_only=self._quote(self.truth.belittles_price),
            pressure=self._quote(lambda s: s.presses),
            acknowledged=self._quote(acknowledges),
            answer=self._quote(lambda s: answers_objection(s) and s is not self._misfit),
            proof=quote(self._proof[0].text) if self._proof else "",
            proof_fits=bool(self._proof and self._proof[1]),
            untrue=quote(self._untrue[0].text) if self._untrue else "",
            untrue_why=self._untrue[1] if self._untrue else "",
            next_step=self._quote(steps),
            held=self._quote(holds),
            yielded=self._quote(lambda s: s.has("yield", negated=True)),
            goodbye=self._quote(lambda s: s.has("bye")),
        )

    def _quote(self, test: Test) -> str:
        found = next((s for s in self.sentences if test(s)), None)
        return quote(found.text) if found else ""

    @cached_property
    def _proposed(self) -> tuple[str, ...]:
        found = dict.fromkeys(product for s in self.sentences for product in proposed(s))
        if len(found) > 1 or self.table:
            found.pop(UNNAMED, None)
        return tuple(found)

    @cached_property
    def _untrue(self) -> tuple[Sentence, str] | None:
        return next(((s, why) for s in self.sentences if (why := self.truth.untrue(s, self._about(s)))), None)

    @cached_property
    def _proof(self) -> tuple[Sentence, bool] | None:
        """A story about somebody else, and whether the catalogue holds it about somebody like this customer."""
        for sentence in self.sentences:
            close = max(self.shop.proofs, key=lambda pair: sentence.shares(pair[1]), default=None)
            shared = sentence.shares(close[1]) if close else 0
            if close and shared >= max(4, len(close[1]) // 2):
                return sentence, self.shop.relevant(close[0])
            if sentence.does("proof") and not sentence.asks and not sentence.presses:
                return sentence, bool(close and shared >= 3 and self.shop.relevant(close[0]))
        return None

    @cached_property
    def _misfit(self) -> Sentence | None:
        """A story that proves nothing is no benefit either."""
        return self._proof[0] if self._proof and not self._proof[1] else None

    def _is_benefit(self, sentence: Sentence) -> bool:
        return sentence is not self._misfit and is_benefit(sentence)

    def _about(self, sentence: Sentence) -> tuple[str, ...]:
        """The products a sentence's claims are about: those it names, else the only one spoken of so far."""
        if named := spoken_of(sentence):
            return named
        earlier = tuple(dict.fromkeys([*self.table, *self._proposed]))
        return earlier if len(earlier) == 1 and UNNAMED not in earlier else ()

    def _benefit_place(self, sentence: Sentence) -> int:
        words = frozenset(stem for words in self.shop.benefit_words.values() for stem in words) | self.shop.need_words
        return sentence.place_of(words)
