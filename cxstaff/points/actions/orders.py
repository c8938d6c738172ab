"""What is to be transferred, as whoever asks the ledger says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cxstaff.points.models import TransferKind

LONGEST_KEY, LONGEST_WORDS = 200, 500


class Actor(Protocol):
    """A person, of whom the ledger keeps the id alone."""

    @property
    def id(self) -> int:
        """Return the person's id."""


@dataclass(frozen=True, slots=True)
class TransferOrder:
    """What is to be transferred: `amount` in smallest parts, from the debit to the credit account.

    `key` is the caller's, up to 200 characters without anybody's name: one key, one transfer, for
    good. `words` say what for, up to 500 characters. It counts for the day `effective_on`; None is
    the company's today. The rest is filled in by `holds` and `reverse`; `released` is what a hold
    had set aside.
    """

    key: str
    debit_id: int
    credit_id: int
    amount: int
    words: str = ""
    effective_on: date | None = None
    kind: TransferKind = TransferKind.TRANSFER
    settles_id: int | None = None
    reverses_id: int | None = None
    expires_at: datetime | None = None
    released: int = 0
