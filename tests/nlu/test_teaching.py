"""Teaching: a word nobody knows is learnt from five messages, everything else stays as it was, and the report says what happened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlu import heads
from nlu.embedding import load_embedding
from nlu.examples import Example, ExampleError, TeachingError, read_examples, read_file, write_file
from nlu.features import Encoder
from nlu.heads import Head
from nlu.lexicon import Lexicon
from nlu.reader import Reader
from nlu.reading import Reading
from nlu.teaching import Judged, Lesson, doubtful, learn, load_correction, report, save_correction, tallies
from nlu.teaching.anchors import Anchors, load_anchors, save_anchors
from nlu.teaching.seen import encode, labels_heard, see, sureness
from tests.house import NOON

HEARD = Path(__file__).parents[1] / "heard"
YES = ("sbrumma", "sbrumma dai", "per me è sbrumma", "ok sbrumma allora", "sì sì sbrumma")
NOT_NOW = ("let's zindle it", "zindle for us", "I'd zindle that", "we'll zindle this one", "zindle")


def encoder() -> Encoder:
    return load_embedding()


@cache
def head() -> Head:
    return heads.load()


@cache
def anchors() -> Anchors:
    return load_anchors(head())


def lines(texts: Sequence[str], *labels: str, language: str = "it") -> list[Example]:
    return [Example(text, frozenset(labels), language, f"{language}-taught", f"t{n}") for n, text in enumerate(texts)]


@cache
def learnt() -> tuple[list[Example], Lesson]:
    """Two new words, an Italian yes and an English not now."""
    taught = [*lines(YES, "accept"), *lines(NOT_NOW, "postpone", language="en")]
    return taught, learn(head(), anchors(), taught, encoder())


@cache
def reader(*, taught: bool) -> Reader:
    return Reader(Lexicon(), head=learnt()[1].correction.applied(head()) if taught else head(), encoder=encoder())


def labels(reading: Reading) -> set[str]:
    return {label.name for label in (*reading.acts, *reading.objections, *reading.signals)}


def unrelated() -> list[dict[str, Any]]:
    rows = [json.loads(line) for path in sorted(HEARD.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return rows[:: len(rows) // 200][:200]


# What is learnt, and what is left alone


@pytest.mark.parametrize("text", ["beh sbrumma", "sbrumma va bene così", "allora sbrumma per noi", "e sbrumma sia"])
def test_a_word_nobody_knows_is_learnt(text: str) -> None:
    assert "accept" in labels(reader(taught=True).read(text, NOON))


@pytest.mark.parametrize("text", ["can we zindle it?", "zindle please", "ok zindle then"])
def test_in_another_language_at_the_same_time(text: str) -> None:
    assert "postpone" not in labels(reader(taught=False).read(text, NOON))
    assert "postpone" in labels(reader(taught=True).read(text, NOON))


def test_what_was_taught_is_heard() -> None:
    for example in learnt()[0]:
        assert labels(reader(taught=True).read(example.text, NOON)) == example.labels


def test_unrelated_messages_are_read_as_before() -> None:
    rows = unrelated()
    assert len(rows) == 200
    for row in rows:
        was, now = (reader(taught=taught).read(row["text"], NOON) for taught in (False, True))
        assert (labels(now), now.language, now.language_confidence) == (labels(was), was.language, was.language_confidence)


def test_shipped_examples_can_be_overruled() -> None:
    text = anchors().texts[0]
    wrong = frozenset({"opt-out"})
    lesson = learn(head(), anchors(), [Example(text, wrong, "it", "it-taught", "x")], encoder())
    assert labels_heard(head(), lesson.after) == [wrong]


def test_words_that_were_not_taught_keep_their_weights_exactly() -> None:
    correction = learnt()[1].correction
    now = correction.applied(head())
    shipped, added = np.hsplit(now.grams, 2)
    assert np.array_equal(shipped, head().grams)
    others = np.setdiff1d(np.arange(len(added)), correction.buckets)
    assert not added[others].any()
    assert not added[:, [name.startswith("lang:") for name in head().names]].any()


def test_the_shipped_head_is_not_changed() -> None:
    before = head().grams.copy()
    learnt()[1].correction.applied(head())
    assert np.array_equal(before, head().grams)


def test_the_same_lines_teach_the_same() -> None:
    taught, lesson = learnt()
    again = learn(head(), anchors(), taught, encoder())
    assert np.array_equal(lesson.correction.grams, again.correction.grams)
    assert np.array_equal(lesson.correction.kernel, again.correction.kernel)


@pytest.mark.parametrize(("count", "words"), [(0, "teach some first"), (2_001, "make train")])
def test_nothing_or_too_much(count: int, words: str) -> None:
    with pytest.raises(TeachingError, match=words):
        learn(head(), anchors(), lines(["x"] * count, "accept"), encoder())


# What is said about it


def test_scores_of_what_was_taught_are_those_of_the_corrected_head() -> None:
    taught, lesson = learnt()
    sure = sureness(lesson.correction.applied(head()), see([each.text for each in taught], encoder()))
    assert np.abs(sure - lesson.after).max() < 0.01


def test_left_out_means_that_it_was_not_taught() -> None:
    taught, lesson = learnt()
    for index in (1, 6):
        rest = learn(head(), anchors(), [*taught[:index], *taught[index + 1 :]], encoder())
        alone = sureness(rest.correction.applied(head()), see([taught[index].text], encoder()))[0]
        assert np.abs(alone - lesson.left_out[index]).max() < 0.05


def test_lines_of_one_template_are_left_out_together() -> None:
    together = [Example(each.text, each.labels, each.language, each.author, "one") for each in lines(YES, "accept")]
    lesson = learn(head(), anchors(), together, encoder())
    assert np.allclose(lesson.left_out, lesson.before, atol=1e-3)


def test_the_report_is_what_the_heads_hear() -> None:
    taught = lines([each.text for each in anchors().held_back if each.labels == {"refuse"}], "order")
    taught = [Example(f"{each.text}!!", each.labels, "it", "it-taught", each.template) for each in taught]
    lesson = learn(head(), anchors(), taught, encoder())
    found = report(head(), anchors(), taught, lesson, encoder())
    assert (len(found.taught), found.learnt) == (len(taught), len(taught))
    texts = [each.text for each in found.others]
    now = lesson.correction.applied(head())
    assert [each.before for each in found.others] == labels_heard(head(), sureness(head(), see(texts, encoder())))
    assert [each.after for each in found.others] == labels_heard(now, sureness(now, see(texts, encoder())))
    assert any("order" in each.worse for each in found.others), "a no that was taught as an order makes orders of others"


@pytest.mark.parametrize(
    ("wanted", "before", "after", "better", "worse"),
    [
        ("accept", "", "accept", "accept", ""),
        ("accept", "order", "accept", "accept order", ""),
        ("accept", "accept", "accept order", "", "order"),
        ("accept", "accept", "", "", "accept"),
        ("accept", "order", "thank", "order", "thank"),
        ("accept", "accept", "accept", "", ""),
    ],
)
def test_better_and_worse(wanted: str, before: str, after: str, better: str, worse: str) -> None:
    judged = Judged("…", *(frozenset(each.split()) for each in (wanted, before, after)))
    assert (judged.better, judged.worse) == (frozenset(better.split()), frozenset(worse.split()))
    found = {tally.label: (tally.better, tally.worse) for tally in tallies([judged, judged])}
    assert found == dict.fromkeys(better.split(), (2, 0)) | dict.fromkeys(worse.split(), (0, 2))


def test_the_least_sure_come_first() -> None:
    texts = ["ciao", "sbrumma xyzzy", "vorrei una margherita", "per me è sbrumma"]
    doubts = doubtful(head(), texts, encoder())
    assert sorted(doubt.index for doubt in doubts) == [0, 1, 2, 3]
    silent = [doubt for doubt in doubts if not doubt.heard]
    assert doubts[: len(silent)] == silent
    margins = [doubt.margin for doubt in doubts[len(silent) :]]
    assert margins == sorted(margins)
    assert doubtful(head(), [], encoder()) == []


# Anchors


def test_anchors_are_the_landmarks_of_the_shipped_head() -> None:
    assert len(anchors().texts) > 0.9 * len(head().landmarks)
    some = list(range(0, len(anchors().texts), 300))
    vectors = encode([anchors().texts[index] for index in some], encoder())
    assert (np.sum(vectors * head().landmarks[anchors().rows[some]], axis=1) > 0.99).all()


def test_what_is_held_back_is_no_anchor() -> None:
    assert len(anchors().held_back) == 600
    assert not {example.text for example in anchors().held_back} & set(anchors().texts)


def test_anchors_of_another_head_are_refused(tmp_path: Path) -> None:
    save_anchors(replace(head(), kernel=head().kernel + 1), ["a"], tmp_path / "anchors.npz")
    with pytest.raises(TeachingError, match="make train"):
        load_anchors(head(), tmp_path / "anchors.npz")


# Files


def test_a_correction_is_kept(tmp_path: Path) -> None:
    correction = learnt()[1].correction
    save_correction(correction, tmp_path / "new" / "learnt.npz")
    again = load_correction(tmp_path / "new" / "learnt.npz")
    assert again is not None
    assert np.array_equal(again.grams, correction.grams)
    assert labels_heard(head(), sureness(again.applied(head()), see(YES, encoder()))) == [frozenset({"accept"})] * 5
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["learnt.npz"]
    assert load_correction(tmp_path / "none.npz") is None


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "shapes", "folder"])
def test_a_damaged_correction_says_what_to_do(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "learnt.npz"
    save_correction(learnt()[1].correction, path)
    whole = path.read_bytes()
    if damage == "folder":
        path.unlink()
        path.mkdir()
    elif damage == "shapes":
        np.savez(path, buckets=np.array([1]), grams=np.zeros((2, 2)), landmarks=np.zeros(3), kernel=np.zeros(3), head=1)
    else:
        path.write_bytes({"empty": b"", "text": b"labels\tmouth", "cut": whole[: len(whole) // 2]}[damage])
    with pytest.raises(TeachingError, match="--relearn"):
        load_correction(path)


def test_a_correction_of_another_head_is_refused() -> None:
    with pytest.raises(TeachingError, match="--relearn"):
        learnt()[1].correction.applied(replace(head(), kernel=head().kernel * 2))


def test_examples_make_the_round_trip(tmp_path: Path) -> None:
    taught = [
        Example('con "virgolette" e è', frozenset({"order", "accept"}), "it", "it-taught", "a", "rep"),
        Example("🍕 #1; 'ok'", frozenset({"greet"}), "it", "it-taught", "b"),
    ]
    write_file(tmp_path / "it-taught.tsv", taught)
    assert read_file(tmp_path / "it-taught.tsv") == taught
    before = (tmp_path / "it-taught.tsv").read_bytes()
    write_file(tmp_path / "it-taught.tsv", read_file(tmp_path / "it-taught.tsv"))
    assert (tmp_path / "it-taught.tsv").read_bytes() == before
    assert read_examples(tmp_path) == taught, "it could be training files as it stands"


def test_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    file = tmp_path / "it-shop.tsv"
    file.write_bytes("\ufefflabels\tmouth\ttemplate\ttext\r\naccept\tcustomer\tt\tva bene\r\n".encode())
    assert read_file(file) == [Example("va bene", frozenset({"accept"}), "it", "it-shop", "t")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("accept\tcustomer\tt", r"it-x.tsv:2: error: 3 columns → write 4"),
        ("acept\tcustomer\tt\tsì", r"it-x.tsv:2: error: labels: unknown label 'acept' → did you mean accept\?"),
        ("zzz\tcustomer\tt\tsì", r"labels: unknown label 'zzz' → docs/labels.md"),
        ("accept\tboss\tt\tsì", r"mouth: 'boss' → write customer or rep"),
        ("accept\tcustomer\t \tsì", r"template: empty → "),
        ("accept\tcustomer\tt\t ", r"text: empty → "),
        ("accept\tcustomer\tt\tsì\nx\ty\tz\tw", r"it-x.tsv:3: error: labels[^\n]*\nit-x.tsv:3: error: mouth"),
    ],
)
def test_mistakes_are_named_with_line_field_and_remedy(
    written: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("it-x.tsv").write_text(f"labels\tmouth\ttemplate\ttext\n{written}\n", encoding="utf-8")
    with pytest.raises(ExampleError, match=said):
        read_file(Path("it-x.tsv"))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "first line"), (b"text\tlabels\n", "first line"), (b"\xff\xfe\x00", "UTF-8"), (None, "cannot be read")],
)
def test_files_that_are_none_of_ours(content: bytes | None, said: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "it-x.tsv").write_bytes(content)
    with pytest.raises(ExampleError, match=said):
        read_file(tmp_path / "it-x.tsv")
