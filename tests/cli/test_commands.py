"""Every command of the README: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from knowledge import loader
from tests.cli.command import ROOT, Ran, run_process, sommelier
from tests.prices import plain

PIZZERIA = loader.EXAMPLES / "pizzeria.yaml"
COMMANDS = ("run", "chat", "ask", "pipe", "serve", "check", "import", "read", "teach")


def refused(ran: Ran, *words: str, code: int = 1) -> None:
    """Said on standard error, without a traceback, and nothing else."""
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


# Which catalogue.


@pytest.mark.parametrize("catalog", ["pizzeria", str(PIZZERIA)])
def test_a_catalogue_by_name_or_file(catalog: str) -> None:
    ran = sommelier("ask", "--catalog", catalog, "ciao")
    assert (ran.code, ran.err) == (0, "")
    assert "Pizzeria Da Ciro" in ran.out


def test_a_file_beside_us(own_folder: Path) -> None:
    (own_folder / "mine.yaml").write_bytes(PIZZERIA.read_bytes())
    assert "Pizzeria Da Ciro" in sommelier("ask", "--catalog", "mine.yaml", "ciao").out


def test_without_one_the_default_example() -> None:
    assert "Filo Gestionale" in sommelier("ask", "ciao").out


def test_or_the_one_in_the_settings(monkeypatch: pytest.MonkeyPatch, own_folder: Path) -> None:
    (own_folder / ".env").write_text("SOMMELIER_CATALOG=pizzeria\n", encoding="utf-8")
    assert "Pizzeria Da Ciro" in sommelier("ask", "ciao").out
    monkeypatch.setenv("SOMMELIER_CATALOG", "piza")
    refused(sommelier("ask", "ciao"), "piza", "did you mean pizzeria?")


@pytest.mark.parametrize("command", [["ask", "ciao"], ["chat"], ["pipe"], ["run"], ["serve"], ["read", "ciao"]])
@pytest.mark.parametrize(
    ("catalog", "words"),
    [
        ("piza", ["did you mean pizzeria?"]),
        ("none/such.yaml", ["there is no such file", "management-software"]),
        (".", ["no such file"]),
    ],
)
def test_a_catalogue_that_is_not_there(command: list[str], catalog: str, words: list[str]) -> None:
    refused(sommelier(*command, "--catalog", catalog), *words)


@pytest.mark.parametrize(
    ("written", "words"), [(b"sommelier: 1\n", [":1"]), (b"\xff\xfe\x00", []), (b"", []), (b"a: [b", [":1"])]
)
def test_a_catalogue_that_is_broken(own_folder: Path, written: bytes, words: list[str]) -> None:
    (own_folder / "mine.yaml").write_bytes(written)
    refused(sommelier("ask", "--catalog", "mine.yaml", "ciao"), "mine.yaml", "error:", "→", *words)


# ask


@pytest.mark.parametrize(
    ("said", "language"),
    [("vorrei una margherita", "it"), ("je voudrais une margherita", "fr"), ("I'd like a margherita please", "en")],
)
def test_ask(said: str, language: str) -> None:
    plain = sommelier("ask", "--catalog", "pizzeria", said)
    assert (plain.code, plain.err, plain.out.count("\n\n")) == (0, "", 1)
    [line] = sommelier("ask", "--catalog", "pizzeria", "--json", said).lines
    assert (line["language"], line["verdict"], line["offers"][0]["product"]) == (language, "offer", "bufala")


def test_ask_needs_no_quotes() -> None:
    [line] = sommelier("ask", "--json", "--catalog", "pizzeria", "vorrei", "una", "margherita").lines
    assert line["understood"]["products"] == ["margherita"]


def test_ask_as_a_rep_or_a_trainee() -> None:
    rep = sommelier("ask", "--as", "rep", "--catalog", "pizzeria", "il cliente ordina una margherita, cosa gli propongo?")
    assert "Da dire" in rep.out
    assert "non una persona" not in rep.out
    trainee = sommelier("ask", "--as", "trainee", "ciao")
    assert (trainee.code, trainee.err) == (0, "")
    assert "1." in trainee.out


def test_each_ask_stands_alone() -> None:
    for _ in range(2):
        assert sommelier("ask", "--catalog", "pizzeria", "--json", "vorrei una margherita").lines[0]["offers"]


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (["ask"], ["Missing argument"], 2),
        (["ask", ""], ["empty"], 2),
        (["ask", " ", "\t"], ["empty"], 2),
        (["ask", "--as", "boss", "ciao"], ["--as boss", "customer, rep or trainee"], 1),
        (["ask", "--jsn", "ciao"], ["--jsn"], 2),
        (["chat", "--as", "boss"], ["--as boss"], 1),
        (["chta"], ["chta"], 2),
        (["pipe", "extra"], ["extra"], 2),
        (["check"], ["Missing argument"], 2),
        (["import", "spreadsheet"], ["Missing argument"], 2),
    ],
)
def test_what_is_typed_wrongly(arguments: list[str], words: list[str], code: int) -> None:
    refused(sommelier(*arguments), *words, code=code)


@pytest.mark.parametrize(
    "said", ["\udcff\udcfe vorrei una margherita", "vorrei una margherita 🍕", "vorrei\u2028una margherita", "x" * 100_000]
)
def test_any_argument_is_answered(said: str) -> None:
    ran = sommelier("ask", "--catalog", "pizzeria", "--json", said)
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_whatever_the_locale(encoding: str) -> None:
    ran = sommelier("ask", "--catalog", "pizzeria", "vorrei una margherita", encoding=encoding)
    assert (ran.code, ran.err) == (0, "")
    assert re.search("2(,00)? €", plain(ran.out))
    answers = sommelier(
        "pipe", "--catalog", "pizzeria", said='{"conversation": "è", "text": "quanto costa la bufala?"}\n', encoding=encoding
    )
    assert answers.lines[0]["conversation"] == "è"


# chat


def test_chat_with_lines_from_a_pipe() -> None:
    ran = sommelier("chat", "--catalog", "pizzeria", said="vorrei una margherita\n\n   \nno grazie\na che ora chiudete?")
    assert (ran.code, ran.err) == (0, "")
    assert "bufala" in ran.out
    assert "dalle 18 alle 23" in ran.out
    assert ran.out.count("non una persona") == 1


@pytest.mark.parametrize("end", ["/quit", "/exit", " /quit "])
def test_chat_ends_when_told(end: str) -> None:
    ran = sommelier("chat", "--catalog", "pizzeria", said=f"{end}\nvorrei una margherita\n")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_chat_with_bytes_that_are_no_text() -> None:
    ran = sommelier("chat", "--catalog", "pizzeria", said=b"\xff\xfe\x00\n\xef\xbb\xbfvorrei una margherita\r\n")
    assert (ran.code, ran.err) == (0, "")
    assert "bufala" in ran.out


def test_chat_as_a_rep_and_as_a_trainee() -> None:
    rep = sommelier("chat", "--as", "rep", "--catalog", "pizzeria", said="cliente ordina una margherita, che propongo?\n")
    assert "Da dire" in rep.out
    trainee = sommelier("chat", "--as", "trainee", said="esercizio\n1\nbuongiorno, come posso aiutarla?\n")
    assert (trainee.code, trainee.err) == (0, "")
    assert trainee.out.count("\n") > 12


def test_run_without_a_terminal_or_a_service_is_a_chat() -> None:
    ran = sommelier("run", "--catalog", "pizzeria", said="vorrei una margherita\n")
    assert (ran.code, ran.err) == (0, "")
    assert "bufala" in ran.out


# serve


def test_serve_with_nothing_set_says_what_to_set() -> None:
    refused(sommelier("serve"), "SLACK_BOT_TOKEN", "TELEGRAM_BOT_TOKEN", ".env")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-s3cret", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]),
        ("TELEGRAM_BOT_TOKEN", "s3cret", ["TELEGRAM_BOT_TOKEN", "@BotFather"]),
        ("TELEGRAM_WEBHOOK_URL", "https://s3cret.example", ["TELEGRAM_BOT_TOKEN is missing"]),
        ("SLACK_PORT", "s3cret", ["SLACK_PORT"]),
        ("SOMMELIER_LOG_LEVEL", "s3cret", ["SOMMELIER_LOG_LEVEL", "DEBUG"]),
        ("SOMMELIER_DATABASE_URL", "s3cret", ["database URL", "sqlite:///"]),
    ],
)
@pytest.mark.parametrize("command", ["serve", "run"])
def test_settings_that_are_wrong(monkeypatch: pytest.MonkeyPatch, command: str, name: str, value: str, words: list[str]) -> None:
    monkeypatch.setenv(name, value)
    ran = sommelier(command)
    refused(ran, *words)
    assert "s3cret" not in ran.err


# check


def test_check_of_a_good_file() -> None:
    ran = sommelier("check", str(PIZZERIA))
    assert (ran.code, ran.err) == (0, "")
    assert "24 offerings, no errors" in ran.out
    assert "opportunity:" in ran.out


def test_check_of_a_broken_file_names_file_line_entry_field_and_remedy(own_folder: Path) -> None:
    broken = (
        PIZZERIA.read_text(encoding="utf-8")
        .replace("price: 7.00", "price: molto", 1)
        .replace("offer: cola\n", "offer: colla\n", 1)
    )
    (own_folder / "mine.yaml").write_text(broken, encoding="utf-8")
    ran = sommelier("check", "mine.yaml")
    assert (ran.code, ran.err) == (1, "")
    lines = broken.splitlines()
    price, offer = lines.index("    price: molto") + 1, lines.index("  - offer: colla") + 1
    assert f"mine.yaml:{price}: error: offering margherita, price:" in ran.out
    assert f"mine.yaml:{offer}: error:" in ran.out
    assert "did you mean cola" in ran.out
    assert all("→" in line for line in ran.out.splitlines() if " error: " in line)


@pytest.mark.parametrize(
    ("name", "words"), [("none.yaml", "no such file"), (".", "no such file"), ("piza", "did you mean pizzeria?")]
)
def test_check_of_nothing(name: str, words: str) -> None:
    ran = sommelier("check", name)
    assert ran.code == 1
    assert words in ran.out + ran.err
    assert "Traceback" not in ran.err


# import

SHEET = "Prodotto;Prezzo;Categoria;Sostituisce;Si abbina a;Motivo;Beneficio\nMargherita;7,00;pizza;;;;\nBufala;9,00;pizza;Margherita;;;Più cremosa.\n"
PLANS = "saasName: Notes\ncurrency: EUR\nplans:\n  FREE: {price: 0, unit: user/month}\n  PRO: {price: 12.5, unit: user/month}\n"


def source(format: str, folder: Path) -> Path:
    if format == "spreadsheet":
        (folder / "listino.csv").write_text(SHEET, encoding="utf-8")
        return folder / "listino.csv"
    if format == "pricing2yaml":
        (folder / "2024.yml").write_text(PLANS, encoding="utf-8")
        return folder / "2024.yml"
    (folder / "products.tsv").write_text(
        "sku\tname\tprice\tcategory\tdescription\nB-1\tBag\t30\tBags\tA bag.\nB-2\tBig Bag\t45\tBags\tHolds more.\n",
        encoding="utf-8",
    )
    (folder / "links.tsv").write_text("kind\tsku\tlinked_sku\nupsell\tB-1\tB-2\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("format", "said"), [("spreadsheet", "Margherita"), ("pricing2yaml", "Pro"), ("magento", "Bag")])
def test_import(format: str, said: str, own_folder: Path) -> None:
    printed = sommelier("import", format, str(source(format, own_folder)))
    assert (printed.code, printed.err) == (0, "")
    saved = sommelier("import", format, str(source(format, own_folder)), "-o", "mine.yaml")
    assert (saved.code, saved.out, saved.err) == (0, "", "")
    assert (own_folder / "mine.yaml").read_text(encoding="utf-8") == printed.out
    assert sommelier("check", "mine.yaml").code == 0
    answer = sommelier("ask", "--catalog", "mine.yaml", "--json", f"quanto costa {said}?")
    assert answer.lines[0]["understood"]["products"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["spreadshet", "listino.csv"], ["did you mean spreadsheet?"]),
        (["csv", "listino.csv"], ["spreadsheet", "magento"]),
        (["spreadsheet", "none.csv"], ["none.csv"]),
        (["spreadsheet", "."], ["."]),
        (["pricing2yaml", "listino.csv"], ["listino.csv"]),
        (["magento", "listino.csv"], ["listino.csv"]),
        (["spreadsheet", "listino.csv", "-o", "no/such/folder.yaml"], ["no/such/folder.yaml", "cannot be written"]),
        (["spreadsheet", "listino.csv", "-o", "."], ["cannot be written"]),
    ],
)
def test_an_import_that_cannot_be(arguments: list[str], words: list[str], own_folder: Path) -> None:
    source("spreadsheet", own_folder)
    refused(sommelier("import", *arguments), *words)


# read


def test_read_shows_a_table() -> None:
    ran = sommelier("read", "--catalog", "pizzeria", "vorrei", "due", "margherite")
    assert (ran.code, ran.err) == (0, "")
    for word in ("language", "it", "order", "margherita", "where"):
        assert word in ran.out


def test_read_as_json() -> None:
    [heard] = sommelier("read", "--catalog", "pizzeria", "--json", "vorrei due margherite").lines
    assert heard["text"] == "vorrei due margherite"
    assert [mention["product"] for mention in heard["products"]] == ["margherita"]
    assert heard["language_confidence"] <= 1
    start, end = heard["products"][0]["span"]
    assert heard["text"][start:end] == "margherite"


def test_read_without_a_catalogue_hears_the_languages_alone() -> None:
    [heard] = sommelier("read", "--json", "no grazie").lines
    assert {act["name"] for act in heard["acts"]} >= {"refuse"}


def test_read_json_lines() -> None:
    said = [{"text": "no grazie", "id": 7}, {"text": "bonsoir", "language": "fr", "at": "2026-11-21T20:00:00Z"}, {"text": "ok"}]
    ran = sommelier("read", said="\n".join(["", *map(json.dumps, said), " "]))
    assert (ran.code, ran.err) == (0, "")
    assert [line["text"] for line in ran.lines] == ["no grazie", "bonsoir", "ok"]
    assert ran.lines[0]["id"] == 7


def test_read_goes_on_after_a_bad_line() -> None:
    bad = [
        b"x",
        b"[1]",
        b"{}",
        b'{"text": 5}',
        b'{"text": ""}',
        b'{"text": "a", "at": "0001-01-01"}',
        b'{"text": "a", "at": "soon"}',
        b"\xff",
    ]
    bad += [b'{"text": "a", "language": "de"}', b'{"text": "a", "language": 5}', b'{"text": "\\ud83d"}']
    ran = sommelier("read", said=b"\n".join([*bad, b'{"text": "no grazie"}']))
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", len(bad) + 1)
    assert [set(line) == {"error"} for line in ran.lines] == [True] * (len(bad) - 1) + [False, False]


# Starting it.


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each(command: str) -> None:
    ran = sommelier(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"sommelier {command}" in ran.out


def test_help() -> None:
    ran = sommelier("--help")
    assert (ran.code, ran.err) == (0, "")
    for command in COMMANDS:
        assert command in ran.out
    bare = sommelier()
    assert (bare.code, "Usage" in bare.out + bare.err) == (2, True)


def entry() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: str = project["scripts"]["sommelier"]
    return found


def test_the_console_script_is_there() -> None:
    module, _, name = entry().partition(":")
    assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize("start", ["module", "script", "file"])
def test_started_as_a_process(start: str, own_folder: Path) -> None:
    module, _, name = entry().partition(":")
    ways = {
        "module": ["-m", "adapters"],
        "script": ["-c", f"import sys; from {module} import {name}; sys.exit({name}())"],
        "file": ["-m", "adapters.cli.app"],
    }
    ran = run_process([sys.executable, *ways[start], "check", "piza"], own_folder)
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean pizzeria?" in ran.err
    assert "Traceback" not in ran.err


def test_a_reader_that_goes_away_is_no_error(own_folder: Path) -> None:
    """`sommelier check pizzeria | head -1`"""
    command = f"set -o pipefail; '{sys.executable}' -m adapters check pizzeria | true"
    ran = run_process(["bash", "-c", command], own_folder)
    assert (ran.out, ran.err) == ("", "")
