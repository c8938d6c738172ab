"""Invitations and reminders, against handing the same letters over by one kept connection."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import asked, sink
from benchmarks.databases import Database, settings_for
from cxstaff import clock, create_app, dispatch, mail
from cxstaff.db import db
from cxstaff.pulses import letters, writing
from cxstaff.pulses.outbox import RoundLetters

ROWS = 5_000
CLAIMED = 50_000
OPENS = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)  # a Wednesday
REMINDS = OPENS + timedelta(days=5)  # the Monday after half-way
SAMPLE = 500


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: letters a second of both, their ratio, and minutes for 50,000 people.

    `rows` people are asked and nobody answers: each is invited, and reminded once.
    """
    with database.fresh("letters") as url, sink.running() as (port, process):
        address = f"smtp://127.0.0.1:{port}?tls=never"
        app = create_app(replace(settings_for(url, folder), mail_url=address))
        with app.app_context(), clock.frozen(OPENS):
            db.create_all()
            tell("asking everybody")
            asked.found(rows)
            asked.open_round(OPENS)
            tell("handing letters over, and nothing else")
            floor = _bare(port, rows)
            before, _ = sink.came(process)
            tell("inviting")
            began = time.process_time()
            invited = _sent_in()
            with clock.frozen(REMINDS):
                tell("reminding")
                reminded = _sent_in()
            busy = (time.process_time() - began) / (2 * rows) * 1000
            db.session.remove()
            db.engine.dispose()
        after, _ = sink.came(process)
    if after - before != 2 * rows:
        raise RuntimeError(f"{after - before:,} of {2 * rows:,} letters came")
    slowest = max(invited, reminded)
    minutes = CLAIMED * slowest / rows / 60
    return (
        f"letters, {database.name}: {rows:,} invitations at {rows / invited:.0f} and as many "
        f"reminders at {rows / reminded:.0f} a second against {1 / floor:.0f} bare, ratio "
        f"{slowest / rows / floor:.2f} (aim ≤ 6); {CLAIMED:,} in {minutes:.1f} minutes (aim ≤ 10); "
        f"{busy:.1f} ms of processor time a letter"
    )


def _sent_in() -> float:
    """Send all that is due; return the seconds it took."""
    started = time.perf_counter()
    dispatch.send_all(RoundLetters())
    return time.perf_counter() - started


def _bare(port: int, rows: int) -> float:
    """Hand letters over that are written already; return the seconds that one takes."""
    due = letters.due(clock.now())[:SAMPLE]
    write = writing.writer(due)
    written = [mail.message_of(write(each)) for each in due]
    db.session.rollback()
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for n in range(rows):
            message = written[n % len(written)]
            server.sendmail(message.sender, [message.to], message.data)
    return (time.perf_counter() - started) / rows
