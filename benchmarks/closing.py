"""Closing a round, against opening the same envelopes and writing the same numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks import asked, watched
from benchmarks.databases import Database, environment_for, settings_for
from cxstaff import clock, create_app, engine
from cxstaff.db import db
from cxstaff.pulses.models import Answer, PulseRound, SealedAnswer
from cxstaff.pulses.sealing import box, keys

ROWS = 100_000


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: seconds of both, their ratio, and the peak memory of closing.

    `rows` people were asked five questions and a comment, and all have answered.
    """
    with database.fresh("closing") as url:
        app = create_app(settings_for(url, folder))
        with app.app_context():
            db.create_all()
            tell("asking everybody")
            asked.found(rows)
            round_ = asked.open_round(clock.now() - timedelta(days=8))
            tell("filling the box")
            asked.fill(round_)
            tell("opening envelopes and writing rows, and nothing else")
            floor = _bare(round_)
            _let_go()
        tell("closing the round")
        seen = watched.run(
            ["pulses", "close"], environment_for(url, folder), folder / "closing.log"
        )
        with app.app_context():
            kept = db.session.scalars(select(PulseRound.answers)).one()
            _let_go()
    if kept != rows:
        raise RuntimeError(f"{kept:,} of {rows:,} answers were kept: {seen.said}")
    return (
        f"closing, {database.name}: {rows:,} answers in {seen.took:.1f} s against {floor:.1f} s "
        f"bare, ratio {seen.took / floor:.2f} (aim ≤ 3); peak memory {seen.peak:.0f} MB"
    )


def _bare(round_: PulseRound) -> float:
    """Open every envelope and write its numbers, then take them back; return the seconds."""
    private = keys.read(round_.public_key, keys.folder())
    ids = {question.key: question.id for question in round_.questions}
    query = select(SealedAnswer.envelope).execution_options(yield_per=500)
    started = time.perf_counter()
    rows: list[tuple[int, int, None, int]] = []
    for envelope in db.session.scalars(query):
        submission = box.open_(envelope, private, round_.id)
        rows += [
            (len(rows) + n, ids[key], None, value)
            for n, (key, value) in enumerate(submission.numbers.items(), 1)
        ]
    columns = ("id", "question_id", "group_id", "value")
    engine.insert_rows(db.session(), engine.table_of(Answer), columns, rows)
    took = time.perf_counter() - started
    db.session.rollback()
    return took


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()
