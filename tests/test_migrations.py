"""The migrations build exactly the tables that the models describe."""

import contextvars
import json
import struct
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import bindparam, inspect, text

from config import Settings
from cxstaff import create_app, engine
from cxstaff.db import Instant, Moment, db
from cxstaff.measures.actions.totals import differences
from tests.cast import NOW
from tests.conftest import Keep
from tests.pulses.attack import evidence

Climb = Callable[[str], None]


@pytest.fixture(scope="session")
def migrated(
    database: Any, made_once: Keep, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Flask, dict[str, Any]]:
    """Return an application of its own on the database, and photographs of it, by revision."""
    env = {
        "CXSTAFF_ENV": "testing",
        "CXSTAFF_DATABASE_URL": database.url,
        "CXSTAFF_DATA_DIR": str(tmp_path_factory.mktemp("migrated")),
    }
    made = create_app(Settings.from_environment(env))
    known = dict[str, Any]()
    return made_once("migrated", database.name, lambda: nullcontext((made, known)))


@pytest.fixture
def empty(app: Flask, database: Any, migrated: tuple[Flask, dict[str, Any]]) -> Iterator[Flask]:
    """An application on a database without tables."""
    made, known = migrated
    if "" in known:
        database.lay(known[""], db.engine.dispose)
    else:
        db.drop_all()
        db.session.remove()
        known[""] = database.photograph("without tables", db.engine.dispose)
    db.engine.dispose()
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def climb(empty: Flask, database: Any, migrated: tuple[Flask, dict[str, Any]]) -> Climb:
    """Bring the database to a revision: each is climbed to once, from the one known below it.

    Tests climb on from there with rows of their own, and back.
    """
    known = migrated[1]

    def to(revision: str) -> None:
        at = max(each for each in known if each <= revision)
        if at:
            database.lay(known[at], db.engine.dispose)
        if at != revision:
            upgrade(revision=revision)
            db.session.remove()
            known[revision] = database.photograph(f"at {revision}", db.engine.dispose)

    return to


def in_context(app: Flask, act: Any) -> Any:
    def run() -> Any:
        with app.app_context():
            return act()

    return contextvars.Context().run(run)


def test_migrations_equal_the_models(empty: Flask, climb: Climb) -> None:
    def differences() -> list[Any]:
        climb("head")
        with db.engine.connect() as connection:
            options = {
                "compare_type": True,
            }
            return compare_metadata(
                MigrationContext.configure(connection, opts=options), db.metadata
            )

    assert in_context(empty, differences) == []


def test_every_migration_can_be_taken_back(empty: Flask, climb: Climb) -> None:
    def tables_left() -> set[str]:
        climb("head")
        downgrade(revision="base")
        return set(inspect(db.engine).get_table_names())

    assert in_context(empty, tables_left) <= {"alembic_version"}


BEFORE_BOXES = "0006"
KEYS = "grain, team_id, starts_on, channel_id, segment_id"
CELLS = (
    "'day', 1, '2026-03-01', 1, 1",
    "'day', 1, '2026-03-01', 2, 1",
    "'day', 1, '2026-03-02', 1, 1",
    "'month', 1, '2026-03-01', 1, 1",
    "'month', 1, '2026-03-01', 2, 1",
)
TOTALS = (
    "'day', 1, '2026-03-01'",
    "'day', 1, '2026-03-02'",
    "'month', 1, '2026-03-01'",
    "'month', 2, '2026-03-01'",
    "'week', 1, '2026-02-23'",
    "'week', 1, '2026-03-02'",
)
OLD_ROWS = (
    "INSERT INTO company (id, name, zone, locale, is_demonstration, created_at)"
    " VALUES (1, 'Bright', 'UTC', 'en', :no, :day)",
    "INSERT INTO team (id, name) VALUES (1, 'Blue'), (2, 'Red')",
    "INSERT INTO person (id, name, session_version) VALUES (1, 'Ana', 1), (2, 'Ben', 1)",
    "INSERT INTO pulse (id, name, audience_id, every_weeks, open_days, opens_hour, is_paused)"
    " VALUES (1, 'Monthly', 2, 4, 7, 9, :no)",
    "INSERT INTO pulse_round (id, pulse_id, opens_at, closes_at, public_key, smallest_group,"
    " smallest_comments, unreadable) VALUES (1, 1, :day, :later, :key, 5, 10, 0),"
    " (2, 1, :later, :latest, :key, 5, 10, 0)",
    "INSERT INTO round_question (id, round_id, position, key, wording, scale, driver, instrument)"
    " VALUES (1, 1, 1, 'enps', 'How likely?', '0-10', 'engagement', 'enps'),"
    " (2, 1, 2, 'comment', 'What else?', 'text', 'engagement', 'own')",
    "INSERT INTO invitation (round_id, person_id, team_id, has_answered) VALUES (1, 1, 1, :no)",
    "INSERT INTO response (id, round_id, group_id) VALUES (11, 1, 1), (12, 1, 1), (13, 1, 1),"
    " (14, 1, 1), (15, 1, 1), (16, 1, 2)",
    "INSERT INTO answer (response_id, question_id, value) VALUES (11, 1, 1), (12, 1, 2),"
    " (13, 1, 3), (14, 1, 4), (15, 1, 5), (16, 1, 9)",
    "INSERT INTO comment (id, round_id, group_id, question_id, text) VALUES (7, 1, 1, 2, 'More')",
    "INSERT INTO round_half (round_id, team_id, first_n, first_mean, second_n, second_mean)"
    " VALUES (1, 1, 5, 60, 6, 70)",
)


