"""Drills through the whole house: a trainee's conversation, a rep's in Slack, and a restart on the same database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import bootstrap
from bot.assistant import Assistant
from bot.messages import Command, Incoming, Reply, Role
from tests.drills.conftest import START

GOOD = [
    "Come fa oggi a capire se un lavoro le ha reso o no?",
    "Quindi quanto guadagna su ogni lavoro lo scopre solo la domenica, rifacendo i conti a mano.",
]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/drill.db"


class Person:
    def __init__(self, assistant: Assistant, role: Role, conversation: str = "d1") -> None:
        self.assistant, self.role, self.conversation, self.at = assistant, role, conversation, START

    def says(
        self, text: str = "", *, role: Role | None = None, command: Command | None = None, action: str | None = None
    ) -> Reply:
        self.at += timedelta(seconds=15)
        incoming = Incoming(self.conversation, text, self.at, role or self.role, command=command, action=action)
        reply = self.assistant.reply(incoming)
        assert reply is not None
        return reply


def test_a_trainee_plays_across_a_restart(url: str) -> None:
    person = Person(bootstrap.build(None, url), "trainee")
    person.says("drill")
    person.says("falegname")
    assert "perdita" in person.says(GOOD[0]).text
    person.assistant = bootstrap.build(None, url)
    assert person.says(GOOD[1]).text.startswith(("Ecco, esatto", "Proprio così"))
    reply = person.says("fine")
    assert [section.heading for section in reply.sections][:1] == ["Cosa è andato bene"]
    assert reply.verdict is None
    assert reply.offers == ()


def test_a_rep_in_slack_plays_and_goes_back_to_work(url: str) -> None:
    """/drill comes as a trainee's command, everything after it as a rep's message."""
    person = Person(bootstrap.build(None, url), "rep")
    assert "1. " in person.says(role="trainee", command="drill").text
    person.says(action="drill-2")
    assert "perdita" in person.says(GOOD[0]).text
    assert person.says("stop").sections
    person.says("segno 1 no, la domanda era chiusa")
    work = person.says("Cliente sul piano Base, non vede i margini dei lavori: cosa gli propongo?")
    assert [offer.product for offer in work.offers] == ["base-reporting"]


def test_a_rep_asks_for_a_drill_in_words(url: str) -> None:
    assert "1. " in Person(bootstrap.build(None, url), "rep").says("drill").text


def test_customers_are_never_drilled(url: str) -> None:
    """Coaching customers do speak of exercises."""
    person = Person(bootstrap.build(None, url), "customer")
    for said in ("drill", "esercizio", "2"):
        assert "Sara Conti" not in person.says(said).text


def test_a_trainee_can_have_everything_erased(url: str) -> None:
    person = Person(bootstrap.build(None, url), "trainee")
    person.says("drill")
    person.says("2")
    person.says("cancella i miei dati")
    assert "1. " in person.says("Come vanno i conti?").text
