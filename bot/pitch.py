"""A proposal in words to the customer: need or consequence, benefit, proof or trial, price last, easy to decline (R2, R13–R15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot import money
from bot.conversation import Conversation
from bot.grammar import pronoun
from bot.voice import Voice, paragraph, sentence
from knowledge.advice import Proposal
from knowledge.catalogue import Argument, Catalogue, Complement, Trial, Trigger
from knowledge.evidence import fired
from knowledge.relations import best_argument, best_proof
from nlu.tokens import fold

PLAYED_BACK = 0.6
"""How surely a need must have been heard before it is said back."""


@dataclass(frozen=True, slots=True)
class Pitch:
    """What there is to say about one proposal, from the catalogue, before it is put into words."""

    proposal: Proposal
    name: str
    base: str
    benefit: str
    argument: Argument | None
    trigger: Trigger | None
    trial: Trial | None
    proof: str | None


def prepare(catalogue: Catalogue, conversation: Conversation, proposal: Proposal, voice: Voice) -> Pitch:
    """The material for one proposal, in the voice's language."""
    language = voice.language
    needs = dict(conversation.needs)
    industry, size = conversation.facts.get("industry"), conversation.facts.get("size")
    anchor = proposal.replaces or proposal.completes
    argument = best_argument(catalogue, proposal.product, needs, industry, proposal.replaces)
    customer = conversation.to_customer(conversation.last_at, (), asked=True) if conversation.last_at else None
    triggers = list(fired(catalogue, customer, proposal.product, anchor)) if customer else []
    proof = best_proof(catalogue, proposal.product, industry, size, needs)
    return Pitch(
        proposal=proposal,
        name=catalogue.by_id[proposal.product].name.said(language),
        base=catalogue.by_id[anchor].name.said(language) if anchor else "",
        benefit=_benefit(catalogue, proposal, argument, needs, language),
        argument=argument,
        trigger=next((trigger for trigger in triggers if trigger.consequence), None),
        trial=next((trial for trial in catalogue.trials if trial.of == proposal.product), None),
        proof=proof.text.said(language) if proof and (proof.industries or proof.needs or proof.min_size) else None,
    )


def _benefit(catalogue: Catalogue, proposal: Proposal, argument: Argument | None, needs: dict[str, float], language: str) -> str:
    """The argument when it answers a need that was heard; else a complement's own reason, which speaks of what it completes."""
    if argument and set(argument.needs) & set(needs):
        return argument.text.said(language)
    complement = _complement(catalogue, proposal)
    if complement:
        return complement.reason.said(language)
    if argument:
        return argument.text.said(language)
    description = catalogue.by_id[proposal.product].description
    return description.said(language) if description else ""


def _complement(catalogue: Catalogue, proposal: Proposal) -> Complement | None:
    if proposal.completes is None:
        return None
    base = catalogue.by_id[proposal.completes]
    return next((c for c in catalogue.complements if c.offer == proposal.product and {base.id, base.category} & set(c.to)), None)


def to_customer(
    catalogue: Catalogue, conversation: Conversation, pitches: list[Pitch], voice: Voice, *, lead: bool = True
) -> str:
    """Two or three sentences for one proposal, a few more for two."""
    first = pitches[0]
    parts = [_lead(catalogue, conversation, first, voice)] if lead else []
    parts.extend(_body(catalogue, conversation, first, voice, first_one=True))
    for other in pitches[1:]:
        parts.extend(_body(catalogue, conversation, other, voice, first_one=False))
    parts.append(_close(catalogue, pitches, voice))
    return paragraph(*parts)


def line_for_rep(catalogue: Catalogue, conversation: Conversation, pitches: list[Pitch], voice: Voice) -> str:
    """The line a rep can say, word for word."""
    return to_customer(catalogue, conversation, pitches, voice, lead=bool(conversation.needs) or pitches[0].trigger is not None)


