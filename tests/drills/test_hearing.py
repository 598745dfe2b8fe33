"""What a seller does, heard in free text: one by one, and on sentences that nothing was made from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.drills.deed import Deed, from_json, to_json
from bot.drills.hearing import hear
from bot.drills.sentences import MOST, split
from bot.drills.stage import Stage
from tests.drills.conftest import START, filled, library_of

FIELDS = {
    "open": "open_question", "closed": "closed_question", "playback": "played_back", "proposal": "proposed", "benefit": "benefit",
    "concrete": "concrete", "price": "price", "price_only": "price_only", "pressure": "pressure", "ack": "acknowledged",
    "proof": "proof", "next": "next_step", "untrue": "untrue", "held": "held",
}  # fmt: skip
ACCUSATIONS = ("pressure", "untrue", "price_only")
"""What a seller loses a mark for: never to be heard where it was not said."""


def heard(stage: Stage, scenario: str, text: str, table: tuple[str, ...] = ()) -> Deed:
    return hear(text, *library_of(stage).shop(scenario), START, table)


def test_free_text_in_three_languages(stage: Stage) -> None:
    """At least 85 in 100 acts are heard (93 when this was written), and almost nobody is blamed for nothing."""
    total, found, blamed, scenario = Counter[str](), Counter[str](), [], ""
    for line in (Path(__file__).parent / "heard.txt").read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            scenario = line[1:].strip()
            continue
        tags, text = (part.strip() for part in line.split("|", 1))
        deed = heard(stage, scenario, filled(text, library_of(stage).shop(scenario)[0]))
        for tag in tags.split():
            total[tag] += 1
            found[tag] += bool(getattr(deed, FIELDS[tag.lstrip("-")])) != tag.startswith("-")
        wanted = {FIELDS[tag] for tag in tags.split() if not tag.startswith("-")}
        blamed += [(act, text) for act in ACCUSATIONS if getattr(deed, act) and act not in wanted]
    assert found.total() >= 0.85 * total.total(), total - found
    assert len(blamed) <= 3, blamed


@pytest.mark.parametrize(
    ("scenario", "text"),
    [
        ("it-falegname", "Come fa oggi a capire quali lavori rendono?"),
        ("it-falegname", "mi racconti la sua giornata"),
        ("it-falegname", "e i margini come li vede?"),
        ("fr-plombier", "Et le soir, vous faites comment ?"),
        ("fr-plombier", "Qu'est-ce qui vous prend le plus de temps ?"),
        ("en-barbecue", "Tell me about your Sundays"),
        ("en-estate-agent", "What happens after a viewing?"),
    ],
)  # fmt: skip
def test_open_questions(stage: Stage, scenario: str, text: str) -> None:
    assert heard(stage, scenario, text).open_question


@pytest.mark.parametrize(
    ("scenario", "text"),
    [
        ("it-falegname", "Come va?"),
        ("it-falegname", "Cosa ne dice?"),
        ("it-falegname", "Vuole sapere come funziona?"),
        ("it-falegname", "Quanti siete?"),
        ("it-falegname", "Come le dicevo, è un buon prodotto."),
        ("fr-plombier", "Comment allez-vous ?"),
        ("fr-plombier", "Vous avez du réseau ?"),
        ("fr-plombier", "Combien êtes-vous ?"),
        ("en-barbecue", "How are you?"),
        ("en-barbecue", "Do you want to know how it works?"),
        ("en-estate-agent", "How about Flow?"),
        ("en-estate-agent", "What I need is your signature."),
    ],
)  # fmt: skip
def test_questions_that_open_nothing(stage: Stage, scenario: str, text: str) -> None:
    assert not heard(stage, scenario, text).open_question


@pytest.mark.parametrize(
    ("scenario", "text", "products"),
    [
        ("it-falegname", "Le propongo la reportistica avanzata", ("base-reporting",)),
        ("it-falegname", "Con Pro avete 25 utenti", ("pro",)),
        ("it-falegname", "Non le propongo Pro", ()),
        ("it-falegname", "Ho visto che usate Base da otto mesi", ()),
        ("it-falegname", "Le serve il modulo CRM o la gestione documentale?", ("crm-module", "document-management")),
        ("it-pizzeria", "Le porto la bufala?", ("bufala",)),
        ("it-pizzeria", "Una margherita, subito!", ()),
        ("fr-fleuriste", "Plus a les scénarios automatiques", ("plus",)),
        ("fr-fleuriste", "Plus de temps pour vos fleurs", ()),
        ("fr-plombier", "Pourquoi ne pas prendre Pro ?", ("pro",)),
        ("en-barbecue", "Take the cover and the brush too", ("brush", "barbecue-cover")),
        ("en-startup", "What made you think of Orbit?", ()),
        ("en-startup", "You don't need Orbit yet", ()),
    ],
)  # fmt: skip
def test_proposals(stage: Stage, scenario: str, text: str, products: tuple[str, ...]) -> None:
    assert sorted(heard(stage, scenario, text).proposed) == sorted(products)


@pytest.mark.parametrize(
    ("scenario", "text", "why"),
    [
        ("it-falegname", "La reportistica avanzata costa 35 euro in più al mese", "price"),
        ("it-falegname", "La prova dura tre mesi", "trial"),
        ("it-falegname", "Il piano Platinum è perfetto per lei", "product"),
        ("it-falegname", "Con la reportistica avanzata risparmia 70 ore al mese", "figure"),
        ("it-falegname", "Le garantisco che raddoppia", "guarantee"),
        ("fr-plombier", "Je vous fais 20 % de remise", "discount"),
        ("fr-plombier", "La première année est gratuite", "free"),
        ("en-estate-agent", "Flow costs 79 a month", "price"),
        ("en-estate-agent", "Flow includes a helicopter", "feature"),
        ("en-estate-agent", "Flow includes sales forecasts and territories", "feature"),
    ],
)  # fmt: skip
def test_what_the_catalogue_does_not_hold(stage: Stage, scenario: str, text: str, why: str) -> None:
    assert heard(stage, scenario, text).untrue_why == why


@pytest.mark.parametrize(
    ("scenario", "text"),
    [
        ("it-falegname", "Ottocento euro persi su una scala sono tanti"),
        ("it-falegname", "Ci sentiamo giovedì alle 15, le rubo venti minuti"),
        ("it-falegname", "La provi per due settimane"),
        ("it-falegname", "Siete in sei, giusto?"),
        ("it-pizzeria", "Tra dieci minuti è pronta"),
        ("fr-plombier", "Je vous rappelle avant 17 heures"),
        ("fr-plombier", "L'essai dure quinze jours"),
        ("en-startup", "You have eleven weeks of money and two people"),
        ("en-startup", "I wouldn't spend a penny yet"),
    ],
)  # fmt: skip
def test_what_is_no_invention(stage: Stage, scenario: str, text: str) -> None:
    assert heard(stage, scenario, text).untrue == ""


def test_prices_of_the_catalogue_are_true(stage: Stage) -> None:
    for name, scenario in library_of(stage).scenarios.items():
        shop, truth = library_of(stage).shop(name)
        for offering in shop.catalogue.offerings:
            if offering.price.amount is not None and offering.id not in scenario.has:
                said = f"{offering.name.said(scenario.language)}: {offering.price.amount.normalize():f} €"
                assert hear(said, shop, truth, START).untrue == "", said


def test_the_catalogues_own_sentences_are_true(plain_stage: Stage) -> None:
    """Arguments, proofs, trials and answers can be said word for word; the few that fail are counted, and may not become more."""
    wrong = []
    for name in library_of(plain_stage).scenarios:
        shop, truth = library_of(plain_stage).shop(name)
        wrong += [text for text in shop.texts if hear(text, shop, truth, START).untrue]
    assert len(wrong) <= 4, wrong


def test_benefit_and_price_in_their_order(stage: Stage) -> None:
    first = heard(stage, "it-falegname", "Sono 20 euro in più, ma con la reportistica vede il margine di ogni lavoro.")
    last = heard(stage, "it-falegname", "Con la reportistica vede il margine di ogni lavoro, e sono 20 euro in più.")
    assert first.price_first
    assert not last.price_first


def test_a_deed_survives_being_stored() -> None:
    deed = Deed(open_question="Come?", proposed=("pro", "base"), price_at=4, proof_fits=True)
    assert from_json(to_json(deed)) == deed
    assert to_json(Deed()) == {}


def test_sentences_keep_their_place() -> None:
    text = "Ciao! Costa 8.50 euro. Va bene?\nA domani"
    assert [text[start : start + len(said)] for said, start in split(text)] == [said for said, _ in split(text)]
    assert [said for said, _ in split(text)] == ["Ciao!", "Costa 8.50 euro.", "Va bene?", "A domani"]
    assert len(list(split("Sì. " * 50))) == MOST
