"""Cutting text: within the limit, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.pieces import clip, pieces, units


@given(st.text(max_size=300), st.integers(2, 50))
def test_nothing_is_lost_and_all_fit(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert "".join(parts) == text
    assert all(0 < units(part) <= limit for part in parts)


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("Uno. Due. Tre.", 10, ["Uno. Due. ", "Tre."]),
        ("uno due tre quattro", 12, ["uno due tre ", "quattro"]),
        ("unoduetrequattro", 10, ["unoduetreq", "uattro"]),
        ("Costa 2.50 euro in più", 12, ["Costa 2.50 ", "euro in più"]),
        ("🍕🍕🍕", 4, ["🍕🍕", "🍕"]),
        ("", 4, []),
    ],
)
def test_where_it_is_cut(text: str, limit: int, parts: list[str]) -> None:
    assert pieces(text, limit) == parts


def test_clip_shows_that_something_is_missing() -> None:
    assert (clip("uno due", 7), clip("uno due tre", 7)) == ("uno due", "uno du…")
