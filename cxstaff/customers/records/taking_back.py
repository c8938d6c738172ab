"""What an import did, undone: changed interactions as they were, new ones gone, histories true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxstaff.customers.models import Change, ImportRun, ImportState, Interaction
from cxstaff.customers.records import history
from cxstaff.customers.records.history import HistoryEntry, as_before, part
from cxstaff.customers.records.known import KnownRecord, records_of
from cxstaff.customers.records.rewriting import Rewritten, remove, rewrite
from cxstaff.errors import Refused
from cxstaff.people.earlier.retellings import tell_anew

MOMENT = frozenset({"happened_at", "day"})
WHOSE = ("handler", "team")


@dataclass(slots=True)
class Undone:
    """An interaction without what one import changed of it, and what its history becomes.

    `pasts` are what it was before the changes that stay, by their id, where that is another; the
    changes in `gone` are no longer part of its history.
    """

    record: KnownRecord
    pasts: dict[int, dict[str, Any]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)


def refuse_meanwhile(session: Session) -> None:
    """Let nothing build on records that are about to go: raises `Refused`."""
    going = select(ImportRun.file_name).where(ImportRun.state == ImportState.TAKING_BACK)
    name = session.scalar(going.limit(1))
    if name is not None:
        raise Refused("'%(file)s' is being taken back. Try again once that is done.", file=name)


def undo_changes(session: Session, run_id: int, most: int, *, now: datetime) -> int:
    """Undo up to `most` changes that an import made; return how many there were.

    Whose interaction it is again may have been told anew meanwhile (see `moves`).
    """
    query = select(Change.interaction_id).where(Change.run_id == run_id).limit(most)
    ids = list(dict.fromkeys(session.scalars(query)))
    if not ids:
        return 0
    histories = history.entries_of(session, ids)
    records = records_of(session, ids)
    undone = [undo(record, histories[record.id], run_id) for record in records]
    pairs = [Rewritten(was, now.record) for was, now in zip(records, undone, strict=True)]
    rewrite(session, [pair for pair in pairs if pair.now != pair.was])
    tell_anew(_again_theirs(pairs), now=now)
    history.keep_instead(session, [past for each in undone for past in each.pasts.items()])
    history.forget(session, [number for each in undone for number in each.gone])
    return len(ids)


def _again_theirs(pairs: Iterable[Rewritten]) -> dict[int, date]:
    """Return whose interactions are again of a person, day or team from before, and since when."""
    found = dict[int, date]()
    for was, one in pairs:
        whose = (one.person_id, one.team_id, one.day)
        if one.person_id is not None and whose != (was.person_id, was.team_id, was.day):
            found[one.person_id] = min(one.day, found.get(one.person_id, one.day))
    return found


def remove_created(session: Session, run_id: int, most: int) -> int:
    """Remove up to `most` interactions that an import brought; return how many there were."""
    query = select(Interaction.id).where(Interaction.run_id == run_id).limit(most)
    records = records_of(session, session.scalars(query).all())
    if records:
        remove(session, records)
    return len(records)


def undo(record: KnownRecord, entries: Sequence[HistoryEntry], run_id: int) -> Undone:
    """Undo what one import changed of an interaction, going by its history, oldest first (pure).

    What a later change decided stays: it is that change which then knows the former value.
    """
    pasts = {entry.id: dict(entry.before) for entry in entries}
    undone, restored, touched = Undone(record), dict[str, Any](), set[int]()
    for place, entry in enumerate(entries):
        if entry.run_id != run_id:
            continue
        before = pasts.pop(entry.id)
        undone.gone.append(entry.id)
        for name in sorted(before, key=_rank):
            later = islice(entries, place + 1, None)
            decisive = next((each for each in later if _decides(each, pasts[each.id], name)), None)
            if decisive is None:
                restored[name] = before[name]
            else:
                pasts[decisive.id][name] = before[name]
                touched.add(decisive.id)
    undone.record = as_before(record, restored)
    _leave_out_what_is_no_change(undone, [each for each in entries if each.id in pasts], pasts)
    undone.pasts = {key: pasts[key] for key in touched if pasts.get(key)}
    return undone


def _leave_out_what_is_no_change(
    undone: Undone, entries: Sequence[HistoryEntry], pasts: dict[int, dict[str, Any]]
) -> None:
    """Let imports have changed only what is another after them; what is by hand stays decided."""
    after = dict[str, Any]()
    for entry in reversed(entries):
        past = pasts[entry.id]
        for name in list(past):
            follows = after[name] if name in after else part(undone.record, name)
            after[name] = past[name]
            if past[name] == follows and entry.is_by_import:
                del past[name]
        if not past and entry.before:
            undone.gone.append(entry.id)
            del pasts[entry.id]


def _rank(name: str) -> tuple[int, str]:
    """Put a moment before whose it was then, as loading does."""
    return (0 if name in MOMENT else 2 if name in WHOSE else 1), name


def _decides(entry: HistoryEntry, past: dict[str, Any], name: str) -> bool:
    """Say whether a change decided a part of an interaction, told by what it was before it.

    With a moment goes its day. Whoever handled it, on whatever day, goes with a team; an import
    finds both anew where one of these, or the day, is told otherwise.
    """
    if name in past:
        return True
    if name in MOMENT:
        return bool(MOMENT & past.keys())
    if name == "team":
        return bool({"handler", "day"} & past.keys())
    return name == "handler" and entry.is_by_import and bool({"team", "day"} & past.keys())
