"""Making the demonstration company, a step at a time: each step leaves something to commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cxstaff import clock
from cxstaff.customers.records import loading
from cxstaff.demo import (
    acting,
    answers,
    interactions,
    names,
    points,
    questions,
    roster,
    thanks,
    unfinished,
    week,
)
from cxstaff.demo.celebrated import awards
from cxstaff.demo.levers import giving, known, pay
from cxstaff.demo.news import editions, milestones
from cxstaff.demo.world import World, imagine
from cxstaff.linkage.leads import actions as standing_question
from cxstaff.linkage.leads.queries import USUAL
from cxstaff.pulses import actions as pulses
from cxstaff.pulses.models import PulseRound
from cxstaff.recognition.patterns import actions as patterns


@dataclass(frozen=True, slots=True)
class MakingStep:
    """What was just made, how far along it is, and the round that is over now, if one is."""

    name: str
    done: int
    total: int
    ended: PulseRound | None = None


def make(teams: int, contacts: int, now: datetime) -> Iterator[MakingStep]:
    """Make the company as of `now`; commit after every step, and close the round it names.

    Pulses come before interactions: closing a round rewrites a SQLite file whole.
    """
    world = imagine(clock.local_day(now, names.ZONE), teams=teams)
    people = roster.hire(world, now)
    set_up = giving.set_up(world, people, now)
    standing_question.declare(USUAL, people.hr, now=now)
    yield MakingStep("People", 1, 1)
    yield from _ask(world, people, now)
    acting.follow_up(people, answers.MONTHLY.name, now)
    done = 0
    for some in interactions.happen(world, people, contacts):
        loading.load(interactions.SOURCE, some, now=now)
        done += len(some)
        yield MakingStep("Interactions", done, contacts)
    week.bring(now)
    yield MakingStep("The file of a week", 1, 1)
    thanks.give(world, people, set_up, round(thanks.A_YEAR * teams / len(names.ALL_TEAMS)))
    patterns.notice(now, world.today)
    awards.give(people, set_up.values, now)
    milestones.mark(people, now)
    points.fill(people, set_up, now)
    pay.set_up(people, set_up, world.today)
    known.acknowledge_one(people, world.today)
    editions.keep(world.today, now)
    unfinished.end()
    yield MakingStep("Thanks", 1, 1)


def _ask(world: World, people: roster.DemoRoster, now: datetime) -> Iterator[MakingStep]:
    """Play the year's rounds one after the other, each at the time it took place."""
    mood, done = answers.moods(people), 0
    total = answers.MONTHLY.rounds + answers.QUARTERLY.rounds
    own = questions.write(people.hr, now)
    for asking, keys in (
        (answers.MONTHLY, answers.MONTHLY.keys),
        (answers.QUARTERLY, answers.QUARTERLY.keys + own),
    ):
        pulse = answers.plan(asking, keys, world, people)
        for opens_at in answers.openings(pulse, now):
            done += 1
            round_ = pulses.open_if_due(pulse.id, now=opens_at)
            if round_ is None:
                continue
            is_last = round_.closes_at > now
            answers.fill(round_, world, mood, is_last=is_last)
            yield MakingStep("Pulses", done, total, None if is_last else round_)
