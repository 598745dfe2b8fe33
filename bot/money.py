"""Prices as people write them, by language: amount, period, unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, format_percent

from bot.voice import Voice
from knowledge.catalogue import PriceTag

_LOCALES = {"it": "it_IT", "fr": "fr_FR", "en": "en_GB"}


def amount(value: Decimal, currency: str, language: str) -> str:
    """ "2 €", "€8.50", "1.228.400 €": cents only where there are any."""
    whole = value == value.to_integral_value()
    pattern = ("¤#,##0" if language == "en" else "#,##0 ¤") if whole else None
    return str(format_currency(value, currency, pattern, locale=_LOCALES.get(language, "en_GB"), currency_digits=not whole))


def price(tag: PriceTag, currency: str, voice: Voice, *, value: Decimal | None = None) -> str:
    """A price tag in words ("29 € a utente al mese"); `value` in place of its amount."""
    number = tag.amount if value is None else value
    if number is None:
        return str(voice.find("price.on-request"))
    if number == 0 and value is None:
        return str(voice.find("price.free"))
    words = " ".join(part for part in (amount(number, currency, voice.language), _each(tag, voice), _per(tag, voice)) if part)
    return words if value is not None or not tag.starting else str(voice.find("price.starting")).format(price=words)


def _per(tag: PriceTag, voice: Voice) -> str:
    return str(voice.find(f"per.{tag.per}")) if tag.per else ""


def _each(tag: PriceTag, voice: Voice) -> str:
    if not tag.each:
        return ""
    return str(voice.find(f"each.{tag.each}")) if voice.has(f"each.{tag.each}") else f"/ {tag.each}"


def number(value: Decimal | int, language: str) -> str:
    """ "7.400" or "7,400"."""
    return str(format_decimal(value, locale=_LOCALES.get(language, "en_GB")))


def counted(value: Decimal, names: Sequence[str], voice: Voice) -> str:
    """ "10 companies", "1 company": the singular that the owner lists, else what the language's endings make of the plural."""
    plural = names[0]
    return f"{number(value, voice.language)} {_single(plural, names[1:], voice) if value == 1 else plural}"


def _single(plural: str, others: Sequence[str], voice: Voice) -> str:
    listed = (other for other in others if other[:4] == plural[:4] and " " not in other and len(other) <= len(plural))
    if found := next(listed, None):
        return found
    endings: Mapping[str, str] = voice.find("singular")
    word, *rest = plural.split(" ")
    head, kept = ([word], rest) if voice.language != "en" else (plural.split(" ")[-1:], plural.split(" ")[:-1])
    single = next((head[0].removesuffix(many) + one for many, one in endings.items() if head[0].endswith(many)), head[0])
    return " ".join([single, *kept] if voice.language != "en" else [*kept, single])


def percent(share: Decimal, language: str) -> str:
    """ "29 %"."""
    return str(format_percent(share, locale=_LOCALES.get(language, "en_GB")))
