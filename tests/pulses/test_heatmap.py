"""Teams by drivers: differences from the company, in any order, turns put together."""

import re
from datetime import timedelta
from html import unescape

import pytest

from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Invitation, PulseRound, RoundResult
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.queries import Order, View
from cxstaff.pulses.scoring import significance
from cxstaff.pulses.scoring.folding import fold
from cxstaff.pulses.scoring.scoring import Interval, interval
from cxstaff.pulses.scoring.significance import Result, ScoreMove
from tests.cast import NOW, SINCE
from tests.pulses.rounds import a_pulse, close, everybody, hire
from tests.pulses.test_results import over, tell

ROW = re.compile(r'<tr>\s*<th scope="row">(.*?)</tr>', re.S)
CELL = re.compile(r'title="([^"]*)"')


def rows_of(page) -> dict[str, list[str]]:
    """Return what is said of each cell, by the name of the row."""
    found = {}
    for row in ROW.findall(page.text):
        name = re.sub(r"<[^>]*>", "", row.split("</th>")[0]).strip()
        found[name] = [unescape(each) for each in CELL.findall(row)]
    return found


@pytest.fixture
def turns(blue, red, service) -> list[PulseRound]:
    """Two rounds in which voice takes turns: Red's, when the company stood at 50, then Blue's."""
    first = over(0, [blue, red], turn=1)
    second = over(1, [blue, red], pulse=first.pulse, turn=1)
    for made, asked in ((first, red), (second, blue)):
        for each in db.session.scalars(
            db.select(Invitation).where(
                Invitation.round_id == made.id, Invitation.team_id == asked.id
            )
        ):
            each.turn = 1
        tell(made, asked, "driver:voice", 66)
        for team in (None, blue, red):
            tell(made, team, "index", 60, n=12 if team else 60)
    tell(first, None, "driver:voice", 50, n=60)
    tell(second, None, "driver:voice", 60, n=60)
    db.session.commit()
    return [first, second]


def test_it_opens_on_what_differs_from_the_company(as_, ines, blue, red) -> None:
    made = over(0, [blue, red])
    tell(made, None, "index", 50, n=60)
    tell(made, None, "driver:voice", 50, n=60)
    tell(made, blue, "index", 75)
    tell(made, blue, "driver:voice", 51)
    tell(made, red, "driver:voice", 49)
    db.session.commit()
    page = as_(ines).get(f"/pulses/rounds/{made.id}/teams")
    rows = rows_of(page)
    assert rows["Blue"] == [
        "25 points above the company (+21 to +29 with 95 % confidence); 12 of 16 answered; "
        "round of 7 Jan 2026",
        "No clear difference (−2 to +4 with 95 % confidence); 12 of 16 answered; "
        "round of 7 Jan 2026",
    ]
    assert rows["Red"][0] == "Hidden to protect people"
    assert "Everybody asked" not in rows
    assert "n&nbsp;=" not in page.text  # how many answered is no sign of a cell


@pytest.mark.both
def test_turns_are_put_together_beside_the_company_of_their_round(
    as_, ines, blue, red, turns
) -> None:
    visit, base = as_(ines), f"/pulses/rounds/{turns[1].id}/teams"
    rows = rows_of(visit.get(base))
    assert rows["Red"][1].startswith("16 points above the company")  # 66 beside 50, in January
    assert rows["Red"][1].endswith("round of 7 Jan 2026")
    assert rows["Blue"][1].startswith("6 points above the company")
    assert rows["Blue"][1].endswith("round of 14 Jan 2026")
    shown = rows_of(visit.get(f"{base}?show=answers"))
    assert shown["Everybody asked"][1].startswith("120 of 128 answered; rounds of 7 Jan")
    assert shown["Blue"][0].endswith("round of 14 Jan 2026")  # asked of all each time
    before = rows_of(visit.get(f"/pulses/rounds/{turns[0].id}/teams"))
    assert before["Blue"][1] == "Not asked"  # a round knows of none after it
    assert "put together over the last 2 rounds: 7 Jan 2026, 14 Jan 2026" in visit.get(base).text