def test_what_was_stored_is_taken_along(empty: Flask, climb: Climb) -> None:
    """Answers lose what tied them together, and those of too few people go."""

    def stored_and_taken_along() -> None:
        climb("0001")
        day = datetime(2026, 3, 18, 10, tzinfo=UTC)
        values = {"no": False, "key": b"k", "day": day}
        values |= {"later": day + timedelta(days=7), "latest": day + timedelta(days=14)}
        for statement in OLD_ROWS:
            db.session.execute(text(statement), values)
        db.session.commit()
        db.session.remove()
        upgrade()
        assert sorted(column("SELECT value FROM answer")) == [1, 2, 3, 4, 5]
        assert set(column("SELECT group_id FROM answer")) == {1}
        assert column("SELECT answers FROM pulse_round ORDER BY id") == [6, 0]
        assert column("SELECT number FROM pulse_round ORDER BY id") == [0, 1]
        assert column("SELECT team_id FROM pulse_audience") == [2]
        assert column("SELECT count(*) FROM round_half") == [0]  # of the same people: see below
        counted = "SELECT CAST(counted AS VARCHAR) FROM round_question WHERE id = 1"
        assert json.loads(column(counted)[0]) == [[None, None]]
        assert column("SELECT count(*) FROM invitation WHERE opens_at IS NOT NULL") == [1]
        asked = "SELECT count(*) FROM invitation WHERE needs_code AND NOT is_new"
        assert column(asked) == [1]
        db.session.remove()
        downgrade(revision="0001")
        assert column("SELECT audience_id FROM pulse") == [2]
        assert column("SELECT count(*) FROM round_half") == [0]
        db.session.remove()

    in_context(empty, stored_and_taken_along)


SUMS_BEFORE = (
    *("interactions", "csat_n", "csat_sum", "csat_squares", "csat_top2", "nps_n", "nps_promoters"),
    *("nps_detractors", "ces_n", "ces_sum", "ces_squares", "resolved_n", "resolved_yes"),
    *("handling_n", "handling_sum", "handling_squares"),
    *("waiting_n", "waiting_sum", "waiting_squares"),
)
SAID_BEFORE = (
    *OLD_ROWS[:3],
    "INSERT INTO channel (id, name) VALUES (1, 'Chat'), (2, 'Phone')",
    "INSERT INTO segment (id, name) VALUES (1, '')",
    "INSERT INTO reason (id, name) VALUES (1, '')",
    "INSERT INTO interaction (id, source, reference, team_id, handler_id, channel_id, segment_id,"
    " reason_id, happened_at, day, is_resolved, handling_seconds, responded_at) VALUES"
    " (1, 's', 'a', 1, 1, 1, 1, 1, :day, '2026-03-01', :yes, 20, :later),"
    " (2, 's', 'b', 1, 1, 2, 1, 1, :day, '2026-03-01', :yes, 80000, NULL),"
    " (3, 's', 'c', 1, 1, 1, 1, 1, :day, '2026-03-02', :no, NULL, NULL),"
    " (4, 's', 'd', 1, 1, 1, 1, 1, :day, '2026-03-02', :no, NULL, NULL),"
    " (5, 's', 'e', 1, 1, 1, 1, 1, :day, '2026-03-02', NULL, NULL, NULL),"
    " (6, 's', 'f', 2, 2, 1, 1, 1, :day, '2026-03-02', :yes, NULL, NULL)",
    "INSERT INTO feedback (interaction_id, csat, nps, ces, remark) VALUES (1, 5, NULL, NULL, NULL),"
    " (2, NULL, 0, NULL, NULL), (3, NULL, NULL, 2, NULL), (4, NULL, NULL, NULL, 'Hm'),"
    " (5, 3, NULL, NULL, NULL)",
)


