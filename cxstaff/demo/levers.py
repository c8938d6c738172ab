"""What the made-up teams are measured, incented and celebrated on, mixed messages included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cxstaff.db import db
from cxstaff.demo.roster import Roster
from cxstaff.demo.words import VALUES
from cxstaff.demo.world import DAYS, World
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Measure, Target
from cxstaff.people.models import Team
from cxstaff.recognition.models import Celebration, CompanyValue


@dataclass(frozen=True, slots=True)
class Levers:
    """The measures and values that thanks can name."""

    satisfaction: Measure
    solved: Measure
    handling: Measure
    values: list[CompanyValue]


def set_up(world: World, roster: Roster) -> Levers:
    """Insert measures, values, and each team's dated levers; flushes, so that all have ids.

    Planted: three teams are paid for short calls since half a year while their target is
    satisfaction; one of them celebrates speed as well; Accounts is measured but never celebrated.
    """
    levers = _measures()
    since = world.today - timedelta(days=DAYS + 60)
    for number, (known, team) in enumerate(zip(world.teams, roster.teams, strict=True)):
        _measure(team, known.department, levers, since)
        if known.is_paid_for_speed:
            _pay_for_speed(team, levers, world.bonus_since)
        elif known.department == "Orders":
            _pay_for_solving(team, levers, since)
        if known.name == "Merlin":
            _celebrate_speed(team, levers, world.bonus_since)
        elif known.department != "Accounts" and number % 5:
            _celebrate_customers(team, levers, since)
    db.session.flush()
    return levers


def _measures() -> Levers:
    satisfaction = Measure(
        name="Customer satisfaction",
        unit="of 5",
        direction="up",
        voice="customer",
        source="outcome",
        outcome="csat",
    )
    solved = Measure(
        name="Solved contacts",
        unit="%",
        direction="up",
        voice="internal",
        source="outcome",
        outcome="resolved",
    )
    handling = Measure(
        name="Handling time",
        unit="minutes",
        direction="down",
        voice="internal",
        source="outcome",
        outcome="handling",
        guard=solved,
    )
    values = [CompanyValue(name=name, sentence=sentence) for name, sentence in VALUES.items()]
    db.session.add_all([satisfaction, solved, handling, *values])
    return Levers(satisfaction, solved, handling, values)


def _measure(team: Team, department: str, levers: Levers, since: date) -> None:
    behaviour = "Stay with the customer until they say that it is solved."
    db.session.add(
        Target(
            team=team,
            measure=levers.satisfaction,
            level=4.2,
            good_behaviour=behaviour,
            since=since,
        )
    )
    if department == "Orders":
        db.session.add(Target(team=team, measure=levers.solved, level=85, since=since))
    if department == "Returns":
        db.session.add(Target(team=team, measure=levers.handling, level=8, since=since))


def _pay_for_speed(team: Team, levers: Levers, since: date) -> None:
    pays = "40 € a month for each person when the team's contacts stay under 6 minutes"
    db.session.add(
        IncentivePlan(
            team=team, measure=levers.handling, name="Speed bonus", pays=pays, since=since
        )
    )


def _pay_for_solving(team: Team, levers: Levers, since: date) -> None:
    pays = "A day off a quarter for each person when 85 % of contacts are solved"
    db.session.add(
        IncentivePlan(team=team, measure=levers.solved, name="Solved it", pays=pays, since=since)
    )


def _celebrate_speed(team: Team, levers: Levers, since: date) -> None:
    db.session.add(
        Celebration(
            team=team,
            measure=levers.handling,
            name="Fastest hands",
            occasion="Applause in the Monday meeting for the week's shortest calls",
            since=since,
        )
    )


def _celebrate_customers(team: Team, levers: Levers, since: date) -> None:
    db.session.add(
        Celebration(
            team=team,
            measure=levers.satisfaction,
            name="Customer's word of the week",
            occasion="The best remark is read out on Friday, with who earned it",
            since=since,
        )
    )
