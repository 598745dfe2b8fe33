"""The fifteen marks of the playbook (§7): each a yes, a no or not applicable, with the trainee's own words as evidence. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.drills.deed import NOWHERE
from bot.drills.play import Play
from bot.drills.scenario import Scenario
from bot.drills.transcript import Evidence, Transcript

MANY = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """`yes` is None when not applicable. `quote` are the words it rests on, `turn` (from 1) where they were said."""

    number: int
    yes: bool | None
    quote: str = ""
    turn: int | None = None


def marks(scenario: Scenario, play: Play) -> tuple[Mark, ...]:
    """All fifteen, in order."""
    transcript = Transcript(scenario, play.turns)
    return tuple(
        Mark(number, yes, words, None if at is None else at + 1)
        for number, (yes, at, words) in enumerate((judge(transcript) for judge in JUDGES), start=1)
    )


def _asked_first(t: Transcript) -> Evidence:
    at = t.first(lambda deed: deed.open_question)
    return (
        (True, *t.words(at, "open_question"))
        if at < min(t.pitch, t.end)
        else (False, *t.words(min(t.pitch, t.end - 1), "proposal"))
    )


def _need_out(t: Transcript) -> Evidence:
    return (True, *t.words(t.reveal, "open_question")) if t.reveal < t.end else (False, *t.words(min(t.pitch, t.end - 1)))


def _played_back(t: Transcript) -> Evidence:
    return t.found("played_back", t.reveal + 1, t.reveal + 1)


def _fits(t: Transcript) -> Evidence:
    if not t.scenario.sells:
        return _held(t)
    right = {fitting.product for fitting in t.scenario.right}
    at = t.first(lambda deed: right & set(deed.proposed))
    return (True, *t.words(at, "proposal")) if at < t.end else (False, *t.words(min(t.pitch, t.end - 1), "proposal"))


def _held(t: Transcript) -> Evidence:
    if t.pitched:
        return False, *t.words(t.pitch, "proposal")
    return True, *t.words(t.first(lambda deed: deed.held), "held")


def _benefit_first(t: Transcript) -> Evidence:
    priced = t.first(lambda deed: deed.price_at != NOWHERE)
    told = t.first(lambda deed: deed.benefit)
    if priced == t.end:
        return (True, *t.words(told, "benefit")) if t.pitched and told < t.end else (None, None, "")
    if told < priced or not t.turns[priced].deed.price_first:
        return True, *t.words(told, "benefit")
    return False, *t.words(priced, "price")


def _concrete(t: Transcript) -> Evidence:
    if not t.pitched or not t.scenario.sells:
        return None, None, ""
    at = t.first(lambda deed: deed.concrete)
    return (True, *t.words(at, "concrete")) if at < t.end else (False, *t.words(t.pitch, "proposal"))


def _two_at_most(t: Transcript) -> Evidence:
    if not t.pitched:
        return None, None, ""
    at = t.first(lambda deed: len(deed.proposed) > MANY)
    return (False, *t.words(at)) if at < t.end else (True, *t.words(t.pitch, "proposal"))


def _right_moment(t: Transcript) -> Evidence:
    if not t.scenario.sells:
        return _held(t)
    return (t.reveal < t.pitch, *t.words(t.pitch, "proposal")) if t.pitched else (None, None, "")


def _objection_answered(t: Transcript) -> Evidence:
    start = t.objection + 1
    if start >= t.end:
        return None, None, ""
    accepted, valued = t.first(lambda d: d.acknowledged, start), t.first(lambda d: d.answer or d.proof_fits, start)
    if accepted < t.end and valued < t.end:
        return True, *t.words(valued, "answer" if t.turns[valued].deed.answer else "proof")
    return False, *t.words(start)


def _relevant_proof(t: Transcript) -> Evidence:
    used, misfit = t.first(lambda deed: deed.proof), t.first(lambda deed: deed.proof and not deed.proof_fits)
    if used == t.end:
        return None, None, ""
    return (misfit == t.end, *t.words(min(used, misfit) if misfit == t.end else misfit, "proof"))


def _true(t: Transcript) -> Evidence:
    return t.never("untrue")


def _took_the_no(t: Transcript) -> Evidence:
    if t.refusal == t.end:
        return None, None, ""
    again = t.first(lambda deed: deed.proposes or deed.pressure, t.refusal + 1)
    return (False, *t.words(again)) if again < t.end else (True, *t.words(t.refusal + 1))


def _next_step(t: Transcript) -> Evidence:
    if t.scenario.sells and not t.pitched:
        return None, None, ""
    at = t.first(lambda deed: deed.next_step and len(deed.proposed) <= MANY, t.pitch if t.scenario.sells else 0)
    return (True, *t.words(at, "next_step")) if at < t.end else (False, *t.words(t.end - 1))


def _no_price_only(t: Transcript) -> Evidence:
    if not t.pitched and t.first(lambda deed: deed.price) == t.end:
        return None, None, ""
    bare = next(_bare_prices(t), t.end)
    if bare < t.end:
        return False, *t.words(bare, "price_only" if t.turns[bare].deed.price_only else "price")
    return True, *t.words(t.first(lambda deed: deed.price), "price")


def _bare_prices(t: Transcript) -> Iterator[int]:
    """Turns in which the price is the argument: made small without a benefit beside it, or said with nothing else so far."""
    for index, turn in enumerate(t.turns):
        told_before = any(earlier.deed.benefit for earlier in t.turns[:index])
        made_small = turn.deed.price_only and not turn.deed.tied
        if made_small or (turn.deed.proposes and turn.deed.price and not turn.deed.benefit and not told_before):
            yield index


def _no_pressure(t: Transcript) -> Evidence:
    return t.never("pressure")


JUDGES: tuple[Callable[[Transcript], Evidence], ...] = (
    _asked_first, _need_out, _played_back, _fits, _benefit_first, _concrete, _two_at_most, _right_moment, _objection_answered,
    _relevant_proof, _true, _took_the_no, _next_step, _no_price_only, _no_pressure,
)  # fmt: skip
