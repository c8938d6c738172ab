"""What runs by itself for keeping: old records go every day, people are erased step by step."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import current_app

from config import Settings
from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.engine.residue import compact
from cxstaff.keeping import actions, erased, erasing, queries
from cxstaff.keeping.erased import ErasedPerson
from cxstaff.keeping.models import Erasure, Stage
from cxstaff.keeping.removing import Folders, RemovalWay, ways
from cxstaff.people.models import Person
from cxstaff.people.queries import find_company, get_company, today
from cxstaff.retention import queries as retention
from cxstaff.retention.models import RecordKind
from cxstaff.retention.queries import Cut
from cxstaff.work.schedule import is_stopping, job, one_by_one

BATCH = 1000
A_TICK = 50
"""So many people are erased before the database is rewritten once for all of them."""


@job(every=timedelta(hours=1))
def forget_old() -> None:
    """Remove what has been kept for as long as it may be, once a day."""
    if find_company() is None:
        return
    is_time = today() >= actions.ensure_start(today())
    kept = retention.days()
    db.session.commit()
    if is_time:
        for kind, way in ways(folders()).items():
            forget(kind, way, retention.cut(kept[kind], now=clock.now()))
    compact_removed()


def forget(kind: RecordKind, way: RemovalWay, cut: Cut) -> None:
    """Remove the records of a kind from before a cut, a batch a commit, unless done today.

    Told to stop or killed, it begins again with the next run, of the same day or a later one.
    """
    removal = actions.begin_removal(kind, cut.today)
    db.session.commit()
    last: int | None = 0 if removal is not None else None
    while last is not None:
        if is_stopping():
            return
        removed, last = way.forget(cut, last, BATCH)
        actions.note_removed(kind, removed, bool(way.tables))
        db.session.commit()
    if removal is not None:
        actions.finish_removal(kind, now=clock.now())
        db.session.commit()


def compact_removed() -> None:
    """Rewrite the files of tables from which something went; tried again if somebody reads them."""
    gone = [RecordKind(each.kind) for each in queries.removals().values() if each.is_to_compact]
    db.session.commit()
    tables = {name for kind in gone for name in ways(folders())[kind].tables}
    if tables and compact(db.engine, tables):
        actions.note_compacted(gone)
        db.session.commit()


@job(every=timedelta(minutes=1))
def erase_people() -> None:
    """Erase the people who are to be erased and whom no open round asks."""
    waiting = queries.unfinished()
    db.session.commit()
    unfinished = "The erasure of person %s goes on with the next run"
    one_by_one(waiting[:A_TICK], erase_one, unfinished)
    clean_up()


def erase_one(person_id: int) -> None:
    """Take one person as far as the database can be rewritten; killed anywhere, it goes on."""
    if not _begin(person_id):
        return
    if _held(person_id).stage == Stage.TEXTS:
        _erase_texts(person_id)
        _empty_entry(person_id)
    db.session.commit()


def clean_up() -> bool:
    """Rewrite the files of the tables that changed, then call those people erased.

    False says that somebody still reads older rows.
    """
    ready = [each for each in map(_held, queries.unfinished()) if each.stage == Stage.DISK]
    ids, tables = [each.person_id for each in ready], {n for each in ready for n in each.tables}
    db.session.commit()
    if not ids:
        return True
    if not compact(db.engine, tables):
        return False
    for person_id in ids:
        actions.finish(_held(person_id), now=clock.now())
        db.session.commit()
    return True


def folders() -> Folders:
    """Return where files lie that name people."""
    kept_mail = mail.folder() if mail.is_kept_in_folder() else None
    return Folders(_settings().upload_dir, kept_mail)


def erased_file() -> Path:
    """Return where the list of erased people lies."""
    return _settings().erased_file


def _begin(person_id: int) -> bool:
    begun = actions.begin(_held(person_id), today=today())
    db.session.commit()
    return begun


def _erase_texts(person_id: int) -> None:
    """Remove files, then let every feature change its own rows, each in its own transaction."""
    who = erasing.identifiers_of(db.session.get_one(Person, person_id))
    db.session.commit()
    erasing.remove_files(folders(), who)
    db.session.commit()
    for erase in erasing.FEATURES:
        if _held(person_id).stage != Stage.TEXTS:
            return  # another worker was faster
        actions.note_tables(_held(person_id), erase(person_id, who))
        db.session.commit()


def _empty_entry(person_id: int) -> None:
    erasure = _held(person_id)
    if erasure.stage == Stage.TEXTS:  # else another worker was first
        mark = erased.mark_of(get_company().created_at)
        erased.add(erased_file(), mark, ErasedPerson(person_id, today()))
        actions.empty_entry(erasure, today=today())
    db.session.commit()


def _held(person_id: int) -> Erasure:
    """Read an erasure as it is now, before any other worker takes it further."""
    return db.session.get_one(Erasure, person_id, populate_existing=True, with_for_update=True)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
