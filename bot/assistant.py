"""One message, one walk: read → remember → decide → phrase → store. Synchronous; adapters call it from threads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from threading import Lock
from typing import Protocol
from weakref import WeakValueDictionary

import structlog

from bot.absorb import Heard, absorb
from bot.basket import accept
from bot.binding import Outcome
from bot.conversation import Conversation, OnTable, with_line
from bot.drills.stage import Stage
from bot.memory import Memory, NewOffer, Turn
from bot.messages import Action, Incoming, Offered, OfferedPrice, OfferedReason, Reply, Understood
from bot.parts import by_parts
from bot.respond import respond
from bot.scene import Draft
from bot.voice import Voice, languages
from knowledge.advice import Proposal
from knowledge.catalogue import Catalogue
from knowledge.relations import steps_above
from nlu.reading import Reading

log = structlog.get_logger()
CENT = Decimal("0.01")


class Reads(Protocol):
    """The port of understanding: any reader that gives a `Reading`."""

    def read(self, text: str, at: datetime, language: str | None = None, context: Sequence[str] = ()) -> Reading:
        """What the message says; `language` is the conversation's so far, `context` the products spoken of."""


class _Key:
    """A lock that is forgotten once nobody holds it."""

    def __init__(self) -> None:
        self.lock = Lock()


