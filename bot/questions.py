"""Answers to questions from the catalogue: price, contents, limits, features, differences (R23). Unknown things are said to be unknown."""

from __future__ import annotations

from dataclasses import replace

from bot import contents, sums
from bot.asked import asks, body, health_matter
from bot.binding import words_beside
from bot.conversation import Conversation
from bot.grammar import noun, nouns
from bot.naming import SPLIT
from bot.pitch import trial_sentence
from bot.voice import Voice, filled_in, paragraph, sentence
from knowledge.catalogue import Catalogue, Offering
from nlu.reading import Reading
from nlu.tokens import fold

ANSWERED = 0.6
"""How surely an answer of the owner's must be meant; one beside a named product or feature, as surely as that name."""
ASIDE = 0.75
"""The same where nothing was plainly asked."""
ELLIPTIC = 3
"""Words beside a name, at most, in a question that is hardly more than the name."""
SHORT = 5
"""Words in a question that can have nothing else in mind."""


def contact(catalogue: Catalogue, voice: Voice) -> str:
    """How to reach a person, in the owner's words where there are any."""
    said = catalogue.business.contact
    return sentence(said.said(voice.language)) if said else str(voice.find("customer.contact-unknown"))


def beyond(catalogue: Catalogue, reading: Reading, voice: Voice) -> str | None:
    """What comes before any selling: whether this is a machine, and what only a person can judge."""
    answered = _owners_answer(catalogue, reading, voice, sure=ANSWERED)
    if health_matter(catalogue, reading):
        return answered if answered and "?" in reading.text else voice("answer.health", contact=contact(catalogue, voice))
    if asks(reading, "robot") and not reading.products:
        return voice("answer.human" if asks(reading, "human") else "answer.robot", contact=contact(catalogue, voice))
    return None


def diet(catalogue: Catalogue, reading: Reading, voice: Voice) -> str | None:
    """What somebody cannot or will not eat, told with an order: the owner's own words about it where there are any, else the contact.
    Which dishes suit is for a person to say, so nothing is suggested."""
    said = body(catalogue, reading, "health", "diet")
    if said is None or asking(reading):
        return None
    heard = _owners_answer(catalogue, reading, voice, sure=ANSWERED)
    stem = fold(said)[:5]
    about = (a for a in catalogue.answers if any(stem in fold(text) for texts in a.phrases.values() for text in texts))
    allergens = next((sentence(a.text.said(voice.language)) for a in about), None)
    return heard or allergens or voice("answer.diet", contact=contact(catalogue, voice))


def asking(reading: Reading) -> bool:
    """Whether something is asked, however it is written."""
    return "?" in reading.text or reading.has("ask-product", "ask-price", "ask-advice")


def told(catalogue: Catalogue, reading: Reading, voice: Voice) -> str | None:
    """What the owner answers to a circumstance that is told, not asked about: "I'm allergic to lactose"."""
    return _owners_answer(catalogue, reading, voice, sure=contents.SURE)


def answer(catalogue: Catalogue, conversation: Conversation, reading: Reading, voice: Voice) -> str | None:
    """The answer to what was asked, benefit before price; None when nothing was asked, or the catalogue holds no answer."""
    asking = reading.has("ask-product", "ask-price") or _is_elliptic(reading)
    questioned = "?" in reading.text and not reading.has("order", "refuse", "ask-advice")
    asked = _asked(catalogue, conversation, reading)
    if (asking or questioned) and (found := _reckoned(catalogue, conversation, reading, asked, voice)):
        return found
    if not asking:
        if not questioned or reading.has("accept"):
            return None
        return _owners_answer(catalogue, reading, voice, sure=ASIDE) or contents.limit(catalogue, reading, asked, voice)
    if owners := _owners_answer(catalogue, reading, voice, sure=_bar(reading)):
        return owners
    return _from_catalogue(catalogue, conversation, reading, asked, voice)


def _is_elliptic(reading: Reading) -> bool:
    """ "And the warranty?" asks about the warranty."""
    if "?" not in reading.text or len(reading.products) != 1 or reading.has("order", "change", "accept", "refuse", "ask-advice"):
        return False
    return words_beside(reading.products[0], reading) <= ELLIPTIC


def _bar(reading: Reading) -> float:
    """An owner's answer stands against the names that were heard: it must be at least as sure."""
    return max([ANSWERED, *(mention.score for mention in (*reading.products, *reading.features))])


def _reckoned(
    catalogue: Catalogue, conversation: Conversation, reading: Reading, asked: list[Offering], voice: Voice
) -> str | None:
    """Sums, trials and discounts."""
    if asks(reading, "trial") and not reading.has("accept"):
        return _owners_answer(catalogue, reading, voice, sure=ANSWERED) or _trials(catalogue, conversation, asked, voice)
    if asks(reading, "discount") and reading.has("ask-price", "ask-product"):
        return _owners_answer(catalogue, reading, voice, sure=ANSWERED) or voice("answer.discount")
    brief = len(reading.text.split()) <= SHORT and any(asks(reading, what) for what in ("both", "year", "each", "more"))
    if not (reading.has("ask-price") or asks(reading, "total") or brief):
        return None
    meant = asked if _named(catalogue, reading) or not conversation.choices else []
    return sums.answer(catalogue, conversation, reading, meant or _at_hand(catalogue, replace(conversation, choices=())), voice)


