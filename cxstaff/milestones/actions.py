"""What happens to milestones: they are told once, and people decide about their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.milestones import occasions, queries
from cxstaff.milestones.models import Birthday, Milestone, MilestoneKind, MilestoneRefusal
from cxstaff.milestones.queries import Occasion
from cxstaff.people.letters import outbox
from cxstaff.people.models import Person

TO_PERSON, TO_LEAD = "milestone", "milestone of another"


def tell(occasion: Occasion, *, now: datetime) -> bool:
    """Tell a milestone: show it, and keep a letter to the person and one to each of their leads.

    Of any number of workers that try, one tells it; that is what is returned. It is shown and its
    letters are kept in one transaction, so that a worker that is killed leaves all or nothing.
    """
    is_first = insert_if_absent(
        db.session(),
        Milestone,
        person_id=occasion.person_id,
        kind=occasion.kind.value,
        year=occasion.on.year,
        on_day=occasion.on,
        years=occasion.years,
        team_id=occasion.team_id,
        told_at=now,
    )
    if not is_first:
        return False
    person = db.session.get_one(Person, occasion.person_id)
    told = {"about": person.id, "milestone": occasion.kind.value, "years": occasion.years}
    told |= {"on": occasion.on.isoformat()}
    if person.email:
        outbox.keep(person, person.email, TO_PERSON, now=now, **told)
    leads = queries.leads_to_tell(person.id, occasion.team_id, occasion.on)
    addressed = [(each.id, each.email) for each in leads if each.email]
    outbox.keep_all(addressed, TO_LEAD, now=now, **told)
    return True


def set_birthday(person: Person, *, month: int, day: int, now: datetime) -> None:
    """Keep the day that a person told of themselves. Raises `Refused` for a day no year has."""
    if not occasions.is_a_day(month, day):
        raise Refused("No year has this day. Choose another one.")
    birthday = db.session.get(Birthday, person.id)
    if birthday is not None and (birthday.month, birthday.day) == (month, day):
        return
    birthday = birthday or Birthday(person_id=person.id)
    birthday.month, birthday.day, birthday.told_at = month, day, now
    db.session.add(birthday)
    _take_day_back(person)
    db.session.flush()


def remove_birthday(person: Person) -> None:
    """Forget a person's birthday, and the day on which it was told."""
    db.session.execute(delete(Birthday).where(Birthday.person_id == person.id))
    _take_day_back(person)


def refuse(person: Person) -> None:
    """Celebrate nothing of a person's from now on; what was told is not shown any more."""
    insert_if_absent(db.session(), MilestoneRefusal, person_id=person.id)


def accept(person: Person) -> None:
    """Celebrate a person's milestones again."""
    theirs = MilestoneRefusal.person_id == person.id
    db.session.execute(delete(MilestoneRefusal).where(theirs))


def forget_old(now: datetime) -> None:
    """Forget what was told in the years before the last one."""
    db.session.execute(delete(Milestone).where(Milestone.year < now.year - 1))


def _take_day_back(person: Person) -> None:
    theirs = Milestone.person_id == person.id, Milestone.kind == MilestoneKind.BIRTHDAY
    db.session.execute(update(Milestone).where(*theirs).values(on_day=None))
