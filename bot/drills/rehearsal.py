"""What a conversation remembers of its drills, and the scenarios with their shops open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import structlog

from bot.drills import library
from bot.drills import play as plays
from bot.drills.ear import Ear
from bot.drills.library import ScenarioError
from bot.drills.play import Play
from bot.drills.scenario import Scenario
from bot.drills.shop import OpenShop, Shop
from bot.drills.truth import Truth

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`menu`: the list was just shown, and a number means a choice. `played` lists scenarios started; `play` is the latest.

    `at` is when the drill was last spoken to.
    """

    language: str
    menu: bool = False
    played: tuple[str, ...] = ()
    play: Play | None = None
    at: datetime | None = None

    @property
    def running(self) -> bool:
        """Whether a drill is being played."""
        return self.play is not None and self.play.over is None

    @property
    def finished(self) -> bool:
        """Whether there is a drill to look back at."""
        return self.play is not None and self.play.over is not None


def to_json(rehearsal: Rehearsal) -> dict[str, Any]:
    """As kept in `Conversation.drill`."""
    play = plays.to_json(rehearsal.play) if rehearsal.play else None
    at = rehearsal.at.isoformat() if rehearsal.at else None
    return {"language": rehearsal.language, "menu": rehearsal.menu, "played": list(rehearsal.played), "play": play, "at": at}


def from_json(state: Mapping[str, Any], language: str, known: Mapping[str, Scenario]) -> Rehearsal:
    """What was kept; a drill whose scenario has gone since is forgotten."""
    kept = state.get("play")
    play = plays.from_json(kept) if kept and kept["scenario"] in known else None
    at = datetime.fromisoformat(state["at"]) if state.get("at") else None
    return Rehearsal(state.get("language") or language, bool(state.get("menu")), tuple(state.get("played", ())), play, at)


@dataclass
class Library:
    """The scenarios of a folder; their shops are opened when first played, and kept."""

    open_shop: OpenShop
    folder: Path
    ear: Ear
    _open: dict[str, tuple[Shop, Truth]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """By id, in the order of the list. Files with mistakes are left out, and the log says why."""
        found, problems = library.load_folder(self.folder)
        for problem in problems:
            log.warning("drill", problem=problem)
        return found

    def shop(self, scenario: str) -> tuple[Shop, Truth]:
        """A scenario's shop. Raises `KnowledgeError` when its catalogue has mistakes, or says other things than the scenario."""
        with self._lock:
            if scenario not in self._open:
                self._open[scenario] = self._opened(scenario)
            return self._open[scenario]

    def _opened(self, name: str) -> tuple[Shop, Truth]:
        scenario = self.scenarios[name]
        catalogue, reader = self.open_shop(scenario.catalogue, scenario.topics)
        problems = [f"{name}: {problem}" for problem in library.check(scenario, catalogue)]
        if problems:
            raise ScenarioError(problems)
        shop = Shop(scenario, catalogue, reader, self.ear)
        return shop, Truth(shop)
