"""What to answer a message with: feelings first, then answers, then the choice. Refusal is looked at before acceptance (R17)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot import coaching, money, questions
from bot.absorb import SURE_NAME, Heard, settled_name
from bot.conversation import Conversation
from bot.messages import Section
from bot.pitch import Pitch, names, prepare, to_customer
from bot.voice import Voice, paragraph, sentence
from knowledge.advice import Advice, PastOffer, Proposal
from knowledge.advise import advise
from knowledge.catalogue import Catalogue
from knowledge.gates import CLEAR_NEED
from knowledge.relations import best_argument
from nlu.labels import OBJECTIONS
from nlu.reading import Reading

SURELY_ASKED = 0.6
SMALL_TALK = ("greet", "thank", "leave", "other")


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before it is addressed: its words, and what it proposes, asks or holds."""

    text: str
    conversation: Conversation
    verdict: str | None = None
    proposals: tuple[Proposal, ...] = ()
    question: dict[str, str] | None = None
    hold: dict[str, str] | None = None
    sections: tuple[Section, ...] = ()
    choices: tuple[str, ...] = field(default=())
    """Product ids to choose from, when the question is which one was meant."""
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one answer is made from."""

    catalogue: Catalogue
    heard: Heard
    voice: Voice
    history: tuple[PastOffer, ...]

    @property
    def reading(self) -> Reading:
        """What this message said."""
        return self.heard.reading

    @property
    def conversation(self) -> Conversation:
        """What is known after it."""
        return self.heard.conversation

    @property
    def rep(self) -> bool:
        """Whether a rep is asking, not a customer."""
        return self.conversation.role == "rep"

    def say(self, key: str, **values: object) -> str:
        """A sentence in the rep's or customer's wording, whichever there is."""
        mine = f"rep.{key}" if self.rep and self.voice.has(f"rep.{key}") else f"customer.{key}"
        return self.voice(mine, **values)


def respond(catalogue: Catalogue, heard: Heard, voice: Voice, history: tuple[PastOffer, ...]) -> Draft:
    """The answer to one message."""
    scene = Scene(catalogue, heard, voice, history)
    for attempt in (_foreign, _settled, _which_one, _objection, _held_or_answered, _small_talk, _propose):
        if draft := attempt(scene):
            return draft
    return _unclear(scene)


def _foreign(scene: Scene) -> Draft | None:
    """A language that is not spoken here: say so, in those that are."""
    if not any(fact.name == "foreign_language" for fact in scene.reading.facts):
        return None
    spoken = scene.catalogue.business.languages
    text = " ".join(Voice(language, "")("customer.languages-spoken") for language in spoken)
    return Draft(text, scene.conversation)


def _settled(scene: Scene) -> Draft | None:
    """Proposals on the table were answered."""
    outcomes = scene.heard.outcomes
    if not outcomes or scene.conversation.open_problem or scene.reading.has("opt-out", "ask-person", "cancel"):
        return None
    accepted = [each for each, outcome in outcomes if outcome == "accepted"]
    if accepted:
        return _accepted(scene, [each.product for each in accepted])
    answered = questions.answer(scene.catalogue, scene.conversation, scene.reading, scene.voice)
    if any(outcome == "later" for _, outcome in outcomes):
        later = scene.voice.joined([scene.catalogue.by_id[each.product].name.said(scene.voice.language) for each, _ in outcomes])
        text = scene.voice("rep.noted-later", name=later) if scene.rep else scene.voice("customer.later")
        return _hold(scene, "hesitant", text if not answered else paragraph(answered, text))
    if scene.reading.has("order", "change") and _basket(scene):
        return _hold(scene, "refused", paragraph(scene.voice("customer.refused-again"), _noted(scene)))
    return _hold(scene, "refused", answered)


def _accepted(scene: Scene, products: list[str]) -> Draft:
    names = scene.voice.joined([scene.catalogue.by_id[product].name.said(scene.voice.language) for product in products])
    if scene.rep:
        return Draft(scene.voice("rep.noted-accept", name=names), scene.conversation)
    recurring = scene.catalogue.by_id[products[0]].price.per not in (None, "use")
    said = scene.voice("customer.accepted-recurring" if recurring else "customer.accepted", name=names)
    answered = questions.answer(scene.catalogue, scene.conversation, scene.reading, scene.voice)
    return Draft(paragraph(said, answered or ("" if recurring else scene.voice("customer.accepted-more"))), scene.conversation)


def _which_one(scene: Scene) -> Draft | None:
    """A name that could mean several things: ask."""
    sure = any(len(mention.candidates) == 1 and mention.score >= SURE_NAME for mention in scene.reading.products)
    if sure or any(need.confidence >= CLEAR_NEED for need in scene.reading.needs):
        return None
    open_names = (m for m in scene.reading.products if settled_name(scene.catalogue, m) is None and m.status != "removed")
    mention = next(open_names, None)
    if (
        mention is None
        or scene.conversation.open_problem
        or any(m.product in mention.candidates and m is not mention for m in scene.reading.products)
    ):
        return None
    options = mention.candidates[:4]
    names = scene.voice.joined([scene.catalogue.by_id[product].name.said(scene.voice.language) for product in options], last="or")
    text = scene.voice("customer.ask-product", options=names)
    return Draft(
        text,
        replace(scene.conversation, asked_about="product"),
        "ask",
        question={"about": "product", "text": text},
        choices=options,
    )


def _objection(scene: Scene) -> Draft | None:
    """A reason against what is on the table, or one a rep reports: acknowledge, value or proof, a low-risk step. Never twice."""
    reading, conversation = scene.reading, scene.conversation
    if not reading.has("object") or reading.has("refuse", "complain", "report-problem", "cancel", "opt-out", "ask-person"):
        return None
    if _tells_a_need(reading):
        return None
    looked_at = () if reading.has("hesitate") else conversation.considering[-1:]
    about = [each.product for each in conversation.on_table] or list(looked_at)
    if not about and not (scene.rep and reading.objections and (conversation.verdict == "offer" or reading.products)):
        return None
    about = about or [mention.product for mention in reading.products]
    kind = reading.objections[0].name.removeprefix("objection-") if reading.objections else "need"
    if kind in conversation.objections and not scene.rep:
        dropped = replace(conversation, on_table=(), refused_here=True)
        return _hold(replace(scene, heard=replace(scene.heard, conversation=dropped)), "refused")
    return _answered_objection(scene, kind, about[0] if about else "")


def _tells_a_need(reading: Reading) -> bool:
    """A difficulty that is a need of the catalogue, more surely than an objection to it."""
    return max((need.confidence for need in reading.needs), default=0.0) > max(reading.confidence(*OBJECTIONS), 0.5)


def _answered_objection(scene: Scene, kind: str, product: str) -> Draft | None:
    voice, language = scene.voice, scene.voice.language
    found = coaching.expected_objection(scene.catalogue, product, kind)
    if found is None and scene.rep:
        return None
    value = [found.answer, found.step, found.question] if found else []
    lines = [voice(f"customer.objection-ack.{kind}"), *(sentence(each.said(language)) for each in value if each)]
    text = paragraph(*lines) if found else paragraph(lines[0], voice("customer.objection-unknown"))
    after = replace(scene.conversation, objections=(*scene.conversation.objections, kind))
    if not scene.rep:
        return Draft(text, after)
    part = Section("say", voice("rep.headings.say"), coaching.quoted(text, voice))
    return Draft(coaching.as_text(voice("rep.headings.answer"), (part,), voice), after, sections=(part,))


def _held_or_answered(scene: Scene) -> Draft | None:
    """A reason to hold now (a question is answered all the same), or a question that needs nothing more than its answer."""
    advice = _advise(scene)
    answered = questions.answer(scene.catalogue, scene.conversation, scene.reading, scene.voice)
    if advice.hold and advice.hold != "nothing-fits" and _touches(scene, advice.hold):
        return _hold(scene, advice.hold, answered)
    wants_more = _wants_more(scene.reading)
    if answered and not (wants_more and advice.verdict == "offer"):
        return Draft(answered, scene.conversation)
    if scene.reading.has("ask-product", "ask-price") and not answered and not wants_more:
        return Draft(scene.say("unknown"), scene.conversation)
    return None


def _wants_more(reading: Reading) -> bool:
    """Whether a message that asks something also asks for, or tells, what a proposal could be about."""
    if reading.has("order") or bool(reading.usages):
        return True
    asks, wants = reading.confidence("ask-product", "ask-price"), reading.confidence("ask-advice")
    return wants > asks or (bool(reading.needs) and asks < SURELY_ASKED)


def _touches(scene: Scene, hold: str) -> bool:
    """Whether a hold is worth saying: always when this message gives the reason or asks for a proposal, not over small talk."""
    reading = scene.reading
    if (
        hold in ("opted-out", "refused", "capped")
        and reading.has(*SMALL_TALK)
        and not reading.has("opt-out", "refuse", "order", "ask-advice")
    ):
        return False
    return not (reading.has(*SMALL_TALK) and len(reading.acts) == 1 and not reading.signals)


def _hold(scene: Scene, reason: str, answered: str | None = None) -> Draft:
    """Nothing is proposed; what to do instead, in the rep's or the customer's words."""
    voice, conversation = scene.voice, scene.conversation
    if scene.rep:
        instead = voice(f"hold.{reason}.rep", usage=_usage_words(scene, "hold-rep"))
        part = Section("instead", voice("rep.headings.instead"), instead)
        lines = [
            voice("rep.headings.hold"),
            *([coaching.headed(voice("rep.headings.answer"), answered, voice)] if answered else []),
        ]
        text = coaching.as_text("\n".join(lines), (part,), voice)
        parts = (*([Section("answer", voice("rep.headings.answer"), answered)] if answered else []), part)
        return Draft(text, _cleared(conversation), "hold", hold={"reason": reason, "instead": instead}, sections=parts)
    instead = voice(f"hold.{reason}.customer", **_hold_values(scene))
    said = paragraph(answered or "", instead if not (answered and reason in ("refused", "capped", "nothing-fits")) else "")
    return Draft(said, _cleared(conversation), "hold", hold={"reason": reason, "instead": instead})


def _cleared(conversation: Conversation) -> Conversation:
    return replace(conversation, on_table=())


def _hold_values(scene: Scene) -> dict[str, str]:
    contact = scene.catalogue.business.contact
    language = scene.voice.language
    owned = [*scene.conversation.owned, *scene.conversation.basket]
    return {
        "contact": contact.said(language) if contact else scene.voice("customer.contact-unknown"),
        "base": scene.catalogue.by_id[owned[-1].product].name.said(language) if owned else scene.catalogue.business.name,
        "usage": _usage_words(scene, "hold"),
        "noted": _noted(scene),
    }


def _usage_words(scene: Scene, where: str) -> str:
    """What was used and how often, from what was said (R24)."""
    prefix = "usage_count:"
    said = {name.removeprefix(prefix): value for name, value in scene.conversation.facts.items() if name.startswith(prefix)}
    counts = [str(scene.voice.find("usage-count")).format(what=what, count=count) for what, count in said.items()]
    if not counts:
        return ""
    key = "usage-reminder-rep" if where == "hold-rep" else "usage-reminder"
    return str(scene.voice.find(key)).format(usage=scene.voice.joined(counts))


def _small_talk(scene: Scene) -> Draft | None:
    """Greetings, thanks, goodbyes, and what is none of the shop's business."""
    reading = scene.reading
    acts = [label.name for label in reading.acts]
    if not acts or not set(acts) <= set(SMALL_TALK) or reading.products or reading.needs:
        return None
    key = {"greet": "greet", "thank": "thank", "leave": "bye", "other": "other"}[acts[0]]
    return Draft(scene.say(key, business=scene.catalogue.business.name), scene.conversation)


