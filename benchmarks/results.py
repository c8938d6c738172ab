"""The page of a round's results with a thousand teams, against the same page with ten."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks import asked
from benchmarks.databases import Database, settings_for
from benchmarks.signed_in import browser_of
from cxstaff import clock, create_app
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses import jobs

ROWS, FEW, RUNS = 1_000, 10, 25


@dataclass(slots=True)
class Page:
    """A company's page of results, and the milliseconds its answers took."""

    client: FlaskClient
    path: str
    teams: int
    took: list[float] = field(default_factory=list)

    def ask(self) -> None:
        """Ask once."""
        started = time.perf_counter()
        answer = self.client.get(self.path)
        self.took.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200 or "Team 1" not in answer.text:
            raise RuntimeError(f"The page answered {answer.status}.")


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: medians of the page with `rows` teams and with ten, and their ratio."""
    with database.fresh("few") as few_url, database.fresh("many") as many_url:
        few, many = (
            _prepared(url, folder, teams, tell) for url, teams in ((few_url, FEW), (many_url, rows))
        )
        tell("asking for the page")
        for page in (few, many):
            page.ask()  # what the process loads once belongs to neither
            page.took.clear()
        for _ in range(RUNS):
            few.ask()
            many.ask()
        for page in (few, many):
            with page.client.application.app_context():
                db.engine.dispose()
    ours, floor = statistics.median(many.took), statistics.median(few.took)
    slowest = max(many.took)
    return (
        f"results, {database.name}: {many.teams:,} teams in {ours:.0f} ms against {floor:.0f} ms "
        f"with {few.teams}, ratio {ours / floor:.2f} (aim ≤ 3); slowest {slowest:.0f} ms"
    )


def _prepared(url: str, folder: Path, teams: int, tell: Callable[[str], None]) -> Page:
    """Ask a company of so many teams, close the round, and sign HR in."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        tell(f"asking {teams:,} teams and closing the round")
        asked.found(teams * asked.TEAM_SIZE)
        now = clock.now()
        round_ = asked.open_round(now - timedelta(days=8))
        asked.fill(round_)
        round_id = round_.id
        jobs.close_rounds([round_id], now=now)
        hr = db.session.scalars(select(Person).order_by(Person.id).limit(1)).one()
        hr_id = hr.id
        db.session.remove()
    return Page(browser_of(app, hr_id), f"/pulses/rounds/{round_id}/results", teams)
