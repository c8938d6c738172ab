"""Questions about patterns among thanks: the rules, who gives to whom, and what was noticed.

HR is told of thanks that are not private alone. Whether a giver is stopped is asked of everything
that giver gave and got, which they know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from cxstaff.db import Page, db, page_of
from cxstaff.engine import Prepared, table_of
from cxstaff.people.models import Membership, Person
from cxstaff.people.queries import held_on, is_here
from cxstaff.recognition.models import Thanks, ThanksReceiver
from cxstaff.recognition.patterns.models import NoticedPattern, ThanksPatternRule
from cxstaff.recognition.patterns.rules import (
    DEFAULTS,
    Given,
    Pattern,
    PatternAnswer,
    PatternKind,
    PatternRule,
    pairs,
    rounds,
    to_one_person,
)
from cxstaff.recognition.queries.wall import IS_PUBLIC

_FOUND_BY = {
    PatternKind.PAIR: pairs,
    PatternKind.ONE_PERSON: to_one_person,
    PatternKind.ROUND: rounds,
}


_RULE = table_of(ThanksPatternRule)
_STOPPING = Prepared(
    select(_RULE.c.kind, _RULE.c.weeks, _RULE.c.fewest, _RULE.c.share)
    .where(_RULE.c.answer == PatternAnswer.BLOCK.value)
    .order_by(_RULE.c.kind)
)


def pattern_rules() -> dict[PatternKind, PatternRule]:
    """Return the rule of every kind: as the company set it, or the usual one."""
    rows = {row.kind: row for row in db.session.scalars(select(ThanksPatternRule))}
    return {
        kind: PatternRule(PatternAnswer(row.answer), row.weeks, row.fewest, row.share)
        if (row := rows.get(kind.value))
        else usual
        for kind, usual in DEFAULTS.items()
    }


def rules_that_stop() -> dict[PatternKind, PatternRule]:
    """Return the rules by which a thanks is not taken: every thanks asks for them."""
    rows = _STOPPING.rows(db.session.connection(), {})
    return {PatternKind(row[0]): PatternRule(PatternAnswer.BLOCK, *row[1:]) for row in rows}


def patterns_now(kind: PatternKind, rule: PatternRule, now: datetime, today: date) -> list[Pattern]:
    """Return every pattern of a kind that holds, in three statements."""
    if rule.answer is PatternAnswer.OFF:
        return []
    since, teams = now - timedelta(weeks=rule.weeks), _team_ids(today)
    counted = _to_one(since, with_points=kind is PatternKind.ROUND)
    to_one = counted.having(func.count() >= rule.fewest)
    found = {
        (row[0], row[1]): int(row[2])
        for row in db.session.execute(to_one)
        if row[0] in teams and row[1] in teams
    }
    size = Counter(teams.values())
    others = {giver: size[teams[giver]] - 1 for giver, _receiver in found}
    in_all = _in_all(since, with_points=kind is PatternKind.ROUND) if found else {}
    return list(_FOUND_BY[kind](Given(found, in_all, others), rule))


def given_between(
    giver_id: int, receiver_id: int, since: datetime, *, with_points: bool
) -> tuple[int, int, int]:
    """Return thanks since a moment: to one person alone, by name in all, and what came back."""
    there = _alone(since, giver_id, receiver_id, with_points=with_points)
    back = _alone(since, receiver_id, giver_id, with_points=with_points)
    given = select(func.count()).select_from(Thanks)
    given = given.where(
        Thanks.giver_id == giver_id, Thanks.given_at >= since, Thanks.to_team_id.is_(None)
    )
    if with_points:
        given = given.where(_has_points())
    numbers: Any = there.scalar_subquery(), given.scalar_subquery(), back.scalar_subquery()
    row = db.session.execute(select(*numbers)).one()
    return int(row[0]), int(row[1]), int(row[2])


def colleagues_of(person_id: int, today: date) -> int:
    """Return how many others are in somebody's team."""
    own = select(Membership.team_id).where(
        Membership.person_id == person_id, held_on(Membership, today)
    )
    other = aliased(Membership)
    held = (other.since <= today) & (other.until.is_(None) | (other.until > today))
    query = (
        select(func.count())
        .select_from(other)
        .join(Person, Person.id == other.person_id)
        .where(other.team_id.in_(own), other.person_id != person_id, held, is_here(today))
    )
    return db.session.scalar(query) or 0


def noticed_page(number: int) -> Page[NoticedPattern]:
    """Return page `number` of the patterns that hold: those to look at first, newest first."""
    query = select(NoticedPattern).order_by(
        NoticedPattern.looked_at.is_not(None),
        NoticedPattern.noticed_at.desc(),
        NoticedPattern.kind,
        NoticedPattern.who,
    )
    return page_of(query, number)


def find_noticed(kind: str, who: str) -> NoticedPattern | None:
    """Return a pattern that holds, or None where there is none."""
    return db.session.get(NoticedPattern, (kind, who))


def count_to_look_at() -> int:
    """Return how many patterns nobody has looked at."""
    query = select(func.count()).where(NoticedPattern.looked_at.is_(None))
    return db.session.scalar(query) or 0


def _to_one(since: datetime, *, with_points: bool) -> Any:
    columns: Any = ThanksReceiver.giver_id, ThanksReceiver.person_id, func.count()
    query = (
        select(*columns)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(Thanks.given_at >= since, IS_PUBLIC, *_is_to_one(with_points=with_points))
    )
    return query.group_by(ThanksReceiver.giver_id, ThanksReceiver.person_id)


def _alone(since: datetime, giver_id: int, receiver_id: int, *, with_points: bool) -> Any:
    return (
        select(func.count())
        .select_from(ThanksReceiver)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(
            ThanksReceiver.person_id == receiver_id,
            ThanksReceiver.giver_id == giver_id,
            ThanksReceiver.given_at >= since,
            *_is_to_one(with_points=with_points),
        )
    )


def _is_to_one(*, with_points: bool) -> list[ColumnElement[bool]]:
    """Say that a thanks is to its receiver alone, by name."""
    other = aliased(ThanksReceiver)
    beside = select(other.thanks_id).where(
        other.thanks_id == ThanksReceiver.thanks_id, other.person_id != ThanksReceiver.person_id
    )
    alone = Thanks.to_team_id.is_(None), ~beside.correlate(ThanksReceiver).exists()
    return [*alone, *([ThanksReceiver.points > 0] if with_points else [])]


def _in_all(since: datetime, *, with_points: bool) -> Mapping[int, int]:
    query = (
        select(Thanks.giver_id, func.count())
        .where(Thanks.given_at >= since, IS_PUBLIC, Thanks.to_team_id.is_(None))
        .group_by(Thanks.giver_id)
    )
    if with_points:
        query = query.where(_has_points())
    return {row[0]: row[1] for row in db.session.execute(query)}


def _has_points() -> ColumnElement[bool]:
    got = aliased(ThanksReceiver)
    with_some = select(got.thanks_id).where(got.thanks_id == Thanks.id, got.points > 0)
    return with_some.correlate(Thanks).exists()


def _team_ids(today: date) -> dict[int, int]:
    """Return the team of everybody who is here."""
    query = (
        select(Membership.person_id, Membership.team_id)
        .join(Person)
        .where(held_on(Membership, today), is_here(today))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
