"""Questions about awards: which somebody sees, who is nominated why, how votes stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.awards.models import (
    Award,
    AwardPart,
    AwardStage,
    AwardState,
    AwardVote,
    Nomination,
    PartKind,
)
from cxstaff.awards.policy import is_juror, may_keep, may_read
from cxstaff.awards.tally import CastVote, NomineeStanding, tally
from cxstaff.db import Page, db, page_in, page_of
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Role, RoleGrant, Team

WHOLE = (
    joinedload(Award.measure),
    joinedload(Award.value),
    joinedload(Award.team),
    selectinload(Award.parts).joinedload(AwardPart.person),
    selectinload(Award.criteria),
)
UNDER_WAY = (AwardStage.NOMINATING, AwardStage.VOTING, AwardStage.COUNTED)


def find_award(award_id: int) -> Award | None:
    """Return an award with its parts and criteria, or None."""
    return db.session.scalar(select(Award).options(*WHOLE).where(Award.id == award_id))


def find_award_for(
    person: Person, roles: frozenset[Role], award_id: int, today: date, now: datetime
) -> Award | None:
    """Return an award if somebody may open its page, else None."""
    award = find_award(award_id)
    if award is None:
        return None
    return award if _opened_by(person, roles, today, now)(award) else None


def awards_page_for(
    person: Person, roles: frozenset[Role], today: date, now: datetime, number: int
) -> Page[Award]:
    """Return page `number` of the awards somebody may open, those under way first."""
    opens = _opened_by(person, roles, today, now)
    query = select(Award).options(*WHOLE).where(Award.stage.in_(UNDER_WAY))
    going = db.session.scalars(query.order_by(Award.closes_at, Award.id)).all()
    ended = select(Award).options(*WHOLE).where(Award.ended_at.is_not(None))
    over = db.session.scalars(ended.order_by(Award.ended_at.desc(), Award.id)).all()
    return page_in([each for each in [*going, *over] if opens(each)], number)


def teams_above(team_id: int | None) -> list[int]:
    """Return a team and those above it, the nearest first; none for nobody's team."""
    found: list[int] = []
    team = db.session.get(Team, team_id) if team_id is not None else None
    while team is not None:
        found.append(team.id)
        team = team.parent
    return found


def nominations_of(award_id: int) -> Sequence[Nomination]:
    """Return all nominations of an award, by nominee, the oldest first."""
    query = _nominations().where(Nomination.award_id == award_id)
    return db.session.scalars(query.order_by(Nomination.nominee_id, Nomination.id)).all()


def own_nominations(award_id: int, person_id: int) -> Sequence[Nomination]:
    """Return whom somebody nominated for an award."""
    mine = Nomination.award_id == award_id, Nomination.nominator_id == person_id
    return db.session.scalars(_nominations().where(*mine).order_by(Nomination.id)).all()


def find_nomination(award_id: int, nomination_id: int) -> Nomination | None:
    """Return a nomination of an award, or None."""
    query = _nominations().where(Nomination.award_id == award_id, Nomination.id == nomination_id)
    return db.session.scalar(query)


def kind_words_page(person_id: int, number: int) -> Page[Nomination]:
    """Return page `number` of what was said of somebody and may be told: of decided awards."""
    query = (
        _nominations()
        .join(Award)
        .where(
            Nomination.nominee_id == person_id,
            Nomination.may_be_told,
            Award.stage == AwardStage.DECIDED,
        )
    )
    return page_of(query.order_by(Nomination.id.desc()), number)


def nominated_for(person_id: int) -> list[tuple[AwardPart, Award]]:
    """Return for which awards under way somebody knows that they are nominated."""
    columns: tuple[Any, ...] = (AwardPart, Award)
    query = (
        select(*columns)
        .join(Award, Award.id == AwardPart.award_id)
        .where(
            AwardPart.person_id == person_id,
            AwardPart.part == PartKind.NOMINEE,
            AwardPart.out_at.is_(None),
            Award.tells_nominee,
            Award.stage.in_(UNDER_WAY),
        )
    )
    rows = db.session.execute(query.order_by(Award.id))
    return [(row[0], row[1]) for row in rows]


