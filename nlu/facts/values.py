"""From what a rule caught to facts: ids, numbers and dates, checked for sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from nlu.facts.matching import Match
from nlu.facts.rulebook import Rulebook, common
from nlu.facts.tape import Tape
from nlu.facts.times import days, due, moment, past, since
from nlu.reading import Amount, Fact, Span
from nlu.tokens import fold

Value = str | int | float
_SLOT = re.compile(r"<(\w+)>")
_OLDEST, _GROWN = 120, 16
"""Years nobody is older than, and from which somebody can be a client."""
_ROUGH = 0.9
"""What an "about" takes from the confidence."""


class Source(NamedTuple):
    """What a value is made of: the slot or list it comes from, the words or amount caught, what they mean, the message's time."""

    origin: str
    said: str
    span: Span
    amount: Amount | None
    meaning: str | None
    at: datetime | None


def facts_of(match: Match, tape: Tape, text: str, book: Rulebook, at: datetime | None) -> list[Fact]:
    """The facts of one match; none at all when a value makes no sense."""
    facts: list[Fact] = []
    for key, origin in match.rule.facts.items():
        name, optional = key.rstrip("?"), key.endswith("?")
        source = _source(match, origin, tape, text, book, at)
        value = _READERS.get(name.partition(":")[0], _text)(source)
        if value is not None:
            full = _SLOT.sub(lambda slot: _source(match, slot[1], tape, text, book, at).said.casefold(), name)
            sure = match.rule.sure * (_ROUGH if source.amount and source.amount.approximate else 1)
            facts.append(Fact(full, value, sure, source.span))
            facts.extend(Fact(f"{full}_{what}", said, sure, source.span) for what, said in _details(name, source.amount))
        elif not optional:
            return []
    return [_renamed(fact) for fact in facts]


def _renamed(fact: Fact) -> Fact:
    """ "Cliente Mario Bini" names a person; a "client de 47 ans" is 47, one "de 2 ans" has been for two."""
    if fact.name == "age_or_tenure_days":
        length = float(fact.value)
        if length < _GROWN * 365:
            return replace(fact, name="tenure_days", value=round(length))
        return replace(fact, name="age", value=round(length / 365.25))
    if fact.name == "company" and fold(str(fact.value).split()[0]) in common("first_names"):
        return replace(fact, name="person")
    return fact


def _source(match: Match, origin: str, tape: Tape, text: str, book: Rulebook, at: datetime | None) -> Source:
    whole = tape.span(match.first, match.last)
    if origin.startswith("="):
        return Source(origin, origin[1:], whole, None, None, at)
    said = match.found.groupdict()
    origin = next((name for name in origin.split("|") if said.get(name) is not None), "")
    if not origin:
        return Source(origin, "", whole, None, None, at)
    first, last = tape.index[match.found.start(origin)], tape.index[match.found.end(origin)]
    start, end = tape.span(first, last)
    amount = tape.amounts.get(first)
    meaning = book.ids.get(origin, {}).get(" ".join(tape.words[first:last]))
    return Source(origin, text[start:end], whole if amount else (start, end), amount, meaning, at)


def _text(source: Source) -> Value | None:
    return source.meaning or source.said or None


def _company(source: Source) -> Value | None:
    """Three capitals are rather an abbreviation (LLD, RSA) than a name."""
    return None if source.said.isupper() and len(source.said) <= 3 else source.said


def _whole(source: Source) -> Value | None:
    amount = source.amount
    if amount is None or amount.low is not None or amount.value != int(amount.value) or not 0 < amount.value < 10**8:
        return None
    return int(amount.value)


def _person(source: Source) -> Value | None:
    """Nobody's name is shouted alone ("this is URGENT")."""
    return None if source.said.isupper() else source.said


def _size(source: Source) -> Value | None:
    return None if source.amount and source.amount.text.startswith("+") else _whole(source)


def _returned(source: Source) -> Value | None:
    bare = source.amount and source.amount.currency is None
    return None if bare and source.amount and source.amount.each else _number(source)


def _number(source: Source) -> Value | None:
    if source.amount is None or not 1 <= source.amount.value < 10**12:
        return None
    value = source.amount.value if source.amount.high is None else source.amount.high
    return int(value) if value == int(value) else float(value)


def _hours(source: Source) -> Value | None:
    length = days(source.amount) if source.amount else None
    if length is None:
        return None
    hours = length * 24 if length < 1 else length * 8  # a saved day is a working day
    return int(hours) if hours == int(hours) else round(hours, 2)


def _tenure(source: Source) -> Value | None:
    return since(source.amount, source.at) if source.amount else None


def _age(source: Source) -> Value | None:
    """Years; "47" and "the 60th" as well as "47 years"."""
    amount = source.amount
    if amount is None or amount.unit not in (None, "year", "years") or not 0 < amount.value <= _OLDEST:
        return None
    return int(amount.value)


def _age_or_tenure(source: Source) -> Value | None:
    """Days; `_renamed` says what they are."""
    return days(source.amount) if source.amount and source.amount.kind == "duration" else None


def _bought(source: Source) -> Value | None:
    return past(source.amount, source.at) if source.amount else None


def _deadline(source: Source) -> Value | None:
    if source.amount is not None:
        return due(source.amount, source.at, within=source.origin == "until")
    return moment(source.meaning, source.at.date()).isoformat() if source.meaning and source.at else None


_READERS: Mapping[str, Callable[[Source], Value | None]] = {
    "company": _company,
    "person": _person,
    "size": _size,
    "seats_wanted": _whole,
    "usage_count": _whole,
    "spend": _number,
    "budget": _number,
    "return_amount": _returned,
    "hours_saved": _hours,
    "tenure_days": _tenure,
    "age": _age,
    "age_or_tenure_days": _age_or_tenure,
    "purchase_date": _bought,
    "deadline": _deadline,
}
"""How each fact is read; the others are what was said, or its id."""
_DETAILED = frozenset(("spend", "budget", "return_amount", "hours_saved"))


def _details(name: str, amount: Amount | None) -> Iterator[tuple[str, str]]:
    if amount is not None and name in _DETAILED:
        if amount.per:
            yield "per", amount.per
        if amount.currency:
            yield "currency", amount.currency
