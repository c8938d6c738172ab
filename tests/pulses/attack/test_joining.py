"""Everything told of groups with moods: nobody joins one person's answers better than by guessing.

520 groups of 5 to 12 people answer two questions of one driver. The holder of a copy of the
database has every row; HR has pages and files of every team; a lead has the page over time of a
team. Beside the product stands the one that took the variance of each person's own mean, as it did.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.closing import intraclass, split_halves, tabulation
from cxstaff.pulses.closing.prior_rounds import RespondentOverlap
from cxstaff.pulses.closing.tabulation import Answered, Group, Item
from cxstaff.pulses.disclosure.anonymity import Assurance
from cxstaff.pulses.models import (
    Intraclass,
    Invitation,
    PulseRound,
    RoundHalf,
    RoundQuestion,
    RoundResult,
)
from cxstaff.pulses.results import exporting
from cxstaff.pulses.results.queries import Score
from cxstaff.pulses.results.views import pictures
from cxstaff.pulses.scoring import scoring
from cxstaff.pulses.scoring.scoring import Summary
from cxstaff.pulses.sealing.box import Submission
from tests.cast import NOW
from tests.pulses.attack import joining
from tests.pulses.attack.joining import ONE, OTHER, Kept, Pairs
from tests.pulses.attack.joining import Score as Joined
from tests.pulses.rounds import LATER
from tests.rounds import built_round

SIZES = [5 + n % 8 for n in range(520)]
SILENT = 2  # people of every team who do not answer
DRIVER = "driver:voice"


def of_people(
    answered: Answered, items: Sequence[Item], single: Mapping[str, Mapping[Group, Summary]]
) -> dict[Group, Summary]:
    """Take the variance of each person's own mean, as the product did until November 2026."""
    found: dict[Group, list[float]] = defaultdict(list)
    for group, given in answered.people:
        points = [
            scoring.points(item.scale, given[item.key]) for item in items if item.key in given
        ]
        for team in (group, None) if points else ():
            found[team].append(sum(points) / len(points))
    told = {team: scoring.composite([single[i.key][team] for i in items]) for team in found}
    return {
        team: Summary(
            each.n, each.mean, scoring.summarise(found[team], None).variance, each.favourable
        )
        for team, each in told.items()
    }


@pytest.fixture
def groups() -> list[Pairs]:
    return joining.moody(np.random.default_rng(1), SIZES)


def play(groups: Sequence[Pairs]) -> PulseRound:
    """Have groups asked and their answers counted, as closing does once the box is open."""
    round_ = built_round(NOW)
    round_.questions = [
        RoundQuestion(
            position=n, key=key, wording=f"{key}?", scale="agree-7",
            driver="voice", instrument="own", source="ours",
        )
        for n, key in enumerate((ONE, OTHER), 1)
    ]  # fmt: skip
    teams = [Team(name=f"Group {n:03}") for n in range(len(groups))]
    db.session.add_all([round_, *teams])
    db.session.flush()
    submissions, roster = [], []
    places = [(team.id, pair) for team, group in zip(teams, groups, strict=True) for pair in group]
    silent = [(team.id, None) for team in teams for _ in range(SILENT)]
    for number, (team_id, pair) in enumerate([*places, *silent], 1000):
        place = {"round_id": round_.id, "team_id": team_id, "group_id": team_id, "opens_at": NOW}
        roster.append(place | {"person_id": number, "turn": 0, "has_answered": pair is not None})
        if pair is not None:
            submission = Submission({ONE: int(pair[0]), OTHER: int(pair[1])}, None)
            sides = split_halves.sides(number, b"key" * 11)
            submissions.append(closing.Opened(team_id, Assurance.SETTLED, sides, submission))
    names = [{"id": each["person_id"], "name": "Somebody"} for each in roster]
    db.session.execute(insert(Person), names)
    db.session.execute(insert(Invitation), roster)
    emptied = closing.Emptied(submissions, 0, RespondentOverlap({}))
    closing._write(round_, emptied, dict.fromkeys(team.id for team in teams))
    round_.opened_box_at, round_.answers = LATER, len(submissions)
    db.session.commit()
    return round_


def stored(round_: PulseRound) -> list[RoundResult]:
    """Return what is kept about the driver of every group."""
    query = db.select(RoundResult).where(
        RoundResult.round_id == round_.id,
        RoundResult.subject == DRIVER,
        RoundResult.team_id.is_not(None),
    )
    return list(db.session.scalars(query.order_by(RoundResult.team_id)))


def holder(rows: Sequence[RoundResult]) -> Kept:
    """Compare every column of a row."""

    def kept(place: int, told: Summary) -> bool:
        row = rows[place]
        known = (row.n, row.mean, row.variance, row.favourable)
        return bool(np.allclose(known, (told.n, told.mean, told.variance, told.favourable)))

    return kept


def reader(rows: Sequence[RoundResult], shown: Callable[[Score], object]) -> Kept:
    """Compare what is shown of a row."""
    seen = [shown(Score(DRIVER, "", row)) for row in rows]

    def kept(place: int, told: Summary) -> bool:
        row = rows[place]
        numbers = {"mean": told.mean, "variance": told.variance, "favourable": told.favourable}
        same = {"subject": DRIVER, "n": told.n, "invited": row.invited}
        way: Any = SimpleNamespace(**same, **numbers, coded_low=None, coded_high=None)
        return shown(Score(DRIVER, "", way)) == seen[place]

    return kept


