"""Closing a round in steps, each safe to repeat: open the box, empty it, forget the key.

1. `open_box` – open every envelope in memory, shuffle, and write plain rows and results; and
   write down on the roster who has answered, for everybody at once.
2. `empty` – remove envelopes, then letters, then codes of every round whose box is open, and every
   older version of them.
3. `forget` – destroy the key and call the round closed.

The caller commits after each step (see `jobs.close_rounds`) and has the file of the database
rewritten between the second and the third. A step that was done is not done again, so a worker
killed anywhere is followed by one that goes on.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any

from sqlalchemy import select

from cxstaff import engine
from cxstaff.db import Model, db
from cxstaff.people.models import Person
from cxstaff.pulses.closing import intraclass, prior_rounds, publishing, same_index, split_halves
from cxstaff.pulses.closing.prior_rounds import RespondentOverlap
from cxstaff.pulses.closing.tabulation import Answered, cells
from cxstaff.pulses.disclosure.anonymity import NOBODY, AnonymitySet, Assurance, anonymity_set
from cxstaff.pulses.disclosure.grouping import Parents
from cxstaff.pulses.disclosure.queries import anonymity_set_in_the_box, assurance_of_asked
from cxstaff.pulses.letters.queue import KEPT
from cxstaff.pulses.models import (
    Answer,
    Comment,
    Invitation,
    PulseCode,
    PulseLetter,
    PulseRound,
    Scale,
    SealedAnswer,
)
from cxstaff.pulses.rounds import queries
from cxstaff.pulses.sealing import box, keys
from cxstaff.pulses.sealing.box import Submission
from cxstaff.pulses.threads import codes
from cxstaff.text import N_

TELLING: tuple[type[Model], ...] = (SealedAnswer, PulseLetter, PulseCode)
"""What tells who answered when: envelopes, and letters and codes of those who had not yet."""
CHUNK = 500
ID_BITS = 63


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission out of the box, with the group, assurance and halves of whoever sent it."""

    group: int | None
    assurance: Assurance
    halves: split_halves.Sides
    submission: Submission


Submissions = list[Opened]


@dataclass(frozen=True, slots=True)
class Emptied:
    """What came out of a box: submissions with their group, and how many envelopes did not open.

    `overlap` says who of those told in earlier rounds answered.
    """

    submissions: Submissions
    unreadable: int
    overlap: RespondentOverlap


def open_box(round_id: int, *, now: datetime) -> bool:
    """Turn a round's envelopes into plain rows and results; say whether there was anything to do.

    Raises `keys.NoKey` when the envelopes cannot be opened; nothing is lost then.
    """
    round_ = hold(round_id)
    engine.lock(db.session(), "telling")  # two rounds told at once would not know of each other
    if round_ is None or round_.opened_box_at is not None or now < round_.closes_at:
        return False
    if round_.given_up_at is not None:
        return False  # a key that turned up again opens nothing: people were told so
    smallest = round_.smallest_group
    if anonymity_set_in_the_box(round_).is_enough(smallest):  # others stay sealed for good
        emptied = _opened(round_, keys.read(round_.public_key, keys.folder()))
        round_.unreadable = emptied.unreadable
        answered_by = anonymity_set(each.assurance for each in emptied.submissions)
        if answered_by.is_enough(smallest):
            round_.answers = len(emptied.submissions)
            _write(round_, emptied, queries.parents_of_teams())
    note_answered(round_id)
    round_.opened_box_at = now
    round_.complaint = None
    db.session.flush()
    same_index.mark()
    return True


def complain(round_id: int, sentence: str) -> None:
    """Keep why a round cannot be closed, for its page and for operators."""
    round_ = db.session.get_one(PulseRound, round_id)
    round_.complaint = sentence


def empty(model: type[Model]) -> None:
    """Remove from one of the `TELLING` tables what is about rounds opened or given up.

    What open rounds hold is laid anew. Commit after each table: whoever answers meanwhile uses
    several, and waits for one at a time. Raises `engine.Busy`: roll back and try again later.
    """
    table = engine.table_of(model)
    sealed = select(PulseRound.id).where(
        PulseRound.opened_box_at.is_(None), PulseRound.given_up_at.is_(None)
    )
    keep: Any = table.c.round_id.in_(sealed)
    if model is PulseLetter:  # who is told that a round was given up, or of results, is told once
        keep |= table.c.occasion.in_(KEPT)
    engine.wipe(db.session(), table, keep=keep)


def forget(round_id: int, *, now: datetime) -> None:
    """Destroy a round's key and call the round closed."""
    round_ = db.session.get_one(PulseRound, round_id)
    keys.destroy(round_.public_key, keys.folder())
    round_.closed_at = round_.closed_at or now


