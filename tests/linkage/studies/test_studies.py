"""Studies: declared before looking, run when data come in, never edited, honest about both."""

import re
import threading
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from cxstaff import clock
from cxstaff.db import db
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.leads import actions as looks
from cxstaff.linkage.leads.models import Look
from cxstaff.linkage.leads.queries import looks_before
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import actions
from cxstaff.linkage.verdicts.models import Study, StudyVersion
from cxstaff.people.models import Person
from tests.cast import NOW
from tests.linkage.studying import DECLARED, Declare, a_month_more, later, versions, work
from tests.linkage.worlds import Build


def rows() -> list[Any]:
    return [tuple(row) for row in db.session.execute(StudyVersion.__table__.select())]


@pytest.mark.long
def test_hr_and_cx_may_and_nobody_else(
    company: Build, declare: Declare, as_: Any, ines: Person, cyrus: Person, ana: Person,
    ben: Person, ada: Person,
) -> None:  # fmt: skip
    company(teams=2, months=3)
    path = declare()
    pages = ["/comparison/studies", "/comparison/studies/new", path]
    for person in (ines, cyrus):
        for page in pages:
            assert as_(person).get(page).status_code == 200
    for person in (ana, ben, ada):
        for page in pages:
            assert as_(person).get(page).status_code == 403
        for page in (f"{path}/versions", f"{path}/closure", "/comparison/studies/new"):
            assert as_(person).post(page, DECLARED).status_code == 403
    assert "/sign-in" in as_(None).get(path).location
    assert as_(ines).get("/comparison/studies/999").status_code == 404
    assert as_(ines).post("/comparison/studies/999/versions").status_code == 404
    assert len(db.session.scalars(db.select(Study)).all()) == 1
    assert not versions()


def test_without_a_study_the_page_says_what_to_do(as_: Any, ines: Person, read: Any) -> None:
    text = read(as_(ines).get("/comparison/studies"))
    assert "No study yet" in text
    assert "Declare a study" in text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Give the study a name."),
        ("name", "x" * 201, "Keep it under 200 characters."),
        ("why", " ", "Say in a sentence why you ask."),
        ("engagement", "mood", "This is not one of the choices."),
        ("outcome", "profit", "This is not one of the choices."),
        ("lag", "4", "This is not one of the choices."),
        ("direction", "", "Say which way you expect it to go."),
        ("smallest", "0", "Write a number from 0.0001 to 100,000."),
        ("smallest", "NaN", "Write a number from 0.0001 to 100,000."),
        ("smallest", "1e400", "Write a number from 0.0001 to 100,000."),
        ("smallest", "much", "Write a number, such as 0.1."),
        ("teams", "9", "Write 10 or more, as every comparison asks."),
        ("teams", "1.5", "Write a whole number."),
        ("periods", "5", "Write 6 or more, as every comparison asks."),
        ("periods", "9" * 30, "Write a whole number from 2 to 1,000."),
    ],
)
def test_what_is_mistyped_is_explained(
    field: str, typed: str, sentence: str, as_: Any, ines: Person, read: Any
) -> None:
    made = as_(ines).post("/comparison/studies/new", DECLARED | {field: typed})
    assert made.status_code == 422
    assert sentence in read(made)
    assert not db.session.scalars(db.select(Study)).all()


def test_a_form_is_filled_with_what_the_address_carries(as_: Any, ines: Person) -> None:
    query = {"outcome": "nps", "lag": "2", "teams": "33", "periods": "x", "smallest": "1.25"}
    page = as_(ines).get("/comparison/studies/new", query_string=query)
    assert page.status_code == 200
    assert '<option selected value="nps">' in page.text
    assert 'value="33"' in page.text
    assert 'value="1.25"' in page.text


