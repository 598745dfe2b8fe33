"""What a message does to an order: adds, sets a number, takes out, replaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from nlu.names.details import number_at
from nlu.names.grammar import MEASURE, OPTION, Grammar, grammar, load
from nlu.names.patterns import Hit, Patterns
from nlu.names.references import no_names
from nlu.names.walk import Kind, Word, walk
from nlu.reading import Amount, Language, Mention, Span
from nlu.tokens import Token

ChangeKind = Literal["add", "set", "remove", "replace"]
_KINDS: tuple[ChangeKind, ...] = ("set", "add", "remove", "replace")
_NEAR = 3
"""Words between a cue and the number it is about: "make that just two"."""


@dataclass(frozen=True, slots=True)
class OrderChange:
    """One change. `product` None: the one last spoken of; `quantity` None: not said; `replaced` gives way to `product`."""

    kind: ChangeKind
    product: str | None
    quantity: Decimal | None
    replaced: str | None
    span: Span


class _Scene(NamedTuple):
    words: Sequence[Word]
    hits: Sequence[Hit]
    grammar: Grammar
    amounts: dict[int, Decimal] | None


def order_lines(
    tokens: Sequence[Token], mentions: Sequence[Mention], language: Language, amounts: Sequence[Amount] | None = None
) -> tuple[OrderChange, ...]:
    """The changes a message makes, in text order; things only asked about, owned or turned down change nothing."""
    rules = grammar(language)
    words = walk(tokens, no_names(), rules.flags, frozenset())
    given = None if amounts is None else {amount.span[0]: amount.value for amount in amounts if amount.kind == "number"}
    scene = _Scene(words, _patterns(language).find([word.fold for word in words]), rules, given)
    asked = [mention for mention in mentions if mention.status in ("wanted", "removed")]
    changes = list(_replacing(scene, asked))
    told = {id for change in changes for id in (change.product, change.replaced)}
    changes += [_about(scene, mention) for mention in asked if mention.product not in told]
    if not mentions:
        changes += _unnamed(scene)
    return tuple(sorted(changes, key=lambda change: change.span))


@cache
def _patterns(language: Language) -> Patterns:
    data = load(f"orders.{language}.yaml")
    return Patterns((line, place) for place, name in enumerate(_KINDS) for line in data[name])


def _replacing(scene: _Scene, mentions: Sequence[Mention]) -> list[OrderChange]:
    """ "change the latte to a mocha", "a mocha instead of the latte", "non la margherita ma la diavola"."""
    if not any(_KINDS[hit.value] == "replace" for hit in scene.hits):
        return []
    gone = [mention for mention in mentions if mention.status == "removed"]
    come = [mention for mention in mentions if mention.status == "wanted"]
    return [
        OrderChange(
            "replace", new.product, new.quantity, old.product, (min(old.span[0], new.span[0]), max(old.span[1], new.span[1]))
        )
        for old, new in zip(gone, come, strict=False)
    ]


def _about(scene: _Scene, mention: Mention) -> OrderChange:
    if mention.status == "removed":
        return OrderChange("remove", mention.product, mention.quantity or _one(scene, mention), None, mention.span)
    cue = next(
        (hit for hit in reversed(scene.hits) if scene.words[hit.start].start < mention.span[0] and _clear(scene, hit, mention)),
        None,
    )
    kind: ChangeKind = "set" if cue is not None and _KINDS[cue.value] == "set" and mention.quantity is not None else "add"
    return OrderChange(kind, mention.product, mention.quantity, None, mention.span)


def _one(scene: _Scene, mention: Mention) -> Decimal | None:
    """ "togli una margherita" takes one away, "togli la margherita" all."""
    before = [word for word in scene.words if word.end <= mention.span[0]]
    while before and before[-1].flags & (OPTION | MEASURE):
        before.pop()
    return Decimal(1) if before and before[-1].fold in ("un", "uno", "una", "une", "one", "a", "an") else None


def _clear(scene: _Scene, hit: Hit, mention: Mention) -> bool:
    """Whether cue and name stand in one clause."""
    start = scene.words[hit.start].start
    return not any(start < word.start < mention.span[0] and word.kind is Kind.BREAK for word in scene.words)


def _unnamed(scene: _Scene) -> list[OrderChange]:
    """Changes to what was last spoken of: "anzi due", "make that three", "togline uno"."""
    for hit in scene.hits:
        kind = _KINDS[hit.value]
        span = scene.words[hit.start].start, scene.words[hit.end - 1].end
        number, end = _number_near(scene, hit)
        if kind == "set" and number is not None:
            return [OrderChange("set", None, number, None, (span[0], end))]
        if kind in ("add", "remove"):
            return [OrderChange(kind, None, number, None, (span[0], max(end, span[1])))]
    return []


def _number_near(scene: _Scene, hit: Hit) -> tuple[Decimal | None, int]:
    """The number in or right behind a cue, and where it ends."""
    for word in scene.words[hit.start : hit.end + _NEAR]:
        if word.kind is Kind.BREAK:
            break
        if word.fold in ("uno", "una", "un", "une", "one"):
            return Decimal(1), word.end
        if (number := number_at(word, scene.amounts, scene.grammar)) is not None:
            return number, word.end
    return None, 0
