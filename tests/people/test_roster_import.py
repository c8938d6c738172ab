"""A roster from a file: on the page and by command, all of it or nothing."""

import io
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import actions, queries
from cxstaff.people.models import (
    AccountNotice,
    Leadership,
    Membership,
    Person,
    Role,
    RoleGrant,
    Team,
    WaitingLetter,
)
from cxstaff.people.roster import imports
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.reading.headings import guess
from cxstaff.security_log.models import SecurityEvent
from cxstaff.work.schedule import run_once
from tests.cast import NOW, SINCE, TODAY
from tests.conftest import Visit, person_named
from tests.laced import laced
from tests.roster_files import answer as answer_questions
from tests.roster_files import bring, upload

HEAD = "name,email,employee_number,team,parent_team,is_lead,since,until,left_on,zone,roles"


@pytest.fixture
def check(app: Any, tmp_path: Path) -> Callable[..., Plan]:
    """Check lines under the usual headings, as an admin or as HR."""

    def run(*lines: str, head: str = HEAD, admin: bool = True, how: Any = None) -> Plan:
        file = tmp_path / "roster.csv"
        file.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
        return imports.check(file, today=TODAY, may_give_roles=admin, how=how)

    return run


@pytest.fixture
def bring_in(check: Callable[..., Plan]) -> Callable[..., Plan]:
    """Import lines under the usual headings."""

    def run(*lines: str, **options: Any) -> Plan:
        made = check(*lines, **options)
        assert not made.problems
        imports.write(made, actor=None, now=NOW)
        db.session.commit()
        return made

    return run


def said(made: Plan) -> list[tuple[int, str, str]]:
    return [(p.line, p.column, p.sentence % p.values) for p in made.problems]


def teams_of(person: Person) -> list[tuple[str, date, date | None]]:
    return [(m.team.name, m.since, m.until) for m in person.memberships]


def everything() -> list[list[Any]]:
    """Return every row that a roster is made of."""
    tables = (Person, Team, Membership, Leadership, RoleGrant)
    return [sorted(map(repr, db.session.execute(t.__table__.select()))) for t in tables]


LINES = (
    "Nora New,nora@bright.example,900,Green,Service,no,2025-05-01,,,Asia/Tokyo,",
    "Otto Offline,,901,Green,Service,yes,2025-05-01,,,,",
    "Ben Berg,BEN@bright.example,902,Red,Service,no,2026-04-01,,,,",
    "Ana Alba,ana@bright.example,,Red,,no,2026-04-01,,,,",
    "Cleo Clay,cleo@bright.example,,,,,,,2026-03-31,,",
    "Bea Bach,bea@bright.example,,,,,,,,,hr; cx",
)


def test_a_file_adds_moves_ends_and_gives(bring_in: Callable[..., Plan]) -> None:
    made = bring_in(*LINES)

    assert (made.count("new"), len(made.changes), list(made.new_teams.values())) == (
        2,
        6,
        ["Green"],
    )
    nora, ben, ana = (person_named(name) for name in ("Nora", "Ben", "Ana"))
    assert (nora.zone, nora.password_hash, nora.employee_number) == ("Asia/Tokyo", None, "900")
    green = queries.find_team_named("green")
    assert green is not None
    assert green.parent is not None
    assert green.parent.name == "Service"
    assert [lead.name for lead in queries.leads_of(green.id, TODAY)] == ["Otto Offline"]
    moved = date(2026, 4, 1)
    assert teams_of(ben) == [("Blue", SINCE, moved), ("Red", moved, None)]
    assert ben.employee_number == "902"
    assert [led.until for led in ana.leaderships] == [moved]
    assert person_named("Cleo").memberships[0].until == date(2026, 3, 31)
    assert queries.roles_of(person_named("Bea"), TODAY) == {Role.EMPLOYEE, Role.HR, Role.CX}


def test_importing_twice_changes_nothing(
    bring_in: Callable[..., Plan], check: Callable[..., Plan]
) -> None:
    bring_in(*LINES)
    before = everything()

    with clock.frozen(NOW + timedelta(days=40)):
        again = check(*LINES)
        imports.write(again, actor=None, now=NOW)
        db.session.commit()

    assert again.is_empty
    assert len(again.same) == len(LINES)
    assert everything() == before