def test_who_was_heard_before_is_counted_from_the_interactions(empty: Flask, climb: Climb) -> None:
    def counted() -> None:
        climb("0003")
        day = datetime(2026, 3, 1, 10, tzinfo=UTC)
        values = {"yes": True, "no": False, "day": day, "later": day + timedelta(seconds=25)}
        for statement in SAID_BEFORE:
            db.session.execute(text(statement), values)
        zero, names = ", ".join("0" for _ in SUMS_BEFORE), ", ".join(SUMS_BEFORE)
        for key in CELLS:
            db.session.execute(text(f"INSERT INTO cell ({KEYS}, {names}) VALUES ({key}, {zero})"))
        for key in TOTALS:
            keys = "grain, team_id, starts_on"
            db.session.execute(text(f"INSERT INTO total ({keys}, {names}) VALUES ({key}, {zero})"))
        db.session.commit()
        db.session.remove()
        upgrade(revision="0038")
        heard = "SELECT resolved_heard * 10 + unresolved_heard FROM"
        assert column(f"{heard} total ORDER BY grain, team_id, starts_on") == [20, 1, 21, 0, 20, 1]
        assert column(f"{heard} cell ORDER BY grain, starts_on, channel_id") == [10, 10, 1, 11, 10]
        of_handling = "SELECT handling_squares_high * 4294967296 + handling_squares FROM"
        assert column(f"{of_handling} total ORDER BY grain, starts_on, team_id")[0] == 6_400_000_400
        assert column(f"{of_handling} cell ORDER BY grain, starts_on, channel_id")[0] == 400
        assert max(column("SELECT waiting_squares FROM total")) == 625
        heard_by_channel = (
            f"{heard} channel_total WHERE grain = 'day' ORDER BY channel_id, starts_on"
        )
        assert column(heard_by_channel) == [10, 1, 10]
        assert column(f"{heard} segment_total WHERE grain = 'month'") == [21]
        assert column("SELECT count(*) FROM interaction WHERE circumstance_id = 1") == [6]
        db.session.execute(
            text(
                "INSERT INTO measure (name, unit, direction, voice, source)"
                " VALUES ('Mood', '', 'up', 'employee', 'readings')"
            )
        )
        db.session.commit()
        db.session.remove()
        downgrade(revision="0003")
        assert column("SELECT voice FROM measure") == ["internal"]
        minutes = "SELECT handling_squares FROM total ORDER BY grain, starts_on, team_id"
        assert column(minutes)[0] == 1333**2
        db.session.remove()

    in_context(empty, counted)


PERSONS, BOUND = 321.0625, 484.0
"""The variance of persons' own means, and its bound of questions with 400 and 576: (20 + 24)²/4."""


def store_results_of_before() -> None:
    """Publish a round as it was once: a driver of two questions, an eNPS, halves of teams."""
    day = datetime(2026, 3, 18, 10, tzinfo=UTC)
    at = {"day": day, "later": day + timedelta(days=7), "no": False, "key": b"k"}
    teams = ", ".join(f"({n}, 'Team {n}', NULL)" for n in range(1, 14))
    db.session.execute(text(f"INSERT INTO team (id, name, parent_id) VALUES {teams}"))
    db.session.execute(text("UPDATE team SET parent_id = 13 WHERE id < 13"))
    for statement in (
        "INSERT INTO pulse (id, name, every_weeks, open_days, opens_hour, is_paused, per_round)"
        " VALUES (1, 'Monthly', 4, 7, 9, :no, 5)",
        "INSERT INTO pulse_round (id, pulse_id, number, opens_at, closes_at, public_key,"
        " smallest_group, smallest_comments, unreadable, answers)"
        " VALUES (1, 1, 0, :day, :later, :key, 5, 10, 0, 120)",
    ):
        db.session.execute(text(statement), at)
    questions = [("one", "voice", "own"), ("two", "voice", "own"), ("enps", "engagement", "enps")]
    for place, (key, driver, instrument) in enumerate(questions, 1):
        names = "round_id, position, key, wording, scale, driver, instrument, source, translations"
        values = f"1, {place}, '{key}', 'So?', 'agree-7', '{driver}', '{instrument}', '', '{{}}'"
        db.session.execute(text(f"INSERT INTO round_question ({names}) VALUES ({values})"))
    for team in range(1, 14):
        publish_before(team, "question:one", 60, 400)
        publish_before(team, "question:two", 60, 576)
        publish_before(team, "driver:voice", 40 + 10 * (team % 4), PERSONS)
        publish_before(team, "question:enps", 100, 0)
        publish_before(team, "enps", 80, 4000)  # 10 of 10 promoters: 90 % and 10 %
        publish_before(team, "index", 100, 0)
        halves = "round_id, team_id, subject, first_n, first_mean, second_n, second_mean"
        own = f"1, {team}, 'driver:voice', 5, {PERSONS}, 5, 70"
        db.session.execute(text(f"INSERT INTO round_half ({halves}) VALUES ({own})"))
    db.session.commit()
    db.session.remove()


