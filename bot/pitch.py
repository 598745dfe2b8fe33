"""A proposal in words to the customer: need or consequence, benefit, proof or trial, price last, easy to decline (R2, R13–R15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot import money
from bot.conversation import Conversation
from bot.grammar import Noun, noun
from bot.voice import Voice, paragraph, sentence
from knowledge.advice import Proposal
from knowledge.catalogue import Argument, Catalogue, Complement, Trial, Trigger
from knowledge.evidence import fired
from knowledge.relations import bases_of, best_argument, best_proof
from nlu.tokens import fold

PLAYED_BACK = 0.65
"""How surely a need must have been heard before it is said back."""


@dataclass(frozen=True, slots=True)
class Pitch:
    """What there is to say about one proposal, from the catalogue, before it is put into words."""

    proposal: Proposal
    name: Noun
    base: Noun
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
        name=noun(catalogue, proposal.product, voice),
        base=noun(catalogue, anchor or proposal.product, voice),
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
    parts = [*_opening(catalogue, conversation, first, voice, lead=lead), *_body(catalogue, conversation, first, voice)]
    parts += [trial_sentence(first.trial, first.name, voice)] if first.trial else []
    for other in pitches[1:]:
        parts += [] if names(other.benefit, other.name) else [voice("customer.second", name=other.name)]
        parts.extend(_body(catalogue, conversation, other, voice))
    return paragraph(*parts, _close(pitches, voice))


def again(pitch: Pitch, voice: Voice, *, why: bool) -> str:
    """The same proposal after a remark that was no answer to it: shorter, without its price, and with its benefit where asked for."""
    if not why:
        return voice("customer.ask-order", name=pitch.name)
    return paragraph(voice("customer.again", name=pitch.name), sentence(pitch.benefit), _close([pitch], voice))


def line_for_rep(catalogue: Catalogue, conversation: Conversation, pitches: list[Pitch], voice: Voice) -> str:
    """The line a rep can say, word for word."""
    return to_customer(catalogue, conversation, pitches, voice, lead=bool(conversation.needs) or pitches[0].trigger is not None)


def benefit_of(catalogue: Catalogue, conversation: Conversation, product: str, voice: Voice) -> str:
    """What something answers the customer's need with, for somebody who has chosen nothing. No price."""
    name = noun(catalogue, product, voice)
    argument = best_argument(catalogue, product, dict(conversation.needs), conversation.facts.get("industry"))
    benefit = sentence(argument.text.said(voice.language)) if argument else ""
    introduced = "" if benefit and names(benefit, name) else voice("customer.introduce-upsell", name=name)
    voice.tell(f"benefit {product}")
    return paragraph(introduced, benefit)


def requirement(catalogue: Catalogue, conversation: Conversation, voice: Voice) -> str:
    """What the purchase does not work without, said plainly and once (R9)."""
    bought = {line.product for line in (*conversation.basket, *conversation.owned)}
    for complement in catalogue.complements:
        bases = {line.product for line in conversation.basket} & set(bases_of(catalogue, complement))
        if complement.required and complement.offer not in bought and bases and voice.tell(f"required {complement.offer}"):
            name, needed = noun(catalogue, complement.offer, voice), catalogue.by_id[complement.offer]
            price = money.price(needed.price, catalogue.business.currency, voice)
            return voice(
                "customer.required-note", reason=sentence(complement.reason.said(voice.language)), price=price, name=name
            )
    return ""


def _opening(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice, *, lead: bool) -> Iterator[str]:
    """One frame before the benefit, never two: a consequence, the need said back, what was chosen, or the name."""
    named = names(pitch.benefit, pitch.name)
    need = _played_back(catalogue, conversation, pitch, voice) if lead else None
    if lead and pitch.trigger and pitch.trigger.consequence:
        yield sentence(pitch.trigger.consequence.said(voice.language))
    elif need:
        yield voice("customer.lead-need" if named else "customer.introduce-need", need=purpose(need, voice), name=pitch.name)
        return
    elif lead and any(line.product == _anchor(pitch) for line in conversation.basket) and voice.tell(f"chosen {_anchor(pitch)}"):
        recurring = catalogue.by_id[_anchor(pitch)].price.per
        yield voice("customer.lead-recurring" if recurring else "customer.lead-basket", base=pitch.base)
    if not named:
        kind = "cross" if pitch.proposal.move == "cross-sell" and not pitch.proposal.inferred else "upsell"
        yield voice(f"customer.introduce-{kind}", name=pitch.name)


def _anchor(pitch: Pitch) -> str:
    return pitch.proposal.replaces or pitch.proposal.completes or ""


def _played_back(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> str | None:
    """The need to say back: one that was surely heard, that the benefit does not say itself, and once."""
    need = pitch.proposal.need
    if not need or conversation.needs.get(need, 0.0) < PLAYED_BACK:
        return None
    said = catalogue.need_by_id[need].name.said(voice.language)
    return said if not names(pitch.benefit, said) and voice.tell(f"need {need}") else None


def purpose(need: str, voice: Voice) -> str:
    """A need's infinitive as the start of a sentence of purpose ("to see your margins", "so as not to lose data")."""
    starts = voice.find("negative")
    return next((before + need[len(start) :] for start, before in starts.items() if need.startswith(start)), need)


def _body(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> Iterator[str]:
    voice.tell(f"benefit {pitch.proposal.product}")
    yield sentence(pitch.benefit)
    if pitch.proof and voice.tell(f"proof {pitch.proposal.product}"):
        yield sentence(pitch.proof)
    yield price_sentence(catalogue, conversation, pitch, voice)


def trial_sentence(trial: Trial, name: Noun, voice: Voice, key: str = "customer.trial") -> str:
    """How it can be tried."""
    includes = trial.includes.said(voice.language) if trial.includes else ""
    more = voice("customer.trial-includes", includes=includes) if includes else ""
    said = key if trial.days > 1 else f"{key}-day"
    return voice(said, days=trial.days, includes=more, name=name)


def price_sentence(catalogue: Catalogue, conversation: Conversation, pitch: Pitch, voice: Voice) -> str:
    """The price, always after the benefit: the difference for an upgrade, the break-even for who pays per use."""
    proposal, currency = pitch.proposal, catalogue.business.currency
    tag = catalogue.by_id[proposal.product].price
    if tag.amount is None or proposal.adds is None:
        return voice("customer.price-on-request")
    whole = money.price(tag, currency, voice)
    if pitch.proposal.move == "cross-sell" or pitch.proposal.inferred:
        return voice("customer.cross-price", price=whole, name=pitch.name)
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


def _close(pitches: list[Pitch], voice: Voice) -> str:
    """The next step that fits: try it, take it, or leave things as they are."""
    if len(pitches) > 1:
        return voice("customer.close-cross-two")
    pitch = pitches[0]
    if pitch.trial:
        return voice("customer.close-trial")
    if pitch.proposal.inferred:
        return voice("customer.close-lookout", name=pitch.name)
    if pitch.proposal.move == "upsell":
        full = pitch.trigger is not None and pitch.trigger.metric is not None
        return voice("customer.close-limit" if full else "customer.close-upsell", base=pitch.base, name=pitch.name)
    return voice("customer.close-cross", name=pitch.name)


def names(text: str, name: str) -> bool:
    """Whether a text already names the thing: half of the name's longer words stand in it."""
    words = {word.strip(".,;:!?()«»\"'") for word in fold(name).replace("'", " ").split()}
    telling = {word for word in words if len(word) > 3} or words
    said = fold(text)
    return sum(word[:6] in said for word in telling) * 2 >= len(telling)
