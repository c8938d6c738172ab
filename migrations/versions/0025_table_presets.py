"""How files are read is kept in one table, whatever they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = {"import_preset": "interactions", "roster_preset": "roster"}


def upgrade():
    op.create_table(
        "table_preset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_preset")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_table_preset_kind_name")),
    )
    for table, kind in KINDS.items():
        op.execute(
            "INSERT INTO table_preset (kind, name, mapping)"
            f" SELECT '{kind}', name, mapping FROM {table} ORDER BY id"
        )
        op.drop_table(table)


def downgrade():
    for table, kind in KINDS.items():
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(), nullable=False),
            sa.Column("mapping", sa.JSON(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("name", name=op.f(f"uq_{table}_name")),
        )
        op.execute(
            f"INSERT INTO {table} (name, mapping)"
            f" SELECT name, mapping FROM table_preset WHERE kind = '{kind}' ORDER BY id"
        )
    op.drop_table("table_preset")
