"""The comparison page with a million interactions behind it, against ten thousand and by hand."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import centre
from benchmarks.databases import Database, settings_for
from cxstaff import clock, create_app
from cxstaff.customers.loading import load
from cxstaff.db import db
from cxstaff.linkage.answers import answer, memory
from cxstaff.linkage.question import Question
from cxstaff.linkage.slopes import Slope
from cxstaff.people.queries import get_company

ROWS, FEWER = 1_000_000, 100
RUNS = 25
SAME = 1e-6  # as a share of the slope
LEAST_CELLS = 100  # of the page's tables; where there is nothing to compare, there are none
PAGE = "/comparison"


@dataclass(slots=True)
class Asked:
    """A company's comparison page, and the milliseconds its answers took.

    `anew` are those for which the comparison was computed, `kept` those for which it was at hand.
    """

    client: FlaskClient
    interactions: int
    anew: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)

    def ask(self) -> None:
        """Ask twice: with nothing kept, and again."""
        memory.clear()
        self.anew.append(self._milliseconds())
        self.kept.append(self._milliseconds())

    def _milliseconds(self) -> float:
        started = time.perf_counter()
        answer = self.client.get(PAGE)
        took = time.perf_counter() - started
        if answer.status_code != 200 or answer.text.count("<td") < LEAST_CELLS:
            raise RuntimeError(f"The page answered {answer.status}.")
        return 1000 * took


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: medians of the page with both numbers of interactions, and their ratios."""
    with database.fresh("few") as few_url, database.fresh("many") as many_url:
        both = [
            _prepared(few_url, folder, max(1, rows // FEWER), tell),
            _prepared(many_url, folder, rows, tell),
        ]
        tell("asking for the page")
        for each in both:
            each.ask()  # what the process loads once belongs to neither
            each.anew.clear()
            each.kept.clear()
        for _ in range(RUNS):
            for each in both:
                each.ask()
        tell("computing the same by hand")
        seconds = _by_hand(both[1])
        for each in both:
            with each.client.application.app_context():
                db.engine.dispose()
    return f"{_line(database.name, *both)}; by hand from raw interactions {seconds:.1f} s"


def _by_hand(company: Asked) -> float:
    """Return the seconds that the same slope takes with pandas and statsmodels, once they agree."""
    from benchmarks.byhand import by_hand

    with company.client.application.app_context():
        slope, seconds = by_hand()
        zone = get_company().zone
        ours = answer(Question(), clock.local_day(clock.now(), zone), zone).slope
    if isinstance(ours, Slope) and abs(ours.value - slope) > SAME * abs(slope):
        raise RuntimeError(f"By hand the slope is {slope}, by the product {ours.value}.")
    return seconds


def _line(name: str, few: Asked, many: Asked) -> str:
    return (
        f"comparing, {name}: {many.interactions:,} against {few.interactions:,} interactions, "
        f"computed anew {_against(many.anew, few.anew)}, at hand {_against(many.kept, few.kept)} "
        "(aim ≤ 1.2)"
    )


def _against(many: list[float], few: list[float]) -> str:
    ours, floor = statistics.median(many), statistics.median(few)
    return f"{ours:.0f} ms against {floor:.0f} ms, ratio {ours / floor:.2f}"


def _prepared(url: str, folder: Path, rows: int, tell: Callable[[str], None]) -> Asked:
    """Found a company with a year of rounds and `rows` interactions; sign HR in."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        centre.found()
        centre.publish_rounds()
        done = 0
        for some in centre.contacts(rows):
            load("Measured", some)
            db.session.commit()
            done += len(some)
            tell(f"taking in interactions: {done:,} of {rows:,}")
        hr = centre.hr()
        mark = f"{hr.id}.{hr.session_version}"
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = mark, True
    return Asked(client, rows)
