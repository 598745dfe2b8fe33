"""How people write prices: for remedies ("write 7.50"), for spreadsheets, and for figures that slipped into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from knowledge.catalogue import PriceTag

_ON_REQUEST = frozenset({
    "on request", "contact sales", "contact us", "ask", "see rates", "custom", "su richiesta", "da concordare",
    "a preventivo", "preventivo", "sur devis", "devis", "sur demande", "nous consulter", "n/a", "tbd",
})  # fmt: skip
_FREE = frozenset({"free", "gratis", "gratuito", "gratuit", "offert", "omaggio"})
_FROM = re.compile(r"^(?:a partire da|a partir de|à partir de|starting at|from|dès|des|da)\s+")
_MONEY = r"€|\$|£|¥|\b(?:chf|eur|euros?|usd|gbp|dollar[si]?|dollari|dollaro|pounds?|sterlin[ae]|livres?|franchi|francs?)\b"
_FIGURE = r"\d+(?:[.,'\u2019\s\u00a0\u202f]\d+)*"
_PERIODS: Mapping[str, tuple[str, ...]] = {
    "hour": ("hour", "h", "hr", "ora", "heure", "hourly", "orario"),
    "day": ("day", "giorno", "jour", "daily", "al giorno"),
    "week": ("week", "settimana", "semaine", "weekly"),
    "month": ("month", "mo", "mese", "mesi", "mois", "monthly", "mensile", "mensuel"),
    "quarter": ("quarter", "trimestre", "quarterly", "trimestrale"),
    "year": ("year", "yr", "anno", "an", "année", "yearly", "annually", "annuale", "annuel"),
    "use": ("use", "uso", "utilizzo", "utilisation", "usage"),
}
PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words}
_UNITS = {"utente": "user", "utilisateur": "user", "users": "user", "persona": "person", "personne": "person", "pers": "person"}
_SPLIT = re.compile(r"\s*/\s*|\s+(?:per|al|all'|alla|par|a|à|chaque|each|ogni)\s+|^(?:per|al|alla|par|a|à|ogni)\s+|\s+")
_QUOTED = re.compile(rf"(?:{_MONEY})\s*({_FIGURE})|({_FIGURE})\s*(?:{_MONEY})", re.IGNORECASE)


def tidy(written: str) -> str | None:
    """The same price as a catalogue writes it: "€ 1.200,50 al mese" is 1200.50/month; None when this is no price."""
    said = " ".join(written.lower().split())
    if said in _ON_REQUEST:
        return "on request"
    if said in _FREE:
        return "0"
    starting = bool(_FROM.match(said))
    said = re.sub(rf"\s*(?:{_MONEY})\s*", " ", _FROM.sub("", said)).strip()
    found = re.match(rf"^({_FIGURE})(?:,-|\.-)?\s*(.*)$", said)
    if found is None:
        return None
    amount = number(found[1])
    words = [word.strip(".") for word in _SPLIT.split(found[2]) if word and word.strip(".")]
    if amount is None or len(words) > 2 or any(not re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", word) for word in words):
        return None
    periods = [PERIOD_OF[word] for word in words if word in PERIOD_OF]
    units = [_UNITS.get(word, word) for word in words if word not in PERIOD_OF]
    if len(periods) > 1 or len(units) > 1 or not all(unit.isascii() for unit in units):
        return None
    return "/".join([f"from {amount}" if starting else str(amount), *units, *periods])


def number(written: str) -> Decimal | None:
    """1.200,50 · 1,200.50 · 1 200,50 · 7,5 · 1.200 (three digits after a single mark are thousands); None for no number."""
    digits = re.sub(r"['\u2019\s\u00a0\u202f]", "", written)
    marks = [letter for letter in digits if letter in ".,"]
    if len(set(marks)) == 2:
        thousands = marks[0]
        digits = digits.replace(thousands, "").replace("," if thousands == "." else ".", ".")
    elif marks and (len(marks) > 1 or re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits)):
        digits = digits.replace(marks[0], "")
    else:
        digits = digits.replace(",", ".")
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def money_in(text: str) -> Iterator[Decimal]:
    """Every amount of money a text quotes."""
    for found in _QUOTED.finditer(text):
        amount = number(found[1] or found[2])
        if amount is not None:
            yield amount


def comparable(lower: PriceTag, higher: PriceTag) -> tuple[Decimal, Decimal] | None:
    """Both amounts on one scale: as they stand for the same period and unit, else by the month; None when there is none.

    What costs nothing costs nothing in every period and unit.
    """
    if lower.amount is None or higher.amount is None:
        return None
    if (lower.per, lower.each) == (higher.per, higher.each) or not lower.amount or not higher.amount:
        return lower.amount, higher.amount
    by_month = lower.monthly, higher.monthly
    if lower.each != higher.each or by_month[0] is None or by_month[1] is None:
        return None
    return by_month[0], by_month[1]


def written(price: PriceTag) -> str:
    """A price as the catalogue writes it, without its currency."""
    if price.amount is None:
        return "on request"
    amount = f"{price.amount.normalize():f}"
    return "/".join(part for part in (f"from {amount}" if price.starting else amount, price.each, price.per) if part)
