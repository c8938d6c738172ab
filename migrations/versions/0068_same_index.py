"""Which rounds' engagement index rests on the questions of the company's."""

from collections import defaultdict
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0068"
down_revision = "0079"
branch_labels = None
depends_on = None

TOLD = """
SELECT r.id AS round_id, r.pulse_id, r.opens_at, p.every_weeks, q.key, told.invited
FROM round_question AS q
JOIN pulse_round AS r ON r.id = q.round_id
JOIN pulse AS p ON p.id = r.pulse_id
LEFT JOIN round_result AS told ON told.round_id = q.round_id AND told.team_id IS NULL
    AND told.subject = 'question:' || q.key
WHERE q.driver = 'engagement' AND q.scale IN ('agree-7', 'agree-5', '0-10')
    AND r.opened_box_at IS NOT NULL
ORDER BY r.opens_at, r.id
"""


def upgrade():
    with op.batch_alter_table("pulse_round") as batch:
        batch.add_column(
            sa.Column("is_of_index", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("pulse_round") as batch:
        batch.alter_column("is_of_index", existing_type=sa.Boolean(), server_default=None)
    _mark()


def downgrade():
    with op.batch_alter_table("pulse_round") as batch:
        batch.drop_column("is_of_index")


def _mark():
    """Mark rounds of other questions than the company's index, as closing does from now on."""
    connection = op.get_bind()
    query = sa.text(TOLD).columns(opens_at=Moment())
    rounds = defaultdict(dict)
    for *of_round, key, invited in connection.execute(query):
        rounds[tuple(of_round)][key] = invited
    newest = {pulse: (at, weeks or 52, asked) for (_, pulse, at, weeks), asked in rounds.items()}
    if not newest:
        return
    last, weekly = max(at for at, _, _ in newest.values()), defaultdict(float)
    for at, weeks, asked in newest.values():
        if last - at <= timedelta(weeks=max(13, 2 * weeks)):
            weekly[frozenset(asked)] += max(each or 0 for each in asked.values()) / weeks
    often = [each for each, people in weekly.items() if people >= max(weekly.values()) / 2]
    index = max(often, key=lambda each: (len(each), weekly[each], sorted(each)))
    for (round_id, *_), asked in rounds.items():
        heard = {key for key, invited in asked.items() if invited is not None}
        if (heard or set(asked)) != index:
            changed = sa.text("UPDATE pulse_round SET is_of_index = :no WHERE id = :id")
            connection.execute(changed, {"no": False, "id": round_id})
    connection.execute(
        sa.text("UPDATE data_version SET changes = changes + 1 WHERE name = 'pulses.results'")
    )
