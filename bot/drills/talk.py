"""What a sentence does in a sale: benefit, playing back, answering an objection, a next step, holding."""

from __future__ import annotations

from bot.drills.offering import proposed
from bot.drills.sentences import Sentence

SURE = 0.5
"""Confidence from which a topic counts as heard."""
_SURELY = 0.65
_SURE_OF_A_FACT = 0.6
_ALIKE, _CLEARLY = 2, 3
"""Telling words in common that say what a sentence is about, with other signs for it and by themselves."""
_FIGURES = ("duration", "percent", "number", "date")


def is_benefit(sentence: Sentence) -> bool:
    """Words of the catalogue's arguments, or a phrase of advantage about the need; no open question, no pressure."""
    if sentence.open or sentence.presses or _only_plays_back(sentence) or _only_holds(sentence):
        return False
    shared = max((sentence.shares(words) for words in sentence.shop.benefit_words.values()), default=0)
    if shared >= _CLEARLY or (shared >= _ALIKE and is_about_need(sentence)):
        return True
    about = sentence.about_need >= SURE or max(shared, sentence.shares(sentence.shop.need_words - sentence.shop.name_words)) >= 1
    if (sentence.does("next") or sentence.has("proof")) and not is_about_need(sentence):
        return False
    return about and sentence.has("benefit", negated=True)


def is_about_need(sentence: Sentence) -> bool:
    """Whether it speaks of the hidden need, or of what answers it."""
    return sentence.about_need >= SURE or sentence.shares(sentence.shop.tied_words - sentence.shop.name_words) >= _ALIKE


def _only_plays_back(sentence: Sentence) -> bool:
    argued = max((sentence.shares(words) for words in sentence.shop.benefit_words.values()), default=0)
    needed = sentence.shares(sentence.shop.need_words - sentence.shop.name_words)
    argues = argued >= _CLEARLY and argued > needed
    return sentence.has("playback", negated=True) and plays_back(sentence) and not proposed(sentence) and not argues


def _only_holds(sentence: Sentence) -> bool:
    return not sentence.shop.scenario.sells and sentence.does("hold", negated=True) and not proposed(sentence)


def is_tied(sentence: Sentence) -> bool:
    """Whether a benefit answers the hidden need."""
    return is_benefit(sentence) and is_about_need(sentence)


def is_concrete(sentence: Sentence) -> bool:
    """A figure that is no price, or words for a time, an amount or a risk."""
    figures = [amount for amount in sentence.reading.amounts if amount.kind in _FIGURES and amount.per is None]
    return bool(figures) or sentence.has("concrete", negated=True)


def plays_back(sentence: Sentence) -> bool:
    """The need in the customer's words, said to the customer; no open question, no new product."""
    if sentence.open:
        return False
    shared = sentence.shares(sentence.shop.need_words - sentence.shop.name_words)
    about = sentence.about_need >= SURE
    if sentence.has("playback", negated=True):
        return shared >= _ALIKE or about or 0 < len(sentence.stems) <= 2 * shared
    other = sentence.asks or proposed(sentence) or sentence.does("proof") or sentence.does("next") or sentence.presses
    return (shared >= _CLEARLY or sentence.about_need >= _SURELY) and not other


def answers_objection(sentence: Sentence) -> bool:
    """A benefit, what the catalogue answers to this customer's objection, or a reminder of their own trouble."""
    if sentence.open or sentence.presses or sentence.has("argue", negated=True):
        return False
    if not sentence.asks and sentence.shares(sentence.shop.need_words - sentence.shop.name_words) >= _CLEARLY:
        return True
    return is_benefit(sentence) or sentence.shares(sentence.shop.answer_words - sentence.shop.name_words) >= 2


def acknowledges(sentence: Sentence) -> bool:
    """Taking a worry seriously; neither asking, arguing nor pushing."""
    return sentence.does("acknowledge") and not (sentence.open or sentence.presses or sentence.has("argue", negated=True))


def steps(sentence: Sentence) -> bool:
    """Something small to do next, without pressure."""
    return sentence.does("next") and not sentence.open and not sentence.presses


def holds(sentence: Sentence) -> bool:
    """Not selling and taking care instead: by the list's phrases, or by meaning what the scenario's author wrote."""
    meant = any(match.need == "hold" and match.confidence >= SURE for match in sentence.reading.answers)
    return not sentence.open and not proposed(sentence) and (meant or sentence.does("hold", negated=True))


def asked_facts(sentence: Sentence) -> list[str]:
    """The fact a question is about, if the customer has an answer to it."""
    heard = [
        match.need for match in sentence.reading.answers if match.confidence >= _SURE_OF_A_FACT and match.need.startswith("fact:")
    ]
    return [fact.removeprefix("fact:") for fact in heard[:1]]
