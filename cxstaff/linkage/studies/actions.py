"""What happens to studies: a question is declared, runs when data arrive, and is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from math import isclose, isfinite
from typing import Any

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.engine import insert_if_absent, lock
from cxstaff.errors import Refused
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.words.changes import changes_found
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.sequential import level_of_a_run
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import DesiredDirection, Judgement, judge
from cxstaff.linkage.leads.models import columns_of
from cxstaff.linkage.leads.queries import looks_before
from cxstaff.linkage.material.periods import number_of
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import queries
from cxstaff.linkage.verdicts.models import ExpectedDirection, Study, StudyVersion
from cxstaff.linkage.verdicts.versions import packed_changes
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.text import N_

CLOSED = N_("This study is closed. Declare a new one to go on.")
SAME = 1e-9
"""Relative difference between numbers below which nothing new was found."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared before looking; `smallest` is for one point of engagement, above 0.

    `step` are the points that effects are told for, above 0.
    """

    name: str
    why: str
    question: Question
    direction: ExpectedDirection
    smallest: float
    step: float
    fewest_teams: int
    fewest_periods: int


def declare(what: Declaration, actor: Person, *, today: date, now: datetime) -> Study:
    """Declare a study; it is exploratory if the same result was looked at before.

    Raises `Refused` where fewer teams or periods would do than for the comparison itself.
    """
    least = Terms()
    if what.fewest_teams < least.teams or what.fewest_periods < least.periods:
        raise Refused(
            "It takes at least %(teams)s teams and %(periods)s periods.",
            teams=least.teams,
            periods=least.periods,
        )
    asked = what.question
    study = Study(
        name=what.name,
        why=what.why,
        **columns_of(asked),
        mix=asked.mix.value,
        team_id=asked.team_id,
        first_on=asked.first_on,
        last_on=asked.last_on,
        direction=what.direction.value,
        smallest=what.smallest,
        step=what.step,
        fewest_teams=what.fewest_teams,
        fewest_periods=what.fewest_periods,
        running=number_of(today, asked.span),
        is_exploratory=looks_before(asked, now).total > 0,
        declared_at=now,
        declared_by_id=actor.id,
    )
    db.session.add(study)
    db.session.flush()
    security_log.record(Act.STUDY_DECLARED, by=actor, now=now, study=study.name)
    return study


def close(study: Study, actor: Person, *, now: datetime) -> None:
    """End a study: it is never run again, and everything it found stays."""
    if not study.is_open:
        raise Refused(CLOSED)
    study.closed_at, study.closed_by_id = now, actor.id
    security_log.record(Act.STUDY_CLOSED, by=actor, now=now, study=study.name)


def run(study: Study, comparison: Comparison, *, now: datetime) -> bool:
    """Keep what a study finds now as a new version; say whether there was anything new to keep.

    Of any number of workers that run it at once, one makes the version.
    """
    if not study.is_open:
        raise Refused(CLOSED)
    lock(db.session(), f"study {study.id}")
    found, newest = _findings(study, comparison), queries.newest_version(study.id)
    if newest is not None and _is_same(found, newest):
        return False
    number = newest.number + 1 if newest else 1
    place = {"study_id": study.id, "number": number, "computed_at": now}
    return insert_if_absent(db.session(), StudyVersion, **place, **found)


def last_period(comparison: Comparison) -> int | None:
    """Return the last period whose results are compared, if any is."""
    return max(comparison.compared, default=None)


def _findings(study: Study, comparison: Comparison) -> dict[str, Any]:
    judgement = _judged(study, comparison)
    slope, reliability = judgement.slope, judgement.reliability
    found = {
        "verdict": judgement.verdict.value,
        "reasons": [reason.value for reason in judgement.reasons],
        "until": last_period(comparison),
        "questions": _questions(study, comparison),
        "teams": slope.teams,
        "periods": slope.periods,
        "periods_after": min(slope.periods, sum(map(study.began_after, comparison.compared))),
        "cells": slope.cells,
        "interactions": comparison.interactions,
        "reliability": None if isinstance(reliability, Unusable) else reliability.value,
        "counted": 0,
        "known_changes": packed_changes(changes_found(comparison, judgement)),
    }
    if isinstance(slope, Unusable):
        return found
    numbers = {"slope": slope.value, "adjusted_p": judgement.adjusted_p}
    numbers |= {name: getattr(slope, name) for name in ("se", "df", "low", "high", "p", "visible")}
    found |= {name: value if isfinite(value) else None for name, value in numbers.items()}
    return found | {"counted": int(slope.interactions), "answers": slope.answers}


def _questions(study: Study, comparison: Comparison) -> int:
    """Count the questions that luck is allowed for: one that was declared unseen stands alone."""
    if study.is_exploratory:
        return comparison.allowance.questions
    return min(comparison.questions, 1)


def _judged(study: Study, comparison: Comparison) -> Judgement:
    """Judge the comparison's estimate by the study's direction and terms, as one run of many.

    Whoever had looked before declaring may have chosen among all results, so luck over all of them
    is allowed for then; a study that was declared before anybody looked is one question.
    """
    made = comparison.judgement
    slope, p, beside = made.as_called
    if isinstance(slope, Slope) and not study.is_exploratory:
        p = slope.p
        if beside is not None and isinstance(beside.slope, Slope):
            beside = replace(beside, adjusted_p=beside.slope.p)
    run_level = level_of_a_run(slope.periods, study.fewest_periods)
    rises = ExpectedDirection(study.direction) is ExpectedDirection.RISE
    return judge(
        slope,
        p,
        made.gate,
        made.reliability,
        hope=DesiredDirection.TOGETHER if rises else DesiredDirection.OPPOSITE,
        terms=replace(study.terms, run_level=run_level),
        beside=beside,
    )


def _is_same(found: dict[str, Any], newest: StudyVersion) -> bool:
    return all(_are_equal(value, getattr(newest, name)) for name, value in found.items())


def _are_equal(new: Any, old: Any) -> bool:
    if isinstance(new, dict) and isinstance(old, dict):
        return new.keys() == old.keys() and all(_are_equal(new[key], old[key]) for key in new)
    if isinstance(new, float) and isinstance(old, float):
        return isclose(new, old, rel_tol=SAME, abs_tol=1e-12)
    return bool(new == old)
