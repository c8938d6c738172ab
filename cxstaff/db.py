"""The database as the domain sees it: models, moments in UTC, pages of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, Select, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    SessionTransaction,
    make_transient_to_detached,
    registry,
)
from sqlalchemy.types import TypeDecorator, UserDefinedType

from cxstaff import transactions, utc

Row = TypeVar("Row")
Other = TypeVar("Other")

PAGE_SIZE = 25

Whole = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits, on SQLite too the key by which rows are laid down."""


class Moment(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database, refused when it has no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC; raises ValueError for one without a zone."""
        return None if value is None else utc.in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment back, aware."""
        return None if value is None else utc.from_database(value)


class _AsMicroseconds(UserDefinedType[datetime]):
    """A moment as a whole number, in a column that SQLite declares as one of moments."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Return how it is declared; SQLite keeps whole numbers in it as such."""
        return "DATETIME"

    def bind_processor(self, dialect: Dialect) -> Any:
        """Return what writes a moment."""
        return lambda moment: None if moment is None else utc.as_number(moment)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return what reads a moment."""
        return lambda number: None if number is None else utc.from_number(number)


class Instant(Moment):
    """A moment of which there are millions: SQLite keeps it as a whole number of microseconds.

    As text it is three times as long, in each index as well. It is compared with another one, never
    with what SQLite keeps as text.
    """

    impl: Any = DateTime(timezone=True).with_variant(_AsMicroseconds(), "sqlite")
    cache_ok = True


NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model shares: constraint names, and moments for every `datetime`."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: Moment}
    )
    metadata = registry.metadata


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


Entity = TypeVar("Entity", bound=Base)


@dataclass(frozen=True, slots=True)
class PlainRow(Generic[Entity]):
    """A row that was read as plain values, in the order of its columns, in one transaction."""

    model: type[Entity]
    values: Sequence[Any]
    transaction: SessionTransaction | None

    def entity(self) -> Entity:
        """Return the row's object; the database is asked only if the transaction has ended."""
        session, names = db.session(), self.model.__table__.columns.keys()
        values = dict(zip(names, self.values, strict=True))
        key = self.model.__mapper__.identity_key_from_primary_key((values["id"],))
        if key in session.identity_map or session.get_transaction() is not self.transaction:
            return session.get_one(self.model, values["id"])
        made = self.model(**values)
        make_transient_to_detached(made)
        session.add(made)
        return made


@contextmanager
def reading() -> Iterator[None]:
    """Look something up in a transaction of its own, which keeps nobody from writing to SQLite.

    For jobs and commands, which begin as writers otherwise. Keep plain values of what was found:
    what was loaded is read anew afterwards. Inside a transaction that is open it changes nothing.
    """
    if db.session().in_transaction():
        yield
        return
    with transactions.reading():
        try:
            yield
        finally:
            db.session.rollback()


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `number` counts from 1 and `total` rows stand on all pages together."""

    items: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def is_several(self) -> bool:
        """Say whether there is more than this one page."""
        return self.pages > 1

    @property
    def previous(self) -> int:
        """Return the number of the page before."""
        return self.number - 1

    @property
    def next(self) -> int:
        """Return the number of the page after."""
        return self.number + 1

    @property
    def has_previous(self) -> bool:
        """Say whether a page comes before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Say whether a page comes after this one."""
        return self.number < self.pages

    def showing(self, items: Sequence[Other]) -> Page[Other]:
        """Return the same page with what its items turned into."""
        return Page(items, self.number, self.size, self.total)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """Some rows of a list that nobody counts; `older` is where it goes on, None at its end."""

    items: Sequence[Row]
    older: int | None
    is_newest: bool

    def showing(self, items: Sequence[Other]) -> Stretch[Other]:
        """Return the same stretch with what its items turned into."""
        return Stretch(items, self.older, self.is_newest)


def page_in(rows: Sequence[Row], number: int, size: int = PAGE_SIZE) -> Page[Row]:
    """Return page `number` of `rows`; a number past the end gives the last page."""
    number = _within(number, len(rows), size)
    return Page(rows[(number - 1) * size : number * size], number, size, len(rows))


def page_of(query: Select[Any], number: int, size: int = PAGE_SIZE) -> Page[Any]:
    """Return page `number` of what `query` selects; a number past the end gives the last page.

    Items are entities (or first columns) where the query selects one thing, rows otherwise.
    """
    total = (
        db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    )
    number = _within(number, total, size)
    window = query.limit(size).offset((number - 1) * size)
    result = db.session.execute(window)
    single = len(query.column_descriptions) == 1
    items: Sequence[Any] = result.scalars().all() if single else result.all()
    return Page(items, number, size, total)


def _within(number: int, total: int, size: int) -> int:
    return min(max(1, number), max(1, -(-total // size)))
