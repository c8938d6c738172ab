"""Measures say what they mean, targets hold for the company and below, readings keep their past.

Weekly readings stay as they are; measures of customer results are read by the month.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OF_COMPANY = sa.text("team_id IS NULL")
WORDS = ("definition", "formula", "pitfall")


def upgrade():
    with op.batch_alter_table("measure") as batch:
        batch.add_column(sa.Column("subject", sa.String()))
        batch.add_column(
            sa.Column("frequency", sa.String(), nullable=False, server_default="week")
        )
        for name in WORDS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("owner_id", sa.Integer()))
        batch.add_column(sa.Column("retired_on", sa.Date()))
        batch.add_column(sa.Column("starter", sa.String()))
    op.execute("UPDATE measure SET frequency = 'month' WHERE source = 'outcome'")
    op.execute("UPDATE measure SET guard_id = NULL WHERE guard_id = id")
    with op.batch_alter_table("measure") as batch:
        for name in ("frequency", *WORDS):
            batch.alter_column(name, existing_type=sa.String(), server_default=None)
        batch.create_foreign_key(
            op.f("fk_measure_owner_id"), "person", ["owner_id"], ["id"]
        )
        batch.create_unique_constraint(op.f("uq_measure_starter"), ["starter"])
        batch.create_check_constraint(
            op.f("ck_measure_known_source"), "source IN ('outcome', 'pulse', 'readings')"
        )
        batch.create_check_constraint(
            op.f("ck_measure_known_frequency"),
            "frequency IN ('day', 'week', 'month', 'quarter')",
        )
        batch.create_check_constraint(
            op.f("ck_measure_subject_named"), "(source = 'pulse') = (subject IS NOT NULL)"
        )
        batch.create_check_constraint(
            op.f("ck_measure_guarded_by_another"), "guard_id IS NULL OR guard_id <> id"
        )
    with op.batch_alter_table("target") as batch:
        batch.alter_column("team_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("by_role", sa.String()))
    op.create_index(
        "uq_target_of_company",
        "target",
        ["measure_id", "since"],
        unique=True,
        sqlite_where=OF_COMPANY,
        postgresql_where=OF_COMPANY,
    )
    with op.batch_alter_table("reading") as batch:
        batch.add_column(sa.Column("n", sa.Integer()))
        batch.add_column(sa.Column("entered_at", MOMENT))
        batch.add_column(sa.Column("entered_by_id", sa.Integer()))
        batch.create_foreign_key(
            op.f("fk_reading_entered_by_id"), "person", ["entered_by_id"], ["id"]
        )
        batch.create_check_constraint(op.f("ck_reading_some_cases"), "n IS NULL OR n > 0")
    op.create_index("ix_reading_measure_id_starts_on", "reading", ["measure_id", "starts_on"])
    _keep_earlier_readings()


def _keep_earlier_readings():
    op.create_table(
        "earlier_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("n", sa.Integer()),
        sa.Column("entered_at", MOMENT),
        sa.Column("entered_by_id", sa.Integer()),
        sa.Column("corrected_at", MOMENT, nullable=False),
        sa.Column("corrected_by_id", sa.Integer()),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id", "team_id", "starts_on"],
            ["reading.measure_id", "reading.team_id", "reading.starts_on"],
            name=op.f("fk_earlier_reading_measure_id_team_id_starts_on"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], ["person.id"], name=op.f(f"fk_earlier_reading_{name}")
            )
            for name in ("entered_by_id", "corrected_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_reading")),
    )
    op.create_index(
        "ix_earlier_reading_measure_id_team_id",
        "earlier_reading",
        ["measure_id", "team_id", "starts_on"],
    )


def downgrade():
    """Take away what older versions cannot keep: company targets and measures of pulses too."""
    op.drop_table("earlier_reading")
    op.drop_index("ix_reading_measure_id_starts_on", table_name="reading")
    with op.batch_alter_table("reading") as batch:
        batch.drop_constraint(op.f("ck_reading_some_cases"), type_="check")
        batch.drop_constraint(op.f("fk_reading_entered_by_id"), type_="foreignkey")
        for name in ("n", "entered_at", "entered_by_id"):
            batch.drop_column(name)
    op.drop_index("uq_target_of_company", table_name="target")
    op.execute("DELETE FROM target WHERE team_id IS NULL")
    with op.batch_alter_table("target") as batch:
        batch.drop_column("by_role")
        batch.alter_column("team_id", existing_type=sa.Integer(), nullable=False)
    op.execute("UPDATE measure SET source = 'readings' WHERE source = 'pulse'")
    with op.batch_alter_table("measure") as batch:
        for name in ("known_source", "known_frequency", "subject_named", "guarded_by_another"):
            batch.drop_constraint(op.f(f"ck_measure_{name}"), type_="check")
        batch.drop_constraint(op.f("uq_measure_starter"), type_="unique")
        batch.drop_constraint(op.f("fk_measure_owner_id"), type_="foreignkey")
        for name in ("subject", "frequency", *WORDS, "owner_id", "retired_on", "starter"):
            batch.drop_column(name)