def test_a_turn_that_is_hidden_is_no_number_and_tells_hidden_from_not_asked(
    as_, ines, blue, red, turns
) -> None:
    db.session.execute(
        db.delete(RoundResult).where(
            RoundResult.team_id == red.id, RoundResult.subject == "driver:voice"
        )
    )
    for each in db.session.scalars(db.select(Invitation).where(Invitation.team_id == blue.id)):
        each.turn = 0
    db.session.execute(
        db.delete(RoundResult).where(
            RoundResult.team_id == blue.id, RoundResult.subject == "driver:voice"
        )
    )
    db.session.commit()
    for show in View:
        rows = rows_of(as_(ines).get(f"/pulses/rounds/{turns[1].id}/teams?show={show}"))
        assert rows["Red"][1] == "Hidden to protect people"
        assert rows["Blue"][1] == "Not asked"


def test_two_parts_that_rounds_hide_do_not_become_one_that_is_shown(
    as_, ines, blue, red, service
) -> None:
    """Three of each half of a team answer: six in two rounds, and nobody is told of them.

    Four others answer in Blue, then in Red, so that the three are not what is left of Service.
    """
    team = Team(name="Gold", parent=service)
    db.session.add(team)
    hire(team, 16)
    others = Team(name="Grey", parent=service)
    db.session.add(others)
    hire(others, 32)
    keys = ("teei-mission", "voice-safe", "recognition-noticed")
    pulse = a_pulse(ines, service, keys=keys, per_round=2)
    for number in range(2):
        now = NOW + timedelta(weeks=4 * number)
        made = actions.open_round(pulse, now=now)
        db.session.commit()
        voice = next(each for each in made.questions if each.key == "voice-safe")
        for each, most in ((team, 3), (blue, 4), (red, 4), (others, 99)):
            asked = [
                person
                for person in everybody(each)
                if voice.is_for(db.session.get(Invitation, (made.id, person.id)).turn)
            ]
            for person in asked[:most]:
                actions.answer(
                    hold_respondent(made.id, person.id),
                    {"teei-mission": 5, "voice-safe": 6},
                    None,
                    now=now,
                )
        close(made, now + timedelta(days=7, minutes=1))
    assert db.session.scalar(
        db.select(RoundResult.n).where(
            RoundResult.team_id == others.id, RoundResult.subject == "driver:voice"
        )
    )
    for show in View:
        for order in ("up", "down"):
            base = f"/pulses/rounds/{made.id}/teams?show={show}&sort=driver:voice&order={order}"
            rows = rows_of(as_(ines).get(base))
            column = next(n for n, each in enumerate(rows["Grey"]) if "rounds of" in each)
            assert rows["Gold"][column] == "Hidden to protect people"


@pytest.fixture
def many(service) -> tuple[PulseRound, list[str]]:
    """Thirty teams: five clearly below the company, five clearly above, one hidden."""
    made = over(0, [])
    names = [f"Squad {place:02}" for place in range(30)]
    teams = [Team(name=name, parent=service) for name in names]
    db.session.add_all(teams)
    db.session.flush()
    guests = [Person(name=f"G {team.id}", email=f"g{team.id}@bright.example") for team in teams]
    db.session.add_all(guests)
    for team, guest in zip(teams, guests, strict=True):
        guest.memberships.append(Membership(team=team, since=SINCE))
    db.session.flush()
    for team, guest in zip(teams, guests, strict=True):
        db.session.add(
            Invitation(
                round_id=made.id, person_id=guest.id, team_id=team.id, opens_at=made.opens_at
            )
        )
    for place, team in enumerate(teams):
        away = {0: -30, 1: 30}.get(place % 3 if place < 15 else 2, 0)
        if place != 29:
            tell(made, team, "index", 60 + away + (place / 10 if away else 0), n=12 + place)
    tell(made, None, "index", 60, n=600)
    db.session.commit()
    return made, names


def names_on(page) -> list[str]:
    return [name for name in rows_of(page) if name.startswith("Squad")]


