"""What a message says about the customer: rules found on the tape, made into facts, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from nlu.facts.company import find_companies
from nlu.facts.industry import NONE, Table, find_businesses
from nlu.facts.matching import matches, surest
from nlu.facts.negation import negated_spans
from nlu.facts.rulebook import rulebook
from nlu.facts.tape import make_tape
from nlu.facts.values import facts_of
from nlu.reading import Amount, Fact, Language, Span
from nlu.tokens import Token

MOST = 40
"""Facts kept of one message."""
_NOTE = frozenset(("@rep", "size", "tenure_days", "company", "decides", "role", "spend"))
"""Facts that show the message to be about a customer, so that a bare "pizzeria" is theirs."""


def read_facts(
    text: str, tokens: Sequence[Token], language: Language, amounts: Sequence[Amount],
    at: datetime | None = None, industries: Mapping[str, Table] = NONE,
) -> tuple[Fact, ...]:  # fmt: skip
    """Facts of docs/labels.md, in the order said.

    Without `at` no date is resolved. `industries` are a catalogue's own, made by `compile_industries`.
    """
    if not tokens:
        return ()
    book = rulebook(language)
    tape = make_tape(text, tokens, amounts, book.words["unmarked"], book.words["abbreviations"])
    denied = negated_spans(tokens, language)
    found = matches(tape, book, denied)
    made = [(match.rule, facts_of(match, tape, text, book, at)) for match in surest(match for match in found if match.rule.facts)]
    facts = [fact for rule, some in made if not rule.beside for fact in some]
    facts.extend(fact for fact in find_companies(tape, text, book) if not _inside(fact.span, denied))
    noted = any(fact.name in _NOTE for fact in facts)
    businesses = find_businesses(tape, text, language, industries, found, noted)
    facts.extend(fact for fact in businesses if not _inside(fact.span, denied))
    names = {fact.name for fact in facts}
    facts.extend(fact for rule, some in made if rule.beside & names for fact in some)
    return _settled(facts)


def _inside(span: Span, denied: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in denied)


def _settled(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each value once, at its surest; what overlaps under one name, the surer and then the longer."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (-fact.confidence, fact.span[0] - fact.span[1])):
        rivals = (other for other in kept if other.name == fact.name)
        if fact.name[0] != "@" and not any(other.value == fact.value or _inside(fact.span, (other.span,)) for other in rivals):
            kept.append(fact)
    named = {fact.name for fact in kept if fact.value != "other"}
    known = [fact for fact in kept if fact.value != "other" or fact.name not in named]
    return tuple(sorted(known[:MOST], key=lambda fact: fact.span))
