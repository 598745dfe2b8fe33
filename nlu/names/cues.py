"""Names that are everyday words ("Plus", "Base", "Solo"): when the plan is meant, and when it is just the word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nlu.names import grammar as g
from nlu.names.entries import Cue
from nlu.names.matches import Match
from nlu.names.walk import QUOTES, Kind, Word

SHORT = 8
"""Words of a message that can be little more than a name."""
_BETWEEN = frozenset(("between", "tra", "fra", "entre"))
_NOT = frozenset(("not", "non", "pas"))
_NOTHING = Word("", None, 0, Kind.BREAK, 0, 0)
_OPENING = frozenset(QUOTES)


class Message(NamedTuple):
    """What cues are judged on: the words, the text, the grammar, and all that could be a name in it."""

    words: Sequence[Word]
    text: str
    grammar: g.Grammar
    matches: Sequence[Match]

    def word(self, place: int) -> Word:
        """The word at a place; a border outside the message."""
        return self.words[place] if 0 <= place < len(self.words) else _NOTHING


def heard(message: Message) -> list[Match]:
    """The matches of a message without everyday words that name nothing here."""
    if all(match.cue == Cue.NONE and match.size > 1 for match in message.matches):
        return list(message.matches)
    idioms = {
        place for hit in message.grammar.idioms.find([word.fold for word in message.words]) for place in range(hit.start, hit.end)
    }
    possible = [match for match in message.matches if match.size > 1 or _possible(message, match, idioms)]
    everything = message._replace(matches=possible)
    return [match for match in possible if match.cue == Cue.NONE or _cued(everything, match)]


def _possible(message: Message, match: Match, idioms: set[int]) -> bool:
    before, earlier = message.word(match.first - 1), message.word(match.first - 2)
    placed = before.flags & g.ONTO and earlier.flags & (g.HOLDER | g.BEING)
    return bool(
        match.first not in idioms or placed or _headed(message, match) or _quoted(message, match) or _capital(message, match)
    )


def _cued(message: Message, match: Match) -> bool:
    if not match.whole and match.cue == Cue.STRICT and not _ends_well(message, match):
        return False
    if _headed(message, match) or _quoted(message, match) or _capital(message, match):
        return True
    if match.cue == Cue.LOOSE and (
        _introduced(message, match) or _acts(message, match) or (_written_large(message, match) and _ends_well(message, match))
    ):
        return True
    return _ends_well(message, match) and any(sign(message, match) for sign in _SIGNS)


def _headed(message: Message, match: Match) -> bool:
    """ "piano Pro", "forfait de base", "Pro plan"."""
    place = match.first - 1
    while message.word(place).kind is Kind.FUNCTION and match.first - place < 3:
        place -= 1
    return bool(message.word(place).flags & g.HEAD or message.word(match.last + 1).flags & g.HEAD)


def _quoted(message: Message, match: Match) -> bool:
    start, end = message.words[match.first].start, message.words[match.last].end
    before, after = message.text[max(start - 2, 0) : start].strip(), message.text[end : end + 2].strip()
    return before[-1:] in _OPENING and after[:1] in _OPENING and not before[:-1].isalnum()


def _capital(message: Message, match: Match) -> bool:
    """Written with a capital that neither the sentence's start nor a shouting message explains."""
    begins = (
        message.word(match.first - 1).kind is Kind.BREAK and message.text[: message.words[match.first].start].rstrip()[-1:] != ":"
    )
    return not begins and _written_large(message, match)


def _written_large(message: Message, match: Match) -> bool:
    word = message.words[match.first]
    if not message.text[word.start].isupper() or _next_capital(message, match):
        return False
    return any(message.text[other.start].islower() for other in message.words if len(other.fold) > 1 and other is not word)


def _next_capital(message: Message, match: Match) -> bool:
    after = message.word(match.last + 1)
    named = any(other.first == match.last + 1 for other in message.matches)
    return after.kind is Kind.CONTENT and message.text[after.start].isupper() and not named


