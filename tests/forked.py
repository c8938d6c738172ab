"""Processes of their own that need not read the program: copies of the one that tests run in."""

import os
import signal
import traceback
import warnings
from collections.abc import Callable

from flask import Flask

from cxstaff.db import db

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
