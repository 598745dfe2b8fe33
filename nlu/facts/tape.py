"""A message as one line of plain words: rules need not care for accents, apostrophes, hyphens or how an amount is written.

"È la Rossi S.r.l., 30 dip" becomes `e la rossi^srl^, N dip `, each word followed by a space, or by a mark where it has a capital
(`~` at the start of a sentence, where it tells nothing, else `^`). An amount is one capital letter: Number, Money, Rate without
currency, Percent, Duration, daTe, Ordinal. A pause is `,`, an end `.` or `?`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from nlu.reading import Amount, Span
from nlu.tokens import APOSTROPHES, Token

_KINDS: Final = {"number": "N", "ordinal": "O", "money": "M", "percent": "P", "duration": "D", "date": "T"}
_ENDS: Final = {
    **dict.fromkeys((".", "...", "…", "!", ";", "\n"), "."),
    "?": "?",
    **dict.fromkeys((",", "(", ")", "-", "–", "—", "|", "•"), ","),
}
_SILENT: Final = frozenset((*APOSTROPHES, ":", "=", "~", '"', "«", "»", "“", "”", "*", "_"))
_ARTICLES: Final = frozenset(("un", "una", "uno", "une", "a", "an", "one", "seconda", "secondo", "second", "primo", "prima"))
_TITLE: Final = 6
_UNSAFE: Final = re.compile(rf"[\s^~,.?{APOSTROPHES}]")
_RATE: Final = re.compile(
    r"/|\b(?:a|al|alla|all|an|per|par|ogni|chaque|each|every|pm|pa|mensil\w*|annu\w*|le|la|l|the|month\w*|year\w*)\b"
)
"""Words that make a number a rate: "30 al mese", but not the 2 of "2 clients par semaine"."""
PAUSES: Final = frozenset((",", ".", "?"))


@dataclass(frozen=True, slots=True)
class Tape:
    """The line and, word by word, where each stands in it (`offsets`) and in the message (`spans`)."""

    line: str
    words: tuple[str, ...]
    capitals: frozenset[int]
    offsets: tuple[int, ...]
    index: dict[int, int]
    spans: tuple[Span, ...]
    amounts: dict[int, Amount]

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to, not including, `last` stand in the message."""
        return self.spans[first][0], self.spans[last - 1][1]

    def segment(self, at: int) -> range:
        """The words between the pauses around a word."""
        first = last = at
        while first and self.words[first - 1] not in PAUSES:
            first -= 1
        while last < len(self.words) and self.words[last] not in PAUSES:
            last += 1
        return range(first, last)


class _Recorder:
    def __init__(self, unmarked: Collection[str], abbreviations: Collection[str]) -> None:
        self.words: list[str] = []
        self.marks: list[str] = []
        self.spans: list[Span] = []
        self.amounts: dict[int, Amount] = {}
        self._unmarked, self._abbreviations = unmarked, abbreviations
        self._opening = True

    def word(self, token: Token, shouting: bool) -> None:
        plain = _UNSAFE.sub("", token.fold.lower()) or ","
        capital = token.text[0].isupper() and not shouting and plain not in self._unmarked
        self._put(plain, (token.start, token.end), ("~" if self._opening else "^") if capital else " ")
        self._opening = False

    def pause(self, sign: str, token: Token) -> None:
        if self.words and self.words[-1] not in PAUSES:
            self._put(sign, (token.start, token.end), " ")
        elif self.words and sign == "?":
            self.words[-1] = "?"
        self._opening = self._opening or sign != ","

    def amount(self, amount: Amount) -> None:
        self.amounts[len(self.words)] = amount
        letter = _KINDS[amount.kind]
        self._put("R" if letter == "N" and amount.per and _RATE.search(amount.text.casefold()) else letter, amount.span, " ")
        self._opening = False

    def joins(self, before: Token, token: Token, after: Token | None) -> bool:
        """Whether a dot is part of an abbreviation: `sig.`, and in `s.r.l.` each of them."""
        if not self.words or before.end != token.start:
            return False
        if self.words[-1] in self._abbreviations or (len(before.fold) == 1 < len(self.words[-1])):
            return True
        return len(before.fold) == 1 and after is not None and after.start == token.end

    def initial(self, token: Token) -> None:
        """Adds a letter or dot to the abbreviation being spelt: `s.r.` and `l`."""
        self.words[-1] += _UNSAFE.sub("", token.fold.lower())
        self.spans[-1] = self.spans[-1][0], token.end

    def _put(self, word: str, span: Span, mark: str) -> None:
        self.words.append(word)
        self.marks.append(mark)
        self.spans.append(span)

    def _titled(self) -> bool:
        """Whether Nearly Every Word Has A Capital, so that none of them makes a name."""
        words = sum(word not in PAUSES and i not in self.amounts for i, word in enumerate(self.words))
        return words >= _TITLE and sum(mark != " " for mark in self.marks) >= 0.8 * words

    def tape(self) -> Tape:
        offsets, here = [], 0
        for word in self.words:
            offsets.append(here)
            here += len(word) + 1
        if self._titled():
            self.marks = [" "] * len(self.marks)
        line = "".join(word + mark for word, mark in zip(self.words, self.marks, strict=True))
        capitals = frozenset(i for i, mark in enumerate(self.marks) if mark != " ")
        index = {offset: i for i, offset in enumerate((*offsets, here))}
        return Tape(line, tuple(self.words), capitals, tuple(offsets), index, tuple(self.spans), self.amounts)


def make_tape(
    text: str, tokens: Sequence[Token], amounts: Sequence[Amount], unmarked: Collection[str], abbreviations: Collection[str]
) -> Tape:
    """The tape of a message. `unmarked`: words whose capital tells nothing (months, places); `abbreviations` end in a dot."""
    recorder = _Recorder(unmarked, abbreviations)
    waiting = sorted(
        (amount for amount in amounts if _counts(amount)), key=lambda amount: (amount.span[0], -amount.span[1]), reverse=True
    )
    shouting = text.isupper()
    covered = 0
    for i, token in enumerate(tokens):
        while waiting and waiting[-1].span[0] < max(covered, token.start + 1):
            amount = waiting.pop()
            if amount.span[0] >= covered:
                recorder.amount(amount)
                covered = max(covered, amount.span[1])
        if token.start >= covered:
            _read(recorder, tokens, i, shouting)
    return recorder.tape()


def _counts(amount: Amount) -> bool:
    return not (amount.kind in ("number", "ordinal") and amount.text.casefold() in _ARTICLES)


def _read(recorder: _Recorder, tokens: Sequence[Token], i: int, shouting: bool) -> None:
    token = tokens[i]
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    sign = _ENDS.get(token.text)
    if sign is None:
        if token.text not in _SILENT:
            spelling = (
                i > 1
                and tokens[i - 1].text == "."
                and len(token.fold.rstrip(".")) <= 2
                and recorder.joins(tokens[i - 2], tokens[i - 1], token)
            )
            recorder.initial(token) if spelling else recorder.word(token, shouting)
    elif (
        before is not None and after is not None and token.text == "-" and before.end == token.start and token.end == after.start
    ):
        return
    elif token.text == "." and before is not None and recorder.joins(before, token, after):
        recorder.initial(token)
    else:
        recorder.pause(sign, token)
