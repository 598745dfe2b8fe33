"""What a message orders, takes out, gives back, owns or only looks at: the products of a conversation after it. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.binding import LIKELY_NAME, SURE_NAME, agrees, asks, cued
from bot.conversation import Conversation, OnTable, with_line, without_line
from knowledge.catalogue import Catalogue, Ladder
from knowledge.evidence import CLEAR_NEED
from knowledge.relations import answered_needs
from nlu.reading import Mention, Reading

A_REASON = 0.3
SENTENCE = 4
"""Words from which a clause says more than a name with its number."""
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


def accept(conversation: Conversation, each: OnTable) -> Conversation:
    """The basket (or what is owned) with an accepted proposal in it, in the place of what it replaces."""
    replaced = next((line for line in conversation.basket if line.product == each.replaces), None)
    basket = without_line(conversation.basket, each.replaces) if each.replaces else conversation.basket
    quantity = replaced.quantity if replaced else None
    considering = tuple(product for product in conversation.considering if product not in (each.product, each.replaces))
    return replace(conversation, basket=with_line(basket, each.product, quantity), considering=considering)


def with_undone(conversation: Conversation, reading: Reading) -> Conversation:
    """ "Actually no, cancel that": the basket as it was before the last change."""
    return replace(conversation, basket=conversation.basket_before) if is_undone(conversation, reading) else conversation


def with_taken(conversation: Conversation, reading: Reading) -> Conversation:
    """ "I'll take it": what was being looked at last, where nothing was proposed."""
    said = cued(reading, "take_it") and not asks(reading) and not reading.has("refuse", "postpone", "hesitate")
    if not said or reading.products or conversation.on_table or not conversation.considering:
        return conversation
    *others, product = conversation.considering
    return replace(conversation, basket=with_line(conversation.basket, product, None), considering=tuple(others))


def is_undone(conversation: Conversation, reading: Reading) -> bool:
    """Whether what was ordered last is taken back, and nothing else said instead, nor why something else would be better."""
    other = reading.products or any(need.confidence >= A_REASON for need in reading.needs)
    return bool(cued(reading, "undo") and conversation.basket and not other and not conversation.on_table)


def with_suggestion(conversation: Conversation, reading: Reading) -> Conversation:
    """A yes to "is that what you are looking for?" takes what was suggested."""
    suggested = conversation.choices if conversation.asked_about == "product" and not conversation.on_table else ()
    if len(suggested) != 1 or reading.products or not agrees(reading):
        return conversation
    product = suggested[0]
    return replace(
        conversation,
        basket=with_line(conversation.basket, product, None),
        considering=tuple(each for each in conversation.considering if each != product),
        asked_about=None,
    )


def with_products(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> Conversation:
    """The conversation with everything named in its place."""
    current, proposed = conversation, asked_whether_to_propose(conversation, reading)
    noted = conversation.role == "rep"
    for mention in sorted(reading.products, key=lambda each: each.status != "owned"):
        taken_off = _is_gone(mention) and mention.product in _spoken_of(conversation)
        in_passing = not taken_off and (_in_passing(mention, reading, noted=noted) or _is_trouble(mention, reading, catalogue))
        if mention.product != proposed and (which := settled_name(catalogue, mention)) and not in_passing:
            current = _with_mention(current, replace(mention, product=which), reading, catalogue)
    return current


def asked_whether_to_propose(conversation: Conversation, reading: Reading) -> str | None:
    """The product a rep means by "shall I pitch them the Pro?": it is neither had nor wanted, only thought of."""
    if conversation.role != "rep":
        return None
    for verb in reversed(cued(reading, "proposing")):
        start, end = _clause(reading.text, verb.span[0])
        open_question = any(start <= fact.span[0] < end for fact in cued(reading, "what"))
        if reading.text[end : end + 1] != "?" or open_question:
            continue
        inside = (m for m in reading.products if verb.span[1] <= m.span[0] < end and m.score >= SURE_NAME and not m.negated)
        if named := next(inside, None):
            return named.product
    return None


def _clause(text: str, place: int) -> tuple[int, int]:
    """Where the clause around a place begins, and where the sign behind it stands."""
    ends = [match.start() for match in re.finditer(r"[.!?;:,\n]", text)]
    start = max((end + 1 for end in ends if end < place), default=0)
    return start, min((end for end in ends if end >= place), default=len(text))


def _in_passing(mention: Mention, reading: Reading, *, noted: bool) -> bool:
    """Words of a name in a sentence that neither orders nor asks: "our documents" is not Document management."""
    if mention.score >= LIKELY_NAME and (noted or mention.status == "owned"):
        return False
    if mention.score >= SURE_NAME:
        return False
    return not reading.has("order", "change", "accept", "ask-product", "ask-price", "cancel") or _told_beside(mention, reading)


def _is_trouble(mention: Mention, reading: Reading, catalogue: Catalogue) -> bool:
    """Half a name that is what something is needed against: "my moths ate three jumpers" owns no moth treatment."""
    told = {need.need for need in reading.needs if not need.negated}
    return mention.status == "owned" and mention.score < SURE_NAME and bool(told & answered_needs(catalogue, mention.product))


def _told_beside(mention: Mention, reading: Reading) -> bool:
    """Half a name in a sentence about something else, beside one that names what is wanted: "the Office one. Our water is hard"."""
    start, end = _clause(reading.text, mention.span[0])
    sure = [each for each in reading.products if each.score >= SURE_NAME and each.status == "wanted"]
    apart = not any(start <= each.span[0] < end for each in sure)
    return bool(sure) and apart and len(reading.text[start:end].split()) >= SENTENCE


def settled_name(catalogue: Catalogue, mention: Mention) -> str | None:
    """The product meant; among tiers of one ladder the lowest, and None where a question is needed."""
    if len(mention.candidates) < 2:
        return mention.product
    for ladder in catalogue.ladders:
        tiers = _tiers(ladder)
        if set(mention.candidates) <= set(tiers):
            return min(mention.candidates, key=tiers.index)
    return None


def _with_mention(conversation: Conversation, mention: Mention, reading: Reading, catalogue: Catalogue) -> Conversation:
    product = mention.product
    had = product in {line.product for line in conversation.owned}
    gone = _is_gone(mention)
    if gone and not _misheard_removal(conversation, mention, reading):
        return replace(
            conversation,
            basket=without_line(conversation.basket, product),
            considering=tuple(each for each in conversation.considering if each != product),
            declined=(*conversation.declined, product),
        )
    conversation = replace(conversation, declined=tuple(each for each in conversation.declined if each != product))
    surely, likely = mention.score >= SURE_NAME, mention.score >= LIKELY_NAME
    if (likely and mention.status == "owned" and not _is_missed(conversation, mention, reading, catalogue)) or (
        surely and _lives_with_it(conversation, mention, reading, catalogue)
    ):
        return replace(conversation, owned=with_line(conversation.owned, product, mention.quantity))
    if had and not reading.has("order"):
        return conversation
    ordering = reading.has("order", "change") or (reading.has("accept") and (agrees(reading) or not asks(reading)))
    if ordering and (mention.status == "wanted" or gone):
        replaced = _replaced_by(conversation, mention, reading, catalogue)
        return replace(
            conversation,
            basket=with_line(without_line(conversation.basket, replaced or ""), product, mention.quantity),
            considering=tuple(each for each in conversation.considering if each != product),
        )
    if product in {line.product for line in conversation.basket}:
        return conversation
    return replace(conversation, considering=(*(each for each in conversation.considering if each != product), product))


def _is_gone(mention: Mention) -> bool:
    return mention.status in ("removed", "declined") or mention.negated


def _spoken_of(conversation: Conversation) -> frozenset[str]:
    """What was chosen, looked at or offered."""
    offered = (each.product for each in conversation.on_table)
    return frozenset((*(line.product for line in conversation.basket), *conversation.considering, *offered))


def _replaced_by(conversation: Conversation, mention: Mention, reading: Reading, catalogue: Catalogue) -> str | None:
    """What an order comes in the place of: "actually make it the Pro"; of a plan, one is had at a time. "No, two pizzas" of what is there
    comes in the place of nothing else."""
    product, said = mention.product, {each.product for each in reading.products}
    others = [line.product for line in reversed(conversation.basket) if line.product not in said]
    if cued(reading, "also") or not others or product in {line.product for line in conversation.basket}:
        return None
    instead = reading.correction or reading.has("change") or bool(cued(reading, "instead"))
    tiers = {each for ladder in catalogue.ladders if product in (ids := _tiers(ladder)) for each in ids}
    tier = next((each for each in others if each in tiers), None)
    if tier and (instead or catalogue.by_id[product].price.per not in (None, "use")):
        return tier
    category = catalogue.by_id[product].category
    alike = (each for each in others if category and catalogue.by_id[each].category == category)
    return next(alike, None) if instead else None


def _tiers(ladder: Ladder) -> list[str]:
    return [step.offering for step in ladder.steps]


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
    missed = _is_missed(conversation, mention, reading, catalogue)
    return recurring and not missed and not _beside_another_tier(conversation, mention, catalogue)


def _is_missed(conversation: Conversation, mention: Mention, reading: Reading, catalogue: Catalogue) -> bool:
    """What a rep's note names in words of its own trade, beside the need that it would answer: "does the payslips himself"."""
    told = {need.need for need in reading.needs if need.confidence >= CLEAR_NEED and not need.negated}
    others = any(each.product != mention.product for each in reading.products)
    return conversation.role == "rep" and others and bool(answered_needs(catalogue, mention.product) & told)


def _beside_another_tier(conversation: Conversation, mention: Mention, catalogue: Catalogue) -> bool:
    """Another tier of the same ladder is owned already: this one is spoken of, not had."""
    owned = {line.product for line in conversation.owned} - {mention.product}
    return any(mention.product in ids and owned & set(ids) for ids in map(_tiers, catalogue.ladders))
