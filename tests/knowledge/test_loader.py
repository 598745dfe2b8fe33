from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import document, loader
from knowledge.draft import KINDS, SINGLES
from knowledge.problems import SHOWN, CatalogueError, Report

HEAD = "sommelier: 1\nbusiness:\n  name: Trattoria\n  language: it\n  languages: [it, en]\n"
TWO = HEAD + "offerings:\n  - {id: a, name: Alfa, price: 10}\n  - {id: b, name: Beta, price: 20}\n"
BASES = {"nothing": "", "head": HEAD, "two": TWO}


def mistakes() -> list[tuple[str, str, list[str]]]:
    """The cases of mistakes.txt: name, file, what is said."""
    found = []
    written = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")
    for case in written.split("\n=== ")[1:]:
        title, _, rest = case.partition("\n")
        text, _, said = rest.partition("says:\n")
        name, _, base = title.rpartition(", ")
        text = BASES[base] + text.replace("⇥", "\t").replace("␇", "\x07")
        found.append((name, text, said.strip().splitlines()))
    return found


@pytest.mark.parametrize(("text", "said"), [pytest.param(text, said, id=name) for name, text, said in mistakes()])
def test_mistakes(text: str, said: list[str]) -> None:
    report = loader.check_text(text, "menu.yaml")
    assert [str(problem).removeprefix("menu.yaml:") for problem in report.problems] == said
    assert (report.catalogue is None) == any(" error: " in line or line.split(": ")[1] == "error" for line in said)


@pytest.mark.parametrize("name", loader.examples())
def test_examples_are_correct(name: str) -> None:
    report = loader.check(loader.locate(name))
    assert [str(problem) for problem in report.errors] == []
    assert report.catalogue is not None


def test_a_problem_says_where() -> None:
    (problem,) = loader.check_text(TWO + "trials:\n  - of: c\n    days: 14\n", "menu.yaml").problems
    assert (problem.severity, problem.file, problem.line, problem.column) == ("error", "menu.yaml", 10, 5)
    assert (problem.entry, problem.field) == ("trial of c", "of")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1984", "1984"),
        ("0123", "0123"),
        ("true", "true"),
        ("2026-11-21", "2026-11-21"),
    ],
)
def test_unquoted_words_stay_what_they_are(written: str, read: str) -> None:
    catalogue = loader.load_text(HEAD + f"offerings:\n  - {{id: a, name: {written}, price: 1}}\n", "menu.yaml")
    assert catalogue.offerings[0].name.said("it") == read


@pytest.mark.parametrize(("written", "read"), [("no", False), ("off", False), ("yes", True), ("true", True)])
def test_yes_and_no_where_they_are_asked_for(written: str, read: bool) -> None:
    catalogue = loader.load_text(HEAD + f"offerings:\n  - {{id: a, name: A, price: 1, available: {written}}}\n", "menu.yaml")
    assert catalogue.offerings[0].available is read


def test_norwegian_is_a_language() -> None:
    text = TWO.replace("[it, en]", "[it, no]") + "needs:\n  - {id: n, name: {it: capire, no: forstå}}\n"
    assert loader.load_text(text, "menu.yaml").needs[0].name.said("no") == "forstå"


def test_empty_fields_are_no_fields() -> None:
    text = HEAD + "offerings:\n  - id: a\n    name: A\n    price: 1\n    aliases:\n    description:\n    features:\n"
    assert loader.load_text(text, "menu.yaml").offerings[0].features == ()


def test_text_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "menu.yaml"
    file.write_bytes((HEAD + "offerings:\n  - {id: a, name: Caffè, price: 1}\n").encode("cp1252"))
    (problem,) = loader.check(file).problems
    assert (problem.line, "UTF-8" in problem.remedy) == (7, True)
    file.write_bytes(TWO.encode("utf-16"))
    assert "UTF-16" in loader.check(file).problems[0].message
    file.write_bytes(b"\xef\xbb\xbf" + TWO.encode())
    assert loader.load(file).by_id.keys() == {"a", "b"}


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 50_000, "a: &a [" + "x," * 10 + "]\n"])
def test_depth_does_not_hurt(text: str) -> None:
    assert loader.check_text(text, "menu.yaml").errors


def test_repetitions_do_not_explode() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join(['*' + before] * 10)}]\n" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.perf_counter()
    (problem,) = loader.check_text(bomb, "menu.yaml").problems
    assert "repetitions" in problem.message
    assert time.perf_counter() - started < 1


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_report(data: bytes) -> None:
    text = document.decode(data)
    assert not isinstance(text, str) or isinstance(loader.check_text(text, "menu.yaml"), Report)


SCALARS = st.sampled_from(["a", "b", "growth", "it", "7,50", "", None, "no", -1, 10**21, "∞"])
VALUES = (
    SCALARS
    | st.lists(SCALARS, max_size=2)
    | st.dictionaries(st.sampled_from(["id", "it", "price", "to", "x"]), SCALARS, max_size=2)
)
FIELDS = {name: list(kind.__dataclass_fields__) for name, kind in KINDS.items()}  # type: ignore[attr-defined]  # all are dataclasses


@st.composite
def broken(draw: st.DrawFn) -> dict[str, object]:
    """A file with an entry or two in a section or two, fields as they come."""
    found: dict[str, object] = {"sommelier": 1, "offerings": [{"id": "a", "name": "A", "price": 1}]}
    for section in draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=3)):
        entry = {name: draw(VALUES) for name in draw(st.lists(st.sampled_from([*FIELDS[section], "x"]), max_size=6))}
        found[section] = entry if section in SINGLES else [entry, draw(VALUES)]
    return found


@settings(deadline=None, max_examples=200)
@given(broken())
def test_any_values_give_a_report(values: dict[str, object]) -> None:
    assert isinstance(loader.check_text(json.dumps(values), "menu.yaml"), Report)


def test_load_raises_everything() -> None:
    wrong = HEAD + "offerings:\n" + "".join(f"  - {{id: p{n}, name: P{n}, price: x}}\n" for n in range(SHOWN + 5))
    with pytest.raises(CatalogueError) as caught:
        loader.load_text(wrong, "menu.yaml")
    assert len(caught.value.problems) == SHOWN + 5
    assert str(caught.value).endswith("… and 5 more")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "no such file" in loader.check(tmp_path / "menu.yaml").problems[0].message
    assert "folder" in loader.check(tmp_path).problems[0].message
    assert loader.check(Path("a\0b")).errors


def test_locate(tmp_path: Path) -> None:
    assert loader.locate("pizzeria").stem == "pizzeria"
    file = tmp_path / "mine.yaml"
    file.write_text(TWO, encoding="utf-8")
    assert loader.locate(str(file)) == file
    with pytest.raises(CatalogueError, match="did you mean pizzeria") as caught:
        loader.locate("pizeria")
    assert all(name in str(caught.value) for name in loader.examples())


def test_a_long_file_is_read_quickly() -> None:
    """1,500 lines in 150 ms; the bar here is ten times that, for busy machines."""
    entry = (
        "  - id: o{n}\n    name: {{it: Uno {n}, en: One {n}}}\n    price: {n}\n    aliases:\n      it: [u{n}]\n      en: [o{n}]\n"
    )
    text = HEAD + "offerings:\n" + "".join(entry.format(n=n) for n in range(1, 251))
    started = time.perf_counter()
    assert loader.check_text(text, "menu.yaml").problems == ()
    assert time.perf_counter() - started < 1.5
