"""A drill as its author writes it: who the customer is, what they hide, and what they say when. `library` reads the files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.advice import HoldReason
from knowledge.catalogue import Kind, Move, ObjectionType

Temper = Literal["calm", "lively", "short"]
COST = {"calm": 1, "lively": 1, "short": 2}
"""Patience that a mistake costs a customer of this temper."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Line = Annotated[str, Field(min_length=1)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_list), Field(min_length=1)]
"""Ways of saying the same; one is chosen by the conversation. A single string stands for a list of one."""


class Persona(_Part):
    """Who the customer is: shown to the trainee before the drill. `industry` and `size` decide which proofs are relevant."""

    name: Line
    who: Line
    industry: str | None = None
    size: Annotated[int, Field(gt=0)] | None = None
    temper: Temper = "calm"


class HiddenNeed(_Part):
    """What the customer wants and does not say unasked. `id` is a need of the catalogue; `after` open questions it comes out."""

    id: str
    after: Annotated[int, Field(ge=1, le=3)] = 1
    words: tuple[Line, ...] = ()
    """Words of the customer's own for it, beside the catalogue's."""
    question: Line | None = None
    """The open question that would bring it out, where the catalogue's is not to the point."""


class Fitting(_Part):
    """A proposal that fits: what, and as what."""

    product: str
    move: Move
    kind: Kind


class Hold(_Part):
    """Why nothing is to be sold today. `instead` is the better line; `phrases` are ways a good seller might say or do it."""

    reason: HoldReason
    instead: Line
    phrases: Annotated[tuple[Line, ...], Field(min_length=3)]


class Fact(_Part):
    """Something the customer tells when asked; `asked` are ways of asking it."""

    about: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    asked: Annotated[tuple[Line, ...], Field(min_length=1)]
    says: Lines


class Script(_Part):
    """The customer's lines. See scenarios/README.md for when each is said."""

    opening: Lines
    vague: Lines
    hint: Lines | None = None
    reveal: Lines
    more: Lines
    confirmed: Lines
    waiting: Lines
    too_early: Annotated[Lines, Field(alias="too-early")]
    price_first: Annotated[Lines | None, Field(alias="price-first")] = None
    pressure: Lines
    wrong: Lines | None = None
    too_many: Annotated[Lines | None, Field(alias="too-many")] = None
    doubt: Lines
    objection: Lines | None = None
    because: Lines | None = None
    unanswered: Lines | None = None
    convinced: Lines
    yes: Lines
    no: Lines
    after_no: Annotated[Lines, Field(alias="after-no")]
    second_try: Annotated[Lines, Field(alias="second-try")]
    leaving: Lines
    time_up: Annotated[Lines, Field(alias="time-up")]


SELLING = ("price_first", "wrong", "too_many", "objection", "because", "unanswered")
"""Lines only a customer needs who might buy."""


class Scenario(_Part):
    """One drill. `has` is what the customer owns or is choosing; `right` what fits, or `hold` why nothing does."""

    drill: Annotated[int, Field(ge=1, le=1)]
    title: Line
    language: Literal["it", "fr", "en"]
    catalogue: Line
    persona: Persona
    brief: Line
    stage: Literal["choosing", "owned"]
    has: tuple[str, ...] = ()
    need: HiddenNeed
    right: tuple[Fitting, ...] = ()
    hold: Hold | None = None
    objection: ObjectionType | None = None
    budget: Line | None = None
    """For the author and the trainer; the customer speaks of it only through a fact."""
    patience: Annotated[int, Field(ge=2, le=8)] = 4
    trust: Annotated[int, Field(ge=0, le=3)] = 1
    """What the seller starts with; a yes takes `wins_at`."""
    wins_at: Annotated[int, Field(ge=1, le=6, alias="wins-at")] = 3
    max_turns: Annotated[int, Field(ge=6, le=24, alias="max-turns")] = 14
    lines: Script
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _says_all_it_needs(self) -> Scenario:
        missing = [name.replace("_", "-") for name in SELLING if getattr(self.lines, name) is None] if self.sells else []
        if missing:
            raise ValueError(f"a customer who can be sold to also needs the lines {', '.join(missing)}")
        if self.sells and self.objection is None:
            raise ValueError("a customer who can be sold to has an objection: write its type")
        return self

    @property
    def sells(self) -> bool:
        """Whether there is something to sell here; else the right thing is to hold."""
        return self.hold is None

    @property
    def topics(self) -> dict[str, tuple[str, ...]]:
        """What the reader must recognise beside the catalogue: questions the customer has an answer to, and holding well."""
        facts = {f"fact:{fact.about}": fact.asked for fact in self.facts}
        return {**facts, "hold": self.hold.phrases} if self.hold else facts

    @property
    def spoken(self) -> tuple[str, ...]:
        """Everything the customer might say: what a seller may repeat is no invention."""
        said = [line for name in Script.model_fields for line in getattr(self.lines, name) or ()]
        return (*said, *(line for fact in self.facts for line in fact.says), self.brief, self.persona.who)
