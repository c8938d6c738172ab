"""What happens to pulses: they are planned, paused, opened; rounds are answered."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, and_, bindparam, insert, select, update

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses import bank, box, keys, planning, queries
from cxstaff.pulses.grouping import roll_up
from cxstaff.pulses.models import (
    SMALLEST_GROUP,
    Invitation,
    Pulse,
    PulseQuestion,
    PulseRound,
    RoundQuestion,
    Scale,
    SealedAnswer,
)

# Everybody answers within a few hours, so these two statements are made once.
_IS_MINE = (
    Invitation.round_id == bindparam("of_round"),
    Invitation.person_id == bindparam("by_person"),
)
_HOLD = (
    select(PulseRound.opened_box_at, Invitation.has_answered)
    .outerjoin(Invitation, and_(*_IS_MINE))
    .where(PulseRound.id == bindparam("of_round"))
    .with_for_update(read=True, of=PulseRound)
)
_NOTE = (
    update(Invitation)
    .where(*_IS_MINE)
    .values(has_answered=True)
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pulse asks whom, how often, and for how long."""

    name: str
    audience: Team | None
    keys: Sequence[str]
    every_weeks: int
    open_days: int
    opens_hour: int
    first_opens_at: datetime


def plan(what: Plan, actor: Person) -> Pulse:
    """Plan a pulse; its first round opens by itself when it is due."""
    questions = bank.in_order(what.keys)
    if not any(question.scale is not Scale.TEXT for question in questions):
        raise Refused("Choose at least one question that is answered with a number.")
    if what.every_weeks and what.open_days > 7 * what.every_weeks:
        raise Refused("A round has to close before the next one opens.")
    pulse = Pulse(
        name=what.name,
        audience_id=what.audience.id if what.audience else None,
        every_weeks=what.every_weeks,
        open_days=what.open_days,
        opens_hour=what.opens_hour,
        next_opens_at=what.first_opens_at,
        created_by_id=actor.id,
        questions=[
            PulseQuestion(position=n, key=question.key) for n, question in enumerate(questions, 1)
        ],
    )
    db.session.add(pulse)
    db.session.flush()
    return pulse


def pause(pulse: Pulse) -> None:
    """Keep further rounds from opening; an open one goes on."""
    pulse.is_paused = True


def resume(pulse: Pulse, *, now: datetime) -> None:
    """Let rounds open again; those missed in a repeating pulse are left out."""
    pulse.is_paused = False
    if pulse.next_opens_at is not None and pulse.next_opens_at <= now and pulse.every_weeks:
        pulse.next_opens_at = _opening_after(pulse, now)


def open_if_due(pulse_id: int, *, now: datetime) -> PulseRound | None:
    """Open the planned round of a pulse if it is due, and plan the next one.

    A round that cannot open leaves its reason in `complaint`. Any number of workers may try.
    """
    engine.lock(db.session(), f"pulse {pulse_id}")
    pulse = db.session.get(Pulse, pulse_id, populate_existing=True)
    if pulse is None or pulse.is_paused or not (pulse.next_opens_at and pulse.next_opens_at <= now):
        return None
    pulse.complaint = None
    try:
        return open_round(pulse, now=now)
    except Refused as refused:
        pulse.complaint = str(refused)
        return None
    finally:
        pulse.next_opens_at = _opening_after(pulse, now)


def open_round(pulse: Pulse, *, now: datetime) -> PulseRound:
    """Ask a pulse now: fix its questions and roster and keep a new key for its answers.

    Raises `Refused` when it is open already or would ask too few people to ever show a result.
    """
    engine.lock(db.session(), f"pulse {pulse.id}")
    if queries.open_round_of(pulse, now) is not None:
        raise Refused("This pulse is open already. It can be asked again once that round is over.")
    zone = people.get_company().zone
    roster = _roster(pulse, clock.local_day(now, zone))
    if len(roster) < SMALLEST_GROUP:
        raise Refused(
            "Only %(count)s people would be asked. Results are shown for %(least)s or more, "
            "so choose a larger audience.",
            count=len(roster),
            least=SMALLEST_GROUP,
        )
    round_ = PulseRound(
        pulse=pulse,
        opens_at=now,
        closes_at=planning.closing(now.replace(second=0, microsecond=0), pulse.open_days, zone),
        public_key=keys.make(keys.folder()),
        smallest_group=SMALLEST_GROUP,
        questions=_fixed(pulse),
    )
    db.session.add(round_)
    db.session.flush()
    _invite(round_, roster)
    return round_


