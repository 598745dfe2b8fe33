"""What a message changes in a conversation: answers to what is on the table, products, needs, situation. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from bot.conversation import Conversation, OnTable, with_line, without_line
from knowledge.advice import Use
from knowledge.catalogue import Catalogue
from nlu.reading import Mention, Reading

Outcome = Literal["accepted", "refused", "later"]

LIVING_WITH = frozenset(
    {
        "near-limit",
        "onboarding",
        "renewal",
        "premium-tried",
        "low-use",
        "value-seen",
        "late-payment",
        "proven",
        "delivered",
        "review",
    }
)
"""Signals that only somebody who already has the product can give."""
CLOSING, SURELY = frozenset({"late-payment", "low-use", "no-budget", "unproven"}), 0.45
"""Signals that end every proposal from then on: a faint one is not enough."""
PASSING = frozenset({"compares", "about_it", "solved", "new_case", "metric", "foreign_language"})
"""What holds for one message only."""
FAINT = 0.25
SURE_NAME = 0.8
"""A name only half recognised ("our documents" for Document management) is never taken for something owned."""
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


def absorb(conversation: Conversation, reading: Reading, catalogue: Catalogue, at: datetime) -> Heard:
    """The conversation after this message."""
    current = _open(conversation, reading, at)
    outcomes = answers_to_table(current, reading)
    steps: tuple[Callable[[Conversation], Conversation], ...] = (
        lambda c: _with_outcomes(c, outcomes),
        lambda c: _with_suggestion(c, reading),
        lambda c: _with_products(c, reading, catalogue),
        lambda c: _with_needs(c, reading),
        lambda c: _with_situation(c, reading, catalogue),
        lambda c: _with_mood(c, reading),
    )
    for step in steps:
        current = step(current)
    return Heard(reading, current, outcomes)


def _open(conversation: Conversation, reading: Reading, at: datetime) -> Conversation:
    fresh = conversation.role == "rep" and _about_someone_else(conversation, reading)
    current = conversation.fresh_case() if fresh else conversation
    sure = reading.language_confidence >= 0.6 or current.language is None
    return replace(current, language=reading.language if sure else current.language, last_at=at)


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


def answers_to_table(conversation: Conversation, reading: Reading) -> tuple[tuple[OnTable, Outcome], ...]:
    """Which proposals this message accepts, puts off or refuses. Refusal is looked for first (R17)."""
    table = conversation.on_table
    if not table:
        return ()
    named = {mention.product: mention for mention in reading.products if mention.product in {each.product for each in table}}
    if named:
        return tuple((each, outcome) for each in table if (outcome := _named_outcome(named.get(each.product), reading)))
    if reading.has("refuse"):
        return tuple((each, "refused") for each in table)
    if reading.has("postpone"):
        return tuple((each, "later") for each in table)
    if reading.has("accept") and not reading.has("object", "hesitate"):
        return tuple((each, "accepted") for each in _pointed_at(table, reading))
    if reading.has("change", "order") and reading.references and not reading.products:
        return tuple((each, "accepted") for each in _pointed_at(table, reading))
    return ()


def _named_outcome(mention: Mention | None, reading: Reading) -> Outcome | None:
    if mention is None:
        return "refused" if reading.has("refuse") and not reading.has("accept", "order") else None
    if mention.status in ("removed", "declined") or mention.negated:
        return "refused"
    if reading.has("refuse") and not reading.has("accept", "order"):
        return "refused"
    if reading.has("postpone"):
        return "later"
    asking = reading.has("ask-product", "ask-price", "object", "hesitate")
    return "accepted" if reading.has("accept", "order") and not (asking and not reading.has("accept")) else None


def _pointed_at(table: tuple[OnTable, ...], reading: Reading) -> tuple[OnTable, ...]:
    if not reading.references:
        return table
    reference = reading.references[0]
    if reference.other and len(table) > 1:
        return table[1:2]
    index = 0 if reference.index is None else reference.index
    return (table[index],) if -len(table) <= index < len(table) else table


def _with_outcomes(conversation: Conversation, outcomes: tuple[tuple[OnTable, Outcome], ...]) -> Conversation:
    current = conversation
    for each, outcome in outcomes:
        if outcome == "accepted":
            current = accept(current, each)
    settled = {each.offer for each, _ in outcomes}
    refused = any(outcome == "refused" for _, outcome in outcomes) and not any(outcome == "accepted" for _, outcome in outcomes)
    return replace(
        current,
        on_table=tuple(each for each in current.on_table if each.offer not in settled),
        refused_here=current.refused_here or refused,
    )


def accept(conversation: Conversation, each: OnTable) -> Conversation:
    """The basket (or what is owned) with an accepted proposal in it, in the place of what it replaces."""
    replaced = next((line for line in conversation.basket if line.product == each.replaces), None)
    basket = without_line(conversation.basket, each.replaces) if each.replaces else conversation.basket
    quantity = replaced.quantity if replaced else None
    considering = tuple(product for product in conversation.considering if product not in (each.product, each.replaces))
    return replace(conversation, basket=with_line(basket, each.product, quantity), considering=considering)


def _with_suggestion(conversation: Conversation, reading: Reading) -> Conversation:
    """A yes to "is that what you are looking for?" takes what was suggested."""
    asked = conversation.asked_about == "product" and bool(conversation.considering) and not conversation.on_table
    if not asked or reading.products or not reading.has("accept") or reading.has("refuse", "object"):
        return conversation
    *others, product = conversation.considering
    return replace(
        conversation, basket=with_line(conversation.basket, product, None), considering=tuple(others), asked_about=None
    )


def _with_products(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> Conversation:
    current = conversation
    for mention in reading.products:
        if (which := settled_name(catalogue, mention)) and not _in_passing(mention, reading):
            current = _with_mention(current, replace(mention, product=which), reading, catalogue)
    return current


def _in_passing(mention: Mention, reading: Reading) -> bool:
    """Words of a name in a sentence that neither orders nor asks: "our documents" is not Document management."""
    return mention.score < SURE_NAME and not reading.has("order", "change", "accept", "ask-product", "ask-price", "cancel")


def settled_name(catalogue: Catalogue, mention: Mention) -> str | None:
    """The product meant; among tiers of one ladder the lowest, and None where a question is needed."""
    if len(mention.candidates) < 2:
        return mention.product
    for ladder in catalogue.ladders:
        tiers = [step.offering for step in ladder.steps]
        if set(mention.candidates) <= set(tiers):
            return min(mention.candidates, key=tiers.index)
    return None


def _with_mention(conversation: Conversation, mention: Mention, reading: Reading, catalogue: Catalogue) -> Conversation:
    product = mention.product
    had = product in {line.product for line in conversation.owned}
    gone = mention.status in ("removed", "declined") or mention.negated
    if gone and not _misheard_removal(conversation, mention, reading):
        return replace(
            conversation,
            basket=without_line(conversation.basket, product),
            considering=tuple(each for each in conversation.considering if each != product),
        )
    surely = mention.score >= SURE_NAME
    if surely and (mention.status == "owned" or _lives_with_it(conversation, mention, reading, catalogue)):
        return replace(conversation, owned=with_line(conversation.owned, product, mention.quantity))
    if had and not reading.has("order"):
        return conversation
    if reading.has("order", "change", "accept") and (mention.status == "wanted" or gone):
        return replace(
            conversation,
            basket=with_line(conversation.basket, product, mention.quantity),
            considering=tuple(each for each in conversation.considering if each != product),
        )
    if product in {line.product for line in conversation.basket}:
        return conversation
    return replace(conversation, considering=(*(each for each in conversation.considering if each != product), product))


def _misheard_removal(conversation: Conversation, mention: Mention, reading: Reading) -> bool:
    """The only thing named in an order, and nothing of it there to take away: "I'd like to take out the car insurance"."""
    there = {line.product for line in conversation.basket} | set(conversation.considering)
    return mention.status == "removed" and reading.has("order") and len(reading.products) == 1 and mention.product not in there


def _lives_with_it(conversation: Conversation, mention: Mention, reading: Reading, catalogue: Catalogue) -> bool:
    """Named without being ordered or asked about, in a message only an owner would write."""
    if mention.status != "wanted" or reading.has("order", "change"):
        return False
    if LIVING_WITH & {signal.name for signal in reading.signals} or reading.has("cancel", "complain", "report-problem"):
        return True
    if conversation.role != "rep" or reading.has("ask-product", "ask-price"):
        return False
    recurring = catalogue.by_id[mention.product].price.per is not None
    return recurring and not _beside_another_tier(conversation, mention, catalogue)


def _beside_another_tier(conversation: Conversation, mention: Mention, catalogue: Catalogue) -> bool:
    """Another tier of the same ladder is owned already: this one is spoken of, not had."""
    owned = {line.product for line in conversation.owned} - {mention.product}
    tiers = ({step.offering for step in ladder.steps} for ladder in catalogue.ladders)
    return any(mention.product in ids and owned & ids for ids in tiers)


def _with_needs(conversation: Conversation, reading: Reading) -> Conversation:
    heard = {match.need: match.confidence for match in reading.needs if not match.negated}
    merged = {**conversation.needs, **{need: max(sure, conversation.needs.get(need, 0.0)) for need, sure in heard.items()}}
    return replace(conversation, needs=merged)


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
    return usage


def _ratio(used: Decimal | None, cap: Decimal | None, ratio: float | None) -> float | None:
    return float(used / cap) if used is not None and cap else ratio


def _outweighs_trouble(reading: Reading) -> float:
    """What a fainter complaint gives way to: cancelling, and (at half its confidence) ordering, praise, a need."""
    need = max((match.confidence for match in reading.needs), default=0.0)
    return max(
        reading.confidence("cancel"),
        0.5 * reading.confidence("order", "ask-advice", "value-seen", "accept", "proven"),
        0.75 * need,
    )


def _with_mood(conversation: Conversation, reading: Reading) -> Conversation:
    solved = any(fact.name == "solved" for fact in reading.facts)
    angry = any(fact.name == "mood" and fact.value == "angry" for fact in reading.facts) and not reading.has("order")
    trouble = not solved and (angry or reading.confidence("complain", "report-problem") > _outweighs_trouble(reading))
    wavering = reading.has("hesitate") or (reading.has("postpone") and not conversation.on_table)
    warmed = reading.has("accept", "order") and not reading.has("hesitate")
    choosing = any(mention.status == "declined" or mention.negated for mention in reading.products) and not conversation.on_table
    refusal = (
        reading.has("refuse") and not conversation.on_table and not choosing and not reading.has("order", "change", "accept")
    )
    asking = reading.has("ask-advice") or (bool(reading.needs) and "?" in reading.text)
    asked_anew = asking and conversation.role == "customer" and not reading.has("refuse")
    return replace(
        conversation,
        open_problem=(conversation.open_problem and not solved) or trouble,
        hesitant=wavering or (conversation.hesitant and not warmed),
        leaving=conversation.leaving or reading.has("cancel"),
        person_asked=reading.has("ask-person"),
        opted_out=conversation.opted_out or reading.has("opt-out"),
        refused_here=(conversation.refused_here or refusal) and not asked_anew,
    )
