"""What to answer a message with: feelings first, then answers, then the choice. Refusal is looked at before acceptance (R17)."""

from __future__ import annotations

from dataclasses import replace

from bot import coaching, contents, questions
from bot.absorb import Heard
from bot.basket import settled_name
from bot.binding import SURE_NAME, agrees, asks, cued
from bot.confirming import confirmed, open_question, taken
from bot.holding import hold, is_worth_saying, only_asks
from bot.messages import Section
from bot.mood import is_solved
from bot.pitch import Pitch, again, benefit_of, prepare, requirement, to_customer
from bot.proposing import asked_product
from bot.scene import Draft, Scene
from bot.voice import Voice, paragraph, sentence
from knowledge.advice import Advice, PastOffer
from knowledge.advise import advise, proposed_again
from knowledge.catalogue import Catalogue
from knowledge.evidence import CLEAR_NEED
from knowledge.relations import answered_needs
from nlu.labels import OBJECTIONS
from nlu.reading import Reading

SURELY_ASKED = 0.6
FAINT_OBJECTION = 0.6
"""An objection less sure than this, of no kind that is known, gives way to a need that speaks for what was offered."""
A_REMARK = 4
"""Words from which a message tells something."""
SMALL_TALK = ("greet", "thank", "leave", "other")


def respond(catalogue: Catalogue, heard: Heard, voice: Voice, history: tuple[PastOffer, ...]) -> Draft:
    """The answer to one message."""
    scene = Scene(catalogue, heard, voice, history)
    attempts = (
        _foreign, _beyond, _diet, _settled, _undone, _which_of_two, _which_one, asked_product, _over, _circumstance,
        _objection, _held_or_answered, _small_talk, _still_proposed, _propose,
    )  # fmt: skip
    for attempt in attempts:
        if draft := attempt(scene):
            return draft
    return open_question(scene)


def _foreign(scene: Scene) -> Draft | None:
    """A language that is not spoken here: say so, in those that are."""
    if not any(fact.name == "foreign_language" for fact in scene.reading.facts):
        return None
    spoken = scene.catalogue.business.languages
    text = " ".join(Voice(language, "")("customer.languages-spoken") for language in spoken)
    return Draft(text, scene.conversation)


def _beyond(scene: Scene) -> Draft | None:
    """A health matter, or whether this is a machine: before any selling."""
    text = None if scene.rep else questions.beyond(scene.catalogue, scene.reading, scene.voice)
    return Draft(text, replace(scene.conversation, on_table=())) if text else None


def _diet(scene: Scene) -> Draft | None:
    """What a customer cannot or will not eat: what is ordered is confirmed, what the owner says of it is told, nothing is proposed."""
    told = None if scene.rep or scene.heard.outcomes else questions.diet(scene.catalogue, scene.reading, scene.voice)
    if told is None or any(need.confidence >= CLEAR_NEED for need in scene.reading.needs if not scene.heard.ordered):
        return None
    return Draft(paragraph(confirmed(scene), told), replace(scene.conversation, on_table=(), nothing_more=True))


def _settled(scene: Scene) -> Draft | None:
    """Proposals on the table were answered."""
    outcomes = scene.heard.outcomes
    if not outcomes or scene.conversation.open_problem or scene.reading.has("opt-out", "ask-person", "cancel"):
        return None
    accepted = [each.product for each, outcome in outcomes if outcome == "accepted"]
    answered = _answer(scene)
    if accepted:
        return taken(scene, accepted, answered)
    if any(outcome == "later" for _, outcome in outcomes):
        later = scene.names(each.product for each, _ in outcomes)
        text = scene.voice("rep.noted-later", name=later) if scene.rep else scene.voice("customer.later")
        return hold(scene, "hesitant", text if not answered else paragraph(answered, text))
    if _wish_beside_a_no(scene):
        return None
    return hold(scene, "refused", answered)


def _wish_beside_a_no(scene: Scene) -> bool:
    """One proposal was turned down together with its topic, and something else was wished for in the same breath."""
    return not scene.reading.has("refuse") and any(not need.negated for need in scene.reading.needs)


def _answer(scene: Scene) -> str | None:
    return questions.answer(scene.catalogue, scene.conversation, scene.reading, scene.voice)


