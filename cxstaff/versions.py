"""Versions: how often what is computed from was changed, so that no process keeps old results."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from cxstaff.db import Model, Whole, db
from cxstaff.engine import insert_if_absent


class DataVersion(Model):
    """How often data called `name` have changed: counted up by whatever changes them."""

    __tablename__ = "data_version"

    name: Mapped[str] = mapped_column(primary_key=True)
    changes: Mapped[int] = mapped_column(Whole, default=0)


def count_change(session: Session, name: str) -> None:
    """Count a change in the transaction that makes it, so that every process computes anew."""
    counted = update(DataVersion).where(DataVersion.name == name)
    counted = counted.values(changes=DataVersion.changes + 1).returning(DataVersion.name)
    unread = {"synchronize_session": False}
    if session.execute(counted, execution_options=unread).first() is not None:
        return
    if not insert_if_absent(session, DataVersion, name=name, changes=1):
        session.execute(counted, execution_options=unread)  # another was the first


def count_changes(session: Session, names: Collection[str]) -> None:
    """Count a change of several data, in one order, so that two writers do not wait in a ring."""
    ordered = sorted(set(names))
    counted = update(DataVersion).where(DataVersion.name.in_(ordered))
    counted = counted.values(changes=DataVersion.changes + 1).returning(DataVersion.name)
    known = session.scalars(counted, execution_options={"synchronize_session": False})
    for name in sorted(set(ordered).difference(known)):
        count_change(session, name)


def versions_of(names: Collection[str]) -> dict[str, int]:
    """Return the same numbers of several data, by name; those never counted are not there."""
    query = select(DataVersion.name, DataVersion.changes).where(DataVersion.name.in_(names))
    return {name: changes for name, changes in db.session.execute(query)}  # noqa: C416


def version_of(name: str) -> int:
    """Return a number that grows in the transaction of whatever changes these data."""
    return db.session.scalar(select(DataVersion.changes).where(DataVersion.name == name)) or 0
