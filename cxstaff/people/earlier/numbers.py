"""Employee numbers that people had before, so that systems which follow late still name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ForeignKey, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff import engine
from cxstaff.db import Model, db


class FormerNumber(Model):
    """An employee number that a person had before; who has it now is meant by it first."""

    __tablename__ = "former_number"

    number: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


def keep_former_numbers(told: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Keep which numbers people had; one that was somebody else's before is theirs no longer."""
    people = {number: who for who, numbers in told for number in numbers}
    if not people:
        return
    known = engine.among(db.session(), FormerNumber.number, list(people))
    gone = delete(FormerNumber).where(known)
    db.session.execute(gone, execution_options={"synchronize_session": False})
    rows = [{"number": number, "person_id": who} for number, who in people.items()]
    db.session.execute(insert(FormerNumber), rows)


def former_numbers() -> defaultdict[int, tuple[str, ...]]:
    """Return the numbers that people had before, by id."""
    found = defaultdict[int, tuple[str, ...]](tuple)
    columns = FormerNumber.person_id, FormerNumber.number
    for who, number in db.session.execute(select(*columns).order_by(FormerNumber.number)):
        found[who] += (number,)
    return found


def former_numbers_of(person_id: int) -> tuple[str, ...]:
    """Return the numbers that one person had before."""
    query = select(FormerNumber.number).where(FormerNumber.person_id == person_id)
    return tuple(db.session.scalars(query.order_by(FormerNumber.number)))
