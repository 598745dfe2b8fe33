"""Every play of the playbook as a conversation, in every language: the main specification, run against the core."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant
from bot.messages import Reply
from tests.house import Talk, new_assistant
from tests.prices import benefit_before_price, plain

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "plays.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(row, language, id=f"{row['play']}-{row['as']}-{language}-{number}")
    for number, row in enumerate(ROWS)
    for language in ("it", "fr", "en")
]


@cache
def assistant(catalog: str) -> Assistant:
    return new_assistant(catalog)


@pytest.mark.parametrize(("row", "language"), CASES)
def test_play(row: dict[str, Any], language: str, request: pytest.FixtureRequest) -> None:
    talk = Talk(assistant(row["catalog"]), request.node.name, row["as"])
    for text in row[language]:
        talk.say(text)
    reply = talk.replies[-1]
    assert reply.language == language
    assert_verdict(row, reply)
    assert_offers(row, reply)
    assert benefit_before_price(talk.assistant.catalogue, reply), reply.text
    if "says" in row:
        assert row["says"][language] in plain(reply.text)


def assert_verdict(row: dict[str, Any], reply: Reply) -> None:
    if {"one_of", "all", "move"} & set(row):
        assert reply.verdict == "offer", reply.text
    if "hold" in row:
        assert (reply.hold or {}).get("reason") == row["hold"], reply.text
    if "verdict" in row:
        assert reply.verdict == row["verdict"], reply.text
    if "verdict_not" in row:
        assert reply.verdict != row["verdict_not"], reply.text


def assert_offers(row: dict[str, Any], reply: Reply) -> None:
    offered = {f"{offer.product} {offer.move}/{offer.kind}" for offer in reply.offers}
    assert not {offer.product for offer in reply.offers} & set(row.get("never", ()))
    if "one_of" in row:
        assert offered & set(row["one_of"]), reply.text
    if "all" in row:
        assert offered <= set(row["all"]), reply.text
    if "move" in row:
        assert any(each.endswith(row["move"]) for each in offered), reply.text


def test_every_play_is_there() -> None:
    assert {row["play"] for row in ROWS} == {f"P{number}" for number in range(1, 36)}
