"""What tests of keeping stand on: a person with traces everywhere, and a later day."""

from collections.abc import Iterator

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.people.models import Person, Team
from tests.keeping.story import LATER, Traces, tell


@pytest.fixture
def traces(app: Flask, blue: Team, service: Team, ines: Person, ben: Person) -> Traces:
    """Somebody who left traces everywhere, eight days ago."""
    return tell(app, blue, service, {"ines": ines, "ben": ben})


@pytest.fixture
def zed(traces: Traces) -> Person:
    """Somebody who is to be erased."""
    return traces.person


@pytest.fixture
def later(traces: Traces) -> Iterator[None]:
    """Eight days later: the round they were asked in is over."""
    with clock.frozen(LATER):
        yield
