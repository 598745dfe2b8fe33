"""Questions answered from the catalogue: sums, trials, what is unknown, what only a person can judge; a pitch is not said twice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.assistant import Assistant
from tests.house import Talk, new_assistant
from tests.prices import plain

CYCLES = str(Path(__file__).parent / "cycles.yaml")


@cache
def assistant(catalog: str) -> Assistant:
    return new_assistant(catalog)


def last(catalog: str, texts: list[str], request: pytest.FixtureRequest, role: str = "customer") -> str:
    talk = Talk(assistant(catalog), request.node.name, role)  # type: ignore[arg-type]
    return plain([talk.say(text) for text in texts][-1].text).split("\n\n")[0]


@pytest.mark.parametrize(("catalog", "texts", "expected"), [
    (CYCLES, ["prendo la bici elettrica e i guanti imbottiti", "quanto fa in totale?"], "in tutto 1.425 €"),
    (CYCLES, ["je prends deux casques", "ça fait combien en tout ?"], "120 €"),
    (CYCLES, ["i'll take the electric bike and theft insurance", "how much in total?"], "€1,400 once and €90 a year in all"),
    (CYCLES, ["quanto costano il casco e i guanti imbottiti insieme?"], "in tutto 85 €"),
    (CYCLES, ["i have Ruota Easy now, and i have three kids to take along", "how much in a year?"], "€420 over a year (€35 a month)"),
    (CYCLES, ["quanto costa Ruota Easy in un anno?"], "180 € in un anno (15 € al mese)"),
    (CYCLES, ["combien coûte le casque par an ?"], "se paie une seule fois : 60 €"),
    (CYCLES, ["how much more is ruota family than ruota easy?"], "€20 a month more than Ruota Easy: €35 a month against €15 a month"),
    ("pizzeria", ["two margheritas and a craft lager please", "how much all together?"], "€19.50 in all"),
    ("crm", ["quanto costa Bussola Flow in un anno?"], "1.428 € in un anno"),
])  # fmt: skip
def test_sums(catalog: str, texts: list[str], expected: str, request: pytest.FixtureRequest) -> None:
    assert expected in last(catalog, texts, request)


@pytest.mark.parametrize(("text", "expected"), [
    ("c'è una prova per Ruota Family?", "Ruota Family si può provare per 30 giorni"),
    ("il y a un essai pour Ruota Family ?", "essayer Ruota Family pendant 30 jours"),
    ("is there a trial?", "You can try Ruota Family for 30 days"),
    ("vous faites des remises ?", "pas de remise"),
    ("sei un robot?", "Sì, sono un assistente automatico"),
    ("est-ce que je parle à un robot ?", "Oui, je suis un assistant automatique"),
    ("are you a real person?", "No, I'm an automated assistant"),
])  # fmt: skip
def test_what_the_catalogue_says(text: str, expected: str, request: pytest.FixtureRequest) -> None:
    assert expected in last(CYCLES, [text], request)


@pytest.mark.parametrize(("text", "expected"), [
    ("il base basta per 4 venditori?", "Sì, con Bussola Base si arriva a 5 utenti."),
    ("la formule Base suffit pour 9 commerciaux ?", "Non, avec Bussola Base, on s'arrête à 5 utilisateurs."),
    ("does Base cover 4 users?", "Yes, Bussola Base covers up to 5 users."),
    ("how many users does Base have?", "Bussola Base: 5 users."),
])  # fmt: skip
def test_whether_it_is_enough(text: str, expected: str, request: pytest.FixtureRequest) -> None:
    talk = Talk(assistant("crm"), request.node.name)
    reply = talk.say(text)
    assert expected in reply.text
    assert bool(reply.offers) == text.startswith("la formule")  # what is enough is not sold on


@pytest.mark.parametrize(("text", "enough"), [
    ("siamo in tre, che piano ci serve?", "Bussola Base basta: fino a 5 utenti"),
    ("nous sommes 4 commerciaux, quelle formule prendre ?", "Bussola Base suffit : jusqu'à 5 utilisateurs"),
    ("we have 3 sales reps, which plan should I take?", "Bussola Base is enough: up to 5 users"),
])  # fmt: skip
def test_how_many_they_are_is_no_reason_for_more_than_enough(text: str, enough: str, request: pytest.FixtureRequest) -> None:
    talk = Talk(assistant("crm"), request.node.name)
    reply = talk.say(text)
    assert reply.verdict == "ask"
    assert enough in plain(reply.text)


@pytest.mark.parametrize(("text", "contact"), [
    ("sono incinta, posso mangiare la diavola?", "081 555 0142"),
    ("je suis diabétique, je peux prendre le tiramisù ?", "081 555 0142"),
    ("i take heart medication, is the limoncello ok?", "081 555 0142"),
])  # fmt: skip
def test_health_is_not_ours_to_judge(text: str, contact: str, request: pytest.FixtureRequest) -> None:
    talk = Talk(assistant("pizzeria"), request.node.name)
    reply = talk.say(text)
    assert reply.verdict is None
    assert not reply.offers
    assert contact in reply.text


def test_an_allergy_the_owner_wrote_of_is_answered(request: pytest.FixtureRequest) -> None:
    assert "glutine" in last("pizzeria", ["avete pizze senza glutine per celiaci?"], request)


@pytest.mark.parametrize(("texts", "benefit"), [
    (["siamo su Ruota Easy, andiamo in giro in cinque", "quanto costa Ruota Family?"], "Chi resta a piedi"),
    (["nous avons Ruota Easy, nous roulons à cinq", "combien coûte Ruota Family ?"], "Celui qui tombe en panne"),
    (["i have Ruota Easy now, and i have three kids to take along", "how much is ruota family?"], "Whoever breaks down"),
])  # fmt: skip
def test_a_benefit_is_said_once_before_prices(texts: list[str], benefit: str, request: pytest.FixtureRequest) -> None:
    talk = Talk(assistant(CYCLES), request.node.name)
    first, second = (talk.say(text).text for text in texts)
    assert benefit in first
    assert benefit not in second
    assert "35" in second


@pytest.mark.parametrize(("text", "said", "again"), [
    ("prendo la bici elettrica", "La bici non parte senza batteria e nella scatola non c'è.", "prendo anche i guanti imbottiti"),
    ("je prends le vélo électrique", "Le vélo ne démarre pas sans batterie", "je prends aussi les gants rembourrés"),
    ("i'll take the electric bike", "The bike does not start without a battery", "i'll take the padded gloves too"),
])  # fmt: skip
def test_a_requirement_is_said_plainly_and_once(text: str, said: str, again: str, request: pytest.FixtureRequest) -> None:
    talk = Talk(assistant(CYCLES), request.node.name)
    first, second = talk.say(text).text, talk.say(again).text
    assert said in first
    assert "300" in first
    assert said not in second


@pytest.mark.parametrize(("text", "frame"), [
    ("siamo su Ruota Easy, andiamo in giro in cinque", "Per portare in giro tutta la famiglia"),
    ("nous avons Ruota Easy, nous roulons à cinq", "Pour emmener toute la famille"),
    ("i have Ruota Easy now, and i have three kids to take along", "To take the whole family along"),
])  # fmt: skip
def test_one_frame_and_a_next_step(text: str, frame: str, request: pytest.FixtureRequest) -> None:
    said = last(CYCLES, [text], request)
    assert said.startswith(frame)
    assert said.count("Ruota Family") == 1, "introduced in the frame, not again"
    assert said.endswith("?")


@pytest.mark.parametrize(("text", "expected"), [
    ("does ruota easy have a courtesy bike?", "No, Ruota Easy doesn't include a courtesy bike. You get it with Ruota Family."),
    ("est-ce que le casque comprend un vélo de remplacement ?", "C'est compris avec Ruota Family."),
])  # fmt: skip
def test_no_is_said_only_of_what_lists_its_features(text: str, expected: str, request: pytest.FixtureRequest) -> None:
    assert last(CYCLES, [text], request) == expected


def test_one_garage_is_singular(request: pytest.FixtureRequest) -> None:
    assert "1 garage." in last(CYCLES, ["what does ruota family include?"], request)


@pytest.mark.parametrize(("text", "words", "never"), [
    ("il cliente prende la bici elettrica, cosa gli propongo?", "60 € su 1.400 €: pesa poco", ("Leva", "In proporzione")),
    ("le client prend le vélo électrique, je lui propose quoi ?", "60 € pour 1 400 € : c'est peu", ("Levier", "En proportion")),
    ("customer is buying the electric bike, what do i offer?", "€60 on €1,400: a small addition", ("Lever:", "In proportion")),
])  # fmt: skip
def test_a_rep_is_spoken_to_like_a_colleague(
    text: str, words: str, never: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    said = plain(Talk(assistant(CYCLES), request.node.name, "rep").say(text).text)
    assert words in said
    assert not any(word in said for word in never)
