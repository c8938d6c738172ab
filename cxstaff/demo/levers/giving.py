"""What the made-up teams are measured, incented and celebrated on, mixed messages included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cxstaff.db import db
from cxstaff.demo.levers.catalogue import catalogue, enter_solved_first
from cxstaff.demo.roster import DemoRoster
from cxstaff.demo.words import VALUES
from cxstaff.demo.world import DAYS, World
from cxstaff.incentives.actions import start_plan
from cxstaff.measures.actions import set_target
from cxstaff.measures.models import Measure
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.recognition.actions import start_celebration
from cxstaff.recognition.models import CompanyValue

SPEED_PAYS = "40 € a month for each person when the team's contacts stay under 6 minutes"
SOLVED_PAYS = "A day off a quarter for each person when 85 % of contacts are solved"
SPEED_OCCASION = "Applause in the Monday meeting for the week's shortest calls"
READ_OUT = "The best remark is read out on Friday, with who earned it"


@dataclass(frozen=True, slots=True)
class Levers:
    """The measures and values that thanks can name."""

    satisfaction: Measure
    solved: Measure
    handling: Measure
    values: list[CompanyValue]


def set_up(world: World, roster: DemoRoster, now: datetime) -> Levers:
    """Define measures and values, and give each team its levers as HR would.

    Planted: three teams are paid for short calls since half a year while their target is
    satisfaction; one of them celebrates speed as well; Accounts is measured but never celebrated.
    The company's target on satisfaction holds for all but Returns, who have their own.
    """
    made, values = catalogue(roster.hr, now), _values()
    levers = Levers(made["csat"], made["resolved"], made["handling"], values)
    since = world.today - timedelta(days=DAYS + 60)
    set_target(
        None,
        levers.satisfaction,
        roster.hr,
        level=4.2,
        good_behaviour="Stay with the customer until it is solved.",
        by_role="Team lead: take a quarter of an hour for every unhappy remark.",
        since=since,
        now=now,
    )
    # The cases of Returns are harder: its own level holds there instead of the company's.
    returns = next(team for team in people.all_teams() if team.name == "Returns")
    level, behaviour = 4.0, "Say first what will happen next."
    _Giver(returns, roster.hr, now).target(levers.satisfaction, level, since, behaviour)
    for number, (known, team) in enumerate(zip(world.teams, roster.teams, strict=True)):
        give = _Giver(team, roster.hr, now)
        _measure(give, known.department, levers, since)
        if known.is_paid_for_speed:
            give.plan(levers.handling, "Speed bonus", SPEED_PAYS, world.bonus_since)
        elif known.department == "Orders":
            give.plan(levers.solved, "Solved it", SOLVED_PAYS, since)
        if known.name == "Merlin":
            give.celebration(levers.handling, "Fastest hands", SPEED_OCCASION, world.bonus_since)
        elif known.department != "Accounts" and number % 5:
            give.celebration(levers.satisfaction, "Customer's word of the week", READ_OUT, since)
    enter_solved_first(world, roster, made["first_contact"], now)
    db.session.flush()
    return levers


def _values() -> list[CompanyValue]:
    values = [CompanyValue(name=name, sentence=sentence) for name, sentence in VALUES.items()]
    db.session.add_all(values)
    db.session.flush()
    return values


def _measure(give: _Giver, department: str, levers: Levers, since: date) -> None:
    if department == "Orders":
        give.target(levers.solved, 85, since)
    if department == "Returns":
        give.target(levers.handling, 8, since)


@dataclass(frozen=True, slots=True)
class _Giver:
    """Gives a team its levers in somebody's name."""

    team: Team
    actor: Person
    now: datetime

    def target(self, on: Measure, level: float, since: date, behaviour: str | None = None) -> None:
        set_target(
            self.team,
            on,
            self.actor,
            level=level,
            good_behaviour=behaviour,
            since=since,
            now=self.now,
        )

    def plan(self, on: Measure, name: str, pays: str, since: date) -> None:
        start_plan(self.team, on, self.actor, name=name, pays=pays, since=since, now=self.now)

    def celebration(self, on: Measure, name: str, occasion: str, since: date) -> None:
        start_celebration(
            self.team, on, self.actor, name=name, occasion=occasion, since=since, now=self.now
        )
