"""People who came back: on several lines of a roster file, or under another employee number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from cxstaff.people.roster.checking.changes import Choice, Plan, RosterQuestion
from cxstaff.people.roster.checking.doubles import identity_of
from cxstaff.people.roster.checking.entry import Entry
from cxstaff.people.roster.reading.line import RosterLine
from cxstaff.text import N_

KEY, EACH, LATEST = "hired-twice", "each", "latest"
ASKED = N_(
    "Of %(names)s several lines tell different first days in the company, without a day of leaving "
    "in between. What do these days mean?"
)
THEY_BEGAN = N_("On each of them they began in the team of that line")
ONE_COUNTS = N_("Nothing but the line with the latest day counts")
MOST_NAMES = 3


def told_apart(
    rows: Sequence[RosterLine], answers: Mapping[str, str], plan: Plan
) -> list[RosterLine]:
    """Return lines in which earlier times of people who came back are stays of their own.

    That is plain where a day of leaving lies between two days of hiring; else it is asked, once
    for all. Lines that tell the first day in a team, and those without a day, are left as they are.
    """
    hired = defaultdict[str, dict[RosterLine, RosterLine]](dict)
    for row in rows:
        if row.since is None and row.hired_on is not None:
            hired[identity_of(row)].setdefault(replace(row, line=0), row)
    instead, asked = dict[RosterLine, RosterLine | None](), list[str]()
    for lines in hired.values():
        several = sorted(lines.values(), key=_hired)
        if len(several) < 2 or len(set(map(_hired, several))) < len(several):
            continue
        if is_plain(several):
            instead |= {row: _earlier(row) for row in several[:-1]}
        elif answers.get(KEY) == EACH:
            instead |= _each_begun(several)
        else:
            instead |= dict.fromkeys(several[:-1])
            asked += [] if answers.get(KEY) == LATEST else [several[0].name]
    if asked:
        plan.questions.append(_question(asked))
    return [kept for row in rows if (kept := instead.get(row, row)) is not None]


def is_another_time(entry: Entry, row: RosterLine, today: date) -> bool:
    """Say whether a line under another number may tell of a time here before or after the known.

    Somebody had left when the line begins, or came only after it ends (pure).
    """
    if not is_otherwise(entry, row):
        return False
    begins = row.since or row.hired_on or today
    if row.number in entry.former or (entry.left_on is not None and begins >= entry.left_on):
        return True
    return _is_before(entry, row)


def under_newest_number(entry: Entry, row: RosterLine) -> tuple[Entry, RosterLine]:
    """Return a person and a line under a number of theirs that is not the newest, as it counts.

    What it tells of an earlier time is a stay, which leaves the present alone (pure).
    """
    if not is_otherwise(entry, row):
        return entry, row
    if _is_before(entry, row):
        former = tuple(dict.fromkeys((*entry.former, *filter(None, [row.number]))))
        earlier = replace(_earlier(row), number=entry.number, email=None)
        # Without a first day nobody knows how long they were there; what is known stays as it is.
        if earlier.since is None or is_known(entry, row):
            earlier = replace(earlier, since=None, until=None, team=None)
        return replace(entry, former=former), earlier
    return entry, replace(row, number=entry.number) if row.number in entry.former else row


def is_known(entry: Entry, row: RosterLine) -> bool:
    """Say whether a stay is known until the day of leaving that a line tells."""
    return any(row.left_on is not None and s.since < row.left_on == s.until for s in entry.spans)


def is_otherwise(entry: Entry, row: RosterLine) -> bool:
    """Say whether a line names somebody by another number, or where one has none by another key."""
    if row.number and entry.number:
        return row.number != entry.number
    is_by_email = row.email is not None and row.email == entry.email
    return bool(row.number or row.email) and not is_by_email


def _is_before(entry: Entry, row: RosterLine) -> bool:
    """Say whether a line ends before somebody's last time here began."""
    begun = [span.since for span in entry.spans]
    return row.left_on is not None and bool(begun) and row.left_on <= begun[-1]


def is_plain(lines: Iterable[RosterLine]) -> bool:
    """Say whether whoever is hired had left by then, line by line (pure)."""
    return all(
        was.left_on is not None and now.hired_on is not None and was.left_on <= now.hired_on
        for was, now in pairwise(lines)
    )


def _earlier(row: RosterLine) -> RosterLine:
    """Return a line about an earlier time as one about a stay, which leaves the present alone."""
    return replace(
        row,
        since=row.since or row.hired_on,
        until=row.left_on,
        left_on=None,
        standing=None,
        manager=None,
        is_lead=None,
    )


def _each_begun(lines: Sequence[RosterLine]) -> dict[RosterLine, RosterLine | None]:
    """Return lines as stays that end where the next begins, if not before."""
    found = dict[RosterLine, RosterLine | None]()
    for row, following in pairwise(lines):
        ends = filter(None, (row.left_on, following.hired_on))
        found[row] = replace(_earlier(row), until=min(ends))
    found[lines[-1]] = replace(lines[-1], since=lines[-1].hired_on)
    return found


def _question(names: Sequence[str]) -> RosterQuestion:
    told = ", ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        told = f"{told}, …"
    choices = [Choice(EACH, THEY_BEGAN), Choice(LATEST, ONE_COUNTS)]
    return RosterQuestion(KEY, ASKED, {"names": told}, choices)


def _hired(row: RosterLine) -> str:
    return row.hired_on.isoformat() if row.hired_on else ""
