"""Arrays as bytes, and texts of numbers and days as arrays: what is packed is written and read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Double, Float

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

BETWEEN = ","
END_OF_HEAD = b"\n"


def unpacked(text: str, column: Any) -> Array:
    """Return the values of a column (m,) that the database wrote into one text."""
    import numpy as np

    kind = column.type
    if isinstance(kind, Date):
        return days_of(text)
    number = np.float64 if isinstance(kind, Float | Double) else np.int64
    return np.fromstring(text, dtype=number, sep=BETWEEN) if text else np.array([], dtype=number)


def days_of(text: str) -> Array:
    """Read days as both databases write them, 2026-03-16: their digits are taken all at once."""
    import numpy as np

    if not text:
        return np.array([], dtype="datetime64[D]")
    digits = np.frombuffer(f"{text}{BETWEEN}".encode(), np.uint8).reshape(-1, 11) - np.uint8(48)
    year, month, day = (
        digits[:, first:last].astype(np.int64) @ 10 ** np.arange(last - first)[::-1]
        for first, last in ((0, 4), (5, 7), (8, 10))
    )
    months = (12 * (year - 1970) + month - 1).astype("datetime64[M]")
    found: Array = months.astype("datetime64[D]") + (day - 1)
    return found


def packed(names: Sequence[str], arrays: Sequence[Array]) -> bytes:
    """Write arrays of one length: kinds and lengths, then each in the smallest kind that holds it.

    They are keys, parts and the columns of these `names`. Where all values are the same, one of
    them stands for all.
    """
    import numpy as np

    written = []
    for each in arrays:
        if each.size and (each == each[0]).all():
            each = each[:1]
        if each.dtype == np.int64 and each.size:
            kind = np.result_type(*map(np.min_scalar_type, (each.min(), each.max())))
            # Nothing whole holds both what is below 0 and any uint64: numpy offers floats.
            each = each if kind.kind == "f" else each.astype(kind)
        written.append(each.astype(each.dtype.newbyteorder("<")))
    kinds = [[each.dtype.str, int(each.size)] for each in written]
    head = {"rows": int(arrays[0].size), "columns": names, "kinds": kinds}
    return json.dumps(head).encode() + END_OF_HEAD + b"".join(a.tobytes() for a in written)


def taken(head: Mapping[str, Any], content: bytes, places: Sequence[int]) -> list[Array]:
    """Read some of the arrays that `packed` wrote."""
    import numpy as np

    starts, start = [], 0
    for kind, size in head["kinds"]:
        starts.append(start)
        start += np.dtype(kind).itemsize * size
    found = []
    for place in places:
        kind, size = head["kinds"][place]
        each = np.frombuffer(content, kind, size, starts[place])
        found.append(each if size == head["rows"] else np.full(head["rows"], each[0]))
    return found
