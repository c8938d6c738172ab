"""Published results over time, for those who compare: points, halves, and what they are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import Double, Select, func, select

from cxstaff import packed
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.pulses.models import (
    Driver,
    Intraclass,
    Invitation,
    PulseRound,
    RoundHalf,
    RoundQuestion,
    RoundResult,
    Scale,
    halves_of,
    scores_of,
)
from cxstaff.pulses.questions.bank import DRIVER_NAMES
from cxstaff.pulses.questions.instruments import ENPS, TEEI
from cxstaff.pulses.results.queries.subjects import counts, counts_for
from cxstaff.versions import version_of

if TYPE_CHECKING:
    import numpy.typing as npt

UNKNOWN = -1e9
"""What stands for a number that is not known while it is read."""
HALF = "first_n", "first_mean", "second_n", "second_mean"


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One published result of a team in a round; sums are of points 0–100 (eNPS −100 to 100)."""

    team_id: int
    round_id: int
    opens_at: datetime
    closes_at: datetime
    invited: int
    n: int
    mean: float
    variance: float | None
    favourable: float | None


POINT: tuple[Any, ...] = (
    RoundResult.team_id,
    RoundResult.round_id,
    PulseRound.opens_at,
    PulseRound.closes_at,
    RoundResult.invited,
    RoundResult.n,
    RoundResult.mean,
    RoundResult.variance,
    RoundResult.favourable,
)
"""What a point is made of, in its order: a result with its round."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart a team's published answers to one question lie.

    `variance` is that of points 0–100, with n − 1; `options` the number of answers to choose from.
    """

    team_id: int
    round_id: int
    n: int
    variance: float
    options: int


@dataclass(frozen=True, slots=True)
class CompanyCorrelation:
    """The company's ICC(1) of a subject in a round, over `teams` with `answers` people."""

    round_id: int
    icc1: float
    teams: int
    answers: int


@dataclass(frozen=True, slots=True)
class ResultColumns:
    """Numbers of teams in rounds; arrays of length m, one row for each team and round.

    `team` and `round_` are ids, `columns` numbers by name.
    """

    team: npt.NDArray[Any]
    round_: npt.NDArray[Any]
    columns: dict[str, npt.NDArray[Any]]


def score_columns(subject: str, team_ids: Collection[int] | None = None) -> ResultColumns:
    """Return every published result of every team, or of a few, about `subject`, as arrays.

    `variance` is NaN where it is not known; an eNPS also has `coded_low` and `coded_high`, NaN
    where nothing is coded.
    """
    import numpy as np

    names, open_ = ("invited", "n", "mean"), ["variance"]
    open_ += ["coded_low", "coded_high"] if subject == ENPS else []
    data, every = score_rows(subject), [*names, *open_]
    if team_ids is None:
        found = _columns(data, every)
    else:
        found = ResultColumns(*packed.read_keys(data, every, team_ids))
    for name in open_:
        column = found.columns[name]
        found.columns[name] = np.where(column == UNKNOWN, np.nan, column)
    return found


def half_columns(subject: str) -> ResultColumns:
    """Return both halves' means of every group and round, as arrays."""
    return _columns(half_rows(subject), HALF)


def score_rows(subject: str) -> packed.Dataset:
    """Return what published results of teams are packed by: the rounds that they are of."""
    query = select(RoundResult)
    query = query.where(RoundResult.subject == subject, RoundResult.team_id.is_not(None))
    columns = {name: getattr(RoundResult, name) for name in ("invited", "n", "mean")}
    for name in ("variance", "coded_low", "coded_high"):
        columns[name] = func.coalesce(getattr(RoundResult, name), UNKNOWN, type_=Double)
    key, part, rounds = RoundResult.team_id, RoundResult.round_id, select(PulseRound.id)
    return packed.Dataset(scores_of(subject), query, key, part, columns, rounds)


def half_rows(subject: str) -> packed.Dataset:
    """Return what the means of halves are packed by: the rounds that they are of."""
    query = select(RoundHalf).where(RoundHalf.subject == subject)
    columns = {name: getattr(RoundHalf, name) for name in HALF}
    key, part, rounds = RoundHalf.team_id, RoundHalf.round_id, select(PulseRound.id)
    return packed.Dataset(halves_of(subject), query, key, part, columns, rounds)


