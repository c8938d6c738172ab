"""The wall of thanks with a million of them, against the same company with a thousand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

from benchmarks import asked
from benchmarks.databases import Database, settings_for
from benchmarks.signed_in import browser_of
from cxstaff import clock, create_app
from cxstaff.db import db
from cxstaff.people.models import Membership
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksAudience, ThanksReceiver

ROWS, FEW, RUNS, AIM = 1_000_000, 1_000, 15, 1.5
PEOPLE, BATCH = 12_000, 10_000
READER, TO_ONE = 40, 25
"""The place of an employee among people, and every which thanks is theirs: walls are full."""
AUDIENCES = (*[ThanksAudience.TEAM] * 8, ThanksAudience.COMPANY, ThanksAudience.PRIVATE)
WALLS = {
    "HR, all": (0, "/thanks"),
    "an employee, all": (READER, "/thanks"),
    "an employee, the team's": (READER, "/thanks?show=teams"),
    "an employee, received": (READER, "/thanks?show=received"),
}
"""By what it is called: whose wall, by their place among people, and its address."""


@dataclass(slots=True)
class Walls:
    """A company with thanks, who looks at them, and the milliseconds of each wall."""

    clients: dict[int, FlaskClient]
    took: dict[str, list[float]] = field(default_factory=dict)

    def ask(self) -> None:
        """Ask for every wall once."""
        for name, (place, path) in WALLS.items():
            started = time.perf_counter()
            answer = self.clients[place].get(path)
            self.took.setdefault(name, []).append(1000 * (time.perf_counter() - started))
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status}.")


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return a line for each wall: milliseconds with `rows` thanks and with few, their ratio."""
    with database.fresh("few") as few_url, database.fresh("many") as many_url:
        few, many = (
            _prepared(url, folder, count, tell) for url, count in ((few_url, FEW), (many_url, rows))
        )
        tell("asking for walls")
        for walls in (few, many):
            walls.ask()  # what the process loads once belongs to neither
            walls.took.clear()
        for _ in range(RUNS):
            few.ask()
            many.ask()
        for walls in (few, many):
            with walls.clients[0].application.app_context():
                db.engine.dispose()
    return "\n".join(_line(database.name, name, rows, few, many) for name in WALLS)


def _line(database: str, name: str, rows: int, few: Walls, many: Walls) -> str:
    floor, ours = median(few.took[name]), median(many.took[name])
    return (
        f"feed, {database}, {name}: {rows:,} thanks {ours:.0f} ms against {floor:.0f} ms with "
        f"{FEW:,}, ratio {ours / floor:.2f} (aim ≤ {AIM})"
    )


def _prepared(url: str, folder: Path, count: int, tell: Callable[[str], None]) -> Walls:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        tell(f"thanking {count:,} times")
        asked.found(PEOPLE)
        places = [
            (row[0], row[1])
            for row in db.session.execute(
                select(Membership.person_id, Membership.team_id).order_by(Membership.person_id)
            )
        ]
        value = CompanyValue(name="Own it", sentence="To the end.")
        db.session.add(value)
        db.session.flush()
        for first in range(0, count, BATCH):
            some = list(_thanks(places, value.id, range(first, min(first + BATCH, count)), count))
            db.session.execute(insert(Thanks), [each[0] for each in some])
            db.session.execute(insert(ThanksReceiver), [each[1] for each in some])
        db.session.execute(text("ANALYZE"))  # what PostgreSQL does by itself soon after
        db.session.commit()
        clients = {
            place: browser_of(app, places[place][0])
            for place in {place for place, _path in WALLS.values()}
        }
    return Walls(clients)


def _thanks(
    places: list[tuple[int, int]], value_id: int, numbers: range, count: int
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give thanks and who is thanked, spread over all people and four years."""
    now = clock.now()
    step = timedelta(days=1460) / count
    for number in numbers:
        giver, (receiver, team) = places[number * 7 % PEOPLE][0], places[(number * 11 + 1) % PEOPLE]
        if number % TO_ONE == 0:
            receiver, team = places[READER]
        if giver == receiver:
            giver = places[(number * 7 + 1) % PEOPLE][0]
        at: datetime = now - step * (count - number)
        thanks = {"id": number + 1, "giver_id": giver, "value_id": value_id, "given_at": at}
        thanks |= {"message": "You saw it through.", "audience": AUDIENCES[number % 10]}
        to = {"thanks_id": number + 1, "person_id": receiver, "place": 0, "team_id": team}
        yield thanks, to | {"giver_id": giver, "given_at": at}
