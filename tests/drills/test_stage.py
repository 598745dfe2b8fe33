"""The drill as the trainee meets it: the list, choosing, ending, the debrief, a trainer's marks, and coming back after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import open_shop
from bot.conversation import Conversation, from_json, to_json
from bot.drills.library import FOLDER
from bot.drills.stage import Stage
from tests.drills.conftest import Trainee, library_of

OPENING = "Come fa oggi a capire quali lavori rendono?"


def test_the_list_has_numbers_and_buttons(trainee: Trainee) -> None:
    reply = trainee.says(command="drill")
    titles = [scenario.title for scenario in library_of(trainee.stage).scenarios.values()]
    assert all(f"{number}. {title}" in reply.text for number, title in enumerate(titles, start=1))
    assert [action.id for action in reply.actions] == [*(f"drill-{n}" for n in range(1, len(titles) + 1)), "drill-random"]
    assert all(len(action.id) <= 32 and action.id.isascii() for action in reply.actions)


@pytest.mark.parametrize("said", ["drill", "Lista", "ELENCO", "menu", "liste", "list", "ciao", ""])
def test_anything_said_first_shows_the_list(said: str, trainee: Trainee) -> None:
    assert "1. " in trainee.says(said).text


@pytest.mark.parametrize(
    ("said", "scenario"),
    [
        ("2", "it-falegname"),
        ("il 2", "it-falegname"),
        ("n. 2", "it-falegname"),
        ("numero 2", "it-falegname"),
        ("falegname", "it-falegname"),
        ("Renzo Bellini", "it-falegname"),
        ("il falegname e i conti", "it-falegname"),
        ("signora Pina", "it-pizzeria"),
        ("pizzeria", "it-pizzeria"),
        ("gérard", "fr-plombier"),
        ("le plombier", "fr-plombier"),
        ("en-startup", "en-startup"),
        ("estate agent", "en-estate-agent"),
    ],
)  # fmt: skip
def test_a_scenario_is_chosen_by_number_or_name(said: str, scenario: str, trainee: Trainee) -> None:
    trainee.says("drill")
    reply = trainee.says(said)
    assert trainee.play.scenario == scenario
    assert reply.language == library_of(trainee.stage).scenarios[scenario].language
    assert trainee.shop.scenario.brief in reply.text


@pytest.mark.parametrize("said", ["0", "99", "drago", "the", "il", "2 o 3, non so, forse quello del falegname o della pizza"])
def test_what_names_none_is_asked_again(said: str, trainee: Trainee) -> None:
    trainee.says("drill")
    assert "Non ho capito quale" in trainee.says(said).text
    assert not trainee.rehearsal.running


@pytest.mark.parametrize(
    ("said", "language"), [("a caso", "it"), ("au hasard", "fr"), ("surprise me", "en"), ("Surprise me!", "en")]
)
def test_a_scenario_is_drawn_in_the_language_of_the_words(said: str, language: str, trainee: Trainee) -> None:
    trainee.says("drill")
    assert trainee.says(said).language == language
    assert trainee.shop.scenario.language == language


def test_drawing_goes_through_all_of_a_language_before_it_repeats(trainee: Trainee) -> None:
    mine = [name for name, each in library_of(trainee.stage).scenarios.items() if each.language == "en"]
    for _ in mine:
        trainee.says("surprise me")
        trainee.says("end")
    assert sorted(trainee.rehearsal.played) == sorted(mine)


def test_the_lot_is_the_conversations(stage: Stage) -> None:
    def drawn(name: str) -> str:
        trainee = Trainee(stage, Conversation(name, "trainee"))
        trainee.says("a caso")
        return trainee.play.scenario

    assert drawn("c7") == drawn("c7")
    assert len({drawn(f"c{number}") for number in range(20)}) > 1


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        ("it-falegname", "fine"),
        ("it-falegname", "Fine."),
        ("it-falegname", "stop"),
        ("it-falegname", "end"),
        ("fr-plombier", "fin"),
        ("fr-plombier", "stop"),
        ("en-barbecue", "end"),
        ("en-barbecue", "stop"),
    ],
)  # fmt: skip
def test_a_drill_ends_when_the_trainee_says_so(scenario: str, said: str, trainee: Trainee) -> None:
    trainee.plays(scenario, ["…"])
    reply = trainee.says(said)
    assert trainee.play.over == "ended"
    assert len(trainee.play.turns) == 1
    assert {section.kind for section in reply.sections} == {"score", "note"}


def test_fine_is_a_word_in_english(trainee: Trainee) -> None:
    trainee.plays("en-barbecue", ["fine"])
    assert trainee.rehearsal.running


def test_the_command_and_the_button_end_it_too(trainee: Trainee) -> None:
    trainee.plays("it-falegname")
    trainee.says(command="stop")
    assert trainee.play.over == "ended"
    trainee.plays("it-falegname")
    trainee.says(action="drill-end")
    assert trainee.play.over == "ended"


def test_who_said_nothing_gets_no_score(trainee: Trainee) -> None:
    trainee.plays("it-falegname")
    assert "Non hai detto niente" in trainee.says("fine").text


def test_after_the_debrief_another_one(trainee: Trainee) -> None:
    trainee.plays("it-falegname", [OPENING, "fine"])
    trainee.says("4")
    assert trainee.play.scenario == "it-pizzeria"
    assert trainee.play.turns == ()


def test_in_the_middle_the_list_can_be_seen_and_left_again(trainee: Trainee) -> None:
    trainee.plays("it-falegname", [OPENING])
    assert "Sei in mezzo a un esercizio" in trainee.says("drill").text
    trainee.says("Quindi quanto guadagna su ogni lavoro lo scopre solo la domenica?")
    assert len(trainee.play.turns) == 2
    trainee.says("drill")
    trainee.says("1")
    assert trainee.play.scenario == "it-assistenza-ferma"


def test_numbers_are_for_the_customer_while_they_talk(trainee: Trainee) -> None:
    trainee.plays("it-falegname", ["4"])
    assert trainee.play.scenario == "it-falegname"
    assert len(trainee.play.turns) == 1


def test_a_drill_survives_a_restart(trainee: Trainee) -> None:
    trainee.plays("it-falegname", [OPENING])
    stored = from_json(to_json(trainee.conversation))
    assert stored == trainee.conversation
    later = Trainee(Stage(open_shop), stored, trainee.at)
    later.says("Quindi quanto guadagna su ogni lavoro lo scopre solo la domenica, con i conti a mano.")
    assert [turn.line for turn in later.play.turns] == ["reveal", "confirmed"]


def test_the_same_conversation_hears_the_same_lines(stage: Stage) -> None:
    said = [OPENING, "Posso?", "Le propongo Pro.", "Mah.", "Capisco."]
    first, second = (Trainee(stage, Conversation("c9", "trainee")) for _ in range(2))
    assert [r.text for r in first.plays("it-falegname", said)] == [r.text for r in second.plays("it-falegname", said)]


def test_lines_vary_between_conversations(stage: Stage) -> None:
    replies = {Trainee(stage, Conversation(f"c{n}", "trainee")).plays("it-falegname")[0].text for n in range(12)}
    assert len(replies) > 1


def test_a_scenario_that_went_away_is_forgotten(stage: Stage, tmp_path: Path) -> None:
    trainee = Trainee(stage, Conversation("c1", "trainee"))
    trainee.plays("it-falegname", [OPENING])
    later = Trainee(Stage(open_shop, stage.ear, "it", tmp_path), trainee.conversation, trainee.at)
    assert "Non c'è nessuno scenario" in later.says("Buongiorno").text


def test_a_scenario_at_odds_with_its_catalogue_is_not_played(stage: Stage, tmp_path: Path) -> None:
    text = (FOLDER / "it-falegname.yaml").read_text(encoding="utf-8")
    (tmp_path / "x.yaml").write_text(text.replace("has: [base]", "has: [basis]"), encoding="utf-8")
    trainee = Trainee(Stage(open_shop, stage.ear, "it", tmp_path), Conversation("c1", "trainee"))
    trainee.says("drill")
    assert "there is no offering basis" in trainee.says("1").text
    assert not trainee.rehearsal.running
