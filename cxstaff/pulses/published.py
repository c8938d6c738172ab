"""What was published of a round, as pages show it: scores with n and interval, comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Team
from cxstaff.pulses import queries, scoring
from cxstaff.pulses.models import (
    Comment,
    Driver,
    Invitation,
    PulseRound,
    RoundResult,
    Scale,
)


@dataclass(frozen=True, slots=True)
class Score:
    """One result as it is shown; `result` is None where it is hidden to protect people."""

    subject: str
    label: str
    result: RoundResult | None

    @property
    def interval(self) -> scoring.Interval | None:
        """Return where the mean of everybody asked lies with 95 % confidence."""
        return _interval(self.result)


@dataclass(frozen=True, slots=True)
class TeamScore:
    """A team that was asked and its index; `result` is None where it is hidden."""

    team: Team
    result: RoundResult | None

    @property
    def interval(self) -> scoring.Interval | None:
        """Return where the mean of everybody asked lies with 95 % confidence."""
        return _interval(self.result)


def find_round(round_id: int) -> PulseRound | None:
    """Return a round whose results are out, else None."""
    found = db.session.get(PulseRound, round_id, options=[joinedload(PulseRound.pulse)])
    return found if found is not None and found.opened_box_at is not None else None


def rounds(number: int) -> Page[PulseRound]:
    """Return page `number` of the rounds whose results are out, newest first."""
    query = (
        select(PulseRound)
        .where(PulseRound.opened_box_at.is_not(None))
        .options(joinedload(PulseRound.pulse), selectinload(PulseRound.questions))
        .order_by(PulseRound.closes_at.desc(), PulseRound.id.desc())
    )
    return page_of(query, number, size=10)


def scores(round_: PulseRound, team_id: int | None) -> dict[str, Score]:
    """Return a score for everything the round asked, about a team (None: all asked)."""
    query = select(RoundResult).where(
        RoundResult.round_id == round_.id, RoundResult.team_id.is_not_distinct_from(team_id)
    )
    told = {each.subject: each for each in db.session.scalars(query)}
    return {
        subject: Score(subject, label, told.get(subject))
        for subject, label in _asked(round_).items()
    }


def index_of(round_ids: Iterable[int], team_id: int | None) -> dict[int, Score]:
    """Return the published index of a team (None: all asked) in each of several rounds."""
    query = select(RoundResult).where(
        RoundResult.round_id.in_(list(round_ids)),
        RoundResult.team_id.is_not_distinct_from(team_id),
        RoundResult.subject == "index",
    )
    return {each.round_id: Score("index", "", each) for each in db.session.scalars(query)}


def teams(round_: PulseRound, team_ids: Iterable[int] | None, number: int) -> Page[TeamScore]:
    """Return page `number` of the teams asked in a round, by name, each with its index.

    `team_ids` limits the teams; None takes all.
    """
    asked = select(Invitation.team_id).where(Invitation.round_id == round_.id)
    index = and_(
        RoundResult.team_id == Team.id,
        RoundResult.round_id == round_.id,
        RoundResult.subject == "index",
    )
    query: Any = select(Team, RoundResult).outerjoin(RoundResult, index).order_by(Team.name)
    query = query.where(Team.id.in_(asked) | RoundResult.id.is_not(None))
    if team_ids is not None:
        query = query.where(Team.id.in_(list(team_ids)))
    page: Page[Any] = page_of(query, number)
    items = [TeamScore(team, result) for team, result in page.items]
    return page.showing(items)


def asked_in(round_ids: Iterable[int], team_id: int | None) -> set[int]:
    """Return those of several rounds in which people of a team were asked."""
    query = select(Invitation.round_id).where(
        Invitation.round_id.in_(list(round_ids)), Invitation.team_id == team_id
    )
    return set(db.session.scalars(query.distinct()))


def comments(round_: PulseRound, team_ids: Iterable[int] | None, number: int) -> Page[Comment]:
    """Return page `number` of the comments on a round by all, or by the groups in `team_ids`.

    Random ids are their only order; every group holds `smallest_comments` answers or more.
    """
    query = select(Comment).where(Comment.round_id == round_.id).order_by(Comment.id)
    if team_ids is not None:
        query = query.where(Comment.group_id.in_(list(team_ids)))
    return page_of(query, number, size=10)


def is_team_asked(round_: PulseRound, team_ids: Iterable[int]) -> bool:
    """Say whether somebody in one of the teams was asked in a round."""
    query = select(Invitation.person_id).where(
        Invitation.round_id == round_.id, Invitation.team_id.in_(list(team_ids))
    )
    return db.session.execute(query.limit(1)).first() is not None


def asks_index(round_: PulseRound) -> bool:
    """Say whether a round asks anything that the engagement index is made of."""
    return "index" in _asked(round_)


def drivers(found: Mapping[str, Score]) -> list[Score]:
    """Return the scores of drivers alone."""
    return [score for subject, score in found.items() if subject.startswith("driver:")]


def questions(found: Mapping[str, Score]) -> list[Score]:
    """Return the scores of single questions; eNPS has a place of its own."""
    return [
        score
        for subject, score in found.items()
        if subject.startswith("question:") and subject != "question:enps"
    ]


def _interval(told: RoundResult | None) -> scoring.Interval | None:
    if told is None:
        return None
    lowest = -100.0 if told.subject == "enps" else 0.0
    return scoring.interval(told.mean, told.variance, told.n, told.invited, lowest)


def _asked(round_: PulseRound) -> dict[str, str]:
    """Name every subject that the questions of a round make up, in the order pages show them."""
    numbers = [question for question in round_.questions if Scale(question.scale).is_rated]
    instruments = [question.instrument for question in numbers]
    about = {question.driver for question in numbers}
    subjects = {f"driver:{driver}" for driver in about if driver != Driver.ENGAGEMENT}
    subjects |= {"index"} if Driver.ENGAGEMENT in about else set()
    subjects |= {"enps"} if "enps" in instruments else set()
    subjects |= {"teei"} if instruments.count("teei") == 3 else set()
    named = {key: name for key, name in queries.subject_names().items() if key in subjects}
    return named | {f"question:{question.key}": question.wording for question in numbers}
