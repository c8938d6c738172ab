"""The migrations build exactly the tables that the models describe."""

import contextvars
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from config import Settings
from cxstaff import create_app
from cxstaff.db import db


@pytest.fixture
def empty(app: Flask, database: Any, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without tables."""
    db.drop_all()
    db.session.remove()
    db.engine.dispose()
    env = {
        "CXSTAFF_ENV": "testing",
        "CXSTAFF_DATABASE_URL": database.url,
        "CXSTAFF_DATA_DIR": str(tmp_path),
    }
    made = create_app(Settings.from_environment(env))
    yield made
    with made.app_context():
        db.engine.dispose()


def in_context(app: Flask, act: Any) -> Any:
    def run() -> Any:
        with app.app_context():
            return act()

    return contextvars.Context().run(run)


def test_migrations_equal_the_models(empty: Flask) -> None:
    def differences() -> list[Any]:
        upgrade()
        with db.engine.connect() as connection:
            options = {
                "compare_type": True,
            }
            return compare_metadata(
                MigrationContext.configure(connection, opts=options), db.metadata
            )

    assert in_context(empty, differences) == []


def test_every_migration_can_be_taken_back(empty: Flask) -> None:
    def tables_left() -> set[str]:
        upgrade()
        downgrade(revision="base")
        return set(inspect(db.engine).get_table_names())

    assert in_context(empty, tables_left) <= {"alembic_version"}
