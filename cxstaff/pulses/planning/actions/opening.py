"""Opening rounds: questions, roster, groups and turns are fixed, and a key is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, select

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.pulses.disclosure.anonymity import BY_CODE_TIMES, together
from cxstaff.pulses.disclosure.grouping import roll_up
from cxstaff.pulses.models import (
    Invitation,
    Pulse,
    PulseRound,
    RoundQuestion,
    Scale,
    SealedAnswer,
    Thresholds,
)
from cxstaff.pulses.planning import opening_times
from cxstaff.pulses.planning.actions.planning import check_questions, opening_after
from cxstaff.pulses.planning.actions.spacing import refuse_too_soon
from cxstaff.pulses.planning.invitees import Invitee, anonymity_sets, is_mostly_new, members
from cxstaff.pulses.planning.queries import audience_on, count_of_rounds, topics, zones_of
from cxstaff.pulses.questions import catalogue, rotation
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.pulses.rounds import queries
from cxstaff.pulses.sealing import box, keys
from cxstaff.pulses.thresholds.actions import thresholds


def open_if_due(pulse_id: int, *, now: datetime) -> PulseRound | None:
    """Open the planned round of a pulse if it is due for anybody, and plan the next one.

    It is due once the planned hour has come in the first of the zones that people live in. A round
    that cannot open leaves its reason in `complaint`. Any number of workers may try.
    """
    engine.lock(db.session(), f"pulse {pulse_id}")
    pulse = db.session.get(Pulse, pulse_id, populate_existing=True)
    if pulse is None or pulse.is_paused or pulse.next_opens_at is None:
        return None
    zone = people.get_company().zone
    day = clock.local_day(pulse.next_opens_at, zone)
    zones = zones_of(pulse, day) | {zone}
    hours = opening_times.openings(day, pulse.opens_hour, zones)
    if min(hours.values()) > now:
        return None
    there = max(day, clock.local_day(now, zone))  # later than planned after a standstill
    roster = [
        replace(asked, opens_at=max(now, hours.get(their_zone or zone, now)))
        for asked, their_zone in members(pulse, _team_ids(pulse, there), there, now)
    ]
    pulse.complaint = None
    try:
        return _open(pulse, roster, _end(pulse, day, roster, zones), now)
    except Refused as refused:
        pulse.complaint = str(refused)
        return None
    finally:
        pulse.next_opens_at = opening_after(pulse, now)


def open_round(pulse: Pulse, *, now: datetime) -> PulseRound:
    """Ask a pulse now, wherever people live.

    Raises `Refused` when it is open already or would ask too few people to ever show a result.
    """
    engine.lock(db.session(), f"pulse {pulse.id}")
    zone = people.get_company().zone
    today = clock.local_day(now, zone)
    roster = [asked for asked, _zone in members(pulse, _team_ids(pulse, today), today, now)]
    ends = opening_times.closing(now.replace(second=0, microsecond=0), pulse.open_days, zone)
    return _open(pulse, roster, ends, now)


def open_beside(pulse: Pulse, *, now: datetime) -> PulseRound:
    """Open a round now; planned ones that would open before it is over are left out.

    Raises `Refused`.
    """
    round_ = open_round(pulse, now=now)
    planned = pulse.next_opens_at
    while planned is not None and _first_opening(pulse, planned) < round_.closes_at:
        planned = pulse.next_opens_at = opening_after(pulse, planned)
    return round_


def open_first(pulse: Pulse, *, now: datetime) -> PulseRound:
    """Open the first round of a new pulse now, and plan the next one. Raises `Refused`.

    The next one is of another day, and the first is over when it begins.
    """
    round_ = open_round(pulse, now=now)
    planned, zone = opening_after(pulse, now), people.get_company().zone
    if planned is not None and clock.local_day(planned, zone) == clock.local_day(now, zone):
        planned = opening_after(pulse, planned)
    pulse.next_opens_at = planned
    if planned is not None:
        round_.closes_at = min(round_.closes_at, _first_opening(pulse, planned))
    return round_


def _open(pulse: Pulse, roster: Sequence[Invitee], ends: datetime, now: datetime) -> PulseRound:
    """Fix a round's questions and roster and keep a new key for its answers."""
    if queries.open_round_of(pulse, now) is not None:
        raise Refused("This pulse is open already. It can be asked again once that round is over.")
    held, mostly_new = thresholds(), is_mostly_new(roster, now)
    _refuse_too_few(roster, held, heeds_new=not mostly_new)
    number = count_of_rounds(pulse)
    questions = catalogue.questions(each.key for each in pulse.questions)
    check_questions(questions, pulse.per_round, pulse.every_weeks)
    arranged = rotation.arrange(topics(questions), pulse.per_round, number)
    fixed, opens_at = _fixed(questions, arranged), min(asked.opens_at for asked in roster)
    refuse_too_soon(pulse, [asked.person_id for asked in roster], fixed, opens_at)
    round_ = PulseRound(
        pulse=pulse,
        number=number,
        opens_at=opens_at,
        closes_at=ends,
        public_key=keys.make(keys.folder()),
        smallest_group=held.smallest_group,
        smallest_comments=held.smallest_comments,
        is_mostly_new=mostly_new,
        questions=fixed,
    )
    db.session.add(round_)
    db.session.flush()
    _invite(round_, roster, arranged.turns)
    return round_


