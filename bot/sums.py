"""Arithmetic on catalogue prices: totals (once and per period apart), a year of something, what one costs more than another (R19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot import money
from bot.asked import asks
from bot.conversation import Conversation
from bot.grammar import noun, nouns
from bot.voice import Voice, paragraph
from knowledge.advice import Line
from knowledge.catalogue import Catalogue, Offering, Period, PriceTag
from knowledge.relations import difference
from nlu.reading import Reading

TIMES: Mapping[str, int] = {"week": 52, "month": 12, "quarter": 4, "year": 1}
"""How often a period comes in a year: whole numbers, no rounding."""


def answer(catalogue: Catalogue, conversation: Conversation, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """The sum that was asked for; None when none was, or there is nothing to add up."""
    if asks(reading, "more") and (found := _more(catalogue, conversation, asked, voice)):
        return found
    if asks(reading, "year"):
        return _yearly(catalogue, _wanted(catalogue, conversation, reading, asked), voice)
    if asks(reading, "total") or asks(reading, "both"):
        return _total(catalogue, _wanted(catalogue, conversation, reading, asked), voice)
    if asks(reading, "each"):
        return _each(catalogue, conversation, asked, voice)
    return None


def _wanted(catalogue: Catalogue, conversation: Conversation, reading: Reading, asked: list[Offering]) -> list[Line]:
    """What is added up: the things named, or one with the basket; the table too when both are asked for, or nothing else is there."""
    named = list(dict.fromkeys(mention.product for mention in reading.products if mention.product in catalogue.by_id))
    if len(named) > 1:
        return [Line(product, Decimal(1)) for product in named]
    lines = {line.product: line for line in conversation.basket}
    table = conversation.on_table if asks(reading, "both") or not (lines or named) else ()
    for each in table:
        replaced = lines.pop(each.replaces, None) if each.replaces else None
        lines[each.product] = Line(each.product, replaced.quantity if replaced else Decimal(1))
    extra = [offering.id for offering in asked if named or not lines] + [
        p for p in conversation.considering if not lines or named
    ]
    for product in extra:
        if product in catalogue.by_id and product not in lines and not _other_tier(catalogue, product, lines):
            lines[product] = Line(product, Decimal(1))
    return list(lines.values())


def _other_tier(catalogue: Catalogue, product: str, lines: Iterable[str]) -> bool:
    """Another version of it is counted already: nobody pays for both."""
    tiers = ({step.offering for step in ladder.steps} for ladder in catalogue.ladders)
    return any(product in ids and ids & set(lines) for ids in tiers)


def _total(catalogue: Catalogue, lines: list[Line], voice: Voice) -> str | None:
    if not lines:
        return None
    currency = catalogue.business.currency
    sums: dict[tuple[Period | None, str | None], Decimal] = {}
    for line in lines:
        tag = catalogue.by_id[line.product].price
        if tag.amount is not None:
            key = tag.per, (tag.each if line.quantity == 1 else None)
            sums[key] = sums.get(key, Decimal(0)) + tag.amount * line.quantity
    told = voice.joined(
        [_line(catalogue, line, voice) for line in lines if catalogue.by_id[line.product].price.amount is not None]
    )
    unknown = [line.product for line in lines if catalogue.by_id[line.product].price.amount is None]
    if not sums:
        return None
    if len(lines) == 1 and lines[0].quantity == 1:
        offering = catalogue.by_id[lines[0].product]
        return voice("answer.price", name=noun(catalogue, offering, voice), price=money.price(offering.price, currency, voice))
    amounts = voice.joined([_sum(PriceTag(value, per, each), len(sums), currency, voice) for (per, each), value in sums.items()])
    total = str(voice.find("answer.sum-total")).format(amounts=amounts)
    if unknown:
        total += ", " + str(voice.find("answer.sum-unknown")).format(names=nouns(catalogue, unknown, voice))
    return voice("answer.sum", lines=told, total=total)


def _sum(tag: PriceTag, kinds: int, currency: str, voice: Voice) -> str:
    words = money.price(tag, currency, voice, value=tag.amount)
    return str(voice.find("answer.once")).format(amount=words) if kinds > 1 and tag.per is None else words


def _line(catalogue: Catalogue, line: Line, voice: Voice) -> str:
    offering = catalogue.by_id[line.product]
    count = f"{money.number(line.quantity, voice.language)} × " if line.quantity != 1 else ""
    amount = None if line.quantity == 1 else (offering.price.amount or Decimal(0)) * line.quantity
    tag = offering.price if amount is None else PriceTag(amount, offering.price.per)
    return f"{count}{noun(catalogue, offering, voice)} {money.price(tag, catalogue.business.currency, voice, value=amount)}"


def _yearly(catalogue: Catalogue, lines: list[Line], voice: Voice) -> str | None:
    """Twelve months of each, the sum where there are several; what is paid once is said to be."""
    recurring = [line for line in lines if catalogue.by_id[line.product].price.monthly is not None]
    parts = [_year_of(catalogue, line, voice) for line in lines if catalogue.by_id[line.product].price.amount is not None]
    if len(recurring) > 1 and len({catalogue.by_id[line.product].price.each for line in recurring}) == 1:
        tags = [(catalogue.by_id[line.product].price, line.quantity) for line in recurring]
        whole = sum((_in_a_year(tag) * quantity for tag, quantity in tags), Decimal(0))
        tag = PriceTag(whole, "year", tags[0][0].each)
        amounts = money.price(tag, catalogue.business.currency, voice, value=whole)
        parts.append(voice("answer.sum-alone", lines=str(voice.find("answer.sum-total")).format(amounts=amounts)))
    return paragraph(*parts) or None


def _year_of(catalogue: Catalogue, line: Line, voice: Voice) -> str:
    offering, currency = catalogue.by_id[line.product], catalogue.business.currency
    tag, name = offering.price, noun(catalogue, offering, voice)
    said = money.price(tag, currency, voice)
    if tag.per == "year":
        return voice("answer.yearly-same", name=name, price=said)
    if tag.monthly is None:
        return voice("answer.yearly-once", name=name, price=said)
    whole = PriceTag(None, None, tag.each if line.quantity == 1 else None)
    year = money.price(whole, currency, voice, value=_in_a_year(tag) * line.quantity)
    return voice("answer.yearly", name=name, price=year, monthly=said)


def _in_a_year(tag: PriceTag) -> Decimal:
    return (tag.amount or Decimal(0)) * TIMES[tag.per or "year"]


def _more(catalogue: Catalogue, conversation: Conversation, asked: list[Offering], voice: Voice) -> str | None:
    """What one version costs more than the other: the two that are named, or the one spoken of and what it replaces or stands above."""
    pair = asked[:2] if len(asked) > 1 else _beside(catalogue, conversation, asked)
    if len(pair) < 2:
        return None
    lower, upper = pair
    between = difference(lower.price, upper.price)
    if between is None:
        return None
    lower, upper = (lower, upper) if between >= 0 else (upper, lower)
    currency = catalogue.business.currency
    said = {
        "lower": noun(catalogue, lower, voice),
        "upper": noun(catalogue, upper, voice),
        "price": money.price(upper.price, currency, voice, value=abs(between)),
        "lower_price": money.price(lower.price, currency, voice),
        "upper_price": money.price(upper.price, currency, voice),
    }
    return voice("answer.more-than" if between else "answer.same-price", **said)


def _beside(catalogue: Catalogue, conversation: Conversation, asked: list[Offering]) -> list[Offering]:
    if not asked:
        return []
    upper = asked[0].id
    replaced = next((each.replaces for each in conversation.on_table if each.product == upper), None)
    had = [line.product for line in (*conversation.basket, *conversation.owned)] + list(conversation.considering)
    for ladder in catalogue.ladders:
        ids = [step.offering for step in ladder.steps]
        if upper in ids and len(ids) > 1:
            index = ids.index(upper)
            below = ids[index - 1] if index else ids[1]
            other = replaced or next((product for product in had if product in ids and product != upper), below)
            return [catalogue.by_id[other], catalogue.by_id[upper]]
    return []


def _each(catalogue: Catalogue, conversation: Conversation, asked: list[Offering], voice: Voice) -> str | None:
    """A price for each: the catalogue's own, or that it does not depend on the number, with what that makes for theirs."""
    if not asked:
        return None
    offering, currency = asked[0], catalogue.business.currency
    said = money.price(offering.price, currency, voice)
    name = noun(catalogue, offering, voice)
    if offering.price.each or offering.price.amount is None or offering.price.per is None:
        return voice("answer.price", name=name, price=said)
    count, size = "", conversation.facts.get("size")
    if size and int(size) > 1:
        share = (offering.price.amount / int(size)).quantize(Decimal("0.01"))
        words = money.price(PriceTag(share, offering.price.per), currency, voice, value=share)
        count = voice("answer.flat-share", count=money.number(int(size), voice.language), share=words)
    return paragraph(voice("answer.flat", name=name, price=said), count)
