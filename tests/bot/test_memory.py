"""What is remembered, on SQLite and on PostgreSQL: across restarts, channels, threads, deliveries and an erasure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from bot.assistant import Assistant, Reads
from bot.conversation import Conversation, from_json
from bot.messages import Command, Incoming, Reply
from nlu.reading import Reading
from tests.house import NOON, Talk, new_assistant
from tests.postgres import postgres_server
from tests.prices import figures

__all__ = ["postgres_server"]

Open = Callable[..., Assistant]
TASTIER = "vorrei una margherita, qualcosa di più saporito"
FULL = "siamo su Base: 5 utenti su 5 e 9,5 GB su 10"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shops(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Assistant]]:
    """Two shops in one database, of each kind."""
    file = tmp_path_factory.mktemp("memory") / "memory.db"
    url = f"sqlite:///{file}" if request.param == "sqlite" else request.getfixturevalue("postgres_server")
    shops = {catalog: new_assistant(catalog, url) for catalog in ("pizzeria", "management-software")}
    yield shops
    for shop in shops.values():
        engine_of(shop).dispose()


@pytest.fixture
def engine(shops: dict[str, Assistant]) -> Engine:
    """The database, with nothing remembered in it."""
    forget_all(engine_of(shops["pizzeria"]))
    return engine_of(shops["pizzeria"])


def forget_all(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in ("inbox", "conversation", "customer"):  # the rest goes with them
            connection.execute(text(f"delete from {table}"))


@pytest.fixture
def opened(shops: dict[str, Assistant], engine: Engine) -> Open:
    """Opens a shop: again, and it is the same shop after a restart, which knows what the database knows and no more."""
    return lambda catalog="pizzeria": replace(shops[catalog])


def engine_of(shop: Assistant) -> Engine:
    found: Engine = shop.memory._sessions.kw["bind"]
    return found


def rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Everything the memory holds, by table."""
    with engine.connect() as connection:
        return {name: [dict(row) for row in connection.execute(text(f"select * from {name}")).mappings()] for name in TABLES}


TABLES = ("customer", "conversation", "message", "offer", "inbox")


def offered(reply: Reply) -> list[str]:
    return [offer.product for offer in reply.offers]


def held(reply: Reply) -> str | None:
    return (reply.hold or {}).get("reason")


def press(shop: Assistant, talk: Talk, reply: Reply, style: str, at: datetime | None = None) -> Reply:
    action = next(action for action in reply.actions if action.style == style)
    answer = shop.reply(Incoming(talk.id, "", at or talk.at, talk.role, talk.customer, action=action.id))
    assert answer is not None
    return answer


def stored(engine: Engine, talk: Talk) -> Conversation:
    """What is known in a conversation, from the database itself."""
    [state] = [row["state"] for row in rows(engine)["conversation"] if row["id"] == talk.id]
    return from_json(json.loads(state) if isinstance(state, str) else state)


def past(engine: Engine) -> list[tuple[str, str]]:
    """Everything that was proposed, and what came of it."""
    offers = sorted(rows(engine)["offer"], key=lambda row: (str(row["offered_at"]), row["id"]))
    return [(row["product"], row["outcome"]) for row in offers]


# A restart in the middle.


@pytest.mark.parametrize(
    ("catalog", "texts"),
    [
        (
            "pizzeria",
            [
                "vorrei due margherite e una cola, qualcosa di più saporito",
                "no grazie",
                "prendo anche una birra",
                "quanto viene?",
            ],
        ),
        ("management-software", [FULL, "e quanto costa il piano Pro?", "è troppo caro", "va bene, facciamo così"]),
        (
            "management-software",
            ["we're 30 people in construction, on Base", "what do you recommend?", "stop", "how much is Pro?"],
        ),
        ("pizzeria", ["je voudrais une margherita", "plus tard peut-être", "et à boire ?"]),
    ],
)
def test_a_restart_before_every_message_changes_no_answer(opened: Open, engine: Engine, catalog: str, texts: list[str]) -> None:
    talk = Talk(opened(catalog), "c", customer="k")
    without = [talk.say(said) for said in texts]
    forget_all(engine)
    talk = Talk(opened(catalog), "c", customer="k")
    for said, expected in zip(texts, without, strict=True):
        talk.assistant = opened(catalog)
        assert talk.say(said) == expected


