"""`sommelier teach`: the messages it was least sure of, the right labels for them, and what that changes before it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from adapters.cli.changes import show_report
from adapters.cli.labelling import answers_to
from adapters.cli.talk import Ask, Talk, TeachError, at_the_keyboard
from adapters.settings import Settings
from bot.archive import Said
from bot.bootstrap import build_school, open_archive
from bot.teaching import LANGUAGES, Proposal, School

MOST = 20
"""Messages asked about in one go."""

NO_TERMINAL = """Teaching asks questions, and there is no terminal to ask them in. Without one:
  sommelier teach --import FILE --yes     learn the lines of a file
  sommelier teach --export FILE           write what was taught
  sommelier teach --relearn --yes         learn again, after an update or a change by hand
  sommelier teach --forget --yes          back to what was shipped"""
PRIVATE = "What you teach is kept as text. Leave names out: e changes the wording."
KEPT = "Not used. Your answers are kept; `sommelier teach --relearn` shows and uses them later, `--forget` drops them."
NOT_USED = "Nothing was changed."
IN_USE = "In use from the next start."
FORGOTTEN = "Forgotten. It hears as it was shipped, from the next start."
STOPPED = "Nothing was taught."


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, as it was typed; with none of the last four, questions are asked."""

    catalog: str | None = None
    language: str | None = None
    source: Path | None = None
    target: Path | None = None
    relearn: bool = False
    forget: bool = False


def run(settings: Settings, task: Task, *, sure: bool) -> None:
    """Does it, with whoever sits at the terminal."""
    if sum(map(bool, (task.source, task.target, task.relearn, task.forget))) > 1:
        raise typer.BadParameter("one at a time", param_hint="--import, --export, --relearn, --forget")
    if task.language not in (None, *LANGUAGES):
        raise TeachError(f"--language {task.language}: write it, fr or en")
    school, talk = build_school(settings.sommelier_taught), at_the_keyboard(sure=sure)
    if task.source:
        import_(school, task.source, task.language, talk)
    elif task.target:
        export(school, task.target, task.language, talk)
    elif task.relearn:
        relearn(school, talk)
    elif task.forget:
        forget(school, talk)
    elif talk.ask is None:
        raise TeachError(NO_TERMINAL)
    else:
        said = open_archive(settings.sommelier_database_url.get_secret_value(), task.catalog)
        teach(school, [each for each in said if task.language in (None, each.language)], talk, talk.ask)


def teach(school: School, said: Sequence[Said], talk: Talk, ask: Ask) -> None:
    """Asks, learns, reports, and uses it if that is wanted."""
    questions = school.questions(said)[:MOST]
    if not questions:
        raise TeachError("no stored message waits for teaching: talk with it first, or use --import FILE")
    talk.say(f"The {len(questions)} messages it was least sure of, of the last {len(said)}.", "bold")
    talk.say(PRIVATE)
    answers = answers_to(questions, talk, ask)
    if not answers:
        talk.say(STOPPED)
        return
    school.keep(answers)
    _use(school, school.proposal(), talk, KEPT)


def import_(school: School, path: Path, language: str | None, talk: Talk) -> None:
    """Learns the lines of a file; they are taught all together or not at all."""
    lines = school.read(path, language)
    if not lines:
        raise TeachError(f"{path} has no lines below the first: nothing to learn")
    _use(school, school.proposal(lines), talk, NOT_USED)


def relearn(school: School, talk: Talk) -> None:
    """From the files as they are now."""
    _use(school, school.proposal(), talk, NOT_USED)


def export(school: School, path: Path, language: str | None, talk: Talk) -> None:
    """What was taught, as a file."""
    talk.say(f"{school.exported(path, language)} lines written to {path}")


def forget(school: School, talk: Talk) -> None:
    """Back to what was shipped."""
    if talk.agreed("Forget everything that was taught?"):
        school.forget()
        talk.say(FORGOTTEN)
    else:
        talk.say(NOT_USED)


def _use(school: School, proposal: Proposal, talk: Talk, otherwise: str) -> None:
    show_report(proposal, talk)
    if talk.agreed("Use it?"):
        school.use(proposal)
        talk.say(IN_USE)
    else:
        talk.say(otherwise)
