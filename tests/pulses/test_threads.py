"""A comment is answered by name, and its writer answers back without one, by the hour."""

import hashlib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, SignInFailure, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.codes import alphabet
from cxstaff.pulses.models import Comment, PulseRound, ThreadMessage
from cxstaff.pulses.threads import actions as threads
from cxstaff.pulses.threads import codes, queries
from tests.cast import NOW
from tests.pulses.rounds import LATER, a_round, answer, close, everybody, hire

As = Callable[[Person | None], Any]
CODE = codes.new_code()
HOUR = timedelta(hours=1)
PAST_THE_HOUR = LATER.replace(minute=0) + HOUR


@pytest.fixture
def round_(tell: Callable[..., int], ines: Person, blue: Team) -> PulseRound:
    """A closed round of Blue in which everybody wrote the same words."""

    def story() -> int:
        hire(blue, 5)
        made = a_round(ines, blue)
        answer(made, everybody(blue), words="The headsets crackle.")
        close(made)
        return made.id

    return db.session.get_one(PulseRound, tell("a round of the same words", story))


@pytest.fixture
def comment(round_: PulseRound) -> Comment:
    """The comment that CODE opens; the others have no code."""
    query = db.select(Comment).where(Comment.round_id == round_.id)
    found = db.session.scalars(query.order_by(Comment.id)).first()
    found.thread_digest = codes.digest_of(CODE)
    db.session.commit()
    return found


def at(moment: datetime, act: Callable[[], Any]) -> Any:
    """Do something at some moment."""
    with clock.frozen(moment):
        return act()


def publish(moment: datetime = PAST_THE_HOUR) -> None:
    db.session.commit()
    at(moment, jobs.publish_messages)
    db.session.expire_all()


def writes(comment: Comment, *words: str, now: datetime = LATER) -> None:
    for each in words:
        threads.write(comment, each, now=now)
        db.session.commit()


def stored() -> list[ThreadMessage]:
    return list(db.session.scalars(db.select(ThreadMessage)))


def test_reader_and_writer_talk(comment: Comment, ines: Person, as_: As) -> None:
    page = f"/pulses/comments/{comment.id}"
    reads, writer = as_(ines), as_(None)
    assert "headsets crackle" in reads.get(page).text
    asked = at(LATER, lambda: reads.post(page, {"message": "Which ones?"}))
    assert asked.status_code == 303
    opened = writer.post("/conversations", {"code": CODE.lower().replace("-", " ")})
    assert "Which ones?" in opened.text
    assert "Ines Ingo" in opened.text

    said = {"code": CODE, "message": "The black ones."}
    sent = at(LATER, lambda: writer.post("/conversations/messages", said))
    assert "Your message appears to them at 12:00" in sent.text  # 11:00 in UTC
    assert "The black ones." in sent.text
    assert "appears 25 Mar" in sent.text
    assert "The black ones." not in reads.get(page).text

    publish(PAST_THE_HOUR - timedelta(seconds=1))
    assert "The black ones." not in reads.get(page).text
    publish()
    assert "The black ones." in reads.get(page).text
    listed = reads.get(f"/pulses/rounds/{comment.round_id}/comments")
    assert "2 messages" in listed.text
    assert "Waits for your answer" in listed.text
    again = writer.post("/conversations", {"code": CODE})
    assert "The black ones." in again.text
    assert "appears 25 Mar" not in again.text


def test_only_who_may_read_the_comment_reads_the_conversation(
    comment: Comment, as_: As, ana: Person, ben: Person, rolf: Person, cyrus: Person, ines: Person
) -> None:
    page = f"/pulses/comments/{comment.id}"
    seen = {who.name: as_(who).get(page).status_code for who in (ana, ben, rolf, cyrus, ines)}
    assert list(seen.values()) == [200, 403, 404, 404, 200], seen
    assert as_(rolf).post(page, {"message": "Who are you?"}).status_code == 404
    assert as_(None).get(page).status_code == 303
    assert stored() == []


def test_a_comment_without_a_code_is_not_answered(comment: Comment, ines: Person, as_: As) -> None:
    other = db.session.scalars(db.select(Comment).where(Comment.thread_digest.is_(None))).first()
    assert other is not None
    page = f"/pulses/comments/{other.id}"
    assert "This comment can’t be answered" in as_(ines).get(page).text
    assert as_(ines).post(page, {"message": "Hello?"}).status_code == 409
    listed = as_(ines).get(f"/pulses/rounds/{comment.round_id}/comments").text
    assert f"/pulses/comments/{comment.id}" in listed
    assert f"/pulses/comments/{other.id}" not in listed
    assert f'href="/pulses/comments/{comment.id}"' in listed