def test_a_history_of_teams_comes_in_any_order(bring_in: Callable[..., Plan]) -> None:
    lines = (
        "Nora New,n@x.example,,Red,,,2025-09-01,,,,",
        "Nora New,n@x.example,,Blue,,,2025-01-01,,,,",
        "Nora New,n@x.example,,Office,,,2025-05-01,2025-07-01,,,",
    )
    bring_in(*lines)
    nora = queries.find_by_email("n@x.example")
    assert nora
    assert teams_of(nora) == [
        ("Blue", date(2025, 1, 1), date(2025, 5, 1)),
        ("Office", date(2025, 5, 1), date(2025, 7, 1)),
        ("Red", date(2025, 9, 1), None),
    ]
    assert bring_in(*lines).is_empty


def test_somebody_without_address_and_number_is_known_by_name(
    bring_in: Callable[..., Plan],
) -> None:
    bring_in("Otto Offline,,,Blue,,,2025-05-01,,,,")
    assert bring_in("OTTO offline,,,Blue,,,2025-05-01,,,,").count("new") == 0


def test_a_leaver_comes_back_from_a_later_day_only(bring_in: Callable[..., Plan]) -> None:
    ben = person_named("Ben")
    actions.leave(ben, on=date(2026, 3, 1), actor=None, now=NOW)
    db.session.commit()
    assert bring_in("Ben Berg,ben@bright.example,,Blue,,,2025-01-06,,,,").is_empty
    bring_in("Ben Berg,ben@bright.example,,Red,,,2026-05-01,,,,")
    assert ben.left_on is None
    assert teams_of(ben)[-1] == ("Red", date(2026, 5, 1), None)
    assert teams_of(ben)[0][2] == date(2026, 3, 1)


def test_two_people_may_swap_their_numbers(bring_in: Callable[..., Plan]) -> None:
    bring_in("Ben Berg,ben@bright.example,1,,,,,,,,", "Bea Bach,bea@bright.example,2,,,,,,,,")
    ben, bea = person_named("Ben"), person_named("Bea")
    ben.employee_number, bea.employee_number = None, "1"
    db.session.commit()
    bring_in("Ben Berg,ben@bright.example,2,,,,,,,,")
    assert (ben.employee_number, bea.employee_number) == ("2", "1")


def test_a_first_day_may_tell_its_time(bring_in: Callable[..., Plan]) -> None:
    bring_in(
        "Nia New,nia@bright.example,,Blue,,,2026-03-02 08:30:00,,,,",
        "Noa New,noa@bright.example,,Blue,,,2026-03-03T00:00:00.000,,,,",
    )
    since = [person_named(name).memberships[0].since.day for name in ("Nia", "Noa")]
    assert since == [2, 3]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([",x@x.example,,,,,,,,,"], [(2, "name", "The name is missing.")]),
        (
            ["A,ben,,,,,,,,,"],
            [(2, "email", "“ben” does not look like an e-mail address.")],
        ),
        (
            ["A,,,Blue,,maybe,30/02/2025,,,Mars,boss"],
            [
                (2, "is_lead", "“maybe” is neither yes nor no."),
                (2, "since", "“30/02/2025” is not a day. Write it like 18/03/2026."),
                (2, "zone", "“Mars” is not a time zone. Write it like Europe/Berlin."),
                (2, "roles", "“boss” is not a role. Roles are hr, cx and admin, with a comma"),
            ],
        ),
        (
            ["A,,,Blue,,,2025-05-01,2025-05-01,2025-04-01,,"],
            [
                (2, "until", "The end, 2025-05-01, has to come after the beginning, 2025-05-01."),
                (2, "left_on", "The day of leaving, 2025-04-01, has to come after the first day"),
            ],
        ),
        (
            ["A,a@x.example,,,,,,,,,", "A,a@x.example,,,,,,,,Asia/Tokyo,"],
            [(3, "since", "Line 2 says something about the same person and first day.")],
        ),
        (
            ["A,a@x.example,1,,,,,,,,", "B,a@x.example,2,,,,2025-01-01,,,,"],
            [(2, "employee_number", "Line 3 gives this e-mail to the employee number 2.")],
        ),
        (
            ["A,ben@bright.example,7,,,,,,,,", "B,ana@bright.example,7,,,,2027-01-01,,,,"],
            [(3, "email", "The e-mail belongs to Ana Alba, the employee number to A.")],
        ),
        (
            ["A,,,Service,Blue,,,,,,"],
            [(2, "parent_team", "Service cannot belong to Blue, which already belongs to Serv")],
        ),
        (
            ["A,,,Green,Blue,,,,,,", "B,,,Green,Red,,,,,,"],
            [(3, "parent_team", "Line 2 puts Green under Blue.")],
        ),
        (
            ["Ada Adler,ada@bright.example,,,,,,,,,employee"],
            [(2, "roles", "This would leave nobody as admin who can sign in.")],
        ),
        (
            ["Ada Adler,ada@bright.example,,,,,,,2026-05-01,,"],
            [(2, "roles", "This would leave nobody as admin who can sign in.")],
        ),
        (["A,,,Blue"], [(2, "", "This line has 4 fields where the headings have another")]),
    ],
)
def test_every_problem_is_told_with_its_line_and_column(
    check: Callable[..., Plan], lines: Iterable[str], problems: list[tuple[int, str, str]]
) -> None:
    found = said(check(*lines))
    assert [each[:2] for each in found] == [each[:2] for each in problems]
    for (_line, _column, sentence), (*_, expected) in zip(found, problems, strict=True):
        assert sentence.startswith(expected)


