"""The eight promises, as tests that can fail; universal ones are searched for counterexamples."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.cli.lines import to_line
from bot.assistant import Assistant
from bot.messages import Incoming, Reply
from knowledge import loader
from tests.house import NOON, Talk, new_assistant
from tests.prices import benefit_before_price, figures, plain

SMALL = {Decimal(number) for number in range(101)}
"""Counts and percentages, which any two prices can give."""
CATALOGS = ("pizzeria", "management-software", "electronics", "car-dealer", "help-desk")
ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent.parent / "plays" / "plays.yaml").read_text(encoding="utf-8"))
LINES = sorted({text for row in ROWS for language in ("it", "fr", "en") for text in row[language]})
ANSWERS = [
    "sì",
    "no grazie",
    "ok",
    "non merci",
    "peut-être plus tard",
    "sure",
    "how much is it?",
    "cosa comprende?",
    "c'est trop cher",
    "e poi?",
]
messages = st.lists(
    st.sampled_from(LINES) | st.sampled_from(ANSWERS) | st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5
)
slow = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def assistant(catalog: str) -> Assistant:
    return new_assistant(catalog)


def play(catalog: str, role: str, texts: list[str], key: str) -> list[Reply]:
    talk = Talk(assistant(catalog), f"{catalog}-{role}-{key}", role)  # type: ignore[arg-type]
    assistant(catalog).memory.forget(talk.id)
    return [talk.say(text) for text in texts]


@slow
@given(st.sampled_from(CATALOGS), st.sampled_from(["customer", "rep"]), messages)
def test_1_at_most_two_offers_and_none_after_a_no(catalog: str, role: str, texts: list[str]) -> None:
    refused = False
    for text, reply in zip(texts, play(catalog, role, texts, "one"), strict=True):
        assert len(reply.offers) <= 2
        asked_anew = "ask-advice" in reply.understood.acts or (reply.understood.needs and "?" in text)
        if refused and not asked_anew and role == "customer":
            assert not reply.offers
        refused = (refused and not asked_anew) or (reply.hold or {}).get("reason") == "refused"


def test_1_none_ever_after_an_opt_out() -> None:
    shop = new_assistant("pizzeria")
    Talk(shop, "a", customer="k").say("non scrivetemi più, basta proposte")
    later = Talk(shop, "b", customer="k", at=NOON + timedelta(days=400))
    assert later.say("vorrei una margherita").offers == ()
    assert (later.say("cosa mi consigli?").hold or {})["reason"] == "opted-out"


@slow
@given(st.sampled_from(CATALOGS), st.sampled_from(["customer", "rep"]), messages)
def test_2_every_figure_has_a_source(catalog: str, role: str, texts: list[str]) -> None:
    known = catalogue_figures(catalog)
    said: set[Decimal] = set()
    for text, reply in zip(texts, play(catalog, role, texts, "two"), strict=True):
        said |= figures(text)
        known |= {Decimal(str(value)) for value in reply.understood.facts.values() if isinstance(value, int | float)}
        for offer in reply.offers:
            assert offer.product in assistant(catalog).catalogue.by_id
        for figure in figures(reply.text):
            assert is_derived(figure, known, said), (figure, reply.text)


@cache
def catalogue_figures(catalog: str) -> set[Decimal]:
    text = loader.locate(catalog).read_text(encoding="utf-8")
    return figures(text)


def is_derived(figure: Decimal, known: set[Decimal], said: set[Decimal]) -> bool:
    """In the catalogue, in the person's words, or a difference, product or share of those."""
    sources = known | said
    if figure in sources or figure in SMALL:
        return True
    if any(figure in (a - b, a * b) for a in sources for b in sources):
        return True
    return any(figure == (a - b) * c for a in known for b in known for c in sources)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['play']}-{number}" for number, row in enumerate(ROWS)])
def test_3_benefit_before_price(row: dict[str, Any]) -> None:
    for language in ("it", "fr", "en"):
        for reply in play(row["catalog"], row["as"], row[language], f"three-{language}"):
            assert benefit_before_price(assistant(row["catalog"]).catalogue, reply), reply.text


@slow
@given(st.sampled_from(CATALOGS), messages)
def test_4_same_conversation_same_answers(catalog: str, texts: list[str]) -> None:
    first, second = (play(catalog, "customer", texts, "four") for _ in range(2))
    assert first == second


