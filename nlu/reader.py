"""One message to a `Reading`: tokens, language, labels, names, amounts, needs and facts, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import yaml

from nlu import heads
from nlu.amounts import read_amounts, read_growth, read_usages
from nlu.cues import read_cues
from nlu.facts import clauses, compile_industries, is_correction, joining_words, read_facts
from nlu.features import Encoder, Vector, checksums
from nlu.heads import Head
from nlu.labels import ACTS, LABELS, OBJECTIONS, SIGNALS
from nlu.lexicon import ANY, Lexicon, Term
from nlu.names import NameIndex, common_words, find_references, is_of
from nlu.reading import Amount, Fact, Label, Language, Mention, NeedMatch, Reading, Span, Usage
from nlu.tokens import LONGEST, Token, Tokenizer, fold
from nlu.topics import Piece, TopicIndex, background

PRIOR = 0.25
"""How much the conversation's language adds to its own probability: enough for "ok", too little for a sentence."""
CLAUSES_FROM = 7
"""Words from which a message's clauses are looked at one by one as well."""
MOST_CLAUSES = 6
SIGNS, FEWEST = frozenset({",", ";", ":", "–"}), 3
"""Where a clause is split further, as at a joining word, with at least `FEWEST` words on both sides."""
SURELY_NAMED = 0.95
PLAIN = Path(__file__).parent / "words" / "plain.yaml"
TELLING_ACTS = frozenset({"inform", "ask-advice", "ask-product", "object", "hesitate"})
CLEARLY = 0.6
FEWEST_FOREIGN = 4
"""Words from which a message can be told to be in a language we do not speak."""


class Plain(NamedTuple):
    """What tells no reason: stems of products and their takers, those and the words of plain counts, and where the counts are."""

    names: frozenset[str]
    words: frozenset[str]
    counts: tuple[Span, ...]