def publish_before(team: int, subject: str, mean: float, variance: float) -> None:
    names = "round_id, team_id, subject, invited, n, mean, variance"
    values = f"1, {team}, '{subject}', 14, 10, {mean}, {variance}"
    db.session.execute(text(f"INSERT INTO round_result ({names}) VALUES ({values})"))


def test_nothing_that_joins_answers_is_left_of_older_rounds(empty: Flask, climb: Climb) -> None:
    def cleaned() -> None:
        climb("0006")
        store_results_of_before()
        assert held_in_files()
        upgrade()
        told = "SELECT variance FROM round_result WHERE subject"
        assert column(f"{told} = 'driver:voice'") == [pytest.approx(BOUND)] * 13
        assert set(column(f"{told} = 'question:two'")) == {576}
        assert set(column(f"{told} = 'index'")) == {0}
        assert column("SELECT count(*) FROM round_half") == [0]
        coded = "SELECT count(*) FROM round_result WHERE coded_low IS NOT NULL"
        assert column(coded) == [13]
        assert column(f"{coded} AND subject = 'enps'") == [13]
        assert set(column("SELECT coded_high FROM round_result WHERE subject = 'enps'")) == {100}
        assert column("SELECT subject FROM intraclass") == ["driver:voice"]
        assert column("SELECT teams FROM intraclass") == [12]  # the one above them is left out
        between, within = 10 * 1500 / 11, PERSONS  # squares of 12 means about their own
        wanted = (between / within - 1) / (between / within - 1 + 10)
        assert column("SELECT icc1 FROM intraclass") == [round(wanted, 2)]
        assert not held_in_files()
        db.session.remove()
        downgrade(revision="0006")
        assert column(f"{told} = 'driver:voice'") == [pytest.approx(BOUND)] * 13
        db.session.remove()

    in_context(empty, cleaned)


def held_in_files() -> bool:
    """Say whether the files of the tables hold the variance of persons' own means."""
    db.session.remove()
    engine.empty_log(db.engine)
    is_sqlite = db.engine.dialect.name == "sqlite"
    files = evidence._sqlite_files() if is_sqlite else evidence._postgresql_files(0)
    written = struct.pack(">d" if is_sqlite else "<d", PERSONS)
    return any(written in content for name, content in files.items() if "wal" not in name)


def column(sql: str) -> list[Any]:
    return list(db.session.execute(text(sql)).scalars())


IN_A_BOX = (
    *OLD_ROWS[:3],
    "INSERT INTO pulse (id, name, every_weeks, open_days, opens_hour, per_round, is_paused)"
    " VALUES (1, 'Monthly', 4, 7, 9, 5, :no)",
    "INSERT INTO pulse_round (id, pulse_id, number, opens_at, closes_at, public_key, answers,"
    " smallest_group, smallest_comments, unreadable) VALUES (1, 1, 0, :day, :later, :key, 0, 5,"
    " 10, 0)",
    "INSERT INTO invitation (round_id, person_id, team_id, turn, opens_at, has_answered)"
    " VALUES (1, 1, 1, 0, :day, :yes), (1, 2, 1, 0, :day, :no)",
    "INSERT INTO sealed_answer (round_id, person_id, envelope) VALUES (1, 1, :key)",
)


