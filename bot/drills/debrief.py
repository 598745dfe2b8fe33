"""After the drill: what was good, the one or two things that would help most, the fifteen marks with the trainee's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.drills.cues import wording
from bot.drills.deed import QUOTED, quote
from bot.drills.lessons import Lines, to_learn, to_praise
from bot.drills.marks import Mark, marks
from bot.drills.play import Play
from bot.drills.shop import Shop
from bot.messages import Section
from bot.voice import Voice

_IN_LIST = 72
"""Characters of a quotation in the list of the fifteen."""


@dataclass(frozen=True)
class Score:
    """Yes marks over those that apply."""

    yes: int
    applicable: int


@dataclass(frozen=True)
class Debrief:
    """One drill looked back at; `play.overrides` are shown beside the automatic marks and never in their place."""

    shop: Shop
    play: Play

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """As the transcript alone decides them."""
        return marks(self.shop.scenario, self.play)

    @cached_property
    def score(self) -> Score:
        """The automatic score: the same transcript always gives the same."""
        return _score({mark.number: mark.yes for mark in self.marks})

    @cached_property
    def trainers_score(self) -> Score:
        """The score with the trainer's marks in place."""
        return _score({mark.number: self._trainer(mark.number, mark.yes) for mark in self.marks})

    def sections(self) -> tuple[Section, ...]:
        """What was good first, then what to change, then the score."""
        heading = self._words["headings"]
        if not self.play.turns:
            return (Section("score", heading["score"], self._words["nothing-said"]),)
        return (
            Section("score", heading["good"], "\n".join(self._good())),
            Section("score", heading["better"], "\n\n".join(self._better())),
            Section("score", heading["score"], "\n".join(self._result())),
            Section("score", heading["marks"], "\n".join(self._line(mark) for mark in self.marks)),
        )

    def overridden(self, number: int) -> str:
        """What to say when a trainer has set a mark: both marks and both scores."""
        mark = self.marks[number - 1]
        said = {"n": number, "name": self._words["marks"][number], "change": self._result_of(mark)}
        told = self._words["overridden"]
        return str(told.format(auto=self._fraction(self.score), manual=self._fraction(self.trainers_score), **said))

    @cached_property
    def _words(self) -> Mapping[str, Any]:
        return wording(self.shop.language)

    @property
    def _is_hold(self) -> bool:
        return not self.shop.scenario.sells

    def _good(self) -> Iterator[str]:
        praised = to_praise(self.marks)
        texts = {**self._words["good"], **(self._words["good-hold"] if self._is_hold else {})}
        if not praised:
            yield self._words["good-none"]
        for mark in praised:
            yield f"• {texts[mark.number]}{self._evidence(mark)}"

    def _better(self) -> Iterator[str]:
        texts = {**self._words["why"], **(self._words["why-hold"] if self._is_hold else {})}
        reason = self._words["hold-reasons"][self.shop.scenario.hold.reason] if self.shop.scenario.hold else ""
        lines = Lines(self.shop, Voice(self.shop.language, self.play.scenario), self._why_untrue)
        learned, well_said = to_learn(self.marks), {mark.quote for mark in self.marks if mark.yes}
        if not learned:
            yield self._words["better-none"]
        for mark in learned:
            parts = [texts[mark.number].format(reason=reason)]
            if mark.quote and mark.quote not in well_said:
                parts.append(self._words["instead-of"].format(quote=self._quoted(mark)))
            parts.append(self._words["better-line"].format(line=self._words["quote"].format(lines.better(mark.number))))
            yield "\n".join(parts)

    @property
    def _why_untrue(self) -> str:
        return next((turn.deed.untrue_why for turn in self.play.turns if turn.deed.untrue), "")

    def _result(self) -> Iterator[str]:
        over = self._words["over"][self.play.over or "ended"]
        yield self._words["score"].format(yes=self.score.yes, applicable=self.score.applicable, over=over)
        if self.play.overrides:
            yield self._words["with-trainer"].format(score=self._fraction(self.trainers_score))
        yield self._hidden()

    def _hidden(self) -> str:
        scenario, catalogue = self.shop.scenario, self.shop.catalogue
        if scenario.hold:
            return str(self._words["hidden-hold"].format(reason=self._words["hold-reasons"][scenario.hold.reason]))
        right = Voice(self.shop.language, "").joined(
            [catalogue.by_id[fitting.product].name.said(self.shop.language) for fitting in scenario.right], last="or"
        )
        need = catalogue.need_by_id[scenario.need.id].name.said(self.shop.language)
        return str(self._words["hidden"].format(need=need, right=right))

    def _line(self, mark: Mark) -> str:
        said = {"n": mark.number, "name": self._words["marks"][mark.number], "result": self._result_of(mark)}
        return str(self._words["mark-line"].format(evidence=self._evidence(mark, _IN_LIST), **said))

    def _result_of(self, mark: Mark) -> str:
        automatic = self._named(mark.yes)
        if mark.number not in self.play.overrides:
            return automatic
        yes, reason = self.play.overrides[mark.number]
        return str(
            self._words["trainer"].format(before=automatic, after=self._named(yes), reason=f": {reason}" if reason else "")
        )

    def _evidence(self, mark: Mark, longest: int = QUOTED) -> str:
        if mark.quote:
            return f" – {self._quoted(mark, longest)}"
        return f" – {self._words['clean'].format(n=len(self.play.turns))}" if mark.yes else ""

    def _quoted(self, mark: Mark, longest: int = QUOTED) -> str:
        words = self._words["quote"].format(quote(mark.quote, longest))
        why = f", {self._words['untrue'][self._why_untrue]}" if mark.number == 11 and self._why_untrue else ""
        return f"{words} ({self._words['turn'].format(n=mark.turn)}{why})"

    def _named(self, yes: bool | None) -> str:
        return str(self._words["result"]["na" if yes is None else "yes" if yes else "no"])

    def _trainer(self, number: int, automatic: bool | None) -> bool | None:
        return self.play.overrides[number][0] if number in self.play.overrides else automatic

    def _fraction(self, score: Score) -> str:
        return str(self._words["fraction"].format(yes=score.yes, applicable=score.applicable))


def _score(results: Mapping[int, bool | None]) -> Score:
    return Score(sum(yes is True for yes in results.values()), sum(yes is not None for yes in results.values()))