def _advise(scene: Scene) -> Advice:
    reading, conversation = scene.reading, scene.conversation
    asked = scene.rep or reading.has("ask-advice")
    at = conversation.last_at or datetime.now(UTC)
    return advise(scene.catalogue, conversation.to_customer(at, scene.history, asked=asked))


def _propose(scene: Scene) -> Draft | None:
    """The choice: offer, ask, or say that nothing fits."""
    reading = scene.reading
    moves_on = reading.has(
        "order", "change", "ask-advice", "inform", "accept", "hesitate", "refuse", "object", "ask-product", "ask-price"
    )
    if not (moves_on or reading.signals or reading.needs or reading.products or reading.usages or reading.amounts):
        return None
    advice = _advise(scene)
    if advice.verdict == "offer":
        return _offer(scene, advice)
    if advice.verdict == "ask":
        return _ask(scene, advice)
    return _hold(scene, advice.hold or "nothing-fits")


def _offer(scene: Scene, advice: Advice) -> Draft:
    catalogue, conversation, voice = scene.catalogue, scene.conversation, scene.voice
    pitches = [prepare(catalogue, conversation, proposal, voice) for proposal in advice.proposals]
    answered = (
        questions.answer(catalogue, conversation, scene.reading, voice) if scene.reading.has("ask-product", "ask-price") else None
    )
    unasked = not (scene.rep or scene.reading.has("ask-advice"))
    if scene.rep:
        return _coached(scene, advice, pitches, answered, unasked)
    text = paragraph(
        answered or "", to_customer(catalogue, conversation, pitches, voice, lead=answered is None and _opens(scene))
    )
    text = paragraph(text, _required(scene))
    return Draft(text, conversation, "offer", advice.proposals, unasked=unasked)


