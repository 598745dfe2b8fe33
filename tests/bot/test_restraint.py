"""One modest thing, or a question, where nothing was heard; nothing larger than what they need: in three languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.messages import Reply
from tests.house import Talk, new_assistant

CELLAR = str(Path(__file__).parents[1] / "knowledge" / "cellar.yaml")


@cache
def assistant(catalog: str) -> Assistant:
    return new_assistant(catalog)


def answer(catalog: str, role: str, *texts: str) -> Reply:
    talk = Talk(assistant(catalog), f"restraint-{catalog}-{role}-{texts}", role)  # type: ignore[arg-type]
    return [talk.say(text) for text in texts][-1]


def offered(reply: Reply) -> set[str]:
    return {offer.product for offer in reply.offers}


@pytest.mark.parametrize(
    ("catalog", "text", "allowed"),
    [
        ("electronics", "prendo il portatile", {"laptop-case", "wireless-mouse", "warranty-extension"}),
        ("electronics", "je prends l'appareil photo", {"camera-bag", "tripod"}),
        ("insurance", "I'd like to take out the car insurance", {"home", "accident"}),
        ("pizzeria", "une margherita s'il vous plaît", {"bufala"}),
        (CELLAR, "prendo l'abbonamento Pontile", {"locker"}),
        (CELLAR, "je prends l'abonnement Ponton", {"locker"}),
        (CELLAR, "I'll take the Quay membership", {"locker"}),
        (CELLAR, "prendo i remi in legno", {"carbon-oars"}),
        (CELLAR, "je prends les avirons en bois", {"carbon-oars"}),
        (CELLAR, "I'll take the wooden oars", {"carbon-oars"}),
    ],
)
def test_a_bare_purchase_gets_one_modest_proposal(catalog: str, text: str, allowed: set[str]) -> None:
    reply = answer(catalog, "customer", text)
    assert len(reply.offers) == 1, reply.text
    assert offered(reply) <= allowed, reply.text


@pytest.mark.parametrize("text", ["ci siamo fatti male", "nous nous sommes blessés", "we got hurt"])
def test_a_need_told_surely_stands_for_the_base_it_is_felt_with(text: str) -> None:
    assert [offer.product for offer in answer(CELLAR, "customer", text).offers] == ["cover"]


@pytest.mark.parametrize(
    ("catalog", "text", "never"),
    [
        (CELLAR, "cliente con abbonamento Pontile, 4 vogatori, gli propongo il Lago?", "lake"),
        (CELLAR, "client avec l'abonnement Ponton, 4 rameurs, je lui propose le Lac ?", "lake"),
        (CELLAR, "client on the Quay membership, 4 rowers, can I pitch Lake?", "lake"),
        ("management-software", "client on Base, 2 users of 5, can I pitch Enterprise?", "enterprise"),
    ],
)
def test_what_they_have_covers_them(catalog: str, text: str, never: str) -> None:
    reply = answer(catalog, "rep", text)
    assert reply.verdict in ("ask", "hold"), reply.text
    assert never not in offered(reply)


@pytest.mark.parametrize(
    "text",
    [
        "cliente con abbonamento Pontile, 10 vogatori, gli propongo il Fiume?",
        "client avec l'abonnement Ponton, 10 rameurs, je lui propose le Fleuve ?",
        "client on the Quay membership, 10 rowers, can I pitch River?",
    ],
)
def test_full_seats_are_a_yes(text: str) -> None:
    assert offered(answer(CELLAR, "rep", text)) == {"river"}


@pytest.mark.parametrize(
    ("catalog", "text"),
    [
        (CELLAR, "cliente con abbonamento Pontile, 9 vogatori, a gennaio chiude l'attività"),
        (CELLAR, "client avec l'abonnement Ponton, 9 rameurs, il ferme son activité en janvier"),
        (CELLAR, "client on the Quay membership, 9 rowers, the owner is closing down in January"),
        ("crm", "cliente sul Base, stanno riducendo il personale. che propongo?"),
        ("crm", "client sur Base, ils ont licencié trois personnes. je propose quoi ?"),
        ("crm", "client on Base, they're downsizing. what do I pitch?"),
    ],
)
def test_nothing_larger_for_who_gets_smaller(catalog: str, text: str) -> None:
    reply = answer(catalog, "rep", text)
    assert reply.verdict == "hold", reply.text


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("cliente con abbonamento Lago, sono rimasti in 6 vogatori, che propongo?", "pontile basta"),
        ("client avec l'abonnement Lac, plus que 7 salariés. je propose quoi ?", "ponton suffit"),
        ("client on the Lake membership, only 6 rowers now. they laid off half. what do I pitch?", "quay membership is enough"),
    ],
)
def test_the_tier_that_is_enough_is_said(text: str, enough: str) -> None:
    reply = answer(CELLAR, "rep", text)
    assert reply.verdict == "hold", reply.text
    assert enough in reply.text.lower(), reply.text


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("prendo i remi in legno, vogliamo vincere ma il budget è 110 euro", True),
        ("je prends les avirons en bois, nous voulons gagner mais notre budget est de 110 euros", True),
        ("I'll take the wooden oars, we want to win but our budget is 110 euros", True),
        ("I'll take the wooden oars, we want to win", False),
    ],
)
def test_nothing_over_the_budget(text: str, over: bool) -> None:
    assert ("carbon-oars" in offered(answer(CELLAR, "customer", text))) is not over