def _refuse_too_few(roster: Sequence[Invitee], held: Thresholds, *, heeds_new: bool) -> None:
    """Refuse a round of which no result could ever be shown."""
    if len(roster) < held.smallest_group:
        raise Refused(
            "Only %(count)s people would be asked. Results are shown for %(least)s or more, "
            "so choose a larger audience.",
            count=len(roster),
            least=held.smallest_group,
        )
    sets = anonymity_sets(roster, heeds_new=heeds_new)
    if not together(sets.values()).is_enough(held.smallest_group):
        raise Refused(
            "Of the %(count)s people who would be asked, too few have an e-mail address and have "
            "been here for a while. With codes, results are shown for %(least)s people or more.",
            count=len(roster),
            least=BY_CODE_TIMES * held.smallest_group,
        )


def _first_opening(pulse: Pulse, planned: datetime) -> datetime:
    """Return when a planned round opens where the day begins first."""
    zone = people.get_company().zone
    day = clock.local_day(planned, zone)
    hours = opening_times.openings(day, pulse.opens_hour, zones_of(pulse, day) | {zone})
    return min(hours.values())


def _team_ids(pulse: Pulse, day: date) -> Sequence[int]:
    return list(audience_on(pulse.audience, day))


def _end(pulse: Pulse, day: date, roster: Sequence[Invitee], zones: Set[str]) -> datetime:
    """Return when everybody has had the whole window, or else when the next round begins.

    Raises `Refused` when less than half of the window would be left before that.
    """
    zone = people.get_company().zone
    begun = {asked.opens_at.replace(second=0, microsecond=0) for asked in roster}
    begun = begun or {opening_times.opening(day, pulse.opens_hour, zone)}
    ends = max(opening_times.closing(each, pulse.open_days, zone) for each in begun)
    if not pulse.every_weeks:
        return ends
    next_day = day + timedelta(weeks=pulse.every_weeks)
    ends = min(ends, *opening_times.openings(next_day, pulse.opens_hour, zones).values())
    if ends - max(begun) < timedelta(days=pulse.open_days) / 2:
        raise Refused(
            "Too little time was left when cxstaff ran again after a standstill, so the round was "
            "left out."
        )
    return ends


def _fixed(
    questions: Sequence[CatalogueQuestion], arranged: rotation.Arrangement
) -> list[RoundQuestion]:
    asked = [q for q in questions if q.key in arranged.turn_of or q.scale is Scale.TEXT]
    return [
        RoundQuestion(
            position=number,
            key=question.key,
            wording=question.wording,
            scale=question.scale.value,
            driver=question.driver.value if question.driver else None,
            instrument=question.instrument,
            source=question.source,
            turn=arranged.turn_of.get(question.key),
            options=question.options,
            low_end=question.low_end,
            high_end=question.high_end,
            translations=question.translations,
        )
        for number, question in enumerate(asked, 1)
    ]


def _invite(round_: PulseRound, roster: Sequence[Invitee], turns: int) -> None:
    sets = anonymity_sets(roster, heeds_new=not round_.is_mostly_new)
    groups = roll_up(sets, queries.parents_of_teams(), round_.smallest_group)
    dealt = rotation.deal(
        {asked.person_id: groups[asked.team_id] for asked in roster},
        _last_turns(round_) if turns > 1 else {},
        turns,
        rotation.block_size(round_.smallest_group),
    )
    rows = [
        {
            "round_id": round_.id,
            "person_id": asked.person_id,
            "team_id": asked.team_id,
            "group_id": groups[asked.team_id],
            "turn": dealt[asked.person_id],
            "opens_at": asked.opens_at,
            "has_answered": False,
            "needs_code": asked.needs_code,
            "is_new": asked.is_new,
            "is_held_lately": asked.is_held_lately,
            "handovers": asked.handovers,
            "recoveries": asked.recoveries,
            "is_disputed": False,
        }
        for asked in roster
    ]
    db.session.execute(insert(Invitation), rows)
    _lay_out_box(round_, roster)


def _lay_out_box(round_: PulseRound, roster: Sequence[Invitee]) -> None:
    """Give everybody asked an envelope that says nothing, in the order of people.

    Answering changes an envelope where it lies, so that no order of places tells who was first.
    """
    places = [
        (round_.id, person_id, False, False, box.blank(round_.public_key, round_.id))
        for person_id in sorted(asked.person_id for asked in roster)
    ]
    columns = ("round_id", "person_id", "has_answered", "is_disputed", "envelope")
    engine.insert_rows(db.session(), engine.table_of(SealedAnswer), columns, places)


def _last_turns(round_: PulseRound) -> Mapping[int, int]:
    """Return the turn that each person had when this pulse asked them last."""
    before = (
        select(Invitation.person_id, func.max(PulseRound.number).label("number"))
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .where(PulseRound.pulse_id == round_.pulse_id, PulseRound.id != round_.id)
        .group_by(Invitation.person_id)
        .subquery()
    )
    query = (
        select(Invitation.person_id, Invitation.turn)
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .join(before, before.c.person_id == Invitation.person_id)
        .where(
            PulseRound.pulse_id == round_.pulse_id,
            PulseRound.id != round_.id,
            PulseRound.number == before.c.number,
        )
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
