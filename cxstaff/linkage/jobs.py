"""What linkage does by itself: packing, answering before somebody asks, running studies."""

from __future__ import annotations

from datetime import date, timedelta

from cxstaff import clock, packed
from cxstaff.db import db, reading
from cxstaff.linkage.comparison import actions as comparisons
from cxstaff.linkage.comparison import queries as comparison
from cxstaff.linkage.leads.queries import asked_since
from cxstaff.linkage.material import packing
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import actions, queries
from cxstaff.people.queries import find_company, today
from cxstaff.work.schedule import job, one_by_one

ASKED_WITHIN = timedelta(days=31)
MOST_AHEAD = 8
"""Questions that are answered ahead: of a thousand teams each takes half a second."""


@job(every=timedelta(minutes=1))
def pack_parts() -> None:
    """Pack weeks that are over and rounds that have closed, so that comparisons read them at once.

    Of what was compared in the last weeks; whatever is not packed is read row by row. Parts that
    were changed since and are not packed anew are forgotten, lest they outlive what was taken out.
    """
    with reading():
        if find_company() is None:
            return
        day = today()
        waiting = packing.waiting(asked_since(day - ASKED_WITHIN), day)
    one_by_one(waiting, _pack, "%s could not be packed")
    with reading():
        gone = packed.outdated()
    one_by_one(gone, _forget, "%s could not be forgotten")


@job(every=timedelta(minutes=1))
def answer_ahead() -> None:
    """Answer what is asked before somebody asks it, once something behind it has changed.

    That is the standing question, and what was compared last. Whoever asks next finds it answered,
    in whatever process; until then a page does it itself. Of other questions nothing is kept.
    """
    with reading():
        company = find_company()
        if company is None:
            return
        zone, day = company.zone, today()
        asked = asked_since(day - ASKED_WITHIN)[:MOST_AHEAD]
        others = [each for each in comparison.kept_questions() if each not in asked]
    one_by_one(asked, lambda question: _answer(question, day, zone), "%s could not be answered")
    one_by_one(others, _forget_answer, "The answer to %s could not be forgotten")


def _answer(question: Question, day: date, zone: str) -> None:
    """Answer a question, unless it was in this very state."""
    with reading():
        state = comparison.state_now(question, day, zone)
        if comparison.is_kept(question, state):
            return
        told = comparison.answer(question, day, zone)
        if comparison.state_now(question, day, zone) != state:
            return  # it changed meanwhile; the next time will do
    comparisons.keep(told, state)
    db.session.commit()


def _forget_answer(question: Question) -> None:
    """Forget the answer to a question that nobody asks any more."""
    comparisons.forget(question)
    db.session.commit()


def _pack(batch: packing.StaleParts) -> None:
    """Pack some parts, which keeps nobody from writing while they are read."""
    with reading():
        anew = packed.packed_anew(batch.data, batch.parts)
    packed.keep(anew)
    db.session.commit()


def _forget(one: tuple[str, str]) -> None:
    """Forget a part that was changed since it was packed."""
    packed.forget(*one)
    db.session.commit()


@job(every=timedelta(hours=1))
def run_studies() -> None:
    """Run studies again when a new period is over."""
    with reading():
        company = find_company()
        if company is None:
            return
        zone, due = company.zone, queries.due_studies(today())
    one_by_one(due, lambda study_id: _run(study_id, zone), "The study %s could not be run")


def _run(study_id: int, zone: str) -> None:
    """Run one study, unless no period has come in since it last ran."""
    with reading():
        study = queries.find_study(study_id)
        if study is None or not study.is_open:
            return
        found = comparison.answer(study.question, today(), zone)
    study, newest = queries.find_study(study_id), queries.newest_version(study_id)
    last = actions.last_period(found)
    is_new = newest is None or (last and (newest.until is None or last > newest.until))
    if study is not None and study.is_open and is_new:
        actions.run(study, found, now=clock.now())
    db.session.commit()
