"""Boxes are emptied while people answer other rounds: nobody waits for long, nothing is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cxstaff.db import db
from cxstaff.engine import remains
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.models import PulseCode, PulseRound, SealedAnswer
from cxstaff.pulses.sealing import box, keys
from tests.cast import NOW
from tests.pulses.rounds import LATER, a_round, answer, answers_in_boxes, close, everybody, hire

Counting = Callable[[], Any]


def test_everybody_asked_has_a_place_that_says_nothing(ines: Person, blue: Team) -> None:
    made = a_round(ines, blue)
    places = db.session.scalars(db.select(SealedAnswer)).all()
    assert {each.person_id for each in places} == {each.id for each in everybody(blue)}
    assert answers_in_boxes() == []
    private = keys.read(made.public_key, keys.folder())
    opened = [box.open_(each.envelope, private, made.id) for each in places]
    assert opened == [box.Submission({}, None)] * len(places)


def test_a_stranger_tells_no_empty_envelope_from_a_full_one(
    ines: Person, blue: Team, ben: Person
) -> None:
    """Of the same size, and each begins with a point of the curve that nobody has twice."""
    made = a_round(ines, blue)
    answer(made, [ben])
    envelopes = [bytes(each) for each in db.session.scalars(db.select(SealedAnswer.envelope))]
    assert {len(each) for each in envelopes} == {box.ENVELOPE_BYTES}
    assert len({each[:32] for each in envelopes}) == len(envelopes)
    public = [box.X25519PublicKey.from_public_bytes(each[:32]) for each in envelopes]
    assert [each.public_bytes_raw() for each in public] == [each[:32] for each in envelopes]


def test_places_that_say_nothing_are_no_answers(ines: Person, blue: Team) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue)[:4])
    keys.destroy(made.public_key, keys.folder())  # four are never opened, and six lie there
    close(made)
    assert made.closed_at is not None
    assert made.answers == 0


def test_answering_takes_two_statements(
    ines: Person, blue: Team, ben: Person, counting: Counting
) -> None:
    made = a_round(ines, blue)
    round_id, person_id = made.id, ben.id
    with counting() as sent:
        actions.answer(hold_respondent(round_id, person_id), {"enps": 9}, None, now=NOW)
    assert len(sent) == 2, sent.statements


def test_nothing_is_lost_of_rounds_that_go_on(app: Flask, ines: Person, blue: Team) -> None:
    """Two answer one after the other, half of them with a code, while boxes are laid anew."""
    ended = a_round(ines, blue)
    answer(ended, everybody(blue))
    goes_on, people = _another_round(ines)
    round_id, ended_id, done = goes_on.id, ended.id, threading.Event()

    def empty() -> None:
        jobs.close_rounds([ended_id], now=LATER)
        while not done.is_set():
            assert jobs._empty_boxes()

    def answer_all(some: list[int]) -> None:
        for person_id in some:
            _answer_with_code(round_id, person_id)

    emptying, *answering = _started(
        app, empty, lambda: answer_all(people[::2]), lambda: answer_all(people[1::2])
    )
    trouble = [each() for each in answering]
    done.set()
    assert [*trouble, emptying()] == [None, None, None]
    sealed = answers_in_boxes()
    private = keys.read(db.session.get_one(PulseRound, round_id).public_key, keys.folder())
    kept = {each.person_id: _first(each, private) for each in sealed}
    assert kept == {each: each % 11 for each in people}
    assert len(db.session.scalars(db.select(PulseCode)).all()) == len(people) / 2


@pytest.mark.only("postgresql")
def test_who_holds_the_table_for_long_keeps_nobody_from_answering(
    app: Flask, ines: Person, blue: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup holds every table it reads; closing then goes on a minute later."""
    monkeypatch.setattr(remains, "PATIENCE", "200ms")
    made = a_round(ines, blue)
    answer(made, everybody(blue))
    db.session.commit()
    with db.engine.connect() as backup:
        backup.execute(text("LOCK TABLE sealed_answer IN ACCESS SHARE MODE"))
        close(made)
        assert made.opened_box_at is not None
        assert made.closed_at is None
        assert len(answers_in_boxes()) == 6
        db.session.commit()
    close(made)
    assert made.closed_at is not None
    assert answers_in_boxes() == []


@pytest.mark.long
def test_two_rounds_are_closed_at_once(app: Flask, ines: Person, blue: Team) -> None:
    """Whoever empties the box of one round does not lock out who opens the other's."""
    first, (second, people) = a_round(ines, blue), _another_round(ines)
    answer(first, everybody(blue))
    answer(second, [db.session.get_one(Person, each) for each in people])
    later = second.closes_at
    ids, held, emptied = (first.id, second.id), threading.Event(), threading.Event()

    def open_second() -> None:
        closing.hold(ids[1])
        held.set()
        emptied.wait(0.5)
        assert closing.open_box(ids[1], now=later)
        db.session.commit()

    def empty_first() -> None:
        held.wait(10)
        closing.open_box(ids[0], now=later)
        db.session.commit()
        assert jobs._empty_boxes()
        emptied.set()

    assert [each() for each in _started(app, open_second, empty_first)] == [None, None]
    counts = [db.session.get_one(PulseRound, each).answers for each in ids]
    assert counts == [6, len(people)]


def _started(app: Flask, *acts: Callable[[], None]) -> list[Callable[[], BaseException | None]]:
    """Let several act at once; return what waits for each and returns what went wrong, or None."""
    db.session.commit()
    db.session.remove()
    pool = ThreadPoolExecutor(len(acts))

    def run(act: Callable[[], None]) -> None:
        with app.app_context():
            try:
                act()
            finally:
                db.session.remove()

    running = [pool.submit(run, act) for act in acts]
    pool.shutdown(wait=False)
    return [lambda each=each: each.exception(120) for each in running]


def _another_round(ines: Person) -> tuple[PulseRound, list[int]]:
    """Ask forty people in a team of their own; every second has a code."""
    team = Team(name="Apart")
    db.session.add(team)
    db.session.flush()
    people = hire(team, 40)
    made = a_round(ines, team, name="Other", open_days=14)
    db.session.add_all(
        PulseCode(
            round_id=made.id, person_id=each.id, digest=b"digest %d" % each.id, made_by_id=ines.id
        )
        for each in people[::2]
    )
    db.session.commit()
    return made, [each.id for each in people]


def _answer_with_code(round_id: int, person_id: int) -> None:
    db.session.get(PulseCode, (round_id, person_id))  # read first, as the page does
    actions.answer(hold_respondent(round_id, person_id), {"enps": person_id % 11}, None, now=NOW)
    db.session.commit()


def _first(sealed: SealedAnswer, private: bytes) -> int:
    return box.open_(sealed.envelope, private, sealed.round_id).numbers["enps"]
