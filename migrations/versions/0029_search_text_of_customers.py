"""Customers are found by a text without case and accents, written once."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

BATCH = 5_000
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ς": "σ"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def upgrade():
    with op.batch_alter_table("customer") as table:
        table.add_column(sa.Column("search_text", sa.String(), nullable=True))
    names = ("source", "reference", "name", "address", "search_text")
    customer = sa.table("customer", *(sa.column(name, sa.String()) for name in names))
    query = sa.select(*(customer.c[name] for name in names[:4]))
    query = query.order_by(customer.c.source, customer.c.reference).limit(BATCH)
    written = customer.update().where(
        customer.c.source == sa.bindparam("its_source"),
        customer.c.reference == sa.bindparam("its_reference"),
    )
    last, connection = ("", ""), op.get_bind()
    while True:
        beyond = sa.tuple_(customer.c.source, customer.c.reference) > sa.tuple_(
            *(sa.literal(each, sa.String()) for each in last)
        )
        rows = connection.execute(query.where(beyond)).all()
        if not rows:
            return
        connection.execute(
            written.values(search_text=sa.bindparam("text")),
            [
                {"its_source": source, "its_reference": reference, "text": _folded(name, address)}
                for source, reference, name, address in rows
            ],
        )
        last = tuple(rows[-1][:2])


def downgrade():
    with op.batch_alter_table("customer") as table:
        table.drop_column("search_text")


def _folded(name, address):
    """Write a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", f"{name or ''} {address or ''}")
    plain = "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")
    return plain.lower().translate(LETTERS)
