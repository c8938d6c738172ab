"""Invitations and reminders, against handing the same letters over by one kept connection."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks import asked, sink
from benchmarks.databases import Database, settings_for
from cxstaff import clock, create_app, mail
from cxstaff.db import db, reading
from cxstaff.mail.message import Message
from cxstaff.pulses.letters import queue, writing
from cxstaff.pulses.letters.outbox import RoundLetters
from cxstaff.work import dispatch

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
            written = _written()
            floors = [_bare(port, written, rows)]
            tell("inviting")
            began = time.process_time()
            invited = _sent_in()
            busy = time.process_time() - began
            floors.append(_bare(port, written, rows))
            with clock.frozen(REMINDS):
                tell("reminding")
                reminded = _sent_in()
            floors.append(_bare(port, written, rows))
            db.session.remove()
            db.engine.dispose()
        came, _ = sink.came(process)
    if came != (2 + len(floors)) * rows:
        raise RuntimeError(f"{came - len(floors) * rows:,} of {2 * rows:,} letters came")
    slowest, floor = max(invited, reminded), median(floors)
    minutes = CLAIMED * slowest / rows / 60
    return (
        f"letters, {database.name}: {rows:,} invitations at {rows / invited:.0f} and as many "
        f"reminders at {rows / reminded:.0f} a second against {rows / floor:.0f} bare, ratio "
        f"{slowest / floor:.2f}; {CLAIMED:,} in {minutes:.1f} minutes (aim ≤ 10); "
        f"{busy / rows * 1000:.1f} ms of processor time a letter"
    )


def _sent_in() -> float:
    """Send all that is due; return the seconds it took."""
    started = time.perf_counter()
    dispatch.send_all(RoundLetters())
    return time.perf_counter() - started


def _written() -> list[Message]:
    """Return letters as they go over the wire, written already."""
    with reading():
        due = queue.due(clock.now())[:SAMPLE]
        write = writing.writer(due)
        return [mail.message_of(write(each)) for each in due]


def _bare(port: int, written: list[Message], rows: int) -> float:
    """Hand so many letters over, by one connection; return the seconds it takes."""
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for n in range(rows):
            message = written[n % len(written)]
            server.sendmail(message.sender, [message.to], message.data)
    return time.perf_counter() - started
