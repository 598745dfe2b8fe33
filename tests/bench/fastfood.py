"""Fast-food customers of MultiDoGO, sentence by sentence: are refusals, orders and goodbyes heard?

Each sentence is read alone: what the agent had asked is not known, so "no" must be heard for what it is. The data's intents are mapped so:

| theirs | heard when ours is one of |
|---|---|
| rejection ("no thanks", "nothing else", "that will be all") | refuse, leave |
| order…intent ("2 beer", "i would like to order 2 pizzas") | order, change, accept |
| closinggreeting ("bye", "have a nice day") | leave, thank |
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.bootstrap import build_reader
from tests.bench.figures import Figure, share

FOLDER = "multidogo"
DATA = "MultiDoGO fast food, not trained on"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BAR = 0.90
HEARD: Mapping[str, frozenset[str]] = {
    "rejection": frozenset({"refuse", "leave"}),
    "order": frozenset({"order", "change", "accept"}),
    "closinggreeting": frozenset({"leave", "thank"}),
}


def measure(folder: Path) -> Iterator[Figure]:
    """Recall of each."""
    read = list(sentences(folder))
    for intent, acts in HEARD.items():
        found = [bool(acts & said) for theirs, _, said in read if theirs == intent]
        yield share(
            f"fast food: {intent}, recall", sum(found) / len(found), DATA, len(found), BAR, note=f"as {', '.join(sorted(acts))}"
        )
    spurious = ["refuse" in said for theirs, _, said in read if theirs in ("order", "confirmation")]
    yield share("fast food: refusal heard in orders and confirmations", sum(spurious) / len(spurious), DATA, len(spurious))


def sentences(folder: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Intent, sentence, acts heard."""
    reader = build_reader()
    with (folder / "fastfood_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["intent"] and row["utterance"]]
    for row in rows:
        intent = "order" if row["intent"].startswith("order") else row["intent"]
        reading = reader.read(row["utterance"], NOON, "en")
        yield intent, row["utterance"], {label.name for label in reading.acts}


def main(folder: Path) -> None:
    """Prints what is not heard."""
    for intent, sentence, said in sentences(folder):
        if intent in HEARD and not HEARD[intent] & said:
            print(f"{intent}: {sentence!r} heard {sorted(said)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
