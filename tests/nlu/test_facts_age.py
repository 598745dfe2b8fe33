"""Ages are no tenures, what was received is delivered, and hiring is growth, in three languages."""

from __future__ import annotations

import pytest

from nlu.amounts import read_amounts, read_growth
from nlu.reading import Language
from tests.nlu.test_facts import AT, said

AGES = [
    ("it", "ragazza di 20 anni, vuole imparare", 20),
    ("it", "cliente 52 anni, lavora al computer", 52),
    ("it", "il vicino ha 70 anni", 70),
    ("fr", "client de 47 ans, il lit de loin", 47),
    ("fr", "un chien de 5 ans", 5),
    ("fr", "une dame âgée de 80 ans", 80),
    ("en", "it's for my dad's 60th", 60),
    ("en", "a 3 year old boiler", 3),
    ("en", "client aged 47", 47),
]
TENURES = [
    ("it", "cliente da 2 anni"),
    ("it", "cliente di 2 anni, contento"),
    ("fr", "client depuis 5 ans"),
    ("en", "client for 3 years"),
]
NO_AGES = [("it", "ha 10 anni di esperienza"), ("fr", "engagement de 2 ans"), ("en", "a two year contract")]
DELIVERED = [
    ("it", "ho ritirato gli occhiali ieri, sono graffiati"),
    ("fr", "j'ai reçu mes lunettes hier et elles sont rayées"),
    ("en", "got my glasses yesterday and they're scratched"),
]
HIRING = [
    ("it", "da gennaio prende due stagisti"),
    ("it", "assume 2 persone a marzo"),
    ("it", "a gennaio altri due"),
    ("fr", "on embauche deux personnes"),
    ("fr", "deux stagiaires en janvier"),
    ("en", "two new hires in January"),
    ("en", "we're taking on three people"),
    ("en", "seven pcs, two more in january"),
]
NOT_HIRING = [
    ("it", "prende la pizza per due persone"),
    ("it", "se assumiamo due persone"),
    ("fr", "on n'embauche personne"),
    ("en", "we're not hiring more people"),
]


@pytest.mark.parametrize(("language", "text", "years"), AGES)
def test_ages(language: Language, text: str, years: int) -> None:
    found = said(text, language)
    assert f"age={years}" in found
    assert not any(fact.startswith("tenure_days") for fact in found)


@pytest.mark.parametrize(("language", "text"), TENURES)
def test_tenures_are_no_ages(language: Language, text: str) -> None:
    found = said(text, language)
    assert any(fact.startswith("tenure_days") for fact in found)
    assert not any(fact.startswith("age") for fact in found)


@pytest.mark.parametrize(("language", "text"), NO_AGES)
def test_other_durations_are_no_ages(language: Language, text: str) -> None:
    assert not any(fact.startswith("age") for fact in said(text, language))


@pytest.mark.parametrize(("language", "text"), DELIVERED)
def test_what_was_received_is_delivered(language: Language, text: str) -> None:
    assert {"stage=delivered", "purchase_date=2026-11-20"} <= set(said(text, language))


@pytest.mark.parametrize(("language", "text"), HIRING)
def test_hiring_is_growth(language: Language, text: str) -> None:
    assert read_growth(text, language, read_amounts(text, language, AT)) is not None


@pytest.mark.parametrize(("language", "text"), NOT_HIRING)
def test_no_hiring_is_no_growth(language: Language, text: str) -> None:
    assert read_growth(text, language, read_amounts(text, language, AT)) is None