def test_answers_in_a_box_stay_answers_there_and_back(empty: Flask, climb: Climb) -> None:
    def taken_along() -> None:
        climb(BEFORE_BOXES)
        day = datetime(2026, 3, 18, 10, tzinfo=UTC)
        values = {"yes": True, "no": False, "key": b"k", "day": day}
        values["later"] = day + timedelta(days=7)
        for statement in IN_A_BOX:
            db.session.execute(text(statement), values)
        db.session.commit()
        db.session.remove()
        upgrade()
        assert column("SELECT has_answered FROM sealed_answer") == [True]
        db.session.execute(
            text(
                "INSERT INTO sealed_answer (round_id, person_id, has_answered, is_disputed,"
                " envelope) VALUES (1, 2, :no, :no, :key)"
            ),
            values,
        )
        unmarked = "UPDATE invitation SET has_answered = :no"
        db.session.execute(text(unmarked), values)
        db.session.commit()
        db.session.remove()
        downgrade(revision=BEFORE_BOXES)
        assert column("SELECT person_id FROM sealed_answer") == [1]
        marked = "SELECT has_answered FROM invitation ORDER BY person_id"
        assert column(marked) == [True, False]
        db.session.remove()

    in_context(empty, taken_along)


def test_letters_that_wait_are_carried_into_one_outbox_and_back(empty: Flask, climb: Climb) -> None:
    moment = "2026-03-18 09:00:00.000000"
    person = (
        "INSERT INTO person (id, name, email, session_version, handovers, recoveries) "
        "VALUES (1, 'Ben Berg', 'ben@x.example', 1, 0, 0), (2, 'Ines', NULL, 1, 0, 0)"
    )
    notice = (
        "INSERT INTO account_notice (id, person_id, by_id, kind, old, new, at, told_at) VALUES "
        f"(7, 1, 2, 'address', 'old@x.example', 'ben@x.example', '{moment}', NULL), "
        f"(8, 1, 2, 'address', 'a@x.example', NULL, '2026-03-17 09:00:00.000000', '{moment}'), "
        "(9, 1, NULL, 'password', NULL, NULL, '2026-03-16 09:00:00.000000', NULL)"
    )
    factor = (
        "INSERT INTO factor_letter (id, person_id, address, tidings, actor, made_at, due_at) "
        f"VALUES (5, 1, 'ben@x.example', 'reset asked', 'Ines', '{moment}', '{moment}')"
    )

    def there_and_back() -> tuple[list[Any], list[Any], list[Any]]:
        climb("0015")
        with db.engine.begin() as connection:
            for statement in (person, notice, factor):
                connection.execute(text(statement))
        upgrade(revision="0016")
        with db.engine.begin() as connection:
            query = "SELECT key, address, words, made_at FROM waiting_letter ORDER BY key"
            waiting = list(connection.execute(text(query)))
        downgrade(revision="0015")
        with db.engine.begin() as connection:
            told = "SELECT id FROM account_notice WHERE told_at IS NULL ORDER BY id"
            letters = "SELECT person_id, address, tidings, actor, made_at FROM factor_letter"
            return (
                waiting,
                list(connection.scalars(text(told))),
                list(connection.execute(text(letters))),
            )

    waiting, untold, letters = in_context(empty, there_and_back)
    assert [tuple(each)[:2] for each in waiting] == [
        ("account notice\n7\nben@x.example", "ben@x.example"),
        ("account notice\n7\nold@x.example", "old@x.example"),
        ("account notice\n9\nben@x.example", "ben@x.example"),
        ("factor letter\n5", "ben@x.example"),
    ]
    words = [each[2] if isinstance(each[2], dict) else json.loads(each[2]) for each in waiting]
    assert words[0]["by_id"] == 2
    assert words[3] == {"tidings": "reset asked", "actor_id": 2}
    assert untold == [7, 9]
    assert [tuple(each)[:4] for each in letters] == [(1, "ben@x.example", "reset asked", "Ines")]