def _lead(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    if pitch.trigger and pitch.trigger.consequence:
        return sentence(pitch.trigger.consequence.said(voice.language))
    if pitch.proposal.need and conversation.needs.get(pitch.proposal.need, 0.0) >= PLAYED_BACK:
        return voice("customer.lead-need", need=catalogue.need_by_id[pitch.proposal.need].name.said(voice.language))
    if not any(line.product == (pitch.proposal.replaces or pitch.proposal.completes) for line in conversation.basket):
        return ""
    anchor = catalogue.by_id[pitch.proposal.replaces or pitch.proposal.completes or ""]
    return voice("customer.lead-recurring" if anchor.price.per else "customer.lead-basket", base=pitch.base)


def _body(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice, *, first_one: bool) -> Iterator[str]:
    if not names(pitch.benefit, pitch.name):
        kind = "upsell" if pitch.proposal.move == "upsell" else "cross"
        yield voice(f"customer.introduce-{kind}" if first_one else "customer.second", name=pitch.name)
    yield sentence(pitch.benefit)
    if pitch.proof and first_one:
        yield sentence(pitch.proof)
    yield price_sentence(catalogue, conversation, pitch, voice)
    if pitch.trial and first_one:
        includes = pitch.trial.includes.said(voice.language) if pitch.trial.includes else ""
        yield voice(
            "customer.trial" if pitch.trial.days > 1 else "customer.trial-day",
            days=pitch.trial.days,
            includes=voice("customer.trial-includes", includes=includes) if includes else "",
        )


def price_sentence(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    """The price, always after the benefit: the difference for an upgrade, the break-even for who pays per use."""
    proposal, currency = pitch.proposal, catalogue.business.currency
    tag = catalogue.by_id[proposal.product].price
    if tag.amount is None or proposal.adds is None:
        return voice("customer.price-on-request")
    whole = money.price(tag, currency, voice)
    if pitch.proposal.move == "cross-sell" or pitch.proposal.inferred:
        return voice("customer.cross-price", price=whole)
    spend = conversation.facts.get("spend")
    if _pays_per_use(catalogue, pitch) and spend is not None and tag.monthly is not None and Decimal(str(spend)) > tag.monthly:
        saved = Decimal(str(spend)) - tag.monthly
        said = {
            "spend": money.amount(Decimal(str(spend)), currency, voice.language),
            "saved": money.amount(saved, currency, voice.language),
        }
        return voice("customer.break-even", price=whole, **said)
    if proposal.adds == tag.amount:
        return voice("customer.upsell-replaces-price", price=whole)
    if proposal.adds <= 0:
        return (
            voice("customer.upsell-cheaper", price=money.price(tag, currency, voice, value=-proposal.adds))
            if proposal.adds
            else ""
        )
    return voice("customer.upsell-price", price=money.price(tag, currency, voice, value=proposal.adds))


def _pays_per_use(catalogue: Catalogue, pitch: Pitch) -> bool:
    return any(trigger.pay_per_use for trigger in catalogue.triggers if trigger.propose == pitch.proposal.product)


def _close(catalogue: Catalogue, pitches: list[Pitch], voice: Voice) -> str:
    if len(pitches) > 1:
        return voice("customer.close-cross-two")
    pitch = pitches[0]
    if pitch.proposal.inferred:
        return voice("customer.close-lookout")
    offering = catalogue.by_id[pitch.proposal.product]
    if pitch.proposal.move == "upsell":
        return voice("customer.close-upsell", base=pitch.base)
    return voice("customer.close-cross", p=pronoun(offering, voice))


def names(text: str, name: str) -> bool:
    """Whether a text already names the thing: half of the name's longer words stand in it."""
    words = {word.strip(".,;:!?()«»\"'") for word in fold(name).replace("'", " ").split()}
    telling = {word for word in words if len(word) > 3} or words
    said = fold(text)
    return sum(word[:6] in said for word in telling) * 2 >= len(telling)
