"""Records that were held back are fed again, or left out, many at once by the job worker."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COUNTS = ("line_done", "total", "looked_at", "taken_in", "left_out", "still_held")


def upgrade():
    op.create_table(
        "quarantine_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("is_dismissal", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("column", sa.String(), nullable=True),
        sa.Column("word", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("heard_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("complaint", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_quarantine_pass_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine_pass")),
    )
    for name in ("run_id", "state"):
        op.create_index(op.f(f"ix_quarantine_pass_{name}"), "quarantine_pass", [name])


def downgrade():
    op.drop_table("quarantine_pass")
