"""What stands in a database: rows of each table, running sums, unfinished imports, open rounds.

The tables may be those of an older revision, as before an upgrade: what they lack is left out.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    String,
    column,
    func,
    inspect,
    select,
    table,
)

from cxstaff.customers.models import SUMS, Cell, ImportRun, ImportState, Total
from cxstaff.pulses.models import PulseRound

_VERSION = "alembic_version"
NEEDLESS = (ImportState.FINISHED, ImportState.TAKING_BACK, ImportState.TAKEN_BACK)
"""States of imports that need their file no more."""


def revision_of(connection: Connection) -> str:
    """Return the revision of the tables, '' where there is none."""
    if not _columns(connection, _VERSION):
        return ""
    query = select(column("version_num", String())).select_from(table(_VERSION))
    return str(connection.execute(query).scalar() or "")


def rows_of_tables(connection: Connection) -> dict[str, int]:
    """Return how many rows stand in each table, but for the one that holds the revision."""
    names = sorted(set(inspect(connection).get_table_names()) - {_VERSION})
    counts = {name: select(func.count()).select_from(table(name)) for name in names}
    return {name: int(connection.execute(query).scalar_one()) for name, query in counts.items()}


def running_sums(connection: Connection) -> dict[str, dict[str, int]]:
    """Return what the running sums of each length of period come to, all teams together."""
    found: dict[str, dict[str, int]] = {}
    for name in (Cell.__tablename__, Total.__tablename__):
        there = _columns(connection, name)
        sums = [each for each in SUMS if each in there]
        grain = column("grain", String())
        values = [func.coalesce(func.sum(column(each, BigInteger())), 0) for each in sums]
        query = select(grain, *values).select_from(table(name)).group_by(grain).order_by(grain)
        for of, *told in connection.execute(query) if sums else ():
            named = zip(sums, told, strict=True)
            found[f"{name} {of}"] = {each: int(value) for each, value in named}
    return found


def files_of_imports(connection: Connection) -> list[str]:
    """Return under which names the files of imports are kept that have not ended well yet."""
    runs, state = table(ImportRun.__tablename__), column("state", String())
    if not _columns(connection, ImportRun.__tablename__):
        return []
    query = (
        select(column("stored_as", String()))
        .select_from(runs)
        .where(state.not_in([str(each) for each in NEEDLESS]))
    )
    return sorted({str(name) for name in connection.execute(query).scalars()})


def count_of_sealed_rounds(connection: Connection) -> int:
    """Return how many rounds have answers that only their key in the key folder opens."""
    there = _columns(connection, PulseRound.__tablename__)
    done = [column(name, DateTime()) for name in ("opened_box_at", "given_up_at") if name in there]
    query = select(func.count()).select_from(table(PulseRound.__tablename__))
    query = query.where(*(each.is_(None) for each in done))
    return int(connection.execute(query).scalar_one()) if done else 0


def _columns(connection: Connection, name: str) -> set[str]:
    found = inspect(connection)
    return {each["name"] for each in found.get_columns(name)} if found.has_table(name) else set()
