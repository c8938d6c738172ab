"""The comparison page with a million interactions behind it, against ten thousand and by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks import centre
from benchmarks.databases import Database, settings_for
from benchmarks.visits import Visits, against, as_hr, take_turns
from cxstaff import clock, create_app
from cxstaff.customers.records.loading import load
from cxstaff.db import db
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.material.question import Question
from cxstaff.people.queries import get_company

ROWS, FEWER = 1_000_000, 100
RUNS = 25
SAME = 1e-6  # as a share of the slope
LEAST_TEAMS = 10  # drawn on the page; where there is nothing to compare, there are none
PAGE = "/comparison"


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: medians of the page with both numbers of interactions, and their ratios."""
    with database.fresh("few") as few_url, database.fresh("many") as many_url:
        both = [
            _prepared(few_url, folder, max(1, rows // FEWER), tell),
            _prepared(many_url, folder, rows, tell),
        ]
        tell("asking for the page")
        take_turns(both, RUNS)
        tell("computing the same by hand")
        seconds = _by_hand(both[1])
        for each in both:
            with each.client.application.app_context():
                db.engine.dispose()
    return f"{_line(database.name, *both)}; by hand from raw interactions {seconds:.1f} s"


def _by_hand(company: Visits) -> float:
    """Return the seconds that the same slope takes with pandas and statsmodels, once they agree."""
    from benchmarks.byhand import by_hand

    with company.client.application.app_context():
        slope, seconds = by_hand()
        zone = get_company().zone
        ours = answer(Question(), clock.local_day(clock.now(), zone), zone).slope
    if isinstance(ours, Slope) and abs(ours.value - slope) > SAME * abs(slope):
        raise RuntimeError(f"By hand the slope is {slope}, by the product {ours.value}.")
    return seconds


def _line(name: str, few: Visits, many: Visits) -> str:
    return (
        f"comparing, {name}: {many.interactions:,} against {few.interactions:,} interactions, "
        f"computed anew {against(many.anew, few.anew)}, at hand {against(many.kept, few.kept)} "
        "(aim ≤ 1.2)"
    )


def _prepared(url: str, folder: Path, rows: int, tell: Callable[[str], None]) -> Visits:
    """Found a company with a year of rounds and `rows` interactions; sign HR in."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        centre.found()
        centre.publish_rounds()
        done = 0
        for some in centre.contacts(rows):
            load("Measured", some, now=clock.now())
            db.session.commit()
            done += len(some)
            tell(f"taking in interactions: {done:,} of {rows:,}")
        client = as_hr(app)
        db.session.remove()
    return Visits(client, rows, PAGE, 'class="team-path"', LEAST_TEAMS)
