"""What adapters hand in and get back: the contract between `adapters` and `bot`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

Role = Literal["customer", "rep", "trainee"]
Command = Literal["start", "stop", "erase", "human", "help", "drill"]
SectionKind = Literal["say", "why", "ask", "objection", "when", "when-not", "instead", "answer", "note", "score"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did: wrote `text`, pressed a button (`action`, an opaque id of an earlier reply) or gave a `command`.

    `event` identifies the delivery within its channel ("slack:Ev123"): the same event is answered once. `at` is aware (UTC).
    """

    conversation: str
    text: str
    at: datetime
    role: Role = "customer"
    customer: str | None = None
    language: str | None = None
    event: str | None = None
    action: str | None = None
    command: Command | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button: `id` is opaque, at most 32 ASCII characters, and is handed back as `Incoming.action`."""

    id: str
    label: str
    style: Literal["accept", "later", "refuse", "choice"] = "choice"


@dataclass(frozen=True, slots=True)
class OfferedPrice:
    """What the choice adds, in `currency`; `amount` has two decimals. `per` is a period, `each` a unit."""

    amount: Decimal
    currency: str
    per: str | None = None
    each: str | None = None


@dataclass(frozen=True, slots=True)
class OfferedReason:
    """A rule of the playbook and what it meant here."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Offered:
    """One proposal as it leaves the house."""

    product: str
    name: str
    move: str
    kind: str
    lever: str
    replaces: str | None
    completes: str | None
    price: OfferedPrice | None
    reasons: tuple[OfferedReason, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a rep's or trainee's reply, with its heading in the reply's language."""

    kind: SectionKind
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was heard, for whoever integrates: ids and plain values only."""

    acts: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `text` is complete on its own; `sections` is the same in parts, for channels that can lay it out (reps, drills)."""

    conversation: str
    language: str
    text: str
    verdict: Literal["offer", "ask", "hold"] | None = None
    offers: tuple[Offered, ...] = ()
    question: dict[str, str] | None = None
    hold: dict[str, str] | None = None
    understood: Understood = field(default_factory=Understood)
    actions: tuple[Action, ...] = ()
    sections: tuple[Section, ...] = ()
