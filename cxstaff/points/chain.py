"""The links of the ledger's chain, by the rule of `cxstaff.security_log.hash_chain`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LinkedTransfer:
    """What one link of the chain says of a transfer; `position` counts from 1.

    Accounts are told with their owners ("person 12"), so that an account that was given to
    somebody else shows. No name and no words are among it: those stand in a note, whose digest is.
    """

    position: int
    transfer_id: int
    key: str
    kind: str
    unit: str
    debit_id: int
    debit_owner: str
    credit_id: int
    credit_owner: str
    amount: int
    effective_on: date
    recorded_at: datetime
    actor_id: int | None
    settles_id: int | None
    reverses_id: int | None
    expires_at: datetime | None
    note_digest: bytes | None
