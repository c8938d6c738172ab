"""Declaring studies, letting time pass, and reading what they found."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.linkage.jobs import run_studies
from cxstaff.linkage.verdicts.models import StudyVersion
from tests.cast import NOW
from tests.linkage.worlds import World, month, publish, round_on, said

DECLARED = {
    "name": "Mood and satisfaction",
    "why": "We may train leads.",
    "engagement": "index",
    "outcome": "csat",
    "period": "month",
    "lag": "1",
    "direction": "rise",
    "smallest": "0.05",
    "teams": "10",
    "periods": "6",
}
Declare = Callable[..., str]


@contextmanager
def later(days: int = 1) -> Iterator[datetime]:
    """Do something some days after the others."""
    with clock.frozen(NOW + timedelta(days=days)):
        yield NOW + timedelta(days=days)


def versions() -> list[StudyVersion]:
    db.session.expire_all()
    order = StudyVersion.study_id, StudyVersion.number
    return list(db.session.scalars(db.select(StudyVersion).order_by(*order)))


def work() -> None:
    db.session.commit()
    run_studies()
    db.session.expire_all()


def a_month_more(world: World, place: int = 12, csat: float = 3.5) -> None:
    """Let another month have scores and results."""
    round_ = round_on(world.rounds[0].pulse, month(place), place)
    db.session.add(round_)
    for at, team in enumerate(world.made):
        publish(team, round_, 55.0 + at)
        said(team, month(place), csat + 0.01 * at)
    db.session.commit()
