"""Pages about all teams with a thousand of them, against the same pages with ten."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks import levers
from benchmarks.databases import Database, settings_for
from benchmarks.signed_in import browser_of
from cxstaff import clock, create_app
from cxstaff.alignment import scorecards
from cxstaff.alignment.jobs import look_for_mixed_messages
from cxstaff.db import db
from cxstaff.people.models import Team

ROWS, FEW, RUNS = 1_000, 10, 15
AIM = 1.5
SCORECARD = "/teams/{team}/scorecard"
PAGES = {
    "overview": "/teams",
    "overview, mixed only": "/teams?mixed=y",
    "overview, one voice": "/teams?voice=internal",
    "levers over time": "/teams/matrix",
    "scorecard of a team": SCORECARD,
    "scorecard of a department": "/teams/{top}/scorecard",
    "scorecard of the company, at hand": "/company/scorecard",
    "scorecard of the company, anew": "/company/scorecard",
}
"""What is asked for; numbers of scorecards are read anew each time but where they are at hand."""


@dataclass(slots=True)
class Firm:
    """A company of so many teams, and the processor's milliseconds that its pages took."""

    client: FlaskClient
    teams: int
    numbers: dict[str, int]
    looked: float
    took: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, name: str) -> None:
        """Ask for a page once."""
        if not name.endswith("at hand"):
            scorecards.kept.clear()
        started = time.process_time()
        answer = self.client.get(PAGES[name].format(**self.numbers))
        self.took.setdefault(name, []).append(1000 * (time.process_time() - started))
        if answer.status_code != 200 or "Satisfaction" not in answer.text:
            raise RuntimeError(f"The page answered {answer.status}.")


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return a line a page: medians with `rows` teams and with ten, and their ratio."""
    with database.fresh("few") as few_url, database.fresh("many") as many_url:
        few, many = (
            _prepared(url, folder, teams, tell) for url, teams in ((few_url, FEW), (many_url, rows))
        )
        for name in PAGES:
            tell(f"asking for the {name}")
            for firm in (few, many):
                firm.ask(name)  # what the process loads once belongs to neither
                firm.took.pop(name)
            for _ in range(RUNS):
                few.ask(name)
                many.ask(name)
        lines = [_line(name, database, few, many) for name in PAGES]
        for firm in (few, many):
            with firm.client.application.app_context():
                db.engine.dispose()
    looked = f"looking for mixed messages in {many.teams:,} teams: {many.looked:.1f} s"
    return "\n".join([*lines, looked])


def _line(name: str, database: Database, few: Firm, many: Firm) -> str:
    ours, floor = (statistics.median(each.took[name]) for each in (many, few))
    return (
        f"{name}, {database.name}: {many.teams:,} teams in {ours:.0f} ms of the processor against "
        f"{floor:.0f} ms with {few.teams}, ratio {ours / floor:.2f} (aim ≤ {AIM})"
    )


def _prepared(url: str, folder: Path, teams: int, tell: Callable[[str], None]) -> Firm:
    """Make a company of so many teams, look at its levers, and sign HR in."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        hr_id = levers.found(teams, clock.now().date(), tell)
        tell(f"looking for mixed messages in {teams:,} teams")
        started = time.process_time()
        look_for_mixed_messages()
        looked = time.process_time() - started
        some = db.session.scalars(select(Team.id).order_by(Team.id).limit(2)).all()
        db.session.remove()
    return Firm(browser_of(app, hr_id), teams, {"top": some[0], "team": some[1]}, looked)
