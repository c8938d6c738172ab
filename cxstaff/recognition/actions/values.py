"""What happens to the values a company holds dear."""

from __future__ import annotations

from datetime import datetime

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.recognition import queries
from cxstaff.recognition.models import CompanyValue
from cxstaff.recognition.starters import STARTER_VALUES
from cxstaff.security_log import Act


def define_value(name: str, actor: Person, *, sentence: str, now: datetime) -> CompanyValue:
    """Add a value. Raises `Refused` when there is one of that name."""
    _check_name(name, None)
    value = CompanyValue(name=name, sentence=sentence)
    db.session.add(value)
    db.session.flush()
    security_log.record(Act.VALUE_DEFINED, by=actor, now=now, value=name)
    return value


def add_starter_values(actor: Person, *, now: datetime) -> list[CompanyValue]:
    """Add the values to begin with that there are not yet; returns those added."""
    known = {each.name.casefold() for each in queries.values()}
    return [
        define_value(str(each.name), actor, sentence=str(each.sentence), now=now)
        for each in STARTER_VALUES
        if str(each.name).casefold() not in known
    ]


def change_value(
    value: CompanyValue, actor: Person, *, name: str, sentence: str, now: datetime
) -> None:
    """Put a value in other words. Raises `Refused` when another one has that name."""
    _check_name(name, value)
    security_log.record(Act.VALUE_CHANGED, by=actor, now=now, value=name, was=value.name)
    value.name, value.sentence = name, sentence
    db.session.flush()


def _check_name(name: str, but: CompanyValue | None) -> None:
    known = queries.find_value_called(name)
    if known is not None and known is not but:
        raise Refused("There is already a value called %(name)s.", name=known.name)
