"""A company declares its standing question; the newest counts, all others stay."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "standing_question",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("engagement", "outcome", "span")),
        sa.Column("lag", sa.Integer(), nullable=False),
        sa.Column("was_seen", sa.Boolean(), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.Column("declared_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "span IN ('week', 'month', 'quarter')",
            name=op.f("ck_standing_question_known_span"),
        ),
        sa.CheckConstraint("lag BETWEEN 0 AND 3", name=op.f("ck_standing_question_known_lag")),
        sa.ForeignKeyConstraint(
            ["declared_by_id"],
            ["person.id"],
            name=op.f("fk_standing_question_declared_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_question")),
    )


def downgrade():
    op.drop_table("standing_question")
