"""What happens to keeping: times are chosen, people are to be erased, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cxstaff import engine, security_log
from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.keeping import queries
from cxstaff.keeping.models import Cause, Erasure, Removal, Stage
from cxstaff.people import erasure as people
from cxstaff.people.models import Person
from cxstaff.pulses import erasure as pulses
from cxstaff.retention import queries as retention
from cxstaff.retention.models import KeepingStart, KeepingTime, RecordKind
from cxstaff.retention.times import LIMITS, NOTICE_DAYS
from cxstaff.security_log import Act


def ensure_start(today: date) -> date:
    """Return the first day on which old records are removed; decided now where it was not."""
    first = today + timedelta(days=NOTICE_DAYS)
    insert_if_absent(db.session(), KeepingStart, id=1, starts_on=first)
    return retention.starts_on() or first


def choose_days(kind: RecordKind, days: int, actor: Person, *, now: datetime) -> None:
    """Keep a kind of record for another number of days. Raises `Refused` beyond its limits."""
    limits = LIMITS[kind]
    if not limits.fewest <= days <= limits.most:
        raise Refused("Choose %(fewest)s to %(most)s days.", fewest=limits.fewest, most=limits.most)
    before = retention.days()[kind]
    if before == days:
        return
    engine.put(db.session(), KeepingTime, {"kind": kind.value}, {"days": days})
    told = Act.KEEPING_CHANGED
    security_log.record(told, by=actor, now=now, kind=kind.value, old=before, new=days)


def ask(
    person: Person, actor: Person | None, cause: Cause, *, today: date, now: datetime
) -> Erasure:
    """Let a person be erased: they are shut out at once, the rest follows once no round asks them.

    While a round asks somebody, taking them out would change whom the others are counted with.
    Raises `Refused` for the last admin, for oneself and for whoever is being erased already.
    """
    engine.lock(db.session(), f"erasing {person.id}")
    if actor is not None and actor.id == person.id:
        raise Refused("Somebody else has to erase you.")
    if queries.find_erasure(person.id) is not None:
        raise Refused("This person is being erased already.")
    people.shut_out(person, today=today, actor=actor, now=now)
    erasure = Erasure(
        person_id=person.id,
        cause=cause.value,
        stage=Stage.WAITING.value,
        asked_at=now,
        asked_by_id=actor.id if actor else None,
        tables=[],
    )
    db.session.add(erasure)
    security_log.record(Act.ERASURE_ASKED, by=actor, on=person, now=now, cause=cause.value)
    db.session.flush()
    return erasure


def take_back(erasure: Erasure, actor: Person | None, *, now: datetime) -> None:
    """Erase somebody not after all. Raises `Refused` once it has begun.

    They stay somebody who left, and can come back on the roster.
    """
    engine.lock(db.session(), f"erasing {erasure.person_id}")
    held = queries.find_erasure(erasure.person_id)
    if held is None or held.stage != Stage.WAITING:
        raise Refused("This has begun and cannot be taken back.")
    person = db.session.get_one(Person, held.person_id)
    security_log.record(Act.ERASURE_TAKEN_BACK, by=actor, on=person, now=now)
    db.session.delete(held)
    db.session.flush()


def begin(erasure: Erasure, *, today: date) -> bool:
    """Let an erasure begin; False while a round that is not over asks the person.

    Who came back on the roster meanwhile is not erased.
    """
    if erasure.stage != Stage.WAITING:
        return True
    if db.session.get_one(Person, erasure.person_id).works_here(today):
        db.session.delete(erasure)
        return False
    if pulses.is_asked_now(erasure.person_id):
        return False
    erasure.stage = Stage.TEXTS.value
    return True


def note_tables(erasure: Erasure, changed: Iterable[str]) -> None:
    """Remember tables that changed, so that their files are rewritten in the end."""
    erasure.tables = sorted({*erasure.tables, *changed})


def empty_entry(erasure: Erasure, *, today: date) -> None:
    """Empty the person's entry; from here on nobody can tell who it was."""
    person = db.session.get_one(Person, erasure.person_id)
    note_tables(erasure, people.erase(person, today=today))
    erasure.stage = Stage.DISK.value


def finish(erasure: Erasure, *, now: datetime) -> None:
    """Note that nothing of a person is left, once."""
    if erasure.stage == Stage.DONE:
        return
    erasure.stage, erasure.finished_at = Stage.DONE.value, now
    person = db.session.get_one(Person, erasure.person_id)
    security_log.record(Act.PERSON_ERASED, by=None, on=person, now=now)


def begin_removal(kind: RecordKind, today: date) -> Removal | None:
    """Return today's removal of a kind of record, begun now; None where it is finished already."""
    none = {"day": date.min, "removed": 0, "removed_ever": 0, "is_to_compact": False}
    insert_if_absent(db.session(), Removal, kind=kind.value, **none)
    removal = _held(kind)
    if removal.day == today and removal.finished_at is not None:
        return None
    if removal.day != today:
        removal.day, removal.removed, removal.finished_at = today, 0, None
    return removal


def note_removed(kind: RecordKind, number: int, has_tables: bool) -> None:
    """Count what one batch removed."""
    removal = _held(kind)
    removal.removed += number
    removal.removed_ever += number
    removal.is_to_compact = removal.is_to_compact or (has_tables and number > 0)


def finish_removal(kind: RecordKind, *, now: datetime) -> None:
    """Note that today's removal of a kind of record is over."""
    removal = _held(kind)
    if removal.finished_at is None:
        removal.finished_at = now
        if removal.removed:
            told, number = Act.RECORDS_FORGOTTEN, removal.removed
            security_log.record(told, by=None, now=now, kind=kind.value, number=number)


def note_compacted(kinds: Iterable[RecordKind]) -> None:
    """Note that the files of these kinds hold nothing any more of what went."""
    for kind in kinds:
        _held(kind).is_to_compact = False


def _held(kind: RecordKind) -> Removal:
    """Read a removal as it is now, before any other worker changes it."""
    return db.session.get_one(Removal, kind.value, populate_existing=True, with_for_update=True)
