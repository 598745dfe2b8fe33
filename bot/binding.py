"""What the words of a message are about: which product a name means, what a yes accepts, what "just that one" leaves out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from bot.conversation import Conversation, OnTable
from knowledge.catalogue import Catalogue
from nlu.reading import Fact, Label, Mention, Reading, Span
from nlu.tokens import fold

Outcome = Literal["accepted", "refused", "later"]

SURE_NAME = 0.8
"""A name only half recognised ("our documents" for Document management) is never taken for something owned."""
LIKELY_NAME = 0.6
"""Enough where the sentence says that the thing is had, or a rep tells what a client has or takes."""
HALF_A_NAME = 0.55
GATHERED = 0.6
"""How surely an order is heard that only its words around the name tell."""
ASKS = ("ask-product", "ask-price", "ask-advice")
_SMALL_WORDS = re.compile(r"[\s,]*(?:\w{1,3}['’]?\s*){0,3}")
_FEW_WORDS = re.compile(r"[\s,]*(?:[\w'’]+[\s,]*){0,5}")
_WORD = re.compile(r"\w+")


def bound(conversation: Conversation, reading: Reading, catalogue: Catalogue) -> Reading:
    """The reading with its names settled by what was spoken of, what it takes back left out, and orders told by "just" heard as such."""
    named = [_settled(conversation, each, catalogue) for each in reading.products]
    surest = {each.product: max(other.score for other in named if other.product == each.product) for each in named}
    reading = _taken_back(replace(reading, products=tuple(each for each in named if each.score == surest[each.product])))
    reading = replace(reading, products=tuple(_just(each, reading) for each in reading.products))
    if only_named(conversation, reading) and not reading.has("order", "change", "accept"):
        reading = _with_act(reading, "order")
    asked = any(mention.status == "asked" and not mention.negated for mention in reading.products)
    if (
        conversation.role == "customer"
        and asked
        and not reading.has(*ASKS, "order", "change", "accept", "inform", "refuse", "object")
    ):
        reading = _with_act(reading, "ask-product")
    return reading


def cued(reading: Reading, *names: str) -> tuple[Fact, ...]:
    """The cues of these names that were heard, in the order of the message."""
    return tuple(sorted((fact for fact in reading.facts if fact.name in names), key=lambda fact: fact.span))


def asks(reading: Reading) -> bool:
    """Whether the message asks something."""
    return "?" in reading.text or reading.has(*ASKS)


def agrees(reading: Reading) -> bool:
    """Whether a yes is one: "ok but how much would it be?" is a question, "yes please, and how do I pay?" is both."""
    if not reading.has("accept") or reading.has("object", "hesitate", "refuse", "postpone"):
        return False
    return not asks(reading) or (bool(cued(reading, "firm_yes")) and not cued(reading, "but"))


def only_named(conversation: Conversation, reading: Reading) -> frozenset[str]:
    """What is named with "just" or "and that's it": this, and nothing besides. From a rep only where it was proposed."""
    if asks(reading):
        return frozenset()
    table = {each.product for each in conversation.on_table}
    return frozenset(
        mention.product
        for mention in reading.products
        if mention.status == "wanted" and not mention.negated and mention.score >= HALF_A_NAME
        if conversation.role == "customer" or mention.product in table
        if _stands_alone(mention, reading)
    )


def _follows(text: str, cues: Iterable[Span], name: Span) -> bool:
    return any(end <= name[0] and _SMALL_WORDS.fullmatch(text[end : name[0]]) for _, end in cues)


def _precedes(text: str, name: Span, cues: Iterable[Span]) -> bool:
    return any(name[1] <= start and _FEW_WORDS.fullmatch(text[name[1] : start]) for start, _ in cues)


def answers_to_table(conversation: Conversation, reading: Reading) -> tuple[tuple[OnTable, Outcome], ...]:
    """Which proposals this message accepts, puts off or refuses. Refusal is looked for first (R17)."""
    table = conversation.on_table
    if not table:
        return ()
    only = only_named(conversation, reading)
    named = {mention.product: mention for mention in reading.products}
    if named.keys() & {each.product for each in table}:
        found = {each: _named_outcome(named.get(each.product), reading, only) for each in table}
        return tuple((each, outcome) for each, outcome in found.items() if outcome)
    if reading.has("refuse") and not _only_corrects(reading):
        return tuple((each, "refused") for each in table)
    if reading.has("postpone"):
        return tuple((each, "later") for each in table)
    if elsewhere := [each for each in reading.products if _is_chosen(each)]:
        return _declined_beside(table, elsewhere, reading, only)
    if _only_parts(conversation, reading):
        return ()
    return tuple((each, "accepted") for each in _pointed_at(table, reading) if _takes(reading))


def _only_corrects(reading: Reading) -> bool:
    """ "No wait, we need it cool in the small room too": a no to what was ordered before, not to what was offered."""
    wished = reading.confidence("order", "change")
    return reading.correction and bool(reading.needs) and wished > reading.confidence("refuse")


def _only_parts(conversation: Conversation, reading: Reading) -> bool:
    """ "All right, thanks, bye" after an answer takes nothing of what was offered before the question."""
    return conversation.verdict is None and reading.has("leave", "thank") and not cued(reading, "firm_yes")


def _takes(reading: Reading) -> bool:
    return agrees(reading) or bool(reading.has("change", "order") and reading.references and not asks(reading))


def _declined_beside(
    table: tuple[OnTable, ...], chosen: list[Mention], reading: Reading, only: frozenset[str]
) -> tuple[tuple[OnTable, Outcome], ...]:
    """A choice of something else: staying with what was to be replaced, or "just" another thing, is a no to the rest."""
    stays = {mention.product for mention in chosen} if agrees(reading) or reading.has("order", "change") else frozenset[str]()
    return tuple((each, "refused") for each in table if only or each.replaces in stays)


def _named_outcome(mention: Mention | None, reading: Reading, only: frozenset[str]) -> Outcome | None:
    refuses = reading.has("refuse") and not reading.has("accept", "order")
    if mention is None:
        return "refused" if refuses or only else None
    if mention.product in only:
        return "accepted"
    if mention.status in ("removed", "declined") or mention.negated or refuses:
        return "refused"
    if reading.has("postpone"):
        return "later"
    if mention.status == "asked" or reading.has("object", "hesitate"):
        return "accepted" if agrees(reading) else None
    taken = agrees(reading) or (reading.has("order", "change") and not asks(reading)) or is_bare(mention, reading)
    return "accepted" if taken else None


def is_bare(mention: Mention, reading: Reading) -> bool:
    """Whether the message is hardly more than the name: "the second-year warranty", "mini group then"."""
    return "?" not in reading.text and words_beside(mention, reading) <= 2 and mention.status == "wanted"


def words_beside(mention: Mention, reading: Reading) -> int:
    """How many words a message has beside a name."""
    return len(_WORD.findall(reading.text[: mention.span[0]])) + len(_WORD.findall(reading.text[mention.span[1] :]))


def _is_chosen(mention: Mention) -> bool:
    return mention.score >= HALF_A_NAME and mention.status == "wanted" and not mention.negated


def _pointed_at(table: tuple[OnTable, ...], reading: Reading) -> tuple[OnTable, ...]:
    """What a yes means when nothing is named; nothing when there are two and it could be either."""
    if not reading.references:
        return table if len(table) == 1 or cued(reading, "both") else ()
    reference = reading.references[0]
    if reference.other and len(table) > 1:
        return table[1:2]
    index = 0 if reference.index is None else reference.index
    return (table[index],) if -len(table) <= index < len(table) else table


def _settled(conversation: Conversation, mention: Mention, catalogue: Catalogue) -> Mention:
    """A name that could mean several things, or is half a name, means the one spoken of last: just offered, else asked about or ordered."""
    if len(mention.candidates) < 2 and mention.score >= SURE_NAME:
        return mention
    offered = [each.product for each in conversation.on_table]
    named = [*(line.product for line in conversation.basket), *conversation.considering][::-1]
    order = [*offered, *named] if conversation.verdict == "offer" else [*named, *offered]
    meant = (product for product in order if product in mention.candidates or _has_in_its_name(catalogue, product, mention.text))
    known = next(meant, None)
    return replace(mention, product=known, candidates=(known,)) if known else mention


def _has_in_its_name(catalogue: Catalogue, product: str, said: str) -> bool:
    telling = {word for word in _WORD.findall(fold(said)) if len(word) > 3}
    return bool(telling) and any(telling <= set(_WORD.findall(fold(name))) for name in catalogue.by_id[product].name.values())


def _just(mention: Mention, reading: Reading) -> Mention:
    """ "Leave it, just the classic": what stands with "just" is wanted, whatever was turned down beside it."""
    alone = _stands_alone(mention, reading) and mention.status in ("declined", "removed") and not asks(reading)
    return replace(mention, status="wanted", negated=False) if alone else mention


def _stands_alone(mention: Mention, reading: Reading) -> bool:
    before, after = ([fact.span for fact in cued(reading, name)] for name in ("only", "only_that"))
    return _follows(reading.text, before, mention.span) or _precedes(reading.text, mention.span, after)


def _taken_back(reading: Reading) -> Reading:
    """ "A margherita. Actually no, scrap that, a diavola" orders the diavola alone; a softer "no wait" takes back the last thing named."""
    cuts = cued(reading, "undo") or (cued(reading, "instead") if reading.correction else ())
    for cut in reversed(cuts):
        before = [mention for mention in reading.products if mention.span[1] <= cut.span[0]]
        after = [mention for mention in reading.products if mention.span[0] >= cut.span[1]]
        if before and after:
            kept = [] if cut.name == "undo" else before[:-1]
            wanted = [replace(m, status="wanted", negated=False) if m.status == "removed" else m for m in after]
            changed = replace(reading, products=(*kept, *wanted))
            return changed if changed.has("order", "change", "accept") else _with_act(changed, "change")
    return reading


def _with_act(reading: Reading, name: str) -> Reading:
    return replace(reading, acts=(*reading.acts, Label(name, GATHERED, (0, len(reading.text)))))
