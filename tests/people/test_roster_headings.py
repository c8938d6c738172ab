"""Headings of rosters told by their words, and columns by what stands in them."""

import pytest

from cxstaff.people.roster.reading import composed, status
from cxstaff.people.roster.reading.headings import guess

HEADINGS: dict[str, str | None] = {
    "Last Hire Date": "hired_on",
    "Dienstantrittsdatum": "hired_on",
    "İşe giriş tarihi": "hired_on",
    "Dátum nástupu do práce": None,
    "入职日期": "hired_on",
    "Date de fin de contrat": "left_on",
    "Fratrædelsesdato": "left_on",
    "İşten çıkış tarihi": "left_on",
    "Dernier jour travaillé": "left_on",
    "Törzsszám": "employee_number",
    "EMPLID": "employee_number",
    "Medarbejdernr.": "employee_number",
    "Apellidos y nombre": "name",
    "Nom et prénom": "name",
    "Last name, First name": "name",
    "Legal Firstname": "first_name",
    "Vezetéknév": "last_name",
    "Arbejdsmail": "email",
    "Nærmeste leder": "manager",
    "Supervisor Name (Last First)": "manager",
    "Manager Email": "manager_email",
    "SUPERVISOR_ID": "manager_number",
    "Org Level 2": "team",
    "部门名称": "team",
    "accountEnabled": "status",
    "在籍状況": "status",
    "Intitulé du poste": "job",
    "勤務地": "site",
    "Birthday": None,
    "Salary": None,
    "Last login": None,
    "Team size": None,
    "Start of probation": None,
}


@pytest.mark.parametrize(("heading", "key"), HEADINGS.items())
def test_a_heading_is_told_by_its_words(heading: str, key: str | None) -> None:
    ranks = {each: composed.rank(each, heading) for each in composed.GRAMMARS}
    meant = {each: rank for each, rank in ranks.items() if rank is not None}
    assert min(meant, key=lambda each: meant[each], default=None) == key


def test_name_beside_a_first_name_is_the_last_name() -> None:
    found = guess(["Name", "Vorname", "Team"], [["Alba", "Ana", "Blue"], ["Berg", "Ben", "Blue"]])
    assert found == {"first_name": "Vorname", "last_name": "Name", "team": "Team"}


def test_name_that_holds_the_first_name_is_the_whole_name() -> None:
    rows = [["Ana Alba", "Ana"], ["Ben Berg", "Ben"]]
    assert guess(["Name", "Vorname"], rows)["name"] == "Name"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("ana@probe.example", "manager_email"),
        ("7", "manager_number"),
        ("Ana Alba", "manager"),
    ],
)
def test_a_manager_is_told_by_what_the_column_holds(said: str, key: str) -> None:
    rows = [["Ana Alba", "7", ""], ["Ben Berg", "8", said]]
    assert guess(["Name", "Employee ID", "Manager"], rows)[key] == "Manager"


def test_brackets_that_explain_a_heading_do_not_hide_it() -> None:
    rows = [["Ana Alba", "J"], ["Ben Berg", "N"]]
    assert guess(["Name", "Teamleitung (J/N)"], rows)["is_lead"] == "Teamleitung (J/N)"


@pytest.mark.parametrize("word", ["Sluttet", "Uit dienst", "退職", "Уволен", "Zwolniony", "퇴사"])
def test_who_has_left_is_known_in_many_languages(word: str) -> None:
    assert status.guess(word) is status.RosterStanding.LEFT


def test_a_column_without_days_is_no_first_day() -> None:
    rows = [["Ana Alba", "Care", "18/03/2020"], ["Ben Berg", "Claims", "01/02/2021"]]
    found = guess(["Nom complet", "Service", "Entrée"], rows)
    assert (found["team"], found["hired_on"]) == ("Service", "Entrée")
