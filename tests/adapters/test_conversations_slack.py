"""Whole conversations of reps in Slack with the real core: what they read, press and get, through every door Slack has."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.assistant import Assistant
from bot.messages import Reply
from tests.adapters.fakes.houses import slack_bot, slack_house, slack_service
from tests.adapters.fakes.slack import SIGNING_SECRET, FakeSlack
from tests.adapters.fakes.slack_api import APP_TOKEN, BOT_TOKEN, Posted
from tests.cli.rows import (
    FOR_REPS,
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
from tests.house import new_assistant

DOORS = ("dm", "mention", "command")
ORDER = "il cliente ordina una margherita, cosa gli propongo?"
SECRETS = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are of today, as presses are: the same sitting."""
    monkeypatch.setattr(FakeSlack, "now", lambda slack: f"{int(time.time())}.{next(slack._clock):06}")


@pytest.fixture
def pizzeria() -> Overheard:
    return overheard("pizzeria")


@pytest.fixture
async def slack(pizzeria: Overheard) -> AsyncIterator[FakeSlack]:
    async with slack_house(pizzeria) as slack:
        yield slack


async def said(slack: FakeSlack, door: str, texts: list[str], user: str = "U1") -> list[Posted]:
    """One after the other through one door; the posts that answer the last."""
    posts: list[Posted] = []
    for text in texts:
        if door == "dm":
            posts = await slack.dm(user, text)
        elif door == "mention":
            posts = await slack.mention(user, text, thread=posts[0].thread if posts else None)
        else:
            posts = await slack.command(user, "/offer", text)
    return posts


def buttons(posts: list[Posted]) -> Posted:
    return next(post for post in posts if post.buttons)


@pytest.mark.parametrize("row", cases("rep", FOR_REPS))
async def test_a_play(row: Row) -> None:
    core = overheard(row["catalog"])
    async with slack_house(core) as slack:
        for number, language in enumerate(LANGUAGES):
            door = DOORS[(len(row["play"] + row["catalog"]) + number) % len(DOORS)]
            posts = await said(slack, door, row[language], user=f"U{number}")
            assert_play(row, language, core.last)
            assert_seen(posts, core.last, private=door == "command")


def assert_seen(posts: list[Posted], reply: Reply, *, private: bool) -> None:
    """All of the reply, and its buttons, where only they see it if they asked for that."""
    seen = "\n".join(post.text for post in posts)
    for section in reply.sections:
        assert section.text in seen
    assert reply.sections or reply.text in seen
    assert [label for post in posts for label in post.buttons] == [action.label for action in reply.actions]
    assert all(post.body["text"].strip() for post in posts), "notifications have something to show"
    assert {post.only_for is not None for post in posts} == {private}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("press", "outcome", "noted"),
    [("Sì, ", "accepted", "noted-accept"), ("Non ora", "later", "noted-later"), ("No, grazie", "refused", "noted-refuse")],
)
async def test_an_offer_and_its_buttons(
    slack: FakeSlack, pizzeria: Overheard, door: str, press: str, outcome: str, noted: str
) -> None:
    offer = buttons(await said(slack, door, [ORDER]))
    label = next(each for each in offer.buttons if each.startswith(press))
    [answer] = await slack.press(offer, label, user="U1")
    assert answer.text == pizzeria.last.text
    assert (answer.thread, answer.only_for) == (offer.thread, offer.only_for)
    assert offer.buttons == {}
    assert offer.text.endswith(f"✓ {label} · {pizzeria.phrase(noted, 'it')}")
    assert offers_in(pizzeria.assistant) == [("bufala", outcome)]


