"""Milestones: birthdays that people told, who refuses, and what was told."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0061"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "birthday",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("told_at", Moment(), nullable=False),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_birthday_month_of_year")),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_birthday_day_of_month")),
        sa.CheckConstraint(
            "month NOT IN (4, 6, 9, 11) OR day <= 30", name=op.f("ck_birthday_short_months")
        ),
        sa.CheckConstraint("month <> 2 OR day <= 29", name=op.f("ck_birthday_february")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_birthday_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_birthday")),
    )
    op.create_table(
        "milestone_refusal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_milestone_refusal_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_milestone_refusal")),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("told_at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('years', 'birthday')", name=op.f("ck_milestone_known_kind")),
        sa.CheckConstraint(
            "(kind = 'years') = (years IS NOT NULL)", name=op.f("ck_milestone_years_are_counted")
        ),
        sa.CheckConstraint("years IS NULL OR years > 0", name=op.f("ck_milestone_some_years")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_milestone_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_milestone_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint(
            "person_id", "kind", "year", name=op.f("uq_milestone_person_id_kind_year")
        ),
    )
    op.create_index("ix_milestone_on_day_team_id", "milestone", ["on_day", "team_id"])


def downgrade():
    op.drop_index("ix_milestone_on_day_team_id", "milestone")
    op.drop_table("milestone")
    op.drop_table("milestone_refusal")
    op.drop_table("birthday")