def test_no_result_is_shown_before_the_study_has_run(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    path = declare()
    text = read(as_(ines).get(path))
    assert "This study has not run yet" in text
    assert "Supports" not in text
    assert (
        "When a team’s engagement rises, we expect customers’ satisfaction to rise in the month "
        "after." in text
    )
    assert "0.05 points for 7 points of engagement" in text
    assert "10 teams and 6 months" in text
    assert "by Ines Ingo" in text


def test_run_now_gives_the_verdict_of_the_comparison(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    path = declare()
    assert as_(ines).post(f"{path}/versions").status_code == 303
    text = read(as_(ines).get(path))
    assert "Supports In the month after a team’s engagement was 7 points higher" in text
    assert "Both move the way this study expected." in text
    assert "The whole interval is at least as large as the smallest worth knowing." in text
    compared = read(as_(ines).get("/comparison"))
    sentence = compared[compared.index("In the month after") : compared.index("11 months.") + 10]
    assert sentence in text
    assert '/comparison?engagement=index&amp;outcome=csat&amp;period=month&amp;lag=1"' in (
        as_(ines).get(path).text
    )


def test_the_declared_direction_and_terms_decide(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    paths = declare(direction="fall"), declare(teams="15"), declare(periods="12")
    for path in paths:
        as_(ines).post(f"{path}/versions")
    wrong, teams, periods = (read(as_(ines).get(path)) for path in paths)
    assert "They move against what this study expected." in wrong
    assert "Only 14 teams can be compared; it takes at least 15." in teams
    assert "Only 11 months can be compared; it takes at least 12." in periods
    assert [version.verdict for version in versions()] == [
        "conflicts",
        "cannot_tell",
        "cannot_tell",
    ]


def test_a_version_keeps_numbers(company: Build, declare: Declare, as_: Any, ines: Person) -> None:
    company(link=0.01)
    as_(ines).post(f"{declare()}/versions")
    [version] = versions()
    comparison = answer(Question(), NOW.date(), "Europe/Berlin")
    slope: Any = comparison.slope
    for name, value in (("slope", slope.value), ("low", slope.low), ("high", slope.high)):
        assert getattr(version, name) == pytest.approx(value)
    assert (version.teams, version.periods, version.answers) == (14, 11, slope.answers)
    assert version.interactions == comparison.interactions
    assert version.adjusted_p == pytest.approx(version.p) == pytest.approx(slope.p)
    assert version.reasons == ["moves_as_hoped"]
    assert version.until == 2026 * 12 + 1  # February
    assert version.computed_at == NOW


def test_what_cannot_be_estimated_is_a_version_too(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=1)
    path = declare()
    as_(ines).post(f"{path}/versions")
    text = read(as_(ines).get(path))
    assert "Cannot tell Only one team has both numbers" in text
    assert "Nothing could be compared yet." not in text
    assert versions()[0].slope is None


def test_before_any_data_it_runs_and_says_so(
    declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    path = declare()
    as_(ines).post(f"{path}/versions")
    text = read(as_(ines).get(path))
    assert "Cannot tell No team has both an engagement score and this customer result" in text
    assert "What would help: Declare another study, of another customer result" in text
    assert "Nothing could be compared yet." in text


def test_looking_again_without_new_data_makes_no_version(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    path, browser = declare(), as_(ines)
    for _ in range(3):
        browser.post(f"{path}/versions")
    assert len(versions()) == 1
    assert "Nothing new has come in" in read(browser.get(path))


def test_new_data_make_a_new_version_and_leave_the_old_one(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    world = company(link=0.01)
    path = declare()
    as_(ines).post(f"{path}/versions")
    before = rows()
    a_month_more(world)
    with later(20):
        as_(ines).post(f"{path}/versions")
        text = read(as_(ines).get(path))
    assert [version.number for version in versions()] == [1, 2]
    assert rows()[:1] == before
    assert versions()[1].periods == 12
    assert "until Mar 2026" in text
    assert "until Feb 2026" in text


def test_the_job_runs_a_study_once_for_each_period_that_is_over(
    company: Build, declare: Declare
) -> None:
    world = company(link=0.01)
    declare()
    work()
    work()
    assert [version.number for version in versions()] == [1]
    with later(16):  # 3 April: March is over and not settled
        a_month_more(world)
        work()
        assert len(versions()) == 1
    with later(17):
        work()
        work()
        assert [version.until for version in versions()] == [2026 * 12 + 1, 2026 * 12 + 2]
    with later(60):  # April is over, and nothing has come in
        work()
        assert len(versions()) == 2


@pytest.mark.both
def test_one_study_that_fails_stops_no_other(
    company: Build, declare: Declare, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    company(link=0.01)
    declare()
    declare(lag="2")
    whole = actions.run

    def fails_once(study: Study, *more: Any, **named: Any) -> bool:
        if study.lag == 1:
            raise RuntimeError("the roof leaks")
        return whole(study, *more, **named)

    monkeypatch.setattr(actions, "run", fails_once)
    work()
    assert len(versions()) == 1
    assert "could not be run" in caplog.text


@pytest.mark.both
def test_two_workers_at_once_make_one_version(app: Flask, company: Build, declare: Declare) -> None:
    company(link=0.01)
    declare()
    study_id = db.session.scalars(db.select(Study.id)).one()
    comparison = answer(Question(), NOW.date(), "Europe/Berlin")
    db.session.commit()
    made, start = list[bool](), threading.Barrier(4)

    def worker() -> None:
        with app.app_context(), clock.frozen(NOW):
            study = db.session.get_one(Study, study_id)
            db.session.commit()
            start.wait()
            made.append(actions.run(study, comparison, now=NOW))
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False, False, False, True]
    assert len(versions()) == 1


def test_a_closed_study_is_not_run_and_stays(
    company: Build, declare: Declare, as_: Any, ines: Person, cyrus: Person, read: Any
) -> None:
    world = company(link=0.01)
    path = declare()
    as_(ines).post(f"{path}/versions")
    assert as_(cyrus).post(f"{path}/closure").status_code == 303
    a_month_more(world)
    with later(30):
        refused = as_(ines).post(f"{path}/versions")
        assert refused.status_code == 409
        assert "This study is closed. Declare a new one to go on." in read(refused)
        assert as_(ines).post(f"{path}/closure").status_code == 409
        work()
    assert len(versions()) == 1
    text = read(as_(ines).get(path))
    assert "by Cyrus Cox" in text
    assert "Run now" not in text
    assert "Supports" in text


@pytest.mark.parametrize(
    "seen", ["", "?lag=3", "?period=quarter", "/numbers.csv"], ids=["same", "lag", "span", "file"]
)
def test_after_a_look_a_study_is_exploratory_and_says_when(
    seen: str, company: Build, declare: Declare, as_: Any, ines: Person, cyrus: Person, read: Any
) -> None:
    company(link=0.01)
    for _ in range(2):
        address = f"/comparison{seen}"
        assert as_(cyrus).get(address).status_code == 200
    with later(2):
        text = read(as_(ines).get(declare()))
    assert "Exploratory: declared after a look" in text
    assert "was opened before the study was declared: on 18 Mar 2026." in text
    assert len(db.session.scalars(db.select(Look)).all()) == 1
    assert "after a look on 18 Mar 2026" in read(as_(ines).get("/comparison/studies"))
    assert "It was first opened here on 18 Mar 2026." in read(as_(ines).get("/comparison"))


@pytest.mark.parametrize("seen", ["?outcome=csat_top2", "?outcome=nps", "?lag=9", "/studies"])
def test_looks_at_something_else_leave_a_study_confirmatory(
    seen: str, company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    as_(ines).get(f"/comparison{seen}")
    with later():
        text = read(as_(ines).get(declare()))
    assert "Confirmatory: declared before anybody looked" in text


def test_a_page_without_anything_to_see_is_no_look(as_: Any, ines: Person) -> None:
    as_(ines).get("/comparison")
    assert not db.session.scalars(db.select(Look)).all()


def test_a_look_after_the_declaration_changes_nothing(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    path = declare()
    with later():
        as_(ines).get("/comparison")
        assert "Confirmatory" in read(as_(ines).get(path))


def test_the_result_of_a_study_is_a_look_for_those_declared_later(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    work()
    declare()
    work()
    with later():
        listed = read(as_(ines).get("/comparison/studies"))
        assert "Supports" in listed
    with later(2):
        assert "Exploratory" in read(as_(ines).get(declare(lag="0")))


def test_a_command_is_a_look_too(company: Build, declare: Declare, command: Any) -> None:
    company(link=0.01)
    command("linkage", "compare", "--lag", "2")
    with later():
        declare()
    assert db.session.scalars(db.select(Study)).one().is_exploratory


def test_the_page_is_shown_where_a_look_cannot_be_written(
    company: Build, as_: Any, ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(link=0.01)

    def read_only(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("attempt to write a readonly database"))

    monkeypatch.setattr(looks, "look", read_only)
    answer_ = as_(ines).get("/comparison")
    assert answer_.status_code == 200
    assert "What this rests on" in answer_.text


def test_two_looks_at_once_are_one(app: Flask, company: Build) -> None:
    company(teams=2, months=3)
    start = threading.Barrier(4)

    def looker() -> None:
        with app.app_context():
            start.wait()
            looks.look(Question(), NOW.date(), now=NOW)
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=looker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert looks_before(Question(lag=2), NOW).total == 1


def test_it_says_what_was_there_before_the_declaration(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    world = company(link=0.01)
    path = declare()
    as_(ines).post(f"{path}/versions")
    text = read(as_(ines).get(path))
    assert "All 11 months compared had begun before the declaration" in text
    a_month_more(world, 12)  # March had begun
    a_month_more(world, 13)
    with later(60):
        as_(ines).post(f"{path}/versions")
        text = read(as_(ines).get(path))
        alone = re.search(
            r'href="(/comparison[^"]*)">Compare those alone', as_(ines).get(path).text
        )
        assert alone
        compared = read(as_(ines).get(unescape(alone[1])))
    assert "Of 13 months compared, 1 began after the declaration" in text
    assert "from Apr 2026 on" in compared


@pytest.mark.long
def test_lists_come_in_pages_at_a_bounded_cost(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any, counting: Any
) -> None:
    company(teams=2, months=3)
    path = declare()
    work()
    as_(ines).get("/comparison/studies")
    with counting() as few:
        as_(ines).get("/comparison/studies")
    first = versions()[0]
    kept = {c.name: getattr(first, c.name) for c in StudyVersion.__table__.columns}
    kept.pop("id")
    for number in range(2, 31):
        db.session.add(StudyVersion(**kept | {"number": number}))
    for number in range(30):
        declare(name=f"Study {number}")
    work()
    as_(ines).get("/comparison/studies")
    with counting() as many:
        text = read(as_(ines).get("/comparison/studies"))
    assert len(few) == len(many) <= 16
    assert "Page 1 of 2" in text
    shown = read(as_(ines).get(path))
    assert "Page 1 of 2" in shown
    assert "30 versions" in shown
    assert "Page 2 of 2" in read(as_(ines).get(f"{path}?page=2"))
