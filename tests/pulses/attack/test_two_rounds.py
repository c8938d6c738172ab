"""Within three weeks nobody who joined, left, moved or came back is found out by two rounds."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.closing import prior_rounds, tabulation
from cxstaff.pulses.models import RoundResult
from tests.pulses.attack import two_rounds

CHANGES = ["joins", "leaves", "moves", "returns"]
WITHIN = 20


@contextmanager
def without_the_rule() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabulation, "joined", lambda places, *_: dict(places))
        yield


@pytest.fixture
def above(service: Team) -> Team:
    made = Team(name="Apart", parent=service)
    db.session.add(made)
    db.session.commit()
    return made


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("days", [7, WITHIN])
def test_nobody_is_found_out_by_two_rounds(
    ines: Person, above: Team, change: str, days: int
) -> None:
    found = two_rounds.play(ines, above, change, days)
    assert min(round_.answers for round_ in found.rounds) > 20
    assert two_rounds.told_of_one(found) == {}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("change", CHANGES)
def test_without_the_rule_everybody_who_changed_is_found_out(
    ines: Person, above: Team, change: str
) -> None:
    found = two_rounds.play(ines, above, change, 7, without_the_rule)
    told = two_rounds.told_of_one(found)
    assert {person for _, person in told} == set(found.changed)
    for (key, person), value in told.items():
        assert value == pytest.approx(found.truth[person, key])


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("weakened", [nullcontext, without_the_rule])
def test_on_postgresql_one_who_moved_is_found_out_without_the_rule_alone(
    ines: Person, above: Team, weakened: two_rounds.Weakened
) -> None:
    """What is told is decided before a database sees it; this holds that rows are read alike."""
    found = two_rounds.play(ines, above, "moves", 7, weakened)
    told = two_rounds.told_of_one(found)
    assert {person for _, person in told} == (
        set(found.changed) if weakened is without_the_rule else set()
    )


def test_what_nobody_changed_stays_published(ines: Person, above: Team) -> None:
    """Only the teams that one moved between are counted together; the third stands as before."""
    found = two_rounds.play(ines, above, "moves", 7)
    names = dict(db.session.execute(db.select(Team.id, Team.name)).all())
    told = db.select(RoundResult.team_id).where(
        RoundResult.round_id == found.rounds[1].id, RoundResult.subject == "question:enps"
    )
    shown = {names.get(team, "company") for team in db.session.scalars(told)}
    assert {"company", "Apart", "Grün"} <= shown
    assert not {"Blau", "Rot"} & shown


def test_three_weeks_later_everything_is_published(ines: Person, above: Team) -> None:
    found = two_rounds.play(ines, above, "joins", 21)
    told = db.select(RoundResult.team_id).where(
        RoundResult.round_id == found.rounds[1].id, RoundResult.subject == "question:enps"
    )
    assert len(set(db.session.scalars(told))) == len({None, "Service", "Apart", "B", "R", "G"})
    assert timedelta(days=21) == prior_rounds.ALIKE_FOR
