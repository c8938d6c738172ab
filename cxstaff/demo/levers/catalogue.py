"""The catalogue of the made-up company, and numbers that its leads bring in, one put right."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from cxstaff.db import db
from cxstaff.demo.roster import DemoRoster
from cxstaff.demo.world import SEED, World
from cxstaff.measures.actions import Told, add_starters, put_readings
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person
from cxstaff.periods import Frequency, last_over

NAMES = {
    "csat": "Customer satisfaction",
    "resolved": "Solved contacts",
    "handling": "Handling time",
    "first_contact": "Solved at first contact",
    "waiting": "Waiting time",
    "index": "Engagement index",
    "recognition": "Recognition",
}
"""What of the starter set the company uses, and what it calls it."""
MONTHS = 12
LEAST, MOST = 180, 420
"""How many matters a team has in a month."""
WHY = "Matters that were passed on to another team had been counted as solved."


def catalogue(hr: Person, now: datetime) -> dict[str, Measure]:
    """Add measures of the starter set, under the company's own names; HR answers for them."""
    made = {each.starter or "": each for each in add_starters(NAMES, hr, now=now)}
    for key, name in NAMES.items():
        made[key].name, made[key].owner = name, hr
    db.session.flush()
    return made


def enter_solved_first(world: World, roster: DemoRoster, measure: Measure, now: datetime) -> None:
    """Bring in a year of shares by month and team, each of its cases; then put one right."""
    dice, newest = np.random.default_rng(SEED + 9), last_over(world.today, Frequency.MONTH)
    told = list[Told]()
    for back in range(MONTHS):
        starts_on = newest.shifted(-back).first_day
        for team in roster.teams:
            cases = int(dice.integers(LEAST, MOST))
            share = round(100 * dice.binomial(cases, 0.71) / cases, 1)
            told.append(Told(team.id, starts_on, share, cases))
    put_readings(measure, roster.hr, told, why=None, now=now)
    wrong = told[0]
    right = Told(wrong.team_id, wrong.starts_on, round(wrong.value - 6.5, 1), wrong.n)
    put_readings(measure, roster.hr, [right], why=WHY, now=now)
