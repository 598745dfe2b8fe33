"""Text made comparable, character for character: lower case, no accents, plain quotes, dashes, spaces and digits."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u02bc\u02bb\u0060\u00b4\u2032", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\r\v\f\u0085\u2028\u2029", "\n"),
    "\uff05": "%",
    "\u066a": "%",
}


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def _table() -> dict[int, str]:
    letters = {code: _plain(chr(code)) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
    digits = {0xFF10 + digit: str(digit) for digit in range(10)}
    return {**letters, **digits, **{ord(sign): plain for sign, plain in _SIGNS.items()}}


_PLAIN = _table()


class Folded(NamedTuple):
    """`plain` and `cased` are equally long; `origin` has their offsets in the message, if characters were left out."""

    plain: str
    cased: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the message for offsets into the folded text."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """The text folded, its invisible characters and loose accents dropped."""
    if text.isascii():
        return Folded(text.translate(_PLAIN) if "\t" in text or "`" in text or "\r" in text else text.lower(), text, None)
    origin = None
    if _INVISIBLE.search(text):
        origin = tuple(i for i, char in enumerate(text) if not _INVISIBLE.match(char))
        text = "".join(text[i] for i in origin)
    return Folded(text.translate(_PLAIN), text, origin)
