"""A drill under way: what has been said, and the customer's state. Plain data, kept in the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.drills import deed as deeds
from bot.drills.deed import Deed

Scene = Literal["talk", "objecting", "how", "refused"]
"""Getting to know each other · an objection stands · convinced, asks what happens next · has said no."""
Ending = Literal["accepted", "declined", "left", "time-up", "ended", "held", "said-goodbye"]
KEPT = 600
"""Characters of a trainee's message that are kept."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the trainee, what it did, and the customer's line (its name in the script; a fact as `fact:…`)."""

    text: str
    deed: Deed
    line: str


@dataclass(frozen=True, slots=True)
class Play:
    """One drill from its opening to its end. `overrides` are a trainer's marks by number: (yes, reason)."""

    scenario: str
    patience: int
    trust: int
    turns: tuple[Turn, ...] = ()
    scene: Scene = "talk"
    over: Ending | None = None
    said: Mapping[str, int] = field(default_factory=dict)
    """How often each line was used, so that they vary."""
    overrides: Mapping[int, tuple[bool, str]] = field(default_factory=dict)

    @property
    def need_out(self) -> bool:
        """Whether the customer has told what they need."""
        return self.heard("reveal") > 0

    @property
    def proposed(self) -> tuple[str, ...]:
        """Everything proposed so far, once each."""
        return tuple(dict.fromkeys(product for turn in self.turns for product in turn.deed.proposed))

    def heard(self, *lines: str) -> int:
        """How often the customer said one of these."""
        return sum(turn.line in lines for turn in self.turns)

    def did(self, what: str) -> bool:
        """Whether any message so far did this: the name of a quotation in `Deed`."""
        return any(getattr(turn.deed, what) for turn in self.turns)

    def with_turn(self, text: str, deed: Deed, line: str) -> Play:
        """The play after one more message."""
        said = {**self.said, line: self.said.get(line, 0) + 1}
        return replace(self, turns=(*self.turns, Turn(text[:KEPT], deed, line)), said=said)


def to_json(play: Play) -> dict[str, Any]:
    """As stored; `from_json` gives the same play back."""
    return {
        "scenario": play.scenario,
        "patience": play.patience,
        "trust": play.trust,
        "turns": [[turn.text, deeds.to_json(turn.deed), turn.line] for turn in play.turns],
        "scene": play.scene,
        "over": play.over,
        "said": dict(play.said),
        "overrides": {str(mark): [yes, reason] for mark, (yes, reason) in play.overrides.items()},
    }


def from_json(state: Mapping[str, Any]) -> Play:
    """The play that was stored."""
    return Play(
        scenario=state["scenario"],
        patience=state["patience"],
        trust=state["trust"],
        turns=tuple(Turn(text, deeds.from_json(deed), line) for text, deed, line in state["turns"]),
        scene=state["scene"],
        over=state["over"],
        said=dict(state["said"]),
        overrides={int(mark): (yes, reason) for mark, (yes, reason) in state["overrides"].items()},
    )
