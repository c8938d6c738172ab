"""Looking at the levers of all teams: what is found, and the state of all that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from cxstaff.alignment.audit.everywhere import audits
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.overview.models import LeverLook
from cxstaff.alignment.scorecards import said_by_customers
from cxstaff.db import db
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures.models import Measure, lever_classes
from cxstaff.people.models import Team
from cxstaff.recognition.models import Thanks, ThanksReceiver
from cxstaff.recognition.queries.wall import IS_PUBLIC
from cxstaff.versions import versions_of

COUNTED = ("customers.sums", "measures.readings", "pulses.results")
"""The data whose changes are counted."""


def last_look() -> LeverLook | None:
    """Return when all levers were last looked at; None before the first time."""
    return db.session.get(LeverLook, 1)


def mixed_now(today: date) -> Iterator[tuple[int, TeamAudit]]:
    """Give every open team that has mixed messages, by its id, with all that was found of it."""
    said = said_by_customers(leads.standing(), today, is_needed=True)
    for team, audit in audits(said, today):
        if audit.findings:
            yield team.id, audit


def state_now(today: date) -> str:
    """Return a fingerprint that is another one as soon as something may be found otherwise.

    A SHA-256 in hexadecimal digits of levers, measures, teams, thanks, what customers say of
    measures, and how often numbers have changed.
    """
    told = sha256(repr(today).encode())
    for each in _parts(today):
        told.update(repr(each).encode())
    return told.hexdigest()


def _parts(today: date) -> Iterator[Any]:
    """Give all that findings hang on; of levers each row, for they are changed in place too."""
    for model in (*lever_classes(), Measure):
        table = model.__table__  # type: ignore[attr-defined]
        yield [tuple(row) for row in db.session.execute(select(table).order_by(table.c.id))]
    teams = select(Team.id, Team.parent_id, Team.closed_on, Team.name).order_by(Team.id)
    yield [tuple(row) for row in db.session.execute(teams)]
    thanks = select(func.count(), func.max(Thanks.id), func.sum(ThanksReceiver.team_id))
    thanks = thanks.join(ThanksReceiver).where(Thanks.measure_id.is_not(None), IS_PUBLIC)
    yield tuple(db.session.execute(thanks).one())
    said = said_by_customers(leads.standing(), today, is_needed=True)
    yield sorted((measure_id, each.reading.value) for measure_id, each in said.items())
    yield sorted(versions_of(COUNTED).items())