@dataclass
class Assistant:
    """Answers messages about one catalogue, for reps, customers and trainees."""

    catalogue: Catalogue
    name: str
    reader: Reads
    memory: Memory
    stage: Stage

    def __post_init__(self) -> None:
        self._keys: WeakValueDictionary[str, _Key] = WeakValueDictionary()
        self._guard = Lock()
        self._seen: set[str] = set()

    def reply(self, incoming: Incoming) -> Reply | None:
        """The answer, stored under `incoming.event`; None when that event was answered and delivered already."""
        with self._guard:
            key = self._keys.setdefault(incoming.conversation, _Key())
        with key.lock, self.memory.turn():
            return self._reply_once(incoming)

    def _reply_once(self, incoming: Incoming) -> Reply | None:
        incoming = replace(incoming, text=keepable(incoming.text))
        if incoming.event:
            mine, reply = self.memory.claim(incoming.event, incoming.at)
            if not mine:
                return reply
        conversation = self._conversation(incoming)
        turn = self._turn(incoming, conversation)
        if turn is None:
            self.memory.forget(incoming.conversation, conversation.customer)
            _, language = self._said_command(incoming.text, conversation)
            voice = self._voice(replace(conversation, language=language))
            return Reply(incoming.conversation, voice.language, voice("customer.erased"))
        self.memory.store(turn)
        return turn.reply

    def delivered(self, event: str) -> None:
        """The stored reply has reached the person."""
        self.memory.delivered(event, datetime.now(UTC))

    def pending(self, channel: str) -> Sequence[tuple[str, Reply]]:
        """Replies of a channel that were computed and never delivered."""
        return self.memory.pending(channel)

    def apology(self, language: str | None) -> str:
        """What to say when something broke."""
        return Voice(language or self.catalogue.business.language, "")("apology")

    def phrase(self, key: str, language: str | None) -> str:
        """Small wording of an interface."""
        voice = Voice(language or self.catalogue.business.language, "")
        return voice(f"buttons.{key}") if voice.has(f"buttons.{key}") else voice(f"customer.{key}")

    def _conversation(self, incoming: Incoming) -> Conversation:
        """The conversation so far, with what is known of the customer from others."""
        stored = self.memory.conversation(incoming.conversation, self.name)
        if stored and self._is_replay(incoming, stored):
            self.memory.forget(incoming.conversation)
            stored = None
        self._seen.add(incoming.conversation)
        conversation = stored or Conversation(incoming.conversation, incoming.role, spoken(incoming.language))
        customer = incoming.customer or conversation.customer
        opted_out = conversation.opted_out or self.memory.opted_out(customer)
        conversation = replace(conversation.known_in(self.catalogue), role=incoming.role, customer=customer, opted_out=opted_out)
        for product in self.memory.owned(customer, incoming.conversation, self.name):
            if product in self.catalogue.by_id:
                conversation = replace(conversation, owned=with_line(conversation.owned, product, None))
        return conversation.at_work(incoming.at)

    def _is_replay(self, incoming: Incoming, stored: Conversation) -> bool:
        """A script that is run again after a restart: no event key, nobody known behind it, and its first line once more."""
        nobody = incoming.event is None and incoming.action is None and incoming.customer is None and stored.customer is None
        again = nobody and not stored.opted_out and incoming.conversation not in self._seen
        return again and self.memory.first_text(incoming.conversation) == incoming.text

    def _turn(self, incoming: Incoming, conversation: Conversation) -> Turn | None:
        """What this message changes; None when it asks for everything to be forgotten."""
        word, language = self._said_command(incoming.text, conversation)
        command = incoming.command or word
        conversation = replace(conversation, language=language)
        if command == "erase":
            return None
        rehearsing = incoming.role == "rep" and (command == "drill" or self.stage.wants(incoming, conversation))
        if incoming.role == "trainee" or rehearsing:
            return self._drill(incoming, conversation)
        if incoming.action:
            return self._pressed(incoming, replace(conversation, last_at=incoming.at))
        if command:
            return self._commanded(incoming, replace(conversation, last_at=incoming.at), command)
        return self._answered(incoming, conversation)

    def _said_command(self, text: str, conversation: Conversation) -> tuple[str | None, str | None]:
        """A command given as a word, as the disclosure says one can, and the language for its answer: until we have met, the word's."""
        said, known = text.strip().strip('.!«»“”"').casefold(), conversation.language
        for language in dict.fromkeys([*([known] if known else []), *self.catalogue.business.languages]):
            for command, words in Voice(language, "").find("commands").items():
                if said in words:
                    return str(command), known if conversation.met else language
        return None, known

    def _answered(self, incoming: Incoming, conversation: Conversation) -> Turn:
        context = (*(each.product for each in conversation.on_table), *conversation.considering, *_products(conversation))
        language = conversation.language

        def read(text: str) -> Reading:
            return self.reader.read(text, incoming.at, language, context)

        reading = by_parts(read(incoming.text), read, rep=incoming.role == "rep", on_table=bool(conversation.on_table))
        for note in reading.notes:
            log.debug("reading", note=note)
        heard = absorb(conversation, reading, self.catalogue, incoming.at)
        voice = self._voice(heard.conversation)
        history = self.memory.history(incoming.conversation, conversation.customer, self.name, conversation.since)
        draft = respond(self.catalogue, heard, voice, history)
        return self._finish(incoming, heard, draft, voice, already=len(history))

    def _finish(self, incoming: Incoming, heard: Heard, draft: Draft, voice: Voice, *, already: int) -> Turn:
        offers = [self._new_offer(incoming, proposal, draft, voice, already + i) for i, proposal in enumerate(draft.proposals)]
        text = draft.text if draft.conversation.met else paragraph_break(draft.text, self._introduction(incoming, voice))
        on_table = tuple(OnTable(o.id, o.offered.product, o.offered.move, o.offered.replaces) for o in offers)
        after = replace(
            draft.conversation,
            met=True,
            spoken=dict(voice.spoken),
            on_table=on_table or draft.conversation.on_table,
            choices=draft.choices,
            verdict=draft.verdict,
        )
        reply = Reply(
            conversation=incoming.conversation,
            language=voice.language,
            text=text,
            verdict=draft.verdict,  # type: ignore[arg-type]
            offers=tuple(offer.offered for offer in offers),
            question=draft.question,
            hold=draft.hold,
            understood=understood(heard.reading, after),
            actions=(*_offer_actions(offers, voice), *self._choice_actions(draft, voice)),
            sections=draft.sections,
        )
        outcomes = [(each.offer, outcome) for each, outcome in heard.outcomes]
        return Turn(incoming, self.name, after, reply, offers, outcomes)

    def _new_offer(self, incoming: Incoming, proposal: Proposal, draft: Draft, voice: Voice, number: int) -> NewOffer:
        digest = hashlib.sha256(f"{incoming.conversation}\n{number}\n{proposal.product}".encode()).hexdigest()[:20]
        return NewOffer(digest, self._offered(proposal, voice), proposal.need, draft.unasked)

    def _offered(self, proposal: Proposal, voice: Voice) -> Offered:
        offering = self.catalogue.by_id[proposal.product]
        adds = proposal.adds.quantize(CENT) if proposal.adds is not None else None
        price = (
            OfferedPrice(adds, self.catalogue.business.currency, offering.price.per, offering.price.each)
            if adds is not None
            else None
        )
        reasons = tuple(OfferedReason(reason.rule, reason.text) for reason in proposal.reasons)
        return Offered(
            proposal.product, offering.name.said(voice.language), proposal.move, proposal.kind, proposal.lever,
            proposal.replaces, proposal.completes, price, reasons, proposal.score,
        )  # fmt: skip

    def _choice_actions(self, draft: Draft, voice: Voice) -> tuple[Action, ...]:
        names = (self.catalogue.by_id[product].name.said(voice.language) for product in draft.choices)
        return tuple(Action(f"choose-{index}", name) for index, name in enumerate(names))

    def _introduction(self, incoming: Incoming, voice: Voice) -> str:
        """At first contact a customer is told who is speaking, and how to stop it (promise 8)."""
        return voice("customer.disclosure", business=self.catalogue.business.name) if incoming.role == "customer" else ""

    def _pressed(self, incoming: Incoming, conversation: Conversation) -> Turn:
        """A button: an offer's answer, or the choice of what was meant. Pressed twice, it counts once."""
        kind, _, rest = (incoming.action or "").partition("-")
        if kind == "choose" and rest.isdigit() and int(rest) < len(conversation.choices):
            name = self.catalogue.by_id[conversation.choices[int(rest)]].name.said(self._language(conversation))
            return self._answered(replace(incoming, text=name, action=None), replace(conversation, choices=()))
        on_table = next((each for each in conversation.on_table if each.offer == rest), None)
        each = on_table or self._covered(rest, conversation)
        outcomes: dict[str, Outcome] = {"yes": "accepted", "later": "later", "no": "refused"}
        if each is None or kind not in outcomes:
            return self._plain(incoming, conversation, "buttons.already")
        return self._settled(incoming, conversation, each, outcomes[kind])

    def _covered(self, offer: str, conversation: Conversation) -> OnTable | None:
        """An offer that a later one has covered: still open, and what it replaces is what the basket has of its ladder."""
        each = self.memory.offer(offer, conversation.id)
        if each is None or each.product not in self.catalogue.by_id or each.move != "upsell":
            return each if each and each.product in self.catalogue.by_id else None
        had = [line.product for line in conversation.basket]
        below = (p for p in had if any(ladder.steps[i].offering == each.product for ladder, i in steps_above(self.catalogue, p)))
        return replace(each, replaces=next(below, None))

    def _settled(self, incoming: Incoming, conversation: Conversation, each: OnTable, outcome: Outcome) -> Turn:
        voice = self._voice(conversation)
        name = self.catalogue.by_id[each.product].name.said(voice.language)
        after = accept(conversation, each) if outcome == "accepted" else conversation
        refused = after.refused_here or outcome == "refused"
        after = replace(after, on_table=(), refused_here=refused)
        rep = incoming.role == "rep"
        keys = {
            "accepted": "rep.noted-accept" if rep else "customer.accepted",
            "later": "rep.noted-later" if rep else "customer.later",
        }
        if outcome == "refused":
            key = "hold.refused.rep" if rep else "hold.refused.customer"
            said = voice(key)
            hold = {"reason": "refused", "instead": said}
            reply = Reply(incoming.conversation, voice.language, said, "hold", hold=hold)
        else:
            reply = Reply(incoming.conversation, voice.language, voice(keys[outcome], name=name))
        return Turn(incoming, self.name, replace(after, spoken=dict(voice.spoken)), reply, (), [(each.offer, outcome)])

    def _commanded(self, incoming: Incoming, conversation: Conversation, command: str) -> Turn:
        voice = self._voice(conversation)
        if command == "stop":
            said = voice("customer.opted-out")
            text = paragraph_break(said, "" if conversation.met else self._introduction(incoming, voice))
            reply = Reply(incoming.conversation, voice.language, text, "hold", hold={"reason": "opted-out", "instead": said})
            return Turn(incoming, self.name, replace(conversation, opted_out=True, on_table=(), met=True), reply)
        if command == "human":
            contact = self.catalogue.business.contact
            said = voice(
                "customer.person", contact=contact.said(voice.language) if contact else voice("customer.contact-unknown")
            )
            text = paragraph_break(said, "" if conversation.met else self._introduction(incoming, voice))
            reply = Reply(incoming.conversation, voice.language, text, "hold", hold={"reason": "person-asked", "instead": said})
            return Turn(incoming, self.name, replace(conversation, met=True), reply)
        side = "rep" if incoming.role == "rep" else "customer"
        greeting = voice(f"{side}.help" if command == "help" else f"{side}.greet")
        text = paragraph_break(greeting, self._introduction(incoming, voice))
        return Turn(incoming, self.name, replace(conversation, met=True), Reply(incoming.conversation, voice.language, text))

    def _plain(self, incoming: Incoming, conversation: Conversation, key: str) -> Turn:
        voice = self._voice(conversation)
        return Turn(incoming, self.name, conversation, Reply(incoming.conversation, voice.language, voice(key)))

    def _drill(self, incoming: Incoming, conversation: Conversation) -> Turn:
        after, reply = self.stage.reply(incoming, replace(conversation, role="trainee", last_at=incoming.at))
        return Turn(incoming, self.name, after, reply)

    def _voice(self, conversation: Conversation) -> Voice:
        return Voice(self._language(conversation), conversation.id, dict(conversation.spoken))

    def _language(self, conversation: Conversation) -> str:
        return conversation.language or self.catalogue.business.language


