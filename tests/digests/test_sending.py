"""Every week each person gets one digest, whatever goes wrong on the way."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.digests import actions, jobs, outbox, queries
from cxstaff.digests.models import DigestChoice, DigestPlan, DigestZone, Edition, EditionState
from cxstaff.digests.periods import Cadence
from cxstaff.people.models import Membership, Person, Team
from cxstaff.work import dispatch
from tests.cast import NOW, TODAY
from tests.digests.conftest import (
    LAST_WEEK,
    MONDAY,
    MONDAY_EIGHT,
    Thank,
    all_editions,
    edition_of,
)
from tests.mailserver import Received, free_port, mail_server

SOON = timedelta(minutes=11)


@pytest.fixture
def server(app: Flask) -> Iterator[Received]:
    """A mail server that the digests go to."""
    before = app.config["SETTINGS"]
    with mail_server() as received:
        app.config["SETTINGS"] = replace(
            before, mail_url=f"smtp://127.0.0.1:{received.port}?tls=never"
        )
        yield received
    app.config["SETTINGS"] = before


def words_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


@pytest.mark.long
@pytest.mark.only("sqlite")
def test_each_person_gets_what_concerns_them_once(
    plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person, bea: Person
) -> None:
    thank(ana, ben, "You calmed an angry customer.")
    thank(ana, bea, "A quiet word.", audience="private")

    for _ in range(3):
        jobs.send_due()

    letters = {str(letter["To"]): words_of(letter) for letter in server.letters}
    assert len(server.letters) == len(letters)
    assert "You calmed an angry customer." in letters["ben@bright.example"]
    assert "Ana Alba" in letters["ben@bright.example"]
    assert "A quiet word." in letters["bea@bright.example"]
    assert "only the two of you see this" in letters["bea@bright.example"]
    assert "Ana Alba thanked Ben Berg" in letters["bill@bright.example"]
    assert "1 more thanks was given privately" in letters["bill@bright.example"]
    assert not any("A quiet word" in text for to, text in letters.items() if "bea@" not in to)
    assert "privately" not in letters["ana@bright.example"], "Ana gave it, so she knows"
    assert "cleo@bright.example" not in letters, "nobody on Red was thanked"


@pytest.mark.only("sqlite")
def test_the_letter_can_be_recognised_if_it_comes_twice(
    edition: Edition, mailbox: Path, ben: Person
) -> None:
    kept = [letter for letter in mail.kept_letters(1).items if letter.to == ben.email]
    raw = (mailbox / f"{kept[0].name}.eml").read_text()
    assert edition.message_id == outbox.message_id(ben.id, MONDAY)
    assert edition.message_id.strip("<>") in raw.replace("\r\n ", "").replace("\n ", "")


@pytest.mark.only("sqlite")
def test_nobody_gets_it_before_their_own_hour(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, bea: Person
) -> None:
    bea.zone = "America/New_York"
    thank(ana, ben)

    with clock.frozen(MONDAY_EIGHT - timedelta(seconds=1)):
        jobs.send_due()
        assert all_editions() == []
    with clock.frozen(MONDAY_EIGHT):
        jobs.send_due()
        assert edition_of(ben).ends_on == MONDAY
    assert bea.id not in {each.person_id for each in all_editions()}
    with clock.frozen(MONDAY_EIGHT + timedelta(hours=5)):
        jobs.send_due()
    assert edition_of(bea).until == datetime.fromisoformat("2026-03-16T04:00+00:00")


@pytest.mark.long
@pytest.mark.only("sqlite")
def test_every_thanks_is_in_exactly_one_edition(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    midnight = datetime.fromisoformat("2026-03-15T23:00+00:00")
    for moment in (midnight - timedelta(seconds=1), midnight, midnight + timedelta(days=6)):
        thank(ana, ben, f"At {moment}", given_at=moment)

    jobs.send_due()
    first = edition_of(ben)
    ben.zone = "Pacific/Auckland"
    db.session.commit()
    with clock.frozen(NOW + timedelta(days=7)):
        jobs.send_due()
    second = edition_of(ben)

    assert (first.thanks, second.thanks) == (1, 2)
    assert first.until == second.since


@pytest.mark.only("sqlite")
def test_a_quiet_week_sends_nothing_and_is_noted(plan: DigestPlan, mailbox: Path) -> None:
    jobs.send_due()
    assert {each.state for each in all_editions()} == {EditionState.EMPTY}
    assert list(mailbox.iterdir()) == []


@pytest.mark.long
@pytest.mark.only("sqlite")
def test_who_wants_no_mail_or_has_none_reads_in_the_browser(
    plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person, bea: Person
) -> None:
    thank(ana, ben)
    thank(ana, bea)
    db.session.add(DigestChoice(person_id=ben.id, every="never"))
    bea.email = None
    db.session.commit()

    jobs.send_due()

    assert (edition_of(ben).state, edition_of(bea).state) == ("kept", "kept")
    assert not {"ben@bright.example", "bea@bright.example"} & set(server.recipients)


@pytest.mark.long
@pytest.mark.only("sqlite")
def test_each_person_gets_it_in_their_own_rhythm_and_no_thanks_twice(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, bea: Person, rolf: Person
) -> None:
    """Ben every week, Bea every fortnight, Rolf once a month, and Ben goes over to months."""
    for person, every in ((bea, "fortnightly"), (rolf, "monthly")):
        actions.choose(person, every)
    first = clock.start_of(date(2026, 3, 9), "Europe/Berlin")
    for day in range(70):
        at = first + timedelta(days=day, hours=12)
        for person in (ben, bea, rolf):
            thank(ana, person, f"{person.name} on day {day}", given_at=at)
    ends = defaultdict[int, list[date]](list)
    for day in range(71):
        if day == 30:
            actions.choose(ben, "monthly")
            db.session.commit()
        with clock.frozen(first + timedelta(days=day, hours=9)):
            jobs.send_due()
    for edition in all_editions():
        ends[edition.person_id].append(edition.ends_on)
    assert ends[bea.id] == [date(2026, 3, 16) + timedelta(days=14 * n) for n in range(5)]
    assert ends[rolf.id] == [date(2026, 4, 6), date(2026, 5, 4)]
    assert ends[ben.id] == [date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30), *ends[rolf.id]]
    for person in (ben, bea, rolf):
        told = [edition for edition in all_editions() if edition.person_id == person.id]
        assert all(a.until == b.since for a, b in pairwise(told))
        days = clock.local_day(told[-1].until, "Europe/Berlin") - date(2026, 3, 9)
        assert sum(edition.thanks for edition in told) == days.days


@pytest.mark.only("sqlite")
def test_a_month_that_is_found_late_ends_on_its_own_day(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    actions.choose(ben, "monthly")
    thank(ana, ben, given_at=NOW + timedelta(days=20))
    with clock.frozen(NOW + timedelta(days=28)):  # 15 April: nobody worked since March
        jobs.send_due()
    late = edition_of(ben)
    assert (late.ends_on, late.thanks) == (date(2026, 4, 6), 0), "what came later is the next one's"


def test_a_choice_made_after_a_zone_was_looked_at_counts_within_the_hour(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    actions.choose(ben, "monthly")
    db.session.commit()
    with clock.frozen(MONDAY_EIGHT):
        jobs.send_due()
    assert ben.id not in {each.person_id for each in all_editions()}
    actions.choose(ben, "")
    db.session.commit()
    with clock.frozen(MONDAY_EIGHT + timedelta(hours=1)):
        jobs.send_due()
    assert edition_of(ben).thanks == 1


@pytest.mark.only("sqlite")
def test_who_left_gets_nothing(plan: DigestPlan, thank: Thank, ana: Person, ben: Person) -> None:
    thank(ana, ben)
    ben.left_on = TODAY - timedelta(days=3)
    db.session.commit()
    jobs.send_due()
    assert ben.id not in {each.person_id for each in all_editions()}


@pytest.mark.long
@pytest.mark.only("sqlite")
def test_who_came_this_week_is_not_told_of_the_week_before(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, blue: Team
) -> None:
    newcomer = Person(name="Nora New", email="nora@bright.example")
    newcomer.memberships.append(Membership(team=blue, since=TODAY))
    db.session.add(newcomer)
    thank(ana, ben)
    jobs.send_due()
    assert newcomer.id not in {each.person_id for each in all_editions()}
    with clock.frozen(NOW + timedelta(days=7)):
        jobs.send_due()
    assert edition_of(newcomer).ends_on == date(2026, 3, 23)


@pytest.mark.long
@pytest.mark.only("sqlite")
def test_weeks_without_a_worker_are_caught_up_in_one_edition(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    jobs.send_due()
    for week in range(3):
        thank(ana, ben, given_at=NOW + timedelta(days=7 * week))
    with clock.frozen(NOW + timedelta(days=21)):
        jobs.send_due()
    caught_up = edition_of(ben)
    assert (caught_up.thanks, caught_up.ends_on) == (3, date(2026, 4, 6))
    assert caught_up.since == datetime.fromisoformat("2026-03-15T23:00+00:00")
    told = next(each for each in mail.kept_letters(1).items if each.to == ben.email)
    assert "16 Mar 2026 to 5 Apr 2026" in told.html
    assert "this week" not in told.subject + told.html, "it tells of three"


@pytest.mark.long
def test_a_pause_delays_and_loses_nothing(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    plan.is_paused = True
    db.session.commit()
    jobs.send_due()
    assert all_editions() == []
    plan.is_paused = False
    db.session.commit()
    jobs.send_due()
    assert edition_of(ben).thanks == 1


@pytest.mark.only("sqlite")
def test_one_refused_mailbox_touches_nobody_else(
    plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person, bea: Person
) -> None:
    thank(ana, ben)
    thank(ana, bea)
    server.refuses.add("ben@bright.example")

    jobs.send_due()

    failed = edition_of(ben)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert "550 no such mailbox" in str(failed.complaint)
    assert edition_of(bea).state == "sent"


@pytest.mark.only("sqlite")
def test_a_letter_that_failed_goes_later_with_the_same_id(
    plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    server.refuses.add("ben@bright.example")
    jobs.send_due()
    server.refuses.clear()

    with clock.frozen(NOW + timedelta(minutes=4)):
        jobs.send_due()
        assert "ben@bright.example" not in server.recipients, "not before the pause is over"
    with clock.frozen(NOW + timedelta(minutes=5)):
        jobs.send_due()

    sent = edition_of(ben)
    assert (sent.state, sent.attempts, sent.complaint, sent.retry_at) == ("sent", 2, None, None)
    assert [x["Message-ID"] for x in server.letters if x["To"] == ben.email] == [sent.message_id]


@pytest.mark.long
def test_pauses_grow_and_after_a_day_a_person_has_to_look(
    plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    server.refuses.add("ben@bright.example")
    jobs.send_due()
    attempts = [NOW]
    while (retry_at := edition_of(ben).retry_at) is not None:
        attempts.append(retry_at)
        with clock.frozen(retry_at):
            jobs.send_due()

    pauses = [after - before for before, after in pairwise(attempts)]
    assert pauses[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert pauses == sorted(pauses)
    assert attempts[-1] - NOW < timedelta(days=1)
    assert edition_of(ben).state == "failed"

    server.refuses.clear()
    actions.try_again(edition_of(ben), now=NOW + timedelta(days=2))
    db.session.commit()
    with clock.frozen(NOW + timedelta(days=2)):
        jobs.send_due()
    assert edition_of(ben).state == "sent"


def test_a_mail_server_that_is_down_is_left_alone_and_nothing_is_lost(
    app: Flask, plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, mail_url=f"smtp://127.0.0.1:{free_port()}")
    try:
        with pytest.raises(dispatch.LettersWait, match="cannot be reached"):
            jobs.send_due()
    finally:
        app.config["SETTINGS"] = settings
    left = Counter((each.state, each.attempts) for each in all_editions())
    assert left["failed", 1] == dispatch.FAILURES_IN_A_ROW
    assert left.total() == left["failed", 1] + left["claimed", 0] + left["empty", 1]
    assert all(each.retry_at == NOW for each in all_editions() if each.state == "claimed")

    with clock.frozen(NOW + timedelta(hours=1)):
        jobs.send_due()
    assert queries.count_failed() == 0
    assert len(mail.kept_letters(1).items) == 7, "all of Blue, and Hugo above"


def test_an_edition_left_by_a_killed_worker_is_taken_up_with_the_same_id(
    plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    claimed = actions.claim(ben, outbox.message_id, now=NOW)
    assert claimed is not None
    message_id = claimed.message_id
    db.session.commit()

    jobs.send_due()
    assert ben.email not in server.recipients, "its worker may still be at it"
    with clock.frozen(NOW + SOON):
        jobs.send_due()
    assert [x["Message-ID"] for x in server.letters if x["To"] == ben.email] == [message_id]


def test_of_two_workers_one_takes_up_what_was_left(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    claimed = actions.claim(ben, outbox.message_id, now=NOW)
    assert claimed is not None
    later = NOW + SOON
    assert list(queries.editions_waiting(later, 9)) == [(ben.id, claimed.id)]
    assert actions.take_up(claimed.id, now=later) is not None
    assert actions.take_up(claimed.id, now=later) is None


def test_no_week_has_two_editions_of_one_person(edition: Edition) -> None:
    again = {"since": edition.since, "until": edition.until, "claimed_at": NOW, "message_id": "x"}
    double = Edition(person_id=edition.person_id, ends_on=edition.ends_on, attempts=1, **again)
    db.session.add(double)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_no_transaction_is_open_while_a_letter_goes_out(
    app: Flask, plan: DigestPlan, thank: Thank, server: Received, ana: Person, ben: Person
) -> None:
    thank(ana, ben)
    busy, pool = [], db.engine.pool

    async def look(*_: object) -> str:
        busy.append(pool.checkedout())  # type: ignore[attr-defined]
        return "250 taken"

    server.handle_DATA = look  # type: ignore[method-assign]
    jobs.send_due()
    assert busy
    assert set(busy) == {0}


@pytest.mark.only("sqlite")
def test_a_fault_of_ours_is_noted_and_others_get_theirs(
    plan: DigestPlan,
    thank: Thank,
    ana: Person,
    ben: Person,
    bea: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    thank(ana, ben)
    ben.locale = "xx"  # which Babel knows nothing of
    db.session.commit()
    jobs.send_due()
    assert edition_of(ben).state == "failed"
    assert "unknown locale" in str(edition_of(ben).complaint)
    assert edition_of(bea).state == "sent"
    assert "could not be written" in caplog.text


@pytest.mark.only("sqlite")
def test_an_address_that_no_letter_can_name_is_told_to_the_log_without_it(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, caplog: pytest.LogCaptureFixture
) -> None:
    thank(ana, ben)
    ben.email = "ben\x7f@bright.example"
    db.session.commit()
    jobs.send_due()
    assert edition_of(ben).state == "failed"
    assert "could not be written: ValueError in __post_init__" in caplog.text
    assert "@bright.example" not in caplog.text


@pytest.mark.only("sqlite")
def test_a_zone_where_everybody_is_served_is_left_alone(
    plan: DigestPlan, counting: object, thank: Thank
) -> None:
    jobs.send_due()
    looked = {(z.zone, z.every): z.ends_on for z in db.session.scalars(db.select(DigestZone))}
    kinds = [("Europe/Berlin", "weekly"), ("Europe/Berlin", "fortnightly")]
    assert looked == dict.fromkeys(kinds, MONDAY), "no month has begun since"
    with counting() as sent:  # type: ignore[operator]
        jobs.send_due()
    assert len(sent) < 12
    assert not any("FROM person" in text and "edition" in text for text in sent.statements)


def test_who_is_added_late_to_a_zone_is_found_within_the_hour(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person
) -> None:
    ben.zone = "Pacific/Honolulu"
    thank(ana, ben, given_at=LAST_WEEK)
    with clock.frozen(MONDAY_EIGHT):
        jobs.send_due()
    ben.zone = "Europe/Paris"
    db.session.commit()
    with clock.frozen(MONDAY_EIGHT + timedelta(hours=1)):
        jobs.send_due()
    assert edition_of(ben).thanks == 1


def test_who_is_due_and_since_when_is_decided_to_the_day(
    app: Flask, ben: Person, bea: Person, cleo: Person, ana: Person, red: Team
) -> None:
    zone, start = "Europe/Berlin", clock.start_of(MONDAY, "Europe/Berlin")

    def due(day: date = MONDAY) -> set[int]:
        found = queries.people_due(zone, day, Cadence.WEEK, Cadence.WEEK)
        assert queries.count_due(zone, day, Cadence.WEEK, Cadence.WEEK) == len(found)
        return set(found) & {ben.id, bea.id, cleo.id, ana.id}

    assert due() == {ben.id, bea.id, cleo.id, ana.id}
    bea.left_on = MONDAY
    assert bea.id not in due()
    assert bea.id in due(MONDAY - timedelta(days=1))
    cleo.memberships[0].since, cleo.memberships[0].until = MONDAY, MONDAY + timedelta(days=60)
    db.session.flush()
    db.session.add(Membership(person=cleo, team=red, since=MONDAY + timedelta(days=60)))
    assert cleo.id in due()
    assert cleo.id not in due(MONDAY - timedelta(days=1))
    assert queries.recipient_of(cleo).joined_on == MONDAY
    had = {"since": start - timedelta(days=7), "message_id": "<a@b>", "claimed_at": NOW}
    the_day = Edition(person=ben, ends_on=MONDAY, until=start - timedelta(days=1), **had)
    before = Edition(person=ana, ends_on=MONDAY - timedelta(days=1), until=start, **had)
    db.session.add_all([the_day, before])
    assert due() == {cleo.id}
    before.until = start - timedelta(seconds=1)
    assert due() == {cleo.id, ana.id}
