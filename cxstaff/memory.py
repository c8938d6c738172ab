"""Memory of large arrays: kept while they are made, given back to the system once they are done.

glibc gives what is freed at the end of its memory back at once, from two megabytes on, and takes it
anew for the next array: of a hundred arrays of a megabyte each page is then cleared over and over,
which took a tenth of a comparison. What lies in between it keeps for good, counting on being asked
for as much again.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

MEGABYTE = 1 << 20
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""How `malloc.h` calls what is kept free at the end, and from what size on arrays stand apart."""
AT_WORK, AT_REST = (256 * MEGABYTE, 32 * MEGABYTE), (2 * MEGABYTE, MEGABYTE)
"""Both of them in bytes. At rest they are what glibc comes to by itself with such arrays."""


@contextmanager
def large_arrays() -> Iterator[None]:
    """Keep what is freed while many large arrays are made, and give all of it back at the end."""
    _keep(*AT_WORK)
    try:
        yield
    finally:
        _keep(*AT_REST)
        libc = _glibc()
        if libc is not None:
            libc.malloc_trim(0)


def _keep(free: int, whole: int) -> None:
    libc = _glibc()
    if libc is not None:
        libc.mallopt(TRIM_THRESHOLD, free)
        libc.mallopt(MMAP_THRESHOLD, whole)


@cache
def _glibc() -> ctypes.CDLL | None:
    """Return the C library where it has glibc's `malloc_trim`; None with another."""
    try:
        found = ctypes.CDLL(None)
        _ = found.malloc_trim, found.mallopt
    except (AttributeError, OSError, TypeError):
        return None
    return found
