"""Circumstances in which people want something (`nlu/training/themes`): the words and the messages by which each shows.

- theme: retyping-between-two-systems
  it: {words: [ricopiare, …], phrases: ["tutte le sere copia e incolla fino alle otto", …]}
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import yaml

from nlu.examples import FOLDER
from nlu.reading import LANGUAGES

THEMES = FOLDER / "themes"


def read_themes(folder: Path = THEMES) -> Mapping[str, list[str]]:
    """The texts of each theme in every language, lower case, by its name; files in order of their names."""
    entries = (entry for path in sorted(folder.glob("*.yaml")) for entry in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
    return {entry["theme"]: [text for language in LANGUAGES for text in _texts(entry[language])] for entry in entries}


def _texts(said: Mapping[str, list[object]]) -> list[str]:
    return [str(text).lower() for text in chain(said["words"], said["phrases"])]
