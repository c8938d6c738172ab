"""What happens to incentive plans: they start, change from a day on, and end."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff.incentives import queries
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures import actions as levers
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team


@levers.cannot_do_without
def plan_guarded_by(measure: Measure, today: date) -> str | None:
    """Name a plan that holds or is to hold and is guarded by a measure; None for none."""
    plan = queries.find_plan_guarded_by(measure.id, today)
    return f"{plan.name} ({plan.team.name})" if plan is not None and plan.team else None


def start_plan(
    team: Team,
    measure: Measure,
    actor: Person,
    *,
    name: str,
    pays: str,
    since: date,
    until: date | None = None,
    now: datetime,
) -> IncentivePlan:
    """Incent a team on something from a day on. Raises `Refused` where it overlaps."""
    words = {"name": name, "pays": pays}
    return levers.begin(
        IncentivePlan, team, measure, actor, words, since=since, until=until, now=now
    )


def change_plan(
    plan: IncentivePlan, actor: Person, *, name: str, pays: str, since: date, now: datetime
) -> IncentivePlan:
    """Pay something else from a day on; until the day before, the old plan stays true.

    Raises `Refused` for a plan that works amounts out: what follows it is proposed.
    """
    return levers.change(plan, actor, {"name": name, "pays": pays}, since=since, now=now)


def end_plan(plan: IncentivePlan, actor: Person, *, last_day: date, now: datetime) -> None:
    """Stop a plan after a last day."""
    levers.end(plan, actor, last_day=last_day, now=now)
