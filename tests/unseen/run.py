"""Runs conversations nobody tuned for, over businesses nobody tuned for, and prints what share the assistant gets right.

    python -m tests.unseen.run [second | … | sixth] [--all]            (from the checkout; about a minute)

Six writers, one folder each (the first one's is this folder); FIRST_RUN.txt (first: FIRST_COMPLETE_RUN.txt) is what came out before anything
that it showed was mended.

The replies come from `pipe`, one process and one new database a catalogue.
A check counts only where the conversation expects something.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent.joinpath(*(name for name in sys.argv[1:] if not name.startswith("-")))
CHECKS = ("verdict", "move", "kind", "product", "hold", "never", "language", "benefit first", "all")
PRICE = re.compile(r"\d[\d.,\s\u00a0\u202f]*(?:€|eur\b|euros?\b)|(?:€|\beur)\s*\d", re.IGNORECASE)
COMMON = {
    "it": frozenset("il lo gli di che per con una non è si le della del anche più può sono nel come".split()),
    "fr": frozenset("le les des du que pour avec une pas est vous et dans votre plus au sur nous cette ne on".split()),
    "en": frozenset("the of and to that for with you is it not your what we can are this have be".split()),
}


def words(text: str) -> list[str]:
    """Lower-case words without accents."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", plain)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of four words."""
    said = words(text)
    return {tuple(said[i : i + 4]) for i in range(len(said) - 3)}


def texts(value: Any) -> Iterator[str]:
    """Every string inside a value of the file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)


def benefits(file: Path) -> set[tuple[str, ...]]:
    """What the catalogue says a thing is worth: arguments, impacts, reasons and consequences, as runs of four words."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    said: set[tuple[str, ...]] = set()
    for section, fields in (("arguments", ("text", "impact")), ("complements", ("reason",)), ("triggers", ("consequence",))):
        for entry in data.get(section) or []:
            for name in fields:
                for text in texts(entry.get(name)):
                    said |= shingles(text)
    return said


def file_of(catalog: str) -> Path:
    """The three new businesses are here, the shipped ones in the house."""
    new = HERE / f"{catalog}.yaml"
    return new if new.exists() else ROOT / "knowledge" / "examples" / f"{catalog}.yaml"


def replies(catalog: str, conversations: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Every reply of every conversation, from one `pipe`."""
    lines = [
        json.dumps({"conversation": each["id"], "as": each["as"], "text": text}, ensure_ascii=False)
        for each in conversations
        for text in each["messages"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "adapters", "pipe", "--catalog", str(file_of(catalog))],
            input="\n".join(lines) + "\n",
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "SOMMELIER_DATABASE_URL": f"sqlite:///{folder}/unseen.db"},
            timeout=600,
            check=False,
        )
    out = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    if len(out) != len(lines):
        raise SystemExit(f"{catalog}: {len(lines)} lines in, {len(out)} out\n{done.stderr[-3000:]}")
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    answers = iter(out)
    for each in conversations:
        found[each["id"]] = [next(answers) for _ in each["messages"]]
    return found


def among(value: Any, expected: Any) -> bool:
    """Equal, or one of several."""
    return value in expected if isinstance(expected, list) else value == expected


def spoken(text: str, language: str) -> bool:
    """Whether the words look like this language more than like another."""
    said = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    count = {code: sum(word in common for word in said) for code, common in COMMON.items()}
    return count[language] == max(count.values())


def judge(conversation: dict[str, Any], reply: dict[str, Any], worth: set[tuple[str, ...]]) -> dict[str, bool]:
    """Each check that applies to the last reply, and whether it holds."""
    expect, offers = conversation["expect"], reply.get("offers") or []
    right: dict[str, bool] = {}
    verdict = reply.get("verdict")
    if "error" in reply:
        return {"all": False}
    if "verdict" in expect:
        right["verdict"] = among(verdict, expect["verdict"])
    wanted = expect.get("products", [])
    fitting = [offer for offer in offers if offer["product"] in wanted] or offers[:1]
    must_offer = expect.get("verdict") == "offer"
    if wanted and (offers or must_offer):
        right["product"] = any(offer["product"] in wanted for offer in offers)
    for check in ("move", "kind"):
        if check in expect and (offers or must_offer):
            right[check] = any(among(offer[check], expect[check]) for offer in fitting)
    if "hold" in expect and verdict == "hold":
        right["hold"] = (reply.get("hold") or {}).get("reason") in expect["hold"]
    if "never" in expect:
        right["never"] = not any(offer["product"] in expect["never"] for offer in offers)
    text = reply.get("text") or ""
    right["language"] = reply.get("language") == conversation["language"] and spoken(text, conversation["language"])
    if offers:
        price = PRICE.search(text)
        right["benefit first"] = bool(shingles(text[: price.start()] if price else text) & worth)
    right["all"] = all(right.values())
    return right


def main() -> None:
    """Run, judge, print."""
    conversations = [json.loads(line) for line in (HERE / "conversations.jsonl").read_text(encoding="utf-8").splitlines() if line]
    by_catalog: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in conversations:
        by_catalog[each["catalog"]].append(each)
    good: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    misses: list[str] = []
    fine: list[str] = []
    for catalog, group in by_catalog.items():
        worth = benefits(file_of(catalog))
        answers = replies(catalog, group)
        for each in group:
            reply = answers[each["id"]][-1]
            right = judge(each, reply, worth)
            for check, held in right.items():
                for column in (each["language"], "new" if file_of(catalog).parent == HERE else "shipped", each["as"], "total"):
                    tried[column, check] += 1
                    good[column, check] += held
            (fine if right["all"] else misses).append(story(each, answers[each["id"]], right))
    columns = ("it", "fr", "en", "new", "shipped", "customer", "rep", "total")
    print(f"{len(conversations)} conversations; right / tried\n")
    print(f"{'':14}" + "".join(f"{column:>16}" for column in columns))
    for check in CHECKS:
        cells = (share(good[column, check], tried[column, check]) for column in columns)
        print(f"{check:14}" + "".join(f"{cell:>16}" for cell in cells))
    print(f"\n\n{len(misses)} MISSES\n")
    print("\n\n".join(misses))
    if "--all" in sys.argv:
        print(f"\n\n{len(fine)} RIGHT\n")
        print("\n\n".join(fine))


def share(good: int, tried: int) -> str:
    """A share with its counts."""
    return f"{good}/{tried} {100 * good / tried:.0f} %" if tried else "–"


def story(conversation: dict[str, Any], answers: list[dict[str, Any]], right: dict[str, bool]) -> str:
    """A conversation as it went, with what was expected."""
    lines = [f"## {conversation['id']}  {conversation['catalog']}, as {conversation['as']}"]
    for message, reply in zip(conversation["messages"], answers, strict=True):
        offers = ", ".join(f"{offer['product']} ({offer['move']}/{offer['kind']})" for offer in reply.get("offers") or [])
        about = offers or (reply.get("hold") or {}).get("reason") or (reply.get("question") or {}).get("about") or ""
        understood = json.dumps(reply.get("understood"), ensure_ascii=False)
        lines += [f"  > {message}", f"  [{reply.get('verdict')}: {about}] {understood}"]
        lines += [f"    {line}" for line in (reply.get("text") or json.dumps(reply)).splitlines()]
    wrong = [check for check, held in right.items() if not held and check != "all"]
    if wrong:
        lines.append(f"  WRONG: {', '.join(wrong)}; expected {json.dumps(conversation['expect'], ensure_ascii=False)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
