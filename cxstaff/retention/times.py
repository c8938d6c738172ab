"""Times: for how many days each kind of record is kept, usually, at least and at most."""

from __future__ import annotations

from typing import NamedTuple

from cxstaff.retention.models import RecordKind

YEAR = 365
NOTICE_DAYS = 30
"""Nothing is removed for a month after the times came into force, so that all can look first."""


class Limits(NamedTuple):
    """The usual number of days, and the fewest and most that can be chosen."""

    usual: int
    fewest: int
    most: int


LIMITS: dict[RecordKind, Limits] = {
    # Two years let a year be compared with the one before it, word for word.
    RecordKind.CUSTOMER_DETAILS: Limits(2 * YEAR, 30, 10 * YEAR),
    # A file that nobody has begun with for a month was forgotten.
    RecordKind.IMPORT_FILES: Limits(30, 1, YEAR),
    # Raw records hold more than was asked for; a quarter is enough to correct them.
    RecordKind.QUARANTINE: Limits(90, 7, 2 * YEAR),
    RecordKind.IMPORTS: Limits(2 * YEAR, 90, 10 * YEAR),
    RecordKind.THANKS: Limits(3 * YEAR, 90, 10 * YEAR),
    # Once an award is decided and kind words are told, nobody needs the rest for longer.
    RecordKind.NOMINATIONS: Limits(YEAR, 30, 3 * YEAR),
    # Digests repeat what stands elsewhere; a year answers "I never got one".
    RecordKind.DIGESTS: Limits(YEAR, 60, 3 * YEAR),
    RecordKind.COMMENTS: Limits(2 * YEAR, 90, 5 * YEAR),
    # A round is held against the one before it, which may be a year older.
    RecordKind.PARTICIPATION: Limits(2 * YEAR, 400, 5 * YEAR),
    RecordKind.ACTIONS: Limits(3 * YEAR, 90, 10 * YEAR),
    # What was paid is asked about until its year is closed, and the one after it.
    RecordKind.TRANSFER_NOTES: Limits(3 * YEAR, YEAR, 10 * YEAR),
    # An attack is often found after months, rarely after a year.
    RecordKind.SECURITY_NOTES: Limits(YEAR, 90, 3 * YEAR),
    RecordKind.MAIL: Limits(30, 1, YEAR),
    # Late imports and yearly comparisons name those who left within the year, and some come back.
    RecordKind.LEAVERS: Limits(YEAR, 30, 10 * YEAR),
}
