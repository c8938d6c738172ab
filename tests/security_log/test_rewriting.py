"""A log rewritten by who owns the database shows, and would not if links forgot the line before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from flask import Flask

from cxstaff import engine, security_log
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.security_log import chain, queries
from cxstaff.security_log.acts import Act
from cxstaff.security_log.chain import Link, digest_of
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW
from tests.pulses.attack.weak import patched
from tests.security_log.test_chain import take_guards_down

EVENT = engine.table_of(SecurityEvent)
ACTS = (Act.SIGNED_IN, Act.EMAIL_CHANGED, Act.ROLES_CHANGED, Act.EXPORTED, Act.SIGNED_OUT)

LINKS_ALONE = patched((chain, "digest_of", lambda link, _previous: digest_of(link, chain.FIRST)))
"""A digest of a line leaves out the line before it."""

Forgery = Callable[[list[Link]], list[Link]]


def by_somebody_else(links: list[Link]) -> list[Link]:
    """Put another person into the second line."""
    return [replace(each, by_id=None) if each.position == 2 else each for each in links]


def in_another_order(links: list[Link]) -> list[Link]:
    """Let the second and the third line change places."""
    first, second, third, *rest = links
    return [first, replace(third, position=2), replace(second, position=3), *rest]


def with_one_twice(links: list[Link]) -> list[Link]:
    """Put a copy of the second line over the third."""
    first, second, _third, *rest = links
    return [first, second, replace(second, position=3), *rest]


def played(ines: Person) -> bytes:
    """Write five lines; return the digest of the last, as a checkpoint tells it."""
    for act in ACTS:
        security_log.record(act, by=ines, now=NOW)
        db.session.commit()
    return db.session.scalars(db.select(EVENT.c.digest).where(EVENT.c.position == len(ACTS))).one()


def rewrite(database: Any, forged: Forgery, *, to_the_end: bool = False) -> None:
    """Write lines anew with digests that fit: those that differ, or also all that follow."""
    take_guards_down(database)
    db.session.execute(db.text("DELETE FROM security_note"))
    rows = db.session.execute(db.select(EVENT).order_by(EVENT.c.position)).all()
    before = [Link(**{each.name: getattr(row, each.name) for each in fields(Link)}) for row in rows]
    digests, has_begun = [chain.FIRST], False
    for row, old, new in zip(rows, before, forged(before), strict=True):
        has_begun = has_begun or old != new
        is_anew = old != new or (to_the_end and has_begun)
        digests.append(chain.digest_of(new, digests[-1]) if is_anew else row.digest)
        values = {each.name: getattr(new, each.name) for each in fields(Link)}
        line = db.update(EVENT).where(EVENT.c.position == row.position)
        db.session.execute(line.values(**values, digest=digests[-1]))
    db.session.commit()


def is_whole(given: dict[int, bytes]) -> bool:
    db.session.expire_all()
    return queries.held_against(given).is_whole


FORGERIES = [by_somebody_else, in_another_order, with_one_twice]


@pytest.mark.parametrize("forged", FORGERIES)
def test_lines_written_anew_do_not_fit_those_after_them(
    app: Flask, database: Any, ines: Person, forged: Forgery
) -> None:
    played(ines)
    assert is_whole({})
    rewrite(database, forged)
    assert not is_whole({})


@pytest.mark.parametrize("forged", FORGERIES)
def test_a_log_written_anew_to_its_end_is_not_the_one_of_the_checkpoint(
    app: Flask, database: Any, ines: Person, forged: Forgery
) -> None:
    last = played(ines)
    assert is_whole({len(ACTS): last})
    rewrite(database, forged, to_the_end=True)
    assert is_whole({}), "in itself it is a chain again"
    assert not is_whole({len(ACTS): last})


@pytest.mark.parametrize("forged", FORGERIES)
def test_neither_chain_nor_checkpoint_would_show_it_if_digests_left_out_the_line_before(
    app: Flask, database: Any, ines: Person, forged: Forgery
) -> None:
    with LINKS_ALONE():
        last = played(ines)
        rewrite(database, forged)
        assert is_whole({len(ACTS): last})


@pytest.mark.parametrize("left_out", [name.name for name in fields(Link)])
def test_every_value_of_a_line_is_in_its_digest(left_out: str) -> None:
    """A digest that leaves one out would let it be changed unseen."""
    link = Link(2, NOW, False, "signed in", 3, 4, 5, 6, b"\x01" * 32)
    other = Link(3, NOW.replace(year=2025), True, "signed out", 4, 5, 6, 7, b"\x02" * 32)
    changed = replace(link, **{left_out: getattr(other, left_out)})
    assert digest_of(changed, chain.FIRST) != digest_of(link, chain.FIRST)
