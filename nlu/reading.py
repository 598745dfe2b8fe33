"""What the reader hears in one message: the contract between `nlu` and the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

Language = Literal["it", "fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Span = tuple[int, int]
"""Character offsets (start, end) into the message as it was given."""

AmountKind = Literal["number", "ordinal", "money", "percent", "duration", "date"]
Status = Literal["wanted", "owned", "asked", "removed", "declined"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One quantity said in the message, in digits or words.

    `value` is the plain number (money in units of `currency`, percent as said: 5 % is 5, durations in `unit`s); for a range it is
    the middle, with `low` and `high` set. `per` is a period (`hour`, `day`, `week`, `month`, `year`), `each` what a unit price
    or count is for (`user`, `person`, `piece`, as said, singular). `date` is set only for the kind `date`, resolved against the message's time.
    """

    kind: AmountKind
    value: Decimal
    span: Span
    text: str
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    each: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Use against a limit: "5 of 5 users", "9,5 Go sur 10", "quasi pieno". `used` and `cap` in the unit said; `ratio` when only that is known."""

    metric: str | None
    used: Decimal | None
    cap: Decimal | None
    ratio: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class Growth:
    """A change over time: "+200 %" is a factor of 3, "doubled" of 2. `factor` is None when only the direction is said."""

    factor: float | None
    span: Span
    added: Decimal | None = None
    """How many more, where that was said: "two trainees start in May"."""


@dataclass(frozen=True, slots=True)
class Label:
    """An act, objection or signal of docs/labels.md with its calibrated confidence (0 to 1) and where it was heard."""

    name: str
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A catalogue entry named in the message: an offering (`product`) or a feature.

    `candidates` holds every id the words could mean, best first; more than one means the name is ambiguous.
    `options` are words that modify it ("large", "senza cipolla" as removal) as said.
    """

    product: str
    candidates: tuple[str, ...]
    span: Span
    text: str
    score: float
    quantity: Decimal | None = None
    status: Status = "wanted"
    negated: bool = False
    options: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """A need of the catalogue heard in the message, by an owner's phrase or by its meaning."""

    need: str
    confidence: float
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointing word: `index` counts from 0 ("the first"), -1 is the last, None is "that one"; `other` is "the other one"."""

    span: Span
    index: int | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said about the customer, e.g. name `industry`, value `e-commerce`. Names are listed in docs/labels.md."""

    name: str
    value: str | int | float | bool
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything heard in one message. Spans index into `text`, which is the message as given."""

    text: str
    language: Language
    language_confidence: float
    acts: tuple[Label, ...] = ()
    objections: tuple[Label, ...] = ()
    signals: tuple[Label, ...] = ()
    products: tuple[Mention, ...] = ()
    features: tuple[Mention, ...] = ()
    needs: tuple[NeedMatch, ...] = ()
    leanings: tuple[NeedMatch, ...] = ()
    """Needs the message lies near without being heard, nearest first: their confidence is the cosine. Something to go by where only
    a few of them come into question."""
    answers: tuple[NeedMatch, ...] = ()
    """Questions the owner wrote an answer to."""
    amounts: tuple[Amount, ...] = ()
    usages: tuple[Usage, ...] = ()
    growth: Growth | None = None
    references: tuple[Reference, ...] = ()
    facts: tuple[Fact, ...] = ()
    correction: bool = False
    unclear: bool = False
    notes: tuple[str, ...] = field(default=())
    """Why the reading is less sure than usual (text cut, model missing), in plain English for the log."""

    def has(self, *names: str) -> bool:
        """Whether any act, objection or signal of these names was heard."""
        return any(label.name in names for label in (*self.acts, *self.objections, *self.signals))

    def confidence(self, *names: str) -> float:
        """How surely the surest of these acts, objections or signals was heard; 0 when none was."""
        found = (label.confidence for label in (*self.acts, *self.objections, *self.signals) if label.name in names)
        return max(found, default=0.0)