def test_what_waits_tells_nothing_but_the_hour(comment: Comment) -> None:
    moments = [LATER + timedelta(minutes=n) for n in (0, 3, 20, 56)]
    for n, moment in enumerate(moments):
        writes(comment, f"{n}", now=moment)
    assert {each.published_at for each in stored()} == {PAST_THE_HOUR}
    assert all(each.id < 0 and each.person_id is None for each in stored())
    assert threads.hour_after(PAST_THE_HOUR - timedelta(minutes=1)) == PAST_THE_HOUR + HOUR


def test_no_order_of_rows_follows_the_order_of_writing(round_: PulseRound) -> None:
    """Forty people write within an hour; an order kept by chance is out of the question."""
    listed = db.session.scalars(db.select(Comment)).all()
    said = [f"{n:02}" for n in range(40)]
    for n, words in enumerate(said):
        writes(listed[n % len(listed)], words, now=LATER)
    publish()
    on_postgresql = db.engine.dialect.name == "postgresql"
    for order in ("ctid" if on_postgresql else "rowid", "id"):
        rows = db.session.scalars(text(f"SELECT text FROM thread_message ORDER BY {order}")).all()
        assert sorted(rows) == said
        assert rows not in (said, said[::-1])
    if on_postgresql:
        writers = db.session.scalars(text("SELECT DISTINCT xmin::text FROM thread_message")).all()
        assert len(writers) == 1
    else:
        with open(f"{db.engine.url.database}-wal", "rb") as log:
            assert log.read() == b""


def test_an_hour_is_published_once_by_many_workers(app: Any, comment: Comment) -> None:
    writes(comment, "One", "Two")
    writes(comment, "Three", now=PAST_THE_HOUR)
    before, start, trouble = len(stored()), threading.Barrier(3), list[Exception]()
    db.session.commit()
    db.session.remove()

    def work() -> None:
        with app.app_context():
            start.wait(10)
            try:
                threads.publish_waiting(now=PAST_THE_HOUR)
                db.session.commit()
            except Exception as error:
                trouble.append(error)
            finally:
                db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(30)
    assert trouble == []
    assert len(stored()) == before
    assert sorted(each.text for each in stored() if each.id > 0) == ["One", "Two"]
    assert [each.text for each in stored() if each.id < 0] == ["Three"]


def test_a_worker_killed_half_way_leaves_everything_waiting(
    comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes(comment, "One", "Two")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(threads.engine, "insert_rows", killed)
        with pytest.raises(KeyboardInterrupt):
            publish()
    db.session.rollback()
    assert [each.id < 0 for each in stored()] == [True, True]
    publish()
    publish(PAST_THE_HOUR + HOUR)
    assert sorted((each.text, each.published_at) for each in stored()) == [
        ("One", PAST_THE_HOUR),
        ("Two", PAST_THE_HOUR),
    ]


def test_the_same_words_wait_once_and_not_too_many_wait(comment: Comment) -> None:
    writes(comment, "Again", "Again", "2", "3", "4", "5")
    assert len(stored()) == 5
    with pytest.raises(Refused, match="waiting already"):
        threads.write(comment, "6", now=LATER)
    publish()
    writes(comment, "6", now=PAST_THE_HOUR)
    assert len(stored()) == 6


@pytest.mark.parametrize("typed", ["", "  \n ", "\x07", "x" * 1001])
def test_a_bad_message_is_explained_and_kept_on_the_page(
    typed: str, comment: Comment, as_: As, ines: Person
) -> None:
    said = {"code": CODE, "message": typed}
    for answered in (
        as_(ines).post(f"/pulses/comments/{comment.id}", said),
        as_(None).post("/conversations/messages", said),
    ):
        assert answered.status_code in {409, 422}
        assert "Please look at this again" in answered.text
        assert typed.strip("\x07 \n") in answered.text
    assert stored() == []


def test_markup_is_shown_as_text(comment: Comment, as_: As, ines: Person) -> None:
    writes(comment, "<b>bold</b>\u0007 and\r\nmore")
    publish()
    shown = as_(ines).get(f"/pulses/comments/{comment.id}").text
    assert "&lt;b&gt;bold&lt;/b&gt; and\nmore" in shown


def test_a_wrong_code_opens_nothing_and_few_may_be_tried(comment: Comment, as_: As) -> None:
    visitor = as_(None)
    for typed in ("K7MQ-2XWD-9PHT-4BCE", "x", CODE[:-1], "’; --"):
        answered = visitor.post("/conversations", {"code": typed})
        assert answered.status_code == 404
        assert "opens no conversation" in answered.text
    assert visitor.post("/conversations", {"code": ""}).status_code == 422
    for _ in range(46):
        visitor.post("/conversations", {"code": "wrong"})
    assert visitor.post("/conversations", {"code": CODE}).status_code == 429
    later = clock.now() + timedelta(minutes=16)
    assert at(later, lambda: visitor.post("/conversations", {"code": CODE})).status_code == 200


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "0OIL-1", "K7MQ", "K7MQ-2XWD-9PHT-4BC", "K7MQ-2XWD-9PHT-4BCE-2", "\0", "٢" * 16],
)
def test_a_text_that_is_no_code_matches_no_comment(typed: str, comment: Comment) -> None:
    """Not even one that stands, by mistake, under the digest of that very text."""
    signs = alphabet.as_typed(typed).encode()
    comment.thread_digest = hashlib.sha256(b"cxstaff conversation\x00" + signs).digest()
    db.session.commit()
    assert queries.find_comment_by_code(typed) is None
    with pytest.raises(codes.NoCode):
        codes.digest_of(typed)


