"""What happens to celebrations: they start, change from a day on, and end."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff.measures import actions as levers
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.recognition.models import Celebration


def start_celebration(
    team: Team,
    measure: Measure,
    actor: Person,
    *,
    name: str,
    occasion: str,
    since: date,
    until: date | None = None,
    now: datetime,
) -> Celebration:
    """Make a habit of celebrating something from a day on. Raises `Refused` on an overlap."""
    words = {"name": name, "occasion": occasion}
    return levers.begin(Celebration, team, measure, actor, words, since=since, until=until, now=now)


def change_celebration(
    celebration: Celebration,
    actor: Person,
    *,
    name: str,
    occasion: str,
    since: date,
    now: datetime,
) -> Celebration:
    """Celebrate otherwise from a day on; until the day before, the old habit stays true."""
    words = {"name": name, "occasion": occasion}
    return levers.change(celebration, actor, words, since=since, now=now)


def end_celebration(
    celebration: Celebration, actor: Person, *, last_day: date, now: datetime
) -> None:
    """Stop a habit after a last day."""
    levers.end(celebration, actor, last_day=last_day, now=now)