def test_saved_readings_are_carried_into_one_table_and_back(empty: Flask, climb: Climb) -> None:
    kept = [("import_preset", 3, "Desk"), ("import_preset", 9, "HR"), ("roster_preset", 9, "HR")]
    mappings = [json.dumps({"columns": {"team": f"{name} – {id_}"}}) for _, id_, name in kept]

    def there_and_back() -> list[list[Any]]:
        climb("0024")
        with db.engine.begin() as connection:
            for (table, id_, name), mapping in zip(kept, mappings, strict=True):
                insert = f"INSERT INTO {table} (id, name, mapping) VALUES ({id_}, :name, :how)"
                connection.execute(text(insert), {"name": name, "how": mapping})
        upgrade(revision="0025")
        found = [rows("SELECT kind, name, mapping FROM table_preset ORDER BY id")]
        downgrade(revision="0024")
        for table in ("import_preset", "roster_preset"):
            found.append(rows(f"SELECT name, mapping FROM {table} ORDER BY id"))
        return found

    def rows(query: str) -> list[Any]:
        with db.engine.connect() as connection:
            found = [list(row) for row in connection.execute(text(query))]
        plain = [[*row, json.loads(how) if isinstance(how, str) else how] for *row, how in found]
        return [[*row, json.dumps(how)] for *row, how in plain]

    carried, records, rosters = in_context(empty, there_and_back)
    desk, hr, people = mappings
    assert carried == [
        ["interactions", "Desk", desk],
        ["interactions", "HR", hr],
        ["roster", "HR", people],
    ]
    assert records == [["Desk", desk], ["HR", hr]]
    assert rosters == [["HR", people]]


def test_how_often_sums_changed_is_carried_there_and_back(empty: Flask, climb: Climb) -> None:
    def there_and_back() -> list[list[Any]]:
        climb("0027")
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO sums_version (id, changes) VALUES (1, 70000)"))
        upgrade(revision="0028")
        found = [
            column("SELECT name FROM data_version"),
            column("SELECT changes FROM data_version"),
        ]
        db.session.remove()
        downgrade(revision="0027")
        found.append(column("SELECT changes FROM sums_version"))
        db.session.remove()
        return found

    assert in_context(empty, there_and_back) == [["customers.sums"], [70000], [70000]]


def test_known_customers_are_found_after_the_migration_of_their_texts(
    empty: Flask, climb: Climb
) -> None:
    """More of them than it reads at once."""
    people = [f"('desk', 'c{n:05}', 'Łucja Große {n}', NULL)" for n in range(5_002)]

    def there_and_back() -> list[Any]:
        climb("0026")
        with db.engine.begin() as connection:
            named = "INSERT INTO customer (source, reference, name, address) VALUES "
            connection.execute(text(named + ", ".join(people)))
        upgrade(revision="0029")
        found = [column("SELECT search_text FROM customer ORDER BY reference")]
        db.session.remove()
        downgrade(revision="0026")
        found.append(column("SELECT name FROM customer ORDER BY reference"))
        db.session.remove()
        return found

    folded, names = in_context(empty, there_and_back)
    assert folded == [f"lucja grosse {n} " for n in range(5_002)]
    assert names == [f"Łucja Große {n}" for n in range(5_002)]


INTERACTION = text(
    "INSERT INTO interaction (id, source, reference, team_id, channel_id, segment_id, reason_id,"
    " circumstance_id, happened_at, day, is_left_out)"
    " VALUES (:n, 's', :n, 1, 1, 1, 1, 1, :at, '2026-03-01', :is_out)"
)


def test_moments_of_interactions_are_kept_by_the_migration_to_numbers(
    empty: Flask, climb: Climb
) -> None:
    """Before 1970 too, and to the millionth of a second, which is rounded nowhere."""
    part = timedelta(microseconds=1)
    told = [NOW, NOW - part, NOW + part, NOW.replace(year=1969) - part, NOW.replace(year=1969)]

    def there_and_back() -> list[Any]:
        climb("0048")
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO team (id, name) VALUES (1, 'Blue')"))
            for table in ("channel", "segment", "reason", "circumstance"):
                connection.execute(text(f"INSERT INTO {table} (id, name) VALUES (1, '')"))
            at = bindparam("at", type_=Moment)
            rows = [{"n": n, "at": moment, "is_out": False} for n, moment in enumerate(told, 1)]
            connection.execute(INTERACTION.bindparams(at), rows)
            heard = text("INSERT INTO feedback (interaction_id, given_at) VALUES (:n, :at)")
            connection.execute(heard.bindparams(at), [*rows[1:], {"n": 1, "at": None}])
        moments = list[Any](_moments(Moment))
        upgrade(revision="0049")
        moments += _moments(Instant)
        downgrade(revision="0048")
        return moments + _moments(Moment)

    assert in_context(empty, there_and_back) == [told, [None, *told[1:]]] * 3


