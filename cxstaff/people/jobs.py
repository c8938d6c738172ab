"""What runs by itself for people: forgetting sign-in failures and roster files left behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import current_app

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import throttle
from cxstaff.schedule import job

KEEP_FILES = timedelta(days=1)


@job(every=timedelta(hours=1))
def forget_sign_in_failures() -> None:
    """Remove failed sign-ins that are too old to count."""
    throttle.remove_old(clock.now())
    db.session.commit()


@job(every=timedelta(hours=6))
def remove_roster_files() -> None:
    """Remove roster files that were checked and never imported, after a day."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    oldest = (clock.now() - KEEP_FILES).timestamp()
    for file in folder.glob("roster-*.csv"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
