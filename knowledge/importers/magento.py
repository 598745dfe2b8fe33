"""A Magento shop's products and links, exported as products.tsv (sku, name, price, category, description) and links.tsv.

Up-sell links become ladders of two steps, cross-sell links complements. "Related" links say neither, so they are left out.
"""

from __future__ import annotations

import csv
import html
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge.importers.source import Imported, SourceError, first_sentence, new_id, text_of
from knowledge.prices import number

_PRODUCT = ("sku", "name", "price", "category")
_LINK = ("kind", "sku", "linked_sku")
_ROOT = "Default Category/"
"""What Magento calls the root of every shop's categories."""
_NEXT = "Next: say under arguments why each better product is worth it, and check the reasons under complements."
_UP, _CROSS = "upsell", "crosssell"


def convert(source: Path, year: int | None = None) -> Imported:
    """A shop as a catalogue. `source` is the folder of both files, or the products file. Raises `SourceError`."""
    if year is not None:
        raise SourceError("a Magento export has no years: leave the year out")
    folder = source if source.is_dir() else source.parent
    products = _table(folder / "products.tsv" if source.is_dir() else source, _PRODUCT)
    links = _table(folder / "links.tsv", _LINK)
    shop = _Shop(products)
    known = [link for link in links if link["sku"] in shop.offerings and link["linked_sku"] in shop.offerings]
    ladders = list(shop.ladders(known))
    complements = list(shop.complements(known))
    values = {
        "business": {"name": folder.resolve().name, "language": "en", "languages": ["en"], "currency": "USD"},
        "offerings": list(shop.offerings.values()),
        "ladders": ladders,
        "complements": complements,
        "arguments": list(shop.arguments(known)),
    }
    counts = Counter(link["kind"] for link in known)
    notes = [
        f"Imported from {len(products)} Magento products and {len(links)} links.",
        "Check name, language and currency of the business.",
        _NEXT,
        f"Left out: {len(links) - len(known)} links to products that are not in the export, "
        f"{counts[_UP] - len(ladders)} up-sells that cost less, {counts.total() - counts[_UP] - counts[_CROSS]} related links.",
    ]
    return Imported(values, tuple(notes))


def _table(path: Path, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of a tab-separated file; quotation marks are plain letters there (5" and 10" are sizes)."""
    reader = csv.DictReader(text_of(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise SourceError(f"{path} has no column {missing[0]}: its first line should name {', '.join(needed)}, with tabs between")
    return [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]


class _Shop:
    """The products as offerings, by SKU."""

    def __init__(self, products: list[dict[str, str]]) -> None:
        self.offerings: dict[str, dict[str, Any]] = {}
        names = Counter(html.unescape(row["name"]).casefold() for row in products)
        taken: set[str] = set()
        for row in products:
            name = html.unescape(row["name"]) or row["sku"]
            if not row["sku"] or row["sku"] in self.offerings:
                continue
            identifier = new_id(row["sku"], taken)
            taken.add(identifier)
            self.offerings[row["sku"]] = {
                "id": identifier,
                "name": f"{name} ({row['sku']})" if names[name.casefold()] > 1 else name,
                "category": row["category"].removeprefix(_ROOT),
                "price": _price(row),
                "description": html.unescape(row.get("description", "")),
            }

    def ladders(self, links: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        """One for every up-sell that does not cost less."""
        taken: set[str] = set()
        for low, high in self._upgrades(links):
            identifier = new_id(f"{low['id']}-to-{high['id']}", taken)
            taken.add(identifier)
            yield {"id": identifier, "steps": [low["id"], high["id"]]}

    def complements(self, links: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        """One for every product that is cross-sold, with all it is sold with."""
        bases: dict[str, dict[str, None]] = {}
        for link in links:
            if link["kind"] == _CROSS and link["sku"] != link["linked_sku"]:
                bases.setdefault(link["linked_sku"], {})[self.offerings[link["sku"]]["id"]] = None
        for sku, to in bases.items():
            offer = self.offerings[sku]
            reason = first_sentence(offer["description"]) or f"{offer['name']} goes well with it."
            yield {"offer": offer["id"], "to": list(to), "kind": "expansion", "reason": reason}

    def arguments(self, links: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        """What the shop itself says first of a product that is proposed as the better one."""
        for high in {high["id"]: high for _, high in self._upgrades(links)}.values():
            text = first_sentence(high["description"])
            if text:
                yield {"about": high["id"], "lever": "result", "text": text}

    def _upgrades(self, links: list[dict[str, str]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        seen: set[tuple[str, str]] = set()
        for link in links:
            low, high = self.offerings[link["sku"]], self.offerings[link["linked_sku"]]
            pair = low["id"], high["id"]
            if (
                link["kind"] == _UP
                and pair not in seen
                and pair[0] != pair[1]
                and not _dearer(low, high)
                and pair[::-1] not in seen
            ):
                seen.add(pair)
                yield low, high


def _price(row: dict[str, str]) -> Decimal | str:
    """A bundle has no price of its own: on request."""
    amount = number(row["price"])
    return "on request" if amount is None else amount


def _dearer(low: dict[str, Any], high: dict[str, Any]) -> bool:
    prices = low["price"], high["price"]
    return isinstance(prices[0], Decimal) and isinstance(prices[1], Decimal) and prices[0] > prices[1]
