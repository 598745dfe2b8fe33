"""Every event answered once in Slack, whatever breaks on the way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from bot.messages import Incoming
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import Pauses, slack_bot, slack_house, slack_service
from tests.adapters.fakes.slack import FakeSlack


def seen_in(slack: FakeSlack) -> list[str]:
    return [post.text for post in slack.posts]


@pytest.mark.parametrize("socket", [False, True])
async def test_delivered_three_times_posted_once(socket: bool) -> None:
    async with slack_house(FakeAssistant(), socket=socket) as slack:
        assert len(await slack.dm("U1", "ciao", times=3)) == 1


async def test_delivered_again_while_the_first_is_still_being_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.app.ACK_SECONDS", 0.05)
    async with slack_service() as slack, slack_bot(slack, FakeAssistant()) as bot:
        slack.impatient = True
        gate = slack.hold("chat.postMessage")
        sending = asyncio.create_task(slack.dm("U1", "ciao", times=3))
        await gate.reached.wait()
        while len(slack.statuses) < 3:
            await slack.acknowledged.wait()
            slack.acknowledged.clear()
        sweeping = asyncio.create_task(bot.redeliver())
        await asyncio.wait({sweeping}, timeout=0.05)
        gate.opened.set()
        await asyncio.gather(sending, sweeping)
        assert seen_in(slack) == ["echo ciao"]


async def test_answers_come_in_the_order_of_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.app.ACK_SECONDS", 0.05)
    async with slack_house(FakeAssistant()) as slack:
        gate = slack.hold("chat.postMessage")
        first = asyncio.create_task(slack.dm("U1", "uno"))
        await gate.reached.wait()
        await slack.acknowledged.wait()
        slack.settled, settled = _never, slack.settled
        elsewhere = [asyncio.create_task(slack.dm(user, text)) for user, text in (("U1", "due"), ("U2", "altrove"))]
        await asyncio.wait(elsewhere, timeout=0.2)
        gate.opened.set()
        await settled()
        for task in (first, *elsewhere):
            task.cancel()
        assert seen_in(slack) == ["echo altrove", "echo uno", "echo due"]


async def _never() -> None:
    await asyncio.Event().wait()


async def test_a_slow_answer_does_not_keep_slack_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.app.ACK_SECONDS", 0.05)
    async with slack_house(FakeAssistant()) as slack:
        slack.users.add("U1")
        gate = slack.hold("chat.postMessage")
        sending = asyncio.create_task(slack.dm("U1", "ciao"))
        await slack.acknowledged.wait()
        assert (slack.statuses, slack.posts) == ([200], [])
        gate.opened.set()
        assert [post.text for post in await sending] == ["echo ciao"]


@pytest.mark.parametrize("command", ["/offer", "/drill"])
async def test_a_command_is_acknowledged_before_any_work(command: str) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(incoming: Incoming) -> None:
        loop.call_soon_threadsafe(started.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)

    async with slack_house(FakeAssistant(before=work)) as slack:
        sending = asyncio.create_task(slack.command("U1", command, "ciao"))
        await started.wait()
        await slack.acknowledged.wait()
        assert (slack.statuses, slack.posts) == ([200], [])
        go_on.set()
        assert len(await sending) == 1


async def test_rate_limited_waits_as_long_as_slack_says() -> None:
    pauses = Pauses()
    async with slack_house(FakeAssistant(), pauses=pauses) as slack:
        limited = {"ok": False, "error": "ratelimited"}
        slack.answer("chat.postMessage", limited, status=429, headers={"Retry-After": "7"})
        [seen] = await slack.dm("U1", "ciao")
        assert (seen.text, pauses) == ("echo ciao", [7.0])


async def test_a_response_url_is_rate_limited_too() -> None:
    pauses = Pauses()
    async with slack_house(FakeAssistant(), pauses=pauses) as slack:
        slack.answer("response_url", {}, status=429, headers={"Retry-After": "3"})
        assert len(await slack.command("U1", "/offer", "ciao")) == 1
        assert pauses == [3.0]


@pytest.mark.parametrize("done", [True, False])
async def test_a_lost_answer_is_looked_up_before_posting_again(done: bool) -> None:
    async with slack_house(FakeAssistant()) as slack:
        slack.cut("chat.postMessage", done=done)
        await slack.dm("U1", "ciao")
        await slack.mention("U1", "e qui?")
        assert seen_in(slack) == ["echo ciao", "echo e qui?"]


@pytest.mark.parametrize("status", [500, 503])
async def test_slack_is_ill_for_a_moment(status: int) -> None:
    pauses = Pauses()
    async with slack_house(FakeAssistant(), pauses=pauses) as slack:
        slack.answer("chat.postMessage", {}, status=status, times=2)
        [seen] = await slack.dm("U1", "ciao")
        assert (seen.text, pauses) == ("echo ciao", [0.5, 2.0])


async def test_what_cannot_be_posted_now_is_posted_later() -> None:
    assistant = FakeAssistant()
    async with slack_service() as slack, slack_bot(slack, assistant) as bot:
        slack.answer("chat.postMessage", {"ok": False, "error": "service_unavailable"}, times=4)
        assert await slack.dm("U1", "ciao") == []
        await bot.redeliver()
        await bot.redeliver()
        assert seen_in(slack) == ["echo ciao"]


async def test_what_can_never_be_posted_is_given_up() -> None:
    assistant = FakeAssistant()
    with capture_logs() as logs:
        async with slack_service() as slack, slack_bot(slack, assistant) as bot:
            slack.answer("chat.postMessage", {"ok": False, "error": "restricted_action"})
            assert await slack.dm("U1", "ciao") == []
            await bot.redeliver()
            assert (slack.posts, assistant.pending("slack:T1")) == ([], [])
    assert ("undelivered", "restricted_action") in [(entry["event"], entry.get("reason")) for entry in logs]


@pytest.mark.parametrize("place", ["direct", "thread", "private"])
async def test_a_crash_between_answer_and_post(place: str) -> None:
    before = FakeAssistant()
    async with slack_service() as slack:
        slack.users.add("U1")
        async with slack_bot(slack, before):
            refusal = {"ok": False, "error": "service_unavailable"}
            for method, status in (("chat.postMessage", 200), ("response_url", 503)):
                slack.answer(method, refusal, status=status, times=4)
            await {
                "direct": lambda: slack.dm("U1", "ciao"),
                "thread": lambda: slack.mention("U1", "ciao"),
                "private": lambda: slack.command("U1", "/offer", "ciao"),
            }[place]()
            assert slack.posts == []
        slack._faults.clear()
        after = FakeAssistant(inbox=before.inbox)
        async with slack_bot(slack, after):
            [post] = slack.posts
            assert (post.text, post.only_for) == ("echo ciao", "U1" if place == "private" else None)
            assert (post.thread is not None) == (place == "thread")
        async with slack_bot(slack, FakeAssistant(inbox=after.inbox)):
            assert len(slack.posts) == 1


async def test_a_crash_between_post_and_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    before = FakeAssistant()
    monkeypatch.setattr(before, "delivered", lambda _: None)
    async with slack_service() as slack:
        async with slack_bot(slack, before):
            await slack.dm("U1", "ciao")
        async with slack_bot(slack, FakeAssistant(inbox=before.inbox)):
            assert seen_in(slack) == ["echo ciao"]


async def test_another_workspace_s_replies_are_not_ours() -> None:
    assistant = FakeAssistant()
    assistant.reply(Incoming("slack:T2:D1:U1", "ciao", at=datetime.now(UTC), event="slack:T2:Ev1"))
    async with slack_service() as slack, slack_bot(slack, assistant):
        assert slack.posts == []
