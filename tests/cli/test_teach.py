"""`sommelier teach`: at the keyboard, with files, and when something is broken."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from adapters.cli.labelling import BadAnswerError, labels_in
from adapters.cli.talk import Talk, TeachError
from adapters.cli.teach import teach
from bot.archive import Said
from bot.bootstrap import build_school, open_archive
from bot.teaching import LABELS, School
from tests.adapters.test_conversations_terminal import plainly, terminal
from tests.cli.command import Ran, sommelier
from tests.house import Talk as Conversation
from tests.house import new_assistant
from tests.prices import plain

HEADER = "labels\tmouth\ttemplate\ttext\n"
LINES = HEADER + "".join(
    f"accept\tcustomer\ts{number}\t{text}\n"
    for number, text in enumerate(["sbrumma", "sbrumma dai", "per me è sbrumma", "ok sbrumma allora", "sì sì sbrumma"])
)
PRIVATE = "segretissimo"
README = Path(__file__).parents[2] / "README.md"


def acts(text: str) -> set[str]:
    [heard] = sommelier("read", "--json", text).lines
    return {act["name"] for act in heard["acts"]}


def refused(ran: Ran, *words: str, code: int = 1) -> None:
    assert (ran.code, "Traceback" in ran.err) == (code, False)
    for word in words:
        assert word in ran.err


def taught(folder: Path, name: str = "it-taught.tsv") -> str:
    return (folder / "taught" / name).read_text(encoding="utf-8")


@pytest.fixture
def lines(own_folder: Path) -> str:
    (own_folder / "it.tsv").write_text(LINES, encoding="utf-8")
    return "it.tsv"


# Files


def test_import_learns_and_the_next_message_is_heard(lines: str, own_folder: Path) -> None:
    assert "accept" not in acts("allora sbrumma per noi")
    ran = sommelier("teach", "--import", lines, "--yes")
    assert (ran.code, ran.err) == (0, "")
    for words in ("5 lines taught: ", ", 5 now.", "600 other messages", "In use from the next start."):
        assert words in ran.out
    assert "accept" in acts("allora sbrumma per noi")
    assert taught(own_folder) == LINES


def test_the_readme_shows_what_it_says(lines: str) -> None:
    said = [line for line in sommelier("teach", "--import", lines).out.splitlines() if " before, " in line]
    assert len(said) == 3
    for line in said:
        assert line in README.read_text(encoding="utf-8")


def test_a_chat_hears_it_too(lines: str) -> None:
    sommelier("teach", "--import", lines, "--yes")
    said = ("--catalog", "pizzeria", "--json", "allora sbrumma per noi")
    assert "accept" in sommelier("ask", *said).lines[0]["understood"]["acts"]
    sommelier("teach", "--forget", "--yes")
    assert "accept" not in sommelier("ask", *said).lines[0]["understood"]["acts"]


def test_the_file_makes_the_round_trip(lines: str, own_folder: Path) -> None:
    sommelier("teach", "--import", lines, "--yes")
    ran = sommelier("teach", "--export", "mine.tsv")
    assert (ran.code, ran.out, ran.err) == (0, "5 lines written to mine.tsv\n", "")
    assert (own_folder / "mine.tsv").read_text(encoding="utf-8") == LINES
    learnt = (own_folder / "taught" / "learnt.npz").read_bytes()
    assert sommelier("teach", "--forget", "--yes").code == 0
    assert list((own_folder / "taught").iterdir()) == []
    assert sommelier("teach", "--import", "mine.tsv", "--language", "it", "--yes").code == 0
    assert taught(own_folder) == LINES
    assert (own_folder / "taught" / "learnt.npz").read_bytes() == learnt


def test_a_text_that_is_taught_again_is_taught_anew(lines: str, own_folder: Path) -> None:
    sommelier("teach", "--import", lines, "--yes")
    (own_folder / "it-more.tsv").write_text(HEADER + "refuse\trep\tnew\tSbrumma\n", encoding="utf-8")
    sommelier("teach", "--import", "it-more.tsv", "--yes")
    assert "refuse\trep\tnew\tSbrumma\n" in taught(own_folder)
    assert "\tsbrumma\n" not in taught(own_folder)
    assert acts("sbrumma") == {"refuse"}


def test_without_a_yes_nothing_changes(lines: str, own_folder: Path) -> None:
    ran = sommelier("teach", "--import", lines)
    refused(ran, "Nothing was changed", "--yes")
    assert "5 lines taught" in ran.out
    assert not (own_folder / "taught").exists()


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        (
            "it.tsv",
            HEADER + "accept\tcustomer\tt\tva bene\nacept\tcustomer\tt\tsì\n",
            ["it.tsv:3", "labels", "did you mean accept?"],
        ),
        ("it.tsv", HEADER + "accept\tboss\tt\tva bene\n", ["it.tsv:2", "mouth", "customer or rep"]),
        ("it.tsv", "text\tlabels\n", ["it.tsv:1", "labels, mouth, template, text"]),
        ("it.tsv", HEADER, ["it.tsv", "nothing to learn"]),
        ("mine.tsv", LINES, ["mine.tsv", "--language"]),
        ("it.tsv", None, ["it.tsv", "No such file"]),
    ],
)
def test_a_broken_import_loses_nothing(name: str, written: str | None, words: list[str], own_folder: Path) -> None:
    (own_folder / "taught").mkdir()
    (own_folder / "taught" / "it-taught.tsv").write_text(LINES, encoding="utf-8")
    (own_folder / "taught" / "learnt.npz").write_bytes(b"as it was")
    if written is not None:
        (own_folder / name).write_text(written, encoding="utf-8")
    ran = sommelier("teach", "--import", name, "--yes")
    refused(ran, *words)
    assert ran.out == ""
    assert taught(own_folder) == LINES
    assert (own_folder / "taught" / "learnt.npz").read_bytes() == b"as it was"


def test_export_of_two_languages_asks_which(own_folder: Path) -> None:
    refused(sommelier("teach", "--export", "all.tsv"), "nothing was taught yet")
    for language in ("it", "fr"):
        file = own_folder / "taught" / f"{language}-taught.tsv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(HEADER + f"greet\trep\tt\tciao {language}\n", encoding="utf-8")
    refused(sommelier("teach", "--export", "all.tsv"), "fr, it", "--language")
    assert sommelier("teach", "--export", "fr-mine.tsv").code == 0
    assert "ciao fr" in (own_folder / "fr-mine.tsv").read_text(encoding="utf-8")
    assert sommelier("teach", "--export", "all.tsv", "--language", "it").code == 0
    refused(sommelier("teach", "--export", "no/such/it.tsv/it.tsv", "--language", "en"), "fr, it")


def test_relearn_after_a_change_by_hand(lines: str, own_folder: Path) -> None:
    sommelier("teach", "--import", lines, "--yes")
    (own_folder / "taught" / "it-taught.tsv").write_text(LINES.replace("accept", "refuse"), encoding="utf-8")
    assert sommelier("teach", "--relearn", "--yes").code == 0
    assert acts("sbrumma dai") == {"refuse"}


# When something is broken


@pytest.mark.parametrize("written", [b"", b"as it was", b"PK\x03\x04"])
def test_a_damaged_file_is_named_and_the_shipped_head_is_used(written: bytes, own_folder: Path) -> None:
    (own_folder / "taught").mkdir()
    (own_folder / "taught" / "learnt.npz").write_bytes(written)
    ran = sommelier("ask", "--catalog", "pizzeria", "--json", "vorrei una margherita")
    assert (ran.code, ran.lines[0]["verdict"]) == (0, "offer")
    for words in ("learnt.npz", "damaged", "--relearn"):
        assert words in ran.err


def test_damaged_lines_are_named_by_place_alone(own_folder: Path) -> None:
    (own_folder / "taught").mkdir()
    (own_folder / "taught" / "it-taught.tsv").write_text(HEADER + f"accept\tboss\tt\t{PRIVATE}\n", encoding="utf-8")
    ran = sommelier("teach", "--relearn", "--yes")
    refused(ran, "it-taught.tsv:2", "mouth")
    assert PRIVATE not in ran.out + ran.err
    assert sommelier("teach", "--forget", "--yes").code == 0, "there is always a way back"


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        ([], ["terminal", "--import FILE", "--export FILE", "--forget"], 1),
        (["--yes"], ["terminal"], 1),
        (["--forget"], ["--yes"], 1),
        (["--relearn", "--yes"], ["teach some first"], 1),
        (["--language", "de"], ["--language de", "it, fr or en"], 1),
        (["--forget", "--relearn"], ["one at a time"], 2),
        (["--import"], ["--import"], 2),
    ],
)
def test_what_cannot_be_done(arguments: list[str], words: list[str], code: int) -> None:
    refused(sommelier("teach", *arguments), *words, code=code)


# At the keyboard


def said(*texts: str, catalog: str = "pizzeria", role: str = "customer") -> None:
    """A conversation that is remembered."""
    conversation = Conversation(new_assistant(catalog, "sqlite:///memory.db"), f"{catalog}-{role}", role)  # type: ignore[arg-type]
    for text in texts:
        conversation.say(text)


def archive(catalog: str | None = None) -> list[Said]:
    return open_archive("sqlite:///memory.db", catalog)


def school(folder: Path) -> School:
    return build_school(folder / "taught")


def at_the_keyboard(school: School, messages: Sequence[Said], *answers: str) -> str:
    """What stands on the screen when these are typed, and then no more."""
    waiting, screen = list(answers), io.StringIO()
    teach(school, messages, Talk(Console(file=screen, width=100), lambda _: None), lambda _: waiting.pop(0) if waiting else None)
    return screen.getvalue()


def keyboard(*answers: str) -> Talk:
    waiting = list(answers)
    return Talk(Console(file=io.StringIO(), width=100), lambda _: waiting.pop(0) if waiting else None)


def test_only_what_people_wrote_is_asked_about() -> None:
    said("ciao", "👍", "vorrei una margherita", "vorrei una margherita")
    said("il cliente vuole una margherita, cosa propongo?", role="rep")
    said("comincia", role="trainee")
    said("quali report avete?", catalog="management-software")
    mine = {(each.text, each.mouth, each.language) for each in archive("pizzeria")}
    assert mine == {
        ("ciao", "customer", "it"),
        ("vorrei una margherita", "customer", "it"),
        ("il cliente vuole una margherita, cosa propongo?", "rep", "it"),
    }
    assert {each.text for each in archive()} == {text for text, _, _ in mine} | {"quali report avete?"}


def test_the_least_sure_comes_first_and_what_was_taught_no_more(own_folder: Path) -> None:
    messages = [Said(text, "customer", "it") for text in ("vorrei una margherita", "per me è sbrumma")]
    first, _ = school(own_folder).questions(messages)
    assert first.said.text == "per me è sbrumma"
    school(own_folder).keep([first.answered(frozenset({"accept"}))])
    assert [question.said.text for question in school(own_folder).questions(messages)] == ["vorrei una margherita"]


def test_answers_are_taken_one_by_one(own_folder: Path) -> None:
    messages = [
        Said(text, "customer", "it") for text in ("vorrei una margherita", "per me è sbrumma", "sbrumma xyzzy dai", "ciao")
    ]
    screen = at_the_keyboard(school(own_folder), messages, "acept", "?", "6 inform", "s", "", "q")
    assert "did you mean accept?" in screen
    assert screen.count("43 checkout") == 2
    assert "Your answers are kept" in screen
    rows = [line.split("\t") for line in taught(own_folder).splitlines()[1:]]
    assert len(rows) == 2
    assert (rows[0][0], rows[0][1]) == ("accept,inform", "customer")
    assert not (own_folder / "taught" / "learnt.npz").exists()


def test_other_words_for_what_is_personal(own_folder: Path) -> None:
    messages = [Said("sono Mario Rossi, tel. 333 1234567, mario@rossi.it", "customer", "it")]
    at_the_keyboard(school(own_folder), messages, "e", "sono Tizio, tel. 333 1234567, mario@rossi.it", "inform")
    assert "sono Tizio, tel. 000 0000000, name@example.org" in taught(own_folder)


def test_one_that_was_left_at_once_teaches_nothing(own_folder: Path) -> None:
    assert "Nothing was taught." in at_the_keyboard(school(own_folder), [Said("ciao", "customer", "it")])
    assert not (own_folder / "taught").exists()
    with pytest.raises(TeachError, match="no stored message"):
        at_the_keyboard(school(own_folder), [])


@pytest.mark.parametrize(
    ("answer", "heard", "labels"),
    [
        ("", ["order"], "order"),
        ("1", [], "order"),
        ("1,6", [], "order accept"),
        ("Accept, order", ["greet"], "order accept"),
        (str(len(LABELS)), [], LABELS[-1]),
    ],
)
def test_labels_by_number_or_name(answer: str, heard: list[str], labels: str) -> None:
    assert labels_in(answer, heard) == frozenset(labels.split())


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("", "nothing was heard"),
        ("0", "no label"),
        ("44", "no label"),
        ("²", "no label"),
        ("ordr", "mean order"),
        ("1 zzzz", "zzzz"),
    ],
)
def test_what_is_no_label(answer: str, words: str) -> None:
    with pytest.raises(BadAnswerError, match=words):
        labels_in(answer, [])


@pytest.mark.parametrize(("answer", "agreed"), [("y", True), ("Yes ", True), ("", False), ("n", False), ("sì", False)])
def test_only_a_yes_is_a_yes(answer: str, agreed: bool) -> None:
    assert keyboard(answer).agreed("Use it?") is agreed
    assert keyboard().agreed("Use it?") is False


def test_in_a_terminal(own_folder: Path) -> None:
    said("buongiorno", "per noi tutto sbrumma")
    with terminal([sys.executable, "-m", "adapters", "teach", "--catalog", "pizzeria"], own_folder) as screen:
        screen.until("1/2 customer, it per noi tutto sbrumma heard: nothing")
        screen.until("2/2 customer, it buongiorno heard: greet", after=screen.type("accept\n"))
        screen.until("Use it? [y/N]", after=screen.type("s\n"))
        screen.until("In use from the next start.", after=screen.type("y\n"))
        assert screen.end() == 0
        assert "Traceback" not in plainly(screen.screen)
    assert acts("per noi tutto sbrumma") == {"accept"}
    assert plain(taught(own_folder)).count("sbrumma") == 1
