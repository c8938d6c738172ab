"""Closing a round in steps, each safe to repeat: open the box, empty it, forget the key.

1. `open_box` – open every envelope in memory, shuffle, and write plain rows and results.
2. `empty_boxes` – remove the envelopes of every round whose box is open.
3. `forget` – destroy the key and call the round closed.

The caller commits after each step (see `jobs.close_rounds`) and has the file of the database
rewritten between the second and the third. A step that was done is not done again, so a worker
killed anywhere is followed by one that goes on.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from random import SystemRandom

from sqlalchemy import delete, func, insert, select

from cxstaff import engine
from cxstaff.db import Model, db
from cxstaff.pulses import box, halves, keys, queries
from cxstaff.pulses.box import Sheet
from cxstaff.pulses.grouping import Parents, roll_up
from cxstaff.pulses.models import (
    Answer,
    Comment,
    Invitation,
    PulseCode,
    PulseLetter,
    PulseRound,
    RoundHalf,
    RoundQuestion,
    RoundResult,
    Scale,
    SealedAnswer,
)
from cxstaff.pulses.results import Answered, Item, results

CHUNK = 500
ID_BITS = 63


@dataclass(frozen=True, slots=True)
class Opened:
    """One sheet out of the box: the group it is counted in, and which half its writer is of."""

    group: int | None
    is_second_half: bool
    sheet: Sheet


Sheets = list[Opened]


@dataclass(frozen=True, slots=True)
class Emptied:
    """What came out of a box: sheets with their group, and how many envelopes did not open."""

    sheets: Sheets
    unreadable: int


def open_box(round_id: int, *, now: datetime) -> bool:
    """Turn a round's envelopes into plain rows and results; say whether there was anything to do.

    Raises `keys.NoKey` when the envelopes cannot be opened; nothing is lost then.
    """
    round_ = _held(round_id)
    if round_ is None or round_.opened_box_at is not None or now < round_.closes_at:
        return False
    if _count(round_) >= round_.smallest_group:  # fewer could never be shown: they stay sealed
        emptied = _opened(round_, keys.read(round_.public_key, keys.folder()))
        round_.unreadable = emptied.unreadable
        if len(emptied.sheets) >= round_.smallest_group:
            round_.answers = len(emptied.sheets)
            _write(round_, emptied.sheets, queries.parents_of_teams())
    _forget_when(round_id)
    round_.opened_box_at = now
    round_.complaint = None
    db.session.flush()
    return True


def complain(round_id: int, sentence: str) -> None:
    """Keep why a round cannot be closed, for its page and for operators."""
    round_ = db.session.get_one(PulseRound, round_id)
    round_.complaint = sentence


def empty_boxes() -> None:
    """Remove the envelopes of every round whose box has been opened."""
    table = engine.table_of(SealedAnswer)
    sealed = select(PulseRound.id).where(PulseRound.opened_box_at.is_(None))
    engine.wipe(db.session(), table, keep=table.c.round_id.in_(sealed))


def forget(round_id: int, *, now: datetime) -> None:
    """Destroy a round's key and call the round closed."""
    round_ = db.session.get_one(PulseRound, round_id)
    keys.destroy(round_.public_key, keys.folder())
    round_.closed_at = round_.closed_at or now


def _held(round_id: int) -> PulseRound | None:
    """Read a round once no answer is on its way into it and nobody else closes it."""
    engine.lock(db.session(), f"closing {round_id}")
    query = select(PulseRound).where(PulseRound.id == round_id).with_for_update(of=PulseRound)
    return db.session.scalar(query.execution_options(populate_existing=True))


def _forget_when(round_id: int) -> None:
    """Leave nothing that tells when somebody answered: nor who got no letter, having been quick."""
    db.session.execute(delete(PulseCode).where(PulseCode.round_id == round_id))
    db.session.execute(delete(PulseLetter).where(PulseLetter.round_id == round_id))
    table = engine.table_of(Invitation)
    engine.lay_anew(db.session(), table, table.c.round_id == round_id)


def _count(round_: PulseRound) -> int:
    query = select(func.count()).select_from(SealedAnswer)
    return db.session.scalar(query.where(SealedAnswer.round_id == round_.id)) or 0


def _opened(round_: PulseRound, private: bytes) -> Emptied:
    query = (
        select(Invitation.group_id, Invitation.person_id, SealedAnswer.envelope)
        .join(
            Invitation,
            (Invitation.round_id == SealedAnswer.round_id)
            & (Invitation.person_id == SealedAnswer.person_id),
        )
        .where(SealedAnswer.round_id == round_.id)
        .execution_options(yield_per=CHUNK)
    )
    sheets: Sheets = []
    unreadable = 0
    drawn_with = halves.key()
    for group, person, envelope in db.session.execute(query):
        try:
            sheet = box.open_(envelope, private, round_.id)
        except box.Unreadable:
            unreadable += 1
        else:
            sheets.append(Opened(group, halves.is_second(person, drawn_with), sheet))
    if unreadable and not sheets:
        raise keys.NoKey("Not one answer of this round can be opened with its key.")
    SystemRandom().shuffle(sheets)
    return Emptied(sheets, unreadable)


