"""A finished or running drill as the judges look at it: where what was done, and in which words. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.drills.deed import Deed, quote
from bot.drills.play import Turn
from bot.drills.scenario import Scenario

Evidence = tuple[bool | None, int | None, str]
"""Yes, no or not applicable; the index of the turn; the words."""


@dataclass(frozen=True)
class Transcript:
    """The turns with what the judges ask of them; places are indices into `turns`, `end` when there is none."""

    scenario: Scenario
    turns: tuple[Turn, ...]

    @property
    def end(self) -> int:
        """One past the last turn."""
        return len(self.turns)

    @cached_property
    def pitch(self) -> int:
        """The first proposal."""
        return self.first(lambda deed: deed.proposes)

    @cached_property
    def reveal(self) -> int:
        """The turn that the customer answered with the hidden need."""
        return next((i for i, turn in enumerate(self.turns) if turn.line == "reveal"), self.end)

    @cached_property
    def objection(self) -> int:
        """The turn that was answered with the objection."""
        return next((i for i, turn in enumerate(self.turns) if turn.line == "objection"), self.end)

    @cached_property
    def refusal(self) -> int:
        """The turn that was answered with a no."""
        return next((i for i, turn in enumerate(self.turns) if turn.line == "no"), self.end)

    @property
    def pitched(self) -> bool:
        """Whether anything was proposed."""
        return self.pitch < self.end

    def first(self, test: Callable[[Deed], object], start: int = 0) -> int:
        """The first turn from `start` whose deed passes."""
        return next((i for i in range(start, self.end) if test(self.turns[i].deed)), self.end)

    def words(self, at: int, what: str = "") -> tuple[int | None, str]:
        """Where, and the words: the quotation of that name, or the message itself."""
        if not 0 <= at < self.end:
            return None, ""
        return at, (getattr(self.turns[at].deed, what) if what else "") or quote(self.turns[at].text)

    def found(self, what: str, start: int, otherwise: int) -> Evidence:
        """Yes with its words if the act was done from `start` on; else no, with what was said at `otherwise`."""
        at = self.first(lambda deed: getattr(deed, what), start)
        return (True, *self.words(at, what)) if at < self.end else (False, *self.words(min(otherwise, self.end - 1)))

    def never(self, what: str, start: int = 0) -> Evidence:
        """No with its words if the act was done from `start` on; else yes."""
        at = self.first(lambda deed: getattr(deed, what), start)
        return (False, *self.words(at, what)) if at < self.end else (True, None, "")
