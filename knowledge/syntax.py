"""What libyaml says when text is no YAML, in words for somebody who has never heard of it."""

from __future__ import annotations

import re

import yaml

from knowledge.problems import Finding

_QUOTE = 'put the whole text in double quotes ("…")'
_SAYINGS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon stands where none can, or the line is indented differently from its neighbours",
        f"align the line with the one above; if the colon belongs to a text, {_QUOTE}",
    ),
    ("found unexpected end of stream", "a quotation mark is opened here and never closed", "close it at the end of the text"),
    ("cannot start any token", "a text cannot begin with this character", _QUOTE),
    (
        "found unknown escape character",
        "a backslash in double quotes means something else",
        "write it twice, or use single quotes",
    ),
    (
        "invalid Unicode character escape",
        "a backslash in double quotes means something else",
        "write it twice, or use single quotes",
    ),
    (
        "expected ',' or ']'",
        "a list opened with [ is not closed, or a comma is missing",
        f"close it with ]; if a text holds a comma or a colon, {_QUOTE}",
    ),
    (
        "expected ',' or '}'",
        "a map opened with { is not closed, or a comma is missing",
        f"close it with }}; if a text holds a comma or a colon, {_QUOTE}",
    ),
    (
        "did not find expected node content",
        "a bracket is opened and not closed, or a value is missing",
        "close it, or write the value",
    ),
    (
        "did not find expected '-'",
        "this line stands among the items of a list but has no dash",
        "begin it with a dash, or indent it less",
    ),
    (
        "block sequence entries are not allowed",
        "a list item (-) begins on the line of its field",
        "put each item on a line of its own",
    ),
    (
        "did not find expected key",
        "the line is indented differently from its neighbours, or a quoted text goes on after its closing quote",
        f'align it with the line above; if a text holds quotes, {_QUOTE} and write inner ones as \\"',
    ),
    (
        "could not find expected ':'",
        "a colon is missing after the field's name",
        "write the field's name, a colon, a space and its value",
    ),
    ("expected comment or line break", "a text begins with > or |, which mean something else in YAML", _QUOTE),
    ("found undefined tag handle", "a text begins with !, which means something else in YAML", _QUOTE),
    ("while scanning an anchor", "a text begins with &, which means something else in YAML", _QUOTE),
    ("while scanning an alias", "a text begins with *, which means something else in YAML", _QUOTE),
    ("while scanning a tag", "a text begins with !, which means something else in YAML", _QUOTE),
    ("while scanning a directive", "a line begins with %, which means something else in YAML", _QUOTE),
)
_UNCLOSED = re.compile("expected ',' or|expected node content|end of stream")
_TAB = "a tab is used for indentation or before a value", "use spaces: most editors turn tabs into spaces for .yaml files"


def explain(error: yaml.YAMLError, text: str) -> Finding:
    """A reader's error as a finding, with the place it was met."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return unreadable(text)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    opened = getattr(error, "context_mark", None)
    if opened and opened.line != mark.line and _UNCLOSED.search(said):
        mark = opened  # what is never closed is noticed far below
    place = mark.line + 1, mark.column + 1
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "cannot start any token" in said and line[mark.column : mark.column + 1] == "\t":
        return Finding((), *_TAB, place=place)
    for fragment, message, remedy in _SAYINGS:
        if fragment in said:
            return Finding((), message, remedy, place=place)
    return Finding((), f"this is not YAML: {said.strip()}", "compare the line with one of the shipped examples", place=place)


def unreadable(text: str) -> Finding:
    """For text that cannot be read at all: a character no text file holds."""
    for number, line in enumerate(text.split("\n"), start=1):
        for column, letter in enumerate(line, start=1):
            if (
                (letter < " " and letter not in "\t\r")
                or letter == "\x7f"
                or "\ud800" <= letter <= "\udfff"
                or letter in "\ufffe\uffff"
            ):
                message = f"an invisible control character (U+{ord(letter):04X}) stands here"
                return Finding((), message, "delete it, or save the file as plain text in UTF-8", place=(number, column))
    return Finding((), "this is not a text file", "save it as plain text in UTF-8", place=(1, 1))
