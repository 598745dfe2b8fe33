"""What an owner teaches: messages with their right labels in text files, and what was learnt from them in a file beside.

taught/it-taught.tsv, fr-taught.tsv, en-taught.tsv   in the form of nlu/training
taught/learnt.npz                                   the correction of the shipped head
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.archive import Said
from nlu import heads
from nlu.examples import Example, TeachingError, read_file, write_file
from nlu.features import Encoder
from nlu.heads import Head
from nlu.labels import LABELS
from nlu.teaching import Doubt, Lesson, Report, doubtful, learn, load_correction, report, save_correction, tallies
from nlu.teaching.anchors import load_anchors
from nlu.tokens import fold

__all__ = ["LABELS", "LANGUAGES", "Example", "Lines", "Proposal", "Question", "Report", "School", "tallies", "taught_head"]

LANGUAGES = ("it", "fr", "en")
LEARNT = "learnt.npz"
Lines = Sequence[Example]
_MAIL = re.compile(r"\S+@\S+\.\w+")
_NUMBER = re.compile(r"\d(?:[ ./-]?\d){6,}")


@dataclass(frozen=True, slots=True)
class Question:
    """A message the head is unsure of, and what it hears in it."""

    said: Said
    doubt: Doubt

    def answered(self, labels: frozenset[str], text: str | None = None) -> Example:
        """With its right labels, and in other words where they were changed."""
        return _line(self.said, labels, text or self.said.text)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Taught lines, what was learnt from all of them, and what that changes; nothing is written yet."""

    lines: tuple[Example, ...]
    lesson: Lesson = field(repr=False)
    report: Report = field(repr=False)


@dataclass(frozen=True)
class School:
    """One folder of taught messages."""

    folder: Path
    encoder: Encoder

    @cached_property
    def head(self) -> Head:
        """As it was shipped: what is taught is always learnt on top of that one."""
        return heads.load()

    def taught(self) -> list[Example]:
        """Everything that was taught so far."""
        files = (self._file(language) for language in LANGUAGES)
        return [line for file in files if file.exists() for line in read_file(file)]

    def questions(self, said: Sequence[Said]) -> list[Question]:
        """Messages nothing was taught about, least sure first."""
        known = {_key(example.language, example.text) for example in self.taught()}
        asked = [each for each in said if _key(each.language, _impersonal(each.text)) not in known]
        now = taught_head(self.folder) or self.head
        return [Question(asked[doubt.index], doubt) for doubt in doubtful(now, [each.text for each in asked], self.encoder)]

    def proposal(self, new: Lines = ()) -> Proposal:
        """Learns these and all that was taught before; a text that is taught again is taught anew."""
        lines = _merged([*self.taught(), *new])
        encoder, anchors = self.encoder, load_anchors(self.head)
        lesson = learn(self.head, anchors, lines, encoder)
        return Proposal(lines, lesson, report(self.head, anchors, lines, lesson, encoder))

    def keep(self, new: Lines) -> None:
        """Writes these with all that was taught before; learns nothing."""
        lines = _merged([*self.taught(), *new])
        for language in sorted({line.language for line in new}):
            write_file(self._file(language), [line for line in lines if line.language == language])

    def use(self, proposal: Proposal) -> None:
        """From the next start on."""
        self.keep(proposal.lines)
        save_correction(proposal.lesson.correction, self.folder / LEARNT)

    def forget(self) -> None:
        """Back to what was shipped."""
        for path in (self.folder / LEARNT, *(self._file(language) for language in LANGUAGES)):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise TeachingError(f"{path} cannot be deleted: {error.strerror}") from error

    def exported(self, path: Path, language: str | None) -> int:
        """Writes the lines of one language; how many they are."""
        taught = self.taught()
        there = sorted({line.language for line in taught})
        if not there:
            raise TeachingError("nothing was taught yet: there is nothing to export")
        chosen = language or language_of(path) or (there[0] if len(there) == 1 else None)
        lines = [line for line in taught if line.language == chosen]
        if not lines:
            raise TeachingError(f"lines were taught in {', '.join(there)}: choose with --language {there[0]}, a file for each")
        write_file(path, lines)
        return len(lines)

    def read(self, path: Path, language: str | None) -> list[Example]:
        """The lines of somebody's file, all of them sound."""
        chosen = language or language_of(path)
        if chosen is None:
            raise TeachingError(f"{path}: in which language? Say --language it, fr or en, or name it it-….tsv")
        return read_file(path, chosen)

    def _file(self, language: str) -> Path:
        return self.folder / f"{language}-taught.tsv"


def taught_head(folder: Path) -> Head | None:
    """The head with what was learnt in this folder; None when nothing was. Raises TeachingError when it cannot be used."""
    correction = load_correction(folder / LEARNT)
    return correction.applied(heads.load()) if correction else None


def language_of(path: Path) -> str | None:
    """As the file's name says it: it.tsv, it-taught.tsv."""
    said = path.name.replace(".", "-").split("-")[0].lower()
    return said if said in LANGUAGES else None


def _line(said: Said, labels: frozenset[str], text: str) -> Example:
    written = _impersonal(text)
    template = f"m{zlib.crc32(fold(written).encode()):08x}"
    return Example(written, labels, said.language, f"{said.language}-taught", template, said.mouth)


def _impersonal(text: str) -> str:
    """On one line, addresses and long numbers made out: the head sees every number as 0 anyway."""
    hidden = _NUMBER.sub(lambda found: re.sub(r"\d", "0", found[0]), _MAIL.sub("name@example.org", text))
    return " ".join(hidden.split())


def _merged(lines: Iterable[Example]) -> tuple[Example, ...]:
    return tuple({_key(line.language, line.text): line for line in lines}.values())


def _key(language: str, text: str) -> tuple[str, str]:
    return language, fold(" ".join(text.split()))
