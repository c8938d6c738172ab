"""What tests of keeping stand on: a person with traces everywhere, and a later day."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.recognition.models import CompanyValue
from tests.keeping import story
from tests.keeping.story import LATER, Traces

Told = tuple[int, int, Path, Path]


@pytest.fixture
def traces(
    app: Flask, blue: Team, service: Team, ines: Person, ben: Person, tell: Callable[..., Told]
) -> Traces:
    """Somebody who left traces everywhere, eight days ago."""

    def traces_of_zed() -> Told:
        made = story.tell(app, blue, service, {"ines": ines, "ben": ben})
        return made.person.id, made.value.id, made.upload, made.roster

    person_id, value_id, upload, roster = tell("traces", traces_of_zed)
    person = db.session.get_one(Person, person_id)
    return Traces(person, db.session.get_one(CompanyValue, value_id), upload, roster)


@pytest.fixture
def zed(traces: Traces) -> Person:
    """Somebody who is to be erased."""
    return traces.person


@pytest.fixture
def later(traces: Traces) -> Iterator[None]:
    """Eight days later: the round they were asked in is over."""
    with clock.frozen(LATER):
        yield
