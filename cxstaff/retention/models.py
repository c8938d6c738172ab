"""The kinds of record that go after a time, and the times that a company chose for them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model


class RecordKind(StrEnum):
    """A kind of record that goes after a time; its value is stored for good."""

    CUSTOMER_DETAILS = "customer details"
    IMPORT_FILES = "import files"
    QUARANTINE = "quarantine"
    IMPORTS = "imports"
    THANKS = "thanks"
    NOMINATIONS = "nominations"
    DIGESTS = "digests"
    COMMENTS = "comments"
    PARTICIPATION = "participation"
    ACTIONS = "actions"
    TRANSFER_NOTES = "transfer notes"
    SECURITY_NOTES = "security notes"
    MAIL = "mail"
    LEAVERS = "leavers"


class KeepingStart(Model):
    """The first day on which old records are removed: a month after this came to the company."""

    __tablename__ = "keeping_start"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    starts_on: Mapped[date]


class KeepingTime(Model):
    """For how many days a kind of record is kept, where somebody chose another time than usual."""

    __tablename__ = "keeping_time"
    __table_args__ = (CheckConstraint("days > 0", name="some_days"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int]
