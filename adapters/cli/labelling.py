"""Messages shown one by one, and the right labels taken for each."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from rich.columns import Columns

from adapters.cli.talk import Ask, Talk
from bot.teaching import LABELS, Example, Question

HELP = "Right labels: numbers or names, a comma or space between two. Enter: right as heard · e: change the wording · s: skip · q: stop"


class BadAnswerError(Exception):
    """Not labels; says what might be meant."""


def answers_to(questions: Sequence[Question], talk: Talk, ask: Ask) -> list[Example]:
    """What is taught, until all are answered or it is enough."""
    _list_labels(talk)
    answers: list[Example] = []
    for number, question in enumerate(questions, start=1):
        _show(question, f"{number}/{len(questions)}", talk)
        labels, text, stop = _answer(question, talk, ask)
        if labels:
            answers.append(question.answered(labels, text))
        if stop:
            break
    return answers


def _answer(question: Question, talk: Talk, ask: Ask) -> tuple[frozenset[str], str | None, bool]:
    """The right labels (none: skipped), other wording, and whether that was all."""
    text = None
    while True:
        answer = ask("> ")
        if answer is None or answer.strip() == "q":
            return frozenset(), None, True
        if answer.strip() == "s":
            return frozenset(), None, False
        if answer.strip() == "e":
            text = (ask("text: ") or "").strip() or text
            continue
        if answer.strip() == "?":
            _list_labels(talk)
            continue
        try:
            return labels_in(answer, [label for label, _ in question.doubt.heard]), text, False
        except BadAnswerError as error:
            talk.say(str(error))


def labels_in(answer: str, heard: Sequence[str]) -> frozenset[str]:
    """Labels by number or name; as heard when there is nothing. Raises BadAnswerError with what may be meant."""
    words = answer.replace(",", " ").lower().split()
    if not words and not heard:
        raise BadAnswerError("nothing was heard: say what is right, or s to skip")
    return frozenset(_label(word) for word in words) or frozenset(heard)


def _label(word: str) -> str:
    if word in LABELS:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(LABELS):
        return LABELS[int(word) - 1]
    near = get_close_matches(word, LABELS, n=1)
    raise BadAnswerError(f"{word} is no label: " + (f"did you mean {near[0]}?" if near else f"? lists the {len(LABELS)} of them"))


def _list_labels(talk: Talk) -> None:
    talk.console.print(Columns([f"{number:2} {label}" for number, label in enumerate(LABELS, start=1)], column_first=True))
    talk.say(HELP, "dim")


def _show(question: Question, place: str, talk: Talk) -> None:
    said, doubt = question.said, question.doubt
    talk.say(f"\n{place}  {said.mouth}, {said.language}", "dim")
    talk.say(f"  {said.text}")
    heard = ", ".join(f"{label} {sure:.2f}" for label, sure in doubt.heard) or "nothing"
    nearly = ", ".join(f"{label} {sure:.2f}" for label, sure in doubt.nearly)
    talk.say(f"  heard: {heard}" + (f"   (nearly: {nearly})" if nearly else ""), "dim")
