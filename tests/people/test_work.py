"""What the roster says of a person's work: job, shift, site, and whose holidays they have."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people.calendars import find_calendar, name_of, next_holiday
from cxstaff.people.models import Person
from cxstaff.people.roster import imports
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW, TODAY
from tests.conftest import Visit, person_named

TYPED = {"name": "Ben Berg", "email": "ben@bright.example"}
WORK = {"job": "Agent", "shift": "Night", "site": "Kiel", "calendar": "germany"}


def work_of(person: Person) -> tuple[str | None, ...]:
    return person.job, person.shift, person.site, person.calendar


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de-by", "DE-BY"),
        ("AT_9", "AT-9"),
        ("Germany", "DE"),
        ("allemagne", "DE"),
        ("Österreich", "AT"),
        ("Spagna", "ES"),
        ("DE-XX", None),
        ("Nowhere", None),
        ("", None),
    ],
)
def test_calendars_are_found_by_code_and_by_the_name_of_a_country(
    text: str, code: str | None
) -> None:
    assert find_calendar(text) == code


def test_a_calendar_knows_the_next_holiday_of_its_region() -> None:
    first = date(2026, 1, 2)
    assert next_holiday("DE-BY", first, "de") == (date(2026, 1, 6), "Heilige Drei Könige")
    assert next_holiday("DE-BY", first, "en") == (date(2026, 1, 6), "Epiphany")
    assert next_holiday("DE-BE", first, "pl") == (date(2026, 3, 8), "Frauentag")
    assert next_holiday("DE", date(2026, 12, 27), "de") == (date(2027, 1, 1), "Neujahr")
    assert name_of("DE-BY", "en") == "Germany, BY"


def test_work_is_typed_shown_and_logged(
    as_: Callable[..., Visit], ines: Person, ben: Person
) -> None:
    visit = as_(ines)
    assert visit.post(f"/people/{ben.id}", TYPED | WORK).status_code == 303
    assert work_of(ben) == ("Agent", "Night", "Kiel", "DE")
    page = visit.get(f"/people/{ben.id}").text
    assert all(word in page for word in ("Agent", "Night", "Kiel", "Germany", "3 Apr 2026"))
    acts = db.session.scalars(db.select(SecurityEvent.act)).all()
    assert acts.count("person changed") == 1
    wrong = visit.post(f"/people/{ben.id}", TYPED | {"calendar": "Atlantis"})
    assert wrong.status_code == 422
    assert "Write a country or region" in wrong.text
    visit.post(f"/people/{ben.id}", TYPED)
    assert work_of(ben) == (None, None, None, None)
    new = {
        "name": "Nora New",
        "email": "nora@bright.example",
        "since": TODAY.isoformat(),
        "site": "Ulm",
    }
    visit.post("/people", new)
    assert person_named("Nora").site == "Ulm"


def test_work_comes_in_a_file_and_an_empty_field_erases_nothing(app: Any, tmp_path: Any) -> None:
    file = tmp_path / "r.csv"

    def bring(text: str) -> Any:
        file.write_text(text)
        made = imports.check(file, today=TODAY, may_give_roles=True)
        if not made.problems:
            imports.write(made, actor=None, now=NOW)
            db.session.commit()
        return made

    bring("name,Job Title,Schicht,Office,Holiday calendar\nBen Berg,Agent,Late,Kiel,de_by\n")
    assert work_of(person_named("Ben")) == ("Agent", "Late", "Kiel", "DE-BY")
    made = bring("name,Job Title,Schicht,Office,Holiday calendar\nBen Berg,Coach,,,\n")
    assert made.count("details") == 1
    assert work_of(person_named("Ben")) == ("Coach", "Late", "Kiel", "DE-BY")
    [problem] = bring("name,calendar\nBen Berg,Atlantis\n").problems
    assert (problem.line, problem.column) == (2, "calendar")