def spoken(hint: str | None) -> str | None:
    """A hinted language when there is a voice for it: "fr-CA" is French, "de" none."""
    language = (hint or "").partition("-")[0].lower()
    return language if language in languages() else None


def keepable(text: str) -> str:
    """Without what databases and tokenizers refuse: NUL, and half of a surrogate pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def paragraph_break(*parts: str) -> str:
    """Paragraphs one below the other."""
    return "\n\n".join(part for part in parts if part)


def understood(reading: Reading, conversation: Conversation) -> Understood:
    """What was heard in this message, and the facts known by now."""
    facts = {**conversation.facts, "signals": sorted(conversation.signals)} if conversation.signals else dict(conversation.facts)
    return Understood(
        acts=tuple(label.name for label in reading.acts),
        products=tuple(dict.fromkeys(mention.product for mention in reading.products)),
        needs=tuple(match.need for match in reading.needs),
        facts=facts,
    )


def _products(conversation: Conversation) -> tuple[str, ...]:
    return tuple(line.product for line in (*conversation.basket, *conversation.owned))


def _offer_actions(offers: Sequence[NewOffer], voice: Voice) -> tuple[Action, ...]:
    yes = [Action(f"yes-{o.id}", voice("buttons.accept-named", name=o.offered.name), "accept") for o in offers]
    if not offers:
        return ()
    first = offers[0].id
    return (
        *yes,
        Action(f"later-{first}", voice("buttons.later"), "later"),
        Action(f"no-{first}", voice("buttons.refuse"), "refuse"),
    )
