"""What is known in a conversation, and how a reading changes it. Plain data: it is stored as JSON between messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.messages import Role
from knowledge.advice import Customer, Line, PastOffer, Use
from knowledge.catalogue import Catalogue

SITTING = timedelta(hours=12)
"""A silence after which what is said is a new sitting."""
LINES = ("basket", "owned", "basket_before")


@dataclass(frozen=True, slots=True)
class OnTable:
    """A proposal waiting for an answer."""

    offer: str
    product: str
    move: str
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The facts so far. `needs` and `usage` as in `knowledge.advice.Customer`; `on_table` waits for an answer, best first."""

    id: str
    role: Role = "customer"
    language: str | None = None
    customer: str | None = None
    basket: tuple[Line, ...] = ()
    considering: tuple[str, ...] = ()
    owned: tuple[Line, ...] = ()
    needs: Mapping[str, float] = field(default_factory=dict)
    signals: frozenset[str] = frozenset()
    usage: Mapping[str, Use] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    on_table: tuple[OnTable, ...] = ()
    asked_about: str | None = None
    """The need, or goal or product, that the last reply asked about."""
    met: bool = False
    open_problem: bool = False
    hesitant: bool = False
    leaving: bool = False
    person_asked: bool = False
    opted_out: bool = False
    refused_here: bool = False
    nothing_more: bool = False
    """They want what they named and nothing else."""
    verdict: str | None = None
    """That of the last reply."""
    objections: tuple[str, ...] = ()
    """Objections answered so far: never twice."""
    choices: tuple[str, ...] = ()
    """Products the last question offered to choose from; a single one is what it asked about."""
    declined: tuple[str, ...] = ()
    """Products turned down in so many words, without having been proposed."""
    basket_before: tuple[Line, ...] = ()
    """The basket before its last change, for who takes that back."""
    spoken: Mapping[str, int] = field(default_factory=dict)
    """How often each kind of sentence was used, so that wording varies."""
    last_at: datetime | None = None
    since: datetime | None = None
    """When this sitting began: a chat service has one conversation for ever, a no is for a sitting."""
    drill: Mapping[str, Any] = field(default_factory=dict)
    """The state of a drill as `bot.drills.rehearsal` keeps it; empty without one."""

    def to_customer(self, at: datetime, history: tuple[PastOffer, ...], *, asked: bool) -> Customer:
        """What the choice needs to know."""
        size = self.facts.get("size")
        return Customer(
            at=at,
            basket=self.basket,
            considering=self.considering,
            owned=self.owned,
            needs=self.needs,
            signals=self.signals,
            usage=self.usage,
            industry=self.facts.get("industry"),
            size=int(size) if size is not None else None,
            spend=_decimal(self.facts.get("spend")),
            tenure_days=self.facts.get("tenure_days"),
            wanted_quantity=_decimal(self.facts.get("seats_wanted")),
            asked=asked,
            first_contact=not self.met,
            open_problem=self.open_problem,
            hesitant=self.hesitant,
            leaving=self.leaving,
            person_asked=self.person_asked,
            opted_out=self.opted_out,
            refused_here=self.refused_here,
            nothing_more=self.nothing_more,
            shrinking=self.facts.get("outlook") == "shrinking",
            budget=_decimal(self.facts.get("budget")),
            budget_per=self.facts.get("budget_per"),
            history=history,
        )

    def at_work(self, at: datetime) -> Conversation:
        """The conversation at this moment: after a long silence a new sitting, in which what was left on the table is gone."""
        if self.since and self.last_at and at - self.last_at < SITTING:
            return self
        return replace(
            self,
            since=at,
            on_table=(),
            considering=(),
            choices=(),
            objections=(),
            declined=(),
            basket_before=(),
            asked_about=None,
            verdict=None,
            refused_here=False,
            nothing_more=False,
            hesitant=False,
        )

    def known_in(self, catalogue: Catalogue) -> Conversation:
        """Without what the catalogue no longer holds."""
        products, needs = catalogue.by_id, catalogue.need_by_id
        return replace(
            self,
            basket=tuple(line for line in self.basket if line.product in products),
            owned=tuple(line for line in self.owned if line.product in products),
            considering=tuple(product for product in self.considering if product in products),
            choices=tuple(product for product in self.choices if product in products),
            declined=tuple(product for product in self.declined if product in products),
            basket_before=tuple(line for line in self.basket_before if line.product in products),
            on_table=tuple(each for each in self.on_table if each.product in products),
            needs={need: sure for need, sure in self.needs.items() if need in needs},
        )

    def fresh_case(self) -> Conversation:
        """The same talk about another customer: only the voice and language stay."""
        return Conversation(
            id=self.id, role=self.role, language=self.language, met=self.met, spoken=self.spoken, last_at=self.last_at
        )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def to_json(conversation: Conversation) -> dict[str, Any]:
    """As stored; `from_json` gives the same conversation back."""
    state = asdict(conversation)
    state["signals"] = sorted(conversation.signals)
    for moment in ("last_at", "since"):
        state[moment] = state[moment].isoformat() if state[moment] else None
    for lines in LINES:
        state[lines] = [[line.product, str(line.quantity)] for line in getattr(conversation, lines)]
    state["usage"] = {m: [use.ratio, None if use.used is None else str(use.used)] for m, use in conversation.usage.items()}
    return state


def from_json(state: Mapping[str, Any]) -> Conversation:
    """The conversation that was stored; fields added since then take their defaults."""
    known = {name: value for name, value in state.items() if name in Conversation.__dataclass_fields__}
    for lines in LINES:
        known[lines] = tuple(Line(product, Decimal(quantity)) for product, quantity in state.get(lines, ()))
    known["considering"] = tuple(state.get("considering", ()))
    for names in ("choices", "objections", "declined"):
        known[names] = tuple(state.get(names, ()))
    known["signals"] = frozenset(state.get("signals", ()))
    known["usage"] = {metric: Use(ratio, _decimal(used)) for metric, (ratio, used) in state.get("usage", {}).items()}
    known["on_table"] = tuple(OnTable(**each) for each in state.get("on_table", ()))
    for moment in ("last_at", "since"):
        known[moment] = datetime.fromisoformat(state[moment]) if state.get(moment) else None
    return Conversation(**known)


def with_line(lines: tuple[Line, ...], product: str, quantity: Decimal | None) -> tuple[Line, ...]:
    """The lines with this product in them, its quantity set when one was said."""
    for index, line in enumerate(lines):
        if line.product == product:
            changed = replace(line, quantity=quantity) if quantity is not None else line
            return (*lines[:index], changed, *lines[index + 1 :])
    return (*lines, Line(product, quantity if quantity is not None else Decimal(1)))


def without_line(lines: tuple[Line, ...], product: str) -> tuple[Line, ...]:
    """The lines without this product."""
    return tuple(line for line in lines if line.product != product)
