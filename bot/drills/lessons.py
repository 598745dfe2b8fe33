"""What to learn from a drill: which marks weigh most, and a better line to say, built from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import money
from bot.drills.cues import wording
from bot.drills.marks import Mark
from bot.drills.shop import Shop
from bot.pitch import names
from bot.voice import Voice, paragraph, sentence
from knowledge.catalogue import Argument, Offering
from knowledge.relations import difference

WEIGHTS: Mapping[int, int] = {2: 10, 11: 9, 15: 9, 4: 9, 8: 8, 1: 8, 12: 8, 5: 7, 6: 7, 9: 7, 14: 6, 3: 6, 10: 5, 13: 5, 7: 5}
"""How much each mark does for a sale: listening and truth first."""
GROUPS: Sequence[frozenset[int]] = tuple(
    frozenset(group) for group in ((1, 2), (3,), (4, 8), (5, 14), (6,), (7,), (9,), (10, 11), (12,), (15,), (13,))
)
"""Marks that teach the same: one point for each group."""
MOST = 2
_ABSTAINING = frozenset({7, 11, 14, 15})
"""Not having done wrong: nothing to praise somebody for."""
_PRAISED = 3


def to_learn(marks: Sequence[Mark]) -> list[Mark]:
    """The one or two failed marks that would help most, of different kinds."""
    return _weightiest((mark for mark in marks if mark.yes is False), MOST)


def to_praise(marks: Sequence[Mark]) -> list[Mark]:
    """The three things that were done best, of different kinds."""
    return _weightiest((mark for mark in marks if mark.yes and mark.number not in _ABSTAINING), _PRAISED)


def _weightiest(marks: Iterable[Mark], most: int) -> list[Mark]:
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (-WEIGHTS[mark.number], mark.number)):
        if len(chosen) < most and not any({mark.number, other.number} <= group for other in chosen for group in GROUPS):
            chosen.append(mark)
    return chosen


@dataclass(frozen=True)
class Lines:
    """Better lines in the scenario's language; `why_untrue` says what kind of untruth was told, if any."""

    shop: Shop
    voice: Voice
    why_untrue: str = ""

    def better(self, number: int) -> str:
        """What could have been said instead, for a failed mark."""
        hold = self.shop.scenario.hold
        if hold and number in (4, 8):
            return hold.instead
        makers: Mapping[int, Callable[[], str]] = {
            1: self._question,
            2: self._question,
            3: self._playback,
            4: self._pitch,
            5: self._priced,
            6: self._impact,
            7: self._pitch,
            8: self._question,
            9: self._answer,
            10: self._proof,
            11: self._truth,
            12: lambda: self._say("after-no"),
            13: self._step,
            14: self._priced,
            15: lambda: self._say("no-pressure", line=self._step()),
        }
        return makers[number]()

    def _say(self, key: str, **values: Any) -> str:
        said: Mapping[str, str] = wording(self.shop.language)["lines"]
        return said[key].format(**values)

    @property
    def _offering(self) -> Offering | None:
        return next((self.shop.catalogue.by_id[fitting.product] for fitting in self.shop.scenario.right), None)

    @property
    def _argument(self) -> Argument | None:
        return next(iter(self.shop.arguments(self._offering.id)), None) if self._offering else None

    @property
    def _benefit(self) -> str:
        return sentence(self._argument.text.said(self.shop.language)) if self._argument else ""

    def _question(self) -> str:
        need = self.shop.scenario.need
        if need.question:
            return need.question
        question = self.shop.catalogue.need_by_id[need.id].question
        return question.said(self.shop.language) if question else self._say("ask")

    def _playback(self) -> str:
        if not self.shop.scenario.sells:
            return self._question()
        return self._say(
            "playback", need=self.shop.catalogue.need_by_id[self.shop.scenario.need.id].name.said(self.shop.language)
        )

    def _introduced(self) -> Iterator[str]:
        """Benefit first, and the name where the benefit does not say it."""
        yield self._benefit
        if self._offering and not names(self._benefit, self._offering.name.said(self.shop.language)):
            yield self._say("introduce", name=self._offering.name.said(self.shop.language))

    def _pitch(self) -> str:
        return paragraph(*self._introduced(), self._say("close")) if self._offering else self._held()

    def _priced(self) -> str:
        return paragraph(*self._introduced(), self._price()) if self._offering else self._held()

    def _price(self) -> str:
        offering, currency = self._offering, self.shop.catalogue.business.currency
        if offering is None or offering.price.amount is None:
            return self._say("price-request")
        bases = [self.shop.catalogue.by_id[base] for base in self.shop.scenario.has]
        apart = next((each for base in bases if (each := difference(base.price, offering.price))), None)
        if self.shop.scenario.right[0].move == "upsell" and apart is not None and apart > 0:
            return self._say("price-upsell", price=money.price(offering.price, currency, self.voice, value=apart))
        return self._say("price-cross", price=money.price(offering.price, currency, self.voice))

    def _impact(self) -> str:
        if self._argument is None or self._argument.impact is None:
            return self._benefit or self._held()
        return self._say("impact", benefit=self._benefit, impact=self._argument.impact.said(self.shop.language).rstrip("."))

    def _answer(self) -> str:
        """Acknowledge, then value: the catalogue's answer to this objection and its small step; the benefit where it has none."""
        kind = self.shop.scenario.objection
        if kind is None:
            return self._held()
        known = self.shop.objections[0] if self.shop.objections and kind != "need" else None
        value = (
            [sentence(text.said(self.shop.language)) for text in (known.answer, known.step) if text]
            if known
            else [self._impact()]
        )
        return paragraph(self.voice(f"customer.objection-ack.{kind}"), *value)

    def _proof(self) -> str:
        fitting = (proof for proof, _ in self.shop.proofs if proof.about in self.shop.right and self.shop.relevant(proof))
        found = next(fitting, None)
        return sentence(found.text.said(self.shop.language)) if found else self._impact()

    def _truth(self) -> str:
        if self.why_untrue == "trial" and self._trial():
            return self._trial()
        return self._priced() if self.why_untrue == "price" and self._offering else self._say("unsure")

    def _trial(self) -> str:
        trial = next((trial for trial in self.shop.catalogue.trials if trial.of in self.shop.right), None)
        if trial is None:
            return ""
        includes = f", {trial.includes.said(self.shop.language)}" if trial.includes else ""
        return self._say("next-trial", days=trial.days, includes=includes)

    def _step(self) -> str:
        if self.shop.scenario.hold:
            return self._held() if self.shop.scenario.hold.reason != "open-problem" else self._say("next-hold")
        return self._trial() or self._say("next-sale" if self.shop.scenario.stage == "choosing" else "next")

    def _held(self) -> str:
        return self.shop.scenario.hold.instead if self.shop.scenario.hold else self._question()