def _moments(kind: type[Moment]) -> list[Any]:
    """Return when interactions happened and when feedback was given, by the number of them."""
    happened = text("SELECT happened_at FROM interaction ORDER BY id").columns(happened_at=kind)
    given = text("SELECT given_at FROM feedback ORDER BY interaction_id").columns(given_at=kind)
    found = [list(db.session.scalars(each)) for each in (happened, given)]
    db.session.remove()
    return found


def test_remarks_are_found_after_the_migration_of_their_texts(empty: Flask, climb: Climb) -> None:
    """More of them than it reads at once; those of ASCII and none need no text."""
    told = {n: f"Ärger mit Größe {n}" for n in range(1, 5_003)} | {6_000: "Plain", 6_001: None}

    def there_and_back() -> list[Any]:
        climb("0042")
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO team (id, name) VALUES (1, 'Blue')"))
            for table in ("channel", "segment", "reason", "circumstance"):
                connection.execute(text(f"INSERT INTO {table} (id, name) VALUES (1, '')"))
            rows = [
                {"n": n, "remark": remark, "at": NOW, "is_out": False} for n, remark in told.items()
            ]
            connection.execute(INTERACTION, rows)
            connection.execute(
                text("INSERT INTO feedback (interaction_id, remark) VALUES (:n, :remark)"), rows
            )
        upgrade(revision="0039")
        found = [column("SELECT search_text FROM feedback ORDER BY interaction_id")]
        db.session.remove()
        downgrade(revision="0042")
        found.append(column("SELECT remark FROM feedback ORDER BY interaction_id"))
        db.session.remove()
        return found

    folded, remarks = in_context(empty, there_and_back)
    assert folded == [f"arger mit grosse {n}" for n in range(1, 5_003)] + [None, None]
    assert remarks == list(told.values())


HELD = ("'2026-01-05', NULL", "'2026-01-05', '2026-04-01'", "'2026-01-05', '2026-02-01'")
BEGUN_LATER = ("'2026-03-01', NULL", "'2026-03-09', '2026-03-10'")


def test_levers_of_teams_that_were_closed_end_on_that_day(empty: Flask, climb: Climb) -> None:
    """Those of other teams hold on; what had ended before stays, what never held goes."""
    columns = {
        "target": ("level", "5"),
        "incentive_plan": ("name, pays", "'Bonus', '10'"),
        "celebration": ("name, occasion", "'Bell', 'Friday'"),
    }
    wanted = [(1, "2026-01-05", "2026-02-01"), *[(1, "2026-01-05", "2026-03-01")] * 2]
    wanted += [(2, "2026-01-05", None), (2, "2026-03-01", None)]

    def there_and_back() -> list[list[Any]]:
        climb("0029")
        with db.engine.begin() as connection:
            teams = "INSERT INTO team (id, name, closed_on) VALUES "
            connection.execute(text(f"{teams} (1, 'Blue', '2026-03-01'), (2, 'Red', NULL)"))
            for number in range(1, 6):
                measure = "INSERT INTO measure (id, name, unit, direction, voice, source) VALUES "
                made = f"({number}, 'M{number}', '', 'up', 'internal', 'readings')"
                connection.execute(text(measure + made))
            for table, (names, values) in columns.items():
                held = [(1, days) for days in (*HELD, *BEGUN_LATER)]
                held += [(2, HELD[0]), (2, BEGUN_LATER[0])]
                for measure_id, (team_id, days) in enumerate(held):
                    insert = f"INSERT INTO {table} (team_id, measure_id, since, until, {names})"
                    own = f"{team_id}, {1 + measure_id % 5}, {days}, {values}"
                    connection.execute(text(f"{insert} VALUES ({own})"))
        found = []
        for move in (lambda: upgrade(revision="0030"), lambda: downgrade(revision="0029")):
            move()
            found += [held_by(table) for table in columns]
        return found

    def held_by(table: str) -> list[Any]:
        days = "CAST(since AS VARCHAR), CAST(until AS VARCHAR)"
        with db.engine.connect() as connection:
            query = f"SELECT team_id, {days} FROM {table} ORDER BY team_id, since, until"
            return [tuple(row) for row in connection.execute(text(query))]

    assert in_context(empty, there_and_back) == [wanted] * 6


