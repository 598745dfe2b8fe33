"""What may be written in the fields of a catalogue, for remedies: an example of each, and what owners call them otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from knowledge.catalogue import CrossSellKind, Lever, ObjectionType

PRICES = '7.50, "29/month", "15/user/month", "from 299/month" or "on request"'
EXAMPLES: Mapping[str, str] = {
    "id": "mozzarella-di-bufala (lower-case letters, digits and hyphens)",
    "name": "the name customers know it by",
    "price": PRICES,
    "amount": PRICES,
    "language": "it",
    "languages": "[it, fr, en]",
    "currency": "EUR",
    "offer": "the id of what is proposed",
    "to": "[the ids of what it goes with]",
    "kind": f"one of {', '.join(get_args(CrossSellKind))}",
    "reason": "a sentence that says why they go together, without a price",
    "steps": "at least two offerings, lowest first: [base, pro]",
    "offering": "the id of an offering",
    "about": "the id of what it is about",
    "lever": f"one of {', '.join(get_args(Lever))}",
    "text": "a full sentence to the customer",
    "propose": "the id of what to propose",
    "of": "the id of what can be tried",
    "days": "14",
    "type": f"one of {', '.join(get_args(ObjectionType))}",
    "answer": "a full sentence to the customer",
    "names": "{it: [utenti], en: [users]}",
    "phrases": "{it: [orari], en: [opening hours]}",
    "aliases": "{it: [bufala], en: [buffalo]}",
    "limits": "{users: 5, storage: unlimited}",
    "gender": "{it: f, fr: m}",
}
"""What to write in a field, by its name."""
SHARES = frozenset({"margin", "anchor_share", "near_limit", "at"})
SYNONYMS: Mapping[str, str] = {
    "unit": "each",
    "nome": "name",
    "nom": "name",
    "title": "name",
    "prezzo": "price",
    "prix": "price",
    "cost": "price",
    "costo": "price",
    "descrizione": "description",
    "categoria": "category",
    "catégorie": "category",
    "tags": "features",
    "synonyms": "aliases",
    "alias": "aliases",
    "lingua": "language",
    "langue": "language",
    "valuta": "currency",
    "devise": "currency",
    "product": "offering",
    "products": "offerings",
    "benefit": "text",
    "why": "reason",
    "goal": "goals",
    "need": "needs",
    "industry": "industries",
    "upgrades": "ladders",
    "upsells": "ladders",
    "cross_sells": "complements",
    "faq": "answers",
    "questions": "answers",
}
EXPECTED: Mapping[str, str] = {
    "string_type": "a text",
    "dict_type": "a map like {it: …, en: …}",
    "tuple_type": "a list like [a, b]",
    "dataclass_type": "fields with their values, one a line",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
}
