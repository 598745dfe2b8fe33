"""Small memories that forget the oldest entry, so that a bot running for months does not grow."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last `size` values, by key."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """None also when it has been forgotten."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Remember, as the newest."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)


class Once(Generic[K]):
    """Says yes to a key the first time, no afterwards."""

    def __init__(self, size: int = 10_000) -> None:
        self._seen: Recent[K, bool] = Recent(size)

    def first(self, key: K) -> bool:
        """Whether this key is new."""
        if self._seen.get(key):
            return False
        self._seen.put(key, True)
        return True