def test_hr_gives_no_roles_and_takes_no_address_by_file(check: Callable[..., Plan]) -> None:
    made = check(
        "Ben Berg,ben@bright.example,,,,,,,,,admin",
        "Ines Ingo,ines@bright.example,,,,,,,,,hr",
        admin=False,
    )
    assert said(made) == [(2, "roles", "Only an admin can give or take roles.")]
    ada = person_named("Ada")
    ada.employee_number = "5"
    made = check("Ada Adler,ines.two@bright.example,5,,,,,,,,", admin=False)
    assert [(line, column) for line, column, _ in said(made)] == [(2, "email")]


@pytest.mark.parametrize(
    "headings",
    [
        ["Full name", "E-Mail", "Staff ID", "Belongs to"],
        ["NAME", "email_address", "Employee Number", "Parent team"],
    ],
)
def test_headings_are_understood_in_many_spellings(headings: list[str]) -> None:
    assert list(guess(headings)) == ["name", "email", "employee_number", "parent_team"]


@pytest.mark.both
def test_lines_around_a_roster_and_its_second_column_of_a_name_are_shown_as_left_out(
    as_: Callable[..., Visit], ines: Person
) -> None:
    visit = as_(ines)
    answer = upload(visit, 'Staff list\n\n"Name","Team","Name"\n"Nora","Blue","N."\n\nTotal: 1\n')
    page = visit.get(f"{answer.location}/mapping").text
    assert "Nora" in page
    assert '<td data-label="Team">Blue</td>' in page
    assert "2 lines around the table are left out" in page
    assert "Staff list" in page
    assert "Total: 1" in page
    assert "Name (2)" in page.split("Columns passed over")[1]


def names_of(made: Plan) -> list[str]:
    assert not made.problems
    return [change.after.name for change in made.changes]


def test_names_come_in_several_columns_or_the_other_way_round(check: Callable[..., Plan]) -> None:
    head = "First Name,Last Name,Preferred Name,Department"
    assert names_of(check("Zoë,Nadal,,Care", "Robert,Okafor,Bobby,Care", head=head)) == [
        "Bobby Okafor",
        "Zoë Nadal",
    ]
    head = "Employee_Name,Department,DateofHire,DateofTermination"
    lines = [
        '"Quill, Marta  K",Production,7/5/2011,',
        '"Ole Ravn, Priya   ",IT,3/30/2015,6/16/2016',
        '"Voss, Lena",Office,1/5/2009,',
    ]
    made = check(*lines, head=head)
    assert names_of(made) == ["Lena Voss", "Marta K Quill", "Priya Ole Ravn"]
    assert sorted(made.new_teams.values()) == ["IT", "Production"]
    assert [change.after.left_on for change in made.changes] == [None, None, date(2016, 6, 17)]
    assert [change.after.team for change in made.changes] == ["office", "production", None]


