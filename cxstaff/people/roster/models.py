"""What the roster keeps beside people and teams: of whom teams were told anew."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model


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
