"""SQLite keeps moments of interactions and feedback as numbers, a third as wide as their texts."""

from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENTS = {
    "interaction": ("happened_at", "responded_at", "closed_at", "reopened_at", "changed_at"),
    "feedback": ("given_at",),
}
SECOND = 1_000_000
AS_NUMBER = (
    f"CAST(strftime('%s', substr({{0}}, 1, 19)) AS INTEGER) * {SECOND}"
    " + CAST(substr({0}, 21, 6) AS INTEGER)"
)
"""Of a text such as 2026-03-18 10:00:00.000000; what stands behind the point is never rounded."""

PART = f"(({{0}} % {SECOND} + {SECOND}) % {SECOND})"
AS_TEXT = (
    f"strftime('%Y-%m-%d %H:%M:%S', ({{0}} - {PART}) / {SECOND}, 'unixepoch')"
    f" || printf('.%06d', {PART})"
)


def upgrade():
    _write_anew(AS_NUMBER, "text")


def downgrade():
    _write_anew(AS_TEXT, "integer")


def _write_anew(becomes, kind):
    """Write every moment that SQLite keeps as `kind`; PostgreSQL keeps them as moments."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table, names in MOMENTS.items():
        new = ", ".join(
            f"{name} = CASE typeof({name}) WHEN '{kind}' THEN {becomes.format(name)}"
            f" ELSE {name} END"
            for name in names
        )
        op.get_bind().exec_driver_sql(f"UPDATE {table} SET {new}")
