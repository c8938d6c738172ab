"""What is packed is read as its rows are, and whatever changed since is read from its rows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from cxstaff import packed
from cxstaff.customers.columns import totals
from cxstaff.customers.models import Cell, Channel, Grain, Segment, Total
from cxstaff.customers.records.writing import count_periods
from cxstaff.db import db
from cxstaff.linkage.jobs import pack_parts
from cxstaff.linkage.leads import actions
from cxstaff.linkage.material import packing
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import material_for
from cxstaff.linkage.material.question import Question
from cxstaff.packed import PackedPart
from cxstaff.people.models import Team
from tests.cast import NOW, TODAY
from tests.linkage.worlds import Build, month, said
from tests.packing import totals_kept, totals_read

ZONE = "Europe/Berlin"


def parts() -> dict[str, int]:
    """Count the parts that are packed, by what they are parts of."""
    query = db.select(PackedPart.dataset, db.func.count()).group_by(PackedPart.dataset)
    return dict(map(tuple, db.session.execute(query)))


def numbers(question: Question) -> dict[str, Any]:
    """Return every number that a question is answered from."""
    found = material_for(question, TODAY, ZONE)
    cells = {"scores": found.scores, "halves": found.halves, **found.results}
    return {
        f"{name} {column}": dict(zip(each, values.tolist(), strict=True))
        for name, each in cells.items()
        for column, values in each.columns.items()
    }


def by_phone(team: Team, *months: date) -> None:
    """Let a team have contacts by phone in some months."""
    phone, private = Channel(name="Phone"), Segment(name="Private")
    db.session.add_all([phone, private])
    db.session.flush()
    own: dict[str, Any] = {
        "grain": "month",
        "team_id": team.id,
        "channel_id": phone.id,
        "interactions": 90,
    }
    for each in months:
        db.session.add(Cell(**own, segment_id=private.id, starts_on=each))


@pytest.mark.parametrize("engagement", ["index", "enps"])
def test_every_number_is_the_same_once_it_is_packed(company: Build, engagement: str) -> None:
    company(teams=5, subject=engagement)
    question = Question(engagement)
    actions.look(question, TODAY, now=NOW)
    db.session.commit()
    before = numbers(question)
    pack_parts()
    assert parts()["customers.totals.month"] == parts()[f"pulses.scores.{engagement}"] == 12
    assert packing.waiting([question], TODAY) == []
    assert repr(numbers(question)) == repr(before)
    assert before["csat value"]


def test_only_what_was_asked_lately_and_is_over_is_packed(company: Build) -> None:
    made = company(teams=3)
    said(made.made[0], TODAY.replace(day=1), 4.0)
    by_phone(made.made[0], TODAY.replace(day=1), month(11))
    actions.look(Question("enps", span=Period.WEEK), TODAY - timedelta(days=40), now=NOW)
    db.session.commit()
    pack_parts()
    assert parts() == {
        "customers.channels.month": 1,
        "customers.totals.month": 12,
        "pulses.scores.index": 12,
        "pulses.halves.index": 12,
    }


def test_sums_that_were_taken_out_are_not_kept_packed(company: Build) -> None:
    company(teams=3)
    pack_parts()
    kept = parts()["customers.totals.month"]
    gone = db.session.scalars(db.select(Total.starts_on).order_by(Total.starts_on)).first()
    assert gone is not None
    db.session.execute(db.delete(Total).where(Total.starts_on == gone))
    count_periods(db.session(), [], [("month", gone)])  # as whatever takes sums out does
    db.session.commit()
    pack_parts()
    assert parts()["customers.totals.month"] == kept - 1
    assert packed.outdated() == []


def test_what_an_earlier_program_packed_of_other_columns_counts_for_nothing(company: Build) -> None:
    company(teams=3)
    data = totals(Grain.MONTH)
    earlier = replace(data, columns=dict(reversed(data.columns.items())))
    packed.keep(packed.packed_anew(earlier, packed.stale_parts(earlier)))
    assert packed.stale_parts(earlier) == []
    assert totals_read() == totals_kept()
    assert len(packed.stale_parts(data)) == 12


def test_a_month_that_came_after_packing_is_read_and_packed_like_the_others(company: Build) -> None:
    company(teams=3)
    data = totals(Grain.MONTH)
    packed.keep(packed.packed_anew(data, packed.stale_parts(data)))
    assert packed.stale_parts(data) == []
    assert totals_read() == totals_kept()
    later, team = month(40), db.session.scalars(db.select(Team).order_by(Team.id)).first()
    db.session.add(Total(grain="month", team_id=team.id, starts_on=later, interactions=7))
    db.session.flush()
    assert packed.stale_parts(data) == [later]
    assert totals_read() == totals_kept()


def test_days_are_read_from_texts_as_numpy_reads_them() -> None:
    days = [date(1, 1, 1), date(1969, 12, 31), date(2024, 2, 29), date(9999, 12, 31)]
    days += [TODAY + timedelta(days=each) for each in range(400)]
    found = packed.arrays.days_of(",".join(map(str, days)))
    assert found.tolist() == days
    assert found.dtype == np.array(days, dtype="datetime64[D]").dtype
    assert packed.arrays.days_of("").dtype == found.dtype
