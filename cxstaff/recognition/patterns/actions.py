"""What happens where patterns are noticed: HR is told, or a thanks is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.engine import insert_if_absent, put
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.recognition.patterns.models import NoticedPattern, ThanksPatternRule
from cxstaff.recognition.patterns.queries import (
    colleagues_of,
    given_between,
    pattern_rules,
    patterns_now,
    rules_that_stop,
)
from cxstaff.recognition.patterns.rules import (
    DEFAULTS,
    Given,
    Pattern,
    PatternKind,
    PatternRule,
    is_pattern_with,
)
from cxstaff.security_log import Act
from cxstaff.text import N_

WEEKS, FEWEST, SHARE = (1, 52), (2, 100), (10, 100)
"""From what to what a rule may be set."""
_STOPS = {
    PatternKind.PAIR: N_(
        "You and %(name)s have thanked each other again and again in the last %(weeks)d weeks: "
        "%(count)d times one way, %(back)d the other, most of what you gave. Thank somebody else "
        "as well, then this one can be given."
    ),
    PatternKind.ONE_PERSON: N_(
        "%(count)d of the %(of)d thanks you gave in the last %(weeks)d weeks went to %(name)s. "
        "Thank somebody else as well, then this one can be given."
    ),
    PatternKind.ROUND: N_(
        "Points went from you to %(name)s %(count)d times and back %(back)d times in the last "
        "%(weeks)d weeks. Send your thanks without points."
    ),
}


class ToBeThanked(Protocol):
    """Somebody who is about to be thanked."""

    @property
    def id(self) -> int:
        """Return their id."""

    @property
    def name(self) -> str:
        """Return their name."""


def check_giving(giver_id: int, receiver: ToBeThanked, now: datetime, *, with_points: bool) -> None:
    """Raise `Refused` where one more thanks to a person is of a pattern that the company stops."""
    for kind, rule in rules_that_stop().items():
        if kind is PatternKind.ROUND and not with_points:
            continue
        since = now - timedelta(weeks=rule.weeks)
        of_points = kind is PatternKind.ROUND
        there, of, back = given_between(giver_id, receiver.id, since, with_points=of_points)
        if there + 1 < rule.fewest:
            continue
        others = colleagues_of(giver_id, clock.local_day(now, get_company().zone))
        to_one = {(giver_id, receiver.id): there, (receiver.id, giver_id): back}
        given = Given(to_one, {giver_id: of}, {giver_id: others})
        if is_pattern_with(given, rule, kind, giver_id, receiver.id):
            told = {"count": there, "back": back, "of": of, "weeks": rule.weeks}
            raise Refused(_STOPS[kind], name=receiver.name, **told)


def notice(now: datetime, today: date) -> None:
    """Note the patterns that hold, as they are now; those that hold no more go.

    Two who thank each other are told of once, not each of them as one who thanks one person.
    """
    as_pair = set[frozenset[int]]()
    for kind, rule in pattern_rules().items():
        found = {
            _who(each): each
            for each in patterns_now(kind, rule, now, today)
            if kind is not PatternKind.ONE_PERSON or frozenset(each.people) not in as_pair
        }
        if kind is PatternKind.PAIR:
            as_pair = {frozenset(each.people) for each in found.values()}
        query = select(NoticedPattern).where(NoticedPattern.kind == kind.value)
        known = {each.who: each for each in db.session.scalars(query)}
        for who, each in found.items():
            if who in known:
                _go_on(known[who], each, rule, now)
            else:
                _begin(who, each, now)
        for who in known.keys() - found.keys():
            db.session.delete(known[who])
    db.session.flush()


def look_at(pattern: NoticedPattern, *, now: datetime) -> None:
    """Note that HR has looked at a pattern; it is told again when it has grown by as much."""
    pattern.looked_at, pattern.looked_count = now, sum(pattern.counts)
    db.session.flush()


def set_rules(wanted: Mapping[PatternKind, PatternRule], actor: Person, *, now: datetime) -> None:
    """Let patterns be noticed otherwise from now on. Raises `Refused` for what is out of reach."""
    before = pattern_rules()
    for kind in DEFAULTS:
        rule = wanted[kind]
        _check(rule)
        if rule == before[kind]:
            continue
        values = {"answer": rule.answer.value, "weeks": rule.weeks}
        values |= {"fewest": rule.fewest, "share": rule.share}
        put(db.session(), ThanksPatternRule, {"kind": kind.value}, values)
        to = f"{kind.value}: {rule.answer.value}"
        security_log.record(Act.THANKS_RULES_CHANGED, by=actor, now=now, to=to)
    db.session.expire_all()


def _begin(who: str, found: Pattern, now: datetime) -> None:
    values = {"counts": list(found.counts), "of": found.of, "noticed_at": now, "looked_count": 0}
    insert_if_absent(db.session(), NoticedPattern, kind=found.kind.value, who=who, **values)


def _go_on(known: NoticedPattern, found: Pattern, rule: PatternRule, now: datetime) -> None:
    known.counts, known.of = list(found.counts), found.of
    if known.looked_at and sum(found.counts) >= known.looked_count + rule.fewest:
        known.looked_at, known.noticed_at = None, now


def _who(found: Pattern) -> str:
    return "-".join(str(each) for each in found.people)


def _check(rule: PatternRule) -> None:
    reach = (rule.weeks, WEEKS), (rule.fewest, FEWEST), (rule.share, SHARE)
    if not all(least <= number <= most for number, (least, most) in reach):
        raise Refused("Choose numbers within the ranges that the fields name.")
