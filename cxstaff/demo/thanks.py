"""A year of made-up thanks between colleagues, some with a customer's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np
from sqlalchemy import func, select

from cxstaff import clock
from cxstaff.customers.models import Feedback, Interaction
from cxstaff.db import db
from cxstaff.demo import names, words
from cxstaff.demo.levers.giving import Levers
from cxstaff.demo.roster import DemoRoster
from cxstaff.demo.world import DAYS, SEED, DemoTeam, World
from cxstaff.people.models import Person
from cxstaff.recognition.models import (
    Picture,
    ReactionKind,
    Thanks,
    ThanksAudience,
    ThanksReaction,
    ThanksReceiver,
    ThanksReply,
)

A_YEAR = 1600
THANKED_ALONE = "Tern"
"""The team whose people are thanked for solved contacts, and asked for satisfaction alone."""
WITH_REMARK = 0.4
BY_LEAD = 0.6
PRIVATE, FOR_ALL = 0.1, 0.85
SELDOM_THANKED, SEEN_AT_NIGHT = "Night", 0.4
"""Whoever works at night does as much, and fewer colleagues see it."""
EACH_OTHER = 6
SECONDED, REACTS, REPLIES = 3, 0.3, 0.2
REACTIONS = [each.value for each in ReactionKind]
PICTURES = [each.value for each in Picture]


def give(world: World, roster: DemoRoster, levers: Levers, count: int) -> None:
    """Insert about `count` thanks over the year before `world.today`, more of them of late."""
    dice = np.random.default_rng(SEED + 5)
    praised = _praised(count)
    for _ in range(count):
        team = int(dice.integers(len(roster.teams)))
        back = int(DAYS * dice.beta(1, 1.3))
        day = world.today - timedelta(days=1 + back)
        given_at = clock.at(
            day, time(int(dice.integers(8, 18)), int(dice.integers(60))), names.ZONE
        )
        lead, members = roster.leads[team], _settled(roster.members[team])
        places = dice.permutation(len(members))
        receiver = members[places[0]]
        giver = lead if dice.random() < BY_LEAD else members[places[1]]
        heard = praised.get(receiver.id, [])
        told = heard.pop() if heard and dice.random() < WITH_REMARK else None
        if told is not None:
            given_at = max(given_at, told[1] + timedelta(hours=2))
        is_seen = receiver.shift != SELDOM_THANKED or dice.random() < SEEN_AT_NIGHT
        if is_seen and given_at < clock.start_of(world.today, names.ZONE):
            named = _named_in(world.teams[team], levers)
            thanks = _thanks(giver, receiver, told, given_at, roster.teams[team].id, named, dice)
            others = [members[place] for place in places[2 : 2 + SECONDED]]
            _said_of(thanks, [each for each in others if each is not giver], dice)
            db.session.add(thanks)
    _thank_each_other(world, roster, levers, dice)
    db.session.flush()


def _thank_each_other(
    world: World, roster: DemoRoster, levers: Levers, dice: np.random.Generator
) -> None:
    """Let two of the largest team thank each other week after week: a pattern for HR to look at."""
    team = max(range(len(roster.teams)), key=lambda each: len(roster.members[each]))
    one, other = _settled(roster.members[team])[3:5]
    for week in range(2 * EACH_OTHER):
        giver, receiver = (one, other) if week % 2 else (other, one)
        day = world.today - timedelta(days=3 + 6 * week)
        given_at = clock.at(day, time(16, 5), names.ZONE)
        thanks = _thanks(giver, receiver, None, given_at, roster.teams[team].id, levers, dice)
        thanks.audience = ThanksAudience.TEAM
        db.session.add(thanks)


def _named_in(team: DemoTeam, levers: Levers) -> Levers:
    """Let thanks name what a team is asked for; one of Accounts thanks for what nobody asks."""
    asks = team.department == "Orders" or team.name == THANKED_ALONE
    return levers if asks else replace(levers, solved=levers.satisfaction)


def _settled(members: list[Person]) -> list[Person]:
    return [person for person in members if len(person.memberships) == 1]


def _thanks(
    giver: Person,
    receiver: Person,
    told: tuple[int, datetime] | None,
    given_at: datetime,
    team_id: int,
    levers: Levers,
    dice: np.random.Generator,
) -> Thanks:
    name = receiver.name.split()[0]
    of_measure = told is not None or dice.random() < 0.5
    measure = levers.satisfaction if dice.random() < 0.75 else levers.solved
    return Thanks(
        giver=giver,
        receivers=[ThanksReceiver(person=receiver, team_id=team_id)],
        measure=measure if of_measure else None,
        value=None if of_measure else levers.values[int(dice.integers(len(levers.values)))],
        interaction_id=told[0] if told else None,
        message=str(dice.choice(words.FOR_A_MEASURE if of_measure else words.FOR_A_VALUE)).format(
            name=name
        ),
        picture=_picture(dice),
        audience=_audience(told is not None, dice),
        given_at=given_at,
    )


def _said_of(thanks: Thanks, others: list[Person], dice: np.random.Generator) -> None:
    """Let some of the team say something of a thanks that they see, one of them in words."""
    if thanks.is_private:
        return
    for person in others:
        if dice.random() < REACTS:
            kind = REACTIONS[int(dice.integers(len(REACTIONS)))]
            db.session.add(ThanksReaction(thanks=thanks, person=person, kind=kind))
    if others and dice.random() < REPLIES:
        receiver, written_at = thanks.receivers[0].person, thanks.given_at + timedelta(hours=3)
        author = receiver if dice.random() < 0.5 else others[0]
        told = words.ANSWERS_TO_THANKS if author is receiver else words.ALONG_WITH_THANKS
        db.session.add(
            ThanksReply(
                thanks=thanks, person=author, words=str(dice.choice(told)), written_at=written_at
            )
        )


def _picture(dice: np.random.Generator) -> str | None:
    """Choose the picture that goes with one of three thanks."""
    chosen = int(dice.integers(3 * len(PICTURES)))
    return PICTURES[chosen] if chosen < len(PICTURES) else None


def _audience(is_praise: bool, dice: np.random.Generator) -> str:
    """Say who reads a thanks; a customer's words are for all who see the team."""
    if is_praise:
        return ThanksAudience.TEAM
    chance = dice.random()
    if chance < PRIVATE:
        return ThanksAudience.PRIVATE
    return ThanksAudience.COMPANY if chance > FOR_ALL else ThanksAudience.TEAM


def _praised(count: int) -> dict[int, list[tuple[int, datetime]]]:
    """Return the latest contacts with top marks and a remark, by handler, the newest last."""
    query = (
        select(Interaction.handler_id, Interaction.id, Interaction.happened_at)
        .join(Feedback)
        .where(Feedback.csat == 5, func.length(Feedback.remark) > 12, Interaction.handler_id > 0)
        .order_by(Interaction.happened_at.desc())
        .limit(2 * count)
    )
    found: dict[int, list[tuple[int, datetime]]] = {}
    for handler, interaction, at in db.session.execute(query):
        found.setdefault(handler or 0, []).insert(0, (interaction, at))
    return found
