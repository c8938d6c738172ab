"""The floor for answering: bare Flask and SQLAlchemy, one endpoint that inserts one row."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from cxstaff import engine


def _as_durable(connection: Any, _record: Any) -> None:
    for setting in engine.SQLITE_SETTINGS:
        connection.execute(setting)


class Base(DeclarativeBase):
    """Nothing but a base."""


db = SQLAlchemy(model_class=Base)


class Row(db.Model):  # type: ignore[name-defined, misc]
    """A row with a number and a word."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    word: Mapped[str]


def create_app() -> Flask:
    """Build the floor on the database named by CXSTAFF_DATABASE_URL, as durable as the product."""
    app = Flask(__name__)
    url = os.environ["CXSTAFF_DATABASE_URL"]
    app.config.update(
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS=engine.options_for(url),
        SETTINGS=None,
    )
    db.init_app(app)
    with app.app_context():
        if url.startswith("sqlite"):
            event.listen(db.engine, "connect", _as_durable)
        engine.lock(db.session(), "benchmarks.bare")  # workers start at once: one makes the table
        db.metadata.create_all(db.session.connection())
        db.session.commit()

    @app.post("/")
    def insert() -> tuple[str, int]:
        db.session.add(Row(person=int(request.form["person"]), word=request.form["word"]))
        db.session.commit()
        return "", 204

    return app


if "CXSTAFF_DATABASE_URL" in os.environ:
    app = create_app()
