"""The word lists: their small pattern language, and that the three languages have the same of them."""

from __future__ import annotations

import pytest

from bot.drills.cues import Words, compile_patterns, cues, languages, wording


def test_without_the_ear_the_lists_still_hear() -> None:
    assert cues("it").has("pressure", Words("Offerta valida solo per oggi"))
    assert not cues("it").has("pressure", Words("Non deve decidere oggi"))


def test_the_languages_have_the_same_lists_and_words() -> None:
    def keys(value: object) -> object:
        return {key: keys(inner) for key, inner in value.items()} if isinstance(value, dict) else None

    assert languages() == ("it", "fr", "en")
    assert keys(dict(wording("it"))) == keys(dict(wording("fr"))) == keys(dict(wording("en")))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("solo (per)? oggi", "è valida solo oggi", True),
        ("solo (per)? oggi", "solo per oggi", True),
        ("risparmi*", "risparmierà tempo", True),
        ("^ so", "so you say", True),
        ("^ so", "and so on", False),
        ("avant ... trop tard", "avant que ce soit trop tard", True),
        ("l offre", "l'offre expire", True),
        ("(non|mai) * piu", "non aspetta più", True),
    ],
)  # fmt: skip
def test_patterns(pattern: str, text: str, found: bool) -> None:
    assert bool(compile_patterns([pattern]).search(Words(text).joined)) is found
