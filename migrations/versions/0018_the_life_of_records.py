"""What is known of an interaction grows, keeps its history, and squares are those of seconds.

Squares of whole minutes lost every wait under 30 seconds: they are counted anew from the
interactions, one team at a time. Totals of the company by channel and by segment are added up from
the cells.
"""

from collections import defaultdict
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
COUNTS = ("satisfied", "reopened", "escalated", "complaint")
KNOWN_TIMES, NEW_TIMES = ("handling", "waiting"), ("closing", "value")
HALF, MINUTE = 32, 60
BATCH = 5000
ADDS_UP = "records = accepted + updated + duplicates + left_out + quarantined"
OLD_SUMS = (
    *("interactions", "csat_n", "csat_sum", "csat_squares", "csat_top2", "nps_n"),
    *("nps_promoters", "nps_detractors", "ces_n", "ces_sum", "ces_squares", "resolved_n"),
    *("resolved_yes", "resolved_heard", "unresolved_heard"),
    *(f"{name}_{of}" for name in KNOWN_TIMES for of in ("n", "sum", "squares")),
)
ALL_SUMS = (
    *OLD_SUMS,
    *(f"{name}_squares_high" for name in KNOWN_TIMES),
    *(f"{name}_{of}" for name in COUNTS for of in ("n", "yes")),
    *(f"{name}_{of}" for name in NEW_TIMES for of in ("n", "sum", "squares_high", "squares")),
)
SMALL = frozenset(
    name for name in ALL_SUMS if not name.endswith(("_sum", "_squares", "_squares_high"))
)
OF_FLAG = {"is_reopened", "is_escalated", "is_complaint"}


def upgrade():
    _create_names()
    _widen_imports()
    _widen_interactions()
    with op.batch_alter_table("feedback") as batch:
        batch.add_column(sa.Column("is_satisfied", sa.Boolean(), nullable=True))
    _create_history()
    for table in ("cell", "total"):
        _add_sums(table)
    _square_seconds()
    for part in ("channel", "segment"):
        _create_total_of(part)


def downgrade():
    for part in ("segment", "channel"):
        op.drop_table(f"{part}_total")
    _square_minutes()
    for table in ("total", "cell"):
        with op.batch_alter_table(table) as batch:
            for name in ALL_SUMS:
                if name not in OLD_SUMS:
                    batch.drop_column(name)
    op.drop_table("interaction_change")
    op.drop_table("known_handler")
    with op.batch_alter_table("feedback") as batch:
        batch.drop_column("is_satisfied")
    _forget_what_was_not_known()
    with op.batch_alter_table("interaction") as batch:
        batch.drop_index("ix_interaction_run_id")
        batch.drop_constraint(op.f("fk_interaction_run_id"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_interaction_circumstance_id"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_interaction_value_not_negative"), type_="check")
        for column in _of_interaction():
            batch.drop_column(column.name)
        batch.alter_column("handler_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("import_run") as batch:
        batch.drop_constraint(op.f("ck_import_run_adds_up"), type_="check")
        batch.create_check_constraint(
            op.f("ck_import_run_adds_up"), "records = accepted + duplicates + quarantined"
        )
        for name in ("updated", "left_out", "unread"):
            batch.drop_column(name)
    op.drop_table("customer")
    op.drop_table("circumstance")


def _create_names():
    op.create_table(
        "circumstance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circumstance")),
        sa.UniqueConstraint("name", name=op.f("uq_circumstance_name")),
    )
    op.execute("INSERT INTO circumstance (name) SELECT '' FROM interaction LIMIT 1")
    op.create_table(
        "customer",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("address", "name", "language", "zone")
        ),
        sa.PrimaryKeyConstraint("source", "reference", name=op.f("pk_customer")),
    )


def _widen_imports():
    with op.batch_alter_table("import_run") as batch:
        for name in ("updated", "left_out"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("unread", sa.JSON(), nullable=False, server_default="{}"))
        batch.drop_constraint(op.f("ck_import_run_adds_up"), type_="check")
        batch.create_check_constraint(op.f("ck_import_run_adds_up"), ADDS_UP)
    with op.batch_alter_table("import_run") as batch:
        for name, kind in (("updated", sa.Integer()), ("left_out", sa.Integer()), ("unread", sa.JSON())):
            batch.alter_column(name, existing_type=kind, server_default=None)


