"""JSON documents, read as rows of text: a list of objects, or an object on every line (NDJSON)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from cxstaff.errors import Refused
from cxstaff.tables.headings import MOST_COLUMNS
from cxstaff.text import N_

MOST_NESTED = 5
LONGEST_LINE = 1_000_000
NO_OBJECTS = N_("This JSON file holds no list of objects, one for each record.")

_BEGINS = re.compile(rb'^(\xef\xbb\xbf)?\s*(\{\s*["}]|\[\s*[{\]])')


def is_document(head: bytes) -> bool:
    """Say whether a file begins like a JSON object or like a list of them."""
    return bool(_BEGINS.match(head))


def rows(path: Path) -> Iterator[list[str]]:
    """Give the headings, then a row for each object; objects within objects give columns `a.b`.

    Headings are every name that any object has, in the order in which they come. Raises `Refused`
    where the file is no JSON or holds no objects. The file is read twice, in little memory.
    """
    names = dict[str, None]()
    for flat in _flat_objects(path):
        names.update(dict.fromkeys(flat))
        if len(names) > MOST_COLUMNS:
            raise Refused("The file has more than %(most)s columns.", most=MOST_COLUMNS)
    if not names:
        raise Refused(NO_OBJECTS)
    yield list(names)
    for flat in _flat_objects(path):
        yield [flat.get(name, "") for name in names]


def _flat_objects(path: Path) -> Iterator[dict[str, str]]:
    with path.open("rb") as file:
        _pass_over_mark(file)
        objects = _lines(file) if _is_by_lines(file) else _listed(file)
        for number, each in enumerate(objects, 1):
            if not isinstance(each, dict):
                raise Refused(
                    "Entry %(number)s of this JSON file is no object with names and values.",
                    number=number,
                )
            yield dict(_flat(each))


def _is_by_lines(file: BinaryIO) -> bool:
    """Say whether the first two lines that say something are an object each."""
    begins = file.tell()
    said = [line for line in islice(_short_lines(file), 20) if line.strip()][:2]
    file.seek(begins)
    return len(said) == 2 and all(_is_object(line) for line in said)


def _short_lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        yield line


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _lines(file: BinaryIO) -> Iterator[Any]:
    for number, line in enumerate(_short_lines(file), 1):
        if line.strip():
            try:
                yield json.loads(line, parse_float=Decimal)
            except (ValueError, RecursionError) as error:
                raise Refused("Line %(line)s is no JSON.", line=number) from error


def _listed(file: BinaryIO) -> Iterator[Any]:
    """Give the objects of the first list of them, or the one object that there is."""
    begins = file.tell()
    try:
        prefix = _prefix_of_list(file)
        file.seek(begins)
        for each in ijson.items(file, prefix):  # its floats refuse whole numbers of 20 digits
            if isinstance(each, list):
                raise Refused(NO_OBJECTS)
            yield each
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Refused("This JSON file is broken, perhaps cut off. Export it again.") from error


def _prefix_of_list(file: BinaryIO) -> str:
    before = ""
    for prefix, event, _value in ijson.parse(file):
        if event == "start_map" and before == "start_array":
            return str(prefix)
        before = event
    return ""


def _flat(values: Mapping[str, Any], above: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, dict) and value and depth < MOST_NESTED:
            yield from _flat(value, f"{above}{name}.", depth + 1)
        else:
            yield f"{above}{name}", _text(value)


def _text(value: Any) -> str:
    """Write a value: nothing for null, lists of plain values in one line, the rest as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else str(value)
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return "; ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False, default=float)


def _pass_over_mark(file: BinaryIO) -> None:
    if file.read(3) != b"\xef\xbb\xbf":
        file.seek(0)