def test_a_roster_in_german(check: Callable[..., Plan]) -> None:
    made = check(
        "0071,Müßig,Jörn,joern@x.example,Kundenservice,Nord,01.02.2023,",
        "0073,Çelik,Sule,sule@x.example,Kundenservice,Süd,01.03.2024,31.08.2025",
        head="Personalnummer,Nachname,Vorname,E-Mail (geschäftlich),Abteilung,Team,"
        "Eintrittsdatum,Austrittsdatum",
    )
    assert names_of(made) == ["Jörn Müßig", "Sule Çelik"]
    joern, sule = (change.after for change in made.changes)
    assert (joern.number, joern.email) == ("0071", "joern@x.example")
    assert [(span.since, span.team) for span in joern.spans] == [(date(2023, 2, 1), "nord")]
    assert sule.left_on == date(2025, 9, 1)  # the day after the last
    assert made.parents == {"nord": "kundenservice", "süd": "kundenservice"}


def test_the_day_of_hiring_is_not_the_day_of_a_move(check: Callable[..., Plan]) -> None:
    head = "Employee Name,Email,Team,Hired On"
    made = check("Rita Roth,rita@x.example,Blue2,2019-05-01", head=head)
    imports.write(made, actor=None, now=NOW)
    [moved] = check("Rita Roth,rita@x.example,Green,2019-05-01", head=head).changes
    assert [(span.since, span.until, span.team) for span in moved.after.spans] == [
        (date(2019, 5, 1), TODAY, "blue2"),
        (TODAY, None, "green"),
    ]
    assert check("Rita Roth,rita@x.example,Blue2,2019-05-01", head=head).is_empty


def test_days_are_read_in_the_order_of_the_file_or_asked_for(
    as_: Callable[..., Visit],
    ines: Person,
    check: Callable[..., Plan],
    command: Any,
    tmp_path: Path,
) -> None:
    head = "Name,Team,Since"
    made = check("Nia Holt,Blue,4/13/2024", "Ed Marsh,Blue,3/2/2021", head=head)
    assert [change.after.spans[0].since for change in made.changes] == [
        date(2021, 3, 2),
        date(2024, 4, 13),
    ]
    text = f"{head}\nEd Marsh,Blue,3/2/2021\n"
    visit = as_(ines)
    at = upload(visit, text).location
    assert visit.get(at).location == f"{at}/mapping"
    assert "The file says 3/2/2021." in visit.get(f"{at}/mapping").text
    assert visit.post(at).status_code == 409  # nothing is written before somebody has said
    said = {"column_name": "Name", "column_team": "Team", "column_since": "Since"}
    assert visit.post(f"{at}/mapping", said).status_code == 422
    said |= {"order": "mdy", "then": "check"}
    assert visit.post(f"{at}/mapping", said).location == at
    bring(visit, at, "stay")
    ed = db.session.scalars(db.select(Person).where(Person.name == "Ed Marsh")).one()
    assert ed.memberships[0].since == date(2021, 3, 2)

    path = tmp_path / "again.csv"
    path.write_text(text)
    assert "3/2/2021" in command("people", "import", str(path)).output
    told = command("people", "import", str(path), "--dates", "mdy")
    assert "says all this already" in told.output


KOREAN = "name,team\n김가람,Blue\n".encode("cp949")


def test_a_roster_whose_letters_are_in_doubt_is_asked_about(
    as_: Callable[..., Visit], ines: Person
) -> None:
    visit = as_(ines)
    at = upload(visit, KOREAN).location
    page = visit.get(f"{at}/mapping").text
    assert "Which words are right?" in page
    assert "김가람" in page
    assert visit.post(at).status_code == 409  # nothing is written before somebody has said
    assert visit.post(f"{at}/encoding", {"encoding": "koi8_r"}).status_code == 422
    assert visit.post(f"{at}/encoding", {"encoding": "cp949"}).status_code == 303
    assert "김가람" in visit.get(at).text
    bring(visit, at, "stay")
    assert db.session.scalar(db.select(Person.id).where(Person.name == "김가람"))


