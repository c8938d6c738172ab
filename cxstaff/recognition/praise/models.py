"""Points that went with customers' thanks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model, Whole


class PraisePoints(Model):
    """Points that went to a person with the praise of a contact, once; `taken_back` if it went.

    The contact itself may be gone, with the import that brought it.
    """

    __tablename__ = "praise_points"

    interaction_id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    transfer_id: Mapped[int] = mapped_column(Whole, ForeignKey("points_transfer.id"), unique=True)
    points: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(index=True)
    taken_back: Mapped[bool] = mapped_column(default=False)