def test_everybody_is_looked_at_once_for_moves_that_were_told_late(empty: Flask) -> None:
    def there_and_back() -> list[Any]:
        upgrade(revision="0031")
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO team (id, name) VALUES (1, 'Blue'), (2, 'Red')"))
            people = "INSERT INTO person (id, name, session_version, handovers, recoveries) VALUES"
            connection.execute(text(f"{people} (7, 'Ben', 1, 0, 0), (8, 'Cleo', 1, 0, 0)"))
            stays = "INSERT INTO membership (person_id, team_id, since, until) VALUES"
            days = "(7, 1, '2025-01-06', '2026-02-01'), (7, 2, '2026-02-01', NULL)"
            connection.execute(text(f"{stays} {days}"))
        upgrade(revision="0032")
        since = "CAST(person_id AS VARCHAR) || ' ' || CAST(since AS VARCHAR)"
        found = column(f"SELECT {since} FROM retelling")
        db.session.remove()
        downgrade(revision="0031")
        return found

    assert in_context(empty, there_and_back) == ["7 2025-01-06"]


def test_weekly_readings_and_targets_stay_as_they_are(empty: Flask, climb: Climb) -> None:
    """Measures of customer results are read by the month from then on; there and back."""

    def there_and_back() -> list[Any]:
        climb(BEFORE_MEASURED)
        for statement in MEASURED_BEFORE:
            db.session.execute(text(statement))
        db.session.commit()
        found = [readings_and_targets()]
        db.session.remove()
        upgrade(revision="0042")
        found += [readings_and_targets(), column("SELECT frequency FROM measure ORDER BY id")]
        db.session.execute(
            text("INSERT INTO target (id, measure_id, since, level) VALUES (3, 1, '2026-01-05', 4)")
        )
        db.session.commit()
        db.session.remove()
        downgrade(revision=BEFORE_MEASURED)
        return [*found, readings_and_targets()]

    def readings_and_targets() -> list[Any]:
        return [
            column("SELECT value FROM reading ORDER BY team_id, starts_on"),
            column("SELECT level FROM target ORDER BY id"),
            column("SELECT name FROM measure ORDER BY id"),
        ]

    before, after, frequencies, back = in_context(empty, there_and_back)
    assert before == after == back == [[5.25, 6.0, 7.0], [4.2, 6.0], ["Satisfaction", "Minutes"]]
    assert frequencies == ["month", "week"]


BEFORE_MEASURED = "0038"
MEASURED_BEFORE = (
    "INSERT INTO team (id, name) VALUES (1, 'Blue'), (2, 'Red')",
    "INSERT INTO measure (id, name, unit, direction, voice, source, outcome, guard_id) VALUES"
    " (1, 'Satisfaction', '/ 5', 'up', 'customer', 'outcome', 'csat', NULL),"
    " (2, 'Minutes', 'min', 'down', 'internal', 'readings', NULL, 1)",
    "INSERT INTO target (id, team_id, measure_id, since, level) VALUES"
    " (1, 1, 1, '2026-01-05', 4.2), (2, 1, 2, '2026-01-05', 6)",
    "INSERT INTO reading (measure_id, team_id, starts_on, value) VALUES"
    " (2, 1, '2026-03-02', 5.25), (2, 1, '2026-03-09', 6), (2, 2, '2026-03-09', 7)",
)


def test_what_readings_add_up_to_is_counted_by_the_migration(empty: Flask, climb: Climb) -> None:
    def there_and_back() -> list[Any]:
        climb("0064")
        for statement in READ_BEFORE:
            db.session.execute(text(statement))
        db.session.commit()
        db.session.remove()
        upgrade(revision="0069")
        found = [differences()]
        sums = "SELECT count, total, squares, counted, cases, weighted FROM reading_total"
        found += [tuple(row) for row in db.session.execute(text(f"{sums} ORDER BY starts_on"))]
        db.session.remove()
        downgrade(revision="0064")
        return found

    assert in_context(empty, there_and_back) == [
        0,
        (1, 5.25, 27.5625, 0, 0, 0.0),
        (2, 13.0, 85.0, 1, 10, 70.0),
    ]


READ_BEFORE = (
    "INSERT INTO team (id, name) VALUES (1, 'Blue'), (2, 'Red')",
    "INSERT INTO measure (id, name, unit, direction, voice, source, definition, formula, pitfall,"
    " frequency) VALUES (2, 'Minutes', 'min', 'down', 'internal', 'readings', '', '', '', 'week')",
    "INSERT INTO reading (measure_id, team_id, starts_on, value, n) VALUES"
    " (2, 1, '2026-03-02', 5.25, NULL), (2, 1, '2026-03-09', 6, NULL), (2, 2, '2026-03-09', 7, 10)",
)
