"""Try changes in copies of a process that has collected the tests and founded the company.

`pytest -s -p benchmarks.mutants.plugin --mutate cxstaff/date_range.py tests/test_date_range.py`
"""

import functools
import gc
import importlib
import os
import pickle
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from benchmarks.mutants.changes import Change, Key, changes_of, functions_in

ROOT = Path(__file__).resolve().parent.parent.parent
OURS, NOTHING = ("cxstaff", "tests"), object()
ADDED = 20
"""Seconds of the processor that a copy has besides what its tests need, three times."""
PATIENCE = 3600
"""Seconds after which a copy that waits for something is ended."""
BROKEN = 70
FUNCTIONS: dict[tuple[str, Key], list[FunctionType]] = defaultdict(list)
CACHES: list[Any] = []


class CannotLoad(Exception):
    """A module does not load with a change."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a test took, and which functions it reached."""

    seconds: float
    reached: frozenset[tuple[str, Key]]
    passed: bool

    def reaches(self, file: str, function: Key | None) -> bool:
        """Say whether it passes, and calls a function, or one made in it; None is any function."""
        called = (key for path, key in self.reached if path == file)
        return self.passed and (function is None or any(_is_within(k, function) for k in called))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the files that are changed, and how long the tests of one change may take."""
    parser.addoption("--mutate", action="append", default=[], help="a file; may be repeated")
    parser.addoption("--most", type=float, default=8.0, help="seconds of tests a change")
    parser.addoption("--lines", default="", help="only changes in these lines, as 10-20")


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Let examples that fail stand as they are: a failure is enough."""
    settings.register_profile(
        "mutants", settings.get_profile("steady"), phases=[Phase.explicit, Phase.generate]
    )
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every change of every file, instead of running the tests once."""
    files = [str(ROOT / file) for file in session.config.getoption("--mutate")]
    for file in files:
        importlib.import_module(_module_of(file))
    _found(session)
    _look(files)
    tried = _in_copy(lambda: _measure(session, set(files)), PATIENCE)
    if not isinstance(tried, dict):
        raise pytest.UsageError("the tests themselves ended with the process")
    for name in [name for name, one in tried.items() if not one.passed]:
        print(f"fails unchanged, left out: {name}")
    for file in files:
        _try_file(session, file, tried)
    return True


def _try_file(session: pytest.Session, file: str, tried: dict[str, Tried]) -> None:
    """Try every change of a file; name those that nothing saw, and count."""
    counted: Counter[str] = Counter()
    first, _, last = session.config.getoption("--lines").partition("-")
    begun = time.monotonic()
    for change in changes_of(Path(file)):
        if first and not int(first) <= change.line <= int(last or first):
            continue
        verdict = _try(session, file, change, tried)
        counted[verdict.split(":")[0]] += 1
        if not verdict.startswith("killed"):
            print(f"{verdict} {Path(file).relative_to(ROOT)}:{change}", flush=True)
    told = ", ".join(f"{counted[name]} {name}" for name in ("killed", "survived", "no test"))
    print(f"## {Path(file).relative_to(ROOT)}: {told} ({time.monotonic() - begun:.0f} s)")
    sys.stdout.flush()


def _try(session: pytest.Session, file: str, change: Change, tried: dict[str, Tried]) -> str:
    """Return what came of a change: killed (and by which test), survived, or no test."""
    items = [item for item in session.items if tried[item.nodeid].reaches(file, change.function)]
    items.sort(key=lambda item: tried[item.nodeid].seconds)
    most, took = session.config.getoption("--most"), 0.0
    chosen = []
    for item in items:
        took += tried[item.nodeid].seconds
        if not chosen or took <= most:
            chosen.append(item)
    if not chosen:
        return "no test"
    result = _in_copy(lambda: _first_failure(session, file, change, chosen), 3 * took + ADDED)
    if result is None:
        return "survived" if len(chosen) == len(items) else "survived: of the quicker tests"
    return f"killed: {result}"


def _first_failure(
    session: pytest.Session, file: str, change: Change, items: list[pytest.Item]
) -> str | None:
    """Make a change in this process; return the first test that fails, None without one."""
    try:
        _apply(file, change)
    except CannotLoad:
        return "loading it"
    _forget()
    for item, following in zip(items, [*items[1:], session], strict=True):
        reports = runtestprotocol(item, log=False, nextitem=following)
        if any(report.failed for report in reports):
            return item.nodeid
    return None


def _apply(file: str, change: Change) -> None:
    """Change functions where they stand, whoever imported them; of constants all namesakes."""
    if change.function is not None:
        for key, code in functions_in(change.code):
            for one in FUNCTIONS[file, key] if _is_within(key, change.function) else ():
                one.__code__ = code
        return
    module = vars(sys.modules[_module_of(file)])
    fresh = dict(module)
    try:
        exec(change.code, fresh)
    except Exception as error:  # whatever it is: with this change the module does not load
        raise CannotLoad from error
    for name in change.names:
        before = module[name]
        for path, other in list(sys.modules.items()):
            if path.startswith(OURS) and vars(other).get(name, NOTHING) is before:
                setattr(other, name, fresh[name])


def _forget() -> None:
    """Forget what functions have kept: it was computed before the change."""
    for one in CACHES:
        one.cache_clear()


def _look(files: list[str]) -> None:
    """Find the functions of some files, and all functions of ours that keep what they returned."""
    gc.unfreeze()  # what is frozen is not found
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename in files:
            FUNCTIONS[_place_of(one.__code__)].append(one)
        if isinstance(one, functools._lru_cache_wrapper) and one.__module__.startswith(OURS):
            CACHES.append(one)
    gc.freeze()  # so that copies share what they do not change


def _found(session: pytest.Session) -> None:
    """Found the company once, for all copies, if a test stands on it."""
    on_it = [item for item in session.items if "built" in getattr(item, "fixturenames", [])]
    if on_it:
        least = min(on_it, key=lambda item: len(item.fixturenames))
        runtestprotocol(least, log=False, nextitem=session)


def _measure(session: pytest.Session, files: set[str]) -> dict[str, Tried]:
    """Run every test unchanged; note what it took, and which functions of the files it called."""
    found: dict[str, Tried] = {}
    for item, following in zip(session.items, [*session.items[1:], session], strict=True):
        reached = set()

        def note(frame: Any, event: str, _: Any, reached: set[Any] = reached) -> None:
            if event == "call" and frame.f_code.co_filename in files:
                reached.add(_place_of(frame.f_code))

        _forget()
        begun = time.process_time()
        sys.setprofile(note)
        reports = runtestprotocol(item, log=False, nextitem=following)
        sys.setprofile(None)
        passed = not any(report.failed for report in reports)
        found[item.nodeid] = Tried(time.process_time() - begun, frozenset(reached), passed)
    return found


def _in_copy(act: Callable[[], Any], seconds: float) -> Any:
    """Return what a copy of this process returns; its end, where it was ended."""
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads are not copied, nor needed
        process = os.fork()
    if process == 0:
        _be_copy(act, write, int(seconds) + 1)
    os.close(write)
    with open(read, "rb") as stream:
        sent = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if code == BROKEN:
        raise RuntimeError("a copy broke outside of any test")
    return pickle.loads(sent) if sent else f"the process ended with {code}"


def _be_copy(act: Callable[[], Any], write: int, seconds: int) -> None:
    """Do something with an end, its output thrown away; send what it returned, and go."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        signal.alarm(PATIENCE)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        with open(write, "wb") as stream:
            pickle.dump(act(), stream)
        os._exit(0)
    except BaseException:
        Path(os.environ.get("TMPDIR", "/tmp"), "mutants-broken").write_text(traceback.format_exc())
    finally:
        os._exit(BROKEN)


def _is_within(key: Key, function: Key) -> bool:
    return key == function or key[0].startswith(f"{function[0]}.<locals>.")


def _place_of(code: CodeType) -> tuple[str, Key]:
    return code.co_filename, (code.co_qualname, code.co_firstlineno)


def _module_of(file: str) -> str:
    parts = Path(file).relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
