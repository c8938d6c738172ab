"""What pages share that ask which column of a file is what: letters, presets, a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from cxstaff.forms import go_on
from cxstaff.tables.forms import EncodingForm
from cxstaff.tables.mapping import presets
from cxstaff.web.marks import NOTHING

LONGEST_CELL = 120


@dataclass(frozen=True, slots=True)
class PreviewedRecord:
    """A record as it would be read: its cells; or a badge that says it would not be, and why."""

    cells: Sequence[str] = ()
    badge: str | None = None
    tone: str = "muted"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordPreview:
    """The first records of a file as they would be read, below the headings of their cells."""

    headings: Sequence[str]
    records: Sequence[PreviewedRecord]

    def beside(self, record: PreviewedRecord) -> list[tuple[str, str]]:
        """Return the cells of a record beside the first, each with its heading."""
        return list(zip(self.headings, record.cells, strict=False))[1:]

    @property
    def columns_beside(self) -> int:
        """Return how many columns stand beside the first."""
        return max(len(self.headings) - 1, 1)


def cells(values: Sequence[str | None]) -> PreviewedRecord:
    """Return a record that would be read, from what its columns will be stored as."""
    return PreviewedRecord([_shortened(value) if value else NOTHING for value in values])


def keep_encoding(
    path: Path,
    keep: Callable[[str], object],
    page: Callable[[EncodingForm], str],
    onward: str,
) -> ResponseReturnValue:
    """Keep in which of several encodings a file is written, and go on; else ask again."""
    form = EncodingForm.about(path)
    if not form.is_fine():
        return page(form), 422
    keep(form.encoding.data)
    return go_on(onward)


def keep_as_preset(kind: str, name: str | None, mapping: dict[str, Any]) -> None:
    """Keep how a file is read for files like it, where somebody gave that a name."""
    if name:
        presets.keep_preset(kind, name, mapping)


def asked_preset(kind: str) -> dict[str, Any] | None:
    """Return how the preset reads files that the address of the page names; None without one."""
    preset = presets.find_preset(kind, request.args.get("preset", 0, int))
    return preset.mapping if preset is not None else None


def offered_presets(kind: str, endpoint: str) -> list[tuple[str, str]]:
    """Return the names of presets, each with the address of this file's page that uses it."""
    file = request.view_args or {}
    found = presets.presets_of(kind)
    return [(each.name, url_for(endpoint, **file, preset=each.id)) for each in found]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
