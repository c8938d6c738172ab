"""cxstaff: what employees feel, what teams are driven by, and what customers say of it."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from flask import Flask

from config import ROOT, Settings
from cxstaff import engine, errors, migrate, web
from cxstaff.db import db
from cxstaff.web.application import Application
from cxstaff.work import schedule

FEATURES = (
    "security_log",
    "people",
    "factors",
    "action_plans",
    "milestones",
    "pulses",
    "customers",
    "points",
    "measures",
    "incentives",
    "recognition",
    "awards",
    "linkage",
    "alignment",
    "digests",
    "backups",
    "keeping",
    "home",
    "oversight",
    "demo",
)
ARITHMETIC_THREADS = "OPENBLAS_NUM_THREADS"
"""Read when numpy is loaded. Its matrices are small here: on a busy machine threads that wait for
each other make a page of the comparison up to thirty times as slow. An operator may set it."""


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application. Raises `config.WrongSetting` when it cannot run as told."""
    os.environ.setdefault(ARITHMETIC_THREADS, "1")
    settings = settings or Settings.from_environment()
    app = Application(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine.options_for(settings.database_url),
        MAX_CONTENT_LENGTH=settings.upload_megabytes * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days),
        SESSION_COOKIE_SECURE=settings.is_encrypted,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME=web.cookie_name("cxstaff", settings),
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,  # no session outlives what its cookie was given
        WTF_CSRF_TIME_LIMIT=None,
    )
    _prepare_folders(settings)
    db.init_app(app)
    with app.app_context():
        engine.init_engine(app, db.engine)
    for part in (errors, web, migrate, schedule):
        part.init_app(app)
    with _nothing_collected():
        for feature in FEATURES:
            _add(app, feature)
    return app


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let the garbage collector rest: modules stay, and it would look through all again and again.

    That takes a tenth of the time in which a process starts.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _add(app: Application, feature: str) -> None:
    """Add what a feature has: models, pages, jobs, commands, and its own preparations."""
    for part in ("models", "jobs", "access", "navigation", "views"):
        _add_part(app, feature, part)
    app.cli.later(partial(_add_part, app, feature, "cli"))


def _add_part(app: Flask, feature: str, part: str) -> None:
    name = f"cxstaff.{feature}.{part}"
    if find_spec(name) is None:
        return
    module = importlib.import_module(name)
    if hasattr(module, "init_app"):
        module.init_app(app)
    if part == "views":
        app.register_blueprint(module.bp)


def _prepare_folders(settings: Settings) -> None:
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(
            parents=True, exist_ok=True
        )
    for folder in (settings.key_dir, settings.upload_dir):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