def test_it_is_sorted_by_any_column_and_noise_is_not_ranked(as_, ines, many) -> None:
    made, names = many
    visit, base = as_(ines), f"/pulses/rounds/{made.id}/teams"
    low = [names[place] for place in (0, 3, 6, 9, 12)]
    high = [names[place] for place in (1, 4, 7, 10, 13)]
    noise = [name for name in names[:29] if name not in (*low, *high)]

    def all_of(query: str) -> list[str]:
        return [n for page in (1, 2) for n in names_on(visit.get(f"{base}?{query}&page={page}"))]

    assert all_of("") == names
    assert all_of("order=down") == names[::-1]
    assert all_of("sort=index") == [*low, *noise, *high, names[29]]
    assert all_of("sort=index&order=down") == [*high[::-1], *noise, *low[::-1], names[29]]
    assert all_of("sort=index&show=answers") == names
    assert all_of("sort=index&show=scores&order=down")[:5] == high[::-1]
    assert all_of("sort=nothing&show=nothing") == names
    page = visit.get(f"{base}?sort=index").text
    assert page.count('aria-sort="ascending"') == 1
    assert f"{base}?team=company&amp;show=company&amp;sort=index&amp;order=down" in page
    assert f"{base}?team=company&amp;show=company&amp;sort=name&amp;order=up" in page
    assert "stand together by name" in page


def test_neither_order_nor_page_nor_team_changes_what_is_said_of_a_cell(many) -> None:
    """Differences are judged among all cells of the map, not among those on a page."""
    made, names = many
    some = published.heatmap(made, None, 1, size=1).page.items[0]
    of_all = {row.name: row for row in published.heatmap(made, None, 1, size=99).page.items}
    order = Order("index", View.COMPANY, is_falling=True)
    sorted_ = published.heatmap(made, None, 1, order, size=99).page.items
    alone = published.heatmap(made, [of_all[names[5]].team.id], 1).page.items
    assert some == of_all[some.name]
    assert {row.name: row for row in sorted_} == of_all
    assert [row.name for row in alone] == [names[5]]
    assert alone[0] == of_all[names[5]]


def test_it_takes_as_many_statements_for_many_teams_as_for_few(
    as_, ines, counting, turns, many
) -> None:
    visit = as_(ines)
    visit.get("/pulses")
    sent = []
    for made in (turns[1], many[0]):
        with counting() as found:
            visit.get(f"/pulses/rounds/{made.id}/teams?sort=index")
        sent.append(len(found))
    assert sent[0] - 2 <= sent[1] <= sent[0] <= 24


def test_leads_sort_their_own_teams_alone(as_, ana, blue, red, turns) -> None:
    visit, base = as_(ana), f"/pulses/rounds/{turns[1].id}/teams"
    assert list(rows_of(visit.get(f"{base}?team=company&sort=driver:voice"))) == ["Blue"]
    assert visit.get(f"{base}?team={red.id}&sort=driver:voice").status_code == 404


def test_rounds_are_put_together_by_their_answers() -> None:
    one, two = Result(40.0, 90.0, 6, 10), Result(70.0, 120.0, 12, 20)
    found = fold([one, two])
    assert (found.mean, found.n, found.invited, found.coded) == (60.0, 18, 30, None)
    ends = [interval(each.mean, each.variance, each.n, each.invited) for each in (one, two)]
    assert found.between.low == pytest.approx((ends[0].low + 2 * ends[1].low) / 3)
    assert found.between.high == pytest.approx((ends[0].high + 2 * ends[1].high) / 3)
    assert fold([one]).between == ends[0]
    assert fold([one, Result(50.0, None, 6, 9)]).between is None
    coded = Result(80.0, 900.0, 12, 20, -100.0, Interval(80.0, 100.0))
    assert fold([coded]).coded == Interval(80.0, 100.0)


def test_a_difference_over_rounds_is_no_surer_than_its_rounds_and_each_has_its_company() -> None:
    rounds = [
        (Result(70.0, 150.0, 12, 16), Result(60.0, 200.0, 90, 120)),
        (Result(55.0, 150.0, 6, 9), Result(40.0, 200.0, 60, 90)),
    ]
    parts = [significance.from_company(*each) for each in rounds]
    found = significance.from_company_over(rounds)
    assert found.value == pytest.approx((12 * 10.0 + 6 * 15.0) / 18)
    assert found.reach >= min(each.reach for each in parts)
    assert significance.from_company_over(rounds[:1]) == parts[0]
    assert significance.from_company_over([]) is None
    assert significance.from_company_over([*rounds, (Result(5, None, 5, 9), rounds[0][1])]) is None
    [judged] = significance.judged([found])
    assert judged.direction is ScoreMove.HIGHER
    assert judged.value - judged.reach > 0
