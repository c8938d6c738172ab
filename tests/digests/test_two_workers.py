"""Several workers at once send each digest once."""

import os
import threading
from collections import Counter

from flask import Flask

from cxstaff import mail
from cxstaff.db import db
from cxstaff.digests import jobs
from cxstaff.digests.models import DigestPlan
from cxstaff.people.models import Person
from cxstaff.work.schedule import run_once
from tests.digests.conftest import Thank, all_editions
from tests.forked import ended_with, fork

BLUE_AND_ABOVE = 7


def test_four_threads_send_once(
    app: Flask, plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    start, failures = threading.Barrier(4), list[BaseException]()

    def work() -> None:
        with app.app_context():
            start.wait()
            try:
                jobs.send_due()
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert failures == []
    _each_got_one_letter()


def test_three_processes_send_once(
    app: Flask, plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    start, go = os.pipe()

    def work() -> None:
        os.close(go)
        os.read(start, 1)  # nothing: it ends for all at once
        assert run_once("digests.send_due")

    workers = [fork(app, work) for _ in range(3)]
    os.close(go)
    assert [ended_with(worker) for worker in workers] == [0, 0, 0]
    os.close(start)
    _each_got_one_letter()


def _each_got_one_letter() -> None:
    to = Counter(letter.to for letter in mail.kept_letters(1, size=100).items)
    assert len(to) == BLUE_AND_ABOVE
    assert set(to.values()) == {1}
    db.session.rollback()
    editions = all_editions()
    assert Counter(each.state for each in editions)["sent"] == BLUE_AND_ABOVE
    assert all(each.attempts == 1 for each in editions)
