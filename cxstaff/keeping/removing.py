"""How old records of each kind are counted and removed: each by the feature that owns them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from cxstaff import uploads
from cxstaff.action_plans import forgetting as plans
from cxstaff.awards import forgetting as awards
from cxstaff.customers import forgetting as customers
from cxstaff.db import db
from cxstaff.digests import forgetting as digests
from cxstaff.errors import Refused
from cxstaff.keeping import actions, queries
from cxstaff.keeping.models import Cause
from cxstaff.mail import mailfolder
from cxstaff.people.models import Person
from cxstaff.points import forgetting as points
from cxstaff.pulses import forgetting as pulses
from cxstaff.recognition import forgetting as recognition
from cxstaff.retention.models import RecordKind
from cxstaff.retention.queries import Cut
from cxstaff.security_log import forgetting as security_log
from cxstaff.work.batch import Batch, batch_of, keys_after


class Folders(NamedTuple):
    """Where files lie that name people; no mail folder where mail is sent."""

    uploads: Path
    mail: Path | None


@dataclass(frozen=True, slots=True)
class RemovalWay:
    """How records from before a cut are counted, and a batch of them removed.

    `tables` are those that change, whose files are rewritten afterwards.
    """

    count: Callable[[Cut], int]
    forget: Callable[[Cut, int, int], Batch]
    tables: tuple[str, ...] = ()


def ways(folders: Folders) -> Mapping[RecordKind, RemovalWay]:
    """Return how each kind of record is counted and removed."""
    return {
        **_WAYS,
        RecordKind.IMPORT_FILES: RemovalWay(
            lambda cut: len(_uploads(folders, cut)),
            lambda cut, _after, most: _remove_uploads(_uploads(folders, cut)[:most]),
        ),
        RecordKind.MAIL: RemovalWay(
            lambda cut: len(_mail(folders, cut)),
            lambda cut, _after, most: _remove(_mail(folders, cut)[:most]),
        ),
    }


def _uploads(folders: Folders, cut: Cut) -> list[Path]:
    return customers.not_moving(uploads.older_than(folders.uploads, cut.moment))


def _mail(folders: Folders, cut: Cut) -> list[Path]:
    return mailfolder.older_than(folders.mail, cut.moment) if folders.mail else []


def _remove_uploads(paths: list[Path]) -> Batch:
    customers.give_up_files(paths)
    return _remove(paths)


def _remove(paths: Iterable[Path]) -> Batch:
    removed = 0
    for path in paths:
        path.unlink(missing_ok=True)
        removed += 1
    return Batch(removed, None)


def _erase_leavers(cut: Cut, after: int, most: int) -> Batch:
    """Let up to `most` people who left long ago be erased; the last admin never is."""
    ids = keys_after(queries.old_leavers(cut.day), Person.id, after, most)
    for person in db.session.scalars(select(Person).where(Person.id.in_(ids))):
        try:
            actions.ask(person, None, Cause.LEFT, today=cut.today, now=cut.now)
        except Refused:
            continue
    return batch_of(ids, most)


_WAYS: dict[RecordKind, RemovalWay] = {
    RecordKind.CUSTOMER_DETAILS: RemovalWay(
        lambda cut: customers.count_old_details(cut.moment),
        lambda cut, after, most: customers.forget_details(cut.moment, after, most),
        ("interaction", "feedback"),
    ),
    RecordKind.QUARANTINE: RemovalWay(
        lambda cut: customers.count_old_records(cut.moment),
        lambda cut, after, most: customers.forget_records(cut.moment, after, most),
        ("quarantined_record",),
    ),
    RecordKind.IMPORTS: RemovalWay(
        lambda cut: customers.count_old_imports(cut.moment),
        lambda cut, after, most: customers.forget_imports(cut.moment, after, most),
        ("import_run", "quarantined_record"),
    ),
    RecordKind.THANKS: RemovalWay(
        lambda cut: recognition.count_old(cut.moment),
        lambda cut, after, most: recognition.forget(cut.moment, after, most),
        ("thanks", "thanks_reply"),
    ),
    RecordKind.NOMINATIONS: RemovalWay(
        lambda cut: awards.count_old(cut.moment),
        lambda cut, after, most: awards.forget(cut.moment, after, most),
        ("nomination", "award_vote", "award_part"),
    ),
    RecordKind.DIGESTS: RemovalWay(
        lambda cut: digests.count_old(cut.day),
        lambda cut, after, most: digests.forget(cut.day, after, most),
        ("edition",),
    ),
    RecordKind.COMMENTS: RemovalWay(
        lambda cut: pulses.count_old_comments(cut.moment),
        lambda cut, after, most: pulses.forget_comments(cut.moment, after, most),
        ("comment", "thread_message"),
    ),
    RecordKind.PARTICIPATION: RemovalWay(
        lambda cut: pulses.count_old_participation(cut.moment),
        lambda cut, after, most: pulses.forget_participation(cut.moment, after, most),
        ("invitation",),
    ),
    RecordKind.ACTIONS: RemovalWay(
        lambda cut: plans.count_old(cut.day),
        lambda cut, after, most: plans.forget(cut.day, after, most),
        ("action", "action_note"),
    ),
    RecordKind.TRANSFER_NOTES: RemovalWay(
        lambda cut: points.count_old(cut.moment),
        lambda cut, after, most: points.forget(cut.moment, after, most),
        ("points_note",),
    ),
    RecordKind.SECURITY_NOTES: RemovalWay(
        lambda cut: security_log.count_old_notes(cut.moment),
        lambda cut, after, most: security_log.forget_notes(cut.moment, after, most),
        ("security_note",),
    ),
    RecordKind.LEAVERS: RemovalWay(lambda cut: queries.count_old_leavers(cut.day), _erase_leavers),
}
