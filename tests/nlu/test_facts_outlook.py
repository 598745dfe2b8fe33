"""Growing smaller or closing, in three languages; and messages that only sound like it."""

from __future__ import annotations

import pytest

from tests.nlu.test_facts import said

SMALLER = [
    ("it", "la titolare ha detto che a gennaio chiude l'attività"),
    ("it", "siamo su Group ma siamo rimasti in 6"),
    ("it", "eravamo venti, siamo scesi a otto"),
    ("it", "hanno licenziato metà delle persone"),
    ("it", "stiamo riducendo il personale"),
    ("fr", "elle ferme son activité en janvier"),
    ("fr", "on n'est plus que 4"),
    ("fr", "ils ont licencié trois personnes"),
    ("fr", "nous sommes descendus à 8"),
    ("fr", "le patron cesse son activité"),
    ("en", "the owner is closing down in January"),
    ("en", "there are only six of us left"),
    ("en", "they're down to four people"),
    ("en", "we're downsizing"),
    ("en", "she's closing the shop next spring"),
]
NOT_SMALLER = [
    ("it", "a che ora chiudete?"),
    ("it", "il negozio chiude alle otto"),
    ("it", "chiude domani il contratto"),
    ("it", "se chiudiamo l'attività che succede?"),
    ("it", "siamo in sei"),
    ("fr", "vous fermez à quelle heure ?"),
    ("fr", "la boutique ferme à 19 h"),
    ("fr", "on est six"),
    ("fr", "nous sommes passés de 8 à 20"),
    ("en", "what time do you close?"),
    ("en", "the shop closes at seven"),
    ("en", "we are six people"),
    ("en", "they're closing the deal tomorrow"),
    ("en", "if we close down, what happens?"),
]


@pytest.mark.parametrize(("language", "text"), SMALLER)
def test_growing_smaller_is_heard(language: str, text: str) -> None:
    assert "outlook=shrinking" in said(text, language)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "text"), NOT_SMALLER)
def test_it_is_not_heard_where_it_is_not_said(language: str, text: str) -> None:
    assert "outlook=shrinking" not in said(text, language)  # type: ignore[arg-type]
