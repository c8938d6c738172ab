"""Many rows read at once as arrays, and parts of tables that are kept as arrays.

The database writes the values of each key into one text per column, and numpy reads the texts. Made
for hundreds of thousands of numbers; a hundred rows are as well read the usual way. What hardly
changes any more – a week that is over, a round that has closed – is kept packed besides: as long as
the version of a part is the one that it was packed at, its rows need not be read at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Date,
    LargeBinary,
    Select,
    String,
    and_,
    cast,
    delete,
    false,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff import engine, versions
from cxstaff.db import Model, Whole, db
from cxstaff.packed import arrays
from cxstaff.versions import DataVersion

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


class PackedPart(Model):
    """The rows of one part of a set of data as arrays, made when its version was `changes`.

    It holds what the rows hold, and counts for nothing once the part has another version.
    """

    __tablename__ = "packed_part"

    dataset: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    changes: Mapped[int] = mapped_column(Whole)
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows that can be packed part by part.

    `query` finds them all, `key` is a column of ids, `part` the column whose value says which part
    a row lies in; `columns` are never null. `parts`, where it is known, selects every part there
    may be, so that a part is looked up and not searched for. `are_sums` says that the query adds
    up other rows.
    """

    name: str
    query: Select[Any]
    key: Any
    part: Any
    columns: Mapping[str, Any]
    parts: Select[Any] | None = None
    are_sums: bool = False

    def among(self, wanted: Any) -> Select[Any]:
        """Return the query for the rows of wanted parts.

        Of rows that are sums of other rows, parts are listed before: nothing is added up where none
        is wanted, which SQLite does not find out by itself.
        """
        if self.parts is None:
            return self.query.where(wanted(self.part))
        (listed,) = self.parts.selected_columns
        among = self.parts.where(wanted(listed))
        if not self.are_sums:
            return self.query.where(self.part.in_(among))
        found = list(db.session.scalars(among))
        return self.query.where(self.part.in_(found) if found else false())

    def may_have(self, wanted: Any) -> bool:
        """Say whether there may be rows of wanted parts; where parts are listed, without a row."""
        if self.parts is None:
            return True
        (listed,) = self.parts.selected_columns
        return db.session.scalar(self.parts.where(wanted(listed)).limit(1)) is not None


def version_name(dataset: str, part: object) -> str:
    """Return the name under which changes of a part are counted (see `versions`)."""
    return f"{dataset}:{part}"


