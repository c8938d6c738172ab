"""Interactions follow the roster many at once, by the job worker."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
POINTERS = {"person_id": "person", "from_id": "team", "to_id": "team", "by_id": "person"}


def upgrade():
    op.create_table(
        "late_move_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in POINTERS),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("heard_at", MOMENT, nullable=True),
        sa.Column("handler_done", sa.Integer(), nullable=False),
        sa.Column("total", WHOLE, nullable=False),
        sa.Column("moved", WHOLE, nullable=False),
        sa.Column("complaint", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_late_move_pass_{name}")
            )
            for name, table in POINTERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_move_pass")),
    )


def downgrade():
    op.drop_table("late_move_pass")