def test_what_was_proposed_before_a_restart_can_be_accepted_in_words(opened: Open, engine: Engine) -> None:
    talk = Talk(opened(), "c", customer="k")
    talk.say("vorrei una margherita")
    talk.assistant = opened()
    talk.say("sì, grazie")
    assert past(engine) == [("bufala", "accepted")]
    assert [line.product for line in stored(engine, talk).basket] == ["bufala"]


@pytest.mark.parametrize(("style", "outcome"), [("accept", "accepted"), ("later", "later"), ("refuse", "refused")])
def test_or_with_its_buttons(opened: Open, engine: Engine, style: str, outcome: str) -> None:
    talk = Talk(opened(), "c", customer="k")
    reply = talk.say("vorrei una margherita")
    press(opened(), talk, reply, style)
    assert past(engine) == [("bufala", outcome)]


def test_a_second_press_changes_nothing(opened: Open, engine: Engine) -> None:
    shop = opened()
    talk = Talk(shop, "c", customer="k")
    reply = talk.say("vorrei una margherita")
    press(shop, talk, reply, "accept")
    before = stored(engine, talk)
    press(shop, talk, reply, "accept")
    press(shop, talk, reply, "refuse")
    assert past(engine) == [("bufala", "accepted")]
    assert replace(stored(engine, talk), last_at=None) == replace(before, last_at=None)


def test_a_press_on_an_offer_that_a_later_one_has_covered_counts(opened: Open, engine: Engine) -> None:
    shop = opened()
    talk = Talk(shop, "c", customer="k")
    first = talk.say("vorrei una margherita")
    assert talk.say("e da bere cosa avete?").offers
    press(shop, talk, first, "accept")
    assert ("bufala", "accepted") in past(engine)


def test_money_is_kept_exactly(opened: Open, engine: Engine) -> None:
    Talk(opened(), "c", customer="k").say("vorrei una margherita")
    [offer] = rows(engine)["offer"]
    assert (float(offer["price"]), offer["currency"], bool(offer["unasked"])) == (2.0, "EUR", True)


# R17: no means no, for a while.


@pytest.mark.parametrize(
    ("days", "said", "again"),
    [
        (30, TASTIER, False),
        (59, TASTIER, False),
        (61, "vorrei una margherita", False),
        (61, TASTIER, True),
    ],
)
def test_what_was_refused_comes_back_after_the_pause_with_a_reason(opened: Open, days: int, said: str, again: bool) -> None:
    talk = Talk(opened(), "before", customer="k")
    assert offered(talk.say("vorrei una margherita")) == ["bufala"]
    assert held(talk.say("no grazie")) == "refused"
    later = Talk(opened(), "after", customer="k", at=NOON + timedelta(days=days))
    assert ("bufala" in offered(later.say(said))) == again


def test_what_they_ask_about_themselves_is_answered_within_the_pause(opened: Open) -> None:
    talk = Talk(opened(), "before", customer="k")
    talk.say("vorrei una margherita")
    talk.say("no grazie")
    reply = Talk(opened(), "after", customer="k", at=NOON + timedelta(days=5)).say("quanto costa la bufala?")
    assert Decimal(9) in figures(reply.text)


def test_another_customer_is_not_refused_for(opened: Open) -> None:
    shop = opened()
    talk = Talk(shop, "a", customer="k1")
    talk.say("vorrei una margherita")
    talk.say("no grazie")
    assert offered(Talk(shop, "b", customer="k2").say("vorrei una margherita")) == ["bufala"]


def test_the_pause_begins_with_the_no(opened: Open) -> None:
    shop = opened()
    talk = Talk(shop, "before", customer="k")
    reply = talk.say("vorrei una margherita")
    press(shop, talk, reply, "refuse", NOON + timedelta(days=50))
    later = Talk(shop, "after", customer="k", at=NOON + timedelta(days=65))
    assert "bufala" not in offered(later.say(TASTIER))


def test_a_chat_that_goes_on_for_months_may_propose_again_after_the_pause(opened: Open) -> None:
    talk = Talk(opened(), "telegram:42:1001", customer="telegram:1001")
    talk.say("vorrei una margherita")
    talk.say("no grazie")
    talk.at += timedelta(days=90)
    assert offered(talk.say(TASTIER)) == ["bufala"]


# R18: unasked once a month, on whatever channel.


