"""The catalogue: what a business sells, how things relate, and why they are worth having.

These frozen dataclasses are both the file format (version 1; pydantic validates them at the border) and what the engine reads.
`knowledge.loader` turns a YAML file into a `Catalogue` and names every mistake with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.dataclasses import dataclass
from pydantic_core import core_schema

Move = Literal["upsell", "cross-sell"]
UpsellKind = Literal["version", "performance", "extension", "personalisation"]
CrossSellKind = Literal["functional", "protection", "expansion", "strategic"]
Kind = UpsellKind | CrossSellKind
Lever = Literal["result", "risk", "saving", "peace-of-mind"]
Period = Literal["hour", "day", "week", "month", "quarter", "year", "use"]
Moment = Literal["any", "before-delivery", "checkout", "after-value"]
ObjectionType = Literal["price", "need", "time", "trust", "authority", "lock-in", "experience", "later"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="lower-case letters, digits and hyphens")]

STRICT = ConfigDict(extra="forbid", use_attribute_docstrings=True)
MONTHS: Mapping[str, Decimal] = {
    "week": Decimal(12) / Decimal(52), "month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12),
}  # fmt: skip
"""How many months each recurring period lasts; the other periods do not recur."""


class Text(dict[str, str]):
    """Words in one or more languages: in the file a plain string (the catalogue's language) or a map `{it: …, fr: …, en: …}`."""

    PLAIN = "*"

    def said(self, language: str) -> str:
        """In this language, else as the owner wrote it, else in whichever language there is."""
        return self.get(language) or self.get(self.PLAIN) or next(iter(self.values()), "")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        words = core_schema.str_schema(min_length=1, strip_whitespace=True)
        by_language = core_schema.dict_schema(core_schema.str_schema(pattern=r"^(\*|[a-z]{2})$"), words, min_length=1)
        plain = core_schema.no_info_after_validator_function(lambda said: {cls.PLAIN: said}, words)
        return core_schema.no_info_after_validator_function(
            cls, core_schema.union_schema([by_language, plain], mode="left_to_right")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        words = {"type": "string", "minLength": 1}
        return {"anyOf": [words, {"type": "object", "additionalProperties": words, "minProperties": 1}]}


def _phrases(value: Any) -> Any:
    """A list of phrases in the catalogue's language, or a map of lists by language; a single phrase stands for a list of one."""
    if isinstance(value, str):
        return {Text.PLAIN: [value]}
    if isinstance(value, list):
        return {Text.PLAIN: value}
    if isinstance(value, dict):
        return {language: [said] if isinstance(said, str) else said for language, said in value.items()}
    return value


Phrases = Annotated[
    dict[str, tuple[str, ...]],
    BeforeValidator(_phrases, json_schema_input_type=str | list[str] | dict[str, str | list[str]]),
]

_PRICE = re.compile(r"^(?P<from>from\s+)?(?P<amount>\d+(?:\.\d+)?)(?P<rest>(?:\s*/\s*[a-z-]+|\s+per\s+[a-z-]+)*)$")
_PERIODS = {"hour", "day", "week", "month", "quarter", "year", "use"}


def _price(value: Any) -> Any:
    """7.5 · "29/month" · "15/user/month" · "from 299/month" · "on request"."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return value
    written = str(value).strip().lower()
    if written == "on request":
        return {"amount": None}
    parts = _PRICE.match(written)
    if parts is None:
        raise ValueError('write a price like 7.50, "29/month", "15/user/month", "from 299/month" or "on request"')
    units = re.split(r"\s*/\s*|\s+per\s+", parts["rest"].strip())[1:] if parts["rest"].strip() else []
    periods = [unit for unit in units if unit in _PERIODS]
    others = [unit for unit in units if unit not in _PERIODS]
    if len(periods) > 1 or len(others) > 1:
        raise ValueError(f"a price has at most one period and one unit, not {'/'.join(units)}")
    return {
        "amount": parts["amount"],
        "starting": bool(parts["from"]),
        "per": next(iter(periods), None),
        "each": next(iter(others), None),
    }


@dataclass(frozen=True, config=STRICT)
class PriceTag:
    """A price: `amount` in the catalogue's currency (None: on request), `per` a period, `each` a unit (user, person, …)."""

    amount: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)] | None
    per: Period | None = None
    each: str | None = None
    starting: bool = False

    @property
    def monthly(self) -> Decimal | None:
        """The amount per month, or None when it is on request or does not recur."""
        months = MONTHS.get(self.per or "")
        return None if self.amount is None or months is None else self.amount / months


Price = Annotated[PriceTag, BeforeValidator(_price, json_schema_input_type=float | str | PriceTag)]


