"""How fast names are heard, and how little that depends on how many there are: `python -m tests.bench.names`.

Names are made up (a noun, a made-up brand, a model), messages hold a name, a misspelt one, part of one, or none at all.
The floor in the same run is the tokenizer, which every message needs anyway.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from resource import RUSAGE_SELF, getrusage

from nlu.lexicon import Term
from nlu.names import NameIndex, common_words
from nlu.tokens import Tokenizer

SIZES = (100, 1_000, 10_000, 100_000)
ROUNDS = 3
_NOUNS = (
    "materasso stampante scarpe giacca trapano lampada poltrona zaino chitarra tenda valigia padella telecamera tastiera".split()
)
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo kra ble dri flo gna sto pre tra".split()
_FRAMES = (
    "buongiorno, vorrei sapere se {} arriva prima di venerdì grazie mille",
    "il cliente ha già {} e adesso cerca qualcosa di più comodo",
    "quanto costa {} con la consegna a casa la settimana prossima per favore",
    "bonjour, je voudrais {} pour mon bureau avant la fin du mois",
    "hi, do you still have {} in stock or should we wait for it",
    "non so ancora, ne parlo con mia moglie e poi vi faccio sapere",
    "we are a team of twelve people and everything is done by hand",
)


def names(count: int) -> list[str]:
    """Made-up names: "Trapano Kradifo 84"."""
    dice = random.Random(7)
    brands = sorted({"".join(dice.choices(_SYLLABLES, k=dice.randint(3, 4))).capitalize() for _ in range(max(60, count // 3))})
    return [f"{dice.choice(_NOUNS).capitalize()} {dice.choice(brands)} {dice.randint(1, 99)}" for _ in range(count)]


def messages(known: list[str]) -> list[str]:
    """Messages of about twelve words: with a whole name, a misspelt one, part of one, or none."""
    dice = random.Random(11)
    return [frame.format(_said(dice, dice.choice(known))) for _ in range(60) for frame in _FRAMES]


def _said(dice: random.Random, name: str) -> str:
    noun, brand, model = name.split()
    slip = dice.randrange(1, len(brand) - 1)
    return dice.choice([name, name.lower(), f"{noun} {brand[:slip]}{brand[slip + 1 :]} {model}", f"{brand} {model}".lower()])


def medians(works: Sequence[Callable[[int], object]], times: int) -> list[float]:
    """Microseconds of one call of each, taken in turns (others share this machine): the best median of a few rounds."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        taken: list[list[float]] = [[] for _ in works]
        for turn in range(times):
            for place, work in enumerate(works):
                start = time.perf_counter()
                work(turn)
                taken[place].append(time.perf_counter() - start)
        best = [min(one, statistics.median(other)) for one, other in zip(best, taken, strict=True)]
    return [one * 1e6 for one in best]


class Shop:
    """An index of so many names, what building it took, and messages about them."""

    def __init__(self, size: int, tokenizer: Tokenizer) -> None:
        known = names(size)
        terms = [Term(str(place), {"*": (name,)}) for place, name in enumerate(known)]
        before, start = getrusage(RUSAGE_SELF).ru_maxrss, time.perf_counter()
        self.index = NameIndex(terms, common_words())
        self.built = time.perf_counter() - start
        self.megabytes = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
        self.texts = messages(known)
        self.tokens = [tokenizer(text) for text in self.texts]
        self.nonsense = " ".join(dict.fromkeys(name.split()[1][::-1] for name in known))[:2_000]
        self.flood = tokenizer(self.nonsense)

    def find(self, turn: int) -> int:
        """How many names one message holds."""
        return len(self.index.find(self.tokens[turn], self.texts[turn], "it"))

    def drown(self, _: int) -> int:
        """How many names a message of nothing but strange words holds."""
        return len(self.index.find(self.flood, self.nonsense, "it"))


def measured() -> Iterator[tuple[str, float, str]]:
    """Names of figures with value and unit."""
    tokenizer = Tokenizer()
    shops = [Shop(size, tokenizer) for size in SIZES]
    times = len(shops[0].texts)
    *found, floor = medians([*(shop.find for shop in shops), lambda turn: tokenizer(shops[0].texts[turn])], times)
    drowned = medians([shop.drown for shop in shops], 5)
    for size, shop, micros, flood in zip(SIZES, shops, found, drowned, strict=True):
        yield f"names.build.{size}", shop.built, "s"
        yield f"names.memory.{size}", shop.megabytes, "MB"
        yield f"names.find.{size}", micros, "µs"
        yield (
            f"names.hit.{size}",
            sum(bool(shop.find(turn)) for turn in range(times)) / times,
            "of messages (5 in 7 name something)",
        )
        yield f"names.nonsense.{size}", flood, f"µs for {len(shop.nonsense)} characters"
    yield "names.find.growth", found[-1] / found[0], f"× from {SIZES[0]} to {SIZES[-1]} names (bar 1.5)"
    yield "names.tokenize", floor, "µs (the floor: every message is tokenized)"


def main() -> None:
    for name, value, unit in measured():
        print(f"{name:<28} {value:>12,.2f} {unit}")


if __name__ == "__main__":
    main()
