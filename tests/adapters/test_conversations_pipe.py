"""Whole conversations through `sommelier pipe`, a real process: rows of the plays, buttons, a power cut, whatever bytes."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.voice import Voice
from tests.cli.command import Json, Pipe, pipe
from tests.cli.rows import LANGUAGES, Row
from tests.plays.test_plays import ROWS
from tests.prices import plain

CATALOG = "management-software"
PLAYS = [row for row in ROWS if row["catalog"] == CATALOG]
FULL = {"it": "siamo su Base: 5 utenti su 5", "fr": "on est sur Base : 5 utilisateurs sur 5", "en": "we're on Base: 5 of 5 users"}
PRO = {"it": "quanto costa il piano Pro?", "fr": "combien coûte Pro ?", "en": "how much is Pro?"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('database')}/memory.db"


@pytest.fixture(scope="module")
def offered(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    """What a pipe proposed, in three conversations, before it was killed."""
    with pipe(CATALOG, tmp_path_factory.mktemp("killed"), database) as before:
        answers = {
            style: before.say(f"killed {style}", FULL["it"], customer=style, event=style) for style in ("yes", "later", "no")
        }
        answers["unsaid"] = before.say("killed unsaid", "sto valutando il piano base")
        return answers


@pytest.fixture(scope="module")
def running(database: str, offered: dict[str, Json], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipe]:
    """The pipe that was started after it, on the same database; at the end its standard error is as empty as it should be."""
    with pipe(CATALOG, tmp_path_factory.mktemp("running"), database) as process:
        yield process
        assert process.errors == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", PLAYS, ids=[f"{row['play']}-{row['as']}-{number}" for number, row in enumerate(PLAYS)])
def test_a_play(running: Pipe, row: Row, language: str, request: pytest.FixtureRequest) -> None:
    lines = [running.say(request.node.name, text, **{"as": row["as"]}) for text in row[language]]
    last = lines[-1]
    assert (last["conversation"], last["language"]) == (request.node.name, language)
    found = {f"{offer['product']} {offer['move']}/{offer['kind']}" for offer in last["offers"]}
    assert not {offer["product"] for offer in last["offers"]} & set(row.get("never", ()))
    assert "one_of" not in row or found & set(row["one_of"]), last["text"]
    assert "all" not in row or (found and found <= set(row["all"])), last["text"]
    assert "hold" not in row or last["hold"]["reason"] == row["hold"], last["text"]
    assert last["verdict"] != row.get("verdict_not", "nothing"), last["text"]
    assert row.get("says", {}).get(language, "") in plain(last["text"])


@pytest.mark.parametrize(("style", "word"), [("yes", "Pro"), ("later", ""), ("no", "")])
def test_a_button_pressed_after_the_power_cut(running: Pipe, offered: dict[str, Json], style: str, word: str) -> None:
    offer = offered[style]
    action = next(action["id"] for action in offer["actions"] if action["id"].startswith(style))
    answer = running.say(offer["conversation"], "x", action=action, customer=style)
    assert (answer["language"], word in answer["text"]) == ("it", True)
    again = running.say(offer["conversation"], "x", action=action, customer=style)
    assert again["text"] == Voice("it", "")("buttons.already")
    later = running.say(offer["conversation"], FULL["it"], customer=style)
    assert "pro" not in {each["product"] for each in later["offers"]}


def test_what_was_answered_before_the_power_cut_is_not_answered_again(running: Pipe, offered: dict[str, Json]) -> None:
    assert offered["yes"]["offers"]
    answer = running.say("killed yes", FULL["it"], customer="yes", event="yes")
    assert answer["error"]["code"] == "already-answered"


def test_a_talk_goes_on_after_the_power_cut(running: Pipe, offered: dict[str, Json]) -> None:
    answer = running.say("killed unsaid", "ma oggi non riesco a vedere i margini")
    assert [offer["product"] for offer in answer["offers"]] == ["base-reporting"]
    assert "non una persona" in offered["unsaid"]["text"]
    assert "non una persona" not in answer["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_no_and_then_a_question(running: Pipe, language: str) -> None:
    said = {"it": "no grazie", "fr": "non merci", "en": "no thanks"}
    offer, no, price = (running.say(f"no {language}", text) for text in (FULL[language], said[language], PRO[language]))
    assert (offer["verdict"], no["hold"]["reason"]) == ("offer", "refused")
    assert "99" in price["text"]
    assert price["offers"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_and_then_a_limit(running: Pipe, language: str) -> None:
    said = {
        "it": "Sono furioso, continua a bloccarsi!",
        "fr": "Je suis furieux, ça plante sans arrêt !",
        "en": "I'm furious, it keeps crashing!",
    }
    for text in (said[language], FULL[language]):
        answer = running.say(f"complaint {language}", text)
        assert answer["hold"]["reason"] == "open-problem"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_opt_out_then_the_same_customer_elsewhere(running: Pipe, language: str) -> None:
    said = {"it": "non voglio più proposte", "fr": "je ne veux plus de propositions", "en": "no more suggestions please"}
    assert running.say(f"stop {language}", said[language], customer=f"stop {language}")["hold"]["reason"] == "opted-out"
    elsewhere = running.say(f"elsewhere {language}", FULL[language], customer=f"stop {language}", at="2031-01-01T12:00:00Z")
    assert elsewhere["hold"]["reason"] == "opted-out"
    assert "99" in running.say(f"elsewhere {language}", PRO[language], customer=f"stop {language}")["text"]


@pytest.mark.parametrize(
    ("language", "said", "words"),
    [
        ("it", "cancella i miei dati", "cancellato"),
        ("fr", "supprimer mes données", "effacé"),
        ("en", "delete my data", "deleted"),
    ],
)
def test_an_erasure_is_confirmed_in_its_own_language(running: Pipe, language: str, said: str, words: str) -> None:
    answer = running.say(f"erase {language}", said)
    assert (answer["language"], words in answer["text"]) == (language, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_erased_customer_may_be_proposed_to_again(running: Pipe, language: str) -> None:
    said = {"it": "cancella i miei dati", "fr": "supprimer mes données", "en": "delete my data"}
    who = f"erased {language}"
    texts = (FULL[language], said[language], FULL[language])
    verdicts = [running.say(who, text, customer=who)["verdict"] for text in texts]
    assert verdicts == ["offer", None, "offer"]


def test_delivered_three_times(running: Pipe) -> None:
    answers = [running.say("thrice", FULL["en"], event="thrice", customer="thrice") for _ in range(3)]
    assert [answer.get("verdict") for answer in answers] == ["offer", None, None]
    assert [answer["error"]["code"] for answer in answers[1:]] == ["already-answered"] * 2


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"vorrei", "bad-json"), (b"[1]", "bad-json"), (b"{}", "missing-field"), (b"\xff\xfe", "bad-encoding"), (b"[" * 50_000, "bad-json"),
        (b'{"conversation": "c", "text": "' + b"a" * 1_000_000 + b'"}', "too-long"), (b'{"conversation": "c", "text": ""}', "empty-text"),
        (b'{"conversation": "c", "text": "a", "as": "boss"}', "bad-field"), (b'{"conversation": "c\\u0000", "text": "a"}', "bad-field"),
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_in_its_place(running: Pipe, raw: bytes, code: str) -> None:
    assert running.ask(raw)["error"]["code"] == code
    assert running.say("after a bad line", "ciao")["text"]


@pytest.mark.parametrize(
    "said", ["ciao\0", "\ud83d ciao", "🍕", "Θα ήθελα μια πίτσα", "9" * 10_000, "buona " * 20_000, "\x1b[2J\u2028"]
)
def test_any_text_is_answered(running: Pipe, said: str) -> None:
    line = json.dumps({"conversation": "any", "text": said}).encode()
    assert running.ask(b"\r\n \n" + line + b"\r")["text"]


def test_an_end_and_an_interruption_are_no_errors(running: Pipe, tmp_path: Path) -> None:
    """The last test: the pipe ends with it."""
    assert running.say("last", PRO["it"])["text"]
    assert running.interrupt(signal.SIGINT) in (0, 1, 130, -signal.SIGINT)
    assert "Traceback" not in running.errors
    (running.folder / "stderr.txt").write_text("", encoding="utf-8")  # what click says of it is no error
