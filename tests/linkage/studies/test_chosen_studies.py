"""Studies of some teams, of some time, or of one mix of customers: declared whole, run whole."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.leads.models import Look
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.linkage.studies import queries
from cxstaff.linkage.verdicts.models import Study
from cxstaff.people.models import Person, Team
from tests.cast import NOW
from tests.linkage.studying import DECLARED, Declare, a_month_more, later, versions, work
from tests.linkage.worlds import Build, World

ZONE = "Europe/Berlin"


def below(world: World, number: int) -> Team:
    """Put the first teams of a company under one of their own."""
    upper = Team(name="Night shift")
    db.session.add(upper)
    for team in world.made[:number]:
        team.parent = upper
    db.session.commit()
    return upper


def test_a_comparison_is_declared_as_it_was_asked(company: Build, as_: Any, ines: Person) -> None:
    upper = below(company(), 11)
    chosen = f"mix=same&team={upper.id}&first_on=2025-06-01&last_on=2026-01-31"
    page = as_(ines).get(f"/comparison?outcome=nps&lag=2&until=2025-12-31&{chosen}").text
    [link] = re.findall(r'href="(/comparison/studies/new[^"]*)"', page)
    address = "/comparison/studies/new?engagement=index&outcome=nps&period=month&lag=2"
    assert unescape(link) == f"{address}&{chosen}"
    form = as_(ines).get(unescape(link)).text
    for value in ("nps", "2", "same", str(upper.id)):
        assert f'<option selected value="{value}">' in form
    assert 'value="2025-06-01"' in form
    assert 'value="2026-01-31"' in form


def test_what_nobody_saw_is_declared_before_it_is_shown(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    page = as_(ines).get("/comparison").text
    form = page[page.index('id="question"') :].split("</form>")[0]
    ways = re.findall(r'<button type="submit"[^>]*?(?: formaction="([^"]+)")?>', form)
    assert ways == ["", "/comparison/studies/new"], "what shows comes first: Enter presses it"
    chosen = "engagement=index&period=month&lag=2&mix=own&team=&first_on=&last_on="
    unseen, seen = (f"{ways[1]}?outcome={each}&{chosen}" for each in ("csat_top2", "csat"))
    told = read(as_(ines).get(unseen))
    assert "Nobody has looked yet" in told
    assert "its answer is a verdict" in told
    assert db.session.scalars(db.select(Look.outcome)).all() == ["csat"], "declaring is no look"
    told = read(as_(ines).get(seen))
    assert "These two were looked at before" in told
    assert "was opened on 1 day, 18 Mar 2026." in told
    assert "marked exploratory" in told
    assert "looked at before" not in read(as_(ines).get(ways[1])), "nothing is chosen yet"


@pytest.mark.parametrize("wrong", ["first_on=soon", "team=999", "mix=none", "period=day"])
def test_a_form_leaves_out_what_an_address_has_wrong(wrong: str, as_: Any, ines: Person) -> None:
    page = as_(ines).get(f"/comparison/studies/new?outcome=nps&{wrong}")
    assert page.status_code == 200
    assert '<option selected value="nps">' in page.text


def test_it_asks_the_teams_and_the_time_that_were_declared(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    upper = below(company(link=0.01), 11)
    path = declare(team=str(upper.id), first_on="2025-05-04")
    as_(ines).post(f"{path}/versions")
    [version] = versions()
    question = Question(team_id=upper.id, first_on=date(2025, 5, 4))
    slope: Any = answer(question, NOW.date(), ZONE).slope
    assert (version.teams, version.periods) == (11, slope.periods) == (11, 9)
    assert version.slope == pytest.approx(slope.value)
    told = read(as_(ines).get(path))
    assert "Teams and time Night shift and the teams below, from May 2025 on." in told
    assert "Choosing after having looked" not in told
    assert "Night shift and the teams below" in read(as_(ines).get("/comparison/studies"))
    address = f"/comparison?engagement=index&outcome=csat&period=month&lag=1&team={upper.id}"
    assert f'{address}&first_on=2025-05-04"' in unescape(as_(ines).get(path).text)


@pytest.mark.long
def test_new_numbers_alone_are_those_of_the_teams_declared(
    company: Build, declare: Declare, as_: Any, ines: Person
) -> None:
    world = company(link=0.01)
    path = declare(team=str(below(world, 11).id), first_on="2025-05-04", last_on="2026-12-31")
    for place in (12, 13):
        a_month_more(world, place)
    with later(60):
        as_(ines).post(f"{path}/versions")
        page = unescape(as_(ines).get(path).text)
    assert '&first_on=2026-04-01&last_on=2026-12-31">Compare those alone' in page


def test_the_mix_that_was_declared_is_taken_out(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    path = declare(mix="same")
    as_(ines).post(f"{path}/versions")
    [version] = versions()
    made = answer(Question(mix=Mix.SAME), NOW.date(), ZONE).judgement
    assert version.reasons == [reason.value for reason in made.reasons]
    assert version.reasons != ["moves_as_hoped"]
    assert "As if every team had the same" in read(as_(ines).get(path))


def test_a_study_whose_time_is_over_is_left_alone(company: Build, declare: Declare) -> None:
    world = company(link=0.01)
    declare(last_on="2026-02-20")
    work()
    assert [version.until for version in versions()] == [2026 * 12 + 1]
    a_month_more(world)
    with later(30) as now:
        assert not queries.due_studies(now.date())
        work()
    assert len(versions()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"first_on": "2026-02-01", "last_on": "2026-01-01"},
            "The last day lies before the first.",
        ),
        ({"first_on": "soon"}, "Not a valid date value."),
        ({"team": "999"}, "This is not one of the choices."),
        ({"mix": "none"}, "This is not one of the choices."),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    typed: dict[str, str], sentence: str, as_: Any, ines: Person, read: Any
) -> None:
    made = as_(ines).post("/comparison/studies/new", DECLARED | typed)
    assert made.status_code == 422
    assert sentence in read(made)
    assert not db.session.scalars(db.select(Study)).all()
