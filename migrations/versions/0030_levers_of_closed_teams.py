"""Targets, incentives and celebrations of teams that are closed end on the day of that.

Whoever closes a team ends them now. Of teams that were closed before, they held on.
What was to begin on that day or later never held, and goes. Taken back, they stay ended: they are
written as older versions write them, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

LEVERS = ("target", "incentive_plan", "celebration")


def upgrade():
    team = sa.table("team", sa.column("id", sa.Integer()), sa.column("closed_on", sa.Date()))
    for name in LEVERS:
        days = (sa.column("since", sa.Date()), sa.column("until", sa.Date()))
        lever = sa.table(name, sa.column("team_id", sa.Integer()), *days)
        closed = sa.select(team.c.closed_on).where(team.c.id == lever.c.team_id).scalar_subquery()
        op.execute(lever.delete().where(lever.c.since >= closed))
        holds_on = sa.or_(lever.c.until.is_(None), lever.c.until > closed)
        op.execute(lever.update().where(closed.is_not(None), holds_on).values(until=closed))


def downgrade():
    """Leave them ended."""