def test_a_comment_without_a_whole_digest_opens_no_conversation(ines: Person, blue: Team) -> None:
    """A sheet can hold whatever was sealed into it; half a digest is kept as none."""
    hire(blue, 5)
    made = a_round(ines, blue)
    answer(made, everybody(blue), words="The headsets crackle.")
    for n, person in enumerate(everybody(blue)):
        half = codes.digest_of(codes.new_code())[: 32 - n % 2]
        actions.answer(
            hold_respondent(made.id, person.id),
            {"enps": 5},
            "The chairs squeak.",
            now=NOW,
            thread=half,
        )
    close(made)
    kept = db.session.scalars(db.select(Comment.thread_digest)).all()
    assert sorted(len(each or b"") for each in kept) == [0] * 5 + [32] * 6


@pytest.mark.both
def test_nothing_ties_the_person_who_is_signed_in_to_the_conversation(
    comment: Comment, ben: Person, as_: As
) -> None:
    browser = as_(ben)
    tables = [t for t in db.metadata.sorted_tables if t.name != "thread_message"]

    def rows() -> dict[str, list[str]]:
        return {t.name: sorted(map(str, db.session.execute(t.select()))) for t in tables}

    before = rows()
    browser.post("/conversations", {"code": CODE})
    sent = browser.post("/conversations/messages", {"code": CODE, "message": "It was me."})
    assert sent.headers["Referrer-Policy"] == "no-referrer"
    assert sent.headers["Cache-Control"] == "no-store"
    assert "Ben Berg" not in sent.text
    assert rows() == before
    assert db.session.scalars(db.select(SignInFailure)).all() == []
    assert [each.person_id for each in stored()] == [None]
    with browser.client.session_transaction() as session:
        kept = str(dict(session))
    assert CODE not in kept
    assert str(comment.id) not in kept


@pytest.mark.both
def test_a_comment_that_is_no_longer_shown_takes_its_conversation_along(
    comment: Comment, round_: PulseRound, ines: Person, as_: As
) -> None:
    writes(comment, "One")
    publish()
    round_.smallest_comments = comment.among + 1
    db.session.commit()
    assert as_(ines).get(f"/pulses/comments/{comment.id}").status_code == 404
    assert as_(None).post("/conversations", {"code": CODE}).status_code == 404
    threads.forget_threads([comment.id])
    db.session.delete(comment)
    db.session.commit()
    assert stored() == []


def test_readers_see_the_hour_alone(comment: Comment, ines: Person) -> None:
    threads.reply(comment, ines, "Thank you.", now=LATER + timedelta(minutes=40))
    db.session.commit()
    [said] = queries.messages_for_readers(comment)
    assert (said.name, said.hour) == ("Ines Ingo", LATER.replace(minute=0))


def test_a_page_of_comments_asks_for_all_conversations_at_once(
    round_: PulseRound, ines: Person, as_: As, counting: Any
) -> None:
    address = f"/pulses/rounds/{round_.id}/comments"
    as_(ines).get(address)
    with counting() as without:
        as_(ines).get(address)
    for each in db.session.scalars(db.select(Comment)).all():
        each.thread_digest = codes.digest_of(codes.new_code())
        threads.reply(each, ines, "Thank you.", now=LATER)
    db.session.commit()
    with counting() as with_threads:
        as_(ines).get(address)
    assert len(with_threads) <= len(without)
