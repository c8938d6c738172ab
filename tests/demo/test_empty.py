"""An empty company has an admin and nobody else, who signs in and finds the first steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import Base, db
from cxstaff.demo import empty
from cxstaff.demo.accounts import PASSWORD
from cxstaff.people.models import Person
from tests.cast import NOW

As = Callable[[Person | None], Any]


@pytest.fixture(autouse=True)
def _nobody(app: Flask) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
    db.session.expire_all()


def test_its_admin_signs_in_and_begins(as_: As) -> None:
    empty.found_empty_company(NOW)
    db.session.commit()
    visit = as_(None)
    typed = {"email": empty.ADMIN, "password": PASSWORD}
    assert visit.post("/sign-in", typed).status_code == 303
    assert "8 steps are left" in visit.get("/").text


@pytest.mark.parametrize(
    ("file", "zone"),
    [("zoneinfo/Asia/Tokyo", "Asia/Tokyo"), ("localtime-of-old", "UTC")],
)
def test_it_lives_where_the_machine_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, zone: str
) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(tmp_path / file)
    monkeypatch.setattr(empty, "LOCAL_TIME", link)
    assert empty.zone_of_machine() == zone
    assert zone in clock.zone_names()
