"""Values that are well-formed and still cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from babel.core import get_global

from knowledge.draft import Draft
from knowledge.prices import PERIOD_OF, written
from knowledge.problems import Finding, did_you_mean

_HUGE = Decimal(100_000_000)
_CODES: Mapping[str, str] = {
    "italian": "it", "italiano": "it", "italien": "it", "french": "fr", "francese": "fr", "français": "fr",
    "english": "en", "inglese": "en", "anglais": "en", "german": "de", "spanish": "es",
}  # fmt: skip


def business(draft: Draft) -> Iterator[Finding]:
    """Languages and currency of the business."""
    firm = draft.business
    if firm is None:
        return
    for index, language in enumerate(firm.languages):
        if not (len(language) == 2 and language.isascii() and language.islower()):
            remedy = f"write {_CODES[language.lower()]}" if language.lower() in _CODES else "write two letters, like it, fr or en"
            yield Finding(("business", "languages", index), f"“{language}” is no language code", remedy)
        elif language in firm.languages[:index]:
            yield Finding(("business", "languages", index), f"{language} is listed twice", "keep one", "warning")
    if firm.language not in firm.languages:
        code = _CODES.get(firm.language.lower())
        remedy = f"write {code}" if code in firm.languages else f"add {firm.language} to languages, or write one of those"
        yield Finding(("business", "language"), f"{firm.language} is not among the languages of the business", remedy)
    known: Mapping[str, object] = get_global("all_currencies")
    if firm.currency not in known:
        remedy = did_you_mean(firm.currency, (), "write its ISO code, like EUR, GBP, CHF or USD")
        yield Finding(("business", "currency"), f"there is no currency {firm.currency}", remedy)


def prices(draft: Draft) -> Iterator[Finding]:
    """Prices that were probably meant otherwise."""
    for position, offering in draft.offerings.items():
        path, price = ("offerings", position, "price"), offering.price
        if price.each in PERIOD_OF:
            meant = written(price).replace(price.each, PERIOD_OF[price.each])
            yield Finding(path, f"“{price.each}” is no period of this format", f"write {meant}")
        if price.amount is None:
            continue
        exponent = price.amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent <= -3 and price.amount >= 1:
            remedy = f"if thousands are meant, write {str(price.amount).replace('.', '')}"
            yield Finding(path, f"{price.amount} is read as {written(price)}", remedy, "warning")
        elif price.amount > _HUGE:
            yield Finding(path, f"{written(price)} is an unusually high price", "check the number of zeros", "warning")


def sizes(draft: Draft) -> Iterator[Finding]:
    """Smallest sizes above largest sizes."""
    for position, offering in draft.offerings.items():
        if _upside_down(offering.segment.min_size, offering.segment.max_size):
            yield Finding(("offerings", position, "segment"), "min_size is above max_size, so it is for nobody", "swap the two")
    for position, proof in draft.proofs.items():
        if _upside_down(proof.min_size, proof.max_size):
            yield Finding(("proofs", position, "min_size"), "min_size is above max_size, so it is never told", "swap the two")


def triggers(draft: Draft) -> Iterator[Finding]:
    """Triggers that can never fire, or would propose what the customer has."""
    metrics = draft.known("metrics")
    limited = {metric for offering in draft.offerings.values() for metric in offering.limits}
    for position, trigger in draft.triggers.items():
        path = ("triggers", position)
        if trigger.metric is None and trigger.signal is None and not trigger.pay_per_use:
            remedy = "add metric: with a metric's id, signal: growth, or pay_per_use: yes"
            yield Finding(path, "nothing sets this trigger off", remedy)
        elif trigger.metric in metrics and trigger.metric not in limited:
            message = f"no offering has a limit on {trigger.metric}, so this trigger never fires"
            yield Finding((*path, "metric"), message, "add it to the limits of the offerings", "warning")
        if trigger.propose in trigger.to:
            yield Finding((*path, "to"), f"{trigger.propose} is proposed to those who have it", "delete it from `to`", "warning")


def _upside_down(smallest: int | None, largest: int | None) -> bool:
    return smallest is not None and largest is not None and smallest > largest