@pytest.mark.parametrize(
    ("days", "said", "again"),
    [
        (1, "vorrei una marinara", False),
        (29, "vorrei una marinara", False),
        (31, "vorrei una marinara", True),
        (1, "cosa mi consigliate con la marinara?", True),
    ],
)
def test_unasked_once_in_thirty_days_across_channels(opened: Open, days: int, said: str, again: bool) -> None:
    assert Talk(opened(), "shop-window:1", customer="k").say("vorrei una margherita").offers
    reply = Talk(opened(), "telegram:42:1001", customer="k", at=NOON + timedelta(days=days)).say(said)
    assert bool(reply.offers) == again
    assert (held(reply) == "capped") == (not again)


def test_a_capped_customer_s_order_and_question_are_answered(opened: Open) -> None:
    Talk(opened(), "a", customer="k").say("vorrei una margherita")
    second = Talk(opened(), "b", customer="k", at=NOON + timedelta(days=2))
    assert "Marinara" in second.say("vorrei una marinara").text
    assert Decimal("8.5") in figures(second.say("quanto costa la diavola?").text)


def test_what_was_asked_for_does_not_count(opened: Open) -> None:
    shop = opened()
    assert Talk(shop, "a", customer="k").say("cosa mi consigliate con la marinara?").offers
    assert Talk(shop, "b", customer="k", at=NOON + timedelta(days=2)).say("vorrei una margherita").offers


@pytest.mark.parametrize("other", ["k2", None])
def test_others_are_not_capped(opened: Open, other: str | None) -> None:
    shop = opened()
    Talk(shop, "a", customer="k1").say("vorrei una margherita")
    assert Talk(shop, "b", customer=other).say("vorrei una margherita").offers


# R25: what was accepted is theirs.


def test_what_was_accepted_counts_as_owned_later(opened: Open, engine: Engine) -> None:
    first = Talk(opened("management-software"), "a", customer="k")
    assert offered(first.say(FULL)) == ["pro"]
    first.say("sì, va bene")
    later = Talk(opened("management-software"), "b", customer="k", at=NOON + timedelta(days=40))
    assert "pro" not in offered(later.say(FULL))
    assert "pro" in {line.product for line in stored(engine, later).owned}


def test_from_there_they_go_on(opened: Open) -> None:
    first = Talk(opened("management-software"), "a", customer="k")
    first.say(FULL)
    first.say("sì, va bene")
    later = Talk(opened("management-software"), "b", customer="k", at=NOON + timedelta(days=80))
    assert offered(later.say("siamo 25 utenti su 25, cosa mi consigliate?")) == ["enterprise"]


@pytest.mark.parametrize("other", ["k2", None])
def test_nobody_owns_what_another_accepted(opened: Open, other: str | None) -> None:
    shop = opened("management-software")
    first = Talk(shop, "a", customer="k1")
    first.say(FULL)
    first.say("sì, va bene")
    assert offered(Talk(shop, "b", customer=other).say(FULL)) == ["pro"]


# Opting out.


@pytest.mark.parametrize("said", ["basta", "non voglio più proposte"])
def test_an_opt_out_holds_everywhere_and_for_ever(opened: Open, said: str) -> None:
    Talk(opened(), "telegram:42:1", customer="k").say(said)
    later = Talk(opened(), "slack:T1:C1:1.0", customer="k", at=NOON + timedelta(days=1000))
    for message in ("vorrei una margherita", "cosa mi consigliate?", "e da bere?", TASTIER):
        assert later.say(message).offers == ()


def test_an_opt_out_is_one_customer_s(opened: Open) -> None:
    shop = opened()
    Talk(shop, "a", customer="k1").say("basta")
    assert Talk(shop, "b", customer="k2").say("vorrei una margherita").offers


def test_an_opt_out_without_a_name_holds_in_its_conversation(opened: Open) -> None:
    talk = Talk(opened(), "a")
    talk.say("ciao")
    talk.say("basta")
    talk.assistant = opened()
    assert talk.say("vorrei una margherita").offers == ()


def test_nor_does_beginning_again_end_it(opened: Open) -> None:
    talk = Talk(opened(), "a")
    talk.say("vorrei una margherita")
    talk.say("basta")
    talk.assistant = opened()
    assert talk.say("vorrei una margherita").offers == ()


def test_beginning_again_loses_no_outcome(opened: Open, engine: Engine) -> None:
    talk = Talk(opened(), "a", customer="k")
    talk.say("vorrei una margherita")
    talk.say("sì, grazie")
    talk.assistant = opened()
    talk.say("vorrei una margherita")
    assert ("bufala", "accepted") in past(engine)


# Being erased.


