"""What leaders may choose: the mix of customers, the teams, the time; bad choices are explained."""

import csv
import io
import re
from typing import Any

import numpy as np
import pytest

from cxstaff.customers.averages import MOMENTS
from cxstaff.customers.models import Cell, Channel, Segment, Total
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.linkage.worlds import Build, World, month, said

SAME = {"mix": "same"}
EASY, HARD = 4.4, 3.2


@pytest.fixture
def ask(as_: Any, ines: Person, read: Any) -> Any:
    """Open the comparison as HR and read it."""

    def open_(**query: Any) -> str:
        answer = as_(ines).get("/comparison", query_string=query)
        assert answer.status_code == 200
        return str(read(answer))

    return open_


@pytest.fixture
def numbers(as_: Any, ines: Person) -> Any:
    """Download the numbers as lines."""

    def load(**query: Any) -> list[dict[str, str]]:
        answer = as_(ines).get("/comparison/numbers.csv", query_string=query)
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))

    return load


def places() -> tuple[list[Channel], Segment]:
    made = [Channel(name=name) for name in ("Chat", "Phone", "Letter")]
    segment = Segment(name="")
    db.session.add_all([*made, segment])
    db.session.flush()
    return made, segment


def in_cells(team: Team, place: int, counts: dict[int, tuple[int, float]], segment: int) -> None:
    """Give a team a month of customers: by channel, how many answered with about which mean."""
    total = db.session.get(Total, ("month", team.id, month(place)))
    if total is not None:
        db.session.delete(total)
        db.session.flush()
    sums = {"csat_n": 0, "csat_sum": 0, "csat_squares": 0}
    for channel, (n, mean) in counts.items():
        added = round(n * mean)
        own = {"csat_n": n, "csat_sum": added, "csat_squares": round(added**2 / n + 0.6 * n)}
        keys = {"grain": "month", "team_id": team.id, "starts_on": month(place)}
        db.session.add(
            Cell(**keys, channel_id=channel, segment_id=segment, interactions=2 * n, **own)
        )
        sums = {name: sums[name] + own[name] for name in sums}
    said(
        team,
        month(place),
        3.0,
        n=sums["csat_n"],
        **{k: v for k, v in sums.items() if k != "csat_n"},
    )


def mixed(world: World) -> World:
    """Let engagement go ahead of an easy channel's share, and nothing else move."""
    (chat, phone, _), segment = places()
    dice = np.random.default_rng(2)
    means = {
        (each.team_id, each.round_id): each.mean
        for each in db.session.scalars(db.select(_results()))
    }
    for team in world.made:
        for place in range(world.months):
            before = means[team.id, world.rounds[max(place - 1, 0)].id]
            easy = int(200 + 8 * (before - 62))
            noise = 0.03 * dice.normal(size=2)
            counts = {
                chat.id: (max(easy, 20), EASY + noise[0]),
                phone.id: (max(400 - easy, 20), HARD + noise[1]),
            }
            in_cells(team, place, counts, segment.id)
    db.session.commit()
    return world


def _results() -> Any:
    from cxstaff.pulses.models import RoundResult

    return RoundResult


@pytest.mark.long
def test_a_link_that_is_only_a_shift_of_channels_is_gone_under_the_same_mix(
    company: Build, ask: Any
) -> None:
    mixed(company(link=0.0))
    as_it_was, same = ask(), ask(**SAME)
    assert "Supports In the month after" in as_it_was
    assert "As it was, not taken out" in as_it_was
    assert "Cannot tell In the month after" in same
    assert "Taken out: every team counts as if it had always had the mix" in same
    assert "over 2 pairs of channel and segment." in same
    assert "What customers got in touch about, and how else they differ, is not taken out" in same
    assert "answers are left out" not in same


