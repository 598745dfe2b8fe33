"""Which products a sentence proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drills.cues import Words, wording
from bot.drills.deed import UNNAMED
from bot.drills.sentences import Sentence
from bot.drills.shop import Shop
from nlu.reading import Mention
from nlu.tokens import fold

_WORD = re.compile(r"[^\W\d_]+")
_FULLY = 0.5
"""Share of a name's telling words that must have been said, unless the sentence offers something anyway."""
_ALIKE = 2
"""Telling words in common with a product's arguments that say which one is meant."""


def proposed(sentence: Sentence) -> tuple[str, ...]:
    """Ids of what is proposed, once each; `UNNAMED` when something is offered without saying what."""
    if not _may_propose(sentence):
        return ()
    named = tuple(dict.fromkeys(_named(sentence)))
    if named or not _offers(sentence):
        return named
    return _by_feature(sentence) or _by_need(sentence)


def spoken_of(sentence: Sentence) -> tuple[str, ...]:
    """Ids of products the customer does not have that are named at all."""
    return tuple(dict.fromkeys(_named(sentence)))


def _may_propose(sentence: Sentence) -> bool:
    if sentence.open:
        return False
    if _begins_by_agreeing(sentence) and not sentence.has("propose") and not _offers(sentence):
        return False
    if not sentence.shop.scenario.sells and sentence.does("hold", negated=True) and not _offers(sentence):
        return False
    return "?" not in sentence.text or not sentence.has("having", negated=True) or sentence.has("propose") or _offers(sentence)


def _begins_by_agreeing(sentence: Sentence) -> bool:
    """Whether it takes up what the customer said ("I know, three weeks of training…"): what it names is not an offer."""
    at = sentence.shop.cues.at("acknowledge", sentence.words, negated=True)
    return at is not None and not Words(sentence.text[:at]).folded


def _offers(sentence: Sentence) -> bool:
    return sentence.has("offer") or (
        sentence.has("present") and sentence.has("benefit", negated=True) and not sentence.does("proof")
    )


def _named(sentence: Sentence) -> Iterator[str]:
    shop = sentence.shop
    for mention in sentence.reading.products:
        turned_down = mention.negated or mention.status in ("declined", "removed") or _denied(sentence, mention.span[0])
        if turned_down and not sentence.has("why-not", negated=True):
            continue
        product = _meant(mention, shop)
        if product and (_said_in_full(mention, shop, product) or _offers(sentence) or sentence.has("propose")):
            yield product
    yield from _by_short_name(sentence)


def _by_short_name(sentence: Sentence) -> Iterator[str]:
    """Products by the one word that tells them apart: with a capital, or in an offer of what goes with what the customer has."""
    short, has = sentence.shop.short, sentence.shop.scenario.has
    offering = _offers(sentence) or sentence.has("propose")
    for match in _WORD.finditer(sentence.text):
        word = Words(match[0]).folded[0]
        product = short.proper.get(word) if match[0][0].isupper() else short.beside.get(word) if offering else None
        named = any(product in mention.candidates for mention in sentence.reading.products)
        if not product or product in has or named:
            continue
        if not _everyday(sentence, match, word) and not _denied(sentence, match.start()):
            yield product


def _everyday(sentence: Sentence, match: re.Match[str], word: str) -> bool:
    """Whether it is just a word after all: it opens the sentence, says little, and no verb follows: "Plus de…"."""
    first = not Words(sentence.text[: match.start()]).folded
    return first and not sentence.shop.cues.telling(word) and not _acts_like_a_name(sentence, match.end())


def _acts_like_a_name(sentence: Sentence, end: int) -> bool:
    """Whether a verb follows: "Plus a…", and not "Plus de…"."""
    after = Words(sentence.text[end:]).folded[:1]
    return bool({fold(word) for word in wording(sentence.shop.language)["cues"]["after-name"]} & set(after))


def _denied(sentence: Sentence, at: int) -> bool:
    """Whether the words just before a name turn it down: "without Plus", "not the Pro"."""
    before = Words(sentence.text[:at]).folded[-2:]
    return bool(set(before) & set(sentence.shop.cues.negators))


def _meant(mention: Mention, shop: Shop) -> str | None:
    """The product of an ambiguous name: what fits, else what the customer does not have."""
    new = [product for product in mention.candidates if product in shop.catalogue.by_id and product not in shop.scenario.has]
    if set(mention.candidates) & set(shop.scenario.has) and mention.product in shop.scenario.has:
        return None
    return next((product for product in new if product in shop.right), new[0] if new else None)


def _said_in_full(mention: Mention, shop: Shop, product: str) -> bool:
    """Whether enough of one of its names was said: a verb that looks like one word of a long name is no mention."""
    said = set(Words(mention.text).folded)
    for name in shop.names[product]:
        words = {word for word in Words(name).folded if shop.cues.telling(word)} - shop.short.brand or set(Words(name).folded)
        stems = {shop.cues.stem(word) for word in words}
        if len(stems & {shop.cues.stem(word) for word in said}) > _FULLY * len(stems):
            return True
    return False


def _by_feature(sentence: Sentence) -> tuple[str, ...]:
    """The product that brings a feature the customer lacks, when only the feature is named."""
    shop = sentence.shop
    had = {feature for product in shop.scenario.has for feature in shop.catalogue.features_of(product)}
    for mention in sentence.reading.features:
        having = [o.id for o in shop.catalogue.offerings if mention.product in o.features and o.id not in shop.scenario.has]
        if mention.product not in had and having:
            return (next((product for product in having if product in shop.right), having[0]),)
    return ()


def _by_need(sentence: Sentence) -> tuple[str, ...]:
    """Something offered by what it does: what answers the hidden need, or the product it shares most words with."""
    shop = sentence.shop
    if shop.right and sentence.shares(shop.tied_words) >= _ALIKE:
        return (min(shop.right),)
    shared = {product: sentence.shares(words) for product, words in shop.benefit_words.items()}
    best = max(shared, key=lambda product: (shared[product], product in shop.right), default=None)
    return (best,) if best and shared[best] >= _ALIKE else (UNNAMED,)