def busy_shop(shop: Assistant) -> None:
    """Two customers who did a bit of everything, in two places each."""
    for customer in ("anna", "bea"):
        for place in ("telegram", "pipe"):
            talk = Talk(shop, f"{place}:{customer}", customer=customer)
            talk.say(f"sono {customer}, vorrei una margherita")
            talk.say("no grazie")
            shop.reply(Incoming(talk.id, "grazie", talk.at, customer=customer, event=f"{place}:{customer}:1"))


def of(customer: str, tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [row for row in found if customer in json.dumps(row, default=str)] for name, found in tables.items()}


@pytest.mark.parametrize("said", ["cancella i miei dati", "delete my data", "supprimer mes données"])
def test_erasing_takes_everything_of_one_customer_and_nothing_of_another(opened: Open, engine: Engine, said: str) -> None:
    busy_shop(opened())
    before = rows(engine)
    assert all(of("anna", before).values())
    Talk(opened(), "telegram:anna", customer="anna").say(said)
    after = rows(engine)
    assert {name: found for name, found in of("anna", after).items() if name != "inbox" and found} == {}
    assert all(row["reply"] is None and row["conversation_id"] is None for row in of("anna", after)["inbox"])
    for name in TABLES:
        assert of("bea", after)[name] == of("bea", before)[name]


def test_who_was_erased_is_a_stranger_again(opened: Open) -> None:
    shop = opened()
    talk = Talk(shop, "c", customer="k")
    talk.say("vorrei una margherita")
    talk.say("no grazie")
    talk.say("cancella i miei dati")
    first = talk.say("vorrei una margherita")
    assert offered(first) == ["bufala"]
    assert "non una persona" in first.text


def test_erased_by_command_too(opened: Open, engine: Engine) -> None:
    busy_shop(opened())
    command: Command = "erase"
    reply = opened().reply(Incoming("pipe:anna", "", NOON, customer="anna", event="pipe:anna:2", command=command))
    assert reply is not None
    assert of("anna", rows(engine))["message"] == []


def test_erasing_finds_conversations_that_went_on_without_the_name(opened: Open, engine: Engine) -> None:
    shop = opened()
    Talk(shop, "a", customer="anna").say("sono anna, vorrei una margherita")
    Talk(shop, "a").say("no grazie")
    Talk(shop, "b", customer="anna").say("cancella i miei dati")
    assert of("anna", rows(engine))["message"] == []


def test_erasing_without_the_name_in_a_conversation_that_had_it(opened: Open, engine: Engine) -> None:
    shop = opened()
    Talk(shop, "a", customer="anna").say("sono anna, vorrei una margherita")
    Talk(shop, "b", customer="anna").say("sono sempre anna, vorrei una marinara")
    Talk(shop, "a").say("cancella i miei dati")
    assert of("anna", rows(engine))["message"] == []


def test_an_erasure_delivered_again_is_answered_once(opened: Open) -> None:
    shop = opened()
    talk = Talk(shop, "c", customer="k")
    talk.say("vorrei una margherita")
    incoming = Incoming("c", "cancella i miei dati", NOON, customer="k", event="telegram:42:9")
    assert shop.reply(incoming) is not None
    shop.delivered("telegram:42:9")
    assert [shop.reply(incoming), opened().reply(incoming)] == [None, None]


def test_what_was_answered_before_an_erasure_is_not_answered_after_it(opened: Open, engine: Engine) -> None:
    shop = opened()
    order = Incoming("c", "vorrei una margherita", NOON, customer="anna", event="telegram:42:1")
    shop.reply(order)
    shop.delivered("telegram:42:1")
    Talk(shop, "c", customer="anna").say("cancella i miei dati")
    assert shop.reply(order) is None
    assert rows(engine)["message"] == []


# Deliveries.


def test_a_repeat_gets_the_stored_answer_until_it_has_arrived(opened: Open) -> None:
    incoming = Incoming("c", "vorrei una margherita", NOON, customer="k", event="telegram:42:1")
    first = opened().reply(incoming)
    assert opened().reply(incoming) == first
    assert opened().pending("telegram:42") == [("telegram:42:1", first)]
    opened().delivered("telegram:42:1")
    assert opened().reply(incoming) is None
    assert opened().pending("telegram:42") == []


def test_out_of_order_is_answered_once_each(opened: Open, engine: Engine) -> None:
    shop = opened()
    said = {1: "vorrei una margherita", 2: "no grazie", 3: "a che ora chiudete?"}
    for number in (1, 3, 1, 2, 3, 2, 1):
        key = f"telegram:42:{number}"
        if shop.reply(Incoming("c", said[number], NOON, customer="k", event=key)) is not None:
            shop.delivered(key)
    assert [row["text"] for row in rows(engine)["message"] if row["sender"] == "person"] == [said[1], said[3], said[2]]