@pytest.mark.long
def test_a_link_within_channels_stays_under_the_same_mix(company: Build, ask: Any) -> None:
    world = mixed(company(link=0.0))
    for team in world.made:
        for at, cell in enumerate(
            db.session.scalars(
                db.select(Cell).where(Cell.team_id == team.id).order_by(Cell.starts_on)
            )
        ):
            if at >= 2:
                score = _mean(team, world, at // 2 - 1)
                cell.csat_sum += round(cell.csat_n * 0.01 * (score - 62))
                cell.csat_squares = round(cell.csat_sum**2 / cell.csat_n + 0.6 * cell.csat_n)
    db.session.commit()
    text = ask(**SAME)
    assert "Lead: together In the month after" in text
    assert re.search(r"was [78] points higher.*customers scored 0\.0[78]", text)


def _mean(team: Team, world: World, place: int) -> float:
    result = _results()
    query = db.select(result.mean).where(
        result.team_id == team.id, result.round_id == world.rounds[place].id
    )
    return float(db.session.scalar(query) or 0)


@pytest.mark.long
def test_what_cannot_be_made_the_same_is_counted_and_said(
    company: Build, ask: Any, numbers: Any
) -> None:
    world = mixed(company(link=0.0))
    letter = db.session.scalar(db.select(Channel.id).where(Channel.name == "Letter"))
    segment = db.session.scalar(db.select(Segment.id))
    assert letter is not None
    assert segment is not None
    team = world.made[0]
    sums = {"csat_n": 7, "csat_sum": 7, "csat_squares": 7, "interactions": 9}
    keys = {"grain": "month", "team_id": team.id, "starts_on": month(4)}
    db.session.add(Cell(**keys, channel_id=letter, segment_id=segment, **sums))
    db.session.commit()
    assert "7 answers are left out: their channel and segment is found with one team only" in ask(
        **SAME
    )
    lines = numbers(**SAME)
    assert "Satisfaction, same mix" in lines[0]
    assert "Satisfaction" in numbers()[0]
    low, value, high = (
        float(lines[3][f"Satisfaction, same mix{end}"]) for end in (", from", "", ", to")
    )
    assert low < value < high


def test_teams_without_a_channel_in_common_are_told_so(company: Build, ask: Any) -> None:
    world = company(teams=2, months=4)
    (chat, phone, _), segment = places()
    for team, channel in zip(world.made, (chat, phone), strict=True):
        for place in range(4):
            in_cells(team, place, {channel.id: (50, 3.5)}, segment.id)
    db.session.commit()
    text = ask(**SAME)
    assert "Cannot tell No two teams have customers of the same channel and segment" in text
    assert "Choose the mix of customers as it was." in text
    assert "Nothing that carries an estimate." in text


@pytest.mark.long
def test_sums_that_no_cell_holds_are_no_error(company: Build, ask: Any) -> None:
    company(teams=2, months=3)
    for outcome in OUTCOMES:
        assert "Cannot tell" in ask(outcome=outcome, **SAME)


def test_every_outcome_adds_up_to_what_it_is_told_to_be(company: Build) -> None:
    company(teams=1, months=1)
    sums = Total(
        csat_n=9, csat_sum=30, csat_squares=110, csat_top2=4, nps_n=8, nps_promoters=5,
        nps_detractors=2, ces_n=7, ces_sum=30, ces_squares=140, resolved_n=6, resolved_yes=5,
        handling_n=5, handling_sum=3000, handling_squares=600 * 3600, waiting_n=4, waiting_sum=2400,
        waiting_squares=500 * 3600, handling_squares_high=0, waiting_squares_high=0,
        satisfied_n=6, satisfied_yes=5, solved_n=6, solved_yes=5,
    )  # fmt: skip
    for key, outcome in OUTCOMES.items():
        n, *rest = (getattr(sums, name) for name in outcome.sums)
        (total, squares), (lowest, highest) = MOMENTS[key]
        mean = sum(f * x for f, x in zip(total, rest, strict=True)) / n
        spread = sum(f * x for f, x in zip(squares, rest, strict=True)) / n - mean**2
        known = outcome.value(sums)
        assert known is not None
        assert mean == pytest.approx(known.value)
        assert lowest <= known.low <= known.high <= highest
        assert spread == pytest.approx(known.variance, rel=0.4)


def tree(world: World) -> Team:
    """Put the first six teams under one."""
    top = Team(name="North")
    db.session.add(top)
    db.session.flush()
    for team in world.made[:6]:
        team.parent_id = top.id
    db.session.commit()
    return top


def test_some_teams_alone_are_compared_and_downloaded(
    company: Build, ask: Any, numbers: Any, as_: Any, ines: Person
) -> None:
    top = tree(company(link=0.01))
    everybody, north = ask(), ask(team=top.id)
    assert "seen in 14 teams" in everybody
    assert "All teams, all months that are over." in everybody
    assert "Only 6 teams can be compared; it takes at least 10." in north
    assert "North and the teams below. " in north
    assert "Teams or times were chosen." in north
    assert "What would help: Choose all teams, or a part of the company with more" in north
    assert "Not sure enough to say anything" not in north
    assert "Team 07" not in north
    page = as_(ines).get(f"/comparison?team={top.id}").text
    assert f"team={top.id}" in re.findall(r'href="([^"]*numbers\.csv[^"]*)"', page)[0]
    assert {line["Team"] for line in numbers(team=top.id)} == {f"Team 0{n}" for n in range(1, 7)}


@pytest.mark.long
def test_a_time_alone_is_compared_and_downloaded(company: Build, ask: Any, numbers: Any) -> None:
    company(link=0.01)
    time = {"first_on": "2025-05-20", "last_on": "2025-12-01"}
    text = ask(**time)
    assert "seen in 14 teams over 7 months" in text
    assert "All teams, from May 2025 to Dec 2025." in text
    days = {line["First day"] for line in numbers(**time)}
    assert (min(days), max(days)) == ("2025-05-01", "2025-12-01")
    assert ", up to Jun 2025." in ask(last_on="2025-06-30")
    assert ", from Jun 2025 on." in ask(first_on="2025-06-30")


def test_a_time_in_which_nothing_is_known_says_so(company: Build, ask: Any) -> None:
    company(link=0.01)
    assert "The chosen time has not begun" in ask(first_on="2031-01-01")
    text = ask(first_on="2021-01-01", last_on="2021-03-01")
    assert "Nothing is known of these teams in this time" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("team=0", "Choose one from the list"),
        ("team=x", "Choose one from the list"),
        ("mix=none", "Choose one from the list"),
        ("first_on=soon", "date"),
        ("first_on=2025-06-02&last_on=2025-06-01", "The last day lies before the first."),
    ],
)
@pytest.mark.parametrize("path", ["/comparison", "/comparison/numbers.csv"])
def test_a_mistyped_choice_is_explained(
    path: str, query: str, sentence: str, company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=2, months=2)
    answer = as_(ines).get(f"{path}?{query}")
    assert answer.status_code == 422
    text = read(answer)
    assert "This comparison cannot be made" in text
    assert sentence in text
    assert '<details class="disclosure" open>' in answer.text


def test_interactions_are_not_read_for_the_same_mix(
    company: Build, as_: Any, ines: Person, counting: Any
) -> None:
    mixed(company(teams=3, months=4))
    with counting() as sent:
        as_(ines).get("/comparison?mix=same")
    read = [" ".join(each.lower().split()) for each in sent.statements]
    assert any(" from cell" in each for each in read)
    assert not [each for each in read if " join interaction" in each or " feedback" in each]
