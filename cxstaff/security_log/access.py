"""Where the security log meets transactions: lines are written as the last thing of a commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from cxstaff.db import db
from cxstaff.security_log import actions
from cxstaff.security_log.acts import Act
from cxstaff.transactions import writing

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads, when what was loaded of them is no longer at hand."""

    id: int


def record_reading(act: Act, *, by: actions.Somebody, now: datetime, **told: Any) -> None:
    """Write a line about a page that otherwise only reads, in a transaction of its own.

    What the page has loaded so far is read anew afterwards, and `by` at once: a file is sent when
    the session of the request is gone. `told` is what `record` takes.
    """
    reader = _Reader(by.id)
    db.session.rollback()  # ends the reading, so that SQLite lets this request write
    with writing():
        actions.record(act, by=reader, now=now, **told)
        db.session.commit()
    if by in db.session:
        db.session.refresh(by)


def where_from() -> str:
    """Return the address of whoever asks for the page that is being answered."""
    return (request.remote_addr or "") if has_request_context() else COMMAND_LINE


@event.listens_for(db.session, "before_commit")
def _write(session: Session) -> None:
    """Write what was recorded with the transaction that made it true."""
    if not session.in_nested_transaction():
        actions.write_recorded(session, where_from())


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, _transaction: Any) -> None:
    """Write nothing of what did not happen."""
    actions.forget_recorded(session)
