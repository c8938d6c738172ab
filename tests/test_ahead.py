"""Items that are made ahead: in their order, errors where they belong, and beside a server."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from cxstaff import engine
from cxstaff.customers.models import Channel
from cxstaff.db import db
from cxstaff.work.ahead import Ahead


class Broken(Exception):
    """What goes wrong when an item is made."""


def numbers(made_by: list[str], until: int = 3) -> Iterator[int]:
    for number in range(until):
        made_by.append(threading.current_thread().name)
        yield number
    raise Broken


def test_items_come_in_their_order_whether_begun_or_not() -> None:
    made_by = list[str]()
    with Ahead(numbers(made_by)) as ahead:
        assert next(ahead) == 0
        ahead.begin()
        ahead.begin()  # is begun already
        assert [next(ahead), next(ahead)] == [1, 2]
    mine = threading.current_thread().name
    assert [name == mine for name in made_by] == [True, False, True]


def test_an_error_and_the_end_come_where_the_next_item_would_have() -> None:
    with Ahead(numbers([], until=1)) as ahead:
        assert next(ahead) == 0
        ahead.begin()
        with pytest.raises(Broken):
            next(ahead)
        ahead.begin()
        assert list(ahead) == []


def test_nothing_is_being_made_any_more_at_the_end() -> None:
    began, may_end, ended = threading.Event(), threading.Event(), list[bool]()

    def slow() -> Iterator[int]:
        began.set()
        may_end.wait(60)
        ended.append(True)
        yield 1

    with Ahead(slow()) as ahead:
        ahead.begin()
        assert began.wait(60)
        threading.Timer(0.01, may_end.set).start()
    assert ended == [True]


def test_many_rows_are_taken_while_this_process_does_something_else(app: Flask) -> None:
    """On PostgreSQL, whose server takes them some at a time; SQLite is this process."""
    begun, session = list[str](), db.session()
    names = [f"{number}\t\\N" for number in range(2_345)]
    with engine.meanwhile(lambda: begun.append("read the next")):
        ids = engine.new_ids(session, engine.table_of(Channel), len(names))
        told = {"id": ids, "name": names}
        engine.insert_columns(session, engine.table_of(Channel), told)
    assert bool(begun) == engine.others_can_write(session)
    stored = db.select(Channel.name).where(Channel.id.in_(ids)).order_by(Channel.id)
    assert list(db.session.scalars(stored)) == names
