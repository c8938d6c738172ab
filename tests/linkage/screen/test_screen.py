"""The screen: what stands out of everything, luck allowed for, and what looking there costs."""

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.db import db
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead, Verdict
from cxstaff.linkage.leads.family import Family
from cxstaff.linkage.leads.queries import looks_before
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import MeanScore, Place, Question
from cxstaff.linkage.screen.screen import Screen, screen
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from cxstaff.statistics import benjamini_hochberg
from tests.cast import NOW
from tests.linkage.laid import laid_out
from tests.linkage.worlds import Build, ask, month, publish, rounds, said

MONTHS = range(24_300, 24_310)
SHOWN = "/comparison/screen?period=month&lag=1"
FILE = "/comparison/screen/numbers.csv?period=month&lag=1"
FAMILY = Family(tuple(f"subject {at}" for at in range(3)), len(OUTCOMES), Question(), 1.0)
PART = 0.9 * 0.5 * 0.75 / 3
"""Of the level: scores, the usual time, customers as they came, one score of three."""
Counting = Callable[[], Any]


def materials(
    dice: np.random.Generator, *, link: float = 0.0, teams: int = 12, subjects: int = 3
) -> dict[str, Material]:
    """Scores that say nothing, but for the first: csat moves with it a month later."""
    places: list[Place] = [(team, month) for team in range(teams) for month in MONTHS]
    first = {place: 60 + 8 * float(dice.normal()) for place in places}
    results = {
        key: {place: estimate(float(dice.normal())) for place in places}
        for key in ("csat", "nps", "resolved", "handling")
    }
    results["csat"] = {
        (t, m): estimate(link * first.get((t, m - 1), 60) + 0.1 * float(dice.normal()))
        for t, m in places
    }
    scores = [first] + [
        {place: 60 + 8 * float(dice.normal()) for place in places} for _ in range(subjects - 1)
    ]
    return {
        f"subject {at}": laid_out(
            {place: MeanScore(14, value, None, None) for place, value in each.items()},
            results,
            dict.fromkeys(places, 200),
            MONTHS[-1] + 1,
        )
        for at, each in enumerate(scores)
    }


def estimate(value: float) -> Estimate:
    return Estimate(100, value, value - 0.1, value + 0.1, 1.2)


@pytest.mark.parametrize(("link", "reading"), [(0.03, Lead.TOGETHER), (-0.03, Lead.OPPOSITE)])
def test_a_planted_link_stands_out_alone(link: float, reading: Lead) -> None:
    found = screen(materials(np.random.default_rng(3), link=link), Period.MONTH, 1, FAMILY)
    assert [cell.question for cell in found.leads] == [
        Question("subject 0", "csat", Period.MONTH, 1)
    ]
    assert found.leads[0].reading is reading
    assert len(found.cells) == 3 * len(OUTCOMES)
    assert len(found.estimated) == 3 * 4


def test_every_question_is_read_within_its_part_of_the_level() -> None:
    found = screen(materials(np.random.default_rng(4), link=0.01), Period.MONTH, 1, FAMILY)
    for row in found.rows.values():
        p = np.array([c.slope.p if isinstance(c.slope, Slope) else np.nan for c in row])
        expected = np.minimum(1, benjamini_hochberg(p) / PART)
        assert np.isfinite(expected).sum() == 4
        np.testing.assert_allclose([cell.adjusted_p for cell in row], expected)


@pytest.mark.long
def test_without_any_link_a_screen_seldom_shows_a_lead() -> None:
    dice = np.random.default_rng(5)
    with_leads, alone = 0, 0
    for _ in range(60):
        found = screen(materials(dice), Period.MONTH, 1, FAMILY)
        with_leads += bool(found.leads)
        alone += any(isinstance(c.slope, Slope) and c.slope.p <= 0.05 for c in found.cells)
    assert with_leads <= 6  # 5 of 100 are meant to
    assert alone >= 18  # so many would have shown one without the control


def test_few_teams_never_stand_out() -> None:
    found = screen(materials(np.random.default_rng(3), link=0.05, teams=9), Period.MONTH, 1, FAMILY)
    assert not found.leads
    csat = found.rows["subject 0"][0]
    assert csat.adjusted_p < 0.001
    assert csat.reason is Reason.TOO_FEW_TEAMS
    assert csat.reading is Verdict.CANNOT_TELL


def test_nothing_to_screen_is_no_error() -> None:
    empty = laid_out({}, {}, {}, MONTHS[-1] + 1)
    found = screen({"index": empty}, Period.WEEK, 0, FAMILY)
    assert {cell.reason for cell in found.cells} == {Reason.NO_CELLS}
    assert screen({}, Period.WEEK, 0, FAMILY) == Screen(Period.WEEK, 0, FAMILY.questions, {}, 0, 0)