def in_files(score: Score) -> list[object]:
    """Return what files of results, and the tables of pages, say."""
    return [*exporting._numbers(score), *exporting._favourable(score)]


def over_time(score: Score) -> dict[str, Any]:
    """Return what the page over time draws."""
    return pictures._series("", [score])


def attack(groups: Sequence[Pairs], rows: Sequence[RoundResult]) -> dict[str, Joined]:
    assert [row.n for row in rows] == [len(group) for group in groups]
    return joining.join(
        groups,
        {
            "the holder of the dump": holder(rows),
            "HR": reader(rows, lambda score: (in_files(score), over_time(score))),
            "a lead": reader(rows, over_time),
        },
    )


def test_what_is_kept_is_what_the_attack_takes_to_be_kept(app, groups) -> None:
    """As numbers are the same on every database, one is enough for the attack."""
    for row, told in zip(stored(play(groups)), joining.told_of(groups), strict=True):
        known = (row.n, row.mean, row.variance, row.favourable)
        assert known == (told.n, told.mean, told.variance, told.favourable)


@pytest.mark.only("sqlite")
def test_nobody_joins_answers_better_than_by_guessing(app, groups) -> None:
    for attacker, found in attack(groups, stored(play(groups))).items():
        assert found.is_luck, (attacker, str(found))
        assert 0.3 < found.share(5) < 0.5, "moods say much already"


@pytest.mark.only("sqlite")
def test_the_variance_of_persons_own_means_joins_them(app, groups, monkeypatch) -> None:
    """The dump names everything of most groups; so does an interval to one decimal."""
    monkeypatch.setattr(tabulation, "_of_composite", of_people)
    some = [group for group in groups if len(group) <= 6]
    found = attack(some, stored(play(some)))
    assert all(not each.is_luck for each in found.values())
    assert found["the holder of the dump"].share(5) >= 0.8
    assert found["the holder of the dump"].share(6) >= 0.65
    assert min(each.share(5) for each in found.values()) >= 0.7
    assert max(each.share(5, seen=False) for each in found.values()) < 0.5  # by guessing


def test_pages_and_files_show_what_the_attack_takes_them_to_show(app, as_, ines, groups) -> None:
    round_ = play(groups[:24])
    visit, base = as_(ines), f"/pulses/rounds/{round_.id}"
    table = visit.get(f"{base}/results.csv?team=company").text
    for row in stored(round_)[:3]:
        score = Score(DRIVER, "Voice", row)
        _, mean, low, high, *counts = exporting._numbers(score)
        assert ",".join(map(str, (mean, low, high, *counts))) in table
        page = visit.get(f"{base}/trend?team={row.team_id}&subject={DRIVER}").text
        assert f"({low}–{high})" in page
        drawn = over_time(score)
        assert [round(drawn[end][0]) for end in ("values", "low", "high")] == [mean, low, high]


def test_what_is_kept_beside_results_is_of_the_company_or_of_large_halves(app, groups) -> None:
    groups = groups[:160]
    round_ = play(groups)
    [kept] = db.session.scalars(db.select(Intraclass)).all()
    assert (kept.round_id, kept.subject, kept.teams) == (round_.id, DRIVER, len(groups))
    assert kept.icc1 == round(kept.icc1, intraclass.DIGITS)
    means = [((group - 1) / 6 * 100).mean(axis=1).tolist() for group in groups]
    assert kept.icc1 == pytest.approx(intraclass.icc1(means), abs=0.005)
    for half in db.session.scalars(db.select(RoundHalf)):
        assert half.first_mean == round(half.first_mean)
        assert min(half.first_n, half.second_n) >= 5


def test_a_half_of_a_group_joins_nothing() -> None:
    """The sum of five of ten, of whom nobody knows who they are, is told in whole points."""
    found = np.array(joining.moody(np.random.default_rng(2), [10] * 160))

    def told(sums: Any) -> Any:
        return np.rint((sums - 10) / 10 / 6 * 100)

    first = told(found[:, :5].sum(axis=(1, 2)))
    score = joining.join_by_halves(found, first, told)
    assert score.is_luck, sum(score.answers)


def companies(number: int, teams: int) -> list[Pairs]:
    source = np.random.default_rng(3)
    found = [np.array(joining.moody(source, [5] * teams)) for _ in range(number)]
    return [each for each in found if np.ptp(each.mean(axis=(1, 2))) > 0.01]


def correlation(groups: Pairs) -> float:
    return intraclass.icc1([group.mean(axis=1).tolist() for group in groups]) or 0.0


def test_the_correlation_of_a_company_joins_nothing() -> None:
    """The fewest people it is kept for: a hundred, in teams of five."""
    teams = intraclass.FEWEST_ANSWERS // 5
    told = joining.join_by_correlation(
        companies(40, teams), lambda each: round(correlation(each), intraclass.DIGITS), 0.01
    )
    assert told.is_luck, sum(told.answers)


def test_the_exact_correlation_of_two_teams_joins_answers() -> None:
    told = joining.join_by_correlation(companies(900, 2), correlation, 1e-9)
    assert not told.is_luck, sum(told.answers)
