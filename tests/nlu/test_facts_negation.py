"""What is denied, what takes something back, and where a message divides."""

from __future__ import annotations

import pytest

from nlu.facts import clauses, is_correction, negated_spans
from nlu.reading import Language
from nlu.tokens import Tokenizer

tokenize = Tokenizer()

# Language, message, what is denied in it.
DENIED: list[tuple[Language, str, list[str]]] = [
    ("it", "non voglio cipolla, né aglio", ["non voglio cipolla, né aglio"]),
    ("it", "margherita senza olive ma con funghi", ["senza olive"]),
    ("it", "margherita senza olive e con funghi", ["senza olive"]),
    ("it", "non lo voglio, prendo il base", ["non lo voglio"]),
    ("it", "nessuno lo usa e vorrei cambiare", ["nessuno lo usa"]),
    ("it", "ne parlo col socio, mai visto prima", ["mai visto prima"]),
    ("it", "prendo il base e non il pro perché costa meno", ["non il pro"]),
    ("it", "non siamo arrabbiati però un po' delusi", ["non siamo arrabbiati"]),
    ("it", "uso mica Excel", ["uso mica Excel"]),
    ("it", "niente cipolla grazie", ["niente cipolla grazie"]),
    ("it", "no, siamo in 12", []),
    ("it", "perché no", []),
    ("it", "non solo il base ma anche il pro", []),
    ("it", "non vedo l'ora di provarlo", []),
    ("fr", "je ne veux pas d'oignons mais du fromage", ["ne veux pas d'oignons"]),
    ("fr", "j'utilise pas Excel", ["utilise pas Excel"]),
    ("fr", "on n'a plus de budget, on verra", ["n'a plus de budget"]),
    ("fr", "sans sucre et avec du lait", ["sans sucre"]),
    ("fr", "il n'a rien reçu, ni mail ni colis", ["n'a rien reçu, ni mail ni colis"]),
    ("fr", "personne ne s'en sert", ["ne s'en sert"]),
    ("fr", "c'est pas moi qui décide", ["est pas moi qui décide"]),
    ("fr", "aucun problème", ["aucun problème"]),
    ("fr", "le resto ne jure que par notre café", []),
    ("fr", "plus de fromage dessus", []),
    ("fr", "pourquoi pas", []),
    ("fr", "n'hésitez pas", []),
    ("fr", "pas mal du tout", []),
    ("en", "I don't want onions but extra cheese", ["don't want onions"]),
    ("en", "it isn’t urgent", ["isn’t urgent"]),
    ("en", "dont use excel", ["dont use excel"]),
    ("en", "without olives or capers", ["without olives or capers"]),
    ("en", "without olives with capers", ["without olives"]),
    ("en", "never again with contracts and I want a refund", ["never again with contracts"]),
    ("en", "there's no budget until May", ["no budget until May"]),
    ("en", "nobody uses it", ["nobody uses it"]),
    ("en", "no we are 12", []),
    ("en", "no thanks", []),
    ("en", "can't wait", []),
    ("en", "not only Excel but also Sheets", []),
    ("en", "why not", []),
]

TAKEN_BACK: list[tuple[Language, str]] = [
    ("it", "no aspetta, tre"),
    ("it", "anzi fai tre margherite"),
    ("it", "volevo dire il pro"),
    ("it", "mi correggo, siamo in sette"),
    ("it", "siamo in 9 non in 8"),
    ("it", "scusa, tre"),
    ("it", "rettifico: budget 5000"),
    ("it", "annuale anzi, non mensile"),
    ("fr", "plutôt la rouge"),
    ("fr", "enfin non, la rouge"),
    ("fr", "je voulais dire le pro"),
    ("fr", "corrige : 14 salariés, pas 40"),
    ("fr", "pardon, deux"),
    ("fr", "je me suis trompé, c'est six"),
    ("fr", "finalement vendredi"),
    ("fr", "non attendez"),
    ("en", "I meant the pro"),
    ("en", "scratch that, 6 seats"),
    ("en", "actually make it three"),
    ("en", "sorry 30 seats not 20"),
    ("en", "no wait"),
    ("en", "correction, they're 14 people not 40"),
    ("en", "my mistake, two"),
    ("en", "hang on, make it two"),
]

NOT_TAKEN_BACK: list[tuple[Language, str]] = [
    ("it", "no grazie"),
    ("it", "no no, basta così"),
    ("it", "scusa eh ma vorrei parlare con qualcuno"),
    ("it", "due non bastano"),
    ("it", "non più di 50"),
    ("it", "aspetto da tre giorni"),
    ("fr", "c'est plutôt cher"),
    ("fr", "pardon ?"),
    ("fr", "attends un peu"),
    ("fr", "non merci"),
    ("fr", "en fait on note tout à la main"),
    ("fr", "pas plus de 50"),
    ("en", "is it actually any good?"),
    ("en", "sorry but no"),
    ("en", "wait a while"),
    ("en", "not now"),
    ("en", "my contract ends in 6 months so cannot take 2 years"),
    ("en", "no worries"),
]

DIVIDED: list[tuple[Language, str, list[str]]] = [
    ("it", "Vorrei il base. Quanto costa?", ["Vorrei il base.", "Quanto costa?"]),
    ("it", "costa tanto ma mi piace", ["costa tanto", "ma mi piace"]),
    ("it", "prendo la margherita, e una birra", ["prendo la margherita", "e una birra"]),
    ("it", "una margherita, una diavola e due birre", ["una margherita, una diavola e due birre"]),
    ("it", "prendo il base e poi vediamo", ["prendo il base", "e poi vediamo"]),
    ("it", "base\npro", ["base", "pro"]),
    ("fr", "c'est cher mais j'adore", ["c'est cher", "mais j'adore"]),
    ("fr", "je prends le pro et puis une formation", ["je prends le pro", "et puis une formation"]),
    ("fr", "5,5 Go sur 10 ; on est pleins", ["5,5 Go sur 10", "on est pleins"]),
    ("en", "I'll take it, but not today", ["I'll take it", "but not today"]),
    ("en", "we use Xero and we also need stock", ["we use Xero", "and we also need stock"]),
    ("en", "fish and chips", ["fish and chips"]),
    ("en", "Harper Ltd. is in", ["Harper Ltd.", "is in"]),
    ("en", "3.5 stars!!! wow", ["3.5 stars!!!", "wow"]),
    ("en", "", []),
    ("en", "...", []),
]


@pytest.mark.parametrize(("language", "text", "denied"), DENIED)
def test_negated_spans(language: Language, text: str, denied: list[str]) -> None:
    assert [text[start:end] for start, end in negated_spans(tokenize(text), language)] == denied


@pytest.mark.parametrize(("language", "text"), TAKEN_BACK)
def test_corrections(language: Language, text: str) -> None:
    assert is_correction(tokenize(text), language)


@pytest.mark.parametrize(("language", "text"), NOT_TAKEN_BACK)
def test_no_corrections(language: Language, text: str) -> None:
    assert not is_correction(tokenize(text), language)


@pytest.mark.parametrize(("language", "text", "parts"), DIVIDED)
def test_clauses(language: Language, text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text, tokenize(text), language)] == parts