def votes_of(award_id: int) -> list[CastVote]:
    """Return all votes of an award."""
    columns = AwardVote.juror_id, AwardVote.nominee_id, AwardVote.criterion, AwardVote.value
    query = select(*columns).where(AwardVote.award_id == award_id)
    return [CastVote(*row) for row in db.session.execute(query)]


def own_votes(award_id: int, juror_id: int) -> dict[tuple[int, int], int]:
    """Return what a juror voted: values by nominee and criterion."""
    found = (each for each in votes_of(award_id) if each.juror_id == juror_id)
    return {(each.nominee_id, each.criterion): each.value for each in found}


def standing_nominees(award: Award, today: date) -> list[AwardPart]:
    """Return who can get an award, by name: nominated, not out, and still here."""
    found = [each for each in award.nominees if each.out_at is None]
    here = [each for each in found if each.person.works_here(today)]
    return sorted(here, key=lambda each: (each.person.name, each.person_id))


def standings(award: Award, today: date) -> list[NomineeStanding]:
    """Return how the nominees of an award stand by all votes."""
    ids = [each.person_id for each in standing_nominees(award, today)]
    return tally(votes_of(award.id), ids)


def ballots(award: Award) -> int:
    """Return how many jurors have voted."""
    return sum(each.voted_at is not None for each in award.jury)


def jurors_here(award: Award, today: date) -> list[AwardPart]:
    """Return the jurors who still work here."""
    return [each for each in award.jury if each.person.works_here(today)]


def awards_due(now: datetime) -> list[int]:
    """Return the awards that a job has to look at: whose nominations or votes are over."""
    over = or_(
        and_(Award.stage == AwardStage.NOMINATING, Award.closes_at <= now),
        and_(Award.stage == AwardStage.VOTING, Award.votes_until <= now),
    )
    query = select(Award.id).where(over, Award.stuck_told_at.is_(None))
    return list(db.session.scalars(query.order_by(Award.id)))


def awards_to_judge(person_id: int) -> Sequence[Award]:
    """Return the awards that wait for the vote of a juror, the most urgent first."""
    query = (
        select(Award)
        .join(AwardPart)
        .where(
            Award.stage == AwardStage.VOTING,
            AwardPart.person_id == person_id,
            AwardPart.part == PartKind.JUROR,
            AwardPart.voted_at.is_(None),
        )
    )
    return db.session.scalars(query.order_by(Award.votes_until, Award.id)).all()


def keepers_of(award: Award, today: date) -> Sequence[Person]:
    """Return who is told how an award goes: who made it while they are HR, else all of HR."""
    held = select(RoleGrant.person_id).where(RoleGrant.role == Role.HR)
    query = select(Person).where(Person.id.in_(held), people.is_here(today))
    found = db.session.scalars(query.order_by(Person.id)).all()
    return [each for each in found if each.id == award.made_by_id] or found


def _nominations() -> Select[Nomination]:
    return select(Nomination).options(
        joinedload(Nomination.nominee),
        joinedload(Nomination.nominator),
        joinedload(Nomination.award),
    )


def _opened_by(
    person: Person, roles: frozenset[Role], today: date, now: datetime
) -> Callable[[Award], bool]:
    """Return what says whether somebody opens an award; before it opens, HR and the jury do."""
    above = teams_above(people.team_id_of(person, today))
    mine = select(Nomination.award_id).where(Nomination.nominator_id == person.id)
    nominated = set(db.session.scalars(mine))

    def opens(award: Award) -> bool:
        if award.state(now) == AwardState.PLANNED and not may_keep(roles):
            return is_juror(person.id, award)
        return may_read(person.id, roles, above, award, has_nominated=award.id in nominated)

    return opens