def _opens(scene: Scene) -> bool:
    """Whether this message gives something to take up: an order, a need, use against a limit."""
    reading = scene.reading
    return bool(reading.has("order", "change", "accept", "ask-advice") or reading.needs or reading.usages or reading.signals)


def _coached(scene: Scene, advice: Advice, pitches: list[Pitch], answered: str | None, unasked: bool) -> Draft:
    parts = coaching.sections(scene.catalogue, scene.conversation, pitches, scene.voice)
    if answered:
        parts = (Section("answer", scene.voice("rep.headings.answer"), answered), *parts)
    heading = coaching.headed(scene.voice("rep.headings.offer"), coaching.title(pitches, scene.voice), scene.voice)
    return Draft(
        coaching.as_text(heading, parts, scene.voice),
        scene.conversation,
        "offer",
        advice.proposals,
        sections=parts,
        unasked=unasked,
    )


def _required(scene: Scene) -> str:
    """What the purchase does not work without is said plainly (R9)."""
    language = scene.voice.language
    bought = {line.product for line in scene.conversation.basket}
    for complement in scene.catalogue.complements:
        if complement.required and complement.offer not in bought and bought & set(complement.to):
            base = next(product for product in complement.to if product in bought)
            needed = scene.catalogue.by_id[complement.offer]
            price = money.price(needed.price, scene.catalogue.business.currency, scene.voice)
            said = {"base": scene.catalogue.by_id[base].name.said(language), "name": needed.name.said(language)}
            return scene.voice("customer.required-note", price=price, **said)
    return ""