def read(query: Select[Any], key: Any, columns: Sequence[Any]) -> tuple[Array, list[Array]]:
    """Return the key (m,), in order, and some columns (m,) of every row a query finds.

    Columns are whole numbers, floats or dates, and never null; rows of one key come in any order,
    the same in every column: both databases go through the rows once for all of them.
    """
    import numpy as np

    texts = map(_text_of, columns)
    asked = query.with_only_columns(key, func.count(), *texts).group_by(key).order_by(key)
    rows = db.session.execute(asked).all()
    keys, counts, *packed = zip(*rows, strict=True) if rows else [()] * (2 + len(columns))
    each = np.repeat(np.array(keys, dtype=np.int64), np.array(counts, dtype=np.int64))
    return each, [
        arrays.unpacked(arrays.BETWEEN.join(text), column)
        for text, column in zip(packed, columns, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Together:
    """Several queries of the same columns as one statement, made once and read many times."""

    statement: Any
    columns: Sequence[Any]

    @classmethod
    def of(cls, queries: Sequence[Select[Any]]) -> Together:
        """Put queries together; each is gone through by its own, nothing is grouped first."""
        columns = [[*each.selected_columns] for each in queries]
        packed = [
            query.with_only_columns(literal(place), func.count(), *map(_text_of, own))
            for place, (query, own) in enumerate(zip(queries, columns, strict=True))
        ]
        return cls(union_all(*packed), columns[0])

    def read(self) -> tuple[Array, list[Array]]:
        """Return the place of each row's query (m,) and the columns (m,), which are as in `read`.

        Rows of a query come in any order, the same in every column.
        """
        import numpy as np

        rows = [row for row in db.session.execute(self.statement) if row[1]]
        places, counts, *texts = zip(*rows, strict=True) if rows else [()] * (2 + len(self.columns))
        each = np.repeat(np.array(places, dtype=np.int64), np.array(counts, dtype=np.int64))
        return each, [
            arrays.unpacked(arrays.BETWEEN.join(text), column)
            for text, column in zip(texts, self.columns, strict=True)
        ]


def read_parts(
    data: Dataset, names: Sequence[str], within: tuple[Any, Any] = (None, None)
) -> tuple[Array, Array, dict[str, Array]]:
    """Return key, part (m,) each and named columns (m,) of all rows, in any order.

    Of parts in [since, until), if `within` tells them. Parts that are packed as they are now come
    as they were packed, all others from their rows.
    """
    import numpy as np

    since, until = within
    fresh = _fresh(data, since, until)
    wanted = _others(data, fresh, since, until)
    asked = [data.part, *(data.columns[name] for name in names)]
    blocks = [[arrays.unpacked("", column) for column in (data.key, *asked)]]
    if not fresh or data.may_have(wanted):
        key, found = read(data.among(wanted), data.key, asked)
        blocks = [[key, *found]]
    places = [list(data.columns).index(name) + 2 for name in names]
    for _, head, content in fresh:
        blocks.append(arrays.taken(head, content, [0, 1, *places]))
    key, part, *columns = (
        np.concatenate(each, dtype=each[0].dtype) for each in zip(*blocks, strict=True)
    )
    return key, part, dict(zip(names, columns, strict=True))


def read_keys(
    data: Dataset, names: Sequence[str], keys: Collection[int], until: Any = None
) -> tuple[Array, Array, dict[str, Array]]:
    """Return the same of the rows of a few keys, of parts before `until`; none is unpacked."""
    query = data.query.where(data.key.in_(keys), *_between(data.part, None, until))
    key, found = read(query, data.key, [data.part, *(data.columns[name] for name in names)])
    return key, found[0], dict(zip(names, found[1:], strict=True))


def stale_parts(data: Dataset, until: Any = None) -> list[Any]:
    """Return the parts before `until` that are not packed as they are now, in order."""
    fresh = _fresh(data, None, until)
    wanted = _others(data, fresh, None, until)
    if fresh and not data.may_have(wanted):
        return []
    asked = data.among(wanted).with_only_columns(data.part).distinct().order_by(data.part)
    return list(db.session.scalars(asked))


def packed_anew(data: Dataset, parts: Sequence[Any]) -> dict[str, list[Any]]:
    """Read the rows of some parts and pack them, to be kept: the columns of `PackedPart`, by name.

    Versions are read first: what changes while the rows are read has a later one, so that what was
    packed then counts for nothing.
    """
    import numpy as np

    found = versions.versions_of([version_name(data.name, part) for part in parts])
    key, columns = read(
        data.among(lambda part: part.in_(parts)), data.key, [data.part, *data.columns.values()]
    )
    contents = []
    for part in parts:
        own = columns[0] == np.array(part, dtype=columns[0].dtype)
        contents.append(arrays.packed([*data.columns], [each[own] for each in (key, *columns)]))
    return {
        "dataset": [data.name] * len(parts),
        "part": [str(part) for part in parts],
        "changes": [found.get(version_name(data.name, part), 0) for part in parts],
        "content": contents,
    }


def keep(packed: Mapping[str, Sequence[Any]]) -> None:
    """Keep parts that were packed, instead of what was kept of them before."""
    engine.put_columns(db.session(), engine.table_of(PackedPart), ("dataset", "part"), packed)


def outdated() -> list[tuple[str, str]]:
    """Return the set of data and the part of every part that was changed since it was packed."""
    columns = PackedPart.dataset, PackedPart.part
    rows = db.session.execute(
        select(*columns).where(PackedPart.changes != _now()).order_by(*columns)
    )
    return [(dataset, part) for dataset, part in rows]


def forget(dataset: str, part: str) -> None:
    """Remove a part that is kept, unless it has been packed anew meanwhile."""
    mine = PackedPart.dataset == dataset, PackedPart.part == part
    db.session.execute(delete(PackedPart).where(*mine, PackedPart.changes != _now()))


def _now() -> Any:
    """Ask for the version that the part of a row has now."""
    name = PackedPart.dataset + ":" + PackedPart.part
    known = select(DataVersion.changes).where(DataVersion.name == name)
    return func.coalesce(known.scalar_subquery(), 0)


def _others(
    data: Dataset, fresh: Sequence[tuple[str, Any, bytes]], since: Any, until: Any
) -> Callable[[Any], Any]:
    """Return the condition on a column by which a part is in [since, until) and not `fresh`."""
    values = [_value_of(data.part, part) for part, *_ in fresh]
    return lambda part: and_(part.not_in(values), *_between(part, since, until))


def _fresh(data: Dataset, since: Any, until: Any) -> list[tuple[str, dict[str, Any], bytes]]:
    """Return every part in [since, until) that is packed as it is now, its head and its arrays.

    What an earlier program packed of other columns is none.
    """
    ends = (None if end is None else str(end) for end in (since, until))  # days, as texts in order
    query = select(PackedPart.part, PackedPart.content)
    query = query.where(PackedPart.dataset == data.name, PackedPart.changes == _now())
    found = db.session.execute(query.where(*_between(PackedPart.part, *ends)))
    cut = [(part, content.partition(arrays.END_OF_HEAD)) for part, content in found]
    opened = [(part, json.loads(head), arrays) for part, (head, _, arrays) in cut]
    return [each for each in opened if each[1].get("columns") == [*data.columns]]


def _between(part: Any, since: Any, until: Any) -> list[Any]:
    """Return the conditions by which a part lies in [since, until); only days have ends."""
    ends = [] if until is None else [part < until]
    return ends if since is None else [*ends, part >= since]


def _value_of(column: Any, part: str) -> Any:
    from datetime import date

    return date.fromisoformat(part) if isinstance(column.type, Date) else int(part)


def _text_of(column: Any) -> Any:
    return func.aggregate_strings(cast(column, String), arrays.BETWEEN)
