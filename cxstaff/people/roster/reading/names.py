"""Names on a roster: in one column or in several, the last name first or last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOST = 0.8
"""From this share of names with a comma on, it parts the last name from the first."""


def full_name(words: Mapping[str, str]) -> str:
    """Return a person's name: as a whole, or the preferred or first name and the last name."""
    preferred, last = words.get("preferred_name", ""), words.get("last_name", "")
    if preferred and last and preferred.endswith(last):
        return words.get("name", "") or preferred
    parts = f"{preferred or words.get('first_name', '')} {last}".strip()
    return words.get("name", "") or parts


def other_names(words: Mapping[str, str]) -> tuple[str, ...]:
    """Return what else a person may be called: by the first name that is not preferred."""
    legal = f"{words.get('first_name', '')} {words.get('last_name', '')}".strip()
    return (legal,) if legal and legal != full_name(words) else ()


def are_reversed(names: Iterable[str]) -> bool:
    """Say whether the names of a file are written as "Last, First"."""
    said = [name for name in names if name]
    return bool(said) and sum(name.count(",") == 1 for name in said) >= MOST * len(said)


def turned(name: str) -> str:
    """Return "First Last" for "Last, First"; a name without one comma as it is."""
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if name.count(",") == 1 else name
