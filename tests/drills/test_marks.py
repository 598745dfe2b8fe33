"""Each mark by itself: what makes it a yes, a no, or not applicable. No reader, no catalogue: deeds and lines only."""

from __future__ import annotations

from typing import Any

import pytest

from bot.drills.deed import Deed
from bot.drills.library import FOLDER, load
from bot.drills.marks import marks
from bot.drills.play import Play

SELLS, HOLDS = load(FOLDER / "it-falegname.yaml"), load(FOLDER / "fr-fleuriste.yaml")
ASK = ({"open_question": "Come fa?"}, "reveal")
CLOSED = ({"closed_question": "Tutto bene?"}, "vague")
BACK = ({"played_back": "Quindi perde."}, "confirmed")
BENEFIT: dict[str, Any] = {"benefit": "Vede.", "benefit_at": 0, "tied": "Vede.", "concrete": "Vede."}
PITCH = ({"proposal": "Propongo.", "proposed": ("base-reporting",), **BENEFIT}, "objection")
BARE = ({"proposal": "Propongo.", "proposed": ("base-reporting",)}, "too-early")
WRONG = ({"proposal": "Propongo.", "proposed": ("pro",)}, "wrong")
PRICED = ({"proposal": "Propongo.", "proposed": ("base-reporting",), "price": "20 euro", "price_at": 0}, "price-first")
VALUE = ({"acknowledged": "Capisco.", "answer": "Si ripaga."}, "convinced")
STEP = ({"next_step": "La provi."}, "yes")
NO = (PITCH[0], "no")
NOTHING: tuple[dict[str, Any], str] = ({}, "waiting")

