"""What runs by itself for thanks: letters, patterns, and points with those of customers."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.company import find_company
from cxstaff.people.letters import outbox
from cxstaff.points.queries import is_on
from cxstaff.recognition import letters
from cxstaff.recognition.actions.hearing import LETTER
from cxstaff.recognition.patterns.actions import notice
from cxstaff.recognition.praise import points
from cxstaff.recognition.rules.queries import chosen
from cxstaff.work.schedule import job


def init_app(app: Flask) -> None:
    """Say how letters about thanks are written, and when they are still wanted."""
    outbox.compose_with(LETTER, letters.to_thanked, letters.is_wanted)


@job(every=timedelta(hours=6))
def notice_patterns() -> None:
    """Look for patterns in who thanks whom, as HR set it."""
    now, company = clock.now(), find_company()
    if company is not None:
        notice(now, clock.local_day(now, company.zone))
        db.session.commit()


@job(every=timedelta(minutes=15))
def give_points_of_customers() -> None:
    """Give points with customers' thanks, and take them back where a remark is none any more."""
    now, company, rules = clock.now(), find_company(), chosen()
    if company is None:
        return
    today = clock.local_day(now, company.zone)
    for each in points.due(rules, now, today) if is_on() else ():
        try:
            points.give(each, rules, now=now)
        except Refused:  # the budget has too little: the others wait for it, too
            db.session.rollback()
            break
        db.session.commit()
    for given in points.no_praise_any_more(now):
        try:
            points.take_back(given, now=now)
        except Refused:  # they are in use already, and stay
            db.session.rollback()
        else:
            db.session.commit()
