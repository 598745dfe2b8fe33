"""What the log learns of a cause."""

from __future__ import annotations

from adapters.errors import TransportError, describe
from adapters.recent import Once


def fail() -> None:
    try:
        int("una margherita, grazie")
    except ValueError as error:
        raise RuntimeError("cannot read: una margherita, grazie") from error


def test_kinds_and_places_but_no_words() -> None:
    try:
        fail()
    except RuntimeError as error:
        described = describe(error)
    assert (described["error"], described["because"]) == ("RuntimeError", "ValueError")
    assert "adapters/test_errors.py" in str(described["where"])
    assert "margherita" not in str(described)


def test_our_own_messages_are_repeated() -> None:
    assert describe(TransportError("is_archived", permanent=True))["reason"] == "is_archived"


def test_memories_forget_the_oldest() -> None:
    once: Once[int] = Once(size=2)
    assert [once.first(key) for key in (1, 1, 2, 3, 1)] == [True, False, True, True, True]
