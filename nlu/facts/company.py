"""Companies by their legal form: "Rossi & Figli srl", "Dupont SARL", "the Bakery Ltd"."""

from __future__ import annotations

from collections.abc import Iterator

from nlu.facts.rulebook import Rulebook
from nlu.facts.tape import Tape
from nlu.reading import Fact

_LONGEST = 5
_SURE = 0.92
_LOWER_CASE = 0.65


def find_companies(tape: Tape, text: str, book: Rulebook) -> Iterator[Fact]:
    """Names that end in a legal form; in lower case only a word or two between what cannot be a name."""
    anyway, capital, spelt = book.words["legal"], book.words["legal_capitalised"], book.words["legal_in_capitals"]
    for here, word in enumerate(tape.words):
        formal = (
            word in anyway or (word in capital and here in tape.capitals) or (word in spelt and _spelt(text, *tape.spans[here]))
        )
        if here and formal:
            first = _start(tape, here, book)
            if first is not None:
                start, end = tape.span(first, here + 1)
                yield Fact("company", text[start:end], _SURE if first in tape.capitals else _LOWER_CASE, (start, end))


def _spelt(text: str, start: int, end: int) -> bool:
    return text[start:end].isupper() or "." in text[start:end] or text[start:end] == "SpA"


def _start(tape: Tape, legal: int, book: Rulebook) -> int | None:
    never, links = book.words["not_company"], book.words["links"]
    first = legal
    while first > max(0, legal - _LONGEST):
        before = first - 1
        linked = first < legal and tape.words[before] in links and before - 1 in tape.capitals
        if not linked and (before not in tape.capitals or tape.words[before] in never):
            break
        first = before
    if first < legal or tape.words[legal] not in book.words["legal_lower"]:
        return first if first < legal else None
    while first > max(0, legal - 3) and tape.words[first - 1].isalpha() and tape.words[first - 1] not in never:
        first -= 1
    return first if 0 < legal - first < 3 else None
