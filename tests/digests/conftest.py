"""A measure, a plan and thanks that the tests of digests tell of."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.digests import jobs
from cxstaff.digests.models import DigestPlan, Edition
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksReceiver
from tests.cast import TODAY

LAST_WEEK = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 16)
MONDAY_EIGHT = datetime(2026, 3, 16, 7, 0, tzinfo=UTC)  # in Berlin, before summer time
Thank = Callable[..., Thanks]


@pytest.fixture
def plan(app: Flask) -> DigestPlan:
    """Mondays at eight, for weeks already."""
    plan = DigestPlan(id=1, weekday=0, hour=8, starts_on=date(2026, 3, 10))
    db.session.add(plan)
    db.session.commit()
    return plan


@pytest.fixture
def thank(app: Flask) -> Thank:
    """Have somebody thank somebody else."""
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    db.session.add(value)

    def give(giver: Person, receiver: Person, message: str = "Well done", **more: Any) -> Thanks:
        team_id = people.team_id_of(receiver, TODAY)
        thanks = Thanks(
            giver=giver,
            receivers=[ThanksReceiver(person=receiver, team_id=team_id)],
            message=message,
            **({"given_at": LAST_WEEK, "value": value} | more),
        )
        db.session.add(thanks)
        db.session.commit()
        return thanks

    return give


@pytest.fixture
def edition(plan: DigestPlan, thank: Thank, ana: Person, ben: Person) -> Edition:
    """Ben's edition of last week, in which Ana thanked him."""
    thank(ana, ben, "You calmed a customer who had every right to be angry.")
    jobs.send_due()
    return edition_of(ben)


def edition_of(person: Person) -> Edition:
    query = db.select(Edition).where(Edition.person_id == person.id)
    return db.session.scalars(query.order_by(Edition.ends_on.desc())).first() or pytest.fail(
        f"{person.name} has no edition"
    )


def all_editions() -> list[Edition]:
    return list(db.session.scalars(db.select(Edition).order_by(Edition.id)))