def answer(
    round_: PulseRound,
    person: Person,
    answers: dict[str, int],
    comment: str | None,
    *,
    now: datetime,
) -> None:
    """Seal a person's answers, by question key, in place of any they gave to this round before.

    Raises `Refused` for a round that is over, somebody who is not asked, or a wrong answer.
    """
    held = _hold(round_, person)
    if held.opened_box_at is not None or not round_.is_open(now):
        raise Refused("This round is over, so your answer was not kept.")
    if held.has_answered is None:
        raise Refused("You are not asked in this round.")
    envelope = _sealed(round_, _checked(round_, answers, comment))
    place = {"round_id": round_.id, "person_id": person.id}
    engine.put(db.session(), SealedAnswer, place, {"envelope": envelope})
    if not held.has_answered:
        db.session.execute(_NOTE, {"of_round": round_.id, "by_person": person.id})


def clean_comment(comment: str | None) -> str | None:
    """Return a comment with plain line breaks and without characters nobody can see, or None."""
    if comment is None:
        return None
    lines = comment.replace("\r\n", "\n").replace("\r", "\n")
    seen = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(seen).strip() or None


def _hold(round_: PulseRound, person: Person) -> Row[datetime | None, bool]:
    """Keep a round from being closed until this transaction ends.

    Return its `opened_box_at` and the person's `has_answered`, None for somebody not asked.
    """
    return db.session.execute(_HOLD, {"of_round": round_.id, "by_person": person.id}).one()


def _checked(round_: PulseRound, answers: dict[str, int], comment: str | None) -> box.Sheet:
    """Return what was answered, once every number is one of its question's scale."""
    scales = {question.key: Scale(question.scale) for question in round_.questions}
    for key, value in answers.items():
        scale = scales.get(key)
        if scale is None or scale is Scale.TEXT or not scale.lowest <= value <= scale.highest:
            raise Refused("One of the answers does not belong to its question. Please look again.")
    words = clean_comment(comment)
    if words and bank.COMMENT.key not in scales:
        raise Refused("This round takes no comments.")
    if words and len(words) > box.LONGEST_COMMENT:
        raise Refused(
            "Your comment has %(length)s characters; please shorten it to %(most)s.",
            length=len(words),
            most=box.LONGEST_COMMENT,
        )
    if not answers and not words:
        raise Refused("Nothing is answered yet. Answer at least one question.")
    return box.Sheet(dict(answers), words)


def _sealed(round_: PulseRound, sheet: box.Sheet) -> bytes:
    try:
        return box.seal(sheet, round_.public_key, round_.id)
    except box.TooLong as error:
        raise Refused("Your comment is too long; please shorten it.") from error


def _roster(pulse: Pulse, today: date) -> list[tuple[int, int]]:
    """Return (person, team) of everybody in the audience on the day."""
    teams = (
        [team.id for team in people.all_teams()]
        if pulse.audience_id is None
        else people.team_ids_below([pulse.audience_id])
    )
    query = people.members_of(teams, today).with_only_columns(Person.id, Membership.team_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _fixed(pulse: Pulse) -> list[RoundQuestion]:
    return [
        RoundQuestion(
            position=number,
            key=question.key,
            wording=str(question.wording),
            scale=question.scale.value,
            driver=question.driver.value,
            instrument=question.instrument,
        )
        for number, question in enumerate(bank.in_order(each.key for each in pulse.questions), 1)
    ]


def _invite(round_: PulseRound, roster: list[tuple[int, int]]) -> None:
    counts: dict[int, int] = {}
    for _person, team in roster:
        counts[team] = counts.get(team, 0) + 1
    groups = roll_up(counts, queries.parents_of_teams(), round_.smallest_group)
    db.session.execute(
        insert(Invitation),
        [
            {
                "round_id": round_.id,
                "person_id": person,
                "team_id": team,
                "group_id": groups[team],
                "has_answered": False,
            }
            for person, team in roster
        ],
    )


def _opening_after(pulse: Pulse, now: datetime) -> datetime | None:
    if pulse.next_opens_at is None:
        return None
    zone = people.get_company().zone
    return planning.opening_after(
        pulse.next_opens_at, now, pulse.every_weeks, pulse.opens_hour, zone
    )