class Reader:
    """Reads messages against one lexicon. Built once; `read` has no state."""

    def __init__(self, lexicon: Lexicon, *, head: Head | None = None, encoder: Encoder | None = None) -> None:
        self._head = head or heads.load()
        self._encoder = encoder
        self._tokenize = Tokenizer()
        self._at = {name: index for index, name in enumerate(self._head.names)}
        self._languages = [name.removeprefix("lang:") for name in self._head.names if name.startswith("lang:")]
        short = frozenset(word for word in self._head.common if len(word) <= 4)
        common = self._head.common | common_words()
        self._products, self._features, self._metrics, self._industries = (
            NameIndex(terms, common) for terms in (lexicon.products, lexicon.features, lexicon.metrics, lexicon.industries)
        )
        self._trades = compile_industries(lexicon.industries)
        self._default = lexicon.language if lexicon.products else None
        self._neutral = frozenset(_neutral(lexicon.products))
        rivals = background(lexicon)
        self._needs = TopicIndex(lexicon.needs, encoder, short, rivals)
        self._answers = TopicIndex(lexicon.answers, encoder, short, rivals)
        self._plain = self._needs.stems(_plain())

    def read(self, text: str, at: datetime, language: str | None = None, context: Sequence[str] = ()) -> Reading:
        """What the message says. `language` is the conversation's so far, `context` the products already spoken of."""
        tokens = self._tokenize(text)
        said = text[:LONGEST]
        counts = checksums(tokens)
        by_grams = self._head.by_grams(counts)
        whole = self._encoder.of(counts) if self._encoder else None
        scores = self._head.probabilities(by_grams, whole)
        spoken, sure = self._language(self._without_names(tokens, scores, by_grams), language)
        worded = any(token.is_word for token in tokens)
        labels = self._labels(scores, (0, len(said)), encoded=whole is not None) if worded else ()
        amounts = read_amounts(said, spoken, at)
        metrics = self._metrics.find(tokens, said, spoken, (), amounts)
        products = self._products.find(tokens, said, spoken, context, amounts)
        usages = _usages(said, spoken, amounts, metrics)
        facts = tuple(read_facts(said, tokens, spoken, amounts, at, self._trades))
        plain = self._without_reasons(said, products, usages, facts)
        pieces = self._pieces(said, tokens, spoken, whole, plain) if worded else []
        compared = self._needs.compare(pieces)
        return Reading(
            text=text,
            language=spoken,
            language_confidence=sure,
            acts=tuple(label for label in labels if label.name in ACTS),
            objections=tuple(label for label in labels if label.name in OBJECTIONS),
            signals=tuple(label for label in labels if label.name in SIGNALS),
            products=products,
            features=self._features.find(tokens, said, spoken, (), amounts),
            needs=_plausible(self._needs.find(compared), labels),
            leanings=self._needs.leanings(compared),
            answers=self._answers.find(self._answers.compare(pieces)),
            amounts=amounts,
            usages=usages,
            growth=read_growth(said, spoken, amounts),
            references=find_references(tokens, spoken),
            facts=(
                *facts,
                *read_cues(said, spoken),
                *(Fact("metric", metric.product, metric.score, metric.span) for metric in metrics),
                *self._foreign(said, tokens),
            ),
            correction=is_correction(tokens, spoken),
            unclear=not labels,
            notes=self._notes(text),
        )

    def _pieces(self, said: str, tokens: Sequence[Token], language: Language, whole: Vector | None, plain: Plain) -> list[Piece]:
        """The message and, when it is long, its clauses, each with its vector; those that tell no reason are left out."""
        parting = SIGNS | joining_words(language)
        spans = _shorter(clauses(said, tokens, language), tokens, parting)[:MOST_CLAUSES] if len(tokens) >= CLAUSES_FROM else []
        everything = self._needs.piece(tokens, (0, len(said)), whole)
        parts = (self._needs.piece(tokens, span, self._vector(tokens, span)) for span in spans if len(spans) > 1)
        telling = [piece for piece in (everything, *parts) if not self._is_plain(piece, plain)]
        return [replace(piece, stems=piece.stems - plain.names) for piece in telling]

    def _is_plain(self, piece: Piece, plain: Plain) -> bool:
        start, end = piece.span
        marked = piece.stems & self._plain or any(start <= count[0] and count[1] <= end for count in plain.counts)
        return bool(marked) and piece.stems <= plain.words

    def _without_reasons(self, said: str, products: Sequence[Mention], usages: Sequence[Usage], facts: Sequence[Fact]) -> Plain:
        """What tells who takes which product, or how many they are, and not why: "we're four", "il client prend le Pro"."""
        names = self._plain.union(*(self._needs.stems(each.text.split()) for each in products if each.score >= SURELY_NAMED))
        sizes = [each.span for each in facts if each.name == "size"]
        counts = [each.span for each in usages if each.used and not each.cap] + sizes
        return Plain(names, names.union(*(self._needs.stems(said[start:end].split()) for start, end in counts)), tuple(counts))

    def _vector(self, tokens: Sequence[Token], span: Span) -> Vector | None:
        inside = [token for token in tokens if span[0] <= token.start < span[1]]
        return self._encoder.of(checksums(inside)) if self._encoder else None

    def _without_names(self, tokens: Sequence[Token], scores: Vector, by_grams: Vector) -> Vector | None:
        """What the words say apart from names that are the same in every language: "a margherita please" is English."""
        if not any(token.fold.isalpha() for token in tokens):
            return None
        others = [token for token in tokens if token.fold not in self._neutral]
        if len(others) < len(tokens) and any(token.fold.isalpha() for token in others):
            counts = checksums(others)
            by_grams = self._head.by_grams(counts)
            scores = self._head.probabilities(by_grams, self._encoder.of(counts) if self._encoder else None)
        return np.asarray((scores + self._head.probabilities(by_grams, None)) / 2, np.float32)

    def _language(self, scores: Vector | None, prior: str | None) -> tuple[Language, float]:
        """The likeliest, the conversation's language counting for something, the shop's own for less. `scores` is None without words."""
        weights = {
            each: float(scores[self._at[f"lang:{each}"]]) + 0.01 if scores is not None else 0.01 for each in self._languages
        }
        for expected, weight in ((prior, PRIOR), (None if prior in weights else self._default, PRIOR / 2)):
            if expected in weights:
                weights[expected] += weight
        best = max(weights, key=lambda each: weights[each])
        return cast(Language, best), round(weights[best] / sum(weights.values()), 3)

    def _labels(self, scores: Vector, span: Span, *, encoded: bool) -> tuple[Label, ...]:
        thresholds = self._head.threshold if encoded else self._head.alone
        heard = [
            Label(name, round(float(scores[self._at[name]]), 3), span)
            for name in LABELS
            if scores[self._at[name]] >= thresholds[self._at[name]]
        ]
        return tuple(sorted(heard, key=lambda label: -label.confidence))

    def _foreign(self, said: str, tokens: Sequence[Token]) -> tuple[Fact, ...]:
        """A sentence with hardly a word of ours, or in another alphabet."""
        words = [token for token in tokens if token.fold.isalpha()]
        ours = sum(token.fold in self._head.common for token in words)
        other_script = sum(not token.fold.isascii() for token in words) * 2 > len(words)
        if other_script or (len(words) >= FEWEST_FOREIGN and ours * 3 < len(words)):
            return (Fact("foreign_language", True, 1.0 - ours / len(words), (0, len(said))),)
        return ()

    def _notes(self, text: str) -> tuple[str, ...]:
        notes: list[str] = []
        if len(text) > LONGEST:
            notes.append(f"only the first {LONGEST} of {len(text)} characters were read")
        if self._encoder is None:
            notes.append("without sentence vectors: needs and acts are heard less well")
        return tuple(notes)


