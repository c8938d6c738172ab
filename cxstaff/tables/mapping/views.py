"""What the pages share that ask which column of a file is what: its presets and a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from cxstaff.tables.mapping import presets
from cxstaff.tables.mapping.presets import TablePreset

LONGEST_CELL = 120


@dataclass(frozen=True, slots=True)
class PreviewedRecord:
    """A record as it would be read: its cells; or a badge that says it would not be, and why."""

    cells: Sequence[str] = ()
    badge: str | None = None
    tone: str = "muted"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first records of a file as they would be read, below the headings of their cells."""

    headings: Sequence[str]
    records: Sequence[PreviewedRecord]

    @property
    def columns_beside(self) -> int:
        """Return how many columns stand beside the first."""
        return max(len(self.headings) - 1, 1)


def cells(values: Sequence[str | None]) -> PreviewedRecord:
    """Return a record that would be read, from what its columns will be stored as."""
    return PreviewedRecord([_shortened(value) if value else "–" for value in values])


def asked_preset(kind: str) -> TablePreset | None:
    """Return the preset that the address of the page names, if it is one of this kind."""
    return presets.find_preset(kind, request.args.get("preset", 0, int))


def offered_presets(kind: str, endpoint: str) -> list[tuple[str, str]]:
    """Return the names of presets, each with the address of this file's page that uses it."""
    file = request.view_args or {}
    found = presets.presets_of(kind)
    return [(each.name, url_for(endpoint, **file, preset=each.id)) for each in found]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