def _undone(scene: Scene) -> Draft | None:
    """What was ordered last was taken back."""
    if not scene.heard.dropped or scene.reading.products or not cued(scene.reading, "undo"):
        return None
    return Draft(confirmed(scene), scene.conversation)


def _which_of_two(scene: Scene) -> Draft | None:
    """A yes where two things were offered: which of them?"""
    table = [each.product for each in scene.conversation.on_table]
    if len(table) < 2 or scene.heard.outcomes or scene.heard.ordered or scene.reading.products or not agrees(scene.reading):
        return None
    text = scene.voice("customer.ask-product", options=scene.names(table, last="or"))
    return Draft(text, scene.conversation, "ask", question={"about": "product", "text": text}, choices=tuple(table))


def _over(scene: Scene) -> Draft | None:
    """The problem is solved, and nothing else is said."""
    reading = scene.reading
    told = (
        reading.products
        or reading.needs
        or asks(reading)
        or reading.has("order", "change", "accept", "cancel", "opt-out", "ask-person")
    )
    if scene.rep or told or not is_solved(reading) or scene.conversation.open_problem or reading.has("refuse", "thank"):
        return None
    return Draft(scene.voice("customer.solved"), scene.conversation)


def _circumstance(scene: Scene) -> Draft | None:
    """Something about themselves that the owner has an answer to: information, and nothing is ordered or taken off."""
    reading, heard = scene.reading, scene.heard
    busy = reading.products or heard.ordered or heard.outcomes or scene.conversation.open_problem or asks(reading)
    if (
        scene.rep
        or busy
        or not reading.has("inform", "change")
        or reading.has("refuse", "accept", "cancel", "complain", "opt-out")
    ):
        return None
    if any(need.confidence >= CLEAR_NEED for need in reading.needs):
        return None
    answered = questions.told(scene.catalogue, reading, scene.voice)
    return Draft(answered, scene.conversation) if answered else None


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
    text = scene.voice("customer.ask-product", options=scene.names(options, last="or"))
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
    if not reading.has("object") or reading.has(
        "refuse", "postpone", "complain", "report-problem", "cancel", "opt-out", "ask-person"
    ):
        return None
    if _tells_a_need(scene):
        return None
    looked_at = () if reading.has("hesitate") else conversation.considering[-1:]
    about = [each.product for each in conversation.on_table] or list(looked_at)
    reported = scene.rep and (conversation.verdict == "offer" or reading.products or cued(reading, "reported"))
    if not about and not (reported and reading.objections):
        return None
    about = about or [mention.product for mention in reading.products]
    kind = reading.objections[0].name.removeprefix("objection-") if reading.objections else "need"
    if kind in conversation.objections and not scene.rep:
        dropped = replace(conversation, on_table=(), refused_here=True)
        return hold(replace(scene, heard=replace(scene.heard, conversation=dropped)), "refused")
    return _answered_objection(scene, kind, about[0] if about else "")


def _tells_a_need(scene: Scene) -> bool:
    """A difficulty that is a need of the catalogue, more surely than an objection to it; or a reason for what is on the table."""
    reading = scene.reading
    told = {need.need for need in reading.needs if not need.negated}
    answering = any(told & answered_needs(scene.catalogue, each.product) for each in scene.conversation.on_table)
    if answering and not reading.objections and reading.confidence("object") < FAINT_OBJECTION:
        return True
    return max((need.confidence for need in reading.needs), default=0.0) > max(reading.confidence(*OBJECTIONS), 0.5)


def _answered_objection(scene: Scene, kind: str, product: str) -> Draft | None:
    voice, language = scene.voice, scene.voice.language
    found = coaching.expected_objection(scene.catalogue, product, kind)
    if found is None and scene.rep:
        return hold(scene, "hesitant") if cued(scene.reading, "reported") else None
    value = [found.answer, found.step, found.question] if found else []
    lines = [voice(f"customer.objection-ack.{kind}"), *(sentence(each.said(language)) for each in value if each)]
    text = paragraph(*lines) if found else paragraph(lines[0], voice("customer.objection-unknown"))
    after = replace(scene.conversation, objections=(*scene.conversation.objections, kind))
    if not scene.rep:
        return Draft(text, after)
    if cued(scene.reading, "reported") and cued(scene.reading, "proposing"):
        return hold(replace(scene, heard=replace(scene.heard, conversation=after)), "hesitant", coaching.quoted(text, voice))
    part = Section("say", voice("rep.headings.say"), coaching.quoted(text, voice))
    return Draft(coaching.as_text(voice("rep.headings.answer"), (part,), voice), after, sections=(part,))


