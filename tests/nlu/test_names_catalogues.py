"""Catalogues for the tables of names, invented and shipped, and how a reading is written in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pytest

from knowledge import loader
from nlu.lexicon import ANY, Term
from nlu.names import NameIndex, common_words
from nlu.reading import Language, Mention
from nlu.tokens import Tokenizer

TOKENIZER = Tokenizer()

INVENTED: Mapping[str, str] = {
    "sleep": """
        comfort: *=Materasso Comfort Plus 160x190
        memory: *=Materasso Memory Gold 160x190 | fr=matelas mémoire de forme | en=memory foam mattress
        pillow: it=Cuscino in lattice; guanciale | fr=Oreiller en latex; coussin | en=Latex pillow
        topper: it=Coprimaterasso termico; topper | fr=Surmatelas chauffant; surmatelas | en=Heated topper
        bedframe: it=Rete a doghe Vesta | fr=Sommier à lattes Vesta; sommier | en=Vesta slatted base
    """,
    "plans": """
        solo: *=Solo
        team: *=Team
        plus: *=Plus; piano Plus
        start: *=Start
        seats: it=Utenti aggiuntivi | fr=Utilisateurs supplémentaires | en=Extra seats
    """,
    "coffee": """
        latte: en=Latte; caffè latte | it=Latte macchiato | fr=Café latte
        mocha: *=Mocha; moka; café moka
        espresso: *=Espresso; caffè espresso; expresso
        croissant: en=Butter croissant; croissant | it=Cornetto al burro; cornetto | fr=Croissant au beurre
        muffin: en=Blueberry muffin | it=Muffin ai mirtilli | fr=Muffin aux myrtilles
        chai: *=Chai latte; chai
        iced-tea: en=Iced tea | it=Tè freddo | fr=Thé glacé
    """,
    "garage": """
        iphone-15: *=iPhone 15 128 GB
        iphone-15-256: *=iPhone 15 256 GB
        q5: *=Audi Q5 | it=SUV Q5
        q7: *=Audi Q7
        watch: *=Tempo Watch S2 | it=orologio sportivo | fr=montre de sport | en=sports watch
        emailcredits: it=Crediti email | fr=Crédits e-mail | en=Email credits
    """,
    "cover": """
        car: it=Assicurazione auto; RC auto | fr=Assurance auto; assurance voiture | en=Car insurance; motor policy
        home: it=Assicurazione casa; polizza casa | fr=Assurance habitation; multirisque habitation | en=Home insurance
        legal: it=Tutela legale | fr=Protection juridique | en=Legal protection
        travel: it=Polizza viaggio Serena | fr=Assurance voyage Serena | en=Serena travel insurance
        accident: it=Copertura infortuni | fr=Garantie accidents de la vie | en=Accident cover
    """,
    "office": """
        beans: en=House coffee | it=Caffè della casa | fr=Café maison
        machine: en=Brio espresso machine | it=Macchina espresso Brio | fr=Machine expresso Brio
        filters: en=Water filters | it=Filtri per l'acqua | fr=Filtres à eau
    """,
}


def parsed(text: str) -> tuple[Term, ...]:
    """Terms of lines like "latte: en=Latte; caffè latte | it=Latte macchiato"."""
    terms = []
    for line in filter(None, map(str.strip, text.splitlines())):
        ident, _, said = line.partition(": ")
        pairs = [part.strip().partition("=") for part in said.split("|")]
        terms.append(Term(ident, {language: tuple(name.strip() for name in names.split(";")) for language, _, names in pairs}))
    return tuple(terms)


def shipped(name: str) -> tuple[Term, ...]:
    """Terms of an example catalogue's offerings."""
    catalogue = loader.load(loader.EXAMPLES / f"{name}.yaml")
    terms = []
    for offering in catalogue.offerings:
        names = {language: (said,) for language, said in offering.name.items()}
        for language, aliases in offering.aliases.items():
            names[language] = (*names.get(language, ()), *aliases)
        terms.append(Term(offering.id, names))
    return tuple(terms)


@cache
def index(name: str) -> NameIndex:
    """The names of a catalogue, invented or shipped."""
    return NameIndex(parsed(INVENTED[name]) if name in INVENTED else shipped(name), common_words())


def mentions(catalogue: str, language: Language, text: str, context: Sequence[str] = ()) -> tuple[Mention, ...]:
    return index(catalogue).find(TOKENIZER(text), text, language, context)


def written(mention: Mention) -> str:
    """A mention as the tables write it: "latte*2 owned +large -sugar"; wanted and nothing else is just "latte"."""
    parts = ["/".join(mention.candidates) + (f"*{mention.quantity}" if mention.quantity is not None else "")]
    parts += [mention.status] * (mention.status != "wanted")
    parts += [f"+{option}" for option in mention.options] + [f"-{removal}" for removal in mention.removals]
    return " ".join(parts)


def rows(table: str) -> list[object]:
    """Parameters from lines "catalogue | text | mention, mention"; xfail lines begin with "?"."""
    found: list[object] = []
    for line in filter(None, map(str.strip, table.splitlines())):
        catalogue, text, expected = (part.strip() for part in line.lstrip("?").split(" | "))
        marks = [pytest.mark.xfail(reason="known miss")] if line.startswith("?") else []
        found.append(pytest.param(catalogue.strip(), text, "" if expected == "-" else expected, id=text[:60], marks=marks))
    return found


def heard(catalogue: str, language: Language, text: str) -> str:
    return ", ".join(map(written, mentions(catalogue, language, text)))


def test_names_without_a_language_are_heard_in_all() -> None:
    terms = (Term("x", {ANY: ("Zephyr",)}),)
    names = NameIndex(terms, common_words())
    for language in ("it", "fr", "en"):
        assert names.find(TOKENIZER("zephyr"), "zephyr", language)
