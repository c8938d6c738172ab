"""Remarks are found by a text without case and accents, written once where that takes long."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0042"
branch_labels = None
depends_on = None

BATCH = 5_000
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ς": "σ"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def upgrade():
    with op.batch_alter_table("feedback") as table:
        table.add_column(sa.Column("search_text", sa.String(), nullable=True))
        table.create_check_constraint(
            op.f("ck_feedback_search_text_of_remark"),
            "search_text IS NULL OR remark IS NOT NULL",
        )
    feedback = sa.table("feedback", *map(sa.column, ("interaction_id", "remark", "search_text")))
    query = sa.select(feedback.c.interaction_id, feedback.c.remark)
    query = query.order_by(feedback.c.interaction_id).limit(BATCH)
    written = feedback.update().where(feedback.c.interaction_id == sa.bindparam("number"))
    last, connection = -1, op.get_bind()
    while True:
        chosen = query.where(feedback.c.remark.is_not(None), feedback.c.interaction_id > last)
        rows = connection.execute(chosen).all()
        if not rows:
            return
        told = [{"number": key, "text": _folded(said)} for key, said in rows if not said.isascii()]
        if told:
            connection.execute(written.values(search_text=sa.bindparam("text")), told)
        last = rows[-1][0]


def downgrade():
    with op.batch_alter_table("feedback") as table:
        table.drop_constraint(op.f("ck_feedback_search_text_of_remark"), type_="check")
        table.drop_column("search_text")


def _folded(said):
    """Write a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", said)
    plain = "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")
    return plain.lower().translate(LETTERS)
