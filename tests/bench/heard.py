"""What is heard in our own test messages, which nothing was trained on: `python -m tests.bench.heard [--write]`.

tests/heard/{it,fr,en}.jsonl hold messages with their acts, objections, products and amounts. Each is read alone, its language
unknown, with the words of its catalogue. `--write` puts the table of confusions into docs/confusion.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from nlu.labels import ACTS, OBJECTIONS
from nlu.reading import Amount, Reading
from tests.bench.figures import Figure, Other, header, line, share
from tests.bench.labelled import macro_f1, micro_f1, recall, table, tfidf_acts
from tests.bench.messages import LANGUAGES, items
from tests.house import reader_for

CONFUSIONS = Path("docs/confusion.md")
INTRODUCTION = """# What is mistaken for what

Written by `python -m tests.bench.heard --write` from the messages in tests/heard, none of which was trained on.
“Read instead” counts acts that were read, and not meant, in messages where the act was meant and not read.
"""
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ALONE = "pizzeria"
"""Read with these names where the message belongs to no catalogue."""
COUNTED = ("number", "money", "percent", "duration")
"""Kinds of amount that the messages are labelled with; dates and ordinals are not."""
DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message's labels beside what was read."""

    item: Mapping[str, Any]
    reading: Reading

    @property
    def acts(self) -> tuple[set[str], set[str]]:
        """Wanted and read."""
        return set(self.item["acts"]), {label.name for label in self.reading.acts}

    @property
    def objections(self) -> tuple[set[str], set[str]]:
        """Wanted and read."""
        return set(self.item["objections"]), {label.name for label in self.reading.objections}

    @property
    def products(self) -> tuple[set[str], set[str]]:
        """Wanted and read."""
        read = {mention.product for mention in self.reading.products} if self.item["catalog"] else set()
        return set(self.item["products"]), read

    @property
    def amounts(self) -> list[bool]:
        """For each one wanted, whether it was read: kind, value, and the unit, currency and "per" it is labelled with."""
        return [any(_same(wanted, amount) for amount in self.reading.amounts) for wanted in self.item["amounts"]]

    @property
    def amounts_only(self) -> bool | None:
        """Whether those and no others were read; None where none is wanted and none was read."""
        read = [amount for amount in self.reading.amounts if amount.kind in COUNTED]
        return all(self.amounts) and len(read) <= len(self.amounts) if read or self.amounts else None


def _same(wanted: Mapping[str, Any], amount: Amount) -> bool:
    if wanted["kind"] == "duration" and amount.date is not None:  # "in three weeks" is read as the day it comes to
        days = float(wanted["value"]) * DAYS.get(wanted["unit"], 0)
        return abs(abs((amount.date - NOON.date()).days) - days) <= 0.02 * days
    if wanted["kind"] != amount.kind or abs(float(wanted["value"]) - float(amount.value)) > 1e-6:
        return False
    if "per" in wanted and wanted["per"] not in (amount.per, amount.each):
        return False
    return all(getattr(amount, name) == wanted[name] for name in ("unit", "currency") if name in wanted)


@cache
def heard(language: str) -> tuple[Heard, ...]:
    """Every message of a language, read."""
    return tuple(Heard(item, reader_for(item["catalog"] or ALONE).read(item["text"], NOON)) for item in items(language))


def measure() -> Iterator[Figure]:
    """Per language, then the spread between them."""
    scores = []
    for language in LANGUAGES:
        messages = heard(language)
        scores.append(macro_f1([each.acts for each in messages], ACTS))
        yield from _language(language, messages, scores[-1])
    name, data = "acts, macro-F1: best language less the worst", "tests/heard, never trained on"
    size = sum(len(heard(language)) for language in LANGUAGES)
    yield Figure(name, 100 * (max(scores) - min(scores)), "points", data, size, 5.0, less_is_better=True)


def _language(language: str, messages: Sequence[Heard], acts: float) -> Iterator[Figure]:
    data, size = f"tests/heard/{language}, never trained on", len(messages)
    pairs = [each.acts for each in messages]
    peer = tfidf_acts(language, [each.item["text"] for each in messages])
    others = (Other("TF-IDF + logistic regression", 100 * macro_f1(list(zip((w for w, _ in pairs), peer, strict=True)), ACTS)),)
    yield share(f"{language}: acts, macro-F1", acts, data, size, 0.85, others=others)
    for act in ("refuse", "complain"):
        found, support = recall(pairs, act)
        yield share(f"{language}: {act}, recall", found, data, support, 0.98)
    objections = [each.objections for each in messages]
    yield share(f"{language}: objections, macro-F1", macro_f1(objections, OBJECTIONS), data, sum(bool(w) for w, _ in objections))
    products = [each.products for each in messages]
    yield share(f"{language}: products, F1", micro_f1(products), data, sum(len(w) for w, _ in products), 0.95)
    amounts = [right for each in messages for right in each.amounts]
    yield share(f"{language}: amounts read right", sum(amounts) / len(amounts), data, len(amounts), 0.95)
    only = [right for each in messages if (right := each.amounts_only) is not None]
    yield share(f"{language}: amounts read right, and no number beside them", sum(only) / len(only), data, len(only))
    told = sum(each.reading.language == language for each in messages)
    yield share(f"{language}: language told from one message", told / size, data, size)


def confusions() -> str:
    """docs/confusion.md."""
    parts = [INTRODUCTION]
    for language in LANGUAGES:
        parts += [f"## {language}", "", *table([each.acts for each in heard(language)], ACTS), ""]
    return "\n".join(parts)


def misses(language: str) -> Iterator[str]:
    """Messages read otherwise than labelled, for whoever improves the reader."""
    for each in heard(language):
        for what, (wanted, read) in (("acts", each.acts), ("objections", each.objections), ("products", each.products)):
            if wanted != read:
                yield f"{each.item['id']} {what}: wanted {sorted(wanted)} read {sorted(read)}: {each.item['text']}"
        if not all(each.amounts):
            read_amounts = [(amount.kind, str(amount.value), amount.unit or amount.currency) for amount in each.reading.amounts]
            yield f"{each.item['id']} amounts: wanted {each.item['amounts']} read {read_amounts}: {each.item['text']}"


def main(arguments: Sequence[str]) -> None:
    """Prints the figures; `--misses` the messages read wrong as well, `--write` writes the confusions."""
    if "--write" in arguments:
        CONFUSIONS.write_text(confusions(), encoding="utf-8")
    print(header())
    for figure in measure():
        print(line(figure))
    for language in LANGUAGES if "--misses" in arguments else ():
        print("\n".join(misses(language)))
    counts = Counter(each.item["catalog"] for language in LANGUAGES for each in heard(language))
    print(f"read with: {dict(counts)}")


if __name__ == "__main__":
    main(sys.argv[1:])
