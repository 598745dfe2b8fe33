"""Tiers named by everyday words, names without their noun, corrections and what is left out, in a made-up catalogue."""

from __future__ import annotations

import pytest

from nlu.names import NameIndex, common_words
from tests.nlu.test_names_catalogues import TOKENIZER, index, parsed, rows, written

STUDIO = NameIndex(
    parsed("""
        essential: it=Piano Essential; essential | fr=Formule Essential; essential | en=Essential plan; essential
        business: it=Piano Business; business | fr=Formule Business; business | en=Business plan; business
        start: *=Nimbo Start; start
        group: *=Nimbo Group; group
        classic: it=Sella Classica; sella da passeggio | fr=Selle Classique | en=Classic saddle
        slim: it=Sella Sottile; sella leggera | fr=Selle Fine | en=Slim saddle
        comfort: it=Manubrio Comodo | fr=Guidon Confort | en=Comfort handlebar
        screen: it=Pellicola schermo comodo | fr=Film confort écran | en=Screen-comfort film
        bike: it=Bici da corsa | fr=Vélo de course | en=Road bike
        gravel: it=Bici da sterrato | fr=Vélo de sentier | en=Gravel bike
        folding: it=Bici pieghevole | fr=Vélo pliant | en=Folding bike
        daily: it=Pulizia quotidiana; pulizie ogni giorno | fr=Ménage quotidien | en=Daily clean
        beans: it=Caffè in grani | fr=Café en grains | en=Coffee beans
        four: it=Quattro formaggi | fr=Quatre fromages | en=Four cheese
        lessons: it=Lezioni singole | fr=Leçons à deux | en=One-to-one lessons
        cover: it=Copertura furto | fr=Garantie vol | en=Theft cover
    """),
    common_words(),
)

TABLE = """
it | ha il business | business owned
it | cliente ha 7 pc con essential e da gennaio cresce | essential
it | con il business | business
it | posso piazzargli il group? | group
it | vorrei il start, siamo in quattro | start
it | prendo group | group
it | lavoriamo in group da anni | -
it | cosa comprende start? | start asked
it | perché non essential? | essential asked
it | dentista, essential, 4 pc | essential
it | va bene, start allora, e non voglio altro | start
it | un group di amici | -
it | il mio business va bene | -
it | le classiche | classic
it | e la differenza con le classiche qual è? | classic asked
it | indeciso tra classica e sottile | classic, slim
it | senza formaggio | -
it | la macchina del caffè | -
it | la classica. no aspetta, la sottile | classic declined, slim
it | ok la sottile ma non la copertura | slim, cover removed
it | solo la copertura allora | cover
fr | sont en group | group owned
fr | je prends start | start
fr | il prend le quotidien | daily
fr | start, ça suffit pour trois ? | start
fr | client essential, 7 postes | essential owned
fr | je leur propose business ? | business
fr | on est en groupe | -
fr | les confort | comfort
fr | il prend des classiques | classic
fr | la classique, finalement plutôt la fine | classic declined, slim
fr | sans fromage | -
fr | la machine à café | -
fr | ok pour la fine mais pas la garantie | slim, cover removed
en | client essential, 7 pcs | essential owned
en | I'll take start | start
en | the dentist wants daily | daily
en | our daily work is messy | -
en | does group cover twelve people? | group
en | how many people does start have? | start
en | that's a good start | -
en | a group of twelve people | -
en | on business | business owned
en | we've got essential with you | essential owned
en | ok start then, and no I don't want anything else | start
en | client on start with 3 people, loves it | start owned
en | what's included in start? | start asked
en | is group enough? | group asked
en | a business trip | -
en | start now | -
en | ok let's start then | -
en | we have a business to run | -
en | I'm on one-to-one | lessons owned
en | she's on one to one already, happy | lessons owned
en | the classic ones | classic
en | just the classic | classic
en | the coffee machine is broken | -
en | without cheese | -
en | classic please. actually no scrap that, the slim | classic declined, slim
en | just the theft cover then | cover
"""


@pytest.mark.parametrize(("language", "text", "expected"), rows(TABLE))
def test_everyday_words_that_are_names(language: str, text: str, expected: str) -> None:
    mentions = STUDIO.find(TOKENIZER(text), text, language)  # type: ignore[arg-type]
    assert ", ".join(map(written, mentions)) == expected


@pytest.mark.parametrize(("language", "text"), [("it", "una bici"), ("fr", "un vélo"), ("en", "a bike")])
def test_a_category_names_no_single_product(language: str, text: str) -> None:
    mentions = STUDIO.find(TOKENIZER(text), text, language)  # type: ignore[arg-type]
    assert all(len(mention.candidates) > 1 for mention in mentions)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("margherita please. actually no scrap that, a diavola", ["margherita declined", "diavola"]),
        ("margherita, wait no, a diavola", ["margherita declined", "diavola"]),
        ("a diavola without cheese", ["diavola -cheese"]),
    ],
)
def test_shipped_names_taken_back(text: str, said: list[str]) -> None:
    assert [written(mention) for mention in index("pizzeria").find(TOKENIZER(text), text, "en")] == said
