"""Whether customers say that it was solved, and ratings that join their records by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0044"
branch_labels = None
depends_on = None

NEW = {
    **dict.fromkeys(
        ("cell", "total", "channel_total", "segment_total"), ("solved_n", "solved_yes")
    ),
    "import_run": ("joined", "awaited"),
}
"""Whole numbers that begin at nothing, by table."""
WAITING = "ix_quarantined_record_problem_value"


def upgrade():
    with op.batch_alter_table("feedback") as batch:
        batch.add_column(sa.Column("is_solved", sa.Boolean(), nullable=True))
    for table, names in NEW.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.add_column(
                    sa.Column(name, sa.Integer(), nullable=False, server_default="0")
                )
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, existing_type=sa.Integer(), server_default=None)
    op.create_index(WAITING, "quarantined_record", ["problem", "value"])


def downgrade():
    op.drop_index(WAITING, table_name="quarantined_record")
    for table, names in reversed(NEW.items()):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
    with op.batch_alter_table("feedback") as batch:
        batch.drop_column("is_solved")
    _forget_what_said_nothing_else()


def _forget_what_said_nothing_else():
    """Remove feedback that told nothing but whether it was solved: none is kept without an answer."""
    told = ("csat", "nps", "ces", "is_satisfied", "remark")
    nothing = " AND ".join(f"{name} IS NULL" for name in told)
    op.execute(f"DELETE FROM feedback WHERE {nothing}")
