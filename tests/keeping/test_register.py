"""Every column that can hold something about a person has been decided about."""

from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, update
from sqlalchemy.exc import IntegrityError

from cxstaff.db import db
from cxstaff.keeping import actions, jobs
from cxstaff.keeping.models import Cause
from cxstaff.people.models import Person
from tests.cast import TODAY
from tests.keeping.register import ERASED, KEPT, SEARCHED, columns_to_decide
from tests.keeping.story import ABOUT, EMAIL, LATER, NAME, NUMBER, everything


def test_every_column_is_erased_searched_or_kept_for_a_reason(app: Flask) -> None:
    decided = SEARCHED | ERASED.keys() | KEPT.keys()
    wanted = columns_to_decide(db.metadata.tables.values())
    assert wanted - decided == set(), (
        "decide what becomes of these columns when a person is erased: add them to SEARCHED of "
        "their feature's erasure.py, or to ERASED or KEPT in tests/keeping/register.py"
    )
    assert decided - wanted == set(), "these columns are gone: take them out of the register"
    assert not SEARCHED & (ERASED.keys() | KEPT.keys())
    assert not ERASED.keys() & KEPT.keys()


@pytest.mark.long
def test_the_name_goes_from_every_column_that_is_searched(
    app: Flask, zed: Person, later: None
) -> None:
    planted = _plant_everywhere()
    assert planted == SEARCHED, f"the story has no row for {SEARCHED - planted}"

    actions.ask(zed, None, Cause.ASKED, today=TODAY, now=LATER)
    db.session.commit()
    jobs.erase_people()

    left = {
        f"{table}.{column}": value
        for table, rows in everything().items()
        for row in rows
        for column, value in row.items()
        if any(each in str(value) for each in (NAME, EMAIL, NUMBER))
    }
    assert left == {}


def _plant_everywhere() -> set[str]:
    """Write the person's identifiers into every row of every column that is searched."""
    planted = set()
    for name in sorted(SEARCHED):
        table = db.metadata.tables[name.split(".")[0]]
        column = table.c[name.split(".")[1]]
        for row in db.session.execute(table.select()).mappings().all():
            key = [each == row[each.name] for each in table.primary_key.columns]
            written = update(table).where(*key).values({column.name: _text(column, row)})
            with suppress(IntegrityError), db.session.begin_nested():  # a row that holds no words
                db.session.execute(written)
                planted.add(name)
    db.session.commit()
    return planted


def _text(column: Any, row: Any) -> Any:
    keys = " ".join(str(row[each.name]) for each in column.table.primary_key.columns)
    text = f"{keys} {ABOUT}"
    if isinstance(column.type, JSON):
        return {"de": {"wording": text, "options": [text]}}
    return text