def test_nothing_is_shown_and_nothing_noted_before_somebody_asks(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.03)
    text = read(as_(ines).get("/comparison/screen"))
    assert "Nothing is shown until you ask" in text
    assert "Together" not in text
    assert looks_before(Question(), NOW).total == 0


def test_the_screen_counts_says_what_stands_out_and_leads_on(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.03)
    answer = as_(ines).get(SHOWN)
    text = read(answer)
    assert "Questions tried 9" in text
    assert "Could be estimated 2" in text
    assert "Your standing question has a verdict. 1 more stands out: a lead to follow" in text
    assert "In the month after a team’s engagement was 7 points higher than usual" in text
    assert "7 of 9: No team has both" in text
    question = "engagement=index&amp;outcome=csat&amp;period=month&amp;lag=1"
    assert f'href="/comparison?{question}"' in answer.text
    assert f'href="/comparison/studies/new?{question}"' in answer.text


def test_a_cell_holds_a_sign_and_numbers_stand_in_columns(
    company: Build, as_: Any, ines: Person
) -> None:
    company(link=0.03)
    page = as_(ines).get(SHOWN).text
    cells = re.findall(
        r'<a class="heat heat-(\w+)" title="([^"]+)"\s+href="([^"]+)">(.*?)</a>', page, re.S
    )
    assert [kind for kind, *_ in cells] == ["higher", "higher", *["none"] * (len(OUTCOMES) - 2)]
    assert [said for _, said, *_ in cells][:3] == ["Supports", "Lead: together", "No estimate"]
    assert "outcome=csat&amp;" in cells[0][2]
    assert not any(re.search(r"\d", re.sub(r"<[^>]+>", "", inner)) for *_, inner in cells)
    rows = page.split('id="numbers"')[1].split("<tr>")
    numbers = re.findall(r'data-label="([^"]+)" class="number">([^<]+)<', rows[2])
    columns = ["Points of a step", "Moved by"]
    assert [label for label, _ in numbers] == [*columns, "Teams"]
    assert numbers[0][1] == "7"
    assert numbers[2][1] == "14"
    low, high = re.findall(r'data-label="(?:From|To)">([^<]+)<', rows[2])
    assert float(low) < float(numbers[1][1]) < float(high)


