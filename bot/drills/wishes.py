"""What a trainee (or trainer) asks of the drill itself, apart from what they say to the customer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.drills.cues import Words, languages, wording
from bot.drills.scenario import Scenario
from bot.messages import Incoming
from nlu.tokens import fold

Kind = Literal["list", "random", "end", "score", "pick", "mark"]
_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,8}\W+)?(\d{1,3})\W*")
_LONGEST_NAME = 8
"""Words of a message that may be a scenario's name."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`language` is that of the words, where they belong to one; `scenario` with pick; `number`, `yes` and `reason` with mark."""

    kind: Kind
    language: str | None = None
    scenario: str | None = None
    number: int = 0
    yes: bool = False
    reason: str = ""


def pressed(action: str, scenarios: Sequence[str]) -> Wish | None:
    """The wish behind a button of the drill."""
    rest = action.removeprefix("drill-")
    if rest in ("random", "end"):
        return Wish("random" if rest == "random" else "end")
    index = int(rest) - 1 if rest.isdigit() else -1
    return Wish("pick", scenario=scenarios[index]) if 0 <= index < len(scenarios) else None


def said(text: str, language: str | None = None) -> Wish | None:
    """A command in words; in a drill in `language`, words that are ordinary there are none."""
    folded = " ".join(Words(text).folded)
    return _commands().get(folded) if folded not in _ordinary(language) else None


def chosen(text: str, scenarios: Mapping[str, Scenario]) -> Wish | None:
    """A scenario by its number in the list or by (part of) its name."""
    number = _NUMBER.fullmatch(text)
    if number:
        index = int(number[1]) - 1
        return Wish("pick", scenario=list(scenarios)[index]) if 0 <= index < len(scenarios) else None
    words = set(Words(text).folded)
    if not words or len(words) > _LONGEST_NAME:
        return None
    telling = {word for word in words if len(word) > 2}
    fitting = [id_ for id_, each in scenarios.items() if telling and telling <= _called(id_, each)]
    return Wish("pick", scenario=fitting[0]) if len(fitting) == 1 else None


def marking(text: str) -> Wish | None:
    """A trainer's mark: "mark 4 yes, because …"; number 0 when it is none of the fifteen."""
    for language in languages():
        words = wording(language)["commands"]
        marks, yes, no = ("|".join(re.escape(fold(word)) for word in words[key]) for key in ("mark", "yes", "no"))
        found = re.match(rf"\W*(?:{marks})\W*(\d{{1,4}})\W*({yes}|{no})\b\W*", fold(text))
        if found:
            number = int(found[1]) if 1 <= int(found[1]) <= 15 else 0
            agreed = found[2] in [fold(word) for word in words["yes"]]
            return Wish("mark", language, number=number, yes=agreed, reason=_reason(text, found.end()))
    return None


def asks_for_drill(incoming: Incoming) -> bool:
    """Whether a message can only be meant for the drill: its command, or one of its buttons."""
    return incoming.command == "drill" or (incoming.action or "").startswith("drill-")


def _reason(text: str, at: int) -> str:
    """What follows the mark, as it was written; all of the text where folding changes its length."""
    return " ".join((text[at:] if len(fold(text)) == len(text) else text).split())[:200]


def _called(id_: str, scenario: Scenario) -> set[str]:
    return set(Words(f"{id_} {scenario.title} {scenario.persona.name} {scenario.catalogue}").folded)


@cache
def _commands() -> Mapping[str, Wish]:
    kinds: tuple[Kind, ...] = ("list", "random", "end", "score")
    found: dict[str, Wish] = {}
    for language in languages():
        for kind in kinds:
            for words in wording(language)["commands"][kind]:
                key = " ".join(Words(str(words)).folded)
                found[key] = Wish(kind, None if key in found else language)
    return found


@cache
def _ordinary(language: str | None) -> frozenset[str]:
    return frozenset(" ".join(Words(str(word)).folded) for word in wording(language)["ordinary"]) if language else frozenset()
