"""What a browser holds that has opened a page: the content of its cookie, and its token."""

from __future__ import annotations

from typing import Any

from flask import Flask, session
from flask.testing import FlaskClient

from cxstaff.db import db
from cxstaff.people import access
from cxstaff.people.models import Person
from cxstaff.web import csrf


def sign_in(app: Flask, person_id: int) -> tuple[dict[str, Any], str]:
    """Begin a session as the product does; return the content of its cookie, and the token."""
    with app.test_request_context():
        access.sign_in(db.session.get_one(Person, person_id))
        db.session.commit()
        token = csrf.token()
        return dict(session), str(token)


def browser_of(app: Flask, person_id: int) -> FlaskClient:
    """Return the browser of somebody who has signed in."""
    cookie, _token = sign_in(app, person_id)
    client = app.test_client()
    with client.session_transaction() as held:
        held.update(cookie)
    return client


def visit(app: Flask) -> tuple[dict[str, Any], str]:
    """Begin a session of somebody who is not signed in; return the same."""
    with app.test_request_context():
        token = csrf.token()
        return dict(session), str(token)
