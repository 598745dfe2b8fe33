"""Reps: in Slack only /drill comes as a trainee; what follows comes as a rep's message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation import Conversation
from bot.drills.stage import ABANDONED, Stage
from bot.messages import Incoming
from tests.drills.conftest import START, Trainee


def rep(text: str, conversation: Conversation, after: timedelta = timedelta(seconds=20)) -> Incoming:
    return Incoming(conversation.id, text, (conversation.last_at or START) + after, "rep")


class TestReps:
    """In Slack only /drill comes as a trainee; what follows comes as a rep's message."""

    def test_a_running_drill_is_spoken_to(self, trainee: Trainee) -> None:
        trainee.plays("it-falegname")
        assert trainee.stage.wants(rep("Come vanno i conti?", trainee.conversation), trainee.conversation)

    def test_not_any_more_after_hours(self, trainee: Trainee) -> None:
        trainee.plays("it-falegname")
        assert not trainee.stage.wants(rep("Cliente con 5 utenti", trainee.conversation, ABANDONED), trainee.conversation)

    def test_the_list_is_answered_and_other_things_are_not(self, trainee: Trainee) -> None:
        trainee.says(command="drill")
        assert trainee.stage.wants(rep("2", trainee.conversation), trainee.conversation)
        assert trainee.stage.wants(rep("a caso", trainee.conversation), trainee.conversation)
        assert not trainee.stage.wants(rep("Ho un cliente che vuole il piano Pro", trainee.conversation), trainee.conversation)

    def test_a_number_later_on_is_no_choice(self, trainee: Trainee) -> None:
        trainee.plays("it-falegname", ["fine"])
        moved_on = replace(trainee.conversation, last_at=trainee.at + timedelta(minutes=1))
        assert not trainee.stage.wants(rep("2", moved_on), moved_on)
        assert trainee.stage.wants(rep("segno 4 sì", moved_on), moved_on)

    def test_who_never_asked_is_left_alone(self, stage: Stage) -> None:
        conversation = Conversation("c1", "rep")
        assert not stage.wants(rep("2", conversation), conversation)
        assert stage.wants(replace(rep("", conversation), command="drill"), conversation)
        assert stage.wants(replace(rep("", conversation), action="drill-2"), conversation)
