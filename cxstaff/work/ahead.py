"""Prefetching: the next item of an iterator is made in a thread while its reader is waiting."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


class Ahead(Iterator[Item], AbstractContextManager["Ahead[Item]"], Generic[Item]):
    """The items of an iterator, of which the next is made in a thread once somebody says `begin`.

    Without that an item is made where it is asked for, and there is no thread. An error comes
    where its item would have. At the end of a `with` nothing is being made any more.
    """

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items
        self._thread = ThreadPoolExecutor(1, "ahead")
        self._coming: Future[Item] | None = None

    def begin(self) -> None:
        """Begin to make the next item, unless it is begun."""
        if self._coming is None:
            self._coming = self._thread.submit(self._next)

    def __next__(self) -> Item:
        """Return the next item, waiting for it where it was begun."""
        coming, self._coming = self._coming, None
        return self._next() if coming is None else coming.result()

    def __exit__(self, *_error: Any) -> None:
        """Wait until nothing is being made."""
        self._thread.shutdown()

    def _next(self) -> Item:
        return next(self._items)
