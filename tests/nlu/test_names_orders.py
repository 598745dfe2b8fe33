"""Pointing words, numbers given from outside, and what a message does to an order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlu.names import OrderChange, find_references, order_lines
from nlu.reading import Amount, Language
from tests.nlu.test_names_catalogues import TOKENIZER, index, mentions

REFERENCES = """
it | quello | that
it | prendo il primo | 0
it | la seconda, grazie | 1
it | l'altro | other
it | no, l'ultimo | -1
it | vorrei l'altra | other
it | quello grande | that
it | il terzo mi piace | 2
it | la prima volta che vengo | -
it | quello che dici tu | -
it | l'altro giorno | -
it | entrambi | -
it | opzione due | 1
fr | celui-là | that
fr | je prends le premier | 0
fr | la deuxième svp | 1
fr | l'autre | other
fr | le dernier | -1
fr | la première fois | -
fr | celui qui marche | -
fr | l'autre jour | -
fr | l'option 1 | 0
en | that one please | that
en | the second one | 1
en | the second | 1
en | the other one | other
en | I'll take the last one | -1
en | the first time | -
en | the other day | -
en | both | -
en | number one | 0
"""

ORDERS = """
it | pizzeria | due margherite e una birra | add margherita 2, add birra-artigianale
it | pizzeria | togli una margherita | remove margherita 1
it | pizzeria | togli la diavola | remove diavola
it | pizzeria | anzi due | set - 2
it | pizzeria | facciamo tre | set - 3
it | pizzeria | non la margherita ma la diavola | replace diavola for margherita
it | pizzeria | la diavola invece della marinara | replace diavola for marinara
it | pizzeria | facciamo due margherite | set margherita 2
it | pizzeria | aggiungi una birra | add birra-artigianale
it | pizzeria | quanto costa la diavola? | -
it | pizzeria | ho già la birra | -
it | pizzeria | ciao | -
fr | pizzeria | plutôt trois | set - 3
fr | pizzeria | deux diavolas | add diavola 2
fr | pizzeria | enlevez une marinara | remove marinara 1
fr | pizzeria | une diavola au lieu de la marinara | replace diavola for marinara
fr | pizzeria | encore une | add - 1
en | coffee | change the latte to a mocha | replace mocha for latte
en | coffee | make that two | set - 2
en | coffee | make it 3 mochas | set mocha 3
en | coffee | a mocha instead of the latte | replace mocha for latte
en | coffee | another one | add - 1
en | coffee | remove the croissant and add a muffin | remove croissant, add muffin
en | coffee | two lattes and a muffin | add latte 2, add muffin
"""


def lines(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" | ")] for line in table.splitlines() if line.strip()]


@pytest.mark.parametrize(("language", "text", "expected"), lines(REFERENCES))
def test_references(language: Language, text: str, expected: str) -> None:
    found = find_references(TOKENIZER(text), language)
    said = ["other" if one.other else "that" if one.index is None else str(one.index) for one in found]
    assert (" ".join(said) or "-") == expected
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in found)


def written(change: OrderChange) -> str:
    parts = [change.kind, change.product or "-", *([str(change.quantity)] if change.quantity is not None else [])]
    return " ".join([*parts, *(["for", change.replaced] if change.replaced else [])])


@pytest.mark.parametrize(("language", "catalogue", "text", "expected"), lines(ORDERS))
def test_orders(language: Language, catalogue: str, text: str, expected: str) -> None:
    changes = order_lines(TOKENIZER(text), mentions(catalogue, language, text), language)
    assert (", ".join(map(written, changes)) or "-") == expected


def test_numbers_read_elsewhere_are_used() -> None:
    text = "ventiquattro margherite e 3 birre"
    amounts = (Amount("number", Decimal(24), (0, 12), "ventiquattro"), Amount("number", Decimal(3), (26, 27), "3"))
    found = index("pizzeria").find(TOKENIZER(text), text, "it", amounts=amounts)
    assert [mention.quantity for mention in found] == [24, 3]


def test_an_article_read_as_one_is_no_quantity() -> None:
    text = "una margherita"
    amounts = (Amount("number", Decimal(1), (0, 3), "una"),)
    assert index("pizzeria").find(TOKENIZER(text), text, "it", amounts=amounts)[0].quantity is None


def test_a_number_in_a_name_is_no_quantity() -> None:
    text = "un iPhone 15 256 GB"
    assert [mention.quantity for mention in mentions("garage", "it", text)] == [None]