def _moved_onto(message: Message, match: Match) -> bool:
    """ "sul Pro", "dal base", "on base", "passer en pro"."""
    before, earlier = message.word(match.first - 1), message.word(match.first - 2)
    if before.flags & g.BARE and any(message.word(match.first - back).flags & _moving(message, match) for back in (2, 3, 4)):
        return True
    if not before.flags & g.ONTO:
        return bool(before.flags & g.DETERMINER and earlier.flags & g.ONTO) and not _noun(message, match, before)
    return not (before.flags & (g.MASCULINE | g.FEMININE)) or not _noun(message, match, before)


def _moving(message: Message, match: Match) -> int:
    """ "On est en essential", but "on est en test": what is an everyday noun must be moved to."""
    return g.MOVING if message.words[match.first].flags & (g.HE | g.SHE) else g.MOVING | g.BEING


def _determined(message: Message, match: Match) -> bool:
    before, earlier = message.word(match.first - 1), message.word(match.first - 2)
    return bool(before.flags & g.DETERMINER) and (bool(earlier.flags & g.PRICING) or not _noun(message, match, before))


def _taken(message: Message, match: Match) -> bool:
    """ "Prendo plus", "comprende plus"; an everyday noun with its article when nothing follows: "ha il business, 7 pc"."""
    before = message.word(match.first - 1)
    if before.flags & (g.TAKING | g.ASKING):
        return True
    definite = before.flags & g.DETERMINER and not before.flags & g.ARTICLE
    return bool(definite and message.word(match.first - 2).flags & g.TAKING and _stops(message, match))


def _noted(message: Message, match: Match) -> bool:
    """In notes, after the client or between commas: "client essential, 7 pc", "dentist, essential, 4 pcs"."""
    before, after = message.word(match.first - 1), message.word(match.last + 1)
    if before.flags & g.HOLDER:
        return _stops(message, match) or bool(after.flags & (g.ALONG | g.TAKING))
    apart = before.kind >= Kind.COMMA and after.kind is Kind.COMMA
    return apart and any(word.fold[:1].isdigit() for word in message.words)


def _along(message: Message, match: Match) -> bool:
    """ "Con essential"; "with family" is no plan, nor is "with the team at work"."""
    if message.words[match.first].flags & (g.HE | g.SHE):
        return False
    return bool(message.word(match.first - 1).flags & g.ALONG)


def _agreed(message: Message, match: Match) -> bool:
    """A clause that says yes to it and nothing else: "ok start then, and …"."""
    first, last = match.first, match.last
    while message.word(first - 1).kind < Kind.COMMA:
        first -= 1
    while message.word(last + 1).kind < Kind.COMMA:
        last += 1
    around = [
        word for place in range(first, last + 1) if not match.first <= place <= match.last and (word := message.word(place))
    ]
    wanted = g.CONCLUDING if message.words[match.first].flags & (g.HE | g.SHE) else g.CONCLUDING | g.AGREEING
    fitting = g.POLITE | g.FUNCTION | g.AGREEING | g.CONCLUDING
    return any(word.flags & wanted for word in around) and all(
        word.flags & fitting or word.kind is not Kind.CONTENT for word in around
    )


def _weighed(message: Message, match: Match) -> bool:
    """ "Is team enough?", "group, ça suffit ?", "included in group", "the classic ones"."""
    before, after = message.word(match.first - 1), message.word(match.last + 1)
    if after.flags & g.FITTING:
        return before.kind >= Kind.LINK or bool(before.flags & (g.BEING | g.DETERMINER))
    picked_up = after.kind is Kind.COMMA and message.word(match.last + 3).flags & g.FITTING
    if after.flags & g.POINTING or picked_up:
        return True
    between = before.kind is Kind.FUNCTION or (before.fold in _NOT and not message.words[match.first].flags & (g.HE | g.SHE))
    return between and bool(message.word(match.first - 2).flags & g.ASKING) and _stops(message, match)


