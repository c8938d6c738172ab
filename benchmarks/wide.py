"""The comparison of a thousand teams over two years of weeks, whatever lies behind the sums."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, insert, select, text

from benchmarks import centre
from benchmarks.databases import Database, settings_for
from benchmarks.visits import Visits, against, as_hr, take_turns
from cxstaff import clock, create_app, utc
from cxstaff.customers.models import SUMS, Channel, Circumstance, ContactReason, Segment, Total
from cxstaff.db import db
from cxstaff.linkage.jobs import answer_ahead, pack_parts
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Pulse, PulseRound, RoundHalf, RoundResult

ROWS, FEW = 10_000_000, 10_000
TEAMS, WEEKS, RUNS, ASKED = 1000, 104, 9, 14
AT_ONCE = 10_000
PAGE = "/comparison?period=week"
NAMED = (
    "source, reference, team_id, handler_id, channel_id, segment_id, reason_id, circumstance_id, "
    "happened_at, day, is_left_out"
)
SPREAD = """INSERT INTO interaction (id, {named})
SELECT n, 'Measured', 'r' || n, {first} + n % {teams}, {handler}, {channel}, {segment}, {reason},
  {circumstance}, {moment}, {day}, {no} FROM ({numbers}) AS numbered"""
NUMBERS = {
    "sqlite": (
        "WITH RECURSIVE up(n) AS (SELECT {low} UNION ALL SELECT n + 1 FROM up WHERE n < {high}) "
        "SELECT n FROM up"
    ),
    "postgresql": "SELECT generate_series({low}, {high}) AS n",
}


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: medians of the page with few and many interactions behind the same sums.

    Anew, weeks and rounds that are over are packed, as a job does within a minute, and nothing is
    estimated yet.

    Beside them, how long it takes to read the rows it rests on as the driver gives them.
    """
    few = min(FEW, max(1, rows // 10))
    with database.fresh("few") as few_url, database.fresh("many") as many_url:
        urls = {few_url: few, many_url: rows}
        both = [_prepared(url, folder, count, tell) for url, count in urls.items()]
        tell("packing")
        for each in both:
            _let(each, pack_parts)
        tell("asking for the page")
        take_turns(both, RUNS)
        ahead = _ahead(both[1])
        read = statistics.median(_read(both[1]) for _ in range(RUNS))
        for each in both:
            with each.client.application.app_context():
                db.engine.dispose()
    return f"{_line(database.name, *both, read)}; answered ahead by the job, {ahead:.0f} ms"


def _let(company: Visits, job: Callable[[], None]) -> None:
    """Let a job run after the page was asked for once, so that it knows what is compared."""
    company.client.get(PAGE)
    with company.client.application.app_context():
        job()
        db.session.remove()


def _ahead(company: Visits) -> float:
    """Return the median milliseconds of a page that the job has answered for another process."""
    _let(company, answer_ahead)
    again = Visits(company.client, company.interactions, PAGE, company.sign)
    take_turns([again], RUNS)
    return statistics.median(again.anew)


def _line(name: str, few: Visits, many: Visits, read: float) -> str:
    anew, kept = statistics.median(many.anew), statistics.median(many.kept)
    return (
        f"wide, {name}: {TEAMS:,} teams × {WEEKS} weeks, {many.interactions:,} against "
        f"{few.interactions:,} interactions: anew "
        f"{against(many.anew, few.anew)}, at hand "
        f"{against(many.kept, few.kept)} (aim ≤ 1.2); reading its rows alone takes {read:.0f} ms, "
        f"anew {anew / read:.1f} times that, at hand {kept / read:.1f}"
    )


def _read(company: Visits) -> float:
    """Return the milliseconds that the driver takes to hand over the rows a comparison rests on."""
    with company.client.application.app_context():
        cursor: Any = db.session.connection().connection.cursor()
        started = time.perf_counter()
        for sql in (
            f"SELECT team_id, starts_on, {', '.join(SUMS)} FROM total WHERE grain = 'week'",
            "SELECT team_id, round_id, invited, n, mean, variance FROM round_result",
            "SELECT team_id, round_id, first_n, first_mean, second_n, second_mean FROM round_half",
        ):
            cursor.execute(sql)
            cursor.fetchall()
        return 1000 * (time.perf_counter() - started)


def _prepared(url: str, folder: Path, rows: int, tell: Callable[[str], None]) -> Visits:
    """Make a company with two years of rounds and sums, and `rows` interactions; sign HR in."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        centre.found()
        teams = _teams()
        monday = _first_monday()
        tell("writing sums and results")
        _write(Total, _totals(teams, monday))
        rounds = _rounds(monday)
        _write(RoundResult, _results(teams, rounds))
        _write(RoundHalf, _halves(teams, rounds))
        _spread(teams, rows, tell)
        client = as_hr(app)
        db.session.remove()
    return Visits(client, rows, PAGE, 'class="answer-plain"')


def _first_monday() -> date:
    today = clock.local_day(clock.now(), centre.ZONE)
    return today - timedelta(days=today.weekday() + 7 * WEEKS)


def _teams() -> list[int]:
    """Add teams without people: only their numbers are looked at."""
    first = (db.session.scalar(select(func.max(Team.id))) or 0) + 1
    made = list(range(first, first + TEAMS))
    db.session.execute(insert(Team), [{"id": each, "name": f"Wide {each}"} for each in made])
    return made


def _rounds(monday: date) -> list[int]:
    pulse = Pulse(name="Weekly", every_weeks=1, open_days=5, opens_hour=9)
    db.session.add(pulse)
    db.session.flush()
    made = []
    for week in range(WEEKS):
        opens = datetime(monday.year, monday.month, monday.day, 9, tzinfo=UTC) + timedelta(
            weeks=week
        )
        over = opens + timedelta(days=5)
        own = {"pulse_id": pulse.id, "number": week, "public_key": b"", "opened_box_at": over}
        made.append(PulseRound(opens_at=opens, closes_at=over, closed_at=over, **own))
    db.session.add_all(made)
    db.session.flush()
    return [each.id for each in made]


def _totals(teams: list[int], monday: date) -> Iterator[dict[str, Any]]:
    """Draw a hundred contacts a team and week, of which forty left a score."""
    dice = np.random.default_rng(centre.SEED)
    for team in teams:
        minutes = 8 + dice.normal(size=WEEKS)
        scores = 4 + 0.2 * dice.normal(size=WEEKS)
        for week in range(WEEKS):
            said, took = round(40 * scores[week]), round(6000 * minutes[week])
            yield {
                **dict.fromkeys(SUMS, 40),
                "grain": "week",
                "team_id": team,
                "starts_on": monday + timedelta(weeks=week),
                "interactions": 100,
                "csat_sum": said,
                "csat_squares": said**2 // 40 + 50,
                "csat_top2": min(40, round(8 * scores[week])),
                "nps_promoters": int(dice.integers(15, 25)),
                "nps_detractors": int(dice.integers(0, 10)),
                "ces_sum": said + int(dice.integers(0, 40)),
                "ces_squares": said**2 // 20 + 200,
                "resolved_yes": int(dice.integers(20, 40)),
                "handling_sum": took,
                "handling_squares": round(took**2 / 40) + 720_000,
                "waiting_sum": took + 60,
                "waiting_squares": round((took + 60) ** 2 / 40) + 720_000,
            }


def _results(teams: list[int], rounds: list[int]) -> Iterator[dict[str, Any]]:
    dice = np.random.default_rng(centre.SEED + 1)
    fixed = {"subject": "index", "invited": 20, "n": ASKED, "variance": 225.0, "favourable": 0.6}
    for team in teams:
        for round_, mean in zip(rounds, dice.normal(66, 6, len(rounds)).tolist(), strict=True):
            yield {"round_id": round_, "team_id": team, "mean": mean, **fixed}


def _halves(teams: list[int], rounds: list[int]) -> Iterator[dict[str, Any]]:
    dice = np.random.default_rng(centre.SEED + 1)
    apart = np.random.default_rng(centre.SEED + 2)
    fixed = {"subject": "index", "first_n": ASKED // 2, "second_n": ASKED // 2}
    for team in teams:
        means = dice.normal(66, 6, len(rounds))
        away = apart.normal(0, 4, len(rounds))
        for round_, mean, by in zip(rounds, means.tolist(), away.tolist(), strict=True):
            yield {
                "round_id": round_,
                "team_id": team,
                "first_mean": mean + by,
                "second_mean": mean - by,
                **fixed,
            }


def _write(kind: Any, rows: Iterator[dict[str, Any]]) -> None:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            db.session.execute(insert(kind), waiting)
            waiting = []
    if waiting:
        db.session.execute(insert(kind), waiting)
    db.session.commit()


def _spread(teams: list[int], rows: int, tell: Callable[[str], None]) -> None:
    """Write interactions straight into the table, for the sums are there already."""
    names = [kind(name="Phone") for kind in (Channel, Segment, ContactReason, Circumstance)]
    db.session.add_all(names)
    db.session.flush()
    channel, segment, reason, circumstance = (each.id for each in names)
    handler = db.session.scalar(select(func.min(Person.id)))
    dialect = db.engine.dialect.name
    at = datetime(2026, 1, 5, 10, tzinfo=UTC)
    moment = f"'{at.isoformat()}'" if dialect == "postgresql" else utc.as_number(at)
    day = "DATE '2026-01-05'" if dialect == "postgresql" else "'2026-01-05'"
    most = 500_000
    for low in range(1, rows + 1, most):
        numbers = NUMBERS[dialect].format(low=low, high=min(rows, low + most - 1))
        sql = SPREAD.format(
            named=NAMED, first=teams[0], teams=len(teams), handler=handler, channel=channel,
            segment=segment, reason=reason, circumstance=circumstance, moment=moment,
            day=day, numbers=numbers,
            no="false" if dialect == "postgresql" else "0",
        )  # fmt: skip
        db.session.execute(text(sql))
        db.session.commit()
        tell(f"writing interactions: {low:,} of {rows:,}")