def test_pending_is_by_account(opened: Open) -> None:
    shop = opened()
    for key in ("telegram:4:1", "telegram:42:1", "telegram:4%:1", "slack:T1:Ev1"):
        shop.reply(Incoming(f"c {key}", "ciao", NOON, event=key))
    assert [key for key, _ in shop.pending("telegram:4")] == ["telegram:4:1"]
    assert [key for key, _ in shop.pending("telegram:4%")] == ["telegram:4%:1"]


@dataclass
class Interrupted:
    """A reader that lets something else happen while it reads."""

    reader: Reads
    meanwhile: Callable[[], object]

    def read(self, text: str, at: datetime, language: str | None = None, context: Sequence[str] = ()) -> Reading:
        self.meanwhile()
        return self.reader.read(text, at, language, context)


def test_a_crash_while_reading_leaves_everything_as_it_was(opened: Open, engine: Engine) -> None:
    shop = opened()
    talk = Talk(shop, "c", customer="k")
    reply = talk.say("vorrei una margherita")
    before = rows(engine)

    def crash() -> None:
        raise RuntimeError("the reader broke")

    broken = replace(shop, reader=Interrupted(shop.reader, crash))
    incoming = Incoming("c", "no grazie", talk.at, customer="k", event="telegram:42:2")
    with pytest.raises(RuntimeError):
        broken.reply(incoming)
    assert {name: found for name, found in rows(engine).items() if name != "inbox"} == {
        n: f for n, f in before.items() if n != "inbox"
    }
    press(opened(), talk, reply, "accept")
    assert opened().reply(incoming) is not None, "the event that broke is answered when it comes again"
    assert past(engine) == [("bufala", "accepted")]


# Several at once.


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """All begin at the same moment, each in a thread of its own."""
    gate = Barrier(len(works))

    def begin(work: Callable[[], Any]) -> Any:
        gate.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [future.result(30) for future in [threads.submit(begin, work) for work in works]]


def test_the_same_event_in_many_threads_is_answered_once(opened: Open, engine: Engine) -> None:
    shop = opened()
    incoming = Incoming("c", "vorrei una margherita", NOON, customer="k", event="telegram:42:1")
    replies = at_once(*[lambda: shop.reply(incoming)] * 6)
    assert len({reply.text for reply in replies}) == 1
    found = rows(engine)
    assert [len(found[name]) for name in ("message", "offer", "inbox", "conversation", "customer")] == [2, 1, 1, 1, 1]


def test_many_messages_in_one_conversation_take_their_turns(opened: Open, engine: Engine) -> None:
    shop = opened()
    said = [
        "vorrei una margherita",
        "vorrei una marinara",
        "vorrei una diavola",
        "quanto costa la cola?",
        "a che ora chiudete?",
        "grazie",
    ]
    messages = [Incoming("c", each, NOON, customer="k", event=f"telegram:42:{number}") for number, each in enumerate(said)]
    replies = at_once(*[lambda m=message: shop.reply(m) for message in messages])
    assert all(reply is not None for reply in replies)
    kept = rows(engine)["message"]
    assert sorted(row["text"] for row in kept if row["sender"] == "person") == sorted(said)
    assert [row["sender"] for row in sorted(kept, key=lambda row: int(row["id"]))] == ["person", "bot"] * len(said)
    had = {line.product for line in stored(engine, Talk(shop, "c")).basket}
    assert {"margherita", "marinara", "diavola"} <= had
    assert sum("non una persona" in reply.text for reply in replies) == 1


def test_many_conversations_at_once(opened: Open, engine: Engine) -> None:
    shop = opened()
    works = [lambda n=number: Talk(shop, f"c{n}", customer=f"k{n}").say("vorrei una margherita") for number in range(8)]
    assert all(offered(reply) == ["bufala"] for reply in at_once(*works))
    assert len(rows(engine)["offer"]) == 8


