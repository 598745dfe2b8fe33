"""Per what: "al mese a utente", "/user/month", "par personne", "each"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlu.amounts.drafts import Draft
from nlu.amounts.phrases import Phrases, families, listed, names
from nlu.amounts.tokens import Tokens

_PERIODS = ("hour 1", "day 1", "week 1", "month 1", "year 1")
_MOST = 3


class Rates:
    """The rates of one language."""

    def __init__(self, source: Mapping[str, Any], common: Mapping[str, Any], stop: frozenset[str]) -> None:
        per = source["per"]
        self._open, self._strong, self._weak = frozenset(names(per["open"])), listed(per["strong"]), listed(per["weak"])
        self._adverbs = Phrases((name, period) for period, said in per["adverbs"].items() for name in names(said))
        self._apiece, self._skip = listed(per["apiece"]), listed(per["skip"])
        durations = [(key, words["durations"].get(key)) for words in (common, source) for key in _PERIODS]
        self._periods = Phrases((name, key.split()[0]) for key, said in durations for name in names(said))
        self._each = Phrases((name, forms[0]) for forms in families(per["each"]) for name in forms)
        self._stop = stop

    def dress(self, tokens: Tokens, draft: Draft) -> None:
        """Adds what the amount is per, and takes the words that say so into it."""
        draft.last = self._read(tokens, draft, draft.last)

    def of_count(self, tokens: Tokens, draft: Draft) -> None:
        """ "100 ordini al mese": the rate after the counted thing, which stays outside the amount."""
        if tokens.is_word(draft.last) and tokens.words[draft.last] not in self._stop:
            end = self._read(tokens, draft, draft.last + 1)
            draft.reach = end if draft.per or draft.each else 0

    def _read(self, tokens: Tokens, draft: Draft, end: int) -> int:
        for _ in range(_MOST):
            here = self._skip.at(tokens.words, end)
            found = self._clause(tokens, end) or (here and self._clause(tokens, here[1]))
            if not found:
                break
            per, each, after = found
            if each and draft.kind == "duration":
                break
            if (per and draft.per) or (each and draft.each):
                break
            draft.per, draft.each, end = draft.per or per, draft.each or each, after
        return end

    def _clause(self, tokens: Tokens, here: int) -> tuple[str | None, str | None, int] | None:
        words = tokens.words
        if adverb := self._adverbs.at(words, here):
            return adverb[0], None, adverb[1]
        if strong := self._strong.at(words, here):
            found = self._noun(tokens, strong[1], open_ended=words[here] in self._open)
        else:
            weak = self._weak.at(words, here)
            found = self._noun(tokens, weak[1]) if weak else None
        apiece = None if found else self._apiece.at(words, here)
        return (None, "piece", apiece[1]) if apiece else found

    def _noun(self, tokens: Tokens, here: int, *, open_ended: bool = False) -> tuple[str | None, str | None, int] | None:
        if period := self._periods.at(tokens.words, here):
            return period[0], None, period[1]
        if each := self._each.at(tokens.words, here):
            return None, each[0], each[1]
        if open_ended and tokens.is_word(here) and tokens.words[here] not in self._stop:
            return None, tokens.cased(here, here + 1).lower(), here + 1
        return None
