"""What the made-up company does about what it heard: it says so, answers, plans and acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from cxstaff import clock
from cxstaff.action_plans import actions as plans
from cxstaff.action_plans.models import ActionStage
from cxstaff.db import db
from cxstaff.demo import names
from cxstaff.demo.accounts import SHOWN_TEAM
from cxstaff.demo.roster import DemoRoster
from cxstaff.people.models import Person
from cxstaff.pulses.models import Comment, PulseRound
from cxstaff.pulses.results import actions as hearing
from cxstaff.pulses.threads import actions as threads

HEARD = (
    "You told us that two systems for one return are one too many, and that praise comes too "
    "seldom.\n\nFrom January there is one screen for returns. Until then, leads keep ten minutes "
    "of every Monday for what went well.",
    "You asked for more time to learn. From next month everybody has two hours a month for it, "
    "on the shift plan.",
)
REPLIES = (
    ("Thank you for saying this. What would help you first?", "Knowing a week ahead would do."),
    ("We hear this from several teams. The new headsets come in December.", None),
    ("Which of the two screens do you need more often?", "The one with the labels."),
)


@dataclass(frozen=True, slots=True)
class _Planned:
    """An action of a demonstration: the day it was planned on is so many days ago."""

    heard: str
    will_do: str
    days_ago: int
    due_in: int
    step: str | None = None
    did: str | None = None


ACTIONS = (
    _Planned(
        "Praise comes too seldom.",
        "Ten minutes every Monday for what went well, told by those who saw it.",
        days_ago=70,
        due_in=-40,
        step="Two Mondays done; people bring customers’ words along.",
        did="It is a habit by now, and we keep it.",
    ),
    _Planned(
        "Two systems for one return take too long.",
        "List the five returns that need both systems and ask IT for one screen.",
        days_ago=20,
        due_in=12,
        step="Four of five are described. IT looks at them next week.",
    ),
    _Planned(
        "The late shifts could be shared more fairly.",
        "Let everybody choose two late shifts before the plan is made.",
        days_ago=3,
        due_in=30,
    ),
)


def follow_up(roster: DemoRoster, pulse_name: str, now: datetime) -> None:
    """Say what was heard in the last two rounds, answer some comments, and plan in some teams."""
    closed = (
        select(PulseRound)
        .where(PulseRound.closed_at.is_not(None), PulseRound.pulse.has(name=pulse_name))
        .order_by(PulseRound.opens_at.desc())
        .limit(len(HEARD))
    )
    rounds = db.session.scalars(closed).all()
    for round_, words in zip(rounds, HEARD, strict=False):
        told_at = round_.closes_at + timedelta(days=3)
        hearing.tell_what_was_heard(round_, words, roster.hr, now=told_at)
    if rounds:
        _converse(rounds[0], roster.hr)
    for number, team in enumerate(roster.teams):
        if number % 5 == 0 or team.name == SHOWN_TEAM:
            _plan(roster, number, now)


def _converse(round_: PulseRound, reader: Person) -> None:
    answerable = select(Comment).where(
        Comment.round_id == round_.id, Comment.thread_digest.is_not(None)
    )
    comments = db.session.scalars(answerable.order_by(Comment.id).limit(len(REPLIES)))
    replied_at = round_.closes_at + timedelta(days=1)
    for comment, (reply, back) in zip(comments, REPLIES, strict=False):
        threads.reply(comment, reader, reply, now=replied_at)
        if back:
            threads.write(comment, back, now=replied_at + timedelta(days=1))
    threads.publish_waiting(now=replied_at + timedelta(days=2))


def _plan(roster: DemoRoster, number: int, now: datetime) -> None:
    team, lead = roster.teams[number], roster.leads[number]
    for which, each in enumerate(ACTIONS):
        then = now - timedelta(days=each.days_ago)
        today = clock.local_day(now, names.ZONE)
        day = clock.local_day(then, names.ZONE)
        owner = roster.members[number][0] if which == 1 else lead
        what = plans.Intention(each.heard, each.will_do, owner, today + timedelta(days=each.due_in))
        action = plans.plan(team, what, lead, today=day, now=then)
        if each.step:
            plans.note(action, each.step, lead, now=then + timedelta(days=9))
        if each.did:
            plans.move(action, ActionStage.DONE, each.did, today=day + timedelta(days=28))
