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
SOLVED_PAYS = (
    "A day off a quarter for each person when 85 % of contacts are solved, as long as customers "
    "stay satisfied"
)
SPEED_OCCASION = "Applause in the Monday meeting for the week's shortest calls"
IN_WORDS = "Avocet"
"""The team of Orders that has a plan in words."""
BEHAVIOUR = {
    "Orders": "Stay with the customer until it is solved.",
    "Returns": "Say first what will happen next.",
    "Accounts": "Explain the bill until the customer can explain it.",
}
"""The departments that are asked for satisfaction, and what doing well looks like there."""
OF_LEADS = "Team lead: take a quarter of an hour for every unhappy remark."
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
    satisfaction; one of them celebrates speed as well. A plan in words in Orders pays for one of
    two things that are asked for. Head office handles no contacts and has no target.
    """
    made, values = catalogue(roster.hr, now), _values()
    levers = Levers(made["csat"], made["resolved"], made["handling"], values)
    since = world.today - timedelta(days=DAYS + 60)
    _ask_departments(roster.hr, levers, since, now)
    for number, (known, team) in enumerate(zip(world.teams, roster.teams, strict=True)):
        give = _Giver(team, roster.hr, now)
        if known.is_paid_for_speed:
            give.plan(levers.handling, "Speed bonus", SPEED_PAYS, world.bonus_since)
        elif known.name == IN_WORDS:
            give.plan(levers.solved, "Solved it", SOLVED_PAYS, since)
        if known.name == "Merlin":
            give.celebration(levers.handling, "Fastest hands", SPEED_OCCASION, world.bonus_since)
        elif number % 5:
            give.celebration(levers.satisfaction, "Customer's word of the week", READ_OUT, since)
    enter_solved_first(world, roster, made["first_contact"], now)
    db.session.flush()
    return levers


def _values() -> list[CompanyValue]:
    values = [CompanyValue(name=name, sentence=sentence) for name, sentence in VALUES.items()]
    db.session.add_all(values)
    db.session.flush()
    return values


def _ask_departments(hr: Person, levers: Levers, since: date, now: datetime) -> None:
    """Ask each department for satisfaction, and Orders to solve things; its teams are asked too.

    The cases of Returns are harder, so its level is lower.
    """
    for team in people.all_teams():
        if team.name in BEHAVIOUR:
            set_target(
                team,
                levers.satisfaction,
                hr,
                level=4.0 if team.name == "Returns" else 4.2,
                good_behaviour=BEHAVIOUR[team.name],
                by_role=OF_LEADS,
                since=since,
                now=now,
            )
        if team.name == "Orders":
            set_target(team, levers.solved, hr, level=85, since=since, now=now)


@dataclass(frozen=True, slots=True)
class _Giver:
    """Gives a team its levers in somebody's name."""

    team: Team
    actor: Person
    now: datetime

    def plan(self, on: Measure, name: str, pays: str, since: date) -> None:
        start_plan(self.team, on, self.actor, name=name, pays=pays, since=since, now=self.now)

    def celebration(self, on: Measure, name: str, occasion: str, since: date) -> None:
        start_celebration(
            self.team, on, self.actor, name=name, occasion=occasion, since=since, now=self.now
        )
