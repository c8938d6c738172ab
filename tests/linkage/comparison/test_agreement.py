"""How alike answers are in teams and how teams differ, from what is published, in words."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from cxstaff.db import db
from cxstaff.linkage.comparison.agreement import measurement_quality
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.reliability import Differences, differences_between, differences_from
from cxstaff.linkage.material.material import Items
from cxstaff.linkage.material.question import MeanScore
from cxstaff.people.models import Person, Team
from cxstaff.pulses.closing.intraclass import icc1
from cxstaff.pulses.models import Intraclass, Pulse, RoundQuestion, RoundResult
from tests.linkage.estimates.panels import survey_by_formula
from tests.linkage.laid import laid_out
from tests.linkage.worlds import Build, World, month, publish, round_on

SEVEN = (7**2 - 1) / 12 * (100 / 6) ** 2
ELEVEN = (11**2 - 1) / 12 * (100 / 10) ** 2


@pytest.fixture
def page(as_: Any, ines: Person, read: Any) -> Any:
    """Open the comparison as HR and read it."""
    return lambda **query: str(read(as_(ines).get("/comparison", query_string=query)))


def test_differences_are_those_of_the_answers_themselves() -> None:
    team, _, answer = survey_by_formula()
    groups = {g: answer[team == g] for g in range(7)}
    scores = {
        (g, 5): MeanScore(a.size, float(a.mean()), None, None, float(np.var(a, ddof=1)))
        for g, a in groups.items()
    }
    found = measurement_quality(laid_out(scores, {}, {}, 9))
    assert found is not None
    raw = differences_between(
        np.bincount(team), np.bincount(team, answer), np.bincount(team, answer**2)
    )
    assert isinstance(raw, Differences)
    assert isinstance(found.differences, Differences)
    assert found.differences.icc1 == pytest.approx(raw.icc1)
    assert found.differences.icc2 == pytest.approx(raw.icc2)
    assert (found.lowest, found.highest, found.periods) == (found.differences.icc1,) * 2 + (1,)
    assert found.agreement is None


def test_agreement_is_told_over_teams_and_teams_above_are_left_out() -> None:
    scores = {(g, 5): MeanScore(9, 60.0 + g, None, None, 200.0) for g in range(4)}
    items = {
        0: Items(9, (0.5, 0.5)),
        1: Items(9, (0.0,)),
        2: Items(9, (1.7, 1.1)),
    }
    found = measurement_quality(laid_out(scores, {}, {}, 9, above=frozenset({3}), items=items))
    assert found is not None
    assert found.agreement is not None
    assert (found.agreement.low, found.agreement.high, found.agreement.teams) == (0, 1, 3)
    assert found.agreement.median == pytest.approx(2 / 3)  # 2 · ½ / (2 · ½ + ½)
    assert isinstance(found.differences, Differences)
    assert found.differences.teams == 3


def test_nothing_is_said_of_nothing() -> None:
    assert measurement_quality(laid_out({}, {}, {}, 9)) is None


def asked(world: World, key: str, scale: str, **about: Any) -> None:
    """Ask a question in every round."""
    about = {"driver": "engagement", "instrument": "teei", "source": ""} | about
    for round_ in world.rounds:
        place = 1 + len(db.session.scalars(db.select(RoundQuestion.id)).all())
        own = {"round_id": round_.id, "position": place, "key": key, "wording": key}
        db.session.add(RoundQuestion(**own, scale=scale, **about))


def answered(world: World, key: str, shares: dict[int, float], even: float) -> None:
    """Publish a question by team, its variance a share of what chance gives."""
    for at, share in shares.items():
        for place, round_ in enumerate(world.rounds):
            publish(world.made[at], round_, 60, subject=f"question:{key}")
            db.session.flush()
            made = db.session.scalars(
                db.select(RoundResult).order_by(RoundResult.id.desc())
            ).first()
            assert made is not None
            made.variance = even * (share if place == len(world.rounds) - 1 else 1.0)
    db.session.commit()


@pytest.mark.long
def test_the_page_tells_how_alike_answers_are(company: Build, page: Any) -> None:
    world = company(teams=12, months=8)
    asked(world, "one", "agree-7")
    asked(world, "enps", "0-10", instrument="enps")
    asked(world, "voice", "agree-7", driver="voice")
    answered(world, "one", dict.fromkeys(range(12), 0.4), SEVEN)
    answered(world, "enps", dict.fromkeys(range(12), 0.6), ELEVEN)
    answered(world, "voice", {0: 0.0}, SEVEN)
    for place, round_ in enumerate(world.rounds):
        kept = {"icc1": 0.2 + place / 100, "teams": 12, "answers": 168}
        db.session.add(Intraclass(round_id=round_.id, subject="index", **kept))
        db.session.add(Intraclass(round_id=round_.id, subject="teei", **kept | {"icc1": 0.9}))
    db.session.commit()
    text = page()
    assert "In Oct 2025 people of one team agreed by 0.67 (r_wg(j), the median of 12 teams" in text
    assert "High agreement alone can be the habit of answering at one end" in text
    assert "of how answers differ lay between teams (ICC(1) 0.27" in text
    assert "12 teams, 168 answers" in text
    assert "with a reliability of 0.84 (ICC(2)" in text
    assert "Worked out for the whole company when the round closed." in text
    assert "Over 8 months ICC(1) was between 0.20 and 0.27" in text


@pytest.mark.parametrize("is_first_planned", [True, False])
def test_of_two_rounds_in_a_month_the_one_that_opened_last_is_told(
    company: Build, page: Any, is_first_planned: bool
) -> None:
    """Whichever of the two was planned first, and has the lower number."""
    world = company(teams=12, months=4)
    pulse = Pulse(name="Second pulse", every_weeks=4, open_days=5, opens_hour=9)
    db.session.add(pulse)
    db.session.flush()
    other = round_on(pulse, month(3))
    db.session.add(other)
    world.rounds = [world.rounds[-1], other]
    other.opens_at += timedelta(days=2 if is_first_planned else -2)
    last, first = (other, world.rounds[0]) if is_first_planned else (world.rounds[0], other)
    asked(world, "one", "agree-7")
    for at in range(12):
        publish(world.made[at], other, 60)
    for round_, share, between in ((first, 0.9, 0.05), (last, 0.4, 0.25)):
        for team in world.made:
            publish(team, round_, 60, subject="question:one")
            db.session.flush()
            made = db.session.scalars(
                db.select(RoundResult).order_by(RoundResult.id.desc())
            ).first()
            assert made is not None
            made.variance = SEVEN * share
        kept = {"icc1": between, "teams": 12, "answers": 168}
        db.session.add(Intraclass(round_id=round_.id, subject="index", **kept))
    db.session.commit()
    text = page()
    assert "In Jun 2025 people of one team agreed by 0.60 (r_wg(j)" in text
    assert "lay between teams (ICC(1) 0.25" in text


def test_a_single_question_is_told_by_its_own_scale(company: Build, page: Any) -> None:
    world = company(teams=4, months=4, subject="enps")
    asked(world, "enps", "0-10", instrument="enps")
    answered(world, "enps", dict.fromkeys(range(4), 0.25), ELEVEN)
    assert "agreed by 0.75 (r_wg(j), the median of 4 teams" in page(engagement="enps")


def test_without_single_questions_it_says_so(company: Build, page: Any) -> None:
    company(teams=3, months=3)
    text = page()
    assert "Not known: no single question of this score is published by team." in text


def test_an_enps_tells_differences_by_what_is_published(company: Build, page: Any) -> None:
    company(teams=12, months=3, subject="enps")
    text = page(engagement="enps")
    assert "of how answers differ lay between teams (ICC(1) 0." in text
    assert "Worked out for the whole company" not in text


def test_of_several_questions_nothing_is_said_that_was_not_kept(company: Build, page: Any) -> None:
    company(teams=12, months=3)
    text = page()
    assert "where 100 people in 10 teams or more answered" in text
    assert "of how answers differ lay between teams" not in text


def test_differences_follow_from_one_correlation() -> None:
    """What R computes from all answers is had again from ICC(1) and two counts."""
    team, _, answer = survey_by_formula()
    raw = differences_between(
        np.bincount(team), np.bincount(team, answer), np.bincount(team, answer**2)
    )
    assert isinstance(raw, Differences)
    again = differences_from(raw.icc1, raw.teams, raw.answers)
    assert isinstance(again, Differences)
    for name in ("icc1", "icc2", "low", "high", "teams", "answers"):
        assert getattr(again, name) == pytest.approx(getattr(raw, name)), name
    by_team = [answer[team == g].tolist() for g in range(7)]
    assert icc1(by_team) == pytest.approx(0.05728939241, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "teams", "answers"), [(1.0, 9, 90), (-0.2, 9, 90), (0.1, 1, 9), (0.1, 9, 9)]
)
def test_a_correlation_that_cannot_be_tells_nothing(value: float, teams: int, answers: int) -> None:
    assert isinstance(differences_from(value, teams, answers), Unusable)


def test_one_team_tells_nothing_of_differences(company: Build, page: Any) -> None:
    world = company(teams=2, months=3, subject="enps")
    db.session.execute(db.delete(RoundResult).where(RoundResult.team_id == world.made[1].id))
    assert isinstance(world.made[0], Team)
    text = page(engagement="enps")
    assert "Not known: it takes two teams or more whose answers differ." in text