def correlations(subject: str) -> list[CompanyCorrelation]:
    """Return ICC(1) of a subject in every round it is kept of, what opened first first."""
    columns = Intraclass.round_id, Intraclass.icc1, Intraclass.teams, Intraclass.answers
    query = (
        select(*columns)
        .join(PulseRound, PulseRound.id == Intraclass.round_id)
        .where(Intraclass.subject == subject, counts_for(subject))
        .order_by(PulseRound.opens_at, PulseRound.id)
    )
    return [CompanyCorrelation(*row) for row in db.session.execute(query)]


def _columns(data: packed.Dataset, names: Sequence[str]) -> ResultColumns:
    return ResultColumns(*packed.read_parts(data, names))


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """When a round opened, and whether its engagement index is the company's."""

    opens_at: datetime
    is_of_index: bool


def opened() -> dict[int, OpenedRound]:
    """Return when each round opened, by its id, and which index it has."""
    rows = db.session.execute(select(PulseRound.id, PulseRound.opens_at, PulseRound.is_of_index))
    return {row.id: OpenedRound(row.opens_at, row.is_of_index) for row in rows}


def spreads(subject: str, round_ids: Collection[int]) -> list[Spread]:
    """Return how far answers to each question of a subject lie apart in some rounds, by team."""
    parts = {
        "index": RoundQuestion.driver == Driver.ENGAGEMENT.value,
        "enps": RoundQuestion.instrument == ENPS,
        "teei": RoundQuestion.instrument == TEEI,
    }
    driver = RoundQuestion.driver == subject.removeprefix("driver:")
    rated = [scale.value for scale in Scale if scale.is_rated]
    columns: tuple[Any, ...] = (
        RoundResult.team_id,
        RoundResult.round_id,
        RoundResult.n,
        RoundResult.variance,
        RoundQuestion.scale,
    )
    query = (
        select(*columns)
        .join(RoundQuestion, RoundQuestion.round_id == RoundResult.round_id)
        .where(
            RoundResult.round_id.in_(list(round_ids)),
            RoundResult.subject == "question:" + RoundQuestion.key,
            RoundResult.team_id.is_not(None),
            RoundResult.variance.is_not(None),
            RoundQuestion.scale.in_(rated),
            parts.get(subject, driver),
        )
        .order_by(RoundResult.round_id, RoundQuestion.position)
    )
    return [
        Spread(team_id, round_id, n, variance, _options(Scale(scale)))
        for team_id, round_id, n, variance, scale in db.session.execute(query)
    ]


def _options(scale: Scale) -> int:
    return scale.highest - scale.lowest + 1


def latest_of_team(team_id: int, subject: str = "index") -> SeriesPoint | None:
    """Return the newest published result of a team about `subject`, or None."""
    query = _points(subject).where(RoundResult.team_id == team_id)
    row = db.session.execute(query.order_by(PulseRound.closes_at.desc()).limit(1)).first()
    return SeriesPoint(*row) if row else None


def was_asked(team_id: int) -> bool:
    """Say whether a team, or one below it, was asked about engagement in a round that is over.

    Where it was and no index is published, the index is hidden to protect people.
    """
    query = select(Invitation.round_id).join(PulseRound).join(PulseRound.questions)
    query = query.where(
        Invitation.team_id.in_(people.team_ids_below([team_id])),
        PulseRound.opened_box_at.is_not(None),
        PulseRound.is_of_index,
        RoundQuestion.driver == Driver.ENGAGEMENT.value,
        RoundQuestion.scale != Scale.TEXT.value,
    )
    return db.session.execute(query.limit(1)).first() is not None


def subjects() -> dict[str, str]:
    """Return what results are published about, with its name: index, eNPS, TEEI and drivers."""
    names = subject_names()
    query = select(RoundResult.subject).where(RoundResult.subject.in_(list(names))).distinct()
    present = set(db.session.scalars(query)) | {"index"}
    return {key: name for key, name in names.items() if key in present}


def subject_names() -> dict[str, str]:
    """Return every subject but the single questions, with its name in the reader's language."""
    names = {"index": _("Engagement index"), "enps": _("eNPS"), "teei": _("Temkin index")}
    drivers = [driver for driver in Driver if driver is not Driver.ENGAGEMENT]
    return names | {f"driver:{driver}": str(DRIVER_NAMES[driver]) for driver in drivers}


def version() -> int:
    """Return a number that grows whenever results are published."""
    return version_of("pulses.results")


def _points(subject: str) -> Select[Any]:
    query: Select[Any] = select(*POINT).join(PulseRound, PulseRound.id == RoundResult.round_id)
    query = query.where(RoundResult.subject == subject, RoundResult.team_id.is_not(None))
    return query.where(counts())
