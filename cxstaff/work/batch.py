"""A batch: what one transaction takes of many old records, and where the next one goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select

from cxstaff.db import db


class Batch(NamedTuple):
    """How many records went, and the key to go on after; None where none is left."""

    removed: int
    last: int | None


def keys_after(query: Select[Any], key: Any, after: int, most: int) -> Sequence[int]:
    """Return up to `most` keys beyond `after` of what a query of keys selects, in their order."""
    return db.session.scalars(query.where(key > after).order_by(key).limit(most)).all()


def batch_of(keys: Sequence[int], most: int) -> Batch:
    """Return the batch that these keys make, of `most` that were asked for."""
    return Batch(len(keys), keys[-1] if len(keys) == most else None)