def _held_or_answered(scene: Scene) -> Draft | None:
    """A reason to hold now (what is asked or ordered is answered all the same), or a question that needs nothing more than its answer."""
    advice, answered = _advise(scene), _answer(scene)
    if advice.hold and advice.hold != "nothing-fits" and is_worth_saying(scene, advice.hold):
        if answered and only_asks(scene, advice.hold):
            return Draft(paragraph(confirmed(scene), answered), replace(scene.conversation, on_table=()))
        return hold(scene, advice.hold, answered)
    wants_more = _wants_more(scene.reading, advice)
    if answered and not (wants_more and advice.verdict == "offer"):
        return Draft(paragraph(confirmed(scene), answered), scene.conversation)
    fits = advice.verdict == "offer" and any(need.confidence >= CLEAR_NEED for need in scene.reading.needs)
    if scene.reading.has("ask-product", "ask-price") and not answered and not (wants_more or fits):
        return Draft(scene.say("unknown"), scene.conversation)
    return None


def _wants_more(reading: Reading, advice: Advice) -> bool:
    """Whether a message that asks something also asks for, or tells, what a proposal could be about."""
    outgrown = bool(reading.usages) and any(reason.rule == "R12" for reason in advice.reasons)
    if reading.has("order") or outgrown:
        return True
    asked, wants = reading.confidence("ask-product", "ask-price"), reading.confidence("ask-advice")
    return wants > asked or (bool(reading.needs) and asked < SURELY_ASKED)


def _small_talk(scene: Scene) -> Draft | None:
    """Greetings, thanks, goodbyes, and what is none of the shop's business."""
    reading = scene.reading
    parting = reading.has("thank", "leave") and not scene.heard.ordered
    acts = [label.name for label in reading.acts if not parting or label.name not in ("inform", "accept")]
    told = any(need.confidence >= reading.confidence(*SMALL_TALK) for need in reading.needs)
    if not acts or not set(acts) <= set(SMALL_TALK) or reading.products or reading.usages or told:
        return None
    first = "greet" if "greet" in acts and not scene.conversation.met else acts[0]  # "ciao" is a goodbye as well
    key = {"greet": "greet", "thank": "thank", "leave": "bye", "other": "other"}[first]
    return Draft(scene.say(key, business=scene.catalogue.business.name), scene.conversation)


def _advise(scene: Scene) -> Advice:
    return advise(scene.catalogue, scene.customer)


def _still_proposed(scene: Scene) -> Draft | None:
    """R3: what was proposed a moment ago stays the subject while nothing that was told since speaks for anything else."""
    reading, table = scene.reading, scene.conversation.on_table
    answered = asks(reading) or reading.has("order", "change", "accept", "hesitate", "refuse", "object", *SMALL_TALK)
    if scene.rep or not table or answered or reading.products or len(reading.text.split()) < A_REMARK:
        return None
    advice, product = _advise(scene), table[0].product
    same = not _tells_why(reading) and [proposal.product for proposal in advice.proposals] == [product]
    heard = any(len(proposal.reasons) > 1 for proposal in advice.proposals) or advice.hold not in (None, "nothing-fits")
    proposal = proposed_again(scene.catalogue, scene.customer, product) if same or not heard else None
    if proposal is None or not ((first := scene.voice.tell(f"again {product}")) or same):
        return None
    pitch = prepare(scene.catalogue, scene.conversation, proposal, scene.voice)
    return Draft(again(pitch, scene.voice, why=first), scene.conversation, "offer", (proposal,), unasked=True)


def _tells_why(reading: Reading) -> bool:
    """Whether the message tells something that speaks for one offering or another."""
    return bool(reading.needs or reading.usages or reading.signals)


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
    if scene.heard.ordered and not scene.rep:
        return hold(scene, advice.hold, None) if advice.hold else taken(scene, list(scene.heard.ordered), None)
    if advice.verdict == "ask":
        return _ask(scene, advice)
    if advice.hold == "nothing-fits" and not scene.rep:
        return open_question(scene)
    return hold(scene, advice.hold or "nothing-fits")