def _ask(scene: Scene, advice: Advice) -> Draft:
    if advice.suggested:
        return _suggest(scene, advice.suggested)
    voice, about = scene.voice, advice.ask_about or "goal"
    need = scene.catalogue.need_by_id.get(about)
    question = need.question.said(voice.language) if need and need.question else None
    if scene.rep:
        text = voice("rep.ask-line", question=question) if question else voice("rep.ask-goal")
    else:
        text = paragraph(voice("customer.ask-lead"), question) if question else voice("customer.ask-goal")
    if scene.conversation.asked_about == about and not scene.reading.has("ask-advice") and not scene.rep:
        return Draft(paragraph(_noted(scene)), scene.conversation)
    after = replace(scene.conversation, asked_about=about)
    part = (Section("ask", voice("rep.headings.ask"), text),) if scene.rep else ()
    return Draft(text, after, "ask", question={"about": about, "text": question or text}, sections=part)


def _suggest(scene: Scene, product: str) -> Draft:
    """Somebody with a need and nothing chosen: what answers it, and whether that is what they mean."""
    voice, offering = scene.voice, scene.catalogue.by_id[product]
    argument = best_argument(scene.catalogue, product, dict(scene.conversation.needs), scene.conversation.facts.get("industry"))
    name = offering.name.said(voice.language)
    benefit = sentence(argument.text.said(voice.language)) if argument else ""
    price = voice("customer.cross-price", price=money.price(offering.price, scene.catalogue.business.currency, voice))
    introduced = "" if benefit and names(benefit, name) else voice("customer.introduce-upsell", name=name)
    question = voice("customer.close-lookout")
    text = paragraph(introduced, benefit, price, question)
    after = replace(scene.conversation, asked_about="product", considering=(*scene.conversation.considering, product))
    part = (Section("say", voice("rep.headings.say"), coaching.quoted(text, voice)),) if scene.rep else ()
    said = coaching.as_text(coaching.headed(voice("rep.headings.offer"), name, voice), part, voice) if scene.rep else text
    return Draft(said, after, "ask", question={"about": "product", "text": question}, sections=part)


def _noted(scene: Scene) -> str:
    basket = _basket(scene)
    if scene.reading.has("order", "change") or any(m.status == "removed" for m in scene.reading.products):
        if basket:
            return scene.voice("customer.noted", basket=basket)
        return scene.voice("customer.noted-empty") if scene.reading.has("change") else scene.voice("customer.noted-inform")
    return scene.say("noted-inform")


def _basket(scene: Scene) -> str:
    language = scene.voice.language
    return scene.voice.joined(
        [
            (f"{line.quantity.normalize():f} × " if line.quantity != 1 else "")
            + scene.catalogue.by_id[line.product].name.said(language)
            for line in scene.conversation.basket
        ]
    )


def _unclear(scene: Scene) -> Draft:
    key = "rep.unclear" if scene.rep else "customer.ask-unclear"
    text = scene.voice(key)
    return Draft(text, scene.conversation, "ask", question={"about": "goal", "text": text})
