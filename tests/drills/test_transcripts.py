"""Whole drills: good sellers score, pushy ones lose the right marks, and each of the fifteen is won and lost by somebody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.conversation import Conversation
from bot.drills.play import to_json
from bot.drills.stage import Stage
from tests.drills.conftest import Trainee

FOLDER = Path(__file__).parent / "transcripts"
ENOUGH = 12 / 15


def drills(name: str) -> list[Any]:
    rows = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=f"{index}-{row['scenario']}") for index, row in enumerate(rows)]


@pytest.mark.parametrize("drill", drills("good"))
def test_a_good_seller_scores(drill: dict[str, Any], trainee: Trainee) -> None:
    trainee.plays(drill["scenario"], drill["says"])
    assert trainee.play.over == drill["over"], [turn.line for turn in trainee.play.turns]
    assert [n for n in drill["yes"] if not trainee.marks[n]] == []
    score = trainee.debrief.score
    assert score.yes >= ENOUGH * score.applicable
    assert trainee.play.patience > 0


@pytest.mark.parametrize("drill", drills("pushy"))
def test_a_pushy_seller_loses_the_right_marks(drill: dict[str, Any], trainee: Trainee) -> None:
    trainee.plays(drill["scenario"], drill["says"])
    assert trainee.play.over == drill["over"], [turn.line for turn in trainee.play.turns]
    assert [n for n in drill["no"] if trainee.marks[n] is not False] == []
    assert trainee.debrief.score.yes < ENOUGH * trainee.debrief.score.applicable


def test_each_mark_is_won_and_lost(stage: Stage) -> None:
    seen: set[tuple[int, bool | None]] = set()
    for drill in (*drills("good"), *drills("pushy")):
        row: Any = drill.values[0]
        trainee = Trainee(stage, Conversation("c1", "trainee"))
        trainee.plays(row["scenario"], row["says"])
        seen |= set(trainee.marks.items())
    assert {(n, yes) for n in range(1, 16) for yes in (True, False)} - seen == set()


@pytest.mark.parametrize("drill", [*drills("good")[:3], *drills("pushy")[:3]])
def test_the_same_transcript_gets_the_same_score(drill: dict[str, Any], stage: Stage) -> None:
    """In whatever conversation, although the customer's lines differ there."""
    found = []
    for name in ("c1", "slack:D42", "another one"):
        trainee = Trainee(stage, Conversation(name, "trainee"))
        trainee.plays(drill["scenario"], drill["says"])
        found.append((trainee.debrief.marks, to_json(trainee.play)["turns"], trainee.debrief.score))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("drill", [*drills("good"), *drills("pushy")])
def test_marks_quote_the_trainee(drill: dict[str, Any], trainee: Trainee) -> None:
    trainee.plays(drill["scenario"], drill["says"])
    for mark in trainee.debrief.marks:
        if mark.quote:
            assert mark.turn is not None
            said = " ".join(trainee.play.turns[mark.turn - 1].text.split())
            assert mark.quote.rstrip("…").rstrip() in said
        assert mark.yes is not False or mark.quote, f"mark {mark.number} is lost without evidence"


@pytest.mark.parametrize("drill", drills("good"))
def test_a_good_seller_never_meets_the_annoyed_customer(drill: dict[str, Any], trainee: Trainee) -> None:
    trainee.plays(drill["scenario"], drill["says"])
    assert not trainee.play.heard("pressure", "doubt", "too-early", "price-first", "wrong", "too-many", "leaving")
