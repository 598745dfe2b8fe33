"""The objects of the JSON-lines contract: every key, every type, whatever the verdict."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.cli.lines import dumps, to_line
from adapters.cli.pipe import run
from bot.assistant import Assistant
from bot.messages import Offered, OfferedReason, Reply
from tests.cli.command import Json, json_lines, sommelier
from tests.cli.rows import fresh

Check = Callable[[Any], bool]

HOLDS = {
    "open-problem", "onboarding", "no-budget", "unproven", "hesitant", "leaving", "refused", "capped", "opted-out", "person-asked", "nothing-fits",
}  # fmt: skip
KINDS = {"version", "performance", "extension", "personalisation", "functional", "protection", "expansion", "strategic"}


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_id(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[\w.-]+", value) is not None


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def none_or(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(*values: str) -> Check:
    return lambda value: value in values


def list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(each) for each in value)


def shape(**fields: Check) -> Check:
    """Exactly these keys, each as its check has it."""

    def check(value: Any) -> bool:
        assert isinstance(value, dict), value
        assert set(value) == set(fields), set(value) ^ set(fields)
        for name, is_right in fields.items():
            assert is_right(value[name]), (name, value[name])
        return True

    return check


# `each` ("user", "licence") is the README's addition to the design's three.
PRICE = shape(
    amount=lambda value: isinstance(value, str) and re.fullmatch(r"-?\d+\.\d\d", value) is not None,
    currency=lambda value: isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) is not None,
    per=none_or(is_id),
    each=none_or(is_id),
)
OFFER = shape(
    product=is_id,
    name=is_text,
    move=one_of("upsell", "cross-sell"),
    kind=lambda value: value in KINDS,
    replaces=none_or(is_id),
    completes=none_or(is_id),
    lever=one_of("result", "risk", "saving", "peace-of-mind"),
    price=none_or(PRICE),
    reasons=list_of(shape(rule=lambda value: re.fullmatch(r"R([1-9]|1\d|2[0-6])", value) is not None, text=is_text)),
    score=is_number,
)
ANSWER = shape(
    conversation=is_text,
    language=one_of("it", "fr", "en"),
    verdict=none_or(one_of("offer", "ask", "hold")),
    text=is_text,
    offers=list_of(OFFER),
    question=none_or(shape(about=is_id, text=is_text)),
    hold=none_or(shape(reason=lambda value: value in HOLDS, instead=is_text)),
    understood=shape(
        acts=list_of(is_id), products=list_of(is_id), needs=list_of(is_id), facts=lambda value: isinstance(value, dict)
    ),
    actions=list_of(shape(id=lambda value: is_id(value) and len(value) <= 32, label=is_text)),
    ms=is_number,
)
ERROR = shape(error=shape(code=is_id, message=is_text, field=none_or(is_text)))


def assert_answer(line: Json) -> None:
    """The shape, and what the verdict promises about it."""
    assert ANSWER(line)
    assert bool(line["offers"]) == (line["verdict"] == "offer")
    assert len(line["offers"]) <= 2
    assert (line["question"] is not None) == (line["verdict"] == "ask")
    assert (line["hold"] is not None) == (line["verdict"] == "hold")
    for offer in line["offers"]:
        assert offer["reasons"]
        assert (offer["replaces"] is not None) if offer["move"] == "upsell" else (offer["replaces"] is None), offer


SAID = {
    "pizzeria": [
        ("customer", "vorrei una margherita"), ("customer", "vorrei una pizza bella piccante"), ("customer", "no grazie"), ("customer", "bonsoir"),
        ("customer", "prendo crudo e porcini, cosa ci bevo insieme?"), ("rep", "il cliente ordina una margherita, cosa gli propongo?"), ("rep", "ciao"),
        ("customer", "cosa mi consigliate?"), ("customer", "basta"), ("customer", "persona"), ("customer", "cancella i miei dati"), ("trainee", "esercizio"),
        ("trainee", "1"), ("customer", "vorrei parlare con una persona"), ("customer", "a che ora chiudete?"), ("customer", "???"),
    ],
    "management-software": [
        ("customer", "siamo su Base: 5 utenti su 5 e 9,5 GB su 10"), ("rep", "Base plan, 5/5 users, storage nearly full. what do I pitch?"),
        ("customer", "sto valutando il piano base, ma oggi non riesco a vedere i margini"), ("customer", "Je suis furieux, ça plante sans arrêt !"),
        ("customer", "siamo 25 utenti su 25 su Pro, cosa mi consigliate?"), ("rep", "cliente su Pro, 25 utenti su 25, che propongo?"), ("customer", "voglio disdire"),
        ("rep", "start-up sans revenus sur Base, je lui propose Pro ?"), ("customer", "how much is Enterprise?"), ("customer", "è troppo caro"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("catalog", SAID)
def test_every_answer_has_the_shape(catalog: str) -> None:
    said = [
        json.dumps({"conversation": f"c{number}", "as": role, "text": text}) for number, (role, text) in enumerate(SAID[catalog])
    ]
    ran = sommelier("pipe", "--catalog", catalog, said="\n".join(said))
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", len(said))
    for line in ran.lines:
        assert_answer(line)
    assert {line["verdict"] for line in ran.lines} == {"offer", "ask", "hold", None}
    assert [line["conversation"] for line in ran.lines] == [f"c{number}" for number in range(len(said))]


def test_the_example_of_the_design() -> None:
    line_in = '{"conversation": "c1", "as": "customer", "text": "vorrei una margherita", "at": "2026-11-21T20:00:00Z", "customer": "c-17", "language": "it"}'
    [line] = sommelier("pipe", "--catalog", "pizzeria", said=line_in).lines
    assert_answer(line)
    [offer] = line["offers"]
    found = {name: offer[name] for name in ("product", "move", "kind", "replaces", "completes", "lever")}
    assert found == {
        "product": "bufala",
        "move": "upsell",
        "kind": "version",
        "replaces": "margherita",
        "completes": None,
        "lever": "result",
    }
    assert (offer["price"]["amount"], offer["price"]["currency"], offer["price"]["per"]) == ("2.00", "EUR", None)
    assert line["understood"] == {"acts": ["order"], "products": ["margherita"], "needs": [], "facts": {}}
    assert next(action["label"] for action in line["actions"]).startswith("Sì")


def test_a_price_by_the_month() -> None:
    [line] = sommelier("ask", "--json", "siamo su Base: 5 utenti su 5 e 9,5 GB su 10").lines
    assert_answer(line)
    assert line["offers"][0]["price"] == {"amount": "70.00", "currency": "EUR", "per": "month", "each": None}


def test_a_price_on_request() -> None:
    offered = Offered("x", "X", "upsell", "version", "result", "y", None, None, (OfferedReason("R1", "why"),), 0.5)
    [line] = json_lines(dumps(to_line(Reply("c", "it", "text", "offer", (offered,)), 1.234)) + "\n")
    assert_answer(line)
    assert (line["offers"][0]["price"], line["ms"]) == (None, 1.2)


def test_ask_and_pipe_say_the_same() -> None:
    text = "vorrei una margherita"
    [asked] = sommelier("ask", "--json", "--catalog", "pizzeria", text).lines
    [piped] = sommelier("pipe", "--catalog", "pizzeria", said=json.dumps({"conversation": "c", "text": text})).lines
    assert_answer(asked)
    assert asked["offers"] == piped["offers"]
    assert asked["understood"] == piped["understood"]


def test_state_is_kept_by_conversation() -> None:
    said = [("a", "vorrei una margherita"), ("b", "ciao"), ("a", "sì, grazie"), ("b", "sì, grazie")]
    lines = sommelier(
        "pipe", "--catalog", "pizzeria", said="\n".join(json.dumps({"conversation": c, "text": t}) for c, t in said)
    ).lines
    assert "bufala" in lines[2]["text"]
    assert "bufala" not in lines[3]["text"]


def test_the_time_that_was_said_counts() -> None:
    said = [("a", "2026-01-01T12:00:00Z"), ("b", "2026-01-20T12:00:00+01:00"), ("c", "2026-03-01T12:00:00")]
    lines = [json.dumps({"conversation": c, "customer": "k", "text": "vorrei una margherita", "at": at}) for c, at in said]
    ran = sommelier("pipe", "--catalog", "pizzeria", said="\n".join(lines))
    assert [line["verdict"] for line in ran.lines] == ["offer", "hold", "offer"]
    assert ran.lines[1]["hold"]["reason"] == "capped"


def test_the_language_that_was_said_is_a_hint() -> None:
    ran = sommelier("pipe", "--catalog", "pizzeria", said='{"conversation": "a", "text": "ok", "language": "en"}')
    assert ran.lines[0]["language"] == "en"


# Whatever comes in.

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
fields = st.fixed_dictionaries(
    {"conversation": st.text(max_size=10) | values, "text": st.text(max_size=40) | values},
    optional={name: values | st.text(max_size=10) for name in ("as", "at", "customer", "language", "event", "action")},
)
raw_lines = (
    st.binary(max_size=60)
    | fields.map(lambda line: json.dumps(line).encode())
    | values.map(lambda value: json.dumps(value).encode())
)


@cache
def pizzeria() -> Assistant:
    return fresh("pizzeria")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(raw_lines, min_size=1, max_size=4))
def test_one_well_formed_line_out_for_each_line_in(raw: list[bytes]) -> None:
    raw = [line.replace(b"\n", b" ") for line in raw]
    sink = io.StringIO()
    run(pizzeria(), io.BytesIO(b"\n".join(raw)), sink)
    lines = json_lines(sink.getvalue())
    assert len(lines) == sum(bool(line.strip()) for line in raw)
    for line in lines:
        if "error" in line:
            assert ERROR(line)
            assert line["error"]["code"] != "internal", line
        else:
            assert ANSWER(line)
