"""The chain of transfers: rewriting shows, also from an exported head, and names are outside."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cxstaff.db import db
from cxstaff.identifiers import Identifiers
from cxstaff.people.models import Person
from cxstaff.points import actions, erasure, forgetting, jobs, queries, verification
from cxstaff.points.actions import TransferOrder, chaining
from cxstaff.points.models import LedgerAccount, TransferLink, TransferNote
from cxstaff.security_log import chain as log_chain
from cxstaff.security_log import hash_chain as chain
from cxstaff.work.schedule import run_once
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(days=30)
TABLES = ("points_transfer", "points_link", "points_note")


@pytest.fixture
def kept(app: Flask, ben: Person, bea: Person) -> dict[int, bytes]:
    """A ledger with something of everything, linked; the head that somebody kept of it."""
    source = actions.make_budget("Kudos", "points", None, amount=500, key="k", now=NOW)
    first, second = (actions.account_of(each, now=NOW) for each in (ben, bea))
    gift = actions.transfer(TransferOrder("a", source.id, first.id, 40, "For Ben"), bea, now=NOW)
    hold = actions.hold(
        TransferOrder("h", source.id, second.id, 30), None, expires_at=LATER, now=NOW
    )
    actions.post(db.session.get_one(actions.ledger.Transfer, hold), None, key="p", now=NOW)
    original = db.session.get_one(actions.ledger.Transfer, gift)
    actions.reverse(original, None, key="r", now=NOW)
    actions.hold(TransferOrder("i", source.id, second.id, 7), None, expires_at=LATER, now=NOW)
    assert actions.link_some(now=NOW) == 6
    db.session.commit()
    newest = queries.head()
    assert newest is not None
    return {newest.position: newest.digest}


def faults(given: dict[int, bytes] | None = None) -> list[str]:
    db.session.expire_all()
    return verification.report(given or {}).faults


def forge(statement: str, database: Any) -> None:
    """Change rows as the owner of the database can, who takes the guards down first."""
    if database.name == "sqlite":
        for name in TABLES:
            for deed in ("update", "delete", "insert"):
                db.session.execute(text(f'DROP TRIGGER IF EXISTS "{name}_{deed}_refused"'))
    else:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
    for each in statement.split(";"):
        db.session.execute(text(each))
    db.session.commit()


@pytest.mark.parametrize(
    ("forgery", "told"),
    [
        ("UPDATE points_transfer SET effective_on = '2026-01-01' WHERE key = 'a'", "not the one"),
        ("UPDATE points_transfer SET actor_id = 9 WHERE key = 'a'", "not the one"),
        ("UPDATE points_transfer SET key = 'z' WHERE key = 'a'", "not the one"),
        ("UPDATE points_transfer SET recorded_at = '2026-01-01' WHERE key = 'p'", "not the one"),
        ("UPDATE points_transfer SET expires_at = '2027-01-01' WHERE key = 'i'", "not the one"),
        ("UPDATE points_account SET owner = 'person 999' WHERE kind = 'issuing'", "not the one"),
        ("UPDATE points_note SET words = 'For Bo'", "words of transfer"),
        ("UPDATE points_link SET position = 99 WHERE position = 3", "are missing"),
        ("DELETE FROM points_link WHERE position = 1", "are missing"),
        ("UPDATE points_account SET balance = balance + 1 WHERE kind = 'person'", "says 1 with"),
        ("UPDATE points_account SET held = 0 WHERE kind = 'budget'", "says 470 with 0"),
        (
            "UPDATE points_transfer SET amount = 41 WHERE key IN ('a', 'r')",
            "not the one that was linked",
        ),
        (
            "UPDATE points_transfer SET amount = 31 WHERE key = 'p';"
            "UPDATE points_account SET balance = balance - 1 WHERE kind = 'budget';"
            "UPDATE points_account SET balance = balance + 1 WHERE owner = "
            "(SELECT max(owner) FROM points_account WHERE balance = 30)",
            "ends a hold that it does not fit",
        ),
    ],
)
def test_what_the_owner_of_the_database_changes_shows(kept, database, forgery, told) -> None:
    assert faults(kept) == []
    forge(forgery, database)
    assert any(told in fault for fault in faults()), faults()


def test_a_transfer_that_is_gone_shows(kept, database) -> None:
    gone = "DELETE FROM points_note; DELETE FROM points_transfer WHERE key = 'i'"
    if database.name == "sqlite":
        db.session.rollback()
        db.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        with pytest.raises(Exception, match="FOREIGN KEY"):
            forge(gone, database)
        return
    forge(gone, database)
    assert any("link 6 is gone" in fault for fault in faults())


def test_a_chain_written_anew_shows_against_a_head_that_was_kept(kept, database) -> None:
    forge(
        "DELETE FROM points_link; UPDATE points_transfer SET actor_id = 9 WHERE key = 'a'",
        database,
    )
    assert actions.link_some(now=NOW) == 6
    db.session.commit()
    assert faults() == [], "in itself it is a chain again"
    assert faults(kept) == ["Link 6 is not the one that a head given tells of."]
    assert faults({7: kept[6]}), "there is no such link"


def test_names_and_words_can_go_and_the_chain_holds(kept, ben) -> None:
    erasure.erase(ben.id, Identifiers(ben.name, ben.email))
    assert faults(kept) == []
    assert verification.report({}).without_words == 1
    actions.link_some(now=NOW)
    source = queries.find_budget_called("Kudos")
    assert source is not None
    actions.top_up(source, None, amount=1, key="t", words="More", now=NOW)
    actions.link_some(now=NOW)
    assert forgetting.count_old(NOW + timedelta(1)) == 1
    assert forgetting.forget(NOW + timedelta(1), 0, 10).removed == 1
    assert faults(kept) == []
    assert not db.session.scalars(db.select(TransferNote)).all()


def test_a_budget_named_after_somebody_loses_the_name(app: Flask, ben) -> None:
    made = actions.make_budget(f"For {ben.name}", "points", None, amount=5, key="k", now=NOW)
    erasure.erase(ben.id, Identifiers(ben.name, ben.email))
    db.session.expire_all()
    assert made.name == "For [name removed]"


def test_what_is_written_late_is_linked_by_the_daily_run(kept, monkeypatch) -> None:
    """A number far below the newest, whose transaction took longer than all after it."""
    monkeypatch.setattr(chaining, "WINDOW", 2)
    source, other = list(db.session.scalars(db.select(LedgerAccount).limit(2)))
    late = {
        "id": -50, "key": "late", "kind": "hold", "unit": "points", "debit_id": source.id,
        "credit_id": other.id, "amount": 1, "effective_on": TODAY, "recorded_at": NOW,
        "expires_at": LATER,
    }  # fmt: skip
    db.session.execute(db.insert(actions.ledger.Transfer), late)
    db.session.execute(db.text(f"UPDATE points_account SET held = held + 1 WHERE id = {source.id}"))
    db.session.commit()
    jobs.link_transfers()
    assert verification.report({}).waiting == 1
    jobs._link(-100)
    assert verification.report(kept).waiting == 0
    assert faults(kept) == []


def test_jobs_link_release_expire_and_check(kept, ben, database) -> None:
    source = queries.find_budget_called("Kudos")
    assert source is not None
    past = actions.allow(ben, TODAY - timedelta(days=40), 100, None, source=source, now=NOW)
    held = TransferOrder("late", source.id, past.id, 5)
    early = NOW - timedelta(days=9)
    actions.hold(held, None, expires_at=NOW - timedelta(days=1), now=early)
    db.session.commit()
    source_id, past_id = source.id, past.id
    for name in ("void_holds", "expire_allowances", "link_transfers", "check_ledger"):
        assert run_once(f"points.{name}"), name
    db.session.expire_all()
    found = verification.report(kept)
    assert (found.is_whole, found.waiting) == (True, 0)
    assert db.session.get_one(LedgerAccount, past_id).balance == 0
    assert [each.key for each in queries.open_holds(source_id)] == ["i"]
    forge("UPDATE points_account SET balance = balance + 1 WHERE kind = 'person'", database)
    assert not run_once("points.check_ledger")


def test_the_security_log_is_chained_by_the_same_rule() -> None:
    assert log_chain.digest_of is chain.digest_of
    assert log_chain.FIRST is chain.FIRST


def test_an_operator_verifies_grants_and_looks(command: Callable[..., Any], ben, tmp_path) -> None:
    first = command("points", "grant", "Kudos", "500", "--key", "q1")
    assert "holds 500 points" in first.output
    assert command("points", "grant", "Kudos", "500", "--key", "q1").output == first.output
    assert "holds 600 points" in command("points", "grant", "kudos", "100").output
    money = command("points", "grant", "Bonus", "12,50", "--unit", "EUR").output
    assert "€12.50" in money
    for wrong in (("1.5",), ("x",), ("0",), ("5", "--unit", "DEM")):
        assert command("points", "grant", "Other", *wrong).exit_code == 1
    allowed = command("points", "allow", ben.email, "100", "--budget", "Kudos")
    assert "may give 100 points in 2026-03" in allowed.output
    assert command("points", "allow", ben.email, "120").exit_code == 1
    assert command("points", "allow", "no@x", "5").exit_code == 1
    listed = command("points", "accounts").output
    assert f"allowance {ben.id} 2026-03" in listed
    assert ben.name not in listed
    budget = queries.find_budget_called("Kudos")
    assert budget is not None
    shown = command("points", "show", str(budget.id)).output
    assert all(told in shown for told in ("-100", "500", "600"))
    assert command("points", "show", "9999").exit_code == 1
    jobs.link_transfers()
    heads: Path = tmp_path / "heads.txt"
    heads.write_text(command("points", "head").output)
    told = command("points", "verify", "--heads", str(heads))
    assert (told.exit_code, "1 heads given, all of them fit" in told.output) == (0, True)
    heads.write_text(heads.read_text().replace(" 4 ", " 3 "))
    wrong_head = command("points", "verify", "--heads", str(heads))
    assert (wrong_head.exit_code, "Link 3 is not the one" in wrong_head.output) == (1, True)
    heads.write_text("nothing")
    assert command("points", "verify", "--heads", str(heads)).exit_code == 1


def test_verifying_says_what_differs(command: Callable[..., Any], kept, database) -> None:
    forge("UPDATE points_account SET balance = balance + 1 WHERE kind = 'person'", database)
    told = command("points", "verify")
    assert told.exit_code == 1
    assert "says 1 with 0 set aside; its transfers make 0 with 0" in told.output
    assert "add up to 2, which should be 0" in told.output


def test_links_are_made_in_few_statements(kept, counting) -> None:
    source = queries.find_budget_called("Kudos")
    assert source is not None
    for number in range(40):
        actions.top_up(source, None, amount=1, key=f"t {number}", now=NOW)
    db.session.commit()
    with counting() as sent:
        assert actions.link_some(now=NOW) == 40
        db.session.commit()
    assert len(sent) <= 7, sent.statements  # SQLite counts its BEGIN
    assert db.session.scalar(db.select(db.func.count()).select_from(TransferLink)) == 46
