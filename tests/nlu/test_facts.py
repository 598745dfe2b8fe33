"""Facts on any text: nothing breaks, stands outside the message or takes long. The tables are in test_facts_it.py and so on."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.amounts import read_amounts
from nlu.facts import clauses, compile_industries, is_correction, negated_spans, read_facts
from nlu.facts.pattern import Pattern, PatternError, rows_of
from nlu.facts.rulebook import WORDS, read_yaml, rulebook
from nlu.lexicon import Term
from nlu.reading import LANGUAGES, Fact, Language, Span
from nlu.tokens import LONGEST, Tokenizer

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
tokenize = Tokenizer()
languages = st.sampled_from(LANGUAGES)
words = sorted({word for language in LANGUAGES for word in rulebook(language).rules if word.isalpha() and word.islower()})
messages = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.one_of(
            st.sampled_from(words), st.sampled_from(["30", "€", "200/mese", "Rossi", "SRL", ",", ".", "?", "non", "S.r.l."])
        ),
        max_size=40,
    ).map(" ".join),
)


def facts(text: str, language: Language) -> tuple[Fact, ...]:
    """The facts of a message, with the amounts the reader would hand over."""
    text = text[:LONGEST]
    return read_facts(text, tokenize(text), language, read_amounts(text, language, AT), AT)


def said(text: str, language: Language) -> list[str]:
    """The facts of a message as sorted name=value."""
    return sorted(f"{fact.name}={fact.value}" for fact in facts(text, language))


def expected(row: str) -> list[str]:
    """What a row of a table expects, likewise."""
    return sorted(part for part in row.split("|") if part)


def within(span: Span, text: str) -> bool:
    return 0 <= span[0] < span[1] <= len(text)


@settings(max_examples=300, deadline=None)
@given(text=messages, language=languages)
def test_facts_stand_in_the_message_and_are_plain(text: str, language: Language) -> None:
    found = facts(text, language)
    assert all(within(fact.span, text) and 0 < fact.confidence <= 1 and fact.name[0] != "@" for fact in found)
    assert all(type(fact.value) in (str, int, float) and fact.value != "" for fact in found)
    assert found == facts(text, language)


@settings(max_examples=300, deadline=None)
@given(text=messages, language=languages)
def test_clauses_and_negations_are_in_order_and_apart(text: str, language: Language) -> None:
    tokens = tokenize(text)
    for spans in (clauses(text, tokens, language), negated_spans(tokens, language)):
        assert all(within(span, text) for span in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    is_correction(tokens, language)


@given(text=st.text(alphabet="abcdefgh ,.", max_size=80), language=languages)
def test_clauses_leave_no_word_out(text: str, language: Language) -> None:
    spans = clauses(text, tokenize(text), language)
    covered = "".join(text[start:end] for start, end in spans)
    assert Counter(filter(str.isalpha, covered)) == Counter(filter(str.isalpha, text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "part", ["a ", "decide il titolare ", "cliente ", "Rossi e ", "s.", "non ", "1 ", "€5 ", "de la ", "my ", ", "]
)
def test_hostile_text_is_bounded(part: str, language: Language) -> None:
    text = (part * LONGEST)[:LONGEST]
    tokens, amounts = tokenize(text), read_amounts(text, language, AT)
    facts(part, language)
    start = time.perf_counter()
    read_facts(text, tokens, language, amounts, AT)
    negated_spans(tokens, language)
    clauses(text, tokens, language)
    is_correction(tokens, language)
    assert time.perf_counter() - start < 0.5


def test_industries_of_a_catalogue_are_heard_in_their_language_and_in_any() -> None:
    own = compile_industries([Term("cheese", {"it": ("casaro artigiano",), "*": ("fromagerie d'alpage", "((", "")})])
    text = "cliente: casaro artigiano, 3 dip"
    found = read_facts(text, tokenize(text), "it", read_amounts(text, "it", AT), AT, own)
    assert [fact.value for fact in found if fact.name == "industry"] == ["cheese"]
    french = "je tiens une fromagerie d'alpage"
    assert [fact.value for fact in read_facts(french, tokenize(french), "fr", (), AT, own)] == ["cheese"]


def test_without_a_time_no_date_is_resolved() -> None:
    text = "cliente dal 2019, entro Natale, cliente da due anni"
    found = read_facts(text, tokenize(text), "it", read_amounts(text, "it", AT))
    assert {fact.name: fact.value for fact in found} == {"tenure_days": 730}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_compiles(language: Language) -> None:
    for rules in rulebook(language).rules.values():
        for _, pattern in rules:
            assert pattern.match.pattern


def industries(language: Language) -> dict[str, dict[str, list[str]]]:
    return {
        name: kinds for path in sorted((WORDS / language).glob("industries*.yaml")) for name, kinds in read_yaml(path).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_industries_are_the_same_in_every_language_and_share_no_word(language: Language) -> None:
    known = industries(language)
    assert known.keys() == industries("en").keys()
    meanings: dict[str, set[str]] = {}
    for name, kinds in known.items():
        assert kinds.keys() <= {"business", "job", "adviser", "field"}
        for phrase in (phrase for phrases in kinds.values() for phrase in phrases):
            for row in rows_of(phrase):
                meanings.setdefault(" ".join(row), set()).add(name)
    assert {phrase: names for phrase, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("(a|b", "not closed"),
        ("a)", "too many"),
        ("{x}", "no list is called"),
        ("<x>", "no slot is called"),
        ("..2 a", "any word"),
    ],
)
def test_a_rule_that_cannot_be_read_names_its_fault(source: str, fault: str) -> None:
    with pytest.raises(PatternError, match=fault):
        Pattern(source, {}, {})


def test_files_stay_small() -> None:
    for path in (*WORDS.rglob("*.yaml"), *WORDS.parent.glob("*.py")):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) < 200, path
        assert max(map(len, lines)) <= 130, path
