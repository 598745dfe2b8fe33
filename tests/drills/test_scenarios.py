"""The shipped scenarios, and what an author is told whose file has mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.drills import check
from bot.drills.cues import Words, cues
from bot.drills.library import FOLDER, ScenarioError, load, load_folder
from bot.drills.scenario import Scenario
from bot.drills.stage import Stage
from tests.drills.conftest import library_of

SHIPPED = sorted(FOLDER.glob("*.yaml"))
GOOD = (FOLDER / "it-falegname.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_are_in_order(path: Path) -> None:
    assert list(check.mistakes(path)) == []


def test_every_language_sells_up_across_and_not_at_all() -> None:
    scenarios, problems = load_folder()
    assert problems == []
    assert len(scenarios) >= 8
    assert len({scenario.catalogue for scenario in scenarios.values()}) >= 8
    for language in ("it", "fr", "en"):
        mine = [scenario for scenario in scenarios.values() if scenario.language == language]
        assert {fitting.move for scenario in mine for fitting in scenario.right} == {"upsell", "cross-sell"}, language
        assert any(not scenario.sells for scenario in mine), language
    assert {scenario.hold.reason for scenario in scenarios.values() if scenario.hold} == {
        "open-problem",
        "onboarding",
        "no-budget",
    }


def lines_of(scenario: Scenario) -> list[str]:
    said = [line for name in type(scenario.lines).model_fields for line in getattr(scenario.lines, name) or ()]
    return [*said, *(line for fact in scenario.facts for line in fact.says)]


def test_customers_neither_sell_nor_know_the_answer(stage: Stage) -> None:
    """No line names what fits, asks the trainee to buy, or speaks of scores, drills and bots."""
    inside = {"drill", "scenario", "punteggio", "score", "segno", "bot", "trainee", "formatore", "formateur", "trainer"}
    for name, scenario in library_of(stage).scenarios.items():
        shop, _ = library_of(stage).shop(name)
        names = [Words(each).joined for product in shop.right for each in shop.names[product]]
        for line in lines_of(scenario):
            words = Words(line)
            assert not set(words.folded) & inside, line
            assert not cues(scenario.language).has("offer", words), line
            assert not [each for each in names if each in words.joined], line


def test_the_need_is_not_given_away_beforehand(stage: Stage) -> None:
    for name, scenario in library_of(stage).scenarios.items():
        shop, _ = library_of(stage).shop(name)
        before = [
            scenario.brief,
            scenario.persona.who,
            *scenario.lines.opening,
            *scenario.lines.vague,
            *(scenario.lines.hint or ()),
        ]
        words = frozenset(stem for line in scenario.lines.reveal for stem in shop.cues.stems(line))
        for line in before:
            assert len(shop.cues.stems(line) & words) <= 4, (name, line, shop.cues.stems(line) & words)


def test_lines_are_said_aloud_only_once_in_a_file() -> None:
    for path in SHIPPED:
        lines = lines_of(load(path))
        assert len(lines) == len(set(lines)), path.stem


BROKEN = [
    ("persona: {name:", "persona: {nome:", "persona.nome: there is no such field → did you mean name?"),
    ("temper: lively", "temper: furious", "persona.temper: this is not possible here → write calm, lively or short"),
    ("language: it", "language: de", "language: this is not possible here → write it, fr or en"),
    ("patience: 4", "patience: 40", "patience: Input should be less than or equal to 8"),
    ("patience: 4", "patience: molta", "patience: Input should be a valid integer"),
    ("  vague:\n", "  vago:\n", "lines.vago: there is no such field → did you mean vague?"),
    ("  id: see-margins\n", "", "need.id: it is missing"),
    ("objection: price\n", "", "a customer who can be sold to has an objection"),
    ("drill: 1\n", "drill: 2\n", "drill: Input should be less than or equal to 1"),
]


@pytest.mark.parametrize(("good", "bad", "said"), BROKEN)
def test_mistakes_are_named_with_their_line(good: str, bad: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "it-broken.yaml"
    path.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}:")


def test_a_line_number_leads_to_the_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace("patience: 4", "patience: 40"), encoding="utf-8")
    line = next(n for n, text in enumerate(GOOD.splitlines(), start=1) if text.startswith("patience:"))
    with pytest.raises(ScenarioError, match=f"x.yaml:{line}: patience"):
        load(path)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("has: [base]", "has: [bas]", "there is no offering bas in management-software → did you mean base?"),
        ("id: see-margins", "id: see-margin", "there is no need see-margin in management-software → did you mean see-margins?"),
        ("kind: performance", "kind: extension", "base-reporting is no upsell (extension) from base"),
        ("catalogue: management-software", "catalogue: managment", "there is no such file and no such example"),
        ("right:\n  - {product: base-reporting, move: upsell, kind: performance}", "right: []", "either sells or holds"),
    ],
)  # fmt: skip
def test_what_the_catalogue_says_otherwise(good: str, bad: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    assert said in "\n".join(check.mistakes(path))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"- a\n- b\n", b"a: [", b"\xe8", GOOD.replace("performance}", "performance").encode()]
)
def test_whatever_a_file_holds_it_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError, match=r"x\.yaml:\d+: "):
        load(path)
    assert load_folder(tmp_path)[0] == {}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        load(tmp_path / "none.yaml")


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("drill: 1", encoding="utf-8")
    scenarios, problems = load_folder(tmp_path)
    assert list(scenarios) == ["good"]
    assert any("bad.yaml" in problem for problem in problems)


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 0
    (tmp_path / "bad.yaml").write_text("drill: 1", encoding="utf-8")
    assert check.main([str(tmp_path / "bad.yaml")]) == 1
    assert "persona: it is missing" in capsys.readouterr().out
