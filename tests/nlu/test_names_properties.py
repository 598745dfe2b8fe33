"""What must hold of names in any catalogue and any message."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.lexicon import Term
from nlu.names import NameIndex, common_words
from nlu.reading import Language, Mention
from tests.nlu.test_names_catalogues import INVENTED, TOKENIZER, index

LANGUAGES: tuple[Language, ...] = ("it", "fr", "en")
DISTINCTIVE = (
    "Zanzibarka",
    "Quorvex",
    "Brumello",
    "Tiglorina",
    "Pexaform",
    "Nuvolario",
    "Krestwind",
    "Ombralux",
    "Vordeno",
    "Sylphera",
)
NAMES = NameIndex([Term(name.lower(), {"*": (name,)}) for name in DISTINCTIVE], common_words())
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FRAMES = {
    "it": ("vorrei la {}", "quanto costa {} al mese?", "{}", "mi può mandare due {} domani"),
    "fr": ("je voudrais le {}", "c'est combien {} ?", "{}", "vous avez encore des {} en stock"),
    "en": ("I'd like the {}", "how much is {} per month?", "{}", "do you still have any {} left"),
}


def find(names: NameIndex, text: str, language: Language = "it") -> tuple[Mention, ...]:
    return names.find(TOKENIZER(text), text, language)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A name and the same with one letter put in, left out, changed, or swapped with the next."""
    name = draw(st.sampled_from(DISTINCTIVE))
    word = name.lower()
    at = draw(st.integers(0, len(word) - 2))
    letter = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(("insert", "delete", "substitute", "transpose")))
    changed = {
        "insert": word[:at] + letter + word[at:],
        "delete": word[:at] + word[at + 1 :],
        "substitute": word[:at] + letter + word[at + 1 :],
        "transpose": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }
    return name, changed[kind]


@given(slips(), st.sampled_from(LANGUAGES), st.integers(0, 3))
@settings(max_examples=400, deadline=None)
def test_one_slip_in_a_distinctive_name_is_forgiven(slip: tuple[str, str], language: Language, frame: int) -> None:
    name, said = slip
    assert [mention.product for mention in find(NAMES, FRAMES[language][frame].format(said), language)] == [name.lower()]


@given(st.text(max_size=200), st.sampled_from(sorted(INVENTED)), st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_with_spans_in_order(text: str, catalogue: str, language: Language) -> None:
    check(text, catalogue, language)


WORDS = (
    "la il the le due two e et and o plus solo team start iphone 15 q5 latte mocha espresso, senza non ho vorrei ? . ! "
    "materasso comfort e-mail x2"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(sorted(INVENTED)), st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None)
def test_any_heap_of_names_is_read_with_spans_in_order(words: list[str], catalogue: str, language: Language) -> None:
    check(" ".join(words), catalogue, language)


def check(text: str, catalogue: str, language: Language) -> None:
    end = 0
    for mention in find(index(catalogue), text, language):
        start, stop = mention.span
        assert end <= start < stop <= len(text)
        assert text[start:stop] == mention.text
        assert mention.product == mention.candidates[0]
        assert len(set(mention.candidates)) == len(mention.candidates)
        assert 0 < mention.score <= 1
        end = stop


@given(st.sampled_from(DISTINCTIVE), st.sampled_from(LANGUAGES))
def test_the_same_text_is_read_the_same(name: str, language: Language) -> None:
    assert find(NAMES, f"x {name} y", language) == find(NAMES, f"x {name} y", language)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 1_000,
        "margherita " * 180,
        "?" * 2_000,
        "x" * 2_000,
        "e-" * 1_000,
        "15 " * 660,
        "non voglio " * 180,
        "é́" * 900,
        "di della " * 220,
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    tokens = TOKENIZER(text)
    start = time.perf_counter()
    for catalogue in INVENTED:
        index(catalogue).find(tokens, text, "it")
    assert time.perf_counter() - start < 1.5


def test_an_empty_catalogue_hears_nothing() -> None:
    assert find(NameIndex((), common_words()), "vorrei una margherita, un lap top e due birre") == ()


def test_names_of_signs_only_are_left_out() -> None:
    assert find(NameIndex([Term("x", {"*": ("???", "")})], common_words()), "??? boh") == ()


def test_what_is_on_the_table_settles_the_ambiguous() -> None:
    names = NameIndex([Term("a", {"it": ("Lampada",)}), Term("b", {"it": ("Lampada",)})], common_words())
    text = "vorrei la lampada"
    tokens = TOKENIZER(text)
    assert names.find(tokens, text, "it")[0].candidates == ("a", "b")
    assert names.find(tokens, text, "it", context=("b",))[0].candidates == ("b",)
    assert names.find(tokens, text, "it", context=("a", "b"))[0].candidates == ("a", "b")


def test_the_long_name_wins() -> None:
    names = NameIndex([Term("a", {"it": ("Torta",)}), Term("b", {"it": ("Torta di mele",)})], common_words())
    assert [mention.product for mention in find(names, "una torta di mele e una torta")] == ["b", "a"]


def test_names_keep_to_their_numbers() -> None:
    names = NameIndex([Term("a", {"*": ("Volta 20",)}), Term("b", {"*": ("Volta 30",)})], common_words())
    assert [mention.candidates for mention in find(names, "la volta 30 oppure la volta 40")] == [("b",)]
