"""How a table is written in a file: encoding, delimiter, headings, where it begins and ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written.

    Records start at byte `starts_at`, on line `starts_on_line` (counted from 1), and end before
    byte `ends_at`, or with the file where that is None. `left_out` are the lines around the table
    that belong to none of its records. `zone` is the time zone that the file itself names, if any.
    `doubts` are the encodings in any of which the file may be written, where it is not clear.
    """

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    starts_at: int
    starts_on_line: int
    ends_at: int | None = None
    left_out: tuple[str, ...] = ()
    zone: str | None = None
    doubts: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Make it from what `dataclasses.asdict` returned and a database kept."""
        tuples = {key: tuple(stored.get(key, ())) for key in ("headings", "left_out", "doubts")}
        return cls(**{**stored, **tuples})
