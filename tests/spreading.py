"""Which tests a worker is handed together, and which come first, so that none waits for another.

What tests of one file, on one database, stand on is made once: they go to one worker. The dearest
come first, so that no worker is at one of them when the others have finished.
"""

from collections import Counter

from xdist.scheduler import LoadScopeScheduling

# Files and folders that take ten seconds of the processor or more, the dearest first.
DEAREST = (
    *("tests/browser/test_sweep.py", "tests/browser", "tests/test_strangers.py"),
    *("tests/pulses/attack", "tests/test_benchmarks.py", "tests/test_migrations.py"),
    *("tests/customers/test_imports.py", "tests/people/test_throttle.py"),
    *("tests/keeping/test_erasing.py", "tests/demo", "tests/backups"),
    *("tests/customers/test_bad_input.py", "tests/digests", "tests/customers/test_mending.py"),
    *(
        "tests/linkage/estimates/test_acceptance.py",
        "tests/pulses/test_closing.py",
        "tests/keeping",
    ),
    *("tests/pulses/test_dispatch.py", "tests/linkage", "tests/customers"),
)
TOGETHER = ("tests/browser", "tests/pulses/attack")
"""Folders whose files stand on the same: a browser, rounds that were played."""


def unit_of(nodeid: str) -> str:
    """Return the name of the unit that a test belongs to."""
    path, _, name = nodeid.partition("::")
    first = name.partition("[")[2].rstrip("]").partition("-")[0]
    database = first if first in {"sqlite", "postgresql"} else ""
    if path == DEAREST[0]:
        return path
    folder = next((each for each in TOGETHER if path.startswith(f"{each}/")), path)
    return f"{folder} {database}".rstrip()


def dearest_first(nodeids: list[str]) -> list[int]:
    """Return the places of tests in the order of their units, and in a unit as they were."""
    units = [unit_of(nodeid) for nodeid in nodeids]
    sizes, first = Counter(units), dict[str, int]()
    for place, unit in enumerate(units):
        first.setdefault(unit, place)

    def place_of(place: int) -> tuple[int, int, int, int]:
        unit = units[place]
        return _rank(nodeids[place]), -sizes[unit], first[unit], place

    return sorted(range(len(nodeids)), key=place_of)


def _rank(nodeid: str) -> int:
    path = nodeid.partition("::")[0]
    ranks = (n for n, each in enumerate(DEAREST) if path == each or path.startswith(f"{each}/"))
    return next(ranks, len(DEAREST))


class ByUnit(LoadScopeScheduling):
    """Hands units to whichever worker is nearly done, in the order in which tests were put."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
