"""Words around a drill: the list of scenarios, the opening, and the choice among a customer's lines."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from bot.drills.cues import wording
from bot.drills.rehearsal import Rehearsal
from bot.drills.scenario import Scenario
from bot.messages import Action

_BUTTONS = 24
"""Slack takes 25 in a row of buttons; one is for the lot."""
_LABEL = 60


def listing(scenarios: Mapping[str, Scenario], known: Rehearsal, *, missed: bool) -> tuple[str, tuple[Action, ...]]:
    """The list with its buttons; numbers are the same in every language. `missed`: the last answer named none of them."""
    words = wording(known.language)["menu"]
    if not scenarios:
        return words["empty"], ()
    lines = [words["unknown"]] if missed else []
    if known.play and known.running:
        lines.append(words["running"].format(title=scenarios[known.play.scenario].title))
    lines += [words["title"], *(_entry(number, each) for number, each in enumerate(scenarios.values(), start=1)), words["how"]]
    buttons = (
        Action(f"drill-{number}", f"{number}. {each.title}"[:_LABEL]) for number, each in enumerate(scenarios.values(), start=1)
    )
    return "\n".join(lines), (*list(buttons)[:_BUTTONS], Action("drill-random", words["button-random"]))


def _entry(number: int, scenario: Scenario) -> str:
    return f"{number}. {scenario.title} – {scenario.persona.name}, {scenario.persona.who} ({wording(scenario.language)['name']})"


def opening(scenario: Scenario, line: str) -> str:
    """What the trainee may know beforehand, then the customer's first line."""
    about = {"title": scenario.title, "brief": scenario.brief, "name": scenario.persona.name, "who": scenario.persona.who}
    return f"{wording(scenario.language)['start'].format(**about)}\n\n{line}"


def spoken(scenario: Scenario, key: str, seed: str, used: int) -> str:
    """One of the ways the customer says a line: the seed decides the first, then they take turns."""
    if key.startswith("fact:"):
        variants = next(fact.says for fact in scenario.facts if fact.about == key.removeprefix("fact:"))
    else:
        name = key.replace("-", "_")
        variants = getattr(scenario.lines, name) or scenario.lines.waiting
    return variants[(zlib.crc32(f"{seed} {key}".encode()) + used) % len(variants)]
