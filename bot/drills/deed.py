"""What a trainee did in one message: plain data in the conversation, from which the customer reacts and the marks follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

NOWHERE = -1
UNNAMED = "?"
"""Stands for a product that was proposed without being named."""
QUOTED = 140
"""Characters of a quotation."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Texts are quotations, empty where the thing was not done; `…_at` are offsets in the message, `NOWHERE` without."""

    open_question: str = ""
    closed_question: str = ""
    facts: tuple[str, ...] = ()
    """Facts of the scenario asked about."""
    played_back: str = ""
    proposal: str = ""
    proposed: tuple[str, ...] = ()
    """Products proposed, as they came."""
    benefit: str = ""
    benefit_at: int = NOWHERE
    tied: str = ""
    """A benefit that answers the hidden need."""
    concrete: str = ""
    """A benefit that answers it and is concrete: a time, an amount, a risk."""
    price: str = ""
    price_at: int = NOWHERE
    price_only: str = ""
    """A price made small instead of a reason."""
    pressure: str = ""
    acknowledged: str = ""
    answer: str = ""
    """An answer to the customer's objection: from the catalogue's answers, a benefit, or a low-risk step."""
    proof: str = ""
    proof_fits: bool = False
    untrue: str = ""
    untrue_why: str = ""
    next_step: str = ""
    held: str = ""
    """Not selling, and taking care instead."""
    yielded: str = ""
    goodbye: str = ""

    @property
    def proposes(self) -> bool:
        """Whether anything was proposed."""
        return bool(self.proposed)

    @property
    def price_first(self) -> bool:
        """Whether a price stands before any benefit in this message."""
        return self.price_at != NOWHERE and not (NOWHERE < self.benefit_at < self.price_at)


def quote(text: str, longest: int = QUOTED) -> str:
    """The trainee's own words, shortened where they are long."""
    said = " ".join(text.split())
    return said if len(said) <= longest else said[: longest - 1].rstrip() + "…"


def to_json(deed: Deed) -> dict[str, Any]:
    """What differs from having done nothing."""
    blank = Deed()
    return {name: value for name, value in asdict(deed).items() if value != getattr(blank, name)}


def from_json(state: Mapping[str, Any]) -> Deed:
    """The deed that was stored."""
    known = {field.name for field in fields(Deed)}
    kept: dict[str, Any] = {}
    for name in known & set(state):
        kept[name] = tuple(state[name]) if isinstance(state[name], list) else state[name]
    return Deed(**kept)
