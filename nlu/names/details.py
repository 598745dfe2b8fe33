"""What stands around a name: how many, which size, with what, without what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from nlu.names import grammar as g
from nlu.names.matches import Match
from nlu.names.walk import Kind, Word

BACK = 6
"""Words looked at before a name for its number and options."""
_PART = 3
"""Words of one addition or removal: "latte di soia"."""
AGAINST = ("ma", "mais", "but", "pero")
"""Words that begin a clause of their own."""
MOST = Decimal(1_000_000)


def is_list(words: Sequence[Word], one: Match, other: Match, grammar: g.Grammar) -> bool | None:
    """Whether only list matter (and, comma, articles, numbers, sizes) stands between: False for commas alone, None if not."""
    between = words[one.last + 1 : other.first]
    if len(between) > 1 and between[0].kind is Kind.BREAK and between[1].kind is Kind.LINK:
        between = between[1:]
    links = [word for word in between if word.kind in (Kind.LINK, Kind.COMMA) or word.flags & g.COMPARING]
    if not links or len(between) > BACK or not all(word in links or _list_matter(word, grammar) for word in between):
        return None
    return any(word.kind is not Kind.COMMA for word in links)


def _list_matter(word: Word, grammar: g.Grammar) -> bool:
    matter = g.ARTICLE | g.DETERMINER | g.OPTION | g.MEASURE
    return bool(word.flags & matter) or word.fold[:1].isdigit() or word.fold in grammar.numbers


def quantity(
    words: Sequence[Word], match: Match, low: int, given: Mapping[int, Decimal] | None, grammar: g.Grammar
) -> Decimal | None:
    """How many: the number before the name with only sizes and measures between, or "x2" behind it.

    `given` are numbers read elsewhere, by where they start.
    """
    for place in range(match.first - 1, max(low, match.first - BACK) - 1, -1):
        word = words[place]
        if (number := number_at(word, given, grammar)) is not None:
            return number
        if not word.flags & (g.OPTION | g.MEASURE | g.HEAD | g.TIMES):
            break
    ahead = words[match.last + 1 : match.last + 3]
    if len(ahead) == 2 and ahead[0].fold in ("x", "×", "*"):
        return number_at(ahead[1], given, grammar)
    return None


def number_at(word: Word, given: Mapping[int, Decimal] | None, grammar: g.Grammar) -> Decimal | None:
    """The number a word says; articles say none."""
    if word.flags & g.ARTICLE and not word.fold[:1].isdigit():
        return None
    if given is not None and word.start in given:
        return given[word.start]
    if word.fold[:1].isdigit():
        return _digits(word.fold) if given is None else None
    number = grammar.numbers.get(word.fold)
    return None if number is None else Decimal(number)


def _digits(said: str) -> Decimal | None:
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    return number if 0 < number <= MOST else None


def options(words: Sequence[Word], match: Match, low: int, high: int, text: str, grammar: g.Grammar) -> tuple[str, ...]:
    """Sizes and variants right before or behind the name, and what is added ("con latte di soia"), as said."""
    found: list[str] = []
    for place in range(match.first - 1, max(low, match.first - BACK) - 1, -1):
        if _is_option(words[place], text):
            found.insert(0, text[words[place].start : words[place].end])
        elif not words[place].flags & g.MEASURE and not words[place].fold[:1].isdigit():
            break
    place = match.last + 1
    if place + 1 < high and words[place].kind is Kind.COMMA and (place + 2 >= len(words) or words[place + 2].kind >= Kind.COMMA):
        place += 1
    while place < high and _is_option(words[place], text) and not _of_next(words, place, high):
        found.append(text[words[place].start : words[place].end])
        place += 1
    if place < high and words[place].flags & g.ADDING and words[place].kind < Kind.COMMA:
        found += [text[one:other] for one, other in _parts(words, place + 1, high, grammar)]
    return tuple(found)


def _is_option(word: Word, text: str) -> bool:
    """A size or variant; one letter only in capitals (S, XL)."""
    return bool(word.flags & g.OPTION) and (len(word.fold) > 1 or text[word.start].isupper())


def _of_next(words: Sequence[Word], place: int, high: int) -> bool:
    """Whether the option belongs to the name that follows at once ("un latte grande pizza")."""
    return place + 1 == high < len(words) and words[high].form is not None


def removals(words: Sequence[Word], match: Match, high: int, text: str, grammar: g.Grammar) -> tuple[str, ...]:
    """What the name is to come without: "senza cipolla e olive"."""
    for place in range(match.last + 1, high):
        if words[place].kind is Kind.BREAK or words[place].fold in AGAINST:
            break
        if words[place].flags & g.WITHOUT:
            return tuple(text[one:other] for one, other in _parts(words, place + 1, high, grammar))
    return ()


def is_ingredient(words: Sequence[Word], match: Match, host: Match) -> bool:
    """Whether a match is what the one before comes with or without: "diavola senza olive", "latte con latte di soia"."""
    between = words[host.last + 1 : match.first]
    if match.whole and match.terms != host.terms:
        return False
    if any(word.kind >= Kind.COMMA or word.fold in AGAINST for word in between):
        return False
    return any(word.flags & (g.WITHOUT | g.ADDING if match.whole else g.WITHOUT) for word in between[-2:])


def _parts(words: Sequence[Word], start: int, high: int, grammar: g.Grammar) -> Iterator[tuple[int, int]]:
    """Where each item of a list of ingredients starts and ends; a polite word or a border ends the list."""
    first: int | None = None
    length = 0
    for place in range(start, high + 1):
        word = words[place] if place < high else None
        if word is not None and (
            word.fold[:1].isdigit()
            or (word.flags & g.ADDING and place > start)
            or word.fold in grammar.numbers
            or word.flags & g.ARTICLE
        ):
            return
        if (
            word is not None
            and word.kind is Kind.CONTENT
            and not word.flags & g.POLITE
            and (length or not word.flags & g.FOLLOWER)
            and length < _PART
        ):
            first, length = (place if first is None else first), length + 1
        elif word is not None and word.kind is Kind.FUNCTION and length < _PART:
            continue
        else:
            if first is not None:
                yield words[first].start, _end(words, first, place)
            first, length = None, 0
            if word is None or word.kind is not Kind.LINK:
                return


def _end(words: Sequence[Word], first: int, place: int) -> int:
    last = max(at for at in range(first, place) if words[at].kind is Kind.CONTENT)
    return words[last].end
