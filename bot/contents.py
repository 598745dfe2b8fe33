"""What the catalogue says of a product: features, limits, how two differ, prices, contents (R23)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot import money
from bot.binding import cued
from bot.coaching import metric_name, metric_names
from bot.grammar import noun, nouns
from bot.voice import Voice, paragraph, sentence
from knowledge.catalogue import Catalogue, Offering
from knowledge.relations import arguments_for, steps_above
from nlu.reading import Reading

MOST_LISTED = 6
SURE = 0.8
"""How surely a name must have been heard to say no about it."""


def feature(catalogue: Catalogue, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """Whether something is included, and in what it is. No is said only of what lists its features, and was surely spoken of."""
    mention = next((m for m in reading.features if m.product in catalogue.feature_by_id), None)
    if mention is None or reading.has("ask-price"):
        return None
    feature = catalogue.feature_by_id[mention.product].name.said(voice.language)
    having = [o.id for o in catalogue.offerings if mention.product in catalogue.features_of(o.id) and o.available]
    unsure = {m.product for m in reading.products if m.score < SURE}
    spoken_of = next((o for o in asked if o.id not in unsure), None)
    if spoken_of and spoken_of.id in having:
        return voice("answer.feature-yes", name=noun(catalogue, spoken_of, voice), feature=feature)
    lacks = spoken_of is not None and bool(catalogue.features_of(spoken_of.id)) and mention.score >= SURE
    no = voice("answer.feature-no", name=noun(catalogue, spoken_of, voice), feature=feature) if spoken_of and lacks else ""
    names = nouns(catalogue, having[:MOST_LISTED], voice, last="or")
    elsewhere = voice("answer.feature-in", names=names) if having else voice("answer.feature-none")
    return paragraph(no, elsewhere)


def limit(catalogue: Catalogue, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """How much of a metric an offering allows."""
    known = {metric.id for metric in catalogue.metrics}
    named = [*(usage.metric for usage in reading.usages), *(fact.value for fact in reading.facts if fact.name == "metric")]
    metric = next((str(each) for each in named if each in known), None)
    if metric is None or not asked or reading.has("ask-price"):
        return None
    wanted = next((usage.used for usage in reading.usages if usage.metric == metric and not usage.cap), None)
    if wanted and len(asked) == 1 and not cued(reading, "what") and (of := catalogue.limits_of(asked[0].id).get(metric)):
        counted = _limit_words(catalogue, metric, of, voice)
        verdict = "answer.limit-enough" if wanted <= of else "answer.limit-short"
        return voice(verdict, name=noun(catalogue, asked[0], voice), counted=counted)
    return paragraph(*(_limit_of(catalogue, offering, metric, voice) for offering in asked[:3]))


def _limit_of(catalogue: Catalogue, offering: Offering, metric: str, voice: Voice) -> str:
    limit = catalogue.limits_of(offering.id).get(metric)
    said = {"name": noun(catalogue, offering, voice), "metric": metric_name(catalogue, metric, voice.language)}
    if limit is None:
        return voice("answer.limit-unknown", **said)
    if limit.is_infinite():
        return voice("answer.limit-unlimited", **said)
    return voice("answer.limit-of", counted=_counted(catalogue, metric, limit, voice), **said)


def has_room(catalogue: Catalogue, product: str, metric: str, voice: Voice) -> str:
    """That an offering is enough, and how far it goes."""
    counted = _limit_words(catalogue, metric, catalogue.limits_of(product)[metric], voice)
    return voice("customer.has-room", name=noun(catalogue, product, voice), counted=counted)


def difference(catalogue: Catalogue, reading: Reading, asked: list[Offering], voice: Voice) -> str | None:
    """How two offerings differ: what the upper adds, why it matters, prices last."""
    if len(asked) == 1 and compares(reading):
        above = next(steps_above(catalogue, asked[0].id), None)
        asked = [asked[0], catalogue.by_id[above[0].steps[above[1]].offering]] if above else asked
    if len(asked) < 2 or not reading.has("ask-product"):
        return None
    lower, upper = sorted(asked[:2], key=lambda o: (o.price.monthly or o.price.amount or 0, o.id))
    language = voice.language
    more = list(_more(catalogue, lower, upper, voice))
    said = {"lower": noun(catalogue, lower, voice), "upper": noun(catalogue, upper, voice)}
    first = voice("answer.difference", more=voice.joined(more), **said) if more else _both(catalogue, lower, upper, voice)
    prices = voice.joined(
        [f"{o.name.said(language)} {money.price(o.price, catalogue.business.currency, voice)}" for o in (lower, upper)]
    )
    benefit = next((sentence(a.text.said(language)) for a in arguments_for(catalogue, upper.id)), "")
    return paragraph(first, benefit, voice("answer.difference-price", prices=prices))


def _both(catalogue: Catalogue, lower: Offering, upper: Offering, voice: Voice) -> str:
    described = [_description(catalogue, offering, voice) for offering in (lower, upper)]
    if all(described):
        return paragraph(*described)
    return voice("answer.difference-none", lower=noun(catalogue, lower, voice), upper=noun(catalogue, upper, voice))


def _more(catalogue: Catalogue, lower: Offering, upper: Offering, voice: Voice) -> Iterator[str]:
    had, before = set(catalogue.features_of(lower.id)), catalogue.limits_of(lower.id)
    for metric, limit in catalogue.limits_of(upper.id).items():
        if before.get(metric) != limit:
            yield _limit_words(catalogue, metric, limit, voice)
    for feature in catalogue.features_of(upper.id):
        if feature not in had and feature in catalogue.feature_by_id:
            yield catalogue.feature_by_id[feature].name.said(voice.language)


def _limit_words(catalogue: Catalogue, metric: str, limit: Decimal, voice: Voice) -> str:
    names = metric_names(catalogue, metric, voice.language)
    if limit.is_infinite():
        return str(voice.find("answer.unlimited")).format(metric=names[0])
    return _counted(catalogue, metric, limit, voice)


def _counted(catalogue: Catalogue, metric: str, limit: Decimal, voice: Voice) -> str:
    """ "10 users", "100 GB"."""
    unit = next((each.unit for each in catalogue.metrics if each.id == metric), None)
    if unit:
        return f"{money.number(limit, voice.language)} {voice.find('units').get(unit, unit)}"
    return money.counted(limit, metric_names(catalogue, metric, voice.language), voice)


def prices(catalogue: Catalogue, asked: list[Offering], voice: Voice) -> str:
    """The price of each thing asked about; the first time, after what it is worth."""
    currency = catalogue.business.currency
    parts: list[str] = []
    for offering in asked[:MOST_LISTED]:
        if len(asked) <= 2 and voice.tell(f"benefit {offering.id}"):
            parts.append(_worth(catalogue, offering, voice))
        price = money.price(offering.price, currency, voice)
        parts.append(voice("answer.price", name=noun(catalogue, offering, voice), price=price))
    return paragraph(*parts)


def _worth(catalogue: Catalogue, offering: Offering, voice: Voice) -> str:
    argument = next(iter(arguments_for(catalogue, offering.id)), None)
    return sentence(argument.text.said(voice.language)) if argument else _description(catalogue, offering, voice)


def descriptions(catalogue: Catalogue, asked: list[Offering], voice: Voice) -> str:
    """What each thing asked about is."""
    return paragraph(*(_described(catalogue, offering, voice) for offering in asked[:3]))


def _described(catalogue: Catalogue, offering: Offering, voice: Voice) -> str:
    """What it is, what it includes, up to where; whether it can be had."""
    language = voice.language
    if not offering.available:
        return voice("answer.available-no", name=noun(catalogue, offering, voice))
    features = [
        catalogue.feature_by_id[f].name.said(language) for f in catalogue.features_of(offering.id) if f in catalogue.feature_by_id
    ]
    limits = catalogue.limits_of(offering.id)
    counted = [_limit_words(catalogue, metric, limit, voice) for metric, limit in limits.items() if limit.is_finite()]
    endless = [_limit_words(catalogue, metric, limit, voice) for metric, limit in limits.items() if limit.is_infinite()]
    return paragraph(
        _description(catalogue, offering, voice) or voice("answer.has-it", names=format(noun(catalogue, offering, voice), "the")),
        voice("answer.includes", features=voice.joined(features[:MOST_LISTED])) if features else "",
        voice("answer.limits", limits=voice.joined(counted)) if counted else "",
        sentence(voice.joined(endless)),
    )


def _description(catalogue: Catalogue, offering: Offering, voice: Voice) -> str:
    if offering.description is None:
        return ""
    name, said = offering.name.said(voice.language), offering.description.said(voice.language)
    return voice("answer.what", name=name, description=said.rstrip("."))


def compares(reading: Reading) -> bool:
    """Whether the message sets one thing against another."""
    return any(fact.name == "compares" for fact in reading.facts)
