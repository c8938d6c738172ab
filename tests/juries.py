"""Awards of the cast: one that is open, with a jury of two, and how it goes on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from cxstaff.awards import actions
from cxstaff.awards.actions import AwardDays, AwardTerms
from cxstaff.awards.models import Award, Ballot, NamesFor, Nominators
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.recognition.models import CompanyValue
from tests.cast import NOW, TODAY

DAYS = AwardDays(date(2026, 3, 16), date(2026, 3, 20), date(2026, 3, 27))
CLOSED = datetime(2026, 3, 20, 23, tzinfo=UTC)  # midnight in Berlin
VOTED = datetime(2026, 3, 27, 23, tzinfo=UTC)


def terms(**other: Any) -> AwardTerms:
    """Return terms of an award that is open today; `other` are different ones."""
    value = db.session.scalar(db.select(CompanyValue).limit(1))
    if value is None:
        value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
        db.session.add(value)
    usual: dict[str, Any] = {
        "name": "Solved at once",
        "purpose": "Stays with a customer until it is solved.",
        "measure": None,
        "value": value,
        "nominators": Nominators.EVERYBODY,
        "team": None,
        "days": DAYS,
        "ballot": Ballot.PLACES,
        "criteria": (),
        "quorum": 2,
        "tells_nominee": False,
        "names_for": NamesFor.JURY,
    }
    return AwardTerms(**usual | other)


def an_award(by: Person, jury: Sequence[Person], **other: Any) -> Award:
    """Make an award."""
    return actions.make_award(terms(**other), jury, by, now=NOW)


def nominate(award: Award, nominee: Person, by: Person, reason: str = "", **more: Any) -> None:
    """Nominate somebody."""
    told = {"reason": reason or f"{nominee.name} helped.", "may_be_told": False, "now": NOW}
    actions.nominate(award, nominee, by, people.roles_of(by, TODAY), **told | more)


def places(*people_: Person) -> dict[tuple[int, int], int]:
    """Return a ballot that puts people in this order."""
    return {(each.id, 0): place for place, each in enumerate(people_, 1)}
