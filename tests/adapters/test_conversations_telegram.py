"""Whole conversations of customers on Telegram with the real core, polled and by webhook: what they read, press and get."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.messages import Incoming, Reply
from bot.voice import Voice
from tests.adapters.fakes import telegram as fake
from tests.adapters.fakes.houses import telegram_bot, telegram_house, telegram_service
from tests.adapters.fakes.telegram import TOKEN, WEBHOOK_SECRET, FakeTelegram, Sent
from tests.cli.rows import (
    FOR_CUSTOMERS,
    LANGUAGES,
    Overheard,
    Row,
    Trips,
    assert_play,
    cases,
    fresh,
    messages_in,
    offers_in,
    overheard,
    prepared,
)
from tests.house import NOON, Talk, new_assistant

ORDER = {"it": "vorrei una margherita", "fr": "je voudrais une margherita", "en": "a margherita please"}
NO = {"it": "no grazie", "fr": "non merci", "en": "no thanks"}
CLOSING = {"it": "a che ora chiudete?", "fr": "vous fermez à quelle heure ?", "en": "what time do you close?"}
HOURS = {"it": "dalle 18 alle 23", "fr": "de 18 h à 23 h", "en": "from 6 to 11 pm"}
HUMAN = {"it": "non una persona", "fr": "pas une personne", "en": "not a person"}
FURIOUS = {
    "it": "Sono furioso, la pizza è arrivata fredda!",
    "fr": "Je suis furieux, ma pizza est arrivée froide !",
    "en": "I'm furious, my pizza came cold!",
}
ANNA, BEA = 1001, 1002


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are of today, as presses are: the same sitting. No certificate is read for a Telegram without https (0.1 s)."""
    monkeypatch.setattr(fake, "DATE", int(time.time()))
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)


@pytest.fixture
def pizzeria() -> Overheard:
    return overheard("pizzeria")


@pytest.fixture
async def telegram(request: pytest.FixtureRequest, pizzeria: Overheard) -> AsyncIterator[FakeTelegram]:
    """Every other test by webhook, the rest polled."""
    async with telegram_house(pizzeria, webhook=sum(map(ord, request.node.name)) % 2 == 1) as telegram:
        yield telegram


@pytest.mark.parametrize("row", cases("customer", FOR_CUSTOMERS))
async def test_a_play(row: Row) -> None:
    core = overheard(row["catalog"])
    async with telegram_house(core, webhook=len(row["catalog"]) % 2 == 1) as telegram:
        for number, language in enumerate(LANGUAGES):
            chat = [await telegram.say(ANNA + number, text, language=language) for text in row[language]]
            assert_play(row, language, core.last)
            assert_seen(chat, core.last)


def assert_seen(chat: list[list[Sent]], reply: Reply) -> None:
    """The last answer, word for word, with its buttons; who is speaking was said once, first."""
    assert "\n".join(sent.text for sent in chat[-1]) == reply.text
    assert [label for sent in chat[-1] for label in sent.buttons] == [action.label for action in reply.actions]
    said = [HUMAN[reply.language] in sent.text for each in chat for sent in each]
    assert said == [True] + [False] * (len(said) - 1)
    for word in ("R1", "R8", "None", "{", "}"):
        assert word not in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("style", "outcome"), [("accept", "accepted"), ("later", "later"), ("refuse", "refused")])
async def test_an_offer_its_buttons_and_what_follows(
    telegram: FakeTelegram, pizzeria: Overheard, language: str, style: str, outcome: str
) -> None:
    [offer] = await telegram.say(ANNA, ORDER[language], language=language)
    label = next(action.label for action in pizzeria.last.actions if action.style == style)
    [answer] = await telegram.press(offer, label)
    assert (answer.text, offer.buttons) == (pizzeria.last.text, {})
    assert pizzeria.last.language == language
    assert offers_in(pizzeria.assistant) == [("bufala", outcome)]
    [later] = await telegram.say(ANNA, CLOSING[language], language=language)
    assert HOURS[language] in later.text
    await telegram.say(ANNA, ORDER[language], language=language)
    assert "bufala" not in {each.product for each in pizzeria.last.offers}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_no_in_words_and_chatting_on(telegram: FakeTelegram, pizzeria: Overheard, language: str) -> None:
    await telegram.say(ANNA, ORDER[language], language=language)
    [answer] = await telegram.say(ANNA, NO[language], language=language)
    assert pizzeria.last.hold
    assert (pizzeria.last.hold["reason"], answer.buttons) == ("refused", {})
    [hours] = await telegram.say(ANNA, CLOSING[language], language=language)
    assert HOURS[language] in hours.text
    assert offers_in(pizzeria.assistant) == [("bufala", "refused")]