def _offer(scene: Scene, advice: Advice) -> Draft:
    catalogue, conversation, voice = scene.catalogue, scene.conversation, scene.voice
    pitches = [prepare(catalogue, conversation, proposal, voice) for proposal in advice.proposals]
    answered = _answer(scene)
    unasked = not (scene.rep or scene.reading.has("ask-advice"))
    if scene.rep:
        return _coached(scene, advice, pitches, answered, unasked)
    text = paragraph(
        answered or "", to_customer(catalogue, conversation, pitches, voice, lead=answered is None and _opens(scene))
    )
    if not _opens_with(text, [scene.name(product) for product in scene.heard.ordered]):
        without = replace(conversation, basket=())
        text = paragraph(confirmed(scene), answered or "", to_customer(catalogue, without, pitches, voice, lead=answered is None))
    return Draft(
        paragraph(text, requirement(catalogue, conversation, voice)), conversation, "offer", advice.proposals, unasked=unasked
    )


def _opens_with(text: str, ordered: list[str]) -> bool:
    """Whether the first words confirm everything that was ordered."""
    start = len(max(ordered, key=len, default="")) * 2 + 20
    opening = text[:start].partition(". ")[0].casefold()
    return len(ordered) < 2 and all(name.casefold() in opening for name in ordered)


def _opens(scene: Scene) -> bool:
    """Whether this message gives something to take up: an order, a need, use against a limit."""
    reading = scene.reading
    return bool(reading.has("order", "change", "accept", "ask-advice")) or _tells_why(reading)


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


def _ask(scene: Scene, advice: Advice) -> Draft:
    if advice.suggested:
        return _suggest(scene, advice.suggested, advice)
    if advice.options:
        return _which_base(scene, advice.options)
    voice, about = scene.voice, advice.ask_about or "goal"
    need = scene.catalogue.need_by_id.get(about)
    question = need.question.said(voice.language) if need and need.question else None
    if not scene.rep and (question is None or scene.conversation.asked_about == about):
        return open_question(scene)
    if scene.rep:
        text = voice("rep.ask-line", question=question) if question else voice("rep.ask-goal")
    else:
        text = paragraph(voice("customer.ask-lead"), question or "")
    after = replace(scene.conversation, asked_about=about)
    part = (Section("ask", voice("rep.headings.ask"), text),) if scene.rep else ()
    return Draft(text, after, "ask", question={"about": about, "text": question or text}, sections=part)


def _which_base(scene: Scene, options: tuple[str, ...]) -> Draft:
    """What answers the need goes with one of these: which do they have, or take?"""
    question = scene.voice("customer.ask-base", options=scene.names(options, last="or"))
    if scene.conversation.choices == options and not scene.rep:
        return open_question(scene)
    text = scene.voice("rep.ask-line", question=question) if scene.rep else question
    part = (Section("ask", scene.voice("rep.headings.ask"), text),) if scene.rep else ()
    after = replace(scene.conversation, asked_about="product")
    return Draft(text, after, "ask", question={"about": "product", "text": question}, sections=part, choices=options)


def _suggest(scene: Scene, product: str, advice: Advice) -> Draft:
    """Somebody who has chosen nothing: what answers their need, or has room for them, and whether that is it. No offer, and no price yet."""
    voice, catalogue = scene.voice, scene.catalogue
    metric = next((reason.subject for reason in advice.reasons if reason.code == "enough"), None)
    answering = (
        contents.has_room(catalogue, product, metric, voice)
        if metric
        else benefit_of(catalogue, scene.conversation, product, voice)
    )
    question = voice("customer.close-which", name=scene.name(product))
    said = paragraph(answering, question)
    after = replace(
        scene.conversation,
        asked_about="product",
        considering=(*(each for each in scene.conversation.considering if each != product), product),
    )
    part = (Section("ask", voice("rep.headings.ask"), coaching.quoted(said, voice)),) if scene.rep else ()
    text = coaching.headed(voice("rep.headings.ask"), coaching.quoted(said, voice), voice) if scene.rep else said
    return Draft(text, after, "ask", question={"about": "product", "text": question}, sections=part, choices=(product,))
