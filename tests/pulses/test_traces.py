"""A closed round tells who answered, never when or in which order; one letter holds up no other."""

from pathlib import Path

from sqlalchemy import text

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import jobs
from cxstaff.pulses.models import PulseLetter
from tests.pulses.rounds import a_round, answer, close, everybody


def test_the_order_of_answering_is_gone_with_the_round(ines: Person, blue: Team) -> None:
    made = a_round(ines, blue)
    people = sorted(everybody(blue), key=lambda person: person.id)
    for person in reversed(people):
        answer(made, [person])
    close(made)

    on_postgresql = db.engine.dialect.name == "postgresql"
    place = "ctid" if on_postgresql else "rowid"
    by_place = db.session.execute(
        text(f"SELECT person_id, has_answered FROM invitation ORDER BY {place}")
    ).all()
    assert [tuple(row) for row in by_place] == [(person.id, True) for person in people]
    if on_postgresql:
        writers = db.session.scalars(text("SELECT DISTINCT xmin::text FROM invitation")).all()
        assert len(writers) == 1


def test_who_answered_before_their_letter_went_is_gone_with_the_round(
    ines: Person, blue: Team, mailbox: Path
) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue)[:1])
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 6
    answer(made, everybody(blue)[1:])
    close(made)
    assert db.session.scalars(db.select(PulseLetter)).all() == []


def test_a_name_from_elsewhere_holds_up_no_letter(ines: Person, blue: Team, mailbox: Path) -> None:
    a_round(ines, blue, name="Monthly\x7fpulse\x85")
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 6


def test_an_address_nobody_can_write_to_holds_up_no_other_letter(
    ines: Person, ana: Person, blue: Team, mailbox: Path
) -> None:
    ana.email = "ana\x7f@bright.example"
    a_round(ines, blue)
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 5
    letters = db.session.scalars(db.select(PulseLetter)).all()
    assert [bool(letter.complaint) for letter in letters].count(True) == 1
