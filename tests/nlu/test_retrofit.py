"""The thesaurus worked into a table of vectors: what it says belongs together comes together, everyday messages stay where they are."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import numpy.typing as npt

from nlu.features import checksums
from nlu.retrofit import matrix, retrofit
from nlu.themes import THEMES, read_themes
from nlu.tokens import Tokenizer

BED = ["non riesco ad alzarmi dal letto", "le lit est trop bas pour moi", "getting out of bed hurts"]
DOGS = ["il cane tira al guinzaglio", "mon chien tire sur la laisse", "the dog pulls on the lead"]
EVERYDAY = ["una margherita per favore", "how much is it?", "merci, bonne soirée"]
SIZE = 8


def table() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """A vector for each n-gram of the texts, at random: nothing belongs together yet."""
    keys = np.array(sorted(set(chain.from_iterable(map(counted, BED + DOGS + EVERYDAY)))), np.uint32)
    chance = np.random.default_rng(7)
    return keys, chance.normal(size=(len(keys), SIZE)).astype(np.float32), np.zeros(SIZE, np.float32)


def counted(text: str) -> dict[int, int]:
    return checksums(Tokenizer()(text))


def said(texts: list[str], keys: npt.NDArray[np.uint32], rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    vectors = matrix([checksums(Tokenizer()(text)) for text in texts], keys) @ rows
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def nearness(vectors: npt.NDArray[np.float32]) -> float:
    return float(np.mean([one @ other for one, other in combinations(vectors, 2)]))


def test_what_belongs_together_comes_together_and_the_rest_stays() -> None:
    keys, rows, centre = table()
    after_keys, after = retrofit(keys, rows, centre, [BED, DOGS], EVERYDAY)
    assert list(after_keys) == list(keys)
    for theme in (BED, DOGS):
        assert nearness(said(theme, keys, after)) > nearness(said(theme, keys, rows)) + 0.3
    stayed = (said(EVERYDAY, keys, after) * said(EVERYDAY, keys, rows)).sum(axis=1)
    assert stayed.min() > 0.9


def test_the_same_thesaurus_gives_the_same_table() -> None:
    keys, rows, centre = table()
    one, other = (retrofit(keys, rows, centre, [BED, DOGS], EVERYDAY)[1] for _ in range(2))
    assert np.array_equal(one, other)


def test_the_thesaurus_has_texts_for_every_theme_and_no_theme_twice() -> None:
    themes = read_themes()
    written = sum(file.read_text("utf-8").count("- theme: ") for file in THEMES.glob("*.yaml"))
    assert len(themes) == written
    assert min(map(len, themes.values())) >= 3 * 10
