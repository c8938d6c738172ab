"""How the database's tables follow the models: Alembic, with our own column types known to it.

Alembic and what it needs are a hundred modules that no page needs; the commands that do load them.
"""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from config import ROOT
from cxstaff.db import Moment, db
from cxstaff.web.application import Application

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory
    from flask.cli import AppGroup
    from flask_migrate import Migrate

FOLDER = str(ROOT / "migrations")


def render_item(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our own column types into a migration together with their import."""
    if kind == "type" and isinstance(item, Moment):
        name = type(item).__name__
        context.imports.add(f"from cxstaff.db import {name}")
        return f"{name}()"
    return False


class Migrations:
    """What `flask db …` and migrations/env.py look up of an application (see Flask-Migrate)."""

    directory = FOLDER
    configure_args = MappingProxyType(
        {"compare_type": True, "render_as_batch": True, "render_item": render_item}
    )

    @cached_property
    def migrate(self) -> Migrate:
        """Return what reads the settings of Alembic."""
        from flask_migrate import Migrate

        return Migrate(db=db, directory=FOLDER)


def init_app(app: Application) -> None:
    """Add `flask db …`."""
    app.extensions["migrate"] = Migrations()
    app.cli.later(lambda: app.cli.add_command(_commands()))


def head() -> str:
    """Return the revision that the tables have once every migration has run."""
    return str(_scripts().get_current_head())


def knows(revision: str) -> bool:
    """Say whether a revision of the tables is one that this program can start from."""
    from alembic.util import CommandError

    try:
        return bool(revision) and _scripts().get_revision(revision) is not None
    except CommandError:
        return False


def upgrade_to_head() -> None:
    """Run every migration that the application's database still lacks."""
    from flask_migrate import upgrade

    upgrade()


def _commands() -> AppGroup:
    from flask_migrate.cli import db as commands  # type: ignore[import-not-found]

    return commands  # type: ignore[no-any-return]


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(FOLDER)
