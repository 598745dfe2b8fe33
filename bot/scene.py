"""What one answer is made from, and the answer before it is addressed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.absorb import Heard
from bot.conversation import Conversation
from bot.grammar import Noun, noun, nouns
from bot.messages import Section
from bot.voice import Voice
from knowledge.advice import Customer, PastOffer, Proposal
from knowledge.catalogue import Catalogue
from nlu.reading import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before it is addressed: its words, and what it proposes, asks or holds."""

    text: str
    conversation: Conversation
    verdict: str | None = None
    proposals: tuple[Proposal, ...] = ()
    question: dict[str, str] | None = None
    hold: dict[str, str] | None = None
    sections: tuple[Section, ...] = ()
    choices: tuple[str, ...] = field(default=())
    """Product ids to choose from, when the question is which one was meant, or whether this one is."""
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one answer is made from."""

    catalogue: Catalogue
    heard: Heard
    voice: Voice
    history: tuple[PastOffer, ...]

    @property
    def reading(self) -> Reading:
        """What this message said."""
        return self.heard.reading

    @property
    def conversation(self) -> Conversation:
        """What is known after it."""
        return self.heard.conversation

    @property
    def rep(self) -> bool:
        """Whether a rep is asking, not a customer."""
        return self.conversation.role == "rep"

    @property
    def at(self) -> datetime:
        """When the message came."""
        return self.conversation.last_at or datetime.now(UTC)

    @property
    def customer(self) -> Customer:
        """What the choice needs to know. What was declined here in so many words counts as refused."""
        declined = (PastOffer(product, self.at, "refused", unasked=False, here=True) for product in self.conversation.declined)
        asked = self.rep or self.reading.has("ask-advice")
        return self.conversation.to_customer(self.at, (*self.history, *declined), asked=asked)

    def say(self, key: str, **values: object) -> str:
        """A sentence in the rep's or customer's wording, whichever there is."""
        mine = f"rep.{key}" if self.rep and self.voice.has(f"rep.{key}") else f"customer.{key}"
        return self.voice(mine, **{"contact": self.contact, **values})

    @property
    def contact(self) -> str:
        """How a person can be reached, in a sentence."""
        contact = self.catalogue.business.contact
        return contact.said(self.voice.language) if contact else self.voice("customer.contact-unknown")

    def name(self, product: str) -> Noun:
        """A product's name in the reply's language, ready for a sentence."""
        return noun(self.catalogue, product, self.voice)

    def names(self, products: Iterable[str], *, last: str = "last") -> str:
        """Products' names in a row."""
        return nouns(self.catalogue, products, self.voice, last=last)
