"""Work that this process does while a server of its own takes many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_work = ContextVar[Callable[[], None] | None]("meanwhile", default=None)


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Let `work` be called whenever PostgreSQL has got some of many rows.

    It sets something going, unless that is under way, which this process does while the server
    inserts, and returns at once. SQLite computes in this process, so that nothing is called there.
    """
    before = _work.set(work)
    try:
        yield
    finally:
        _work.reset(before)


def begin_meanwhile() -> None:
    """Begin what was said."""
    work = _work.get()
    if work is not None:
        work()
