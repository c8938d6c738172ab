"""Who is heard after which contacts, and measures that are what employees answer.

The sums of what was brought in before are worked out from the interactions.
"""

from collections import Counter
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("cell", "total")
SUMS = ("resolved_heard", "unresolved_heard")
CHUNK = 5000
HEARD = """
SELECT i.team_id, i.day, i.channel_id, i.segment_id,
  sum(CASE WHEN i.is_resolved THEN 1 ELSE 0 END) AS resolved,
  sum(CASE WHEN i.is_resolved THEN 0 ELSE 1 END) AS unresolved
FROM interaction i JOIN feedback f ON f.interaction_id = i.id
WHERE i.is_resolved IS NOT NULL AND (f.csat IS NOT NULL OR f.nps IS NOT NULL OR f.ces IS NOT NULL)
GROUP BY i.team_id, i.day, i.channel_id, i.segment_id
"""


def upgrade():
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            for name in SUMS:
                batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    _work_out_sums()
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            for name in SUMS:
                batch.alter_column(name, existing_type=sa.Integer(), server_default=None)
    _voices("'customer', 'internal', 'employee'")


def downgrade():
    op.execute("UPDATE measure SET voice = 'internal' WHERE voice = 'employee'")
    _voices("'customer', 'internal'")
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            for name in SUMS:
                batch.drop_column(name)


def _voices(known):
    with op.batch_alter_table("measure") as batch:
        batch.drop_constraint(batch.f("ck_measure_known_voice"), type_="check")
        batch.create_check_constraint(batch.f("ck_measure_known_voice"), f"voice IN ({known})")


def _work_out_sums():
    """Add up days to weeks and months, cells to totals, as they are when brought in."""
    cells, totals = {}, {}
    query = sa.text(HEARD).columns(day=sa.Date())
    for team, day, channel, segment, resolved, unresolved in op.get_bind().execute(query):
        more = Counter(resolved=int(resolved), unresolved=int(unresolved))
        for grain, start in _periods(day):
            cells.setdefault((grain, team, start, channel, segment), Counter()).update(more)
            totals.setdefault((grain, team, start), Counter()).update(more)
    _write("cell", ("grain", "team_id", "starts_on", "channel_id", "segment_id"), cells)
    _write("total", ("grain", "team_id", "starts_on"), totals)


def _periods(day: date):
    return (
        ("day", day),
        ("week", day - timedelta(days=day.weekday())),
        ("month", day.replace(day=1)),
    )


def _write(name, keys, sums):
    table = sa.table(
        name,
        *(sa.column(key, sa.Date() if key == "starts_on" else None) for key in keys),
        *(sa.column(each) for each in SUMS),
    )
    statement = (
        sa.update(table)
        .where(*(table.c[key] == sa.bindparam(f"of_{key}") for key in keys))
        .values(resolved_heard=sa.bindparam("resolved"), unresolved_heard=sa.bindparam("unresolved"))
    )
    rows = [
        {f"of_{key}": value for key, value in zip(keys, place, strict=True)} | dict(counted)
        for place, counted in sums.items()
    ]
    for start in range(0, len(rows), CHUNK):
        op.get_bind().execute(statement, rows[start : start + CHUNK])