def test_a_roster_whose_letters_are_in_doubt_needs_an_option(
    app: Any, tmp_path: Path, command: Any
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(KOREAN)
    refused = command("people", "import", str(path))
    assert refused.exit_code == 1
    assert "cp949 (김가람)" in refused.output
    assert command("people", "import", str(path), "--encoding", "cp949").exit_code == 0
    assert db.session.scalar(db.select(Person.id).where(Person.name == "김가람"))


def test_words_for_nothing_say_nothing(check: Callable[..., Plan]) -> None:
    made = check("Nan,NULL,-,Blue,N/A,-,2026-01-05,nan,\\N,?,none")
    assert not made.problems
    [change] = made.changes
    assert (change.after.name, change.after.email, change.after.number) == ("Nan", None, None)
    assert change.after.left_on is None


def test_a_roster_comes_as_a_workbook(as_: Callable[..., Visit], ines: Person) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Employee number", "Team", "Since"])
        sheet.write_row(1, 0, ["Nora New", 4711, "Blue"])
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_datetime(1, 3, date(2026, 1, 5), day)
    visit = as_(ines)
    answer = upload(visit, book.getvalue())
    assert "Nora New" in visit.get(answer.location).text
    bring(visit, answer.location, "stay")
    nora = db.session.scalars(db.select(Person).where(Person.name == "Nora New")).one()
    assert nora.employee_number == "4711"
    assert nora.memberships[0].since == date(2026, 1, 5)


def test_the_page_checks_first_and_imports_then(
    as_: Callable[..., Visit], ines: Person, ben: Person
) -> None:
    visit = as_(ines)
    answer = upload(visit, "\n".join((HEAD + ",shoe size", *(f"{x},44" for x in LINES[:5]))))
    assert answer.status_code == 303
    page = visit.get(answer.location).text
    assert "Nora New" in page
    assert "shoe size" in visit.get(f"{answer.location}/mapping").text
    assert "Nothing is written yet." in page
    assert queries.find_by_email("nora@bright.example") is None
    assert as_(person_named("Ada")).get(answer.location).status_code == 404, "somebody else's file"

    assert "so it is taken for a part of the roster" in page
    assert visit.post(answer.location).status_code == 303
    assert queries.find_by_email("nora@bright.example") is not None
    assert visit.get(answer.location).status_code == 404

    again = upload(visit, "\n".join((HEAD, *LINES[:5])))
    assert "The roster says all this already" in visit.get(again.location).text


def test_the_page_lists_what_is_wrong_and_imports_nothing(
    as_: Callable[..., Visit], ines: Person
) -> None:
    visit, before = as_(ines), everything()
    lines = [f"P{n},p{n},,,,,,,,," for n in range(60)]
    answer = upload(visit, "\n".join((HEAD, LINES[0], *lines)))
    page = visit.get(answer.location).text
    assert "60 problems, so nothing can be imported" in page
    assert "Line 3" in page
    assert 'data-label="Column">E-mail</td>' in page, "fields are called as on the mapping page"
    assert "“p59”" in visit.get(answer.location + "?page=3").text
    assert visit.post(answer.location).status_code == 409
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"name,team\n", "no records below"),
        (b"PK\x03\x04rest", "workbook is damaged"),
    ],
)
def test_what_is_no_roster_is_said_at_once(
    as_: Callable[..., Visit], ines: Person, content: bytes, sentence: str
) -> None:
    answer = upload(as_(ines), content)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_no_file_is_explained(as_: Callable[..., Visit], ines: Person) -> None:
    answer = as_(ines).post("/people/imports", {})
    assert answer.status_code == 422
    assert "Please choose a file." in answer.text


def test_a_file_in_windows_letters_with_semicolons_is_read(
    as_: Callable[..., Visit], ines: Person
) -> None:
    visit = as_(ines)
    content = "Name;E-Mail;Team\nJürgen Müßig;jm@x.example;Blue\n".encode("cp1252")
    answer = upload(visit, content)
    assert "Jürgen Müßig" in visit.get(answer.location).text


def test_the_example_is_itself_a_roster(
    as_: Callable[..., Visit], ada: Person, ines: Person
) -> None:
    example = as_(ines).get("/people/imports/example.csv")
    visit = as_(ada)
    at = upload(visit, example.data).location
    answer_questions(visit, at, "stay", "new")
    assert "Import now" in visit.get(at).text


