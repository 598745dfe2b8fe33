"""Coffee-shop chats of Taskmaster-4: the basket after the customer's turns against the gold calls' final cart.

The menu is what the gold orders hold, with no other names than those. Every user turn goes through the reader and `bot.absorb`, in the
role of a customer; the assistant's turns are not looked at. The gold order is the sum of `add_order_item`, by item: its `update_…`
calls change milk, sweetener or where it is drunk, never an item or its quantity, and baskets keep neither. Chats in which the shop
says it does not have what the menu here has are left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from bot.absorb import absorb
from bot.bootstrap import build_reader
from bot.conversation import Conversation
from knowledge.catalogue import Catalogue
from knowledge.loader import check_text
from nlu.reader import Reader
from tests.bench.figures import Figure, Other, share
from tests.bench.labelled import f1

FOLDER = "taskmaster4_coffee"
DATA = "Taskmaster-4 coffee, not trained on"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SOLD_OUT = ("order a coffee drink no results", "order a coffee drink wrong results")
_ITEM = re.compile(r'"menu_item_id"\s*:\s*"+\s*([^"]+)"')
_QUANTITY = re.compile(r'"quantity"\s*:\s*"?\s*(\d+)')

Cart = dict[str, Decimal]


def measure(folder: Path) -> Iterator[Figure]:
    """Carts that are exactly right, and items found."""
    pairs = list(carts(folder))
    ordered = [(gold, got) for _, gold, got in pairs if gold]
    items = {item for gold, _ in ordered for item in gold}
    floor = [(gold, _words(chat, items)) for chat, gold, _ in pairs if gold]
    others = {"others": (Other("the items named, one of each,", 100 * _exact(floor)),)}
    yield share("coffee: exact cart", _exact(ordered), DATA, len(ordered), 0.60, **others)
    others = {"others": (Other("the items named", 100 * _item_f1(floor)),)}
    yield share("coffee: items, F1", _item_f1(ordered), DATA, sum(len(gold) for gold, _ in ordered), 0.90, **others)
    asked = [got for _, gold, got in pairs if not gold]
    yield share("coffee: nothing ordered, nothing in the cart", sum(not got for got in asked) / len(asked), DATA, len(asked))


def carts(folder: Path) -> Iterator[tuple[Mapping[str, Any], Cart, Cart]]:
    """Each chat with its gold cart and ours."""
    chats = [json.loads(each) for each in (folder / "dialogues.jsonl").read_text("utf-8").splitlines()]
    chats = [chat for chat in chats if not any(reason in chat["scenario"] for reason in SOLD_OUT)]
    spelling = _spellings(Counter(name for chat in chats for name, _ in _added(chat)))
    catalogue = _menu(sorted(set(spelling.values())))
    reader = build_reader(catalogue)
    for chat in chats:
        gold: Cart = {}
        for name, quantity in _added(chat):
            gold[_id(spelling[name])] = gold.get(_id(spelling[name]), Decimal(0)) + quantity
        yield chat, gold, _heard(chat, reader, catalogue)


def _added(chat: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    for call in (call for turn in chat["utterances"] for call in turn["calls"] if call["call"] == "add_order_item"):
        item, quantity = _ITEM.search(call["request"]), _QUANTITY.search(call["request"])
        if item and quantity:
            yield " ".join(re.sub(r"[-_ 0-9]+", " ", item[1].lower()).split()), Decimal(quantity[1])


def _spellings(names: Counter[str]) -> dict[str, str]:
    """Gold names are typed by hand: the rare ones are taken for the frequent one they resemble ("cartado", "matchalatte")."""
    known: list[str] = []
    spelling = {}
    for name, _ in names.most_common():
        same = next((each for each in known if ratio(each.replace(" ", ""), name.replace(" ", "")) > 85), None)
        spelling[name] = same or name
        known += [] if same else [name]
    return spelling


def _menu(names: Sequence[str]) -> Catalogue:
    """The smallest catalogue that sells these."""
    lines = ["sommelier: 1", "business: {name: Coffee shop, language: en, languages: [en], currency: USD}", "offerings:"]
    lines += [f"  - {{id: {_id(name)}, name: {name.capitalize()}, price: 4.00}}" for name in names]
    report = check_text("\n".join(lines), "menu.yaml")
    assert report.catalogue is not None, [str(problem) for problem in report.errors]
    return report.catalogue


def _id(name: str) -> str:
    return name.replace(" ", "-")


def _heard(chat: Mapping[str, Any], reader: Reader, catalogue: Catalogue) -> Cart:
    conversation = Conversation("coffee", "customer", "en")
    for turn in (turn for turn in chat["utterances"] if turn["speaker"] == "user"):
        context = [*conversation.considering, *(each.product for each in conversation.basket)]
        reading = reader.read(turn["text"], NOON, "en", context)
        conversation = absorb(conversation, reading, catalogue, NOON).conversation
    return {line.product: line.quantity for line in conversation.basket}


def _words(chat: Mapping[str, Any], items: set[str]) -> Cart:
    """The floor: the names that stand in what the customer wrote, the longest first."""
    said = " ".join(turn["text"].lower() for turn in chat["utterances"] if turn["speaker"] == "user")
    found: Cart = {}
    for item in sorted(items, key=len, reverse=True):
        name = item.replace("-", " ")
        if name in said:
            found[item], said = Decimal(1), said.replace(name, "")
    return found


def _exact(pairs: Sequence[tuple[Cart, Cart]]) -> float:
    return sum(gold == got for gold, got in pairs) / len(pairs)


def _item_f1(pairs: Sequence[tuple[Cart, Cart]]) -> float:
    hits = sum(len(gold.keys() & got.keys()) for gold, got in pairs)
    return f1(hits, sum(len(gold) for gold, _ in pairs), sum(len(got) for _, got in pairs))


def main(folder: Path) -> None:
    """Prints the chats that come out otherwise."""
    for chat, gold, got in carts(folder):
        if gold != got:
            said = " | ".join(turn["text"] for turn in chat["utterances"] if turn["speaker"] == "user")
            print(f"{_shown(gold)} heard {_shown(got)}: {said}")


def _shown(cart: Cart) -> str:
    return ", ".join(f"{quantity} {item}" for item, quantity in cart.items()) or "nothing"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
