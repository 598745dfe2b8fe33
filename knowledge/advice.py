"""What goes into the choice and what comes out: `advise(catalogue, customer) -> Advice`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from knowledge.catalogue import Kind, Lever, Move

Verdict = Literal["offer", "ask", "hold"]
HoldReason = Literal[
    "open-problem", "onboarding", "no-budget", "unproven", "hesitant", "leaving",
    "refused", "capped", "opted-out", "person-asked", "nothing-fits",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A product with its quantity: in the basket, or owned."""

    product: str
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Use:
    """Use of a catalogue metric: `ratio` is used / cap (1 means full), `used` the count when said."""

    ratio: float | None = None
    used: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PastOffer:
    """Something proposed before, and what came of it."""

    product: str
    at: datetime
    outcome: Literal["open", "accepted", "refused", "later"]
    unasked: bool
    here: bool
    """Whether it was in this conversation."""


@dataclass(frozen=True, slots=True)
class Customer:
    """What is known of a customer when advice is asked; everything is optional but `at`.

    `needs` maps need ids to how surely they were heard (0 to 1); `signals` are those of docs/labels.md still standing;
    `spend` is what they pay per use, in the catalogue's currency and per month.
    """

    at: datetime
    basket: tuple[Line, ...] = ()
    considering: tuple[str, ...] = ()
    owned: tuple[Line, ...] = ()
    needs: Mapping[str, float] = field(default_factory=dict)
    signals: frozenset[str] = frozenset()
    usage: Mapping[str, Use] = field(default_factory=dict)
    industry: str | None = None
    size: int | None = None
    spend: Decimal | None = None
    budget: Decimal | None = None
    """The most they would pay, in the catalogue's currency; `budget_per` a period, when one was said."""
    budget_per: str | None = None
    tenure_days: int | None = None
    wanted_quantity: Decimal | None = None
    asked: bool = False
    """The customer (or rep) asked for something: advice, a product, a proposal."""
    first_contact: bool = True
    open_problem: bool = False
    hesitant: bool = False
    leaving: bool = False
    shrinking: bool = False
    """Fewer people, less volume, or closing: nothing larger is for them."""
    nothing_more: bool = False
    """They said that they want what they named and nothing else."""
    person_asked: bool = False
    opted_out: bool = False
    refused_here: bool = False
    """A proposal was refused in this conversation and nothing has been asked for since."""
    history: tuple[PastOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule of the playbook and a sentence in English for logs, reps and tests; `subject` is a product or need id."""

    rule: str
    text: str
    subject: str | None = None
    code: str | None = None
    """Of a closed gate: its name in `knowledge.gates.GATES`, for wording."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to propose. `adds` is what the choice adds in price; None when it is on request."""

    product: str
    move: Move
    kind: Kind
    lever: Lever
    score: float
    replaces: str | None = None
    completes: str | None = None
    adds: Decimal | None = None
    need: str | None = None
    inferred: bool = False
    """What it replaces or completes was not named by anybody: nothing may be said about it."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Offer, ask or hold, with reasons; `excluded` says for every other candidate which gate closed on it."""

    verdict: Verdict
    proposals: tuple[Proposal, ...] = ()
    ask_about: str | None = None
    """With `ask`: a need id, or one of goal, product, usage, size."""
    suggested: str | None = None
    """With `ask`: the offering that answers the need, for somebody who has chosen nothing yet."""
    options: tuple[str, ...] = ()
    """With `ask` about the product: which of these they have or are taking, where what answers the need goes with one of them."""
    hold: HoldReason | None = None
    reasons: tuple[Reason, ...] = ()
    excluded: tuple[Reason, ...] = ()
