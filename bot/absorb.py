"""What a message changes in a conversation: answers to what is on the table, products, needs, situation. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.basket import accept, with_products, with_suggestion, with_taken, with_undone
from bot.binding import ASKS, Outcome, answers_to_table, bound
from bot.conversation import Conversation, OnTable
from bot.leaning import with_leaning
from bot.mood import with_mood
from knowledge.advice import Use
from knowledge.catalogue import Catalogue
from knowledge.relations import answered_needs
from nlu.reading import Reading

CLOSING, SURELY = frozenset({"late-payment", "low-use", "no-budget", "onboarding", "unproven"}), 0.45
"""Signals that end every proposal from then on: a faint one is not enough."""
PASSING = frozenset(
    {
        "compares", "about_it", "solved", "unsolved", "former", "new_case", "metric", "foreign_language", "only", "only_that", "undo",
        "instead", "also", "firm_yes", "take_it", "but", "both", "reported", "proposing", "what",
    }
)  # fmt: skip
"""What holds for one message only."""
FAINT = 0.25
IN_MIND = 0.6
"""How surely a faint need is heard when it speaks for what was just proposed."""
FIRST_LANGUAGE, CLEAR_LANGUAGE, FEWEST_WORDS = 0.6, 0.75, 2
"""A conversation changes its language for a sentence that is clearly in another, names left out: "ok marinara" is none."""
_WORD = re.compile(r"[^\W\d_]+")
SITUATION_ENDS = {
    "unproven": {"proven"},
    "proven": {"unproven"},
    "low-use": {"value-seen"},
    "value-seen": {"low-use"},
    "growth": {"low-use"},
}


@dataclass(frozen=True, slots=True)
class Heard:
    """One message taken in: the conversation after it, and what was decided about proposals on the table."""

    reading: Reading
    conversation: Conversation
    outcomes: tuple[tuple[OnTable, Outcome], ...] = ()
    ordered: tuple[str, ...] = ()
    """Products that this message put into the basket, or ordered once more."""
    dropped: tuple[str, ...] = ()
    """Products that it took out."""


def absorb(conversation: Conversation, reading: Reading, catalogue: Catalogue, at: datetime) -> Heard:
    """The conversation after this message."""
    current = _open(conversation, reading, at)
    reading = bound(current, reading, catalogue)
    before, outcomes = current.basket, answers_to_table(current, reading)
    basket: tuple[Callable[[Conversation], Conversation], ...] = (
        lambda c: _with_outcomes(c, outcomes),
        lambda c: with_undone(c, reading),
        lambda c: with_suggestion(c, reading),
        lambda c: with_taken(c, reading) if not outcomes else c,
        lambda c: with_products(c, reading, catalogue),
    )
    for step in basket:
        current = step(current)
    reading = with_leaning(current, reading, catalogue, at)
    situation: tuple[Callable[[Conversation], Conversation], ...] = (
        lambda c: _with_needs(c, reading, tuple(each.product for each in conversation.on_table), catalogue),
        lambda c: _with_declined(c, reading, catalogue),
        lambda c: _with_situation(c, reading, catalogue),
        lambda c: with_mood(c, reading, conversation),
    )
    for step in situation:
        current = step(current)
    had, have = ([line.product for line in lines] for lines in (before, current.basket))
    again = [
        m.product
        for m in reading.products
        if m.product in had and m.status == "wanted" and reading.has("order", "change", "accept")
    ]
    ordered = dict.fromkeys([*again, *(product for product in have if product not in had)])
    current = replace(current, basket_before=before) if ordered.keys() - set(had) or set(had) - set(have) else current
    return Heard(reading, current, outcomes, tuple(ordered), tuple(product for product in had if product not in have))


def _open(conversation: Conversation, reading: Reading, at: datetime) -> Conversation:
    fresh = conversation.role == "rep" and _about_someone_else(conversation, reading)
    current = conversation.fresh_case() if fresh else conversation
    return replace(current, language=_language(current, reading), last_at=at)


def _language(conversation: Conversation, reading: Reading) -> str:
    """The conversation's language; another one for a message that is clearly in it."""
    current = conversation.language
    if current is None or reading.language == current:
        return reading.language
    if not conversation.met:
        return reading.language if reading.language_confidence >= FIRST_LANGUAGE else current
    named = {word for mention in reading.products for word in _WORD.findall(mention.text)}
    others = [word for word in _WORD.findall(reading.text) if word not in named]
    clear = reading.language_confidence >= CLEAR_LANGUAGE and len(others) >= FEWEST_WORDS
    return reading.language if clear else current


