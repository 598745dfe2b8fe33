"""A rep's reply in parts: the line to say, why, what to ask first, the objection to expect, when and when not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot import money
from bot.conversation import Conversation
from bot.messages import Section, SectionKind
from bot.pitch import Pitch, line_for_rep
from bot.voice import Voice, paragraph, sentence
from knowledge.advice import Proposal
from knowledge.catalogue import Catalogue, Objection, Offering, PriceTag
from knowledge.relations import answered_needs, share_of

_EXPECTED = ("price", "need", "time", "trust", "lock-in", "authority", "experience", "later")
LIGHT = Decimal("0.2")
"""Up to this share of what it completes, an addition weighs little (R10)."""
_QUOTES = {"it": "«{}»", "fr": "« {} »", "en": "“{}”"}


def sections(catalogue: Catalogue, conversation: Conversation, pitches: list[Pitch], voice: Voice) -> tuple[Section, ...]:
    """Everything a rep needs for these proposals, the line to say first."""
    first = pitches[0]
    parts: list[tuple[SectionKind, str]] = [
        ("say", quoted(line_for_rep(catalogue, conversation, pitches, voice), voice)),
        ("why", paragraph(*_why(catalogue, conversation, pitches, voice))),
        ("ask", _ask(catalogue, conversation, first, voice)),
        ("objection", _objection(catalogue, first, voice)),
        ("when", _when(catalogue, conversation, first, voice)),
        ("when-not", _when_not(conversation, first, voice)),
    ]
    return tuple(Section(kind, voice(f"rep.headings.{kind}"), text) for kind, text in parts if text)


def quoted(text: str, voice: Voice) -> str:
    """The text between the language's own quotation marks."""
    return _QUOTES.get(voice.language, _QUOTES["en"]).format(text)


def title(pitches: list[Pitch], voice: Voice) -> str:
    """What to propose, with move and kind: "Pro (upsell, higher version)"."""
    named = [
        f"{p.name} ({voice.find(f'rep.moves.{p.proposal.move}')}, {voice.find(f'rep.kinds.{p.proposal.kind}')})" for p in pitches
    ]
    return voice.joined(named)


def headed(heading: str, text: str, voice: Voice) -> str:
    """Heading and text in a line, with the language's colon."""
    return f"{heading}{voice.find('colon')}{text}"


def as_text(heading: str, parts: tuple[Section, ...], voice: Voice) -> str:
    """The sections as plain text, a heading a line."""
    return "\n".join([heading, *(headed(part.heading, part.text, voice) for part in parts)])


def _why(catalogue: Catalogue, conversation: Conversation, pitches: list[Pitch], voice: Voice) -> Iterator[str]:
    for pitch in pitches:
        yield from _reasons(catalogue, conversation, pitch, voice)
    first = pitches[0]
    yield voice("rep.why-lever", lever=voice.find(f"rep.levers.{first.proposal.lever}"))
    if first.argument and first.argument.impact:
        yield sentence(first.argument.impact.said(voice.language))
    if first.proof:
        yield voice("rep.proof", proof=first.proof)
    yield from _figures(catalogue, conversation, first, voice)


