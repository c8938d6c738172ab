"""Who handled it: one person under many spellings, namesakes, several people, and nobody."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.customers.models import KnownHandler
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.reading.mapping import Several
from cxstaff.customers.records import handlers
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from tests.cast import SINCE

DAY = date(2026, 3, 2)


@pytest.fixture
def zoe(app: Any, blue: Team, red: Team) -> Person:
    """Zoë, two people called Pat Lee (one in each team), Ali, Wang, and Vera with a number."""
    made = {
        "Zoë Ñandú": ("zoe@bright.example", None, blue),
        "Łucja Żak": ("lucja@bright.example", None, blue),
        "محمد علي": ("ali@bright.example", None, blue),
        "王小明": ("wang@bright.example", None, blue),
        "Vera Vogt": ("vera@bright.example", "0805", red),
    }
    for name, (email, number, team) in made.items():
        person = Person(name=name, email=email, employee_number=number)
        person.memberships.append(Membership(team=team, since=SINCE))
        db.session.add(person)
    for number, team in (("N1", blue), ("N2", red)):
        person = Person(name="Pat Lee", employee_number=number)
        person.memberships.append(Membership(team=team, since=SINCE))
        db.session.add(person)
    db.session.commit()
    return db.session.scalars(db.select(Person).where(Person.name == "Zoë Ñandú")).one()


def found(word: str, team: str = "", several: Several | None = None) -> str:
    """Say who a word is found to be, and in which team; or the problem."""
    known = Roster(several).find(word, DAY, team)
    if known is None:
        return "left out"
    if isinstance(known, Problem):
        return known.sentence
    person_id, team_id = known
    person = db.session.get_one(Person, person_id) if person_id else None
    named = person and (person.employee_number or person.name)
    return f"{named or 'nobody'} in {db.session.get_one(Team, team_id).name}"


def say(word: str, **what: Any) -> None:
    db.session.add(KnownHandler(word=word, **what))
    db.session.commit()


@pytest.mark.parametrize(
    ("word", "who"),
    [
        ("Zoë Ñandú", "Zoë Ñandú in Blue"),
        (unicodedata.normalize("NFD", "Zoë Ñandú"), "Zoë Ñandú in Blue"),
        ("zoë  ñandú ", "Zoë Ñandú in Blue"),
        ("Ñandú, Zoë", "Zoë Ñandú in Blue"),
        ("zoe", "Zoë Ñandú in Blue"),
        ("Zoë Ñandú <zoe@bright.example>", "Zoë Ñandú in Blue"),
        ("Zoë Ñandú (Blue)", "Zoë Ñandú in Blue"),
        ("Zoë Ñandú<1001>", "Zoë Ñandú in Blue"),
        ("ŁUCJA ŻAK", "Łucja Żak in Blue"),
        ("ŻAK Łucja", "Łucja Żak in Blue"),
        ("VOGT  Vera (Night)", "0805 in Red"),
        ("vogt vera", handlers.UNKNOWN),
        ("VOGT VERA", handlers.UNKNOWN),
        ("VOGT V.", handlers.UNKNOWN),
        ("LEE Pat", handlers.AMBIGUOUS),
        ("\u200fمحمد علي\u200f", "محمد علي in Blue"),
        ("王 小明", "王小明 in Blue"),
        ("0805", "0805 in Red"),
        ("805", "0805 in Red"),
        ("805.0", "0805 in Red"),
        ("Zoe Nandu", handlers.UNKNOWN),
        ("Pat Lee", handlers.AMBIGUOUS),
        ("", handlers.NO_HANDLER),
    ],
)
def test_one_person_under_many_spellings(zoe: Person, word: str, who: str) -> None:
    assert found(word) == who


def test_capitals_tell_the_family_name_on_the_roster_too(zoe: Person, red: Team) -> None:
    person = Person(name="VAN DER BERG Mia", employee_number="N7")
    person.memberships.append(Membership(team=red, since=SINCE))
    db.session.add(person)
    db.session.commit()
    assert found("Mia van der Berg") == found("Van der Berg, Mia") == "N7 in Red"


def test_what_was_said_of_a_word_goes_before_what_its_capitals_tell(zoe: Person) -> None:
    say("vogt vera", person_id=zoe.id)
    assert found("VOGT Vera") == "Zoë Ñandú in Blue"
    say("lee pat", is_left_out=True)
    assert found("LEE Pat") == "left out"


def test_what_was_said_once_of_a_word_is_remembered(zoe: Person) -> None:
    say("zoe nandu", person_id=zoe.id)
    assert found("ZOE  Nandu") == found("Nandu, Zoe") == "Zoë Ñandú in Blue"


def test_a_team_tells_namesakes_apart_before_what_was_said(zoe: Person) -> None:
    assert found("Pat Lee", "red") == "N2 in Red"
    assert found("Pat Lee", "Office") == handlers.AMBIGUOUS
    first = db.session.scalars(db.select(Person).where(Person.employee_number == "N1")).one()
    say("pat lee", person_id=first.id)
    assert found("Pat Lee") == found("Pat Lee", "Office") == "N1 in Blue"
    assert found("Pat Lee", "Red") == "N2 in Red"


def test_nobody_counts_for_a_team_or_is_left_out(zoe: Person, red: Team) -> None:
    say("answer bot", is_left_out=True)
    say("", team_id=None)
    say("night shift", team_id=red.id)
    assert found("Answer Bot", "Blue") == "left out"
    assert found("", "BLUE") == "nobody in Blue"
    assert found("") == handlers.NOBODYS_TEAM
    assert found("", "Tier 1") == handlers.UNKNOWN_TEAM
    assert found("Night Shift", "Blue") == "nobody in Red"


def test_a_merged_team_stands_for_the_other_one_from_that_day_on(
    zoe: Person, blue: Team, red: Team
) -> None:
    say("", team_id=None)
    red.closed_on, red.merged_into = DAY, blue
    db.session.commit()
    assert found("", "Red") == "nobody in Blue"
    red.closed_on = DAY + timedelta(days=1)
    db.session.commit()
    assert found("", "Red") == "nobody in Red"


def test_whoever_is_on_the_roster_is_never_taken_for_a_bot(zoe: Person) -> None:
    say("vera vogt", is_left_out=True)
    say("pat lee", is_left_out=True)
    assert found("Vera Vogt") == "0805 in Red"
    assert found("Pat Lee") == handlers.AMBIGUOUS


@pytest.mark.parametrize(
    ("word", "team", "several", "who"),
    [
        ("Ben Berg; Vera Vogt", "", None, handlers.SEVERAL),
        ("Ben Berg, Vera Vogt", "", None, handlers.SEVERAL),
        ("Ben Berg & Vera Vogt", "", Several.FIRST, "Ben Berg in Blue"),
        ("Ben Berg|Vera Vogt", "", Several.LAST, "0805 in Red"),
        ("Ben Berg; Vera Vogt", "Red", Several.NOBODY, "nobody in Red"),
        ("Ben Berg; Bea Bach", "", Several.NOBODY, "nobody in Blue"),
        ("Ben Berg; Vera Vogt", "", Several.NOBODY, handlers.NOBODYS_TEAM),
        ("Ben Berg;", "", None, "Ben Berg in Blue"),
        ("Ben Berg; BEN BERG", "", None, "Ben Berg in Blue"),
        ("Answer Bot; Ben Berg", "", None, "Ben Berg in Blue"),
        ("Answer Bot; Answer Bot", "", None, "left out"),
        ("Ben Berg, Who Else", "", Several.FIRST, handlers.UNKNOWN),
        ("Berg, Ben", "", None, "Ben Berg in Blue"),
    ],
)
def test_several_people_in_one_cell(
    zoe: Person, word: str, team: str, several: Several | None, who: str
) -> None:
    say("answer bot", is_left_out=True)
    assert found(word, team, several) == who
