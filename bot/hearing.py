"""Readings for whoever wants to look at them: the whole `Reading` as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.assistant import Reads
from bot.bootstrap import build_reader, learnt
from knowledge import loader


@dataclass(frozen=True, slots=True)
class Ear:
    """A reader whose readings come out as dictionaries."""

    reader: Reads

    def hear(self, text: str, at: datetime, language: str | None = None) -> dict[str, Any]:
        """The Reading, fields as in `nlu.reading`, spans as [start, end]."""
        reading = asdict(self.reader.read(text, at, language))
        return {name: list(value) if isinstance(value, tuple) else value for name, value in reading.items()}


def build_ear(catalog: str | None, taught: Path | None = None) -> Ear:
    """An ear for a catalogue file or shipped example; without one, for the languages alone. It hears what it was taught."""
    return Ear(build_reader(loader.load(loader.locate(catalog)) if catalog else None, learnt(taught)))