def _noun(message: Message, match: Match, article: Word) -> bool:
    """Whether article and word agree as the everyday noun: "la base" is a base, "il base" only a plan."""
    gender = message.words[match.first].flags & (g.HE | g.SHE)
    if not gender:
        return False
    if not article.flags & (g.MASCULINE | g.FEMININE):
        return True
    return bool(article.flags & (g.MASCULINE if gender & g.HE else g.FEMININE))


def _listed(message: Message, match: Match) -> bool:
    """Joined to another name: "base o pro", "dal base al pro"; a name without its noun only where one is chosen."""
    pairs = (sorted((match, other)) for other in message.matches if other.first != match.first)
    return any(_joined(message, one, other) and (match.whole or _choice(message, one, other)) for one, other in pairs)


def _choice(message: Message, one: Match, other: Match) -> bool:
    """ "Classico o sottile", "tra classico e sottile"."""
    between = message.words[one.last + 1 : other.first]
    return message.word(one.first - 1).fold in _BETWEEN or any(word.flags & (g.OR | g.COMPARING) for word in between)


def _joined(message: Message, one: Match, other: Match) -> bool:
    between = message.words[one.last + 1 : other.first]
    if (
        not between
        or len(between) > 4
        or any(word.kind is Kind.BREAK or (word.kind is Kind.CONTENT and not word.flags & g.COMPARING) for word in between)
    ):
        return False
    both = one.cue != Cue.NONE and other.cue != Cue.NONE
    return any(
        word.flags & (g.AND | g.OR | g.COMPARING) or (both and (word.flags & g.ONTO or word.kind is Kind.COMMA))
        for word in between
    )


def _alone(message: Message, match: Match) -> bool:
    """Whether the message says little else."""
    if len(message.words) > SHORT:
        return False
    named = {place for other in message.matches for place in range(other.first, other.last + 1)}
    return all(
        word.kind is not Kind.CONTENT or place in named or word.flags & (g.POLITE | g.FUNCTION)
        for place, word in enumerate(message.words)
    )


def _offered(message: Message, match: Match) -> bool:
    """By itself before an "or": "…, pro or wait?"."""
    return message.word(match.first - 1).kind >= Kind.COMMA and bool(message.word(match.last + 1).flags & g.OR)


def _stops(message: Message, match: Match) -> bool:
    """Whether the clause goes on with a number, or not at all."""
    after = message.word(match.last + 1)
    return after.kind >= Kind.LINK or after.fold[:1].isdigit() or bool(after.flags & g.CONCLUDING)


def _ends_well(message: Message, match: Match) -> bool:
    """Whether what follows leaves the name a noun: "il pro costa" does, "il solo problema" does not."""
    after = message.word(match.last + 1)
    if after.flags & g.OF and message.words[match.first].flags & g.TIER:
        return _counted(message.word(match.last + 2), message)
    return (
        after.kind >= Kind.LINK
        or bool(after.flags & (g.FOLLOWER | g.FITTING))
        or any(other.first == match.last + 1 for other in message.matches)
    )


def _counted(word: Word, message: Message) -> bool:
    """A number after "of": "the Team of 12" is a plan with seats, "a group of friends" no name at all."""
    return word.fold[:1].isdigit() or word.fold in message.grammar.numbers


def _introduced(message: Message, match: Match) -> bool:
    before = message.word(match.first - 1)
    wanted = g.ARTICLE | g.DETERMINER | g.TAKING | g.MEASURE | g.OPTION | g.ONTO
    return bool(before.flags & wanted) or before.fold[:1].isdigit() or before.fold in message.grammar.numbers


def _acts(message: Message, match: Match) -> bool:
    """The bare subject of a clause: "flow does that for you"."""
    verbs = g.TAKING | g.PRICING | g.BEING | g.ASKING | g.FITTING
    return message.word(match.first - 1).kind >= Kind.COMMA and bool(message.word(match.last + 1).flags & verbs)


_SIGNS = (_moved_onto, _determined, _taken, _listed, _alone, _offered, _noted, _along, _agreed, _weighed)
"""Any of these, and an everyday word is the plan."""
