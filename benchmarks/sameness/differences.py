"""What differs between two folders, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

WIDTH = 160


def differences(before: Path, after: Path) -> Iterator[str]:
    """Name every file that one folder lacks or that reads differently, with its first line."""
    known = {path.relative_to(root) for root in (before, after) for path in root.rglob("*")}
    for name in sorted(known):
        old, new = before / name, after / name
        if old.is_dir() or new.is_dir():
            continue
        if not old.exists() or not new.exists():
            yield f"{name}: only {'after' if new.exists() else 'before'}"
        elif (was := old.read_bytes()) != (now := new.read_bytes()):
            yield f"{name}: {_first(was, now)}"


def _first(was: bytes, now: bytes) -> str:
    lines = enumerate(zip_longest(was.splitlines(), now.splitlines(), fillvalue=b""), 1)
    number, (old, new) = next(each for each in lines if each[1][0] != each[1][1])
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, at - 30)
    told = (line[start : start + WIDTH].decode(errors="replace") for line in (old, new))
    return f"line {number}\n    - {next(told)}\n    + {next(told)}"