@cache
def _plain() -> tuple[str, ...]:
    """Words that say who takes or has what, and not why."""
    loaded: list[list[str]] = yaml.load(PLAIN.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(chain.from_iterable(loaded))


def _neutral(products: Sequence[Term]) -> Iterator[str]:
    """Words of names that tell no language: said alike in several."""
    for term in products:
        words = {language: {fold(word) for name in names for word in name.split()} for language, names in term.names.items()}
        yield from words.pop(ANY, ())
        for word, languages in Counter(chain.from_iterable(words.values())).items():
            if languages > 1:
                yield word


def _shorter(spans: Sequence[Span], tokens: Sequence[Token], parting: frozenset[str]) -> list[Span]:
    """Clauses, split once more at commas and "and": in notes they part what in prose a full stop would."""
    parts: list[Span] = []
    for start, end in spans:
        inside = [token for token in tokens if start <= token.start < end]
        first = int(bool(inside) and inside[0].fold in parting)
        for index, token in enumerate(inside):
            if token.fold in parting and index - first >= FEWEST and len(inside) - index > FEWEST:
                parts.append((inside[first].start, token.start))
                first = index + 1
        if first < len(inside):
            parts.append((inside[first].start, end))
    return parts


def _plausible(needs: tuple[NeedMatch, ...], labels: Sequence[Label]) -> tuple[NeedMatch, ...]:
    """A faint need counts only where somebody tells or asks something; a plain order or a thank-you needs a clear one."""
    if {label.name for label in labels} & TELLING_ACTS:
        return needs
    return tuple(need for need in needs if need.confidence >= CLEARLY)


def _usages(said: str, language: Language, amounts: Sequence[Amount], metrics: Sequence[Mention]) -> tuple[Usage, ...]:
    """Use against limits, its metric named by the catalogue's id where the words are the catalogue's; plain counts of a metric too."""
    usages = tuple(_named(usage, metrics) for usage in read_usages(said, language, amounts))
    covered = {usage.metric for usage in usages}
    counts = (_count(said, language, mention, amounts) for mention in metrics if mention.product not in covered)
    return (*usages, *(count for count in counts if count))


def _named(usage: Usage, named: Sequence[Mention]) -> Usage:
    near = [mention for mention in named if mention.span[0] <= usage.span[1] + 25 and mention.span[1] >= usage.span[0] - 25]
    if not near:
        return usage
    closest = min(near, key=lambda mention: abs(mention.span[0] - usage.span[0]))
    return replace(usage, metric=closest.product)


def _count(said: str, language: Language, mention: Mention, amounts: Sequence[Amount]) -> Usage | None:
    """ "12 users", "une vingtaine de postes": a count right before the metric's name."""
    for amount in amounts:
        between = said[amount.span[1] : mention.span[0]].strip()
        joined = not between or is_of(between, language)
        if amount.kind == "number" and amount.span[1] <= mention.span[0] and joined:
            return Usage(mention.product, amount.value, None, None, (amount.span[0], mention.span[1]))
    return None