def _of_interaction():
    return (
        sa.Column("circumstance_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reopened_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in sorted(OF_FLAG)),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("is_left_out", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def _widen_interactions():
    with op.batch_alter_table("interaction") as batch:
        for column in _of_interaction():
            batch.add_column(column)
        batch.alter_column("handler_id", existing_type=sa.Integer(), nullable=True)
    op.execute("UPDATE interaction SET circumstance_id = (SELECT id FROM circumstance)")
    with op.batch_alter_table("interaction") as batch:
        batch.alter_column("circumstance_id", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("is_left_out", existing_type=sa.Boolean(), server_default=None)
        batch.create_foreign_key(
            op.f("fk_interaction_circumstance_id"), "circumstance", ["circumstance_id"], ["id"]
        )
        batch.create_foreign_key(op.f("fk_interaction_run_id"), "import_run", ["run_id"], ["id"])
        batch.create_check_constraint(op.f("ck_interaction_value_not_negative"), "value >= 0")
        batch.create_index("ix_interaction_run_id", ["run_id"])


def _create_history():
    op.create_table(
        "interaction_change",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("interaction_id", WHOLE, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
            name=op.f("fk_interaction_change_interaction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_interaction_change_run_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_interaction_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_change")),
    )
    for name in ("interaction_id", "run_id"):
        op.create_index(op.f(f"ix_interaction_change_{name}"), "interaction_change", [name])
    op.create_table(
        "known_handler",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "person_id IS NULL OR NOT is_left_out", name=op.f("ck_known_handler_person_or_left_out")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_handler_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_known_handler_team_id")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_known_handler")),
    )


def _kind_of(name):
    return sa.Integer() if name in SMALL else WHOLE


def _add_sums(table):
    new = [name for name in ALL_SUMS if name not in OLD_SUMS]
    with op.batch_alter_table(table) as batch:
        for name in new:
            batch.add_column(sa.Column(name, _kind_of(name), nullable=False, server_default="0"))
    with op.batch_alter_table(table) as batch:
        for name in new:
            batch.alter_column(name, existing_type=_kind_of(name), server_default=None)


def _create_total_of(part):
    table = f"{part}_total"
    op.create_table(
        table,
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column(f"{part}_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        *(sa.Column(name, _kind_of(name), nullable=False) for name in ALL_SUMS),
        sa.ForeignKeyConstraint(
            [f"{part}_id"], [f"{part}.id"], name=op.f(f"fk_{table}_{part}_id")
        ),
        sa.PrimaryKeyConstraint(
            "grain", f"{part}_id", "starts_on", name=op.f(f"pk_{table}")
        ),
    )
    keys, sums = f"grain, {part}_id, starts_on", ", ".join(ALL_SUMS)
    added = ", ".join(f"sum({name})" for name in ALL_SUMS)
    op.execute(
        f"INSERT INTO {table} ({keys}, {sums}) SELECT {keys}, {added} FROM cell GROUP BY {keys}"
    )


def _square_seconds():
    """Hold squares of seconds, in two numbers, where squares of whole minutes were held."""
    _square(lambda seconds: (seconds * seconds >> HALF, seconds * seconds & (1 << HALF) - 1))


def _square_minutes():
    _square(lambda seconds: (0, round(seconds / MINUTE) ** 2))


def _square(squares_of):
    connection = op.get_bind()
    squares = [f"{name}_squares{end}" for name in KNOWN_TIMES for end in ("_high", "")]
    change = ", ".join(f"{name} = :{name}" for name in squares)
    for (team_id,) in connection.execute(sa.text("SELECT id FROM team ORDER BY id")).all():
        cells, totals = _squares_of(connection, team_id, squares_of)
        for table, found, keys in (
            ("cell", cells, ("grain", "starts_on", "channel_id", "segment_id")),
            ("total", totals, ("grain", "starts_on")),
        ):
            where = " AND ".join(f"{key} = :{key}" for key in ("team_id", *keys))
            rows = [
                dict(zip(keys, key, strict=True)) | {"team_id": team_id} | dict(zip(squares, sums, strict=True))
                for key, sums in found.items()
            ]
            statement = sa.text(f"UPDATE {table} SET {change} WHERE {where}")
            for start in range(0, len(rows), BATCH):
                connection.execute(
                    statement.bindparams(sa.bindparam("starts_on", type_=sa.Date())),
                    rows[start : start + BATCH],
                )


def _squares_of(connection, team_id, squares_of):
    """Return squares of handling and waiting of a team's cells, and of its totals, by key."""
    cells, totals = defaultdict(lambda: [0] * 4), defaultdict(lambda: [0] * 4)
    columns = [sa.column(name) for name in ("channel_id", "segment_id", "handling_seconds")]
    moments = [sa.column(name, MOMENT) for name in ("happened_at", "responded_at")]
    query = sa.select(sa.column("day", sa.Date()), *columns, *moments)
    query = query.select_from(sa.table("interaction"))
    query = query.where(sa.column("team_id", sa.Integer()) == team_id)
    for row in connection.execute(query.execution_options(yield_per=BATCH)):
        waited = row.responded_at and int((row.responded_at - row.happened_at).total_seconds())
        told = [row.handling_seconds, waited]
        add = [part for each in told for part in ((0, 0) if each is None else squares_of(each))]
        monday = row.day - timedelta(days=row.day.weekday())
        for grain, start in (("day", row.day), ("week", monday), ("month", row.day.replace(day=1))):
            for sums in (
                cells[grain, start, row.channel_id, row.segment_id],
                totals[grain, start],
            ):
                for place, more in enumerate(add):
                    sums[place] += more
    return cells, totals


def _forget_what_was_not_known():
    """Take out what the tables before had no place for: records of nobody, and those left out."""
    gone = "SELECT id FROM interaction WHERE handler_id IS NULL OR is_left_out"
    op.execute(f"UPDATE thanks SET interaction_id = NULL WHERE interaction_id IN ({gone})")
    op.execute(f"DELETE FROM feedback WHERE interaction_id IN ({gone})")
    op.execute(f"DELETE FROM interaction WHERE id IN ({gone})")
    moved = {"taking_back": "stopped", "taken_back": "finished"}
    for new, old in moved.items():
        op.execute(f"UPDATE import_run SET state = '{old}' WHERE state = '{new}'")
    op.execute("UPDATE import_run SET accepted = accepted + updated + left_out")
