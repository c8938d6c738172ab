"""A person's memberships as plain spans, read and written as a whole."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff.db import db
from cxstaff.people.earlier.retellings import tell_anew
from cxstaff.people.models import Leadership, Membership, Person
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


def end_leadership(led: Leadership, on: date) -> None:
    """End a leadership; one that would not have begun is removed."""
    if led.since >= on:
        led.person.leaderships.remove(led)
        db.session.delete(led)
    elif led.until is None or led.until > on:
        led.until = on
