"""A circumstance told beside what somebody has or chooses, in words near none of the owner's phrases: what it most likely asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation import Conversation
from knowledge.candidates import candidates
from knowledge.catalogue import Catalogue
from knowledge.evidence import CLEAR_NEED
from knowledge.relations import answered_needs
from nlu.reading import Reading

A_TALE = 7
"""Words from which a message tells a circumstance."""
AHEAD = 0.03
"""How much nearer than the next one it must lie."""
TELLING = ("inform", "complain", "report-problem")
ARRIVED = ("delivered", "onboarding")
"""Whoever tells how a purchase arrived asks for nothing yet."""
ANSWERING = (
    "accept",
    "refuse",
    "postpone",
    "thank",
    "leave",
    "cancel",
    "opt-out",
    "ask-person",
    "change",
    "ask-product",
    "ask-price",
)


def with_leaning(conversation: Conversation, reading: Reading, catalogue: Catalogue, at: datetime) -> Reading:
    """The reading, with the nearest need that something linked to their choice would answer, where none was heard."""
    if not _tells(reading):
        return reading
    within = _answerable(conversation, catalogue, at)
    if any(match.need in within and match.confidence >= CLEAR_NEED for match in reading.needs):
        return reading
    near = [match for match in reading.leanings if match.need in within]
    if not near or (len(near) > 1 and near[0].confidence - near[1].confidence < AHEAD):
        return reading
    leant = near[0]
    others = tuple(match for match in reading.needs if match.need != leant.need)
    return replace(reading, needs=(replace(leant, confidence=CLEAR_NEED), *others))


def _tells(reading: Reading) -> bool:
    """Whether the message tells something, and neither answers nor asks."""
    told = reading.has(*TELLING) or not reading.acts
    arrived = any(signal.name in ARRIVED for signal in reading.signals)
    return told and not arrived and not reading.has(*ANSWERING) and len(reading.text.split()) >= A_TALE


def _answerable(conversation: Conversation, catalogue: Catalogue, at: datetime) -> frozenset[str]:
    """The needs that something linked to what they have or choose would answer, and that this does not answer already."""
    customer = conversation.to_customer(at, (), asked=False)
    linked = (each for each in candidates(catalogue, customer) if each.known_anchor)
    return frozenset().union(
        *(answered_needs(catalogue, each.product) - answered_needs(catalogue, each.anchor) for each in linked)
    )