def _write(round_: PulseRound, sheets: Sheets, parents: Parents) -> None:
    questions = {question.key: question for question in round_.questions}
    of_score = _groups(sheets, parents, round_.smallest_group)
    responses = [(of_score[each.group], each.sheet.numbers) for each in sheets]
    _write_numbers(responses, questions)
    published = _write_results(round_, responses, parents)
    _write_halves(round_, sheets, of_score, published)
    if len(sheets) >= round_.smallest_comments:
        of_words = _groups(sheets, parents, round_.smallest_comments)
        among = Counter(of_words[each.group] for each in sheets)
        words = [
            (of_words[each.group], each.sheet.comment) for each in sheets if each.sheet.comment
        ]
        if words:
            _write_comments(round_, words, among)


def _groups(sheets: Sheets, parents: Parents, smallest: int) -> Mapping[int | None, int | None]:
    """Say for each group made at opening where it is counted, now that it is known who answered."""
    counts = Counter(each.group for each in sheets)
    left = counts.pop(None, 0)
    named = {group: count for group, count in counts.items() if group is not None}
    groups: dict[int | None, int | None] = {None: None}
    for group, counted in roll_up(named, parents, smallest, left).items():
        groups[group] = counted
    return groups


def _write_numbers(
    responses: Sequence[tuple[int | None, Mapping[str, int]]],
    questions: Mapping[str, RoundQuestion],
) -> None:
    rows = [
        (question.id, group, numbers[key])
        for group, numbers in responses
        for key, question in questions.items()
        if key in numbers
    ]
    SystemRandom().shuffle(rows)
    ids = _random_ids(len(rows))
    _insert(
        Answer,
        ("id", "question_id", "group_id", "value"),
        ((each, *row) for each, row in zip(ids, rows, strict=True)),
    )


def _write_comments(
    round_: PulseRound,
    words: list[tuple[int | None, str]],
    among: Mapping[int | None, int],
) -> None:
    SystemRandom().shuffle(words)
    question = next(each for each in round_.questions if each.scale == Scale.TEXT)
    ids = _random_ids(len(words))
    _insert(
        Comment,
        ("id", "round_id", "group_id", "question_id", "text", "among"),
        (
            (each, round_.id, group, question.id, text, among[group])
            for each, (group, text) in zip(ids, words, strict=True)
        ),
    )


def _write_results(
    round_: PulseRound,
    responses: Sequence[tuple[int | None, Mapping[str, int]]],
    parents: Parents,
) -> set[int]:
    """Publish the round; return the teams whose index is told and that hold no other group."""
    answered = Answered(responses, _items(round_), parents, round_.smallest_group)
    published = results(answered)
    invited = _invited(round_, parents)
    rows = [
        {
            "round_id": round_.id,
            "team_id": each.team_id,
            "subject": each.subject,
            "invited": invited[each.team_id],
            "n": each.summary.n,
            "mean": each.summary.mean,
            "variance": each.summary.variance,
            "favourable": each.summary.favourable,
        }
        for each in published
    ]
    if rows:
        db.session.execute(insert(RoundResult), rows)
    alone = {team for team, groups in answered.views if groups == {team}}
    told = {each.team_id for each in published if each.subject == "index"}
    return {team for team in alone & told if team is not None}


def _write_halves(
    round_: PulseRound,
    sheets: Sheets,
    groups: Mapping[int | None, int | None],
    published: set[int],
) -> None:
    halved: dict[int | None, dict[bool, list[Mapping[str, int]]]] = {}
    for each in sheets:
        half = halved.setdefault(groups[each.group], {False: [], True: []})
        half[each.is_second_half].append(each.sheet.numbers)
    means = halves.means(halved, _items(round_), published, round_.smallest_group)
    if means:
        rows = [{"round_id": round_.id} | asdict(each) for each in means]
        db.session.execute(insert(RoundHalf), rows)


def _items(round_: PulseRound) -> list[Item]:
    return [
        Item(question.key, Scale(question.scale), question.driver, question.instrument)
        for question in round_.questions
        if Scale(question.scale).is_rated
    ]


def _invited(round_: PulseRound, parents: Parents) -> dict[int | None, int]:
    """Count everybody asked, and those asked in each team and below it."""
    query = select(Invitation.team_id, func.count()).where(Invitation.round_id == round_.id)
    found: Counter[int | None] = Counter()
    for start, count in db.session.execute(query.group_by(Invitation.team_id)):
        found[None] += count
        team: int | None = start
        while team is not None:
            found[team] += count
            team = parents.get(team)
    return dict(found)


def _random_ids(number: int) -> list[int]:
    """Return distinct random ids in random order."""
    found: dict[int, None] = {}
    while len(found) < number:
        found[secrets.randbits(ID_BITS) or 1] = None
    return list(found)


def _insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    engine.insert_rows(db.session(), engine.table_of(model), columns, rows)