def _reasons(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> Iterator[str]:
    language, name = voice.language, pitch.name
    rules = {reason.rule for reason in pitch.proposal.reasons}
    if pitch.proposal.need:
        yield voice("rep.why-need", need=catalogue.need_by_id[pitch.proposal.need].name.said(language), name=name)
    near = [r.text.split()[2] for r in pitch.proposal.reasons if r.rule == "R12" and r.text.startswith("use of ")]
    if near:
        metrics = voice.joined([metric_name(catalogue, metric, language) for metric in dict.fromkeys(near)])
        yield voice("rep.why-room", metric=metrics, name=name)
    signals = [trigger.signal for trigger in catalogue.triggers if trigger.propose == pitch.proposal.product and trigger.signal]
    heard = next((signal for signal in signals if signal in conversation.signals and voice.has(f"signals.{signal}")), None)
    if heard:
        yield voice("rep.why-signal", signal=voice.find(f"signals.{heard}"), name=name)
    elif not pitch.proposal.need and "R12" not in rules:
        yield _position(conversation, pitch, voice)


def _position(conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    anchor = pitch.proposal.replaces or pitch.proposal.completes
    if any(line.product == anchor for line in conversation.owned):
        return voice("rep.why-owned", base=pitch.base, name=pitch.name)
    key = "rep.why-choosing-upsell" if pitch.proposal.move == "upsell" else "rep.why-choosing"
    return voice(key, base=pitch.base, name=pitch.name)


def _figures(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> Iterator[str]:
    """The arithmetic a rep can quote: share of the base, and unit prices times how many there are (R10, R19)."""
    proposal, currency = pitch.proposal, catalogue.business.currency
    offering = catalogue.by_id[proposal.product]
    base = _their_base(catalogue, conversation, proposal)
    if base and (share := share_of(offering.price, base.price)) is not None:
        said = {"price": money.price(offering.price, currency, voice), "base_price": money.price(base.price, currency, voice)}
        weight = "light" if share <= LIGHT else "fair" if share <= catalogue.policies.anchor_share else "heavy"
        yield voice("rep.why-share", weight=voice.find(f"rep.weights.{weight}"), **said)
    quantity = _quantity(catalogue, conversation, offering)
    if quantity and proposal.adds is not None and offering.price.each:
        counted = money.number(quantity, voice.language)
        total = money.price(PriceTag(None, offering.price.per), currency, voice, value=proposal.adds * quantity)
        yield voice("rep.why-total", quantity=counted, total=total)
        yield from _range(catalogue, offering, quantity, counted, voice)


def _their_base(catalogue: Catalogue, conversation: Conversation, proposal: Proposal) -> Offering | None:
    """What this client has or chooses, of all that the proposal could complete."""
    if proposal.completes is None or proposal.inferred:
        return None
    theirs = [line.product for line in (*conversation.basket, *conversation.owned)] + list(conversation.considering)
    return catalogue.by_id[proposal.completes] if proposal.completes in theirs else None


def _range(catalogue: Catalogue, offering: Offering, quantity: Decimal, counted: str, voice: Voice) -> Iterator[str]:
    for ladder in catalogue.ladders:
        ids = [step.offering for step in ladder.steps]
        prices = [catalogue.by_id[product].price.amount for product in ids]
        if offering.id in ids and len(ids) > 2 and prices[0] is not None and prices[-1] is not None:
            between, currency = prices[-1] - prices[0], catalogue.business.currency
            tag = PriceTag(None, offering.price.per)
            said = {"difference": money.price(offering.price, currency, voice, value=between), "quantity": counted}
            yield voice("rep.why-range", total=money.price(tag, currency, voice, value=between * quantity), **said)


def _quantity(catalogue: Catalogue, conversation: Conversation, offering: Offering) -> Decimal | None:
    """How many units the customer would pay for: seats wanted, a count of what the price is for, or the size of the team."""
    facts = conversation.facts
    if facts.get("seats_wanted"):
        return Decimal(str(facts["seats_wanted"]))
    counts = [use.used for use in conversation.usage.values() if use.used]
    if counts:
        return max(counts)
    return Decimal(str(facts["size"])) if facts.get("size") else None


def _ask(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    """The open question that would confirm the proposal: about a need it answers and nobody has told yet."""
    answered = answered_needs(catalogue, pitch.proposal.product) - set(conversation.needs)
    first = next((need.question for need in catalogue.needs if need.id in answered and need.question), None)
    return quoted(first.said(voice.language) if first else voice("rep.open-question"), voice)


def _objection(catalogue: Catalogue, pitch: Pitch, voice: Voice) -> str:
    found = expected_objection(catalogue, pitch.proposal.product)
    if found is None:
        return ""
    steps = [found.answer.said(voice.language), found.step.said(voice.language) if found.step else ""]
    answer = paragraph(*(sentence(step) for step in steps if step))
    return voice("rep.objection-line", objection=voice.find(f"rep.objections.{found.type}"), answer=answer)


def expected_objection(catalogue: Catalogue, product: str, kind: str | None = None) -> Objection | None:
    """The owner's answer to an objection (of this type, or the likeliest), about the product before one about anything."""
    fitting = [o for o in catalogue.objections if o.about in (product, None) and kind in (o.type, None)]
    return min(fitting, key=lambda o: (o.about is None, _EXPECTED.index(o.type)), default=None)


def _when_not(conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    """What would speak against it here, and a second reason that the conversation turns up."""
    if pitch.trigger and pitch.trigger.metric:
        kind = "limit"
    elif pitch.proposal.need:
        kind = "need"
    elif pitch.proposal.move == "cross-sell" and conversation.basket:
        kind = "cross"
    else:
        kind = "owned" if conversation.owned else "choosing"
    again = kind not in ("cross", "owned")
    return paragraph(str(voice.find(f"rep.when-not.{kind}")), str(voice.find("rep.when-not.again")) if again else "")


def _when(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    note = next((g.note for g in catalogue.guidelines if g.about == pitch.proposal.product and g.note), None)
    if note:
        return sentence(note.said(voice.language))
    moment = catalogue.by_id[pitch.proposal.product].when
    if moment != "any":
        return voice(f"rep.when-{moment}")
    return voice("rep.when-owned" if conversation.owned and not conversation.basket else "rep.when-choosing")


def metric_name(catalogue: Catalogue, metric: str, language: str) -> str:
    """The first name the catalogue gives a metric in this language."""
    return metric_names(catalogue, metric, language)[0]


def metric_names(catalogue: Catalogue, metric: str, language: str) -> tuple[str, ...]:
    """Every name of a metric in this language, the plural one first."""
    names = next((each.names for each in catalogue.metrics if each.id == metric), {})
    return tuple(names.get(language) or names.get("*") or next(iter(names.values()), (metric,)))
