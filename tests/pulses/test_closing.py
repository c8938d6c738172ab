"""Closing loses nothing, doubles nothing and leaves no way back, wherever it is interrupted."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from cxstaff import clock, engine, packed
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering import actions as answering
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.closing import publishing, split_halves
from cxstaff.pulses.models import (
    Answer,
    Comment,
    Invitation,
    PulseRound,
    RoundResult,
    SealedAnswer,
)
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.queries import series
from cxstaff.pulses.sealing import keys
from tests.cast import NOW
from tests.pulses.rounds import (
    LATER,
    OTHER_KEYS,
    a_round,
    answer,
    answer_otherwise,
    answers_in_boxes,
    close,
    everybody,
    hire,
)

OWNERS = {
    "publish": publishing,
    "keep_halves": publishing,
    "means": split_halves,
    "destroy": keys,
    "scrub": engine,
    "lay_anew": engine,
    "wipe": engine,
    "unlink": Path,
}
STEPS = ["_opened", "_write_numbers", "_write_comments", "note_answered", "empty", "forget"]
PLACES = [*OWNERS, *STEPS]
COMMITS = 5  # the box opened, envelopes, letters and codes removed, key destroyed


class Killed(BaseException):
    """The worker was killed here."""


def count(model) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model))


@pytest.fixture
def round_(ines, blue, red, service):
    """A round that all eleven of Service have answered, with comments."""
    made = a_round(ines, service)
    answer(made, everybody(blue), 6, "Better headsets, please")
    answer(made, everybody(red), 3, "Fine as it is")
    return made


def assert_closed(round_: PulseRound) -> None:
    assert round_.closed_at is not None
    assert (round_.answers, count(Answer), count(Comment)) == (11, 55, 11)
    assert count(SealedAnswer) == 0  # nor is there a place that says nothing
    assert not keys.path_of(round_.public_key, keys.folder()).exists()


def test_closing_turns_envelopes_into_rows_that_name_nobody(round_, blue, red, service) -> None:
    close(round_)
    assert_closed(round_)
    groups = db.session.scalars(db.select(Answer.group_id)).all()
    assert sorted(groups) == sorted([blue.id] * 30 + [red.id] * 25)
    assert set(db.session.scalars(db.select(Comment.group_id))) == {service.id}
    names = [column.name for model in (Answer, Comment) for column in model.__table__.c]
    assert not [name for name in names if "person" in name or name.endswith("_at")]


def test_comments_are_counted_with_ten_or_more(round_, ines, blue, red, service) -> None:
    close(round_)
    assert published.comments(round_, [blue.id], 1).total == 0
    assert published.comments(round_, [service.id, blue.id, red.id], 1).total == 11
    assert published.comments(round_, None, 1).total == 11


@pytest.mark.long
@pytest.mark.only("sqlite")  # wherever it dies, a database has what the last commit left: below
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_anywhere_is_followed_by_one_that_goes_on(
    round_, monkeypatch, place, moment
) -> None:
    owner = OWNERS.get(place, closing)
    whole = getattr(owner, place)

    def interrupted(*args, **named):
        if moment == "after":
            whole(*args, **named)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, place, interrupted)
        with pytest.raises(Killed):
            close(round_)
    db.session.rollback()
    db.session.expire_all()
    assert round_.closed_at is None
    assert count(Answer) == 55 or len(answers_in_boxes()) == 11
    close(round_)
    assert_closed(round_)
    results = count(RoundResult)
    close(round_)
    assert count(RoundResult) == results


@pytest.mark.parametrize("number", range(COMMITS + 1))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_at_any_commit_is_followed_by_one_that_goes_on(
    round_, monkeypatch, number, moment
) -> None:
    commit, done = db.session.commit, []
    db.session.commit()

    def interrupted() -> None:
        is_last = len(done) == number
        if not (is_last and moment == "before"):
            commit()
            done.append(number)
        if is_last:
            raise Killed

    with monkeypatch.context() as patched, clock.frozen(LATER):
        patched.setattr(db.session, "commit", interrupted)
        try:
            jobs.close_rounds([round_.id], now=LATER)
        except Killed:
            assert number < COMMITS
        else:
            assert number == COMMITS, "every commit of closing was tried"
    db.session.rollback()
    db.session.expire_all()
    assert count(Answer) == 55 or len(answers_in_boxes()) == 11
    close(round_)
    assert_closed(round_)


@pytest.mark.parametrize("harm", [lambda p: p.unlink(), lambda p: p.write_bytes(b"x" * 32)])
def test_without_its_key_a_round_waits_and_says_why(round_, harm) -> None:
    path = keys.path_of(round_.public_key, keys.folder())
    good = path.read_bytes()
    harm(path)
    close(round_)
    assert "key" in round_.complaint
    assert round_.opened_box_at is None
    assert len(answers_in_boxes()) == 11
    close(round_)
    path.write_bytes(good)
    close(round_)
    assert round_.complaint is None
    assert_closed(round_)


def test_a_damaged_envelope_is_counted_and_the_others_are_kept(round_, ben) -> None:
    db.session.execute(
        db.update(SealedAnswer).where(SealedAnswer.person_id == ben.id).values(envelope=b"broken")
    )
    close(round_)
    assert round_.unreadable == 1
    assert round_.answers == 10


def test_when_no_envelope_opens_nothing_is_thrown_away(round_) -> None:
    db.session.execute(db.update(SealedAnswer).values(envelope=b"broken"))
    close(round_)
    assert "Not one answer" in round_.complaint
    assert len(answers_in_boxes()) == 11


def test_closing_leaves_other_rounds_alone(round_, ines, blue, ben) -> None:
    other = a_round(ines, blue, name="Other", open_days=14, keys=OTHER_KEYS)
    answer_otherwise(other, everybody(blue))
    close(round_)
    assert len(answers_in_boxes()) == 6
    assert keys.path_of(other.public_key, keys.folder()).exists()


def test_one_round_that_fails_keeps_no_other_from_closing(round_, ines, blue) -> None:
    other = a_round(ines, blue, name="Other", keys=OTHER_KEYS)
    keys.destroy(other.public_key, keys.folder())
    answer_otherwise(other, everybody(blue))
    with clock.frozen(LATER):
        jobs.close_ended()
    db.session.expire_all()
    assert other.complaint
    assert round_.closed_at is not None


def test_a_clock_that_jumps_back_reopens_no_closed_round(round_, ben) -> None:
    close(round_)
    with clock.frozen(NOW):
        jobs.close_ended()
        with pytest.raises(Refused, match="is over"):
            actions.answer(hold_respondent(round_.id, ben.id), {"enps": 1}, None, now=NOW)
    db.session.expire_all()
    assert_closed(round_)


def test_an_open_round_is_not_closed(round_) -> None:
    close(round_, round_.closes_at.replace(day=24))
    assert round_.opened_box_at is None
    assert len(answers_in_boxes()) == 11


def test_two_workers_close_a_round_once(app, round_) -> None:
    round_id, start, trouble = round_.id, threading.Barrier(2), []
    db.session.commit()
    db.session.remove()

    def work() -> None:
        with app.app_context():
            start.wait(10)
            try:
                jobs.close_rounds([round_id], now=LATER)
            except sqlite3.OperationalError:
                pass  # one rewrites the file while the other would; the next run goes on
            except Exception as error:
                trouble.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    assert trouble == []
    again = db.session.get(PulseRound, round_id)
    close(again)
    assert_closed(again)


def test_fewer_than_five_answers_are_destroyed_unread(ines, blue) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue)[:4], 6, "We four")
    keys.destroy(made.public_key, keys.folder())  # it is not needed: nobody opens them
    close(made)
    assert made.closed_at is not None
    assert (count(Answer), count(Comment), count(RoundResult)) == (0, 0, 0)


def test_a_group_few_of_which_answered_is_counted_further_up(ines, blue, red, service) -> None:
    hire(blue, 5)
    made = a_round(ines, service)
    answer(made, everybody(blue), 6)
    answer(made, everybody(red)[:1], 1)
    close(made)
    sizes = dict(
        db.session.execute(
            db.select(Answer.group_id, db.func.count()).group_by(Answer.group_id)
        ).all()
    )
    assert all(size >= 5 * 5 for size in sizes.values())
    assert set(db.session.scalars(db.select(RoundResult.team_id))) <= {None, service.id, blue.id}


def test_no_order_of_rows_follows_the_order_of_people(ines, blue) -> None:
    """With forty answers, an order kept by chance is out of the question."""
    people = hire(blue, 40)
    made = a_round(ines, blue)
    answer(made, [], 1)
    for n, person in enumerate(people):
        answer(made, [person], 1 + n % 7, f"{n:02}")
    written = [f"{n:02}" for n in range(40)]
    close(made)
    place = "ctid" if db.engine.dialect.name == "postgresql" else "rowid"

    def column(sql: str) -> list:
        return list(db.session.execute(text(sql)).scalars())

    by_place = column(f'SELECT text FROM comment ORDER BY "{place}"')
    by_id = column("SELECT text FROM comment ORDER BY id")
    assert sorted(by_place) == written
    assert written not in (by_place, by_id, by_place[::-1], by_id[::-1])
    first = min(question.id for question in made.questions)
    given = [1 + n % 7 for n in range(40)]
    of_comments = [1 + int(words) % 7 for words in by_place]
    of_first = f"SELECT value FROM answer WHERE question_id = {first} ORDER BY"
    for numbers in (column(f"{of_first} {place}"), column(f"{of_first} id")):
        assert sorted(numbers) == sorted(given)
        assert numbers not in (given, given[::-1], of_comments)


def test_a_copy_of_the_database_holds_no_envelope_and_no_key(app, round_) -> None:
    envelopes = list(db.session.scalars(db.select(SealedAnswer.envelope)))
    private = keys.read(round_.public_key, keys.folder())
    close(round_)
    db.session.remove()
    assert list(keys.folder().iterdir()) == []
    if db.engine.dialect.name == "sqlite":
        file = db.engine.url.database
        for suffix in ("", "-wal"):
            try:
                with open(file + suffix, "rb") as handle:
                    content = handle.read()
            except FileNotFoundError:
                continue
            assert private not in content
            assert not [e for e in envelopes if e[:64] in content or e[-64:] in content]
    else:
        dead = db.session.execute(
            text("SELECT pg_relation_size('sealed_answer')"),
        ).scalar()
        assert dead == 0
    columns = {c.name for c in Invitation.__table__.c}
    assert columns == {
        "round_id",
        "person_id",
        "team_id",
        "group_id",
        "turn",
        "opens_at",
        "has_answered",
        "needs_code",
        "is_new",
        "is_held_lately",
        "handovers",
        "recoveries",
        "is_disputed",
    }


@pytest.mark.long
def test_an_answer_on_its_way_is_counted_never_lost(app, ines, blue, monkeypatch) -> None:
    """While one answers another closes, and waits."""
    made = a_round(ines, blue)
    people = everybody(blue)
    answer(made, people[:5])
    round_id, person_id = made.id, people[5].id
    db.session.commit()
    db.session.remove()
    checked, told = threading.Event(), []
    check = answering._checked

    def check_slowly(*given):
        checked.set()
        closes.join(0.5)  # closing has to wait until this answer is in the box
        return check(*given)

    monkeypatch.setattr(answering, "_checked", check_slowly)

    def answers_late() -> None:
        with app.app_context():
            try:
                mine = hold_respondent(round_id, person_id)
                actions.answer(mine, {"enps": 9}, None, now=NOW)
                db.session.commit()
                told.append("kept")
            except Refused:
                told.append("refused")
            finally:
                db.session.remove()

    def work() -> None:
        with app.app_context():
            checked.wait(10)
            jobs.close_rounds([round_id], now=LATER)
            db.session.remove()

    closes = threading.Thread(target=work)
    late = threading.Thread(target=answers_late)
    closes.start()
    late.start()
    late.join(30)
    closes.join(30)
    again = db.session.get(PulseRound, round_id)
    close(again)
    assert told == ["kept"]
    assert again.answers == 6


def test_an_error_at_closing_writes_no_answer_into_the_log(round_, monkeypatch, caplog) -> None:
    monkeypatch.setattr(closing, "_random_ids", lambda number: [7] * number)
    close(round_)
    assert "could not be closed" in caplog.text
    assert "IntegrityError" in caplog.text or "UniqueViolation" in caplog.text
    assert "headsets" not in caplog.text
    assert "stopped on an error" in round_.complaint
    assert len(answers_in_boxes()) == 11
    monkeypatch.undo()
    close(round_)
    assert_closed(round_)


def test_what_was_packed_before_a_round_closed_counts_no_more(round_):
    for data in (series.score_rows("index"), series.half_rows("index")):
        packed.keep(packed.packed_anew(data, [round_.id]))
    db.session.commit()
    close(round_)
    found = series.score_columns("index")
    query = db.select(RoundResult.team_id, RoundResult.n)
    query = query.where(RoundResult.subject == "index", RoundResult.team_id.is_not(None))
    rows = zip(found.team.tolist(), found.columns["n"].tolist(), strict=True)
    assert sorted(rows) == sorted(map(tuple, db.session.execute(query))) != []
    team_id = found.team.tolist()[0]
    publishing.keep_halves(round_, [split_halves.HalfMeans(team_id, "index", 5, 60.0, 6, 70.0)])
    assert series.half_columns("index").columns["second_mean"].tolist() == [70.0]
