"""Names on a roster: in one column or in several, the last name first or last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOST = 0.8
"""From this share of names with a comma on, it parts the last name from the first."""


def full_name(words: Mapping[str, str]) -> str:
    """Return a person's name: as a whole, or the preferred or first name and the last name."""
    first = words.get("preferred_name") or words.get("first_name", "")
    parts = f"{first} {words.get('last_name', '')}".strip()
    return words.get("name", "") or parts


def are_reversed(names: Iterable[str]) -> bool:
    """Say whether the names of a file are written as "Last, First"."""
    said = [name for name in names if name]
    return bool(said) and sum(name.count(",") == 1 for name in said) >= MOST * len(said)


def turned(name: str) -> str:
    """Return "First Last" for "Last, First"; a name without one comma as it is."""
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if name.count(",") == 1 else name