def test_a_new_customer_who_writes_in_two_places_at_once(opened: Open, engine: Engine) -> None:
    shop = opened()
    both = Barrier(2)

    def wait(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lower().startswith("insert into customer"):
            with suppress(BrokenBarrierError):
                both.wait(0.3)

    event.listen(engine, "before_cursor_execute", wait)
    try:
        replies = at_once(*[lambda c=place: Talk(shop, c, customer="k").say("ciao") for place in ("a", "b")])
    finally:
        event.remove(engine, "before_cursor_execute", wait)
    assert len(replies) == 2
    assert len(rows(engine)["customer"]) == 1


def test_two_processes_that_get_the_same_event_answer_once(opened: Open, engine: Engine) -> None:
    first, second = opened(), opened()
    incoming = Incoming("c", "ciao", NOON, event="telegram:42:1")
    with ThreadPoolExecutor(1) as elsewhere:
        answers: list[Future[Reply | None]] = []
        busy = replace(first, reader=Interrupted(first.reader, lambda: answers.append(elsewhere.submit(second.reply, incoming))))
        said = busy.reply(incoming)
        again = answers[0].result()
    assert said is not None
    assert again is None or again.text == said.text, "not delivered yet: the same words, so that nothing is lost"
    assert len(rows(engine)["message"]) == 2


# Text that is hard to keep.


@pytest.mark.parametrize(
    "said", ["vorrei\x00 una margherita", "\x00", "vorrei una margherita \ud83d", "🍕 vorrei una margherita\u2028"]
)
def test_no_text_is_too_strange_to_keep(opened: Open, engine: Engine, said: str) -> None:
    talk = Talk(opened(), "c", customer="k")
    assert talk.say(said).text
    assert talk.say("quanto costa la diavola?").text
    assert len(rows(engine)["message"]) == 4


def test_long_names_and_texts(opened: Open, engine: Engine) -> None:
    talk = Talk(opened(), "c" * 200, customer="k" * 200)
    assert talk.say("vorrei una margherita " + "molto buona " * 8000).text
    assert max(len(row["text"]) for row in rows(engine)["message"]) > 90_000


def test_the_same_on_both_databases(opened: Open) -> None:
    """Promise 4: the database makes no difference to what is said."""
    other = new_assistant("management-software")
    for texts in (
        [FULL, "no grazie", "e adesso?"],
        ["on est sur Base, 5 utilisateurs sur 5", "d'accord"],
        ["how much is Pro?", "ok"],
    ):
        here, there = Talk(opened("management-software"), texts[0], customer=texts[0]), Talk(other, texts[0], customer=texts[0])
        assert [here.say(each) for each in texts] == [there.say(each) for each in texts]
    engine_of(other).dispose()


# A catalogue that has changed since.


def test_a_product_that_is_sold_no_more_is_forgotten(tmp_path: Path) -> None:
    before, after = tmp_path / "before" / "forno.yaml", tmp_path / "after" / "forno.yaml"
    for file, written in ((before, FORNO), (after, FORNO.partition("  - {id: pane-olive")[0])):
        file.parent.mkdir()
        file.write_text(written, encoding="utf-8")
    url = f"sqlite:///{tmp_path}/forno.db"
    talk = Talk(new_assistant(str(before), url), "c", customer="k")
    assert offered(talk.say("vorrei il pane")) == ["pane-olive"]
    talk.say("sì, grazie")
    talk.assistant = new_assistant(str(after), url)
    assert "Focaccia" in talk.say("vorrei anche una focaccia").text


FORNO = """
sommelier: 1
business: {name: Il Forno, language: it, languages: [it, fr, en], currency: EUR}
offerings:
  - {id: pane, name: Pane, price: 2.00}
  - {id: focaccia, name: Focaccia, price: 3.50}
  - {id: pane-olive, name: Pane alle olive, price: 2.60}
ladders:
  - {id: pani, steps: [pane, {offering: pane-olive, kind: version}]}
arguments:
  - {about: pane-olive, lever: result, text: Le olive danno al pane un sapore che resta.}
"""


def test_the_same_conversation_in_another_shop_is_another(opened: Open) -> None:
    talk = Talk(opened(), "c1")
    talk.say("vorrei una margherita")
    talk.say("sì, grazie")
    talk.assistant = opened("management-software")
    assert talk.say("sto valutando il piano base, ma oggi non riesco a vedere i margini").offers


def test_a_customer_s_pizzas_are_no_software(opened: Open, engine: Engine) -> None:
    first = Talk(opened(), "a", customer="k")
    first.say("vorrei una margherita")
    first.say("sì, grazie")
    second = Talk(opened("management-software"), "b", customer="k")
    assert offered(second.say(FULL)) == ["pro"]
    assert {line.product for line in stored(engine, second).owned} == {"base"}
