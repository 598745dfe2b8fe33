"""Gender and number of a product's name, where a language needs them: what the owner says, else a guess from the first noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from bot.voice import Voice
from knowledge.catalogue import Offering
from nlu.tokens import fold

Gender = Literal["m", "f", "mp", "fp"]


def gender(offering: Offering, voice: Voice) -> Gender:
    """m, f, mp or fp, by the wording file's endings where the owner said nothing."""
    if said := offering.gender.get(voice.language):
        return said
    words = fold(offering.name.said(voice.language)).split()
    rules: Mapping[str, Any] = voice.find("grammar")
    head = words[-1 if rules["head"] == "last" else 0] if words else ""
    plural = bool(rules["plural"]) and head.endswith(rules["plural"]) and not head.endswith(tuple(rules["not-plural"]))
    single = head.removesuffix(rules["plural"]) if plural else head
    feminine = single in rules["feminine"] or (
        single.endswith(tuple(rules["feminine-endings"])) and single not in rules["masculine"]
    )
    return cast(Gender, ("f" if feminine else "m") + ("p" if plural else ""))


def pronoun(offering: Offering, voice: Voice) -> str:
    """What stands for it in the wording's `{p}`."""
    return str(voice.find("grammar.pronouns")[gender(offering, voice)])