@pytest.mark.parametrize(
    ("language", "drink", "named"),
    [
        ("it", "prendo anche una cola", "Cola alla spina"),
        ("fr", "je prends aussi un coca", "Cola pression"),
        ("en", "and a coke please", "Draught cola"),
    ],
)
async def test_an_order_after_a_no_is_confirmed(
    telegram: FakeTelegram, pizzeria: Overheard, language: str, drink: str, named: str
) -> None:
    await telegram.say(ANNA, ORDER[language], language=language)
    await telegram.say(ANNA, NO[language], language=language)
    [answer] = await telegram.say(ANNA, drink, language=language)
    assert pizzeria.last.offers == ()
    assert named in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_complaint_is_no_moment_to_sell(telegram: FakeTelegram, pizzeria: Overheard, language: str) -> None:
    for text in (FURIOUS[language], ORDER[language]):
        [answer] = await telegram.say(ANNA, text, language=language)
        assert pizzeria.last.hold
        assert (pizzeria.last.hold["reason"], answer.buttons) == ("open-problem", {})
    assert offers_in(pizzeria.assistant) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_first_contact_says_who_speaks_and_how_to_stop(
    telegram: FakeTelegram, pizzeria: Overheard, language: str
) -> None:
    [greeting] = await telegram.say(ANNA, "/start", language=language)
    assert HUMAN[language] in greeting.text
    assert (pizzeria.last.language, greeting.buttons) == (language, {})
    [again] = await telegram.say(ANNA, ORDER[language], language=language)
    assert HUMAN[language] not in again.text


