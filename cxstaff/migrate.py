"""How the database's tables follow the models: Alembic, with our own column types known to it."""

from __future__ import annotations

from typing import Any, Literal

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from flask_migrate import Migrate, upgrade

from config import ROOT
from cxstaff.db import Moment, db


def render_item(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our own column types into a migration together with their import."""
    if kind == "type" and isinstance(item, Moment):
        context.imports.add("from cxstaff.db import Moment")
        return "Moment()"
    return False


migrations = Migrate(
    db=db, directory=str(ROOT / "migrations"), render_as_batch=True, render_item=render_item
)


def init_app(app: Flask) -> None:
    """Add `flask db …`."""
    migrations.init_app(app)


def head() -> str:
    """Return the revision that the tables have once every migration has run."""
    return str(_scripts().get_current_head())


def knows(revision: str) -> bool:
    """Say whether a revision of the tables is one that this program can start from."""
    try:
        return bool(revision) and _scripts().get_revision(revision) is not None
    except CommandError:
        return False


def upgrade_to_head() -> None:
    """Run every migration that the application's database still lacks."""
    upgrade()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "migrations"))
