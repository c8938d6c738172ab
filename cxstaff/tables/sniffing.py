"""Sniffing: finding out how a file is written that nobody has described."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from cxstaff.errors import Refused
from cxstaff.tables import headings
from cxstaff.tables.blocks import WRONG_WIDTH, Record
from cxstaff.tables.delimited import records
from cxstaff.tables.encodings import detect, line_reader
from cxstaff.tables.layout import Layout
from cxstaff.text import one_line

TOTALS = frozenset(
    "total totals subtotal totale totaal gesamt gesamtsumme summe somme suma razem celkem toplam"
    " totalt итого всего 合計 总计 合计 합계".split()
)
"""What lines of sums are called."""

SAMPLE_LINES, SAMPLE_BYTES = 300, 262_144
TAIL_BYTES, LONGEST_FOOTER = 65_536, 40


def examine(path: Path) -> Layout:
    """Find out how the file at `path` is written.

    Raises `Refused` with a sentence for people when it is no table with headings and at least one
    record.
    """
    encoding, begins_at, possible = detect(path)
    lines, ends = _sample(path, encoding, begins_at)
    found = headings.find(lines)
    layout = Layout(
        encoding,
        found.delimiter,
        found.names,
        starts_at=ends[found.ends_on],
        starts_on_line=found.ends_on + 2,
        left_out=found.left_out,
        zone=found.zone,
        doubts=possible if len(possible) > 1 else (),
    )
    if next(records(path, layout), None) is None:
        raise Refused("The file has headings but no records below them.")
    return _without_footer(path, layout)


def _sample(path: Path, encoding: str, begins_at: int) -> tuple[list[str], list[int]]:
    """Return the first lines of a file, and the byte after each of them."""
    lines, ends, offset = list[str](), list[int](), begins_at
    with path.open("rb") as file:
        file.seek(begins_at)
        read = line_reader(file, encoding)
        while len(lines) < SAMPLE_LINES and offset - begins_at < SAMPLE_BYTES:
            data, is_whole = read()
            if not data:
                break
            if not is_whole:
                if any(line.strip() for line in lines):
                    break
                raise Refused("The first line of the file is too long to be headings.")
            offset += len(data)
            lines.append(data.decode(encoding, "replace"))
            ends.append(offset)
    return lines, ends


def _without_footer(path: Path, layout: Layout) -> Layout:
    """Let a table end before the lines that reports write below it: totals, who made it, rights.

    They come after an empty line, or are sums, and none of them is as wide as the table.
    """
    size = path.stat().st_size
    tail = list(_tail(path, layout, size))
    is_record = [_is_record(record) for record in tail]
    if True not in is_record:
        return layout
    last = len(tail) - 1 - is_record[::-1].index(True)
    below = tail[last + 1 :]
    if not below or len(below) > LONGEST_FOOTER:
        return layout
    is_apart = below[0].line > tail[last].line + tail[last].lines
    if not (is_apart or all(map(_is_total, below))) or not all(
        _is_footer(record, len(layout.headings)) for record in below
    ):
        return layout
    written = tuple(line for record in below if (line := one_line(record.raw)))
    return replace(layout, ends_at=tail[last].end_offset, left_out=(*layout.left_out, *written))


def _tail(path: Path, layout: Layout, size: int) -> list[Record]:
    """Return the records at the end of a file; of a long file the first is cut off and left out."""
    if size - layout.starts_at <= TAIL_BYTES:
        return list(records(path, layout))
    offset = layout.starts_at + (size - TAIL_BYTES - layout.starts_at) // 2 * 2
    return list(records(path, layout, offset))[1:]


def _is_record(record: Record) -> bool:
    is_filled = not record.problem and sum(map(bool, record.values)) > 1
    return is_filled and not _is_total(record)


def _is_total(record: Record) -> bool:
    """Say whether a line as wide as the table is called a sum, and most of it says nothing."""
    filled = [value.strip() for value in record.values if value.strip()]
    words = re.findall(r"[^\W\d_]+", filled[0].casefold()) if filled else []
    return not TOTALS.isdisjoint(words) and 2 * len(filled) <= len(record.values)


def _is_footer(record: Record, width: int) -> bool:
    """Say whether a line that is no record says too little to be one that was broken."""
    if record.problem == WRONG_WIDTH:
        return int(record.value or 0) <= max(1, width // 2)
    return not record.problem
