"""Interactions taken in many at once: rows, feedback, running sums, and who handled what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cxstaff.customers.models import Channel, Feedback, ImportRun, Interaction, Total
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Membership, Person, Team
from tests.cast import NOW
from tests.customers.conftest import recount, stored

Make = Callable[..., Contact]


def interactions() -> list[Interaction]:
    return list(db.session.scalars(db.select(Interaction).order_by(Interaction.id)))


def test_everything_known_of_a_contact_is_kept(contact: Make, ben: Person, blue: Team) -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    full = contact(
        "r1",
        at,
        handler=ben.email,
        channel="Chat",
        segment="Moving house",
        reason="Bill",
        customer="c-1",
        responded_at=at + timedelta(minutes=5),
        handling_seconds=90,
        is_resolved=True,
        given_at=at + timedelta(hours=1),
        csat=4,
        nps=9,
        ces=2,
        remark="Schön",
    )
    loaded = loading.load("desk", [full], now=NOW)
    db.session.commit()
    (kept,) = interactions()

    assert (loaded.accepted, loaded.duplicates, loaded.refused) == (1, 0, [])
    assert (kept.team_id, kept.handler_id, kept.day) == (blue.id, ben.id, date(2026, 3, 2))
    assert (kept.channel.name, kept.reason.name, kept.happened_at) == ("Chat", "Bill", at)
    assert (kept.handling_seconds, kept.is_resolved, kept.customer) == (90, True, "c-1")
    assert kept.feedback is not None
    assert (kept.feedback.csat, kept.feedback.nps, kept.feedback.ces) == (4, 9, 2)
    assert (kept.feedback.remark, kept.feedback.given_at) == ("Schön", at + timedelta(hours=1))


def test_every_score_there_is_adds_up_as_its_scale_says(contact: Make, app: Any) -> None:
    """Each score of each scale once: detractors say 0 to 6 and promoters 9 or 10."""
    told = [("nps", n) for n in range(11)] + [(name, n) for name in ("csat", "ces") for n in (1, 5)]
    told += [("csat", 3), ("csat", 4), ("ces", 2), ("ces", 7)]
    batch = [contact(f"{name}{n}", **{name: n}) for name, n in told]
    loading.load("desk", batch, now=NOW)
    db.session.commit()
    total = db.session.scalars(db.select(Total).where(Total.grain == "month")).one()
    assert (total.nps_n, total.nps_detractors, total.nps_promoters) == (11, 7, 2)
    assert (total.ces_n, total.ces_sum, total.ces_squares) == (4, 15, 1 + 4 + 25 + 49)
    assert (total.csat_n, total.csat_sum, total.csat_top2) == (4, 13, 2)
    assert total.csat_squares == 1 + 9 + 16 + 25
    assert stored() == recount()


def test_taking_the_same_in_twice_changes_nothing(contact: Make, app: Any) -> None:
    batch = [contact("a", csat=5), contact("b", csat=1), contact("a", csat=3)]
    first = loading.load("desk", batch, now=NOW)
    before = stored()
    second = loading.load("desk", batch, now=NOW)

    assert (first.accepted, first.updated, first.duplicates) == (2, 1, 0)
    assert (second.accepted, second.updated, second.duplicates) == (0, 0, 3)
    assert stored() == before == recount()
    assert loading.load("other desk", batch, now=NOW).accepted == 2


def test_nothing_said_leaves_no_feedback(contact: Make, app: Any) -> None:
    loading.load("desk", [contact("a")], now=NOW)
    assert db.session.scalar(db.select(db.func.count()).select_from(Feedback)) == 0


def test_a_contact_counts_for_the_team_of_its_day(
    contact: Make, ben: Person, blue: Team, red: Team
) -> None:
    ben.memberships[0].until = date(2026, 3, 2)
    db.session.add(Membership(person=ben, team=red, since=date(2026, 3, 2)))
    db.session.flush()
    night = datetime(2026, 3, 1, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    loading.load("d", [contact("a", night), contact("b", night + timedelta(minutes=1))], now=NOW)

    assert [one.team_id for one in interactions()] == [blue.id, red.id]


def test_handlers_are_found_by_number_address_or_name(contact: Make, ben: Person) -> None:
    ben.employee_number = "E7"
    db.session.add(Person(name="Bea  bach"))
    db.session.add(Person(name="New Nora"))
    db.session.flush()
    words = [ben.id, "e7", "BEN@bright.example", " ben  BERG ", "Bea Bach", "Nobody", "New Nora"]
    loaded = loading.load("d", [contact(str(n), handler=w) for n, w in enumerate(words)], now=NOW)

    assert [one.handler_id for one in interactions()] == [ben.id] * 4
    sentences = {place: found.sentence for place, found in loaded.refused}
    assert sentences[4].startswith("Several people")
    assert sentences[5].startswith("Nobody called")
    assert sentences[6].startswith("'%(value)s' was in no team")


@pytest.mark.parametrize(
    "word",
    ["Berg, Ben", "Ben Berg <ben@bright.example>", '"Berg" <ben@bright.example>', "BEN BERG (Blue)",
     "Ben Berg [chat]", "ben", "Ben Berg <old@elsewhere.example>", "\u200fBen Berg\u200e", "0805",
     "805", "805.0"],
)  # fmt: skip
def test_handlers_are_found_as_other_systems_write_them(
    contact: Make, ben: Person, word: str
) -> None:
    ben.employee_number = "0805"
    db.session.flush()
    loaded = loading.load("d", [contact("a", handler=word)], now=NOW)
    assert not loaded.refused
    assert [one.handler_id for one in interactions()] == [ben.id]


def test_a_spelling_of_several_people_is_nobody(contact: Make, ben: Person) -> None:
    ben.employee_number = "0805"
    db.session.add_all(
        [
            Person(name="Ben Berg", employee_number="805"),
            Person(name="Ben Other", email="ben@other.example"),
        ]
    )
    db.session.flush()
    words = ["Berg, Ben", "ben", "00805", "Berg, Ben, Cleo", "Ben Berg, Cleo Clay", "Ben Berg; Bo"]
    loaded = loading.load("d", [contact(str(n), handler=w) for n, w in enumerate(words)], now=NOW)
    assert len(loaded.refused) == len(words)
    assert loaded.refused[0][1].sentence.startswith("Several people")


def test_names_without_spaces_are_found_with_one(contact: Make, blue: Team, ben: Person) -> None:
    ben.name = "王小明"
    db.session.flush()
    assert not loading.load("d", [contact("a", handler="王 小明")], now=NOW).refused


def test_a_refused_first_does_not_hide_a_good_second(contact: Make, app: Any) -> None:
    loaded = loading.load("d", [contact("a", handler="Nobody"), contact("a")], now=NOW)
    assert (loaded.accepted, loaded.duplicates, len(loaded.refused)) == (1, 0, 1)


def test_a_column_that_holds_no_channels_is_refused(contact: Make, app: Any) -> None:
    batch = [contact(str(n), channel=f"order {n}") for n in range(101)]
    with pytest.raises(Refused, match="more than 100 channels"):
        loading.load("d", batch, now=NOW)
    db.session.rollback()
    assert db.session.scalar(db.select(db.func.count()).select_from(Channel)) == 0


def test_names_that_another_import_left_behind_do_not_stop_later_ones(
    contact: Make, app: Any
) -> None:
    runs = [ImportRun(file_name="a", stored_as="a", created_at=NOW) for _ in range(2)]
    db.session.add_all(runs)
    db.session.flush()
    for part in range(2):
        batch = [contact(f"{part} {n}", channel=f"order {part} {n}") for n in range(50)]
        loading.load("d", batch, run_id=runs[0].id, now=NOW)
    more = [contact("more", channel="order 101")]
    with pytest.raises(Refused, match="more than 100 channels"):
        loading.load("d", more, run_id=runs[0].id, now=NOW)
    right = [contact(str(n), channel=["Chat", "Phone"][n % 2]) for n in range(5)]
    assert loading.load("d", right, run_id=runs[1].id, now=NOW).accepted == 5


def test_the_number_of_statements_does_not_grow_with_the_batch(
    contact: Make, counting: Any
) -> None:
    loading.load("d", [contact("first", segment="x", reason="y")], now=NOW)
    with counting() as few:
        loading.load("d", [contact("a")], now=NOW)
    with counting() as many:
        loading.load("d", [contact(str(n)) for n in range(3000)], now=NOW)
    assert len(many) <= len(few) + 2