Said = tuple[dict[str, Any], str]
TABLE: list[tuple[int, bool | None, list[Said]]] = [
    (1, True, [ASK, PITCH]),
    (1, False, [BARE]),
    (1, False, [CLOSED, BARE]),
    (1, False, [({**PITCH[0], "open_question": "Come fa?"}, "too-early")]),
    (2, True, [ASK]),
    (2, False, [CLOSED, BARE]),
    (3, True, [ASK, BACK]),
    (3, False, [ASK, PITCH]),
    (3, False, [({"played_back": "Quindi perde."}, "waiting"), ASK]),
    (4, True, [ASK, PITCH]),
    (4, True, [ASK, WRONG, PITCH]),
    (4, False, [ASK, WRONG]),
    (4, False, [ASK, NOTHING]),
    (5, True, [ASK, PITCH, ({"price": "20", "price_at": 0}, "waiting")]),
    (5, True, [ASK, ({**PITCH[0], "price": "20", "price_at": 40}, "objection")]),
    (5, False, [ASK, PRICED]),
    (5, False, [ASK, ({**PITCH[0], "benefit_at": 40, "price": "20", "price_at": 3}, "objection")]),
    (5, None, [ASK]),
    (5, None, [ASK, BARE]),
    (6, True, [ASK, PITCH]),
    (6, False, [ASK, BARE]),
    (6, None, [ASK]),
    (7, True, [ASK, PITCH]),
    (7, False, [({"proposal": "x", "proposed": ("pro", "crm-module", "training")}, "too-many")]),
    (7, None, [ASK]),
    (8, True, [ASK, PITCH]),
    (8, False, [BARE, ASK]),
    (8, None, [ASK, BACK]),
    (9, True, [ASK, PITCH, VALUE]),
    (9, True, [ASK, PITCH, ({"acknowledged": "Capisco."}, "unanswered"), ({"answer": "Si ripaga."}, "convinced")]),
    (9, True, [ASK, PITCH, ({"acknowledged": "Capisco.", "proof": "Uno.", "proof_fits": True}, "convinced")]),
    (9, False, [ASK, PITCH, ({"answer": "Si ripaga."}, "convinced")]),
    (9, False, [ASK, PITCH, ({"acknowledged": "Capisco."}, "unanswered")]),
    (9, None, [ASK, PITCH]),
    (10, True, [({"proof": "Uno.", "proof_fits": True}, "waiting")]),
    (10, False, [({"proof": "Uno.", "proof_fits": True}, "waiting"), ({"proof": "Tutti.", "proof_fits": False}, "waiting")]),
    (10, None, [ASK, PITCH]),
    (11, True, [ASK]),
    (11, False, [({"untrue": "Gratis.", "untrue_why": "free"}, "doubt")]),
    (12, True, [ASK, PITCH, NO, ({"yielded": "Va bene."}, "after-no")]),
    (12, True, [ASK, NO]),
    (12, False, [ASK, NO, (PITCH[0], "second-try")]),
    (12, False, [ASK, NO, ({"pressure": "Oggi!"}, "second-try")]),
    (12, None, [ASK, PITCH]),
    (13, True, [ASK, PITCH, STEP]),
    (13, False, [STEP, ASK, PITCH]),
    (13, False, [({"proposal": "x", "proposed": ("pro", "crm-module", "training"), "next_step": "Attivo."}, "too-many")]),
    (13, None, [ASK]),
    (14, True, [ASK, ({**PITCH[0], "price": "20", "price_at": 40}, "objection")]),
    (14, False, [ASK, PRICED]),
    (14, False, [ASK, PITCH, ({"price": "solo 20", "price_only": "solo 20", "price_at": 0}, "unanswered")]),
    (14, True, [ASK, ({**PITCH[0], "price": "solo 20", "price_only": "solo 20", "price_at": 40}, "objection")]),
    (14, None, [ASK]),
    (15, True, [ASK]),
    (15, False, [({"pressure": "Solo oggi."}, "pressure")]),
]
HELD: list[tuple[int, bool | None, list[Said]]] = [
    (4, True, [({"open_question": "Comment ?"}, "reveal"), ({"held": "Gardez Lite."}, "yes")]),
    (4, False, [({"proposal": "Prenez Plus.", "proposed": ("plus",)}, "too-early")]),
    (6, None, [({"proposal": "Prenez Plus.", "proposed": ("plus",)}, "too-early")]),
    (8, True, [({"held": "Gardez Lite."}, "confirmed")]),
    (8, False, [({"proposal": "Prenez Plus.", "proposed": ("plus",)}, "too-early")]),
    (13, True, [({"held": "Gardez Lite.", "next_step": "Je vous appelle."}, "confirmed")]),
    (13, False, [({"held": "Gardez Lite."}, "confirmed")]),
]


def played(scenario: str, said: list[Said]) -> Play:
    play = Play(scenario, 4, 1)
    for number, (deed, line) in enumerate(said):
        play = play.with_turn(f"message {number}", Deed(**deed), line)
    return play


@pytest.mark.parametrize(("number", "yes", "said"), TABLE)
def test_mark(number: int, yes: bool | None, said: list[Said]) -> None:
    assert marks(SELLS, played("it-falegname", said))[number - 1].yes is yes


@pytest.mark.parametrize(("number", "yes", "said"), HELD)
def test_mark_when_nothing_should_be_sold(number: int, yes: bool | None, said: list[Said]) -> None:
    assert marks(HOLDS, played("fr-fleuriste", said))[number - 1].yes is yes


def test_there_are_fifteen_even_of_a_single_message() -> None:
    found = marks(SELLS, played("it-falegname", [NOTHING]))
    assert [mark.number for mark in found] == list(range(1, 16))
    assert all(mark.turn in (None, 1) for mark in found)


def test_evidence_is_the_words_and_the_turn() -> None:
    found = marks(SELLS, played("it-falegname", [ASK, BACK, PITCH]))
    assert (found[0].quote, found[0].turn) == ("Come fa?", 1)
    assert (found[2].quote, found[2].turn) == ("Quindi perde.", 2)
    assert (found[3].quote, found[3].turn) == ("Propongo.", 3)


def test_each_mark_has_a_yes_and_a_no_here() -> None:
    assert {(number, yes) for number, yes, _ in TABLE} >= {(n, yes) for n in range(1, 16) for yes in (True, False)}
