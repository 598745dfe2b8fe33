"""What promises 2 and 3 look at in a reply: its figures, and whether the benefit comes before the price."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.messages import Reply
from bot.voice import sentence
from knowledge.catalogue import Catalogue
from knowledge.relations import arguments_for

_MONEY = re.compile(r"[€$£] ?\d[\d.,]*|\d[\d., ]*(?:€|\$|£|CHF)")


def plain(text: str) -> str:
    """Without the no-break spaces that number formats use."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def benefit_before_price(catalogue: Catalogue, reply: Reply) -> bool:
    """For each offer some argument or reason of the catalogue stands in the text before the first price."""
    text = plain(reply.text)
    price = _MONEY.search(text)
    if not reply.offers or price is None:
        return True
    first = reply.offers[0].product
    benefits = [argument.text.said(reply.language) for argument in arguments_for(catalogue, first)]
    benefits += [complement.reason.said(reply.language) for complement in catalogue.complements if complement.offer == first]
    places = [text.find(plain(sentence(benefit))) for benefit in benefits]
    return any(0 <= place < price.start() for place in places)


_NUMBER = re.compile(r"\d+(?:[., ]\d+)*")


def figures(text: str) -> set[Decimal]:
    """Every number written in digits, whichever way its thousands and decimals are marked."""
    return {_value(found) for found in _NUMBER.findall(plain(text))}


def _value(written: str) -> Decimal:
    parts = re.split(r"[., ]", written)
    if len(parts) > 1 and len(parts[-1]) != 3:
        return Decimal("".join(parts[:-1]) + "." + parts[-1]).normalize() + 0
    return Decimal("".join(parts))