def _limit(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == "unlimited":
        return Decimal("Infinity")
    try:
        return value if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError('write a limit as a number or "unlimited"') from None


Limit = Annotated[
    Decimal,
    Field(gt=0, allow_inf_nan=True),
    BeforeValidator(_limit, json_schema_input_type=float | Literal["unlimited"]),
    PlainSerializer(lambda value: "unlimited" if value.is_infinite() else str(value)),
]


@dataclass(frozen=True, config=STRICT)
class Business:
    """Who sells: shown in greetings, and the language and currency everything else is written in."""

    name: str
    language: str
    languages: tuple[str, ...]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217, e.g. EUR")] = "EUR"
    about: Text | None = None
    """One line about the business, for the greeting."""
    contact: Text | None = None
    """How a customer reaches a person: shown when they ask for one."""


@dataclass(frozen=True, config=STRICT)
class Segment:
    """Whom an offering is for; an empty field means everyone."""

    industries: tuple[str, ...] = ()
    min_size: int | None = None
    max_size: int | None = None


@dataclass(frozen=True, config=STRICT)
class Offering:
    """Something that can be bought. `margin` (0 to 1) and `internal` are never shown to customers."""

    id: Id
    name: Text
    price: Price
    aliases: Phrases = field(default_factory=dict)
    """Other names customers use for it."""
    gender: dict[str, Literal["m", "f", "mp", "fp"]] = field(default_factory=dict)
    """Grammatical gender of the name by language (m, f; mp, fp for plurals), where a guess from its ending would be wrong."""
    category: str | None = None
    description: Text | None = None
    features: tuple[str, ...] = ()
    extends: str | None = None
    """The offering whose features it has as well."""
    limits: dict[str, Limit] = field(default_factory=dict)
    """By metric: the most it allows, or unlimited."""
    when: Moment = "any"
    """When it can be sold: before-delivery (a choice made before it is made or shipped), checkout, after-value (once the base has proved itself)."""
    available: bool = True
    segment: Segment = field(default_factory=Segment)
    requires: tuple[str, ...] = ()
    """Offerings the customer must own or be buying."""
    excludes: tuple[str, ...] = ()
    """Offerings it does not go with."""
    margin: Annotated[Decimal, Field(ge=-1, le=1)] | None = None
    internal: str | None = None


@dataclass(frozen=True, config=STRICT)
class Step:
    """A rung of a ladder; `kind` says what climbing to it changes."""

    offering: str
    kind: UpsellKind = "version"


def _step(value: Any) -> Any:
    return {"offering": value} if isinstance(value, str) else value


@dataclass(frozen=True, config=STRICT)
class Ladder:
    """Versions of the same thing, lowest first."""

    id: Id
    steps: Annotated[tuple[Annotated[Step, BeforeValidator(_step, json_schema_input_type=str | Step)], ...], Field(min_length=2)]
    name: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Complement:
    """What completes a purchase: `offer` goes with every offering (or category) in `to`, for one of the `goals` (need ids)."""

    offer: str
    to: Annotated[
        tuple[str, ...],
        Field(min_length=1),
        BeforeValidator(lambda v: [v] if isinstance(v, str) else v, json_schema_input_type=str | tuple[str, ...]),
    ]
    kind: CrossSellKind
    reason: Text
    """Why it goes with it, as a full sentence to the customer, benefit first, no price."""
    goals: tuple[str, ...] = ()
    required: bool = False
    """The base does not work without it: said plainly, never sold as a benefit."""
    only_with_need: bool = False
    """Proposed only when one of its goals has been heard."""


@dataclass(frozen=True, config=STRICT)
class Need:
    """Something customers want to achieve or avoid, with phrases they use for it in any language."""

    id: Id
    name: Text
    """An infinitive that completes "Per …", "Pour …", "To …": vedere i margini / voir vos marges / see your margins."""
    phrases: Phrases = field(default_factory=dict)
    question: Text | None = None
    """The open question that would bring it out."""
    answered_by: tuple[str, ...] = ()
    """Offerings that answer it (those with an argument for it answer it as well)."""


@dataclass(frozen=True, config=STRICT)
class Feature:
    """A function or property that offerings list, with other names customers use for it."""

    id: Id
    name: Text
    aliases: Phrases = field(default_factory=dict)
    description: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Argument:
    """Why something is worth it: a full sentence to the customer in the polite form, about a result, without a price."""

    about: str
    """An offering or a feature."""
    lever: Lever
    text: Text
    needs: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    impact: Text | None = None
    """A concrete figure or consequence: "about three hours a week"."""


@dataclass(frozen=True, config=STRICT)
class Proof:
    """A similar customer's outcome, told only where industry, size or use match."""

    about: str
    text: Text
    industries: tuple[str, ...] = ()
    min_size: int | None = None
    max_size: int | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Trigger:
    """A usage signal that opens the door to `propose`: a `metric` at this share of its limit, a `signal`, or spending above its price."""

    propose: str
    metric: str | None = None
    at: Annotated[Decimal, Field(gt=0, le=2)] = Decimal("0.8")
    signal: str | None = None
    """One of docs/labels.md: growth, manual-work, premium-tried, renewal, …"""
    pay_per_use: bool = False
    """True: fires when what the customer pays per use exceeds what `propose` costs."""
    to: tuple[str, ...] = ()
    """Only for customers on one of these offerings; empty: any."""
    consequence: Text | None = None
    """What happens if nothing changes, as a full sentence to the customer."""


@dataclass(frozen=True, config=STRICT)
class Trial:
    """A way to try before buying."""

    of: str
    days: Annotated[int, Field(gt=0)]
    includes: Text | None = None
    """What comes with it, as a noun phrase: "con affiancamento iniziale"."""


@dataclass(frozen=True, config=STRICT)
class Objection:
    """An answer to an objection: acknowledgement is the voice's, `answer` is value or proof, `question` understands, `step` lowers the risk."""

    type: ObjectionType
    answer: Text
    about: str | None = None
    question: Text | None = None
    step: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Guideline:
    """The owner's own rule for an offering: signals or needs that speak for it or against it, and a note for reps."""

    about: str
    when: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Answer:
    """An answer to a question about the business itself: opening hours, delivery, payment."""

    id: Id
    text: Text
    phrases: Phrases = field(default_factory=dict)


@dataclass(frozen=True, config=STRICT)
class Metric:
    """What limits count: users, storage, messages. `names` are the words customers use for it."""

    id: Id
    names: Phrases
    unit: str | None = None
    """A unit of measure, if it has one (GB)."""


@dataclass(frozen=True, config=STRICT)
class Policies:
    """House rules, with the defaults of good practice."""

    max_offers: Annotated[int, Field(ge=1, le=2)] = 2
    refusal_pause_days: Annotated[int, Field(ge=0)] = 60
    unasked_pause_days: Annotated[int, Field(ge=0)] = 30
    anchor_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.3")
    """A complement that costs more than this share of what it completes needs an explicit need."""
    onboarding_days: Annotated[int, Field(ge=0)] = 45
    near_limit: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.8")
    upsell_prior: Annotated[Decimal, Field(gt=0)] = Decimal(20)
    """How much likelier an upgrade is than an addition, before anything is known."""


@dataclass(frozen=True, config=STRICT)
class Catalogue:
    """Everything a business told us about what it sells. Built by `knowledge.loader`; ids are known to be consistent."""

    sommelier: Literal[1]
    business: Business
    offerings: Annotated[tuple[Offering, ...], Field(min_length=1)]
    ladders: tuple[Ladder, ...] = ()
    complements: tuple[Complement, ...] = ()
    needs: tuple[Need, ...] = ()
    features: tuple[Feature, ...] = ()
    metrics: tuple[Metric, ...] = ()
    arguments: tuple[Argument, ...] = ()
    proofs: tuple[Proof, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    trials: tuple[Trial, ...] = ()
    objections: tuple[Objection, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    answers: tuple[Answer, ...] = ()
    policies: Policies = field(default_factory=Policies)

    @cached_property
    def by_id(self) -> Mapping[str, Offering]:
        """Offerings by id."""
        return {offering.id: offering for offering in self.offerings}

    @cached_property
    def need_by_id(self) -> Mapping[str, Need]:
        """Needs by id."""
        return {need.id: need for need in self.needs}

    @cached_property
    def feature_by_id(self) -> Mapping[str, Feature]:
        """Features by id."""
        return {feature.id: feature for feature in self.features}

    @cached_property
    def derived(self) -> dict[str, dict[Any, Any]]:
        """What others work out from these entries once and keep with them, each under a key of its own."""
        return {}

    def features_of(self, offering: str) -> tuple[str, ...]:
        """Feature ids of an offering with those of everything it extends, its own first."""
        found: dict[str, None] = {}
        for entry in self._extended(offering):
            found.update(dict.fromkeys(entry.features))
        return tuple(found)

    def limits_of(self, offering: str) -> Mapping[str, Decimal]:
        """Limits by metric, an offering's own before those of what it extends."""
        found: dict[str, Decimal] = {}
        for entry in self._extended(offering):
            found = {**entry.limits, **found}
        return found

    def _extended(self, offering: str) -> Iterator[Offering]:
        seen: set[str] = set()
        current = self.by_id.get(offering)
        while current and current.id not in seen:
            seen.add(current.id)
            yield current
            current = self.by_id.get(current.extends) if current.extends else None
