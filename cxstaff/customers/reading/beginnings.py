"""Which of several moments of a record is its beginning, and whose a response is."""

from __future__ import annotations

from collections.abc import Sequence, Set

from cxstaff.customers.reading.headings import composed, courses, pieces
from cxstaff.customers.reading.likelihood import plain
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, guess_order
from cxstaff.tables.times.moments import Moments

NEARLY_ALL = 0.9

MOST_SAID = 0.8
"""At least this share of the responses of a survey say something."""

_OF_AGENTS = frozenset({"agent", "issue", "reply", "replied", "actual", "reaction", "reaktion"})
"""Words for what answers a customer, and is no answer of theirs."""

Rows = Sequence[Sequence[str]]


def named_beginning(begun: str, taken: Set[str], headings: Sequence[str], rows: Rows) -> str | None:
    """Return the heading of the moment that names the record: "Ticket created" beside "Created".

    None where the one that was taken for the beginning names it already, or another one is later.
    """
    if _names_record(begun):
        return None
    for heading in headings:
        if heading not in taken and _names_record(heading):
            earlier = _share_before(_texts(heading, headings, rows), _texts(begun, headings, rows))
            if earlier >= NEARLY_ALL:
                return heading
    return None


def is_customers(response: str, said: Sequence[str], headings: Sequence[str], rows: Rows) -> bool:
    """Say whether a response is the customer's answer, in a file that tells of no work.

    `said` are the headings of what customers said; an agent responds where they said nothing too.
    """
    words = set(plain(response).split())
    if words & (_OF_AGENTS | courses.FIRST):
        return False
    places = [headings.index(name) for name in said]
    answered = [row for row in rows if not is_nothing(row[headings.index(response)].strip())]
    telling = [row for row in answered if any(not is_nothing(row[p].strip()) for p in places)]
    return bool(answered) and len(telling) >= MOST_SAID * len(answered)


def _names_record(heading: str) -> bool:
    """Say whether a heading in its words says of which record it is the beginning."""
    words = set(plain(heading).split())
    is_beginning = composed.likelihood("happened_at", plain(heading)) is not None
    return is_beginning and bool(words & pieces.RECORDS) and bool(words & pieces.BEGUN)


def _texts(heading: str, headings: Sequence[str], rows: Rows) -> list[str]:
    place = headings.index(heading)
    return [row[place].strip() for row in rows]


def _share_before(first: Sequence[str], second: Sequence[str]) -> float:
    """Return in which part of the rows that tell both moments the first is not the later one."""
    order = guess_order([*first, *second]) or DateOrder.DAY_FIRST
    moments = Moments(order, "UTC", "UTC")
    pairs = zip(moments.read_all(first), moments.read_all(second), strict=True)
    told = [one[0] <= other[0] for one, other in pairs if one and other]
    return sum(told) / len(told) if told else 0.0