def hold(round_id: int) -> PulseRound | None:
    """Read a round once no answer is on its way into it and nobody else closes it."""
    engine.lock(db.session(), f"closing {round_id}")
    # Not the key: rows about this round that are laid anew meanwhile go on pointing to it.
    held = select(PulseRound).with_for_update(of=PulseRound, key_share=True)
    query = held.where(PulseRound.id == round_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def note_answered(round_id: int) -> None:
    """Write on the roster who has answered, all at once: no row of it changed since the opening."""
    table = engine.table_of(Invitation)
    marks = {"has_answered": queries.has_answered(), "is_disputed": queries.is_disputed()}
    engine.lay_anew(db.session(), table, table.c.round_id == round_id, **marks)


def _opened(round_: PulseRound, private: bytes) -> Emptied:
    query = (
        select(
            Invitation.group_id,
            assurance_of_asked(round_),
            Invitation.person_id,
            SealedAnswer.envelope,
        )
        .select_from(SealedAnswer)
        .join(
            Invitation,
            (Invitation.round_id == SealedAnswer.round_id)
            & (Invitation.person_id == SealedAnswer.person_id),
        )
        .join(Person, Person.id == Invitation.person_id)
        .where(SealedAnswer.round_id == round_.id, SealedAnswer.has_answered)
        .execution_options(yield_per=CHUNK)
    )
    submissions: Submissions = []
    unreadable, overlap = 0, prior_rounds.overlap_with(round_)
    drawn_with = split_halves.key()
    for group, assurance, person, envelope in db.session.execute(query):
        try:
            submission = box.open_(envelope, private, round_.id)
        except box.UnreadableEnvelope:
            unreadable += 1
        else:
            sides = split_halves.sides(person, drawn_with)
            submissions.append(Opened(group, Assurance(assurance), sides, submission))
            overlap.note(person, group, Assurance(assurance), submission.numbers)
    if unreadable and not submissions:
        raise keys.NoKey(N_("Not one answer of this round can be opened with its key."))
    SystemRandom().shuffle(submissions)
    return Emptied(submissions, unreadable, overlap)


def _write(round_: PulseRound, emptied: Emptied, parents: Parents) -> None:
    submissions = emptied.submissions
    answered = Answered(
        [(each.group, each.submission.numbers) for each in submissions],
        publishing.items_of(round_),
        parents,
        round_.smallest_group,
        [each.assurance for each in submissions],
        emptied.overlap.before(),
    )
    publishing.note_places(round_, answered)
    _write_numbers(round_, answered)
    told = publishing.publish(round_, answered)
    publishing.keep_correlations(round_, intraclass.correlations(answered))
    people = [(each.group, each.halves, each.submission.numbers) for each in submissions]
    if not prior_rounds.is_asked_again_soon(round_.pulse):
        publishing.keep_halves(round_, split_halves.means(people, answered, told))
    if anonymity_set(each.assurance for each in submissions).is_enough(round_.smallest_comments):
        _write_comments(round_, submissions, parents)


def _write_numbers(round_: PulseRound, answered: Answered) -> None:
    """Write every answer alone, under the group that its question counts it in."""
    question_ids = {question.key: question.id for question in round_.questions}
    rows = [
        (question_ids[key], group, value)
        for key, by_group in answered.values.items()
        for group, values in by_group.items()
        for value in values
    ]
    SystemRandom().shuffle(rows)
    ids = _random_ids(len(rows))
    _insert(
        Answer,
        ("id", "question_id", "group_id", "value"),
        ((each, *row) for each, row in zip(ids, rows, strict=True)),
    )


def _write_comments(round_: PulseRound, submissions: Submissions, parents: Parents) -> None:
    """Write every comment alone, under a group of which enough answered."""
    sets: dict[int | None, AnonymitySet] = {}
    for each in submissions:
        sets[each.group] = sets.get(each.group, NOBODY) + anonymity_set([each.assurance])
    counted = cells(sets, parents, round_.smallest_comments)
    threads = _threads(
        [_thread(each.submission) for each in submissions if each.submission.comment]
    )
    words = [
        (counted.places[each.group], each.submission.comment, threads.get(_thread(each.submission)))
        for each in submissions
        if each.submission.comment
    ]
    SystemRandom().shuffle(words)
    question = next((each.id for each in round_.questions if each.scale == Scale.TEXT), None)
    if question is None or not words:
        return
    ids = _random_ids(len(words))
    _insert(
        Comment,
        ("id", "round_id", "group_id", "question_id", "text", "among", "thread_digest"),
        (
            (each, round_.id, group, question, text, counted.counts[group], thread)
            for each, (group, text, thread) in zip(ids, words, strict=True)
        ),
    )


def _thread(submission: Submission) -> str | None:
    return getattr(submission, "thread", None)


def _threads(digests: Iterable[str | None]) -> dict[str | None, bytes]:
    """Return the digests that open a conversation: whole, and none that two submissions share."""
    found: dict[str | None, bytes] = {}
    for digest, number in Counter(digests).items():
        try:
            raw = bytes.fromhex(digest) if digest and number == 1 else b""
        except ValueError:
            raw = b""
        if len(raw) == codes.DIGEST_BYTES:
            found[digest] = raw
    taken = set(
        db.session.scalars(select(Comment.thread_digest).where(Comment.thread_digest.is_not(None)))
    )
    seen = Counter(found.values())
    return {key: raw for key, raw in found.items() if raw not in taken and seen[raw] == 1}


def _random_ids(number: int) -> list[int]:
    """Return distinct random ids in random order."""
    found: dict[int, None] = {}
    while len(found) < number:
        found[secrets.randbits(ID_BITS) or 1] = None
    return list(found)


def _insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    engine.insert_rows(db.session(), engine.table_of(model), columns, rows)
