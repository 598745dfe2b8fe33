"""What every importer reads from and hands over."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import document
from knowledge.names import slug
from knowledge.prices import money_in
from knowledge.problems import Finding, KnowledgeError


class SourceError(KnowledgeError):
    """A source that cannot be imported; says where and what to do about it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A catalogue as plain values, and what its owner should know about how it was read."""

    values: dict[str, Any]
    notes: tuple[str, ...] = ()


def text_of(path: Path) -> str:
    """A text file: UTF-8, else the encoding of Windows in Western Europe, which spreadsheets still export."""
    data = bytes_of(path)
    text = document.decode(data)
    if not isinstance(text, Finding):
        return text
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("cp1252", errors="replace")


def bytes_of(path: Path) -> bytes:
    """A file's content. Raises `SourceError` when it cannot be read."""
    try:
        if path.stat().st_size > document.LARGEST:
            raise SourceError(f"{path} is larger than {document.LARGEST // 1_000_000} MB: split it")
        return path.read_bytes()
    except IsADirectoryError:
        raise SourceError(f"{path} is a folder: give the file inside it") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: check its name and that you may read it") from error


def new_id(name: str, taken: set[str] | Collection[str], otherwise: str = "entry") -> str:
    """An id that is not taken yet."""
    return slug(name, taken) if slug(name) else slug(otherwise, taken)


def first_sentence(text: str, longest: int = 220) -> str | None:
    """The first sentence worth saying: no price in it, neither a scrap nor a paragraph; None when there is none."""
    for said in re.split(r"(?<=[.!?])\s+", " ".join(text.split())):
        if len(said.split()) >= 4 and len(said) <= longest and not any(money_in(said)):
            return said if said[-1] in ".!?" else f"{said}."
    return None
