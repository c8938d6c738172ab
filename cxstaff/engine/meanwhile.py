"""A callback for the time in which PostgreSQL takes rows by COPY: what this process then does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_work = ContextVar[Callable[[], None] | None]("meanwhile", default=None)


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Call `work` whenever PostgreSQL has got some of many rows, within a `with`.

    It has to return at once: it sets something going, unless that is under way, which this process
    does while the server inserts. SQLite computes in this process, so it is not called there.
    """
    before = _work.set(work)
    try:
        yield
    finally:
        _work.reset(before)


def begin_meanwhile() -> None:
    """Call what `meanwhile` was given; nothing where it was given none."""
    work = _work.get()
    if work is not None:
        work()
