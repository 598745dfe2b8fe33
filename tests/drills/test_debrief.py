"""The debrief: what was good first, one or two better lines, the fifteen marks, and a trainer's beside them."""

from __future__ import annotations

import pytest

from bot.drills.hearing import hear
from bot.drills.lessons import Lines, to_learn, to_praise
from bot.drills.library import load_folder
from bot.drills.marks import Mark
from bot.drills.stage import Stage
from bot.voice import Voice
from tests.drills.conftest import START, Trainee, library_of


def test_the_debrief_says_what_was_good_first(trainee: Trainee) -> None:
    trainee.plays("it-falegname", ["Come fa oggi a capire quali lavori rendono?", "Le propongo Pro."])
    reply = trainee.says("fine")
    scores = [section for section in reply.sections if section.kind == "score"]
    assert [section.heading for section in scores] == [
        "Cosa è andato bene",
        "Cosa aiuterebbe di più",
        "Punteggio",
        "I quindici segni",
    ]
    assert len(scores[-1].text.splitlines()) == 15
    assert scores[1].text.count("Meglio:") in (1, 2)
    assert all(section.text in reply.text for section in reply.sections)
    assert all(len(section.text) < 3000 for section in reply.sections)


def test_a_trainer_overrides_and_both_stay_visible(trainee: Trainee) -> None:
    trainee.plays("it-falegname", ["Le propongo Pro a 99 euro.", "fine"])
    automatic = trainee.debrief.score
    reply = trainee.says("segno 4 sì, per questo cliente andava bene")
    assert "no → sì (formatore: per questo cliente andava bene)" in reply.text
    assert f"Automatico {automatic.yes} su {automatic.applicable}" in reply.text
    assert f"con il formatore {automatic.yes + 1} su {automatic.applicable}" in reply.text
    assert trainee.debrief.score == automatic
    again = trainee.says("punteggio")
    assert "no → sì (formatore: per questo cliente andava bene)" in again.text
    assert "Con i segni del formatore" in again.text


@pytest.mark.parametrize(
    ("scenario", "end", "said", "number", "yes"),
    [
        ("en-barbecue", "end", "mark 4 yes", 4, True),
        ("en-barbecue", "end", "Mark 12: no, she had said no", 12, False),
        ("fr-plombier", "fin", "note 4 oui", 4, True),
        ("fr-plombier", "fin", "critère 15 non, il a poussé", 15, False),
        ("it-falegname", "fine", "Segno 10 no", 10, False),
        ("it-falegname", "fine", "mark 3 yes", 3, True),
    ],
)  # fmt: skip
def test_marks_are_set_in_every_language(scenario: str, end: str, said: str, number: int, yes: bool, trainee: Trainee) -> None:
    trainee.plays(scenario, ["…", end])
    trainee.says(said)
    assert trainee.play.overrides[number][0] is yes


@pytest.mark.parametrize("said", ["segno 16 sì", "segno 0 sì", "segno 999 no"])
def test_there_are_fifteen_marks(said: str, trainee: Trainee) -> None:
    trainee.plays("it-falegname", ["…", "fine"])
    assert "da 1 a 15" in trainee.says(said).text
    assert trainee.play.overrides == {}


@pytest.mark.parametrize("scenario", sorted(load_folder()[0]))
def test_better_lines_follow_the_rules(scenario: str, stage: Stage) -> None:
    """For every mark there is one, in the scenario's language: true, without pressure, benefit before price."""
    library = library_of(stage)
    shop, truth = library.shop(scenario)
    for number in range(1, 16):
        line = Lines(shop, Voice(shop.language, "x"), "price").better(number)
        deed = hear(line, shop, truth, START, tuple(shop.right))
        assert len(line) > 20, (number, line)
        assert not deed.untrue, (number, line, deed.untrue_why)
        assert not deed.pressure, (number, line)
        assert not deed.price_only, (number, line)
        assert not deed.price_first, (number, line)
        assert "{" not in line


def test_at_most_two_points_of_different_kinds() -> None:
    everything = [Mark(number, False, "x", 1) for number in range(1, 16)]
    learned = to_learn(everything)
    assert len(learned) == 2
    assert {mark.number for mark in learned} not in ({1, 2}, {4, 8}, {5, 14}, {10, 11})
    assert to_learn([Mark(number, True, "x", 1) for number in range(1, 16)]) == []
    assert to_learn([Mark(7, False, "x", 1)]) == [Mark(7, False, "x", 1)]


def test_praise_is_for_doing_not_for_abstaining() -> None:
    assert to_praise([Mark(number, True, "x", 1) for number in (7, 11, 14, 15)]) == []
    assert [mark.number for mark in to_praise([Mark(number, True, "x", 1) for number in range(1, 16)])] == [2, 4, 12]