def _about_someone_else(conversation: Conversation, reading: Reading) -> bool:
    """Another company, or a new description with a new question after the last one was answered."""
    company = next((fact.value for fact in reading.facts if fact.name == "company"), None)
    known = conversation.facts.get("company")
    if company and known and company != known:
        return True
    described = bool(
        reading.products or reading.usages or any(fact.name in ("size", "industry", "company") for fact in reading.facts)
    )
    return conversation.verdict in ("offer", "hold") and reading.has("ask-advice") and described and not reading.has("object")


def _with_outcomes(conversation: Conversation, outcomes: tuple[tuple[OnTable, Outcome], ...]) -> Conversation:
    """An acceptance closes the question: what was offered beside it is no longer waiting for a yes."""
    current = conversation
    for each, outcome in outcomes:
        if outcome == "accepted":
            current = accept(current, each)
    settled = {each.offer for each, _ in outcomes}
    accepted = any(outcome == "accepted" for _, outcome in outcomes)
    refused = any(outcome == "refused" for _, outcome in outcomes) and not accepted
    left = () if accepted else tuple(each for each in current.on_table if each.offer not in settled)
    return replace(current, on_table=left, refused_here=current.refused_here or refused)


def _with_needs(conversation: Conversation, reading: Reading, offered: tuple[str, ...], catalogue: Catalogue) -> Conversation:
    """What is told after a proposal is heard with that proposal in mind: a faint reason for it is a clear one."""
    heard = {match.need: match.confidence for match in reading.needs if not match.negated}
    if not reading.has("refuse", *ASKS):
        meant = {need for product in offered for need in answered_needs(catalogue, product)} & heard.keys()
        heard.update({need: max(heard[need], IN_MIND) for need in meant})
    merged = {**conversation.needs, **{need: max(sure, conversation.needs.get(need, 0.0)) for need, sure in heard.items()}}
    return replace(conversation, needs=merged)


def _with_declined(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> Conversation:
    """ "Not bothered about screens" declines what only answers that; what answers a need that was told as well stands."""
    denied = {match.need for match in reading.needs if match.negated}
    told = set(conversation.needs) - denied
    answering = ((offering.id, answered_needs(catalogue, offering.id)) for offering in catalogue.offerings) if denied else ()
    more = (product for product, needs in answering if needs & denied and not needs & told)
    return replace(
        conversation,
        needs={need: sure for need, sure in conversation.needs.items() if need not in denied},
        declined=tuple(dict.fromkeys([*conversation.declined, *more])),
    )


def _with_situation(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> Conversation:
    signals = set(conversation.signals)
    for signal in reading.signals:
        if signal.name == "delivered" and reading.confidence("order") > signal.confidence:
            continue
        if signal.confidence < (SURELY if signal.name in CLOSING else FAINT):
            continue
        signals -= SITUATION_ENDS.get(signal.name, set())
        signals.add(signal.name)
    if reading.growth is not None:
        signals = (signals - SITUATION_ENDS["growth"]) | {"growth"}
    facts = {
        **conversation.facts,
        **_spend(conversation, reading, catalogue),
        **{fact.name: fact.value for fact in reading.facts if fact.name not in PASSING},
    }
    return replace(conversation, signals=frozenset(signals), facts=facts, usage=_usage(conversation, reading, catalogue))


def _spend(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> dict[str, float]:
    """The one amount a pay-per-use customer names is what they pay (R12)."""
    had = [line.product for line in (*conversation.owned, *conversation.basket)] + list(conversation.considering)
    per_use = [catalogue.by_id[product].price for product in had if catalogue.by_id[product].price.per == "use"]
    sums = [amount.value for amount in reading.amounts if amount.kind in ("money", "number")]
    if len(sums) != 1 or not any(price.amount and sums[0] > price.amount for price in per_use):
        return {}
    return {"spend": float(sums[0])}


def _usage(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> Mapping[str, Use]:
    usage = dict(conversation.usage)
    metrics = {metric.id for metric in catalogue.metrics}
    for heard in reading.usages:
        if heard.metric in metrics:
            usage[heard.metric] = Use(_ratio(heard.used, heard.cap, heard.ratio), heard.used)
    return _grown(usage, reading)


def _grown(usage: Mapping[str, Use], reading: Reading) -> Mapping[str, Use]:
    """ "Ten vans, and six more in March" are sixteen, where one thing is counted."""
    added = reading.growth.added if reading.growth else None
    counted = [(metric, use.ratio, use.used) for metric, use in usage.items() if use.used]
    if added is None or len(counted) != 1:
        return usage
    ((metric, ratio, used),) = counted
    grown = used + added
    return {**usage, metric: Use(ratio and ratio * float(grown / used), grown)}


def _ratio(used: Decimal | None, cap: Decimal | None, ratio: float | None) -> float | None:
    return float(used / cap) if used is not None and cap else ratio
