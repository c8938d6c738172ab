"""Answering a pulse, against a bare endpoint that inserts one row on the same server."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from benchmarks import asked
from benchmarks.databases import Database, environment_for
from benchmarks.served import Load, Post, load, serving
from benchmarks.signed_in import sign_in
from config import Settings
from cxstaff import clock, create_app
from cxstaff.db import db
from cxstaff.people.models import Person

ROWS, RUNS = 5_000, 3
KEYS = ("teei-mission", "teei-asked", "teei-tools", "enps", "comment")
ANSWER = {"teei-mission": "6", "teei-asked": "4", "teei-tools": "5", "enps": "8"}


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: throughput of both, their ratio, latencies, and errors.

    `rows` people answer, in each run anew, and so many rows are inserted by the floor.
    """
    product, floor = [], []
    with database.fresh("product") as url, database.fresh("floor") as bare_url:
        tell("founding a company")
        env = environment_for(url, folder)
        bare_env = {"CXSTAFF_DATABASE_URL": bare_url}
        posts = _prepare(env, rows)
        bare = [Post("/", {"person": str(n), "word": "word"}, "") for n in range(len(posts))]
        with (
            serving("wsgi:app", env, database.workers) as port,
            serving("benchmarks.bare:app", bare_env, database.workers) as bare_port,
        ):
            for run in range(1, RUNS + 1):
                tell(f"run {run} of {RUNS}")
                floor.append(load(bare_port, bare, 204))
                product.append(load(port, posts, 303))
    return _line(database.name, product, floor)


def _line(name: str, product: list[Load], floor: list[Load]) -> str:
    ratios = [mine.per_second / bare.per_second for mine, bare in zip(product, floor, strict=True)]
    ratio = statistics.median_low(ratios)
    mine, bare = product[ratios.index(ratio)], floor[ratios.index(ratio)]
    return (
        f"answering, {name}: {mine.per_second:,.0f}/s against {bare.per_second:,.0f}/s bare, "
        f"ratio {ratio:.2f} of {min(ratios):.2f}–{max(ratios):.2f} (aim ≥ 0.5); "
        f"median {mine.median:.0f} ms, 95 % within {mine.p95:.0f} ms, "
        f"99 % within {mine.p99:.0f} ms; "
        f"{sum(run.wrong for run in product)} wrong of {sum(run.sent for run in product):,}"
    )


def _prepare(env: dict[str, str], people: int) -> list[Post]:
    """Found a company with an open round; return everybody's answer, signed in and with a token."""
    app = create_app(Settings.from_environment(env))
    with app.app_context():
        db.create_all()
        asked.found(people)
        round_ = asked.open_round(clock.now(), KEYS)
        everybody = list(db.session.scalars(db.select(Person.id).order_by(Person.id)))
        round_id = round_.id
        db.session.remove()
    posts = [_post(app, person, round_id) for person in everybody]
    with app.app_context():
        db.engine.dispose()
    return posts


def _post(app: Flask, person: int, round_id: int) -> Post:
    content, token = sign_in(app, person)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(content)}"
    form = {f"q-{key}": value for key, value in ANSWER.items()}
    return Post(f"/pulses/rounds/{round_id}", form | {"csrf_token": token}, cookie)
