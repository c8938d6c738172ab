"""Memory of large arrays: taken once while they are made, given back after."""

import platform
import resource

import numpy as np
import pytest

from cxstaff.memory import MEGABYTE, large_arrays

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's own way")
ARRAYS, PAGES = 40, 256
"""Arrays made one after the other, and the pages of each."""


def pages_taken() -> int:
    """Count the pages that this process was given so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def held() -> int:
    """Give the bytes that this process holds."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def make(count: int) -> None:
    for _ in range(count):
        np.ones(MEGABYTE // 8)


def test_arrays_made_one_after_the_other_take_their_pages_once() -> None:
    with large_arrays():
        make(2)
        before = pages_taken()
        make(ARRAYS)
        assert pages_taken() - before < ARRAYS * PAGES / 10


def test_what_was_freed_is_given_back() -> None:
    before = held()
    with large_arrays():
        several = [np.ones(MEGABYTE // 8) for _ in range(ARRAYS)]
        assert held() - before > ARRAYS * MEGABYTE / 2
        del several
    assert held() - before < ARRAYS * MEGABYTE / 4
