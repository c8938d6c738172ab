"""The net under the security log: no privileged page changes anything without a line."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.people.access import GRANTS, signed_in_or_none
from cxstaff.people.models import Role
from cxstaff.security_log import Act
from cxstaff.security_log.actions import is_recorded

_CHANGED = "something changed"


@event.listens_for(db.session, "after_flush")
def _note_flush(session: Session, _context: Any) -> None:
    session.info[_CHANGED] = True


@event.listens_for(db.session, "do_orm_execute")
def _note_statement(state: Any) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[_CHANGED] = True


@event.listens_for(db.session, "before_commit", insert=True)
def _leave_a_line(session: Session) -> None:
    """Tell what a privileged page commits, unless the action did in its own words."""
    has_changed = session.info.pop(_CHANGED, False)
    if not has_request_context() or not _is_privileged():
        return
    has_changed = has_changed or bool(session.new or session.dirty or session.deleted)
    person = signed_in_or_none()
    if is_recorded(session):
        g.is_told = True
    elif has_changed and person is not None and "is_told" not in g:
        g.is_told = True
        words = {name: str(value) for name, value in (request.view_args or {}).items()}
        told: dict[str, Any] = {"page": request.endpoint or ""} | words
        security_log.record(Act.PAGE_POSTED, by=person, now=clock.now(), **told)


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, _transaction: Any) -> None:
    session.info.pop(_CHANGED, None)


def _is_privileged() -> bool:
    """Say whether the page that is answered is for some roles alone."""
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "permission", None)
    roles = GRANTS.get(permission) if permission else None
    return roles is not None and Role.EMPLOYEE not in roles
