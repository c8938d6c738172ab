"""What all teams' readings of a period add up to is kept beside them."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Whole

revision = "0069"
down_revision = "0064"
branch_labels = None
depends_on = None

FILLED = """
INSERT INTO reading_total
    (measure_id, starts_on, count, total, squares, counted, cases, weighted)
SELECT measure_id, starts_on, count(*), sum(value), sum(value * value), count(n),
    sum(coalesce(n, 0)), sum(CASE WHEN n IS NULL THEN 0.0 ELSE value * n END)
FROM reading GROUP BY measure_id, starts_on
"""


def upgrade():
    op.create_table(
        "reading_total",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.Column("squares", sa.Double(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("cases", Whole, nullable=False),
        sa.Column("weighted", sa.Double(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_reading_total_some_readings")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_reading_total_measure_id_measure")
        ),
        sa.PrimaryKeyConstraint("measure_id", "starts_on", name=op.f("pk_reading_total")),
    )
    op.execute(FILLED)


def downgrade():
    op.drop_table("reading_total")
