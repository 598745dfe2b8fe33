"""Other people's catalogues: do they import without errors, and do proposals go the way the shop's merchandisers linked?"""

from __future__ import annotations

import csv
import html
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from knowledge.advice import Customer, Line
from knowledge.advise import advise
from knowledge.catalogue import Catalogue
from knowledge.importers import import_catalogue
from knowledge.loader import load_text
from tests.bench import importers
from tests.bench.figures import Figure, Other, at_most, share

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MOVES = {"upsell": "upsell", "crosssell": "cross-sell"}


def measure_imports(data: Path) -> Iterator[Figure]:
    """Price lists by year, and a shop."""
    found = list(importers.measure(data))
    for kind, title in (("pricing2yaml", "SaaS price lists"), ("magento", "Luma shop")):
        of_kind = [one for one in found if one.format == kind]
        if of_kind:
            sound = sum(not one.errors for one in of_kind) / len(of_kind)
            yield share(f"import: {title} without errors", sound, title, len(of_kind), 1.0)
            yield at_most(f"import: {title}, the slowest", max(one.ms for one in of_kind), "ms", 2000.0, title, len(of_kind))


def measure_luma(folder: Path) -> Iterator[Figure]:
    """For each linked product in the basket: is something linked to it proposed, and with the move of its link?"""
    catalogue = load_text(import_catalogue("magento", folder), "luma.yaml")
    skus = _skus(folder, catalogue)
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows(folder / "links.tsv"):
        if row["kind"] in MOVES:
            links[row["sku"], row["linked_sku"]].add(MOVES[row["kind"]])
    anchors = [offering.id for offering in catalogue.offerings if any(sku == skus[offering.id] for sku, _ in links)]
    right = wrong = strange = served = 0
    for anchor in anchors:
        advice = advise(catalogue, Customer(NOON, basket=(Line(anchor),), asked=True, first_contact=False))
        served += bool(advice.proposals)
        for proposal in advice.proposals:
            kinds = links.get((skus[anchor], skus[proposal.product]), set())
            right, wrong, strange = right + (proposal.move in kinds), wrong + bool(kinds - {proposal.move}), strange + (not kinds)
    data = "Luma, catalogue made from its links"
    others = (Other("with the other move", wrong), Other("not linked", strange))
    yield share(
        "Luma: proposals with the move of the shop's link",
        right / max(1, right + wrong + strange),
        data,
        right + wrong + strange,
        others=others,
    )
    yield share("Luma: linked products with a proposal", served / len(anchors), data, len(anchors))


def _skus(folder: Path, catalogue: Catalogue) -> dict[str, str]:
    by_name: dict[str, str] = {}
    for row in _rows(folder / "products.tsv"):
        name = html.unescape(row["name"])
        by_name[name] = by_name[f"{name} ({row['sku']})"] = row["sku"]
    return {offering.id: by_name[offering.name.said("en")] for offering in catalogue.offerings}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
