"""A ledger that was restored goes on: the database's own functions and refusals are there too."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points import actions, stored, verification
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import LedgerAccount, Transfer
from tests.backups.conftest import Run, in_app, run_in
from tests.cast import NOW


def test_a_restored_ledger_moves_refuses_and_keeps_what_was_written(
    company: object,
    app: Flask,
    elsewhere: Flask,
    folder: Path,
    command: Run,
    ben: Person,
) -> None:
    target = actions.account_of(ben, now=NOW).id
    source = actions.make_budget("Kudos", "points", None, amount=100, key="k", now=NOW).id
    actions.transfer(TransferOrder("a", source, target, 10, "Thanks"), None, now=NOW)
    while actions.link_some(now=NOW):
        db.session.commit()
    assert command("backup", str(folder / "one.zip")).exit_code == 0
    done = run_in(elsewhere, "restore", str(folder / "one.zip"))
    assert done.exit_code == 0, done.output

    def go_on() -> list[int]:
        is_stored = db.session.get_bind().dialect.name == "postgresql"
        if is_stored:
            name = db.text("SELECT count(*) FROM pg_proc WHERE proname = :name")
            assert db.session.scalar(name, {"name": stored.MOVE.name}) == 1
        found = [actions.transfer(TransferOrder("a", source, target, 10, "Thanks"), None, now=NOW)]
        found.append(actions.transfer(TransferOrder("b", source, target, 20), None, now=NOW))
        with pytest.raises(Refused, match="too little"):
            actions.transfer(TransferOrder("c", source, target, 71), None, now=NOW)
        db.session.commit()
        for change in (
            db.update(Transfer).values(amount=1),
            db.update(LedgerAccount).values(balance=-1),
        ):
            with pytest.raises(DBAPIError):
                db.session.execute(change)
            db.session.rollback()
        found += [db.session.get_one(LedgerAccount, each).balance for each in (source, target)]
        assert verification.report({}).is_whole
        return found

    first, second, left, got = in_app(elsewhere, go_on)
    assert (second > first, left, got) == (True, 70, 30)
