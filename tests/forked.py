"""Copies of the process that tests run in, some killed on the way, and many threads at once."""

import contextvars
import os
import signal
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import event

from cxstaff.db import db
from cxstaff.errors import Refused

PATIENCE = 60  # seconds, after which a copy is killed
FAILED = 1


def fork(app: Flask, act: Callable[[], object]) -> int:
    """Let a copy of this process do something inside the application; return its number.

    It shares no connection with this one, ends with 0 when all went well, and cleans up nothing
    of what this one holds.
    """
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    with warnings.catch_warnings():
        # Other threads are not copied: that of the test's worker, and of servers it runs.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        return process
    try:
        signal.alarm(PATIENCE)
        with app.app_context():
            act()
            db.session.remove()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(FAILED)


def ended_with(process: int) -> int:
    """Wait for a copy; return its exit code, or the signal that ended it, negated."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def die_at(statement: int) -> None:
    """Let this process be killed as it is about to send its next statement but so many."""
    sent = 0

    def count(*_: Any) -> None:
        nonlocal sent
        sent += 1
        if sent > statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(db.engine, "before_cursor_execute", count)
    event.listen(db.engine, "commit", lambda _connection: count())


def at_once(app: Flask, act: Callable[[int], object], times: int = 50) -> Counter[bool]:
    """Do something in many threads, each with a session of its own; count what was refused."""

    def run(number: int) -> bool:
        with app.app_context():
            try:
                act(number)
                db.session.commit()
                return True
            except Refused:
                db.session.rollback()
                return False

    db.session.remove()
    with ThreadPoolExecutor(times) as pool:
        found = [pool.submit(contextvars.Context().run, run, number) for number in range(times)]
        return Counter(each.result() for each in found)
