"""What a transaction is begun for: only to read, to write too, or to load many rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import has_request_context, request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_only_reads = ContextVar[bool | None]("only_reads", default=None)
_loads = ContextVar[bool]("loads", default=False)


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


@contextmanager
def loading() -> Iterator[None]:
    """Let transactions that begin in here load many rows, whose foreign keys are checked by column.

    SQLite looks each key of each row up otherwise, a fifth of the time of an import. Such rows are
    written by what `cxstaff.engine` has for many rows, which checks them; rows that others refer
    to stay.
    """
    before = _loads.set(True)
    try:
        yield
    finally:
        _loads.reset(before)


def is_loading() -> bool:
    """Say whether what begins now loads many rows."""
    return _loads.get()


def must_only_read() -> bool:
    """Say whether somebody said that what begins now only reads."""
    return _only_reads.get() is True


def is_for_reading() -> bool:
    """Say whether what begins now only reads, as somebody said or as the request has it."""
    said = _only_reads.get()
    if said is not None:
        return said
    return has_request_context() and request.method in SAFE_METHODS
