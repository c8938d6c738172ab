"""Rosters as HR systems write them: what becomes of whom, and what is asked first."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cxstaff.customers.models import Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.loading import load
from cxstaff.db import db
from cxstaff.people import queries
from cxstaff.people.models import Person, Team
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.check import checked
from cxstaff.people.roster.reading import mapping
from cxstaff.people.roster.reading.mapping import Leaving
from cxstaff.people.roster.reading.status import RosterStanding
from tests.cast import NOW, SINCE, TODAY, ZONE
from tests.conftest import Visit, person_named
from tests.roster_files import asked, bring, upload

Planned = Callable[..., Plan]


def keys(made: Plan) -> list[str]:
    return [each.key for each in made.questions]


def answers_of(made: Plan) -> list[str]:
    return [choice.value for each in made.questions for choice in each.choices]


def team_named(name: str) -> Team:
    return db.session.scalars(db.select(Team).where(Team.name == name)).one()


def leads_of(name: str) -> list[str]:
    return [lead.name for lead in queries.leads_of(team_named(name).id, TODAY)]


def teams_of(name: str) -> list[tuple[str, date, date | None]]:
    person = db.session.scalars(db.select(Person).where(Person.name == name)).one()
    return [(m.team.name, m.since, m.until) for m in person.memberships]


RUN_TOGETHER = (
    "Employee_Name,EmpID,Position,DateofHire,DateofTermination,EmploymentStatus,Department,"
    "ManagerName,ManagerID\n"
    '"Quill, Mara  K",10026,Technician,7/5/2011,,Active,Production   ,Odo Brandt,22\n'
    '"Ravn, Pia   ",10084,Analyst,3/30/2015,6/16/2016,Voluntarily Terminated,IT,Sam Reed,4\n'
    '"Brandt, Odo",10022,Manager,1/5/2010,,Active,Production   ,Lea Voss,2\n'
    '"Voss, Lea",10002,COO,1/5/2009,,Active,Head Office,,\n'
)


def test_a_department_is_the_team_and_the_manager_of_its_people_its_lead(written: Planned) -> None:
    made = written(RUN_TOGETHER)
    assert made.count("new") == 4
    check = checked(made, TODAY)
    assert (check.counts["gone"], check.counts["teamless"]) == (1, 0)
    assert [(line.name, line.was) for line in check.of_kind("gone")] == [("Pia Ravn", "IT")]
    assert leads_of("Production") == ["Odo Brandt"], "who is in the team comes before who is not"
    assert leads_of("Head Office") == []
    assert teams_of("Mara K Quill") == [("Production", date(2011, 7, 5), None)]
    pia = db.session.scalars(db.select(Person).where(Person.name == "Pia Ravn")).one()
    assert pia.left_on == date(2016, 6, 17), "the day of termination is the last"
    [note] = made.notes
    assert note.values == {"manager": "Sam Reed", "count": 1}
    assert (note.line, "not on the roster" in note.sentence) == (3, True)


HIRED = "Employee ID,Name,Team,Hire Date,Termination Date,Status,Manager Name\n"
CAME_BACK = (
    "51,Ivo Kant,Red,2019-05-27,,Active,\n"
    "51,Ivo Kant,Blue,2016-03-15,2017-08-31,Terminated,Bea Bach\n"
)


def test_who_came_back_is_understood_from_days_of_hiring_and_leaving(written: Planned) -> None:
    made = written(HIRED + CAME_BACK, leaving=Leaving.LAST_DAY)
    assert made.questions == []
    [back] = (change.after for change in made.changes if change.after.name == "Ivo Kant")
    assert back.left_on is None
    blue = ("Blue", date(2016, 3, 15), date(2017, 9, 1))
    assert teams_of("Ivo Kant") == [blue, ("Red", date(2019, 5, 27), None)]
    assert leads_of("Red") == ["Rolf Roth"], "a manager of long ago leads nobody today"
    assert written(HIRED + CAME_BACK, leaving=Leaving.LAST_DAY).is_empty
    moved = CAME_BACK.replace("Red", "Office")
    written(HIRED + moved, leaving=Leaving.LAST_DAY)
    red = ("Red", date(2019, 5, 27), TODAY)
    assert teams_of("Ivo Kant") == [blue, red, ("Office", TODAY, None)], "hired is not moved"


def test_names_in_capitals_change_no_name_that_is_known(planned: Planned) -> None:
    made = planned("name,team\nBEN BERG,Red\nBea Bäch,Red\nNIA NEW,Red\n")
    assert [each.after.name for each in made.changes] == ["Bea Bäch", "Ben Berg", "NIA NEW"]


def test_blank_rows_and_headings_printed_again_are_nobody(planned: Planned) -> None:
    blank, mia = ",,,,,,\n , ,,,,,\n", "52,Mia Moll,Red,,,,\n"
    made = planned(f"Run by HRIS\n\n{HIRED}{CAME_BACK}{blank}{HIRED}{mia}")
    assert made.problems == []
    assert [each.after.name for each in made.changes] == ["Ivo Kant", "Mia Moll"]


def test_who_is_known_to_have_left_comes_back_by_the_second_day(written: Planned) -> None:
    head = HIRED + CAME_BACK.splitlines(keepends=True)[1]
    written(head, leaving=Leaving.LAST_DAY)
    [person] = db.session.scalars(db.select(Person).where(Person.name == "Ivo Kant"))
    assert person.left_on == date(2017, 9, 1)
    written(HIRED + CAME_BACK, leaving=Leaving.LAST_DAY)
    assert person.left_on is None
    assert [team for team, *_ in teams_of("Ivo Kant")] == ["Blue", "Red"]


def test_several_days_of_hiring_without_a_day_of_leaving_between_are_asked_once(
    planned: Planned, written: Planned
) -> None:
    text = HIRED + (
        "51,Ivo Kant,Red,2019-05-27,,Active,\n51,Ivo Kant,Blue,2016-03-15,,Active,\n"
        "52,Mia Moll,Red,2019-05-27,,Active,\n52,Mia Moll,Blue,2016-03-15,2020-01-01,Active,\n"
    )
    made = planned(text, leaving=Leaving.LAST_DAY)
    assert made.problems == []
    assert keys(made) == ["hired-twice"]
    assert made.questions[0].values == {"names": "Ivo Kant, Mia Moll"}
    latest = planned(text, {"hired-twice": "latest"}, leaving=Leaving.LAST_DAY)
    assert [[span.team for span in each.after.spans] for each in latest.changes] == [["red"]] * 2
    written(text, {"hired-twice": "each"}, leaving=Leaving.LAST_DAY)
    for name in ("Ivo Kant", "Mia Moll"):
        day = date(2019, 5, 27)
        assert teams_of(name) == [("Blue", date(2016, 3, 15), day), ("Red", day, None)]


def test_a_manager_is_known_by_name_either_way_round_number_or_address(written: Planned) -> None:
    head = "Employee ID,First Name,Last Name,Preferred Name,Work Email,Team,"
    people = (
        "51,Ivo,Kant,,ivo@x.example,{team},\n"
        "52,Robert,Okafor,Bobby,bob@x.example,{team},{boss}\n"
        "53,Zoë,Nadal,,zoe@x.example,{team},{boss}\n"
    )
    for team, heading, boss in (
        ("North", "Supervisor", '"Kant, Ivo"'),
        ("South", "Reports To", "Ivo Kant (51)"),
        ("West", "Manager ID", "51"),
        ("East", "Manager Email", "IVO@x.example"),
    ):
        told = f"{head}{heading}\n{people.format(team=team, boss=boss)}"
        written(told, {f"rename-{team.lower()}": "new"})
        assert leads_of(team) == ["Ivo Kant"], heading
    told = f"{head}Supervisor\n{people.format(team='Coast', boss='Robert Okafor')}"
    written(told, {"rename-coast": "new"})
    assert leads_of("Coast") == ["Bobby Okafor"], "by the name that is not preferred, too"


def test_who_led_a_team_and_is_not_its_manager_leads_it_no_longer(written: Planned) -> None:
    text = "name,team,manager\nBen Berg,Blue,Bea Bach\nBo Brand,Blue,Bea Bach\n"
    made = written(text + "Bill Boot,Blue,Ana Alba\n")
    [line] = checked(made, TODAY).leads
    assert (line.team, line.begin, line.end) == ("Blue", ("Bea Bach",), ("Ana Alba",))
    assert leads_of("Blue") == ["Bea Bach"]
    assert leads_of("Red") == ["Rolf Roth"], "of a team that names nobody, the lead stays"


def test_managers_named_equally_often_are_asked_about(written: Planned, planned: Planned) -> None:
    text = "name,team,manager\nBen Berg,Blue,Bea Bach\nBo Brand,Blue,Bill Boot\n"
    made = planned(text)
    assert keys(made) == ["lead-blue"]
    bill = person_named("Bill")
    assert f"person-{bill.id}" in answers_of(made)
    written(text, {"lead-blue": f"person-{bill.id}"})
    assert leads_of("Blue") == ["Bill Boot"]


def test_a_column_of_team_leads_says_yes_or_no_or_names_them(planned: Planned) -> None:
    yes = planned("Name,Team,Team Lead\nBen Berg,Blue,yes\nBo Brand,Blue,no\n")
    assert [c.after.leads_on(TODAY) for c in yes.changes] == [["blue"]]
    named = planned("Name,Team,Team Lead\nBen Berg,Blue,Bo Brand\nBea Bach,Blue,Bo Brand\n")
    assert {c.after.name: c.after.leads_on(TODAY) for c in named.changes} == {
        "Ana Alba": [],
        "Bo Brand": ["blue"],
    }


def test_a_german_file_in_windows_letters(written: Planned) -> None:
    text = (
        "Personalnummer;Nachname;Vorname;E-Mail (geschäftlich);Abteilung;Team;Vorgesetzter;"
        "Eintrittsdatum;Austrittsdatum;Status\n"
        "0071;Müßig;Jörg;jm@x.example;Kundendienst;Nord;Großmann, Änne;01.02.2023;;Aktiv\n"
        "0072;Großmann;Änne;ag@x.example;Kundendienst;Nord;;15.06.2020;;Elternzeit\n"
        "0073;Çelik;Sule;sc@x.example;Kundendienst;Süd;Großmann, Änne;01.03.2024;31.08.2025;"
        "Ausgeschieden\n"
        "0074;Weg;Wim;ww@x.example;Kundendienst;Süd;;01.03.2020;;Ausgetreten\n"
    )
    made = written(text.encode("cp1252"))
    assert leads_of("Nord") == ["Änne Großmann"], "who is on leave stays and may lead"
    assert team_named("Nord").parent.name == "Kundendienst"  # type: ignore[union-attr]
    assert [(note.line, note.values["name"]) for note in made.notes] == [(5, "Wim Weg")]
    assert db.session.scalar(db.select(Person).where(Person.name == "Wim Weg")) is None


def test_a_status_that_says_left_ends_today_and_unknown_words_are_asked(
    written: Planned, planned: Planned
) -> None:
    text = "name,status\nBen Berg,Dismissed\nBo Brand,Parental leave\nBea Bach,Gondolier\n"
    with pytest.raises(Exception, match="gondolier"):
        planned(text)
    words = {"dismissed": RosterStanding.LEFT, "parental leave": RosterStanding.AWAY}
    written(text, words={**words, "gondolier": RosterStanding.WORKS})
    left = [person_named(name).left_on for name in ("Ben", "Bo", "Bea")]
    assert left == [TODAY, None, None]


def test_the_month_comes_first_where_a_day_shows_it(planned: Planned) -> None:
    made = planned(
        "Name,Email,Employee ID,Team,Department,Team Lead,Start Date,Termination Date\n"
        "Nia Holt,nia@x.example,601,Blue,Care,no,4/13/2024,\n"
        "Ed Marsh,ed@x.example,602,Blue,Care,yes,3/2/2021,\n"
    )
    assert {c.after.name: c.after.spans[0].since for c in made.changes if not c.before} == {
        "Nia Holt": date(2024, 4, 13),
        "Ed Marsh": date(2021, 3, 2),
    }
    [moved] = checked(made, TODAY).parents
    assert (moved.team, moved.was, moved.parent) == ("Blue", "Service", "Care")


TWO_TEAMS = (
    "name,email,employee_number,team,since,until,left_on\n"
    "Chen Wei,chen1@x.example,701,Red,2024-01-01,,\n"
    "Chen Wei,chen2@x.example,702,Blue,2024-01-01,,\n"
    "Pat Doyle,pat@x.example,703,Red,2023-01-01,2023-07-01,2023-07-01\n"
    "Pat Doyle,pat@x.example,703,Blue,2024-03-01,,\n"
    "Mo Abadi,mo@x.example,704,Red,2024-01-01,,\n"
    "Mo Abadi,mo@x.example,704,Blue,2024-01-01,,\n"
)


def test_two_teams_at_once_are_asked_namesakes_are_two_and_who_came_back_is_one(
    written: Planned, planned: Planned
) -> None:
    made = planned(TWO_TEAMS)
    assert (keys(made), answers_of(made)) == (["team-704"], ["red", "blue"])
    written(TWO_TEAMS, {"team-704": "blue"})
    assert teams_of("Mo Abadi") == [("Blue", date(2024, 1, 1), None)]
    assert teams_of("Pat Doyle") == [
        ("Red", date(2023, 1, 1), date(2023, 7, 1)),
        ("Blue", date(2024, 3, 1), None),
    ]
    chens = db.session.scalars(db.select(Person).where(Person.name == "Chen Wei"))
    assert {each.employee_number for each in chens} == {"701", "702"}


def test_whom_a_line_means_is_asked_where_several_are_called_so(
    written: Planned, planned: Planned
) -> None:
    written(TWO_TEAMS, {"team-704": "blue"})
    text = "name,team\nChen Wei,Office\n"
    made = planned(text)
    assert keys(made) == ["line-2"]
    second = queries.find_by_number("702")
    assert second
    assert answers_of(made)[1:] == [f"person-{second.id}", "new"]
    written(text, {"line-2": f"person-{second.id}"})
    assert [m.team.name for m in second.memberships] == ["Blue", "Office"]
    made = written("name,team\nChen Wei,Red\nNils New,Red\n", {"line-2": "new"})
    assert sorted(c.after.name for c in made.changes if c.before is None) == [
        "Chen Wei",
        "Nils New",
    ]
    chens = db.session.scalars(db.select(Person).where(Person.name == "Chen Wei"))
    assert sorted(each.memberships[-1].team.name for each in chens) == ["Office", "Red", "Red"]


def test_a_known_name_under_a_new_address_is_asked_not_added(
    written: Planned, planned: Planned
) -> None:
    text = "name,email,team\nBen Berg,b.berg@new.example,Blue\n"
    ben = person_named("Ben")
    assert answers_of(planned(text)) == [f"person-{ben.id}", "new"]
    written(text, {"line-2": f"person-{ben.id}"})
    assert ben.email == "b.berg@new.example"
    numbered = "name,email,employee_number\nBo Brand,bo@bright.example,1\nBo Brand,b@x.example,2\n"
    assert planned(numbered).questions == [], "whom another line names by address is not meant"
    ben.employee_number = "1"
    db.session.commit()
    made = planned("name,employee_number\nBen Berg,2\n")
    assert (made.questions, made.count("new")) == ([], 1), "with another number it is somebody else"


def test_a_rehire_without_a_first_day_starts_on_the_day_of_the_import(written: Planned) -> None:
    written("name,email,team,since,left_on\nPat Doyle,pat@x.example,Red,2023-01-01,2023-07-01\n")
    made = written("name,email,team\nPat Doyle,pat@x.example,Red\n")
    assert checked(made, TODAY).counts["back"] == 1
    assert teams_of("Pat Doyle") == [
        ("Red", date(2023, 1, 1), date(2023, 7, 1)),
        ("Red", TODAY, None),
    ]
    assert written("name,email,team\nPat Doyle,pat@x.example,Red\n").is_empty


def test_a_day_of_leaving_is_the_last_day_or_the_first_day_gone(planned: Planned) -> None:
    text = "name,email,team,left_on\nJon Jung,jon@x.example,Red,2026-02-20\n"
    gone = [planned(text, leaving=each).changes[0].after.left_on for each in Leaving]
    assert gone == [date(2026, 2, 21), date(2026, 2, 20)]
    assert planned(text).changes[0].after.left_on == date(2026, 2, 20)
    last = text.replace("left_on", "Letzter Arbeitstag")
    assert planned(last).changes[0].after.left_on == date(2026, 2, 21)


def test_a_day_of_leaving_that_was_told_too_early_is_put_right(written: Planned) -> None:
    head = "name,email,team,since,left_on\nJon Jung,jon@x.example,Red,2020-01-01,"
    written(head + "2026-02-20\n")
    written("name,email,team,left_on\nJon Jung,jon@x.example,Red,2026-02-24\n")
    assert teams_of("Jon Jung") == [("Red", date(2020, 1, 1), date(2026, 2, 24))]
    written("name,email,team,since,left_on\nJon Jung,jon@x.example,Red,2026-03-02,2026-03-05\n")
    assert teams_of("Jon Jung")[0] == ("Red", date(2020, 1, 1), date(2026, 2, 24)), "he came back"


def test_who_is_absent_from_a_file_stays_or_is_gone(
    as_: Callable[..., Visit], ada: Person, ben: Person
) -> None:
    visit, names = as_(ada), db.session.scalars(db.select(Person.name))
    kept = "".join(f"{name}\n" for name in names if name not in ("Ben Berg", "Cid Chan"))
    at = upload(visit, f"name\n{kept}").location
    page = visit.get(at).text
    assert "2 people work here and are not in this file, such as Ben Berg, Cid Chan" in page
    assert list(asked(visit, at).values()) == [["stay", "gone"]]
    assert visit.post(f"{at}/answers", {}).status_code == 422
    assert visit.post(at).status_code == 409, "nothing is written before it is answered"
    bring(visit, at, "gone")
    assert (ben.left_on, ben.memberships[0].until) == (TODAY, TODAY)
    assert person_named("Bo").left_on is None
    again = upload(visit, f"name\n{kept}").location
    assert "The roster says all this already" in visit.get(again).text


def test_a_file_without_half_of_the_company_leaves_the_others_as_they_are(planned: Planned) -> None:
    made = planned("name\nBen Berg\n")
    assert (made.questions, made.problems, made.is_empty) == ([], [], True)
    assert made.part
    working = made.part.values["count"]
    assert made.part.values["named"] == 1
    [problem] = planned("name\nBen Berg\n", {"absent": "gone"}).problems
    assert problem.values == {"absent": working - 1, "count": working}


def ticket(reference: str, handler: str, moment: datetime) -> Contact:
    day = moment.astimezone(ZoneInfo(ZONE)).date()
    return Contact(reference, moment, day, handler, channel="Phone", csat=4)


def counted() -> dict[str, str]:
    """Return for which team each ticket counts."""
    query = db.select(Interaction.reference, Team.name).join(Team, Team.id == Interaction.team_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def test_tickets_of_a_last_day_count_where_the_day_of_leaving_is_the_last(
    written: Planned,
) -> None:
    written("name,email,team,since\nJon Jung,jon@x.example,Red,2025-01-01\n")
    told = "name,email,team,left_on\nJon Jung,jon@x.example,Red,2026-02-20\n"
    written(told, leaving=Leaving.LAST_DAY)
    moments = ((18, 8, 0), (20, 8, 0), (19, 22, 50), (19, 23, 40), (20, 23, 10))
    load("desk", [
        ticket(str(n), "Jon Jung", datetime(2026, 2, *moment, tzinfo=UTC))
        for n, moment in enumerate(moments)
    ], now=NOW)  # fmt: skip
    assert counted() == dict.fromkeys("0123", "Red"), "the last began on the first day gone"


def test_tickets_from_before_a_move_count_for_the_team_of_then(written: Planned) -> None:
    head = "Employee Name,Email,Team,Hired On"
    written(f"{head}\nRita Roth,rita@x.example,Blue2,2019-05-01\n")
    written(f"{head}\nRita Roth,rita@x.example,Green,2019-05-01\n")
    assert teams_of("Rita Roth") == [
        ("Blue2", date(2019, 5, 1), TODAY),
        ("Green", TODAY, None),
    ], "one person who moves to a new team is no rename"
    load("desk", [ticket("1", "Rita Roth", datetime(2024, 5, 1, 7, tzinfo=UTC))], now=NOW)
    assert counted() == {"1": "Blue2"}


BLUE = ("Ana Alba", "Ben Berg", "Bea Bach", "Bill Boot", "Bo Brand", "Bibi Blum")


def test_a_file_in_which_all_of_a_team_have_a_new_name_is_a_rename(
    written: Planned, planned: Planned
) -> None:
    text = "name,team,parent_team\n" + "".join(f"{name},Azure,Service\n" for name in BLUE)
    blue = team_named("Blue").id
    made = planned(text)
    assert (keys(made), answers_of(made)) == (["rename-azure"], ["blue", "new"])
    assert made.questions[0].sentence.startswith("All ")
    made = written(text, {"rename-azure": "blue"})
    assert checked(made, TODAY).renames == (("Blue", "Azure"),)
    assert made.changes == []
    assert team_named("Azure").id == blue
    assert leads_of("Azure") == ["Ana Alba"]
    assert teams_of("Ben Berg") == [("Azure", SINCE, None)]
    assert planned(text).is_empty


def test_a_new_name_with_some_left_behind_is_asked_and_can_be_a_new_team(
    written: Planned, planned: Planned
) -> None:
    azure = "".join(f"{name},Azure\n" for name in BLUE[:4])
    text = f"name,team\n{azure}Bo Brand,Blue\nBibi Blum,Blue\n"
    blue = team_named("Blue").id
    [question] = planned(text).questions
    assert question.sentence.startswith("%(count)s of ")
    made = planned(text, {"rename-azure": "new"})
    assert checked(made, TODAY).counts["moved"] == 4
    written(text, {"rename-azure": "blue"})
    assert team_named("Azure").id == blue
    assert teams_of("Bo Brand") == [("Azure", SINCE, TODAY), ("Blue", TODAY, None)]
    assert teams_of("Ben Berg") == [("Azure", SINCE, None)]
    few = "name,team\nRolf Roth,Rose\nCleo Clay,Rose\n"
    assert planned(few).questions == [], "few of a team who move make no new name of it"


@pytest.mark.both
def test_a_preset_keeps_columns_days_and_words(
    as_: Callable[..., Visit], ines: Person, command: Any, tmp_path: Path
) -> None:
    text = "Wer,Wo,Boss,Ende,Lage\nBen Berg,Blue,Bea Bach,1/2/2026,weg\n"
    visit = as_(ines)
    at = upload(visit, text).location
    page = visit.get(f"{at}/mapping").text
    assert "Columns passed over" in page
    columns = {"name": "Wer", "team": "Wo", "manager": "Boss", "left_on": "Ende", "status": "Lage"}
    said = {f"column_{key}": heading for key, heading in columns.items()}
    assert visit.post(f"{at}/mapping", {**said, "order": "dmy"}).status_code == 422
    said |= {"order": "dmy", "leaving": "last-day", "word_0": "left", "preset": "Our HR"}
    assert visit.post(f"{at}/mapping", said).location == f"{at}/mapping#preview"
    page = visit.get(f"{at}/mapping").text
    assert "Gone from 2 Feb 2026" in page
    assert "Has left" in page

    path = tmp_path / "next.csv"
    path.write_text(text.replace("Ben Berg", "Bo Brand"))
    told = command("people", "import", str(path), "--preset", "Our HR").output
    assert "The roster is imported." in told
    assert person_named("Bo").left_on == date(2026, 2, 2)
    again = upload(visit, text).location
    assert "Our HR" in visit.get(f"{again}/mapping").text


def test_a_command_shows_all_before_it_writes_and_takes_answers(
    app: Any, command: Any, tmp_path: Path
) -> None:
    path = tmp_path / "r.csv"
    lines = "Ben Berg,Red,\nNora New,,\nCid Chan,,2026-03-01\n"
    path.write_text("name,team,gone\n" + lines + "Mo,Red,\nMo,Blue,\n")
    run = ("people", "import", str(path), "--map", "left_on=gone")
    refused = command(*run, "--dry-run", "--leaving", "last-day")
    assert refused.exit_code == 1
    assert "--answer 'team-mo=red'" in refused.output
    assert "Not read: gone" in command("people", "import", str(path), "--map", "left_on=").output
    answered = (*run, "--leaving", "last-day", "--answer", "team-mo=red")
    told = command(*answered, "--dry-run")
    assert "Nothing was written" in told.output
    assert "Blue → Red" in told.output
    assert "Without a team" in told.output
    assert db.session.scalar(db.select(Person).where(Person.name == "Mo")) is None
    assert command(*answered, "--absent", "gone").exit_code == 1, "no admin would be left"
    assert "is imported" in command(*answered).output
    assert person_named("Cid").left_on == date(2026, 3, 2)
    wrong = command("people", "import", str(path), "--map", "boss=gone")
    assert "There is no field 'boss'" in wrong.output


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "Employee #|First Name|Last Name|Preferred Name|Work Email|Department|Division"
            "|Reporting to|Hire Date|Termination Date|Employment Status",
            "first_name|last_name|preferred_name|email|employee_number|team|parent_team|manager"
            "|hired_on|left_on|status",
        ),
        (
            "Personio ID|Vorname|Nachname|E-Mail|Abteilung|Team|Vorgesetzter|Eintrittsdatum"
            "|Letzter Arbeitstag|Status",
            "first_name|last_name|email|team|parent_team|manager|hired_on|left_on|status",
        ),
        (
            "Employee ID|Worker|Email - Primary Work|Supervisory Organization|Worker's Manager"
            "|Manager ID|Hire Date|Termination Date|Worker Status",
            "name|email|employee_number|team|manager|manager_number|hired_on|left_on|status",
        ),
        (
            "Matricule|Nom|Prénom|Courriel|Service|Responsable|Date d'embauche|Date de sortie",
            "first_name|last_name|email|employee_number|team|manager|hired_on|left_on",
        ),
        (
            "Número de empleado|Nombre|Apellidos|Correo electrónico|Departamento|Equipo|Jefe"
            "|Fecha de alta|Fecha de baja|Estado",
            "first_name|last_name|email|employee_number|team|parent_team|manager|hired_on"
            "|left_on|status",
        ),
        (
            "Matricola|Nome|Cognome|Indirizzo e-mail|Reparto|Responsabile|Data di assunzione"
            "|Data di cessazione|Stato",
            "first_name|last_name|email|employee_number|team|manager|hired_on|left_on|status",
        ),
        (
            "Pers.-Nr.|Name|E-Mail dienstlich|Kostenstelle|Team|Eintritt|Austritt",
            "name|email|employee_number|team|parent_team|hired_on|left_on",
        ),
        (
            "Personeelsnummer|Voornaam|Achternaam|E-mailadres werk|Afdeling|Leidinggevende"
            "|In dienst",
            "first_name|last_name|email|employee_number|team|manager|hired_on",
        ),
        (
            "User ID|Formal Name|Email Address|Org Unit|Manager User ID|Start Date",
            "name|email|employee_number|team|manager_number|hired_on",
        ),
    ],
)  # fmt: skip
def test_columns_of_hr_systems_are_known(headings: str, fields: str) -> None:
    assert list(mapping.guessed(headings.split("|"), []).columns) == fields.split("|")


def test_addresses_are_those_of_the_people_where_each_has_another() -> None:
    boss = "ana@bright.example"
    rows = [[f"P {n}", f"p{n}@bright.example", boss] for n in range(3)]
    assert mapping.guessed(["Name", "Kontakt", "Boss"], rows).columns["email"] == "Kontakt"
    assert "email" not in mapping.guessed(["Name", "Boss"], [[a, c] for a, _, c in rows]).columns
