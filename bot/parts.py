"""Messages whose parts say different things, read part by part: a no to one topic beside a wish, a client's answer that a rep reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from bot.binding import cued
from nlu.reading import Label, NeedMatch, Reading

Read = Callable[[str], Reading]

_SIGNS = re.compile(r"[.!?;:\n]+\s*|,\s+")
MOST_PARTS = 6
TOLD = 0.5
"""How surely a need must be heard in a part to be followed in spite of the no in another."""
TROUBLE = ("complain", "report-problem")
ANSWERS = ("refuse", "postpone", "hesitate", "accept", "object")


def by_parts(reading: Reading, read: Read, *, rep: bool, on_table: bool) -> Reading:
    """The reading of a message whose parts were looked at on their own where that changes what it says."""
    reading = _with_reported(reading, read) if rep else reading
    return _scoped(reading, read, on_table=on_table) if reading.has("refuse") else reading


def _with_reported(reading: Reading, read: Read) -> Reading:
    """What the client answered, as the rep tells it, is the client's answer."""
    reported = next((fact.value for fact in reading.facts if fact.name == "reported"), None)
    if not isinstance(reported, str):
        return reading
    answer = read(reported)
    acts = [label for label in answer.acts if label.name in ANSWERS and label.confidence > reading.confidence(label.name)]
    trouble = () if not acts or answer.has(*TROUBLE) or reading.confidence(*TROUBLE) > answer.confidence(*ANSWERS) else TROUBLE
    kept = [label for label in reading.acts if label.name not in trouble]
    return replace(reading, acts=_merged(kept, acts), objections=_merged(reading.objections, answer.objections if acts else ()))


def _scoped(reading: Reading, read: Read, *, on_table: bool) -> Reading:
    """ "No exams, I only want to chat on holiday": the no is about exams alone, and the wish stands."""
    parts = [read(part) for part in _split(reading)[:MOST_PARTS]]
    denied = [part for part in parts if part.has("refuse") and not part.has("accept", "order")]
    told = [part for part in parts if part not in denied]
    wanted = _needs(need for part in told for need in part.needs if need.confidence >= TOLD)
    topics = {mention.product for part in denied for mention in part.products}
    unwanted = _needs(need for part in denied for need in part.needs if need.need not in wanted)
    if not denied or not wanted or (on_table and not topics and not unwanted):
        return reading
    kept = {need.need: need for need in reading.needs if need.need not in unwanted}
    return replace(
        reading,
        acts=_merged(
            [label for label in reading.acts if label.name not in ("refuse", "object")],
            [label for part in told for label in part.acts],
        ),
        objections=(),
        products=tuple(replace(m, status="declined", negated=True) if m.product in topics else m for m in reading.products),
        needs=(*(kept | wanted).values(), *(replace(need, negated=True) for need in unwanted.values())),
    )


def _split(reading: Reading) -> list[str]:
    """At signs, and before a "but"."""
    text = reading.text
    ends = {place for sign in _SIGNS.finditer(text) for place in sign.span()} | {fact.span[0] for fact in cued(reading, "but")}
    cuts = [0, *sorted(ends), len(text)]
    parts = (text[start:end].strip(" ,.!?;:\n") for start, end in pairwise(cuts))
    return [part for part in parts if part]


def _needs(matches: Iterable[NeedMatch]) -> dict[str, NeedMatch]:
    found: dict[str, NeedMatch] = {}
    for match in matches:
        if match.need not in found or match.confidence > found[match.need].confidence:
            found[match.need] = match
    return found


def _merged(labels: Iterable[Label], more: Iterable[Label]) -> tuple[Label, ...]:
    """Labels, each once and as surely as it was heard anywhere; the surest first."""
    best: dict[str, Label] = {}
    for label in (*labels, *more):
        if label.name not in best or label.confidence > best[label.name].confidence:
            best[label.name] = label
    return tuple(sorted(best.values(), key=lambda label: -label.confidence))