def test_files_left_behind_are_removed_after_a_day(
    app: Any, as_: Callable[..., Visit], ines: Person
) -> None:
    import os

    location = upload(as_(ines), "\n".join((HEAD, *LINES[:2]))).location
    folder = app.config["SETTINGS"].upload_dir
    [file] = folder.glob("roster-*.csv")
    for age, kept in ((timedelta(hours=23), True), (timedelta(hours=25), False)):
        os.utime(file, (0, (NOW - age).timestamp()))
        assert run_once("people.remove_roster_files")
        assert file.exists() is kept
    assert as_(person_named("Ines")).get(location).status_code == 404


@pytest.mark.long
@pytest.mark.only("sqlite")  # how many there are is counted before a database sees one
def test_thousands_of_lines_cost_a_bounded_number_of_queries(
    check: Callable[..., Plan], counting: Callable[[], Any]
) -> None:
    lines = [
        f"Person {n},p{n}@x.example,{n},Team {n % 200},Area {n % 200 % 9},"
        f"{'yes' if n < 200 else 'no'},2025-01-06,,,,"
        for n in range(2_000)
    ]
    with counting() as sent:
        made = check(*lines)
        assert len(sent) <= 7
        imports.write(made, actor=None, now=NOW)
    assert made.count("new") == 2_000
    assert len(sent) <= 20
    moved = [
        line.replace("2025-01-06", "2026-01-05").replace("Team 1,Area 1,", "Team 2,,")
        for line in lines
    ]
    with counting() as sent:
        made = check(*moved)
        imports.write(made, actor=None, now=NOW)
    assert made.count("teams") == 10
    assert len(sent) <= 20
    assert check(*moved).is_empty


def test_what_nobody_sees_is_kept_of_no_roster(bring_in: Any) -> None:
    team = laced("Nachtdienst, Ha\u0308user")
    bring_in(f'{laced("Ola Oh")},{laced("ola@bright.example")},{laced("77")},"{team}",,,,,,,')
    ola = person_named("Ola")
    assert (ola.name, ola.email, ola.employee_number) == ("Ola Oh", "ola@bright.example", "77")
    assert [each.team.name for each in ola.memberships] == ["Nachtdienst, Häuser"]


def test_an_address_that_a_file_changes_is_told_logged_and_a_change_of_hands(
    bring_in: Callable[..., Plan], ben: Person, cleo: Person
) -> None:
    ben.employee_number = "77"
    db.session.commit()
    bring_in("Ben Berg,b.berg@bright.example,77,,,,,,,,", "Nina New,nina@bright.example,78,,,,,,,,")
    nina = person_named("Nina")
    assert (ben.handovers, ben.held_since) == (1, NOW)
    assert (nina.handovers, nina.held_since) == (0, NOW)
    assert (cleo.handovers, cleo.held_since) == (0, None)
    [notice] = db.session.scalars(db.select(AccountNotice))
    assert (notice.person_id, notice.old, notice.new) == (
        ben.id, "ben@bright.example", "b.berg@bright.example",
    )  # fmt: skip
    waiting = db.session.scalars(db.select(WaitingLetter))
    assert {each.address for each in waiting} == {notice.old, notice.new}
    events = list(db.session.scalars(db.select(SecurityEvent).order_by(SecurityEvent.position)))
    assert [(each.act, each.on_id) for each in events] == [
        ("e-mail changed", ben.id), ("roster imported", None),
    ]  # fmt: skip
    assert events[1].note.words["new"] == 1
    assert events[1].note.words["addresses"] == 1


@pytest.mark.parametrize("left_on", ["2027-12-31", ""])
def test_who_had_left_is_new_whatever_way_a_file_brings_them_back(
    bring_in: Callable[..., Plan], ben: Person, left_on: str
) -> None:
    """A later day of leaving makes somebody work here again, as coming back does."""
    bring_in("Ben Berg,ben@bright.example,,,,,,,2025-12-31,,")
    assert ben.held_since is None
    bring_in(f"Ben Berg,ben@bright.example,,Blue,,,2026-03-02,,{left_on},,")
    assert ben.works_here(TODAY)
    assert ben.held_since == NOW