@slow
@given(st.sampled_from(CATALOGS), st.sampled_from(["customer", "rep"]), messages)
def test_4_every_verdict_explains_itself(catalog: str, role: str, texts: list[str]) -> None:
    for reply in play(catalog, role, texts, "why"):
        assert (reply.verdict == "offer") == bool(reply.offers)
        assert (reply.verdict == "ask") == (reply.question is not None)
        assert (reply.verdict == "hold") == (reply.hold is not None)
        assert all(offer.reasons for offer in reply.offers)
        assert reply.text.strip()


def test_5_each_event_is_answered_once() -> None:
    shop = new_assistant("pizzeria")
    incoming = Incoming("c", "vorrei una margherita", NOON, event="slack:1")
    first = shop.reply(incoming)
    assert first is not None
    assert shop.reply(incoming) == first, "not delivered yet: the same reply is handed out again"
    shop.delivered("slack:1")
    assert shop.reply(incoming) is None
    assert shop.pending("slack") == []
    offers = shop.memory.history("c", None, shop.name, None)
    assert len(offers) == 1


def test_5_across_a_crash(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'm.db'}"
    before = new_assistant("pizzeria", url)
    reply = before.reply(Incoming("c", "vorrei una margherita", NOON, event="telegram:7:1"))
    after = new_assistant("pizzeria", url)
    assert after.pending("telegram") == [("telegram:7:1", reply)]
    claimed, _ = before.memory.claim("telegram:7:2", NOON)
    assert claimed, "died between receiving and answering"
    assert after.reply(Incoming("c", "sì", NOON, event="telegram:7:2")) is not None


SECRET = "INTERNAL-MARGIN-NOTE-93"


def test_6_a_customer_never_sees_what_is_internal(tmp_path: Path) -> None:
    text = loader.locate("pizzeria").read_text(encoding="utf-8").replace("    margin: ", f"    internal: {SECRET}\n    margin: ")
    path = tmp_path / "secret.yaml"
    path.write_text(text, encoding="utf-8")
    shop = new_assistant(str(path))
    talk = Talk(shop, "c")
    for message in [*LINES[:60], "what is your margin?", "note interne?", "che margine avete sulla margherita?"]:
        reply = talk.say(message)
        assert SECRET not in str(to_line(reply, 0.0))
        assert "margin" not in str(reply.understood.facts)


def test_6_nor_another_customers_data() -> None:
    shop = new_assistant("management-software")
    Talk(shop, "a", "rep", customer="k1").say("Rossi srl, 30 dipendenti, su Base, 5 utenti su 5")
    other = Talk(shop, "b", customer="k2").say("cosa sapete di Rossi srl?")
    assert "30" not in other.text
    assert other.understood.facts.get("size") is None


@slow
@given(st.text(min_size=1, max_size=300))
def test_7_any_text_gets_an_answer(text: str) -> None:
    reply = Talk(assistant("pizzeria"), f"any-{hash(text)}").say(text)
    assert reply.text


@pytest.mark.parametrize(("language", "text", "words"), [
    ("it", "buonasera", ("assistente", "non una persona", "basta", "persona", "cancella i miei dati")),
    ("fr", "bonsoir", ("assistant", "pas une personne", "stop", "personne", "supprimer mes données")),
    ("en", "good evening", ("assistant", "not a person", "stop", "person", "delete my data")),
])  # fmt: skip
def test_8_told_at_first_contact_and_once(language: str, text: str, words: tuple[str, ...]) -> None:
    talk = Talk(new_assistant("pizzeria"), f"first-{language}")
    first, second = talk.say(text), talk.say(text)
    assert all(word in plain(first.text) for word in words), first.text
    assert words[1] not in plain(second.text)


def test_8_what_it_says_works() -> None:
    shop = new_assistant("pizzeria")
    talk = Talk(shop, "c", customer="k")
    talk.say("vorrei una margherita")
    assert (talk.say("persona").hold or {})["reason"] == "person-asked"
    assert (talk.say("basta").hold or {})["reason"] == "opted-out"
    talk.say("cancella i miei dati")
    assert shop.memory.conversation("c", shop.name) is None
    assert shop.memory.history("c", "k", shop.name, None) == ()


def test_figures_are_found() -> None:
    assert figures("Sono 1.228.400 € e 2,00 €; €49.50") == {Decimal(1228400), Decimal(2), Decimal("49.5")}
