"""Where each group's answers to a question were counted, which later rounds are compared with.

Of rounds that were told already it is worked out: the nearest team at or above the group under
which answers are kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

QUESTION = sa.table("round_question", sa.column("id"), sa.column("counted", sa.JSON()))


def upgrade():
    with op.batch_alter_table("round_question") as batch:
        batch.add_column(sa.Column("counted", sa.JSON(), nullable=True))
    rows = op.get_bind().execute
    above = dict(tuple(row) for row in rows(sa.text("SELECT id, parent_id FROM team")))
    groups, kept = {}, {}
    for round_id, group in rows(sa.text("SELECT DISTINCT round_id, group_id FROM invitation")):
        groups.setdefault(round_id, []).append(group)
    told = "SELECT DISTINCT q.round_id, q.id, a.group_id FROM answer a JOIN round_question q"
    for round_id, question, place in rows(sa.text(f"{told} ON q.id = a.question_id")):
        kept.setdefault((round_id, question), set()).add(place)
    for (round_id, question), places in kept.items():
        counted = [[each, _place(each, places, above)] for each in groups.get(round_id, [])]
        rows(sa.update(QUESTION).where(QUESTION.c.id == question).values(counted=counted))


def downgrade():
    with op.batch_alter_table("round_question") as batch:
        batch.drop_column("counted")


def _place(group, places, above):
    while group is not None and group not in places:
        group = above.get(group)
    return group
