"""The customer: from what the trainee did to the line that answers it, and to how patience and trust move."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.drills.deed import UNNAMED, Deed
from bot.drills.play import Ending, Play, Scene
from bot.drills.scenario import COST, Scenario

_ENOUGH = 2
"""Pitches too early, wrong proposals or answers that miss, after which it is a no."""
_MANY = 2
MISSTEPS = ("pressure", "doubt", "too-early", "price-first", "wrong", "too-many", "unanswered")
"""Lines that cost patience."""
_WARMS = ("played_back", "tied", "acknowledged")
"""What earns trust the first time it is done."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """The line that follows, by its name in the script (or `fact:…`), the scene after it, and the end if it is one."""

    line: str
    scene: Scene
    over: Ending | None = None


def react(scenario: Scenario, play: Play, text: str, deed: Deed) -> Play:
    """The play after the trainee's message."""
    trust = play.trust + _warmth(play, deed)
    reaction = _reaction(scenario, replace(play, trust=trust), deed)
    patience, trust = play.patience, trust + (reaction.line in ("reveal", "confirmed"))
    if reaction.line in MISSTEPS:
        patience, trust = patience - COST[scenario.persona.temper], trust - 1
    elif reaction.line == "waiting" and play.turns and play.turns[-1].line == "waiting":
        patience -= 1
    if patience <= 0 and reaction.over is None:
        reaction = Reaction("leaving", reaction.scene, "left")
    if len(play.turns) + 1 >= scenario.max_turns and reaction.over is None:
        reaction = Reaction("time-up", reaction.scene, "time-up")
    after = play.with_turn(text, deed, reaction.line)
    return replace(after, patience=patience, trust=trust, scene=reaction.scene, over=reaction.over)


def _warmth(play: Play, deed: Deed) -> int:
    """Trust earned by doing something well for the first time."""
    listened = play.need_out
    earned = sum(bool(getattr(deed, act)) and not play.did(act) for act in _WARMS) if listened else 0
    return earned + (deed.proof_fits and listened)


def _reaction(scenario: Scenario, play: Play, deed: Deed) -> Reaction:
    if play.scene == "refused":
        return Reaction("second-try" if deed.proposes or deed.pressure else "after-no", "refused", "declined")
    if deed.pressure:
        return Reaction("pressure", play.scene)
    if play.scene == "how":
        return Reaction("yes", "how", "accepted" if scenario.sells else "held")
    if deed.untrue:
        return Reaction("doubt", play.scene)
    if not scenario.sells:
        return _unsold(scenario, play, deed)
    if play.scene == "objecting":
        return _objecting(scenario, play, deed)
    return _pitched(scenario, play, deed) if deed.proposes else _talking(scenario, play, deed)


def _unsold(scenario: Scenario, play: Play, deed: Deed) -> Reaction:
    """A customer to whom nothing should be sold today."""
    if deed.proposes:
        return _no_after(play, "too-early")
    if deed.held and play.need_out:
        done = deed.next_step or play.did("next_step")
        return Reaction("yes", "how", "held") if done else Reaction("convinced", "how")
    if deed.held and not deed.open_question:
        return Reaction("reveal" if play.heard("confirmed") else "confirmed", "talk")
    return _talking(scenario, play, deed)


def _pitched(scenario: Scenario, play: Play, deed: Deed) -> Reaction:
    right = {fitting.product for fitting in scenario.right}
    if deed.proposed == (UNNAMED,) and play.need_out:
        return Reaction("waiting", "talk")
    if len(deed.proposed) > _MANY:
        return Reaction("too-many", "talk")
    if not play.need_out:
        return _no_after(play, "price-first" if deed.price_first and not deed.benefit else "too-early")
    if not right & set(deed.proposed):
        return _no_after(play, "wrong")
    if deed.price_first and not play.did("benefit"):
        return Reaction("price-first", "talk")
    return Reaction("objection", "objecting")


def _objecting(scenario: Scenario, play: Play, deed: Deed) -> Reaction:
    answered = bool(deed.answer or deed.proof_fits)
    asked = deed.open_question or deed.closed_question
    if answered and play.trust >= scenario.wins_at:
        done = deed.next_step or _stepped_since_proposal(play)
        return Reaction("yes", "how", "accepted") if done else Reaction("convinced", "how")
    if asked and not answered and not play.heard("because"):
        return Reaction("because", "objecting")
    if play.heard("unanswered") + 1 >= _ENOUGH:
        return Reaction("no", "refused")
    return Reaction("unanswered", "objecting")


def _stepped_since_proposal(play: Play) -> bool:
    first = next((i for i, turn in enumerate(play.turns) if turn.deed.proposes), len(play.turns))
    return any(turn.deed.next_step for turn in play.turns[first:])


def _talking(scenario: Scenario, play: Play, deed: Deed) -> Reaction:
    right = {fitting.product for fitting in scenario.right}
    if play.need_out and deed.benefit and right & set(play.proposed):
        return Reaction("objection", "objecting")
    if scenario.sells and deed.price_only and not deed.benefit:
        return Reaction("price-first", "talk")
    if deed.open_question and not play.need_out:
        asked = sum(bool(turn.deed.open_question) for turn in play.turns) + 1
        ready = asked >= scenario.need.after or scenario.lines.hint is None
        return Reaction("reveal" if ready else "hint", "talk")
    if deed.played_back and play.need_out and not play.heard("confirmed"):
        return Reaction("confirmed", "talk")
    if deed.facts:
        return Reaction(f"fact:{deed.facts[0]}", "talk")
    if deed.open_question:
        return Reaction("more", "talk")
    if deed.closed_question:
        return Reaction("vague", "talk")
    if deed.goodbye and not deed.next_step:
        return Reaction("after-no", "talk", "said-goodbye")
    return Reaction("waiting", "talk")


def _no_after(play: Play, line: str) -> Reaction:
    """The line, or a no when too much of the kind was said before."""
    missed = play.heard("too-early", "price-first", "wrong") + 1
    return Reaction("no", "refused") if missed >= _ENOUGH else Reaction(line, "talk")
