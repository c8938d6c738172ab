"""What systems know of customers: by the time of their news, erased names, and names alone."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from cxstaff.customers.imports import jobs
from cxstaff.customers.models import Customer, Interaction
from cxstaff.customers.reading.mapping import FileKind, Mapping
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.tables.times.dates import DateOrder
from tests.cast import ZONE
from tests.customers.conftest import recount, stored
from tests.customers.files import Write, get, queue

HEAD = "id,when,who,cid,address,name,lang,zone,changed"
HOW = Mapping(
    {"reference": "id", "happened_at": "when", "handler": "who", "customer": "cid",
     "customer_address": "address", "customer_name": "name", "customer_language": "lang",
     "customer_zone": "zone", "changed_at": "changed"},
    "desk", ZONE, DateOrder.YEAR_FIRST,
)  # fmt: skip
HEARD = Mapping(
    {"reference": "id", "feedback_at": "answered", "customer": "cid", "customer_name": "name",
     "customer_address": "address", "customer_language": "lang", "csat": "csat"},
    "desk", ZONE, DateOrder.YEAR_FIRST, kind=FileKind.FEEDBACK,
)  # fmt: skip
TOLD = (
    "1,2026-02-10,Ben Berg,c1,new@x.example,Ann,,Berlin,2026-02-13 09:00",
    "2,2026-02-12,Ben Berg,c1,old@x.example,,de,,2026-02-12 09:00",
    "3,2026-02-11,Ben Berg,c1,,Anna,fr,Madrid,",
)
"""News of one customer: of each detail another line is the newest."""


def bring_in(file: Write, *lines: str, head: str = HEAD, how: Mapping = HOW) -> int:
    run_id = queue(file(head, *lines, name=f"{len(lines)}-{hash(lines)}.csv"), how)
    jobs.import_queued()
    assert stored() == recount()
    return run_id


def customer(reference: str = "c1") -> Customer:
    db.session.expire_all()
    return db.session.get_one(Customer, ("desk", reference))


def known(one: Customer) -> tuple[str | None, ...]:
    return one.address, one.name, one.language, one.zone


@pytest.mark.parametrize("order", list(permutations(range(3)))[1::2])
def test_newer_details_stay_in_whatever_order_files_come(
    app: Any, file: Write, order: tuple[int, ...]
) -> None:
    for place in order:
        bring_in(file, TOLD[place])
    assert known(customer()) == ("new@x.example", "Ann", "de", "Europe/Berlin")
    bring_in(file, "4,2026-03-01,Ben Berg,c1,,Anne,,,", "5,2026-02-13 09:00,Ben Berg,c1,,,es,,")
    assert known(customer()) == ("new@x.example", "Anne", "es", "Europe/Berlin")
    bring_in(file, "6,2026-03-01,Ben Berg,c1,,Anke,,,")  # as old: what is imported last
    assert customer().name == "Anke"


def test_the_newest_line_of_a_file_counts_and_what_was_kept_without_a_time_is_older(
    app: Any, file: Write
) -> None:
    db.session.add(Customer(source="desk", reference="c1", name="Annie", language="it"))
    db.session.commit()
    bring_in(file, *TOLD)
    assert known(customer()) == ("new@x.example", "Ann", "de", "Europe/Berlin")


def test_details_from_which_a_name_was_taken_out_do_not_come_back(app: Any, file: Write) -> None:
    bring_in(file, TOLD[0])
    one = customer()
    one.address, one.name = "[name removed]", "Mother of [name removed]"
    db.session.commit()
    bring_in(file, TOLD[0].replace("2026-02-13", "2026-02-14").replace("Berlin", "Paris"))
    assert known(customer()) == (
        "[name removed]", "Mother of [name removed]", None, "Europe/Paris",
    )  # fmt: skip


@pytest.mark.both
def test_who_is_known_by_name_alone_is_the_customer_of_one_interaction(
    app: Any, file: Write, as_: Callable[..., Any], cyrus: Person
) -> None:
    first = ("1,2026-02-10,Ben Berg,,,Kim Kay,,,", "2,2026-02-10,Ben Berg,,,Kim Kay,de,,",
             "3,2026-02-10,Ben Berg,c3,,Lee Lim,,,", "4,2026-02-10,Ben Berg,,,,,,")  # fmt: skip
    run = get(bring_in(file, *first))
    assert run.accepted == 4
    languages = db.session.scalars(db.select(Customer.language).filter_by(name="Kim Kay"))
    assert set(languages) == {None, "de"}

    pages = {}
    for each in db.session.scalars(db.select(Interaction)).all():
        pages[each.reference] = as_(cyrus).get(f"/customers/interactions/{each.id}").text
    assert "Kim Kay" in pages["1"]
    assert "Kim Kay" in pages["2"]
    assert "c3" in pages["3"]
    assert not any("\x1f" in page for page in pages.values())

    again = get(bring_in(file, *first, "5,2026-02-10,Ben Berg,,,Kim Kay,,,"))
    assert (again.accepted, again.duplicates) == (1, 4)
    later = ("1,2026-02-10,Ben Berg,c1,,Kim Kay,,,", "3,2026-02-10,Ben Berg,,,Lee Lum,,,")
    assert get(bring_in(file, *later)).updated == 1
    called = dict(db.session.execute(db.select(Interaction.reference, Interaction.customer)).all())
    assert (called["1"], called["3"], called["4"]) == ("c1", "c3", None)
    assert customer("c3").name == "Lee Lim"
    one = db.session.scalars(db.select(Interaction.id).filter_by(reference="1")).one()
    page = as_(cyrus).get(f"/customers/interactions/{one}").text
    assert "c1" in page
    assert "\x1f" not in page


def test_answers_of_their_own_tell_of_the_customer_whom_the_interaction_names(
    app: Any, file: Write
) -> None:
    """A name and a language go with the known customer; another's number changes nothing."""
    known_ones = ("1,2026-02-10,Ben Berg,c1,,Ann,,,", "2,2026-02-10,Ben Berg,,,,,,",
                  "3,2026-02-10,Ben Berg,,,Lee Lim,,,", "4,2026-02-10,Ben Berg,c4,,Kim,,,",
                  "5,2026-02-10,Ben Berg,,,,,,",
                  "6,2026-02-10,Ben Berg,[name removed],,,,,")  # fmt: skip
    bring_in(file, *known_ones)
    said = ("1,2026-02-11,,,Anna,de,4", "2,2026-02-11,,two@x.example,Two,,5", "3,,c3,,Lim,fr,",
            "4,2026-02-11,c9,,Nobody,es,3", "5,,,,Pat,,", "6,2026-02-11,,,Kim Kay,,2")  # fmt: skip
    run = get(bring_in(file, *said, head="id,answered,cid,address,name,lang,csat", how=HEARD))
    assert (run.records, run.quarantined, run.too_old) == (6, 0, 0)

    called = dict(db.session.execute(db.select(Interaction.reference, Interaction.customer)).all())
    assert [called[key] for key in "12346"] == ["c1", "two@x.example", "c3", "c4", "[name removed]"]
    kept = {one.reference: known(one)[:3] for one in db.session.scalars(db.select(Customer))}
    assert kept == {
        "c1": (None, "Anna", "de"), "two@x.example": ("two@x.example", "Two", None),
        "c3": (None, "Lim", "fr"), "c4": (None, "Kim", None), "\x1f3": (None, "Lee Lim", None),
        "\x1f5": (None, "Pat", None),
    }  # fmt: skip
    assert called["5"] == "\x1f5"


def test_older_answers_do_not_take_the_place_of_newer_details(app: Any, file: Write) -> None:
    bring_in(file, "1,2026-02-10,Ben Berg,c1,,Ann,,,2026-02-13 09:00")
    head = "id,answered,cid,address,name,lang,csat"
    bring_in(file, "1,2026-02-12,,,Annie,de,4", head=head, how=HEARD)
    assert known(customer()) == (None, "Ann", "de", None)
    bring_in(file, "1,2026-02-14,,,Anna,,5", head=head, how=HEARD)
    assert known(customer()) == (None, "Anna", "de", None)
