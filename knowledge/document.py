"""YAML text to plain values that remember where they stand.

Every scalar stays the text that was written (`no` is "no", 12:30 is "12:30", 7.50 is "7.50"); the catalogue's types give it
meaning. That removes YAML 1.1's traps, where an unquoted `no` is false and 12:30 is 750. Events are read instead of nodes: the C
composer calls itself for every bracket, and a file of a hundred thousand of them takes the process down (PyYAML 6.0.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import AliasEvent, Event, ScalarEvent, SequenceStartEvent

from knowledge.problems import Finding, Trail
from knowledge.syntax import explain, unreadable

Place = tuple[int, int]
DEEPEST = 12
"""Levels of nesting; a catalogue needs six."""
LARGEST = 8_000_000
"""Bytes of a file: about 100,000 offerings."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = "tag:yaml.org,2002:"


class _UnreadableError(Exception):
    """Reading stops here; never leaves this module."""

    def __init__(self, message: str, remedy: str, event: Event) -> None:
        super().__init__(message)
        self.finding = Finding((), message, remedy, place=_place(event))


@dataclass(frozen=True)
class Document:
    """The values (None when the text could not be read), what was wrong on the way, and where everything stands."""

    value: Any
    findings: tuple[Finding, ...]
    places: Mapping[int, Mapping[str | int, Place]]

    def where(self, path: Trail) -> Place:
        """Line and column of the nearest thing to `path` that stands in the file."""
        value, place = self.value, (1, 1)
        for step in path:
            known = self.places.get(id(value), {})
            if step not in known:
                break
            value, place = value[step], known[step]
        return place


def decode(data: bytes) -> str | Finding:
    """The text of a file, or what is wrong with its encoding."""
    if len(data) > LARGEST:
        return Finding((), f"the file is larger than {LARGEST // 1_000_000} MB", "split it into several catalogues")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Finding((), "the file is saved as UTF-16", "save it again with the encoding UTF-8", place=(1, 1))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        message = "the file is not saved as UTF-8: this line holds a letter in another encoding"
        return Finding((), message, "save it again as UTF-8 (editors offer it under Save as)", place=(line, column))


def read(text: str) -> Document:
    """Values and places of one YAML document. Never raises: what cannot be read is a finding."""
    builder = _Builder(text)
    try:
        value = builder.document()
    except _UnreadableError as stop:
        return Document(None, (*builder.findings, stop.finding), builder.places)
    except yaml.YAMLError as error:
        return Document(None, (*builder.findings, explain(error, text)), builder.places)
    except UnicodeError:
        return Document(None, (*builder.findings, unreadable(text)), builder.places)
    return Document(value, tuple(builder.findings), builder.places)


def _is_cut_text(key: str, before: Mapping[str, Any]) -> bool:
    """Whether a field without a value, in braces, is what follows a comma in a text: several words, or one among languages."""
    by_language = bool(before) and all(len(name) == 2 for name in before)
    return any(isinstance(value, str) for value in before.values()) and (" " in key or (by_language and len(key) != 2))


def _place(event: Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Builder:
    """Reads events into values, keeping the place of every key and item by the identity of what contains it."""

    def __init__(self, text: str) -> None:
        self.findings: list[Finding] = []
        self.places: dict[int, dict[str | int, Place]] = {}
        self._events: Iterator[Event] = yaml.parse(text, yaml.CSafeLoader)
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._left = 20 * len(text) + 1_000
        self._documents = 0

    def document(self) -> Any:
        """The one document of the stream; None for an empty one."""
        value: Any = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    message = "a line of three dashes starts a second document"
                    raise _UnreadableError(message, "keep one catalogue in a file", event)
                value = self._value(next(self._events), ())[0]
        return value

    def _value(self, event: Event, path: Trail) -> tuple[Any, int]:
        """What an event begins, and of how many values it consists."""
        if isinstance(event, AliasEvent):
            value, size = self._alias(event)
        elif isinstance(event, ScalarEvent):
            value, size = self._scalar(event, path), 1
        elif len(path) > DEEPEST:
            message = "lists and maps are nested too deeply"
            raise _UnreadableError(message, "check for brackets that are never closed", event)
        elif isinstance(event, SequenceStartEvent):
            value, size = self._sequence(path)
        else:
            value, size = self._mapping(path, flow=bool(getattr(event, "flow_style", False)))
        anchor = getattr(event, "anchor", None)
        if anchor and not isinstance(event, AliasEvent):
            self._anchors[anchor] = value, size
        return value, size

    def _alias(self, event: AliasEvent) -> tuple[Any, int]:
        known = self._anchors.get(str(event.anchor))
        if known is None:
            remedy = f'put the text in quotes if it begins with a star: "*{event.anchor}"'
            message = f"*{event.anchor} repeats something that was never named with &{event.anchor}"
            raise _UnreadableError(message, remedy, event)
        self._left -= known[1]
        if self._left < 0:
            raise _UnreadableError("repetitions (*) make this file explode", "write the entries out", event)
        return known

    def _scalar(self, event: ScalarEvent, path: Trail) -> str | None:
        if event.tag and not event.tag.startswith(_TAGS):
            message = f"{event.tag} before a value means something else in YAML"
            self._note(path, message, "put the whole text in quotes", _place(event))
        if event.implicit[0] and event.value in _NULLS:
            return None
        if any(letter < " " and letter not in "\n\t" for letter in event.value):
            self._note(path, "the text holds an invisible control character", "type it again by hand", _place(event))
        return str(event.value)

    def _sequence(self, path: Trail) -> tuple[list[Any], int]:
        values: list[Any] = []
        places = self.places[id(values)] = {}
        total = 1
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            places[len(values)] = _place(event)
            value, size = self._value(event, (*path, len(values)))
            values.append(value)
            total += size
        return values, total

    def _mapping(self, path: Trail, *, flow: bool) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        places = self.places[id(values)] = {}
        total = 1
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = _place(event)
            key = self._key(event, path)
            value, size = self._value(next(self._events), (*path, key or "?"))
            total += size
            if key is None:
                continue
            if flow and value is None and _is_cut_text(key, values):
                message = f"“{key}” stands alone: the text before it was cut at its comma"
                self._note(path, message, f"put the whole text in double quotes, as far as “{key}”", place)
            elif key in values:
                message = f"it is written twice here, first on line {places[key][0]}"
                self._note((*path, key), message, "keep one of the two", place)
            else:
                values[key], places[key] = value, place
        return values, total

    def _key(self, event: Event, path: Trail) -> str | None:
        if isinstance(event, ScalarEvent):
            return str(event.value)
        message = "a list, a map or a repetition stands where a field's name should"
        self._note(path, message, "write the field's name, a colon and its value", _place(event))
        self._value(event, (*path, "?"))
        return None

    def _note(self, path: Trail, message: str, remedy: str, place: Place) -> None:
        self.findings.append(Finding(path, message, remedy, place=place))
