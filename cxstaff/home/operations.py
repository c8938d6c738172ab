"""The state of an installation: what runs, what went wrong, and what an operator does about it."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select

from config import Settings
from cxstaff import engine
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db
from cxstaff.digests import queries as digests
from cxstaff.home import kept
from cxstaff.home.queries import Concern
from cxstaff.mail import smtp
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.sealing.queries import silent_rounds_without_key
from cxstaff.security_log import Act
from cxstaff.security_log import queries as security_log
from cxstaff.web import is_behind_unknown_proxy, number, when
from cxstaff.work import schedule

RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class JobState:
    """One job: how often it runs, when it last did, and its complaint if it failed then."""

    name: str
    purpose: str
    every: timedelta
    started_at: datetime | None
    finished_at: datetime | None
    failed_at: datetime | None
    complaint: str | None
    done: int | None

    @property
    def is_running(self) -> bool:
        """Say whether a run has begun and not ended."""
        ends = [moment for moment in (self.finished_at, self.failed_at) if moment is not None]
        return self.started_at is not None and all(end < self.started_at for end in ends)

    @property
    def is_failing(self) -> bool:
        """Say whether the last run failed."""
        return self.complaint is not None

    @property
    def last_run(self) -> str:
        """Say when it last began."""
        return when(self.started_at) if self.started_at else str(_("never"))

    @property
    def state(self) -> tuple[str, str]:
        """Return in a word how it stands, and its tone."""
        if self.is_running:
            return _("Running"), "info"
        if self.is_failing:
            return _("Failed"), "bad"
        return (_("Fine"), "good") if self.finished_at else (_("Not yet"), "muted")

    @property
    def detail(self) -> str | None:
        """Say why it failed, or how far it has come."""
        if not self.is_running:
            return self.complaint
        return _("more than %(count)s so far", count=number(self.done)) if self.done else None


def jobs() -> list[JobState]:
    """Return every job by name."""
    beats = schedule.beats()
    return [
        JobState(
            job.name,
            str(_(job.purpose)),
            job.every,
            beat.started_at if beat else None,
            beat.finished_at if beat else None,
            beat.failed_at if beat else None,
            beat.complaint if beat else None,
            beat.done if beat else None,
        )
        for job in sorted(schedule.JOBS.values(), key=lambda each: each.name)
        for beat in [beats.get(job.name)]
    ]


def concerns(settings: Settings, now: datetime) -> list[Concern]:
    """Return everything that needs an operator, the worst first."""
    found = [*_worker(now), *_failing(jobs()), *_rounds(), *_keys(settings.key_dir)]
    found += [*_deliveries(), *_imports(now), *_database(), *_mail(settings)]
    return [*found, *_proxy(), *_kept(settings, now)]


def database() -> str:
    """Return the name and version of the database."""
    return engine.describe(db.engine)[0]


def _worker(now: datetime) -> list[Concern]:
    if schedule.is_worker_alive(now):
        return []
    cure = _(
        "Start it with “flask jobs work” and let the system keep it running. Until then no round "
        "opens or closes, no import goes on and no mail is sent; all of it is made up for later."
    )
    return [Concern("bad", _("No job worker has been heard of for five minutes"), cure)]


def _failing(states: Sequence[JobState]) -> list[Concern]:
    cure = _("It is tried again by itself. If it stays, the worker’s log says where it happened.")
    return [
        Concern(
            "bad", _("The job %(name)s failed: %(why)s", name=each.name, why=each.complaint), cure
        )
        for each in states
        if each.is_failing
    ]


def _rounds() -> list[Concern]:
    cure = _(
        "Its answers stay sealed and nothing is lost. Put the key folder back as it was; the "
        "round then closes by itself. If its key was destroyed for good, because the round had "
        "closed before a backup was restored, give the round up."
    )
    return [
        Concern(
            "bad",
            _(
                "A round of “%(name)s” cannot close: %(why)s",
                name=each.pulse.name,
                why=each.complaint,
            ),
            cure,
            "pulses.give_up",
            {"round_id": each.id},
        )
        for each in pulses.stuck_rounds()
    ]


def _keys(folder: Path) -> list[Concern]:
    where = {"folder": str(folder)}
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        title = _("The key folder %(folder)s cannot be used", **where)
        cure = _("Let the account that runs cxstaff read and write it. No round can open or close.")
        return [Concern("bad", title, cure)]
    missing = silent_rounds_without_key(folder)
    found = [_without_key(each.id, each.pulse.name, where) for each in missing]
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        title = _("Other accounts of this machine can look into the key folder %(folder)s", **where)
        found.append(Concern("warn", title, _("Close it with “chmod 700 %(folder)s”.", **where)))
    return found


def _without_key(round_id: int, name: str, where: dict[str, str]) -> Concern:
    title = _("The key of a round of “%(name)s” is missing", name=name)
    cure = _(
        "Put it back into %(folder)s, and nothing is lost. If it was destroyed for good, because "
        "the round had closed before a backup was restored, give the round up: what people answer "
        "until then is lost.",
        **where,
    )
    return Concern("bad", title, cure, "pulses.give_up", {"round_id": round_id})


def _deliveries() -> list[Concern]:
    count = digests.count_failed()
    if not count:
        return []
    title = _("Digests that could not be delivered: %(count)s", count=count)
    cure = _("Look at why, cure it, and have them tried again.")
    return [Concern("warn", title, cure, "digests.deliveries")]


def _imports(now: datetime) -> list[Concern]:
    query = select(func.count()).where(
        ImportRun.state == ImportState.FAILED, ImportRun.created_at > now - RECENT
    )
    count = db.session.scalar(query)
    if not count:
        return []
    title = _("Imports that failed in the last two weeks: %(count)s", count=count)
    cure = _("The import’s page says why. Starting it again takes in nothing twice.")
    return [Concern("warn", title, cure, "customers.imports")]


def _database() -> list[Concern]:
    name, is_safe = engine.describe(db.engine)
    if is_safe:
        return []
    title = _("%(name)s can damage its log when several processes write", name=name)
    return [Concern("warn", title, _("Use SQLite 3.51.3 or newer, or PostgreSQL."))]


def _mail(settings: Settings) -> list[Concern]:
    if not settings.is_production or not settings.mail_url.startswith("folder:"):
        return []
    cure = _("Set CXSTAFF_MAIL_URL to your mail server, for example smtp://mail.example.com:587.")
    return [Concern("warn", _("Mail is kept in a folder and reaches nobody"), cure)]


def _proxy() -> list[Concern]:
    if not is_behind_unknown_proxy(current_app):
        return []
    title = _("Requests come through a proxy that the settings do not know of")
    cure = _(
        "Everybody seems to come from one address and without encryption: wrong passwords of one "
        "count against all. Set CXSTAFF_PROXIES to the number of proxies in front."
    )
    return [Concern("warn", title, cure)]


def _kept(settings: Settings, now: datetime) -> list[Concern]:
    back, first = kept.back_again(settings.erased_file), kept.first_removal(now)
    found = [Concern("bad", *back)] if back else []
    return [*found, Concern("info", *first, "keeping.index")] if first else found


def overview(settings: Settings) -> list[tuple[str, Any]]:
    """Return the plain facts of this installation as terms and values."""
    backed_up = security_log.last_time_of(Act.BACKED_UP)
    return [
        (_("Database"), database()),
        (_("Environment"), settings.environment),
        (_("Address"), settings.base_url),
        (_("Key folder"), str(settings.key_dir)),
        (_("Last backup by “flask backup”"), when(backed_up) if backed_up else _("never")),
        (_("Mail"), _way_of_mail(settings.mail_url)),
    ]


def _way_of_mail(url: str) -> str:
    if url.startswith("folder:"):
        return str(_("kept in a folder"))
    in_clear = smtp.may_go_in_clear(urlsplit(url))
    return str(_("sent by SMTP, unencrypted") if in_clear else _("sent by SMTP, encrypted"))