@pytest.mark.parametrize(
    ("said", "language", "reason"),
    [
        ("basta", "it", "opted-out"), ("/stop", "fr", "opted-out"), ("stop", "en", "opted-out"),
        ("persona", "it", "person-asked"), ("personne", "fr", "person-asked"), ("/human", "en", "person-asked"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
async def test_what_the_disclosure_says_works(
    telegram: FakeTelegram, pizzeria: Overheard, said: str, language: str, reason: str, first: bool
) -> None:
    if not first:
        await telegram.say(ANNA, ORDER[language], language=language)
    [answer] = await telegram.say(ANNA, said, language=language)
    assert pizzeria.last.hold
    assert (pizzeria.last.hold["reason"], pizzeria.last.language) == (reason, language)
    assert pizzeria.last.hold["instead"] in answer.text


@pytest.mark.parametrize("said", ["basta", "persona", "/stop", "/human"])
async def test_told_at_first_contact_whatever_the_first_word_is(telegram: FakeTelegram, said: str) -> None:
    [answer] = await telegram.say(ANNA, said)
    assert HUMAN["it"] in answer.text


async def test_after_an_opt_out_none_ever_here_or_elsewhere(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    [_offer] = await telegram.say(ANNA, ORDER["it"])
    await telegram.say(ANNA, "basta")
    for text in (ORDER["it"], "cosa mi consigliate?", "e da bere?"):
        [answer] = await telegram.say(ANNA, text)
        assert (pizzeria.last.offers, answer.buttons) == ((), {})
    elsewhere = Talk(pizzeria.assistant, "till:7", customer=f"telegram:{ANNA}", at=NOON.replace(year=2030))
    assert elsewhere.say(ORDER["it"]).offers == ()
    await telegram.say(BEA, ORDER["it"])
    assert pizzeria.last.offers


async def test_blocking_the_bot_is_an_opt_out_too(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    await telegram.say(ANNA, ORDER["it"])
    assert await telegram.block(ANNA) == []
    telegram.blocked.discard(ANNA)
    await telegram.say(ANNA, ORDER["it"])
    assert pizzeria.last.offers == ()
    assert list(pizzeria.pending("telegram:42")) == []


@pytest.mark.parametrize("said", ["cancella i miei dati", "/erase", "supprimer mes données", "delete my data"])
async def test_being_erased(telegram: FakeTelegram, pizzeria: Overheard, said: str) -> None:
    await telegram.say(ANNA, ORDER["it"])
    await telegram.say(BEA, ORDER["it"])
    seen = await telegram.say(ANNA, said, times=3)
    assert len(seen) == 1
    assert messages_in(pizzeria.assistant) == [ORDER["it"]]
    [greeting] = await telegram.say(ANNA, "/start")
    assert HUMAN["it"] in greeting.text, "a stranger again"


async def test_pressed_twice_it_counts_once(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    [offer] = await telegram.say(ANNA, ORDER["it"])
    first, again = await telegram.press(offer, "", data=next(iter(offer.buttons.values())), times=2)
    assert "bufala" in first.text
    assert again.text == pizzeria.phrase("already", "it")
    assert offers_in(pizzeria.assistant) == [("bufala", "accepted")]
    assert offer.buttons == {}


async def test_a_button_from_last_week_still_counts(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    """Telegram leaves buttons under old messages for ever; what came after does not void them."""
    [offer] = await telegram.say(ANNA, ORDER["it"])
    await telegram.say(ANNA, "e da bere cosa avete?")
    [answer] = await telegram.press(offer, next(iter(offer.buttons)))
    assert "bufala" in answer.text
    assert ("bufala", "accepted") in offers_in(pizzeria.assistant)


@pytest.mark.parametrize("data", ["yes-nonsense", "choose-99", "zzz", "-", "yes-" + "0" * 20])
async def test_a_button_nobody_made(telegram: FakeTelegram, pizzeria: Overheard, data: str) -> None:
    [offer] = await telegram.say(ANNA, ORDER["it"])
    [answer] = await telegram.press(offer, "", data=data)
    assert answer.text
    assert offers_in(pizzeria.assistant) == [("bufala", "open")]


async def test_another_s_button_is_not_mine_to_press(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    [offer] = await telegram.say(ANNA, ORDER["it"])
    [other] = await telegram.say(BEA, ORDER["it"])
    await telegram.press(other, "", data=next(iter(offer.buttons.values())))
    assert offers_in(pizzeria.assistant, f"telegram:42:{ANNA}") == [("bufala", "open")]


async def test_delivered_three_times_answered_once(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    assert len(await telegram.say(ANNA, ORDER["it"], times=3)) == 1
    assert messages_in(pizzeria.assistant) == [ORDER["it"]]
    assert len(offers_in(pizzeria.assistant)) == 1


async def test_people_in_a_group_are_apart(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    for person, text in ((ANNA, ORDER["it"]), (BEA, "sì, grazie"), (ANNA, "no grazie")):
        message = {
            "message_id": person,
            "date": fake.DATE,
            "chat": {"id": -5, "type": "group", "title": "Cena"},
            "from": fake.person(person),
        }
        await telegram.update({"message": message | {"text": f"@{fake.BOT_NAME} {text}"}})
    assert offers_in(pizzeria.assistant) == [("bufala", "refused")]


@pytest.mark.parametrize("webhook", [False, True])
async def test_a_restart_between_offer_and_press(webhook: bool, tmp_path: Path) -> None:
    url = prepared("pizzeria", tmp_path / "memory.db")
    async with telegram_service() as telegram:
        async with telegram_bot(telegram, new_assistant("pizzeria", url), webhook=webhook):
            [offer] = await telegram.say(ANNA, ORDER["fr"], language="fr")
        after = new_assistant("pizzeria", url)
        async with telegram_bot(telegram, after, webhook=webhook):
            [answer] = await telegram.press(offer, next(iter(offer.buttons)))
            assert "bufala" in answer.text
            assert offers_in(after) == [("bufala", "accepted")]
            [hours] = await telegram.say(ANNA, CLOSING["fr"], language="fr")
            assert HOURS["fr"] in hours.text
            assert HUMAN["fr"] not in hours.text


async def test_an_answer_that_could_not_be_sent_is_sent_after_the_restart(tmp_path: Path) -> None:
    url = prepared("pizzeria", tmp_path / "memory.db")
    down = {"ok": False, "error_code": 502, "description": "Bad Gateway"}
    async with telegram_service() as telegram:
        telegram.answer("sendMessage", down, status=502, times=4)
        async with telegram_bot(telegram, new_assistant("pizzeria", url)):
            assert await telegram.say(ANNA, ORDER["it"]) == []
        async with telegram_bot(telegram, new_assistant("pizzeria", url)):
            await telegram.settled()
            [offer] = telegram.sent
            await telegram.press(offer, next(iter(offer.buttons)))
    assert offers_in(new_assistant("pizzeria", url)) == [("bufala", "accepted")]


@pytest.mark.parametrize("webhook", [False, True])
async def test_a_crash_in_the_core(webhook: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shop = fresh("pizzeria")
    clumsy = replace(shop, reader=Trips("pizzeria", TOKEN))
    with capture_logs() as logs:
        async with telegram_house(clumsy, webhook=webhook) as telegram:
            [offer] = await telegram.say(ANNA, ORDER["fr"], language="fr")
            seen = await telegram.say(ANNA, "boom, mon secret", language="fr", times=3)
            assert [sent.text for sent in seen] == [shop.apology("fr")]
            [answer] = await telegram.press(offer, next(iter(offer.buttons)))
            assert "bufala" in answer.text
    assert offers_in(shop) == [("bufala", "accepted")]
    causes = [entry for entry in logs if entry["event"] == "handler-failed"]
    assert {(cause["error"], cause["log_level"]) for cause in causes} == {("RuntimeError", "error")}
    for secret in (TOKEN, WEBHOOK_SECRET, "secret", "margherita", "boom"):
        assert secret not in f"{logs} {caplog.text}"


async def test_a_crash_at_first_contact_is_apologised_for_in_the_app_s_language() -> None:
    shop = fresh("pizzeria")
    with capture_logs():
        async with telegram_house(replace(shop, reader=Trips("pizzeria"))) as telegram:
            for language in LANGUAGES:
                [seen] = await telegram.say(2000 + len(language), "boom", language=language)
                assert seen.text == Voice(language, "")("apology")


@pytest.mark.parametrize("language", ["", "de", "pt-br", "zh-hans"])
async def test_an_app_in_a_language_we_do_not_speak(telegram: FakeTelegram, pizzeria: Overheard, language: str) -> None:
    [greeting] = await telegram.say(ANNA, "/start", language=language)
    assert greeting.text
    assert pizzeria.last.language in LANGUAGES
    await telegram.say(ANNA, ORDER["fr"], language=language)
    assert (pizzeria.last.language, len(pizzeria.last.offers)) == ("fr", 1)


@pytest.mark.parametrize(
    "text", ["🍕", "?", "123", "Guten Tag, ich hätte gern eine Pizza", "我想要一个披萨", "a\u202eb", "x" * 4096, "<b>&amp;</b>"]
)
async def test_whatever_they_write_there_is_an_answer(telegram: FakeTelegram, pizzeria: Overheard, text: str) -> None:
    seen = await telegram.say(ANNA, text)
    assert "".join(sent.text for sent in seen) == pizzeria.last.text


async def test_a_customer_may_come_to_the_till_after_the_chat(telegram: FakeTelegram, pizzeria: Overheard) -> None:
    """The same customer on another channel: known, and not approached twice in a month."""
    await telegram.say(ANNA, ORDER["it"])
    reply = pizzeria.assistant.reply(
        Incoming("till:1", "vorrei una marinara", NOON.replace(year=2026), customer=f"telegram:{ANNA}")
    )
    assert reply is not None
    assert reply.offers == ()
