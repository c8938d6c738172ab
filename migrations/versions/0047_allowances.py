"""Monthly allowances, budgets that close, transfers by one statement, readings that are removed."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment, Whole
from cxstaff.points import stored

revision = "0047"
down_revision = "0051"
branch_labels = None
depends_on = None

OF_READING = ["measure_id", "team_id", "starts_on"]
IN_FORCE = sa.text("ended_at IS NULL")


def upgrade():
    moment = Moment().compile(op.get_bind().dialect)
    op.execute(  # in place: a table that is laid anew could lose what it promises
        f"ALTER TABLE points_account ADD COLUMN closed_at {moment} CONSTRAINT"
        " ck_points_account_budgets_alone_close CHECK (closed_at IS NULL OR kind = 'budget')"
    )
    _budget_changes()
    _allowance_rules()
    with op.batch_alter_table("earlier_reading") as batch:
        batch.add_column(
            sa.Column("is_removal", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.drop_constraint(
            op.f("fk_earlier_reading_measure_id_team_id_starts_on"), type_="foreignkey"
        )
        for name in ("measure", "team"):
            batch.create_foreign_key(
                op.f(f"fk_earlier_reading_{name}_id"), name, [f"{name}_id"], ["id"]
            )
    stored.MOVE.define(op.get_bind())


def downgrade():
    """Take away what is kept of readings that are gone: older versions have no place for it."""
    stored.MOVE.forget(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS points_move")  # as it was called before 0070
    op.execute(
        "DELETE FROM earlier_reading WHERE is_removal OR NOT EXISTS (SELECT 1 FROM reading"
        " WHERE reading.measure_id = earlier_reading.measure_id"
        " AND reading.team_id = earlier_reading.team_id"
        " AND reading.starts_on = earlier_reading.starts_on)"
    )
    with op.batch_alter_table("earlier_reading") as batch:
        for name in ("measure", "team"):
            batch.drop_constraint(op.f(f"fk_earlier_reading_{name}_id"), type_="foreignkey")
        batch.create_foreign_key(
            op.f("fk_earlier_reading_measure_id_team_id_starts_on"),
            "reading",
            OF_READING,
            OF_READING,
        )
        batch.drop_column("is_removal")
    op.drop_table("points_allowance_rule")
    op.drop_table("points_budget_change")
    op.execute("ALTER TABLE points_account DROP COLUMN closed_at")


def _budget_changes():
    op.create_table(
        "points_budget_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("returned", Whole, nullable=True),
        sa.Column("held", Whole, nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["points_account.id"],
            name=op.f("fk_points_budget_change_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_points_budget_change_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_budget_change")),
    )
    op.create_index(
        op.f("ix_points_budget_change_account_id"), "points_budget_change", ["account_id"]
    )


def _allowance_rules():
    checks = {
        "known_audience": "audience IN ('everybody', 'leads')",
        "some_amount": "amount BETWEEN 1 AND 1000000000000",
        "day_of_every_month": "day BETWEEN 1 AND 28",
    }
    op.create_table(
        "points_allowance_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        *(
            sa.CheckConstraint(told, name=op.f(f"ck_points_allowance_rule_{name}"))
            for name, told in checks.items()
        ),
        sa.ForeignKeyConstraint(
            ["source_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name="fk_points_allowance_rule_source",
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], ["person.id"], name=op.f(f"fk_points_allowance_rule_{name}")
            )
            for name in ("set_by_id", "ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_allowance_rule")),
    )
    op.create_index(
        "uq_points_allowance_rule_in_force",
        "points_allowance_rule",
        ["audience", "unit"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
