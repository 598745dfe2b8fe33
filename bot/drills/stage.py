"""The drill's place in the conversation: the list, the customer's lines, the debrief, a trainer's marks."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.conversation import Conversation
from bot.drills import library, rehearsal, wishes
from bot.drills.cues import languages, wording
from bot.drills.customer import react
from bot.drills.debrief import Debrief
from bot.drills.ear import Ear
from bot.drills.hearing import hear
from bot.drills.menu import listing, opening, spoken
from bot.drills.play import Play
from bot.drills.rehearsal import Library, Rehearsal
from bot.drills.shop import OpenShop
from bot.drills.wishes import Wish
from bot.messages import Action, Incoming, Reply, Section
from knowledge.problems import KnowledgeError

ABANDONED = timedelta(hours=2)
"""After so long a message of a rep is no longer meant for the customer of a drill."""
Turned = tuple[Rehearsal, Reply]


@dataclass
class Stage:
    """Plays drills. `language` is the list's until the trainee shows another."""

    open_shop: OpenShop
    ear: Ear = field(default_factory=Ear)
    language: str = "en"
    folder: Path = library.FOLDER
    _library: Library = field(init=False)

    def __post_init__(self) -> None:
        self._library = Library(self.open_shop, self.folder, self.ear)

    def wants(self, incoming: Incoming, conversation: Conversation) -> bool:
        """Whether a message of a rep is for the drill: one is running, or it answers the list or the debrief."""
        if wishes.asks_for_drill(incoming):
            return True
        if not conversation.drill:
            return False
        known = self._known(incoming, conversation)
        if known.running:
            return known.at is not None and incoming.at - known.at < ABANDONED
        wish = self._wish(incoming, known)
        return wish is not None and (wish.kind == "mark" or known.at == conversation.last_at)

    def reply(self, incoming: Incoming, conversation: Conversation) -> tuple[Conversation, Reply]:
        """The conversation after a message, and the answer: the customer's next line, the list or the debrief."""
        known = self._known(incoming, conversation)
        after, reply = self._answer(incoming, known, self._wish(incoming, known))
        return replace(conversation, drill=rehearsal.to_json(replace(after, at=incoming.at)), met=True), reply

    def _known(self, incoming: Incoming, conversation: Conversation) -> Rehearsal:
        spoken = next((each for each in (conversation.language, incoming.language, self.language) if each in languages()), "en")
        return rehearsal.from_json(conversation.drill, spoken, self._library.scenarios)

    def _wish(self, incoming: Incoming, known: Rehearsal) -> Wish | None:
        scenarios = self._library.scenarios
        if incoming.action:
            return wishes.pressed(incoming.action, list(scenarios))
        if incoming.command and not (incoming.command == "drill" and incoming.text.strip()):
            return Wish("end" if incoming.command == "stop" else "list")
        said = wishes.said(incoming.text, known.language if known.running else None)
        if said and (said.kind in ("list", "end") or not known.running or (known.menu and said.kind == "random")):
            return said
        marked = wishes.marking(incoming.text) if known.finished else None
        choosing = not known.running or known.menu or incoming.command == "drill"
        return marked or (wishes.chosen(incoming.text, scenarios) if choosing else None)

    def _answer(self, incoming: Incoming, known: Rehearsal, wish: Wish | None) -> Turned:
        play = known.play
        if wish is None:
            return (
                self._played(incoming, known, play)
                if play and known.running and not incoming.action
                else self._menu(incoming, known)
            )
        if wish.kind in ("pick", "random"):
            return self._started(incoming, known, wish)
        if wish.kind == "end" and play and known.running:
            return self._debriefed(incoming, known, replace(play, over="ended"), "")
        if wish.kind == "score" and play and known.finished:
            return self._debriefed(incoming, known, play, "")
        if wish.kind == "mark" and play:
            return self._marked(incoming, known, play, wish)
        return self._menu(incoming, replace(known, language=wish.language or known.language), asked=True)

    def _menu(self, incoming: Incoming, known: Rehearsal, *, asked: bool = False) -> Turned:
        text, actions = listing(self._library.scenarios, known, missed=bool(incoming.text.strip()) and known.menu and not asked)
        return replace(known, menu=True), Reply(incoming.conversation, known.language, text, actions=actions)

    def _started(self, incoming: Incoming, known: Rehearsal, wish: Wish) -> Turned:
        name = wish.scenario or self._drawn(incoming.conversation, known, wish.language or known.language)
        if name is None:
            return self._menu(incoming, known)
        scenario = self._library.scenarios[name]
        try:
            self._library.shop(name)
        except KnowledgeError as error:
            text = wording(known.language)["broken"].format(problem=str(error).splitlines()[0])
            return replace(known, menu=True), Reply(incoming.conversation, known.language, text)
        play = Play(name, scenario.patience, scenario.trust)
        line = spoken(scenario, "opening", _seed(incoming, known), 0)
        after = Rehearsal(scenario.language, False, (*known.played, name), play)
        return after, Reply(incoming.conversation, scenario.language, opening(scenario, line), actions=_end(scenario.language))

    def _drawn(self, conversation: str, known: Rehearsal, language: str) -> str | None:
        """A scenario in this language not played yet; by lot, and the lot is the conversation's."""
        everything = list(self._library.scenarios)
        mine = [name for name in everything if self._library.scenarios[name].language == language] or everything
        fresh = [name for name in mine if name not in known.played] or mine
        return fresh[zlib.crc32(f"{conversation} {len(known.played)}".encode()) % len(fresh)] if fresh else None

    def _played(self, incoming: Incoming, known: Rehearsal, play: Play) -> Turned:
        shop, truth = self._library.shop(play.scenario)
        deed = hear(incoming.text, shop, truth, incoming.at, play.proposed)
        after = react(shop.scenario, play, incoming.text, deed)
        key = after.turns[-1].line
        line = spoken(shop.scenario, key, _seed(incoming, known), after.said[key] - 1)
        if after.over:
            return self._debriefed(incoming, known, after, line)
        return replace(known, play=after, menu=False), Reply(incoming.conversation, known.language, line)

    def _debriefed(self, incoming: Incoming, known: Rehearsal, play: Play, line: str) -> Turned:
        shop, _ = self._library.shop(play.scenario)
        words = wording(shop.language)
        last = (Section("answer", shop.scenario.persona.name, line),) if line else ()
        told = Debrief(shop, play).sections()
        text = "\n\n".join([*([line] if line else []), *(f"{each.heading}\n{each.text}" for each in told), words["again"]])
        sections = (*last, *told, Section("note", "", words["again"]))
        after = replace(known, play=play, menu=True, language=shop.language)
        return after, Reply(incoming.conversation, shop.language, text, sections=sections, actions=_another(shop.language))

    def _marked(self, incoming: Incoming, known: Rehearsal, play: Play, wish: Wish) -> Turned:
        if not wish.number or not play.turns:
            text = wording(known.language)["bad-mark"]
            return known, Reply(incoming.conversation, known.language, text)
        play = replace(play, overrides={**play.overrides, wish.number: (wish.yes, wish.reason)})
        shop, _ = self._library.shop(play.scenario)
        text = Debrief(shop, play).overridden(wish.number)
        return replace(known, play=play), Reply(
            incoming.conversation, shop.language, text, sections=(Section("score", "", text),)
        )


def _seed(incoming: Incoming, known: Rehearsal) -> str:
    """What decides a drill's variants: the conversation, and how many scenarios were started before it."""
    return f"{incoming.conversation} {len(known.played) - known.running}"


def _end(language: str) -> tuple[Action, ...]:
    return (Action("drill-end", wording(language)["menu"]["button-end"]),)


def _another(language: str) -> tuple[Action, ...]:
    return (Action("drill-random", wording(language)["menu"]["button-random"]),)
