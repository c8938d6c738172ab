"""A person's memberships as plain spans, read and written as a whole, and when that was anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, insert, select

from cxstaff import engine
from cxstaff.db import db
from cxstaff.people.models import Leadership, Membership, Person
from cxstaff.people.roster.models import Retelling
from cxstaff.people.spans import Span, told_anew_since


def spans_of(person: Person) -> list[Span]:
    """Return a person's memberships as plain spans, oldest first."""
    return [Span(m.since, m.until, str(m.team_id)) for m in person.memberships]


def put(person: Person, spans: list[Span], *, now: datetime) -> None:
    """Make a person's memberships equal `spans`, touching only what differs."""
    anew = told_anew_since(spans_of(person), spans)
    tell_anew({person.id: anew} if anew else {}, now=now)
    wanted = {span.since: span for span in spans}
    for kept in list(person.memberships):
        if kept.since not in wanted:
            person.memberships.remove(kept)
            db.session.delete(kept)
    db.session.flush()
    known = {kept.since: kept for kept in person.memberships}
    for since, span in wanted.items():
        if since in known:
            known[since].until, known[since].team_id = span.until, int(span.team)
    db.session.flush()
    for since in sorted(wanted.keys() - known.keys()):
        span = wanted[since]
        person.memberships.append(Membership(team_id=int(span.team), since=since, until=span.until))
    db.session.flush()


def tell_anew(since: Mapping[int, date], *, now: datetime) -> None:
    """Note from which day on people (by id) may count for other teams than was known."""
    rows = [{"person_id": who, "since": day, "told_at": now} for who, day in since.items()]
    if rows:
        db.session.execute(insert(Retelling), rows)


def retellings(
    from_id: int = 0, most: int | None = None, until: datetime | None = None
) -> Sequence[Retelling]:
    """Return what was told anew of up to `most` people, by their id, from one id on.

    `until` leaves out what was told since then.
    """
    which = [Retelling.person_id >= from_id]
    which += [Retelling.told_at <= until] if until else []
    people = select(Retelling.person_id).where(*which).distinct().order_by(Retelling.person_id)
    query = select(Retelling).where(*which, Retelling.person_id.in_(people.limit(most)))
    return db.session.scalars(query.order_by(Retelling.person_id, Retelling.id)).all()


def forget_retellings(ids: Sequence[int]) -> None:
    """Forget that something was told anew: what happened counts for the right teams."""
    theirs = engine.among(db.session(), Retelling.id, ids)
    gone = delete(Retelling).where(theirs)
    db.session.execute(gone, execution_options={"synchronize_session": False})


def end_leadership(led: Leadership, on: date) -> None:
    """End a leadership; one that would not have begun is removed."""
    if led.since >= on:
        led.person.leaderships.remove(led)
        db.session.delete(led)
    elif led.until is None or led.until > on:
        led.until = on
