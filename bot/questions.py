"""Answers to questions from the catalogue: price, contents, limits, features, differences (R23). Unknown things are said to be unknown."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot import money
from bot.coaching import metric_name
from bot.conversation import Conversation
from bot.voice import Voice, paragraph, sentence
from knowledge.catalogue import Catalogue, Offering
from knowledge.relations import arguments_for, steps_above
from nlu.reading import Reading

MOST_LISTED = 6


def answer(catalogue: Catalogue, conversation: Conversation, reading: Reading, voice: Voice) -> str | None:
    """The answer to what was asked, benefit before price; None when nothing was asked, or the catalogue holds no answer."""
    if not reading.has("ask-product", "ask-price"):
        asks = "?" in reading.text and not reading.has("order", "refuse", "accept", "ask-advice")
        return _owners_answer(catalogue, reading, voice, sure=0.75) if asks else None
    asked = _asked(catalogue, conversation, reading)
    if len(asked) == 1 and _compares(reading):
        asked = [*_sibling(catalogue, conversation, asked[0]), *asked]
    for attempt in (_feature, _limit, _difference):
        if found := attempt(catalogue, reading, asked, voice):
            return found
    if not _named(catalogue, reading) and (owners := _owners_answer(catalogue, reading, voice, sure=0.5)):
        return owners
    if asked:
        return _prices(catalogue, asked, voice) if reading.has("ask-price") else _descriptions(catalogue, asked, voice)
    return None


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
    ids = [each.product for each in conversation.on_table] or list(conversation.choices or conversation.considering[-1:])
    ids = ids or [line.product for line in conversation.basket[-1:]] or [line.product for line in conversation.owned[-1:]]
    return [catalogue.by_id[product] for product in ids if product in catalogue.by_id]


def _feature(catalogue: Catalogue, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """Whether something is included, and in what it is."""
    mention = next((m for m in reading.features if m.product in catalogue.feature_by_id), None)
    if mention is None or reading.has("ask-price"):
        return None
    feature = catalogue.feature_by_id[mention.product].name.said(voice.language)
    having = [o for o in catalogue.offerings if mention.product in catalogue.features_of(o.id) and o.available]
    names = voice.joined([o.name.said(voice.language) for o in having[:MOST_LISTED]], last="or")
    about = asked[0] if asked else None
    if about and about in having:
        return voice("answer.feature-yes", name=about.name.said(voice.language), feature=feature)
    elsewhere = voice("answer.feature-in", names=names) if having else voice("answer.feature-none")
    return paragraph(
        voice("answer.feature-no", name=about.name.said(voice.language), feature=feature) if about else "", elsewhere
    )


def _limit(catalogue: Catalogue, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """How much of a metric an offering allows."""
    known = {metric.id for metric in catalogue.metrics}
    named = [*(usage.metric for usage in reading.usages), *(fact.value for fact in reading.facts if fact.name == "metric")]
    metric = next((str(each) for each in named if each in known), None)
    if metric is None or not asked or reading.has("ask-price"):
        return None
    return paragraph(*(_limit_of(catalogue, offering, metric, voice) for offering in asked[:3]))


def _limit_of(catalogue: Catalogue, offering: Offering, metric: str, voice: Voice) -> str:
    limit = catalogue.limits_of(offering.id).get(metric)
    said = {"name": offering.name.said(voice.language), "metric": metric_name(catalogue, metric, voice.language)}
    if limit is None:
        return voice("answer.limit-unknown", **said)
    if limit.is_infinite():
        return voice("answer.limit-unlimited", **said)
    return voice("answer.limit-of", limit=money.number(limit, voice.language), **said)


def _difference(catalogue: Catalogue, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """How two offerings differ: what the upper adds, why it matters, prices last."""
    if len(asked) == 1 and _compares(reading):
        above = next(steps_above(catalogue, asked[0].id), None)
        asked = [asked[0], catalogue.by_id[above[0].steps[above[1]].offering]] if above else asked
    if len(asked) < 2 or not reading.has("ask-product"):
        return None
    lower, upper = sorted(asked[:2], key=lambda o: (o.price.monthly or o.price.amount or 0, o.id))
    language = voice.language
    more = list(_more(catalogue, lower, upper, voice))
    said = {"lower": lower.name.said(language), "upper": upper.name.said(language)}
    first = voice("answer.difference", more=voice.joined(more), **said) if more else _both(catalogue, lower, upper, voice)
    prices = voice.joined(
        [f"{o.name.said(language)} {money.price(o.price, catalogue.business.currency, voice)}" for o in (lower, upper)]
    )
    benefit = next((sentence(a.text.said(language)) for a in arguments_for(catalogue, upper.id)), "")
    return paragraph(first, benefit, voice("answer.difference-price", prices=prices))


def _sibling(catalogue: Catalogue, conversation: Conversation, offering: Offering) -> list[Offering]:
    """What is on the same ladder and was spoken of before: "and what does Pro add?" is about what they look at or have."""
    tiers = next((ids for ladder in catalogue.ladders if offering.id in (ids := [step.offering for step in ladder.steps])), [])
    had = [*conversation.considering, *(line.product for line in (*conversation.basket, *conversation.owned))]
    return [catalogue.by_id[product] for product in reversed(had) if product in tiers and product != offering.id][:1]


def _both(catalogue: Catalogue, lower: Offering, upper: Offering, voice: Voice) -> str:
    described = [_description(catalogue, offering, voice) for offering in (lower, upper)]
    if all(described):
        return paragraph(*described)
    return voice("answer.difference-none", lower=lower.name.said(voice.language), upper=upper.name.said(voice.language))


def _about_it(reading: Reading) -> bool:
    return any(fact.name == "about_it" for fact in reading.facts)


def _compares(reading: Reading) -> bool:
    return any(fact.name == "compares" for fact in reading.facts)


def _more(catalogue: Catalogue, lower: Offering, upper: Offering, voice: Voice) -> Iterator[str]:
    had, before = set(catalogue.features_of(lower.id)), catalogue.limits_of(lower.id)
    for metric, limit in catalogue.limits_of(upper.id).items():
        if before.get(metric) != limit:
            yield _limit_words(catalogue, metric, limit, voice)
    for feature in catalogue.features_of(upper.id):
        if feature not in had and feature in catalogue.feature_by_id:
            yield catalogue.feature_by_id[feature].name.said(voice.language)


def _limit_words(catalogue: Catalogue, metric: str, limit: Decimal, voice: Voice) -> str:
    name = metric_name(catalogue, metric, voice.language)
    return (
        str(voice.find("answer.unlimited")).format(metric=name)
        if limit.is_infinite()
        else f"{money.number(limit, voice.language)} {name}"
    )


def _prices(catalogue: Catalogue, asked: list[Offering], voice: Voice) -> str:
    """Benefit or description first, then the price, for each thing asked about."""
    currency = catalogue.business.currency
    parts: list[str] = []
    for offering in asked[:MOST_LISTED]:
        if len(asked) <= 2:
            parts.append(_worth(catalogue, offering, voice))
        parts.append(
            voice("answer.price", name=offering.name.said(voice.language), price=money.price(offering.price, currency, voice))
        )
    return paragraph(*parts)


def _worth(catalogue: Catalogue, offering: Offering, voice: Voice) -> str:
    argument = next(iter(arguments_for(catalogue, offering.id)), None)
    return sentence(argument.text.said(voice.language)) if argument else _description(catalogue, offering, voice)


def _descriptions(catalogue: Catalogue, asked: list[Offering], voice: Voice) -> str:
    return paragraph(*(_described(catalogue, offering, voice) for offering in asked[:3]))


def _described(catalogue: Catalogue, offering: Offering, voice: Voice) -> str:
    """What it is, what it includes, up to where; whether it can be had."""
    language = voice.language
    if not offering.available:
        return voice("answer.available-no", name=offering.name.said(language))
    features = [
        catalogue.feature_by_id[f].name.said(language) for f in catalogue.features_of(offering.id) if f in catalogue.feature_by_id
    ]
    limits = [_limit_words(catalogue, metric, limit, voice) for metric, limit in catalogue.limits_of(offering.id).items()]
    return paragraph(
        _description(catalogue, offering, voice) or voice("answer.has-it", names=offering.name.said(language)),
        voice("answer.includes", features=voice.joined(features[:MOST_LISTED])) if features else "",
        voice("answer.limits", limits=voice.joined(limits)) if limits else "",
    )


def _description(catalogue: Catalogue, offering: Offering, voice: Voice) -> str:
    if offering.description is None:
        return ""
    name, said = offering.name.said(voice.language), offering.description.said(voice.language)
    return voice("answer.what", name=name, description=said.rstrip("."))
