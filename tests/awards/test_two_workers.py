"""Several workers at once move an award on, and tell a milestone, once."""

import os
from datetime import date

from flask import Flask

from cxstaff import clock
from cxstaff.awards.models import AwardStage
from cxstaff.awards.queries import find_award
from cxstaff.db import db
from cxstaff.milestones.models import Milestone
from cxstaff.people.models import Person, WaitingLetter
from cxstaff.work.schedule import run_once
from tests.forked import ended_with, fork
from tests.juries import CLOSED, an_award, nominate


def test_three_processes_tell_once(
    app: Flask, ines: Person, ana: Person, rolf: Person, ben: Person, cleo: Person
) -> None:
    award = an_award(ines, [ana, rolf])
    nominate(award, ben, cleo)
    ben.memberships[0].since = date(2021, 3, 20)
    db.session.commit()
    number, (start, go) = award.id, os.pipe()

    def work() -> None:
        os.close(go)
        os.read(start, 1)  # nothing: it ends for all at once
        with clock.frozen(CLOSED):
            assert run_once("awards.move_on")
            assert run_once("milestones.tell_milestones")

    workers = [fork(app, work) for _ in range(3)]
    os.close(go)
    assert [ended_with(worker) for worker in workers] == [0, 0, 0]
    os.close(start)

    moved = find_award(number)
    assert moved is not None
    assert moved.stage == AwardStage.VOTING
    assert len(list(db.session.scalars(db.select(Milestone)))) == 1
    kinds = sorted(each.kind for each in db.session.scalars(db.select(WaitingLetter)))
    assert kinds == ["award", "award", "milestone", "milestone of another"]
