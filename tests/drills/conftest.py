"""The shipped scenarios with their shops open, once for all tests, and a trainee who plays them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.bootstrap import open_shop
from bot.conversation import Conversation, from_json, to_json
from bot.drills import rehearsal
from bot.drills.debrief import Debrief
from bot.drills.ear import Ear
from bot.drills.play import Play
from bot.drills.rehearsal import Library, Rehearsal
from bot.drills.shop import Shop
from bot.drills.stage import Stage
from bot.lexicon import to_lexicon
from bot.messages import Command, Incoming, Reply, Role
from knowledge import loader
from knowledge.catalogue import Catalogue
from knowledge.relations import difference
from nlu.embedding import load_embedding
from nlu.lexicon import ANY, Topic
from nlu.reader import Reader

START = datetime(2026, 11, 21, 20, tzinfo=UTC)
_PRICE = re.compile(r"\{(price|more):([a-z0-9-]+)\}")


@dataclass
class Trainee:
    """Somebody at the stage; every message goes through the stored JSON, as after a restart."""

    stage: Stage
    conversation: Conversation
    at: datetime = START

    def says(
        self, text: str = "", *, action: str | None = None, command: Command | None = None, language: str | None = None
    ) -> Reply:
        self.at += timedelta(seconds=20)
        known = from_json(to_json(replace(self.conversation, last_at=self.at)))
        role: Role = "trainee"
        incoming = Incoming(known.id, text, self.at, role, action=action, command=command, language=language)
        self.conversation, reply = self.stage.reply(incoming, known)
        return reply

    def plays(self, scenario: str, says: Sequence[str] = ()) -> list[Reply]:
        number = list(library_of(self.stage).scenarios).index(scenario) + 1
        return [self.says(action=f"drill-{number}"), *(self.says(filled(text, self.shop)) for text in says)]

    @property
    def rehearsal(self) -> Rehearsal:
        return rehearsal.from_json(self.conversation.drill, "it", library_of(self.stage).scenarios)

    @property
    def play(self) -> Play:
        assert self.rehearsal.play
        return self.rehearsal.play

    @property
    def shop(self) -> Shop:
        return library_of(self.stage).shop(self.play.scenario)[0]

    @property
    def debrief(self) -> Debrief:
        return Debrief(self.shop, self.play)

    @property
    def marks(self) -> dict[int, bool | None]:
        return {mark.number: mark.yes for mark in self.debrief.marks}


def library_of(stage: Stage) -> Library:
    return stage._library


def filled(text: str, shop: Shop) -> str:
    """Prices of the catalogue in place of `{price:bufala}` and `{more:bufala}` (what it adds to what the customer has)."""

    def amount(match: re.Match[str]) -> str:
        offering = shop.catalogue.by_id[match[2]]
        base = shop.catalogue.by_id[shop.scenario.has[0]]
        value = offering.price.amount if match[1] == "price" else difference(base.price, offering.price)
        assert value is not None
        return f"{value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize():f}"

    return _PRICE.sub(amount, text)


@pytest.fixture(scope="session")
def stage() -> Stage:
    return Stage(open_shop, Ear(load_embedding()), "it")


@pytest.fixture(scope="session")
def plain_stage() -> Stage:
    """Without sentence vectors: what the word lists hear alone."""

    def open_plainly(name: str, topics: Mapping[str, Sequence[str]]) -> tuple[Catalogue, Reader]:
        catalogue = loader.load(loader.locate(name))
        answers = tuple(Topic(topic, {ANY: tuple(phrases)}) for topic, phrases in topics.items())
        return catalogue, Reader(replace(to_lexicon(catalogue), answers=answers))

    return Stage(open_plainly, Ear(), "it")


@pytest.fixture
def trainee(stage: Stage) -> Trainee:
    return Trainee(stage, Conversation("c1", "trainee"))
