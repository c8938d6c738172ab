"""What runs by itself: rounds open when due, close when over, and people asked get a letter."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from cxstaff import clock, engine
from cxstaff.db import db, reading
from cxstaff.people.accounts import sessions
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.closing.queries import ended_round_ids, is_box_done_with
from cxstaff.pulses.early_end import actions as early_end
from cxstaff.pulses.early_end.queries import rounds_on_notice
from cxstaff.pulses.letters.outbox import RoundLetters
from cxstaff.pulses.letters.results import ResultLetters
from cxstaff.pulses.planning import actions
from cxstaff.pulses.planning.queries import due_pulse_ids
from cxstaff.pulses.rounds import queries
from cxstaff.pulses.sealing import keys
from cxstaff.pulses.threads import actions as threads
from cxstaff.security_log.actions import lay_waiting_anew
from cxstaff.text import N_
from cxstaff.work import dispatch
from cxstaff.work.schedule import job, one_by_one

log = logging.getLogger(__name__)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class NotOpened(Exception):
    """Some rounds that were due did not open; they are tried again a minute later."""


@job(every=MINUTE)
def open_due() -> None:
    """Open the rounds that are due."""
    now = clock.now()
    with reading():
        due = due_pulse_ids(now)

    def open_one(pulse_id: int) -> None:
        actions.open_if_due(pulse_id, now=now)
        db.session.commit()

    failed = one_by_one(due, open_one, "Pulse %s could not be opened")
    if failed:
        raise NotOpened(f"Pulses that could not be opened: {failed}; the log says why.")


@job(every=MINUTE)
def close_ended() -> None:
    """Close the rounds that are over, and publish their results."""
    now = clock.now()
    close_rounds(ended(now), now=now)


@job(every=MINUTE)
def invite() -> None:
    """Tell everybody asked that a round is open, and remind those who have not answered."""
    dispatch.send_all(RoundLetters())


@job(every=MINUTE)
def tell_results() -> None:
    """Tell HR, and leads of those asked, that the results of a round are here."""
    dispatch.send_all(ResultLetters())


@job(every=MINUTE)
def publish_messages() -> None:
    """Publish what writers of comments answered, all together at the full hour."""
    published = threads.publish_waiting(now=clock.now())
    db.session.commit()
    if published:
        engine.empty_log(db.engine)


@job(every=HOUR)
def lay_boxes_anew() -> None:
    """Write what open rounds hold anew, so that no place of it tells who answered in which hour.

    Whoever signs in does so to answer; so what is kept of that is laid anew as well.
    """
    if queries.open_rounds(clock.now()):
        _empty_boxes()
        _forget_order_of_coming()


@job(every=MINUTE)
def empty_log() -> None:
    """Empty the log of the database, which holds answers in their order, while a round is open."""
    is_any_open = bool(queries.open_rounds(clock.now()))
    db.session.commit()
    if is_any_open:
        engine.try_empty_log(db.engine)


def ended(now: datetime) -> list[int]:
    """Return the rounds that are over, once those are given more time whose notice came late."""
    with reading():
        is_any_on_notice = bool(rounds_on_notice())
    if is_any_on_notice:
        early_end.give_more_time(now=now)
        db.session.commit()
    with reading():
        return ended_round_ids(now)


def close_rounds(round_ids: Sequence[int], *, now: datetime) -> list[int]:
    """Close every one of these rounds that can be closed; return those that are closed now.

    It may be stopped anywhere and run again, by any number of workers at once.
    """
    opened = [round_id for round_id in round_ids if _open_box(round_id, now)]
    if not opened:
        return []
    if not _empty_boxes():
        return []
    if not engine.scrub(db.engine):
        return []  # somebody still reads the old pages of the file; the next run tries again
    for round_id in opened:
        closing.forget(round_id, now=now)
        db.session.commit()
    return opened


def _open_box(round_id: int, now: datetime) -> bool:
    """Open one round's box, or keep the reason why not; say whether its envelopes can go."""
    try:
        closing.open_box(round_id, now=now)
    except keys.NoKey as reason:
        db.session.rollback()
        closing.complain(round_id, str(reason))
        db.session.commit()
        return False
    except Exception:
        db.session.rollback()
        log.exception("Round %s could not be closed", round_id)
        closing.complain(round_id, N_("Closing stopped on an error, which the server’s log names."))
        db.session.commit()
        return False
    db.session.commit()
    return is_box_done_with(round_id)


def _empty_boxes() -> bool:
    """Empty the boxes that were opened; False says that somebody holds one of the tables."""
    for model in closing.TELLING:
        try:
            closing.empty(model)
        except engine.Busy:
            db.session.rollback()
            return False
        db.session.commit()
    return True


def _forget_order_of_coming() -> None:
    """Lay anew sessions, and what the security log keeps of signing in until its day is over."""
    for lay_anew in (partial(sessions.lay_anew, clock.now()), lay_waiting_anew):
        try:
            lay_anew()
        except engine.Busy:
            db.session.rollback()  # a backup reads it: in an hour, then
            continue
        db.session.commit()
