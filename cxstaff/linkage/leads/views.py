"""Noting that a result was looked at, after the page is made."""

from __future__ import annotations

import logging

from flask import Response, after_this_request
from sqlalchemy.exc import SQLAlchemyError

from cxstaff import clock
from cxstaff.db import db
from cxstaff.linkage.leads import actions, queries
from cxstaff.linkage.material.question import Question
from cxstaff.people import queries as people

log = logging.getLogger(__name__)


def note_looks(*questions: Question) -> None:
    """Note, once a day each, that this request shows the answers to questions.

    A study that is declared later on the same result is then exploratory. Pages are made all the
    same where the database can only be read.
    """
    now = clock.now()
    day = clock.local_day(now, people.get_company().zone)
    asked = {Question(q.engagement, q.outcome, q.span, q.lag) for q in questions}
    new = asked - queries.looked_at(day)
    if not new:
        return

    @after_this_request
    def note(response: Response) -> Response:
        try:
            db.session.rollback()  # ends the reading, so that SQLite lets this request write
            for question in sorted(new, key=str):  # in one order, so that two wait in a queue
                actions.look(question, day, now=now)
            db.session.commit()
        except SQLAlchemyError:
            db.session.rollback()
            log.warning("A look at the comparison could not be noted", exc_info=True)
        return response