def _trials(catalogue: Catalogue, conversation: Conversation, asked: list[Offering], voice: Voice) -> str:
    """What can be tried, of what is spoken of or at all."""
    spoken_of = {offering.id for offering in asked or _at_hand(catalogue, conversation)}
    trials = [trial for trial in catalogue.trials if trial.of in spoken_of] or ([] if asked else list(catalogue.trials[:2]))
    if not trials:
        name = noun(catalogue, asked[0], voice) if asked else None
        said = filled_in(str(voice.find("about-trial")), name=name) if name else ""
        return paragraph(voice("answer.trial-no", about=said))
    return paragraph(*(trial_sentence(trial, noun(catalogue, trial.of, voice), voice, "answer.trial-yes") for trial in trials))


def _from_catalogue(
    catalogue: Catalogue, conversation: Conversation, reading: Reading, asked: list[Offering], voice: Voice
) -> str | None:
    if len(asked) == 1 and contents.compares(reading):
        asked = [*_sibling(catalogue, conversation, asked[0]), *asked]
    for attempt in (contents.feature, contents.limit, contents.difference):
        if found := attempt(catalogue, reading, asked, voice):
            return found
    if not asked and reading.has("ask-product"):
        asked = _said_within(catalogue, reading)
    if asked:
        return (
            contents.prices(catalogue, asked, voice)
            if reading.has("ask-price")
            else contents.descriptions(catalogue, asked, voice)
        )
    return _which_price(catalogue, reading, voice)


def _which_price(catalogue: Catalogue, reading: Reading, voice: Voice) -> str | None:
    """A price asked of nothing: of what, then?"""
    if not reading.has("ask-price") or reading.answers or len(reading.text.split()) > SHORT:
        return None
    sold = [offering.id for offering in catalogue.offerings if offering.available][: contents.MOST_LISTED]
    return voice("answer.which-price", names=nouns(catalogue, sold, voice))


def _said_within(catalogue: Catalogue, reading: Reading) -> list[Offering]:
    """ "What's included in Start?": a product by the word that only its name has."""
    if not asks(reading, "within"):
        return []
    said = set(SPLIT.split(fold(reading.text).strip(" ?!.")))
    words = {o.id: {w for name in o.name.values() for w in SPLIT.split(fold(name)) if len(w) > 2} for o in catalogue.offerings}
    only = {
        product: own - set().union(*(rest for other, rest in words.items() if other != product)) for product, own in words.items()
    }
    return [catalogue.by_id[product] for product, own in only.items() if own & said][:1]


def _owners_answer(catalogue: Catalogue, reading: Reading, voice: Voice, *, sure: float) -> str | None:
    best = next((match for match in reading.answers if match.confidence >= sure), None)
    return next((sentence(a.text.said(voice.language)) for a in catalogue.answers if best and a.id == best.need), None)


def _named(catalogue: Catalogue, reading: Reading) -> list[Offering]:
    return [catalogue.by_id[mention.product] for mention in reading.products if mention.product in catalogue.by_id]


def _asked(catalogue: Catalogue, conversation: Conversation, reading: Reading) -> list[Offering]:
    """What the question is about: what it names, else what is on the table, being looked at, in the basket, or owned."""
    if named := _named(catalogue, reading):
        return named
    if not (reading.has("ask-price") or reading.features or reading.usages or reading.references or _about_it(reading)):
        return []
    return _at_hand(catalogue, conversation)


def _at_hand(catalogue: Catalogue, conversation: Conversation) -> list[Offering]:
    ids = [each.product for each in conversation.on_table] or list(conversation.choices or conversation.considering[-1:])
    ids = ids or [line.product for line in conversation.basket[-1:]] or [line.product for line in conversation.owned[-1:]]
    return [catalogue.by_id[product] for product in ids if product in catalogue.by_id]


def _sibling(catalogue: Catalogue, conversation: Conversation, offering: Offering) -> list[Offering]:
    """What is on the same ladder and was spoken of before: "and what does Pro add?" is about what they look at or have."""
    tiers = next((ids for ladder in catalogue.ladders if offering.id in (ids := [step.offering for step in ladder.steps])), [])
    had = [*conversation.considering, *(line.product for line in (*conversation.basket, *conversation.owned))]
    return [catalogue.by_id[product] for product in reversed(had) if product in tiers and product != offering.id][:1]


def _about_it(reading: Reading) -> bool:
    return any(fact.name == "about_it" for fact in reading.facts)