async def test_after_a_yes_the_talk_goes_on_from_there(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.dm("U1", ORDER)
    await slack.press(offer, next(iter(offer.buttons)))
    await slack.dm("U1", "prende quella, cosa ci abbino da bere?")
    assert "bufala" not in {each.product for each in pizzeria.last.offers}
    assert pizzeria.last.text


async def test_after_a_no_nothing_more_is_proposed(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.dm("U1", ORDER)
    await slack.press(offer, "No, grazie")
    [seen] = await slack.dm("U1", "e gli propongo altro?")
    assert (pizzeria.last.verdict, pizzeria.last.hold and pizzeria.last.hold["reason"], seen.buttons) == ("hold", "refused", {})


async def test_after_later_it_is_not_proposed_again(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.dm("U1", ORDER)
    await slack.press(offer, "Non ora")
    await slack.dm("U1", "va bene, allora solo la margherita")
    assert "bufala" not in {each.product for each in pizzeria.last.offers}


async def test_a_no_in_words(slack: FakeSlack, pizzeria: Overheard) -> None:
    await slack.dm("U1", ORDER)
    [seen] = await slack.dm("U1", "ha detto no grazie")
    assert pizzeria.last.hold
    assert pizzeria.last.hold["instead"] in seen.text
    assert offers_in(pizzeria.assistant) == [("bufala", "refused")]


async def test_a_complaint_stops_the_selling(slack: FakeSlack, pizzeria: Overheard) -> None:
    await slack.dm("U1", "il cliente è furioso, la pizza è arrivata fredda, che gli propongo?")
    assert pizzeria.last.hold
    assert pizzeria.last.hold["reason"] == "open-problem"


async def test_two_reps_do_not_hear_each_other(slack: FakeSlack, pizzeria: Overheard) -> None:
    await slack.dm("U1", ORDER)
    await slack.dm("U2", "ha detto sì")
    assert offers_in(pizzeria.assistant) == [("bufala", "open")]


async def test_a_thread_is_one_conversation_whoever_writes(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.mention("U1", ORDER)
    await slack.mention("U2", "ha detto no grazie", thread=offer.thread)
    assert offers_in(pizzeria.assistant) == [("bufala", "refused")]
    await slack.mention("U1", ORDER)
    assert pizzeria.last.verdict == "offer", "another thread is another guest"


async def test_pressed_twice_it_counts_once(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.dm("U1", ORDER)
    yes = next(iter(offer.buttons))
    posts = await slack.press(offer, yes, times=2)
    assert [post.text for post in posts[1:]] == [pizzeria.phrase("already", "it")]
    assert offers_in(pizzeria.assistant) == [("bufala", "accepted")]


async def test_yes_then_no_on_the_same_message_stays_a_yes(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.dm("U1", ORDER)
    late = slack._press(offer, "No, grazie", "U1")
    await slack.press(offer, next(iter(offer.buttons)))
    await slack.deliver("interactive", late)
    await slack.settled()
    assert offers_in(pizzeria.assistant) == [("bufala", "accepted")]


@pytest.mark.parametrize("impatient", [False, True])
async def test_delivered_three_times_answered_once(slack: FakeSlack, pizzeria: Overheard, impatient: bool) -> None:
    slack.impatient = impatient
    posts = await slack.dm("U1", ORDER, times=3)
    assert len(posts) == 1
    assert messages_in(pizzeria.assistant) == [ORDER]
    assert len(offers_in(pizzeria.assistant)) == 1


@pytest.mark.parametrize("door", DOORS)
async def test_a_restart_between_offer_and_press(door: str, tmp_path: Path) -> None:
    url = prepared("pizzeria", tmp_path / "memory.db")
    async with slack_service() as slack:
        async with slack_bot(slack, new_assistant("pizzeria", url)):
            offer = buttons(await said(slack, door, [ORDER]))
        after = new_assistant("pizzeria", url)
        async with slack_bot(slack, after):
            [answer] = await slack.press(offer, next(iter(offer.buttons)), user="U1")
            assert "bufala" in answer.text
            assert offers_in(after) == [("bufala", "accepted")]


async def test_an_answer_that_could_not_be_sent_is_sent_after_the_restart(tmp_path: Path) -> None:
    url = prepared("pizzeria", tmp_path / "memory.db")
    async with slack_service() as slack:
        slack.answer("chat.postMessage", {"ok": False, "error": "service_unavailable"}, status=503, times=4)
        async with slack_bot(slack, new_assistant("pizzeria", url)):
            assert await slack.dm("U1", ORDER) == []
        async with slack_bot(slack, new_assistant("pizzeria", url)):
            await slack.settled()
            [seen] = slack.posts
            await slack.press(seen, next(iter(seen.buttons)))
    assert offers_in(new_assistant("pizzeria", url)) == [("bufala", "accepted")]


@pytest.mark.parametrize("socket", [False, True])
async def test_a_crash_in_the_core(socket: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shop = fresh("pizzeria")
    clumsy = replace(shop, reader=Trips("pizzeria", BOT_TOKEN))
    with capture_logs() as logs:
        async with slack_house(clumsy, socket=socket) as slack:
            [offer] = await slack.dm("U1", ORDER)
            seen = await slack.dm("U1", "boom, il segreto di Rossi", times=3)
            assert [post.text for post in seen] == [shop.apology("it")]
            await slack.press(offer, next(iter(offer.buttons)))
    assert offers_in(shop) == [("bufala", "accepted")]
    assert_told(shop, logs, caplog.text)


def assert_told(shop: Assistant, logs: object, text: str) -> None:
    """The log has the cause, and nothing of what anybody said, nor a key."""
    assert isinstance(logs, list)
    causes = [entry for entry in logs if entry["event"] == "handler-failed"]
    assert {(cause["error"], cause["log_level"]) for cause in causes} == {("RuntimeError", "error")}
    assert any("rows.py" in place and "read" in place for place in causes[0]["where"])
    for secret in (*SECRETS, "segreto", "margherita", "boom"):
        assert secret not in f"{logs} {text}"


async def test_what_broke_is_answered_when_slack_sends_it_again(tmp_path: Path) -> None:
    """The crash takes the whole bot with it: Slack has no acknowledgement, and repeats."""
    url = prepared("pizzeria", tmp_path / "memory.db")
    text = f"boom {ORDER}"
    async with slack_service() as slack:
        async with slack_bot(slack, replace(new_assistant("pizzeria", url), reader=Trips("pizzeria"))):
            with capture_logs():
                await slack.dm("U1", text)
        payload = {"type": "message", "channel_type": "im", "channel": "DU1", "user": "U1", "text": text, "ts": slack.now()}
        after = new_assistant("pizzeria", url)
        async with slack_bot(slack, after):
            assert len(await slack.event(payload)) == 1
    assert offers_in(after) == [("bufala", "open")]


@pytest.mark.parametrize(
    ("said", "reason"),
    [("persona", "person-asked"), ("basta", "opted-out"), ("voglio parlare con una persona", "person-asked")],
)
async def test_words_that_are_commands(slack: FakeSlack, pizzeria: Overheard, said: str, reason: str) -> None:
    [seen] = await slack.dm("U1", said)
    assert pizzeria.last.hold
    assert pizzeria.last.hold["reason"] == reason
    assert pizzeria.last.hold["instead"] in seen.text


async def test_being_erased(slack: FakeSlack, pizzeria: Overheard) -> None:
    [offer] = await slack.dm("U1", ORDER)
    await slack.dm("U2", ORDER)
    [seen] = await slack.dm("U1", "cancella i miei dati", times=3)
    assert seen.text
    assert messages_in(pizzeria.assistant) == [ORDER]
    [answer] = await slack.press(offer, next(iter(offer.buttons)))
    assert answer.text
    assert offers_in(pizzeria.assistant) == [("bufala", "open")]


async def test_help_where_nothing_was_asked(slack: FakeSlack, pizzeria: Overheard) -> None:
    [seen] = await slack.command("U1", "/offer")
    assert seen.text == pizzeria.last.text
    [seen] = await slack.mention("U1", "")
    assert seen.text == pizzeria.last.text


async def test_a_drill_from_the_list_to_the_debrief(slack: FakeSlack, pizzeria: Overheard) -> None:
    [menu] = await slack.command("U1", "/drill")
    assert menu.channel == "DU1"
    [opening] = await slack.dm("U1", "4")
    assert opening.buttons
    [line] = await slack.dm("U1", "Buonasera! Come le piace la pizza, più delicata o dal gusto pieno?")
    assert line.text == pizzeria.last.text
    debrief = await slack.press(opening, next(iter(opening.buttons)))
    assert "15" in "\n".join(post.text for post in debrief)
    await slack.dm("U1", ORDER)
    assert pizzeria.last.verdict == "offer", "back at work"


async def test_where_another_company_reads_along_the_advice_is_private(slack: FakeSlack) -> None:
    posts = await slack.mention("U1", ORDER, shared=True)
    assert {post.only_for for post in posts} == {"U1"}
