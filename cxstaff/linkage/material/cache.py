"""The newest answers of this process, kept as long as nothing behind them has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from cxstaff.memory import large_arrays

Kept = TypeVar("Kept")
MOST_KEPT = 8


class Cache(Generic[Kept]):
    """Keep up to `most` values by key; the one longest unused goes first."""

    def __init__(self, most: int) -> None:
        self.most, self.lock = most, Lock()
        self.kept = OrderedDict[Hashable, Kept]()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under `key`, or make and keep it; two may make it at once."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        with large_arrays():
            made = make()
            with self.lock:
                self.kept[key] = made
                while len(self.kept) > self.most:
                    self.kept.popitem(last=False)
        return made

    def find(self, key: Hashable) -> Kept | None:
        """Return what is kept under `key`, if anything is."""
        with self.lock:
            return self.kept.get(key)

    def __contains__(self, key: Hashable) -> bool:
        """Say whether something is kept under `key`."""
        with self.lock:
            return key in self.kept

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.kept.clear()


cache = Cache[Any](MOST_KEPT)
"""Answers by what changes whenever they may have changed."""
