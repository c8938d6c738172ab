"""What a transaction is begun for: only to read, or to write too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import has_request_context, request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_only_reads = ContextVar[bool | None]("only_reads", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Let transactions that begin in here only read: on SQLite they hold up nobody who writes.

    Writing in one of them is an error on both databases.
    """
    before = _only_reads.set(True)
    try:
        yield
    finally:
        _only_reads.reset(before)


@contextmanager
def writing() -> Iterator[None]:
    """Let transactions that begin in here write, whatever the request is for."""
    before = _only_reads.set(False)
    try:
        yield
    finally:
        _only_reads.reset(before)


def must_only_read() -> bool:
    """Say whether somebody said that what begins now only reads."""
    return _only_reads.get() is True


def is_for_reading() -> bool:
    """Say whether what begins now only reads, as somebody said or as the request has it."""
    said = _only_reads.get()
    if said is not None:
        return said
    return has_request_context() and request.method in SAFE_METHODS