def test_numbers_come_in_pages_and_what_stands_out_first(
    company: Build, as_: Any, ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(link=0.03)
    monkeypatch.setattr("cxstaff.linkage.screen.page.A_PAGE", 1)
    pages = [as_(ines).get(f"{SHOWN}&page={n}").text.split('id="numbers"')[1] for n in (1, 2)]
    assert "Supports" in pages[0]
    assert "Lead: together" in pages[1]
    assert "Supports" not in pages[1]


def test_a_screen_without_leads_says_cannot_tell(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.0)
    text = read(as_(ines).get(SHOWN))
    assert "Cannot tell: nothing stands out. " in text
    assert "Next: if you expect one of these" in text
    assert "Declare a study:" not in text


@pytest.mark.parametrize("path", [SHOWN, FILE])
def test_looking_at_the_screen_is_a_look_at_every_question_estimated(
    path: str, company: Build, as_: Any, ines: Person
) -> None:
    company(link=0.03)
    assert as_(ines).get(path).status_code == 200
    seen = [key for key in OUTCOMES if looks_before(Question(outcome=key), NOW).total]
    assert seen == ["csat", "csat_top2"]


@pytest.mark.parametrize("path", ["/comparison/screen", SHOWN, FILE])
def test_hr_and_cx_may_and_nobody_else(
    path: str, as_: Any, ines: Person, cyrus: Person, ana: Person, ben: Person, ada: Person
) -> None:
    for person in (ines, cyrus):
        assert as_(person).get(path).status_code == 200
    for person in (ana, ben, ada):
        assert as_(person).get(path).status_code == 403
    assert as_(None).get(path).status_code == 303


@pytest.mark.parametrize("query", ["lag=9", "lag=x", "period=day"])
@pytest.mark.parametrize("path", ["/comparison/screen", "/comparison/screen/numbers.csv"])
def test_a_mistyped_address_is_explained(
    path: str, query: str, as_: Any, ines: Person, read: Any
) -> None:
    answer = as_(ines).get(f"{path}?{query}")
    assert answer.status_code == 422
    assert "This screen cannot be made" in read(answer)
    assert "Choose one from the list" in read(answer)


def test_a_company_without_anything_is_told_so(as_: Any, ines: Person, read: Any) -> None:
    text = read(as_(ines).get(SHOWN))
    assert "No pulse results yet" in text
    assert "Questions tried" not in text


def test_when_everything_is_hidden_it_says_so(
    company: Build, as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    world = company(teams=3, months=3, halves=False)
    db.session.execute(db.delete(RoundResult))
    for round_ in world.rounds:
        publish(None, round_, 60)
    ask(world.made[0], world.rounds, ben.id)
    assert "All scores are hidden to protect people" in read(as_(ines).get(SHOWN))


def test_without_customers_it_says_what_to_import(as_: Any, ines: Person, read: Any) -> None:
    team = Team(name="Alone")
    db.session.add(team)
    publish(team, rounds(1)[0], 60)
    db.session.commit()
    assert "No customer results yet" in read(as_(ines).get(SHOWN))


@pytest.mark.parametrize("teams", [1, 2])
def test_one_team_or_two_cannot_tell(
    teams: int, company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=teams, months=4)
    text = read(as_(ines).get(SHOWN))
    assert "None of the questions can be estimated yet" in text or "nothing stands out" in text
    assert "of 9: " in text


def test_the_file_has_a_line_for_every_question(company: Build, as_: Any, ines: Person) -> None:
    company(link=0.03)
    found = list(csv.DictReader(io.StringIO(as_(ines).get(FILE).text.removeprefix("\ufeff"))))
    assert [line["Customer result"] for line in found] == [str(o.label) for o in OUTCOMES.values()]
    first, last = found[0], found[-1]
    assert first["Reading"] == "Supports"  # it is the standing question
    assert float(first["Slope, from"]) < float(first["Slope for a step"])
    assert float(first["p-value"]) <= float(first["p-value, adjusted for all"]) <= 0.05
    assert first["Teams"] == "14"
    assert first["Why it does not stand out"] == ""
    assert last["Reading"] == "Cannot tell"
    assert last["Slope for a step"] == ""
    assert last["Why it does not stand out"].startswith("No team has both")


def test_it_reads_totals_alone_is_remembered_and_costs_no_more_with_more_teams(
    company: Build, as_: Any, ines: Person, counting: Counting
) -> None:
    world = company(teams=3, months=4)
    as_(ines).get(SHOWN)  # notes the looks of the day
    with counting() as kept:
        as_(ines).get(SHOWN)
    cache.clear()
    with counting() as few:
        as_(ines).get(SHOWN)
    more = [Team(name=f"More {number:02}") for number in range(30)]
    db.session.add_all(more)
    for team in more:
        for place, round_ in enumerate(world.rounds):
            world.score(team, round_, 60 + place)
            said(team, month(place), 3.0)
    db.session.commit()
    with counting() as many:
        as_(ines).get(SHOWN)
    assert len(kept) < len(few) == len(many) <= 30
    read = re.compile(r"(from|join) (interaction|cell|feedback|response|answer|comment)\b")
    sent = [" ".join(each.lower().split()) for each in many.statements]
    allowed = "max(interaction.id)", "group by cell.team_id, cell.starts_on, cell.channel_id"
    assert all(any(one in each for one in allowed) for each in sent if read.search(each))


@pytest.mark.parametrize("page", ["lag=0&period=month", "lag=3&period=quarter"])
def test_every_choice_has_words(
    page: str, company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    text = read(as_(ines).get(f"/comparison/screen?{page}"))
    assert "Questions tried 9" in text
    assert "%(" not in text


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads as Linux does")
def test_small_matrices_are_not_shared_out_among_threads(tmp_path: Path) -> None:
    """A screen takes thousands of them, and threads that wait for each other made it crawl."""
    script = (
        "import os, wsgi; tasks = lambda: len(os.listdir('/proc/self/task')); before = tasks();"
        "import numpy; numpy.linalg.eigh(numpy.eye(200)); print(tasks() - before)"
    )
    own = {key: value for key, value in os.environ.items() if "NUM_THREADS" not in key}
    own = {key: value for key, value in own.items() if not key.startswith("CXSTAFF_")}
    own["CXSTAFF_DATA_DIR"] = str(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", script], env=own, capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "0", ran.stderr


def test_what_is_remembered_answers_the_same_choice_only(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.02)
    choices = ["period=month&lag=1", "period=month&lag=2", "period=quarter&lag=1"]
    assert len({read(as_(ines).get(f"/comparison/screen?{each}")) for each in choices}) == 3
    assert "Two months after" not in read(as_(ines).get(SHOWN))
