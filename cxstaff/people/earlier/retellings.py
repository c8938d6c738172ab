"""Whose teams were told anew, so that what happened may count for others than the roster says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff import engine
from cxstaff.db import Model, db


class Retelling(Model):
    """That a person was, from the day `since`, in other teams than was known until `told_at`.

    What happened on these days may count for another team than the roster says by now. It is gone
    once everything counts for the right one.
    """

    __tablename__ = "retelling"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date]
    told_at: Mapped[datetime]


def tell_anew(since: Mapping[int, date], *, now: datetime) -> None:
    """Note from which day on people (by id) may count for other teams than was known."""
    rows = [{"person_id": who, "since": day, "told_at": now} for who, day in since.items()]
    if rows:
        db.session.execute(insert(Retelling), rows)


def retellings(
    from_id: int = 0, most: int | None = None, until: datetime | None = None
) -> Sequence[Retelling]:
    """Return what was told anew of up to `most` people, by their id, from one id on.

    `until` leaves out what was told since then.
    """
    which = [Retelling.person_id >= from_id]
    which += [Retelling.told_at <= until] if until else []
    people = select(Retelling.person_id).where(*which).distinct().order_by(Retelling.person_id)
    query = select(Retelling).where(*which, Retelling.person_id.in_(people.limit(most)))
    return db.session.scalars(query.order_by(Retelling.person_id, Retelling.id)).all()


def forget_retellings(ids: Sequence[int]) -> None:
    """Forget that something was told anew: what happened counts for the right teams."""
    theirs = engine.among(db.session(), Retelling.id, ids)
    gone = delete(Retelling).where(theirs)
    db.session.execute(gone, execution_options={"synchronize_session": False})
