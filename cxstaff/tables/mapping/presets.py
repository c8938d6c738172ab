"""Saved ways to read tables, by their kind and the names that people gave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model, db
from cxstaff.errors import Refused


class TablePreset(Model):
    """A saved way to read files of one source: which column is what, and what its words mean.

    `kind` is what the tables hold, as the feature that reads them calls it; `mapping` is that
    feature's own.
    """

    __tablename__ = "table_preset"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)


def presets_of(kind: str) -> Sequence[TablePreset]:
    """Return the saved ways to read tables of a kind, by name."""
    query = select(TablePreset).where(TablePreset.kind == kind)
    return db.session.scalars(query.order_by(TablePreset.name)).all()


def find_preset(kind: str, preset_id: int) -> TablePreset | None:
    """Return a saved way to read tables of a kind; None where there is none of that id."""
    query = select(TablePreset).where(TablePreset.kind == kind, TablePreset.id == preset_id)
    return db.session.scalar(query)


def preset_called(kind: str, name: str) -> TablePreset:
    """Return a saved way to read tables; raises `Refused` where there is none of that name."""
    preset = _find_called(kind, name)
    if preset is None:
        raise Refused("There is no preset called '%(name)s'.", name=name)
    return preset


def keep_preset(kind: str, name: str, mapping: dict[str, Any]) -> TablePreset:
    """Keep how tables of a kind are read under a name; an older one of that name changes."""
    preset = _find_called(kind, name)
    if preset is None:
        preset = TablePreset(kind=kind, name=name)
        db.session.add(preset)
    preset.mapping = mapping
    return preset


def _find_called(kind: str, name: str) -> TablePreset | None:
    query = select(TablePreset).where(TablePreset.kind == kind, TablePreset.name == name)
    return db.session.scalar(query)
