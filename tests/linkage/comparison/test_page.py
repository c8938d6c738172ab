"""The comparison page and its file: who may, what is hidden, what it costs, what is mistyped."""

import csv
import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.linkage.comparison import table
from cxstaff.linkage.leads.actions import look
from cxstaff.linkage.material.question import Question
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Pulse, RoundResult
from cxstaff.versions import count_change
from tests.cast import NOW, TODAY
from tests.linkage.worlds import Build, ask, month, publish, round_on, said

Counting = Callable[[], Any]


def lines(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def opened(visit: Any, page: str) -> str:
    """Return what a page fetches where somebody opens each of its parts, one after the other."""
    links = re.findall(r'data-opened>\s*<p><a href="([^"]+)"', page)
    parts = [visit.get(html.unescape(link), headers={"HX-Request": "true"}) for link in links]
    assert parts
    assert all(part.status_code == 200 for part in parts)
    return "\n".join(part.text for part in parts)


@pytest.mark.parametrize("path", ["/comparison", "/comparison/numbers.csv"])
def test_hr_and_cx_may_and_nobody_else(
    path: str, company: Build, as_: Any, ines: Person, cyrus: Person, ana: Person, ben: Person,
    ada: Person,
) -> None:  # fmt: skip
    company(teams=2, months=3)
    for person in (ines, cyrus):
        assert as_(person).get(path).status_code == 200
    for person in (ana, ben, ada):
        assert as_(person).get(path).status_code == 403
    stranger = as_(None).get(path)
    assert stranger.status_code == 303
    assert "/sign-in" in stranger.location


@pytest.mark.parametrize(
    "query",
    ["engagement=mood", "outcome=revenue", "lag=9", "lag=x", "period=day", "engagement=question:a"],
)
@pytest.mark.parametrize("path", ["/comparison", "/comparison/numbers.csv"])
def test_a_mistyped_address_is_explained(
    path: str, query: str, as_: Any, ines: Person, read: Any
) -> None:
    answer = as_(ines).get(f"{path}?{query}")
    assert answer.status_code == 422
    text = read(answer)
    assert "This comparison cannot be made" in text
    assert "Choose one from the list" in text


@pytest.mark.parametrize(
    "query", ["", "engagement=&lag=", "page=0", "page=-3", "page=x", "page=99"]
)
def test_what_is_missing_is_as_usual(query: str, company: Build, as_: Any, ines: Person) -> None:
    company(teams=2, months=3)
    answer = as_(ines).get(f"/comparison?{query}")
    assert answer.status_code == 200
    assert "Team 01" in answer.text


@pytest.mark.long
def test_every_choice_has_words(company: Build, as_: Any, ines: Person, read: Any) -> None:
    world = company(teams=11, months=12)
    for team in world.made:
        said(team, month(12), 3.0)
    outcomes = ("csat", "csat_top2", "nps", "ces", "resolved", "handling", "waiting")
    periods, seen = ("week", "month", "quarter"), list[dict[str, Any]]()
    for place, outcome in enumerate(outcomes):
        for lag in range(4):
            query = {"lag": lag, "period": periods[(place + lag) % 3], "outcome": outcome}
            seen.append(query)
            answer = as_(ines).get("/comparison", query_string=query)
            assert answer.status_code == 200, query
            assert "%(" not in read(answer), query
    for one, other, number in (("lag", "period", 12), ("outcome", "period", 21)):
        assert len({(query[one], query[other]) for query in seen}) == number, "every two together"


@pytest.mark.both
def test_the_page_names_the_pulses_that_scores_come_from(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=2, months=3)
    names = db.session.scalars(db.select(Pulse.name)).all()
    assert f"Pulses {names[0]}" in read(as_(ines).get("/comparison"))


def test_hidden_is_told_from_absent(
    company: Build, as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    world = company(teams=3, months=4, halves=False)
    small, never = Team(name="Small"), Team(name="Never asked")
    db.session.add_all([small, never])
    ask(small, world.rounds[:2], ben.id)
    for team in (small, never):
        for place in range(4):
            said(team, month(place), 3.0)
    found = lines(as_(ines).get("/comparison/numbers.csv"))

    def shown(team: str) -> list[str]:
        return [line["Score shown"] for line in found if line["Team"] == team]

    assert shown("Small") == ["hidden to protect people"] * 2 + ["no data"] * 2
    assert shown("Never asked") == ["no data"] * 4
    assert shown("Team 01") == ["yes"] * 4
    text = opened(as_(ines), as_(ines).get("/comparison").text)
    assert text.count("Hidden to protect people") == 2
    assert text.count("No data") == 6


def test_when_everything_is_hidden_it_says_so(
    company: Build, as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    world = company(teams=3, months=3, halves=False)
    db.session.execute(db.delete(RoundResult))
    for round_ in world.rounds:
        publish(None, round_, 60)
    ask(world.made[0], world.rounds, ben.id)
    assert "All scores are hidden to protect people" in read(as_(ines).get("/comparison"))


def test_the_file_holds_the_numbers_of_the_page(company: Build, as_: Any, ines: Person) -> None:
    company(teams=2, months=3)
    found = lines(as_(ines).get("/comparison/numbers.csv"))
    assert len(found) == 6
    first = found[0]
    assert (first["Team"], first["First day"], first["Last day"]) == (
        "Team 01",
        "2025-03-01",
        "2025-03-31",
    )
    assert first["Pulse answers"] == "14"
    assert first["Counted for it"] == "400"
    assert first["Interactions"] == "800"
    page = opened(as_(ines), as_(ines).get("/comparison").text)
    assert f">{float(first['Engagement index']):.0f}</td>" in page
    assert f">{float(first['Satisfaction']):.2f}</td>" in page
    assert f'data-label="From">{float(first["Satisfaction, from"]):.2f}</td>' in page
    low, high = float(first["Satisfaction, from"]), float(first["Satisfaction, to"])
    assert low < float(first["Satisfaction"]) < high


def test_cells_of_the_file_are_no_formulas_and_numbers_stay_numbers(
    company: Build, as_: Any, ines: Person
) -> None:
    world = company(teams=2, months=3, subject="enps", halves=False)
    world.made[0].name = '=HYPERLINK("x")'
    for score in db.session.scalars(db.select(RoundResult)):
        score.mean = -20.5
    found = lines(as_(ines).get("/comparison/numbers.csv?engagement=enps"))
    assert {line["Team"] for line in found} == {'\'=HYPERLINK("x")', "Team 02"}
    assert {line["eNPS"] for line in found} == {"-20.5"}


def test_scores_of_rounds_in_one_period_are_joined_by_their_answers(
    company: Build, as_: Any, ines: Person
) -> None:
    world = company(teams=1, months=6, halves=False)
    again = round_on(world.rounds[0].pulse, month(0), number=90)
    again.opens_at = again.opens_at.replace(day=20)
    again.closes_at = again.closes_at.replace(day=25)
    db.session.add(again)
    first = db.session.scalars(db.select(RoundResult).order_by(RoundResult.id)).first()
    assert first is not None
    first.mean = 60
    publish(world.made[0], again, 80, n=42)
    line = lines(as_(ines).get("/comparison/numbers.csv"))[0]
    assert line["Pulse answers"] == str(14 + 42)
    assert float(line["Engagement index"]) == pytest.approx((14 * 60 + 42 * 80) / 56)


def test_the_same_people_asked_every_week_are_no_more_people(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    """Whatever they answer from week to week, the month is as sure as a week is, and not more."""
    world = company(teams=1, months=6, halves=False)
    weeks = [round_on(world.rounds[0].pulse, month(0), number=90 + each) for each in range(3)]
    for day, again in zip((10, 17, 24), weeks, strict=True):
        again.opens_at = again.opens_at.replace(day=day)
        again.closes_at = again.closes_at.replace(day=day + 2)
        db.session.add(again)
        publish(world.made[0], again, 60)
    for score in db.session.scalars(db.select(RoundResult)):
        score.mean = 60
    db.session.commit()
    joined, alone = lines(as_(ines).get("/comparison/numbers.csv"))[:2]
    names = [f"Engagement index, {end}" for end in ("from", "to")]
    assert (joined["Pulse answers"], alone["Pulse answers"]) == ("56", "14")
    assert [joined[each] for each in names] == [alone[each] for each in names]
    rows = as_(ines).get(f"/comparison/paths/{world.made[0].id}").text
    assert 'data-label="n">14</td>' in rows
    assert 'data-label="n">56</td>' not in rows


def test_months_add_up_to_quarters(company: Build, as_: Any, ines: Person) -> None:
    company(teams=1, months=12, halves=False)
    months = lines(as_(ines).get("/comparison/numbers.csv"))
    quarters = lines(as_(ines).get("/comparison/numbers.csv?period=quarter"))
    second = next(line for line in quarters if line["First day"] == "2025-04-01")
    assert second["Last day"] == "2025-06-30"
    assert second["Counted for it"] == "1200"
    mean = sum(float(line["Satisfaction"]) for line in months[1:4]) / 3
    assert float(second["Satisfaction"]) == pytest.approx(mean, abs=1e-4)
    assert "2026-01-01" not in {line["First day"] for line in quarters}  # not over in March


def test_a_small_month_has_a_wide_interval(company: Build, as_: Any, ines: Person) -> None:
    world = company(teams=2, months=3, halves=False)
    alone = Team(name="Alone")
    db.session.add(alone)
    said(alone, month(0), 5.0, n=3, csat_squares=75)
    line = next(x for x in lines(as_(ines).get("/comparison/numbers.csv")) if x["Team"] == "Alone")
    assert float(line["Satisfaction, from"]) < 4
    assert world.made


@pytest.mark.long
@pytest.mark.parametrize("path", ["/comparison", "/comparison/numbers.csv"])
def test_cost_grows_with_nothing_and_interactions_are_never_read(
    path: str, company: Build, as_: Any, ines: Person, counting: Counting
) -> None:
    few = company(teams=3, months=4)
    look(Question(), TODAY, now=NOW)  # the first of a day is noted, in either case
    db.session.commit()
    with counting() as small:
        as_(ines).get(path)
    for team in few.made:
        for place in range(4, 12):
            said(team, month(place), 4.0, n=40_000)
    company_ = [Team(name=f"More {number:02}") for number in range(40)]
    db.session.add_all(company_)
    for team in company_:
        for place, round_ in enumerate(few.rounds):
            few.score(team, round_, 60 + place)
            said(team, month(place), 3.0)
    db.session.commit()
    with counting() as large:
        as_(ines).get(path)
    # a taken file is logged, no question is the standing one; targets hold below, by the tree
    assert len(large) == len(small) <= 49
    forbidden = re.compile(r"(from|join) (interaction|cell|feedback|response|answer|comment)\b")
    statements = [" ".join(each.lower().split()) for each in large.statements]
    by_channel = "group by cell.team_id, cell.starts_on, cell.channel_id"  # months alone
    read = [each for each in statements if forbidden.search(each) and by_channel not in each]
    assert all("max(interaction.id)" in each for each in read), read


def test_an_answer_is_remembered_until_something_new_comes_in(
    company: Build, as_: Any, ines: Person, counting: Counting, read: Any
) -> None:
    world = company(link=0.01)

    def ask_again() -> tuple[str, int]:
        with counting() as sent:
            text = read(as_(ines).get("/comparison"))
        return text, sum(" FROM total" in " ".join(s.split()) for s in sent.statements)

    first, cost = ask_again()
    same, cheap = ask_again()
    assert same == first
    assert cheap < cost

    newcomer = Team(name="Newcomer")
    db.session.add(newcomer)
    said(newcomer, month(3), 3.0)
    after_import, paid = ask_again()
    assert "Newcomer" in after_import
    assert paid == cost

    later = round_on(world.rounds[0].pulse, month(3), number=91)
    later.opens_at = later.opens_at.replace(day=15)
    later.closes_at = later.closes_at.replace(day=20)
    db.session.add(later)
    publish(newcomer, later, 77)
    count_change(db.session(), "pulses.results")  # as publishing does
    after_round, paid = ask_again()
    assert "77 " in after_round
    assert after_round != after_import
    assert paid == cost


def test_a_team_put_under_another_changes_the_answer_at_once(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    world = company(link=0.01)
    assert "seen in 14 teams" in read(as_(ines).get("/comparison"))
    world.made[1].parent_id = world.made[0].id
    db.session.commit()
    text = read(as_(ines).get("/comparison"))
    assert "seen in 13 teams" in text
    assert "1 team whose score holds those of teams below it." in text


@pytest.mark.long
def test_what_is_remembered_answers_the_same_question_only(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    questions = ["", "?lag=2", "?outcome=csat_top2", "?period=quarter"]
    assert len({read(as_(ines).get(f"/comparison{each}")) for each in questions}) == 4
    assert "satisfied" in read(as_(ines).get("/comparison?outcome=csat_top2"))
    assert "Two months after" in read(as_(ines).get("/comparison?lag=2"))


def test_teams_come_in_pages_by_name(company: Build, as_: Any, ines: Person, read: Any) -> None:
    company(teams=30, months=3)
    first = read(as_(ines).get("/comparison"))
    second = read(as_(ines).get("/comparison?page=2"))
    assert "Page 1 of 3" in first
    assert "Team 10 by month" in first
    assert "Team 11 by month" not in first
    assert "Team 11 by month" in second


@pytest.mark.long
def test_pictures_stand_above_their_numbers(company: Build, as_: Any, ines: Person) -> None:
    company(link=0.01)
    text = as_(ines).get("/comparison").text
    for name in ("within", "between"):
        assert f'id="{name}-spec"' in text
    assert '"slope"' in text
    assert '"band"' in text
    assert text.count("Team 03, Jun 2025") == 1
    assert opened(as_(ines), text).count("Team 03, Jun 2025") == 1


def test_a_part_that_opens_stands_on_a_page_of_its_own_too(
    company: Build, as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    """Without scripts its link leads there."""
    world = company(link=0.01)
    team = world.made[2]
    path = as_(ines).get(f"/comparison/paths/{team.id}?period=quarter")
    assert "<h1>Team 03</h1>" in path.text
    assert "Q2 2025" in read(path)
    assert "In this team alone" not in read(path)
    dots = as_(ines).get("/comparison/dots")
    assert "<h1>When a team changes</h1>" in dots.text
    assert "Team 03, Jun 2025" in dots.text
    part = as_(ines).get("/comparison/dots", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert part.strip() in dots.text
    assert as_(ben).get(f"/comparison/paths/{team.id}").status_code == 403
    for address, status in (("paths/999", 404), ("paths/1?lag=x", 422), ("dots?lag=9", 422)):
        assert as_(ines).get(f"/comparison/{address}").status_code == status


def test_numbers_that_are_not_drawn_are_not_found(company: Build, as_: Any, ines: Person) -> None:
    company(teams=2, months=3)
    assert as_(ines).get("/comparison/dots").status_code == 404


@pytest.mark.long
def test_long_tables_show_the_newest_periods_and_lead_to_the_rest(
    company: Build, as_: Any, ines: Person, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    company()
    page = as_(ines).get("/comparison").text
    whole = opened(as_(ines), page)
    assert "before them are in the file" not in whole
    monkeypatch.setattr(table, "MOST_ROWS", 5)
    shorter = as_(ines).get("/comparison").text
    short = opened(as_(ines), shorter)
    assert "The newest 5 months; 7 before them are in the file of the comparison" in short
    assert whole.count('data-label="Period"') == 10 * 12
    assert short.count('data-label="Period"') == 10 * 5
    told = re.findall(r'data-label="Period"[^>]*>\s*([^<]+?)\s*<', whole)
    assert re.findall(r'data-label="Period"[^>]*>\s*([^<]+?)\s*<', short)[:5] == told[:5]
    lines = re.compile(r'class="spark-line" d="[^"]+"')
    assert len(lines.findall(page)) > 10
    assert lines.findall(shorter) == lines.findall(page)


def test_the_command_says_the_same(company: Build, command: Any, as_: Any, ines: Person) -> None:
    company(link=0.01)
    said_ = " ".join(command("linkage", "compare").output.split())
    assert "Supports In the month after a team’s engagement was 7 points higher" in said_
    sentence = said_[said_.index("In the month") : said_.index("11 months.")]
    assert sentence in " ".join(as_(ines).get("/comparison").text.split()).replace("&#39;", "'")
    unknown = re.search(r"came and went with engagement.{,150}went along with (\d+) %", said_)
    assert unknown
    assert 10 <= int(unknown[1]) <= 90
    assert unknown[0] in " ".join(as_(ines).get("/comparison").text.split())
    wrong = command("linkage", "compare", "--lag", "9")
    assert wrong.exit_code == 1
    assert "--lag is one of: 0, 1, 2, 3." in wrong.output
    assert "No pulse results yet" not in wrong.output


def test_the_command_compares_under_the_same_mix_and_in_a_chosen_time(
    company: Build, command: Any
) -> None:
    company(link=0.01)
    words = "linkage", "compare", "--mix", "same", "--until", "2025-12-31"
    said_ = " ".join(command(*words).output.split())
    assert "Cannot tell" in said_  # these customers have no channel that would make them alike
    assert "up to Dec 2025" in " ".join(command("linkage", "compare", *words[4:]).output.split())
    for wrong, sentence in (
        (["--team", "99"], "--team is one of: "),
        (["--mix", "none"], "--mix is one of: own, same."),
        (["--from", "yesterday"], "--from: "),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "The last day lies before the first."),
    ):
        result = command("linkage", "compare", *wrong)
        assert result.exit_code == 1
        assert sentence in result.output


def test_a_result_that_customers_were_asked_for_warns_of_who_answers(
    company: Build, as_: Any, ines: Person
) -> None:
    company()
    warning = "Only customers who answered."
    assert warning in as_(ines).get("/comparison").text
