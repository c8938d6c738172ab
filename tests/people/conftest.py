"""What tests of rosters stand on: files that are planned with answers, and brought in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people.roster import imports
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.reading import mapping
from cxstaff.people.roster.reading.mapping import RosterMapping
from cxstaff.people.roster.reading.table import opened
from tests.cast import NOW, TODAY

Planned = Callable[..., Plan]


@pytest.fixture
def planned(app: Any, tmp_path: Path) -> Planned:
    """Plan a file as it is guessed, with answers by question."""

    def run(text: str | bytes, answers: dict[str, str] | None = None, **changed: Any) -> Plan:
        path = tmp_path / "r.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        table = opened(path)
        guess = mapping.guessed(table.headings, table.rows)
        parts = {name: getattr(guess, name) for name in ("columns", "order", "leaving", "words")}
        how = RosterMapping(**{**parts, **changed}, answers={"absent": "stay", **(answers or {})})
        return imports.check_table(table, how, today=TODAY, may_give_roles=True)

    return run


@pytest.fixture
def written(planned: Planned) -> Planned:
    """Bring a file in."""

    def run(*file: Any, **options: Any) -> Plan:
        made = planned(*file, **options)
        imports.write(made, actor=None, now=NOW)
        db.session.commit()
        return made

    return run
