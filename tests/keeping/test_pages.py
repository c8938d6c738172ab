"""Pages about keeping: everybody reads, admins choose, HR and admins erase."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.keeping import jobs
from cxstaff.keeping.forms import field_of
from cxstaff.keeping.queries import find_erasure
from cxstaff.people.erasure import NOBODY
from cxstaff.people.models import Person
from cxstaff.retention.models import RecordKind
from cxstaff.retention.queries import days
from cxstaff.security_log import Act
from cxstaff.security_log import queries as security_log
from cxstaff.security_log.queries import WantedActs
from tests.cast import NOW
from tests.keeping.story import NAME, everything

As = Callable[[Person | None], Any]
BIG = timedelta(days=500)


def typed(**changed: int) -> dict[str, Any]:
    return {field_of(kind): number for kind, number in days().items()} | changed


def test_everybody_reads_how_long_what_is_kept(as_: As, ben: Person, ada: Person) -> None:
    for person in (None, ben, ada):
        page = as_(person).get("/keeping")
        assert page.status_code == 200
        assert "1095 days" in page.text
        assert "Words of thanks" in page.text
    assert "/keeping/times" in as_(ada).get("/keeping").text
    assert "/keeping/times" not in as_(ben).get("/keeping").text


@pytest.mark.parametrize("path", ["/profile", "/privacy"])
def test_it_is_found_from_where_one_looks(as_: As, ben: Person, path: str) -> None:
    assert 'href="/keeping"' in as_(ben).get(path).text


def test_only_admins_choose(as_: As, ben: Person, ines: Person) -> None:
    for person in (ben, ines):
        assert as_(person).get("/keeping/times").status_code == 403
        assert as_(person).post("/keeping/times", typed(days_thanks=2000)).status_code == 403
    assert as_(None).get("/keeping/times").status_code == 303
    assert days()[RecordKind.THANKS] == 1095


def test_a_longer_time_is_saved_at_once_and_logged(as_: As, ada: Person) -> None:
    answer = as_(ada).post("/keeping/times", typed(days_thanks=2000))
    assert answer.status_code == 303
    assert days()[RecordKind.THANKS] == 2000
    (line,) = [
        each for each in security_log.every_line(WantedActs()) if each.act == Act.KEEPING_CHANGED
    ]
    assert line.by_id == ada.id
    assert line.note is not None
    assert line.note.words == {"kind": "thanks", "old": 1095, "new": 2000}


@pytest.mark.parametrize("wrong", ["", "abc", "0", "-5", "89", "99999", "1e3"])
def test_a_mistyped_time_is_explained_and_changes_nothing(as_: As, ada: Person, wrong: str) -> None:
    page = as_(ada).post("/keeping/times", typed() | {"days_thanks": wrong})
    assert page.status_code == 422
    assert days()[RecordKind.THANKS] == 1095


def test_what_would_go_is_shown_and_confirmed_first(traces: Any, as_: As, ada: Person) -> None:
    with clock.frozen(NOW + BIG):
        wanted = typed(days_thanks=400)
        page = as_(ada).post("/keeping/times", wanted)
        assert page.status_code == 422
        assert "These records would be removed" in page.text
        assert days()[RecordKind.THANKS] == 1095  # nothing yet

        hasty = as_(ada).post("/keeping/times", wanted | {"is_confirmed": "y"})
        assert hasty.status_code == 422  # nobody has seen what goes

        other = typed(days_thanks=300) | {"seen": "thanks=400", "is_confirmed": "y"}
        assert as_(ada).post("/keeping/times", other).status_code == 422

        sure = wanted | {"seen": "thanks=400", "is_confirmed": "y"}
        assert as_(ada).post("/keeping/times", sure).status_code == 303
    assert days()[RecordKind.THANKS] == 400


@pytest.mark.both
def test_a_shorter_time_that_removes_nothing_needs_no_confirmation(as_: As, ada: Person) -> None:
    assert as_(ada).post("/keeping/times", typed(days_thanks=400)).status_code == 303


def test_hr_erases_by_typing_the_name(zed: Person, as_: As, ada: Person) -> None:
    """Somebody who holds a role is erased by an admin alone."""
    path = f"/people/{zed.id}/erasure"
    assert f'href="{path}"' in as_(ada).get(f"/people/{zed.id}").text
    page = as_(ada).get(path)
    assert page.status_code == 200
    assert "works here" in page.text
    assert as_(ada).post(path, {"name": "Ben Berg"}).status_code == 422
    assert find_erasure(zed.id) is None
    answer = as_(ada).post(path, {"name": NAME.lower()})
    assert answer.location == "/people/erasures"
    listed = as_(ada).get("/people/erasures").text
    assert NAME in listed
    assert "Take back" in listed
    assert as_(ada).post(path, {"name": NAME}).status_code == 409


def test_hr_cannot_erase_who_holds_a_role(
    zed: Person, as_: As, ines: Person, cyrus: Person, ben: Person
) -> None:
    for person in (zed, cyrus):
        answer = as_(ines).post(f"/people/{person.id}/erasure", {"name": person.name})
        assert answer.status_code == 409
        assert "only an admin" in answer.text
    assert as_(ines).post(f"/people/{ben.id}/erasure", {"name": ben.name}).status_code == 303


@pytest.mark.long
def test_nobody_else_erases_and_no_id_tells_anything(
    zed: Person, as_: As, ana: Person, cyrus: Person, ada: Person, later: None
) -> None:
    path = f"/people/{zed.id}/erasure"
    for person in (ana, cyrus, zed):
        assert as_(person).get(path).status_code == 403
        assert as_(person).post(path, {"name": NAME}).status_code == 403
        assert as_(person).get("/people/erasures").status_code == 403
        assert as_(person).post(f"{path}/end").status_code == 403
    assert find_erasure(zed.id) is None
    assert as_(ada).get("/people/999999/erasure").status_code == 404
    assert as_(ada).post("/people/999999/erasure/end").status_code == 404
    as_(ada).post(path, {"name": NAME})
    jobs.erase_people()
    for gone in (path, f"/people/{zed.id}", f"/people/{zed.id}/edit"):
        assert as_(ada).get(gone).status_code == 404
    assert "Number" in as_(ada).get("/people/erasures").text


def test_the_last_admin_is_refused_on_the_page(as_: As, ada: Person, ines: Person) -> None:
    answer = as_(ada).post(f"/people/{ada.id}/erasure", {"name": ada.name})
    assert answer.status_code == 409
    assert "Somebody else" in answer.text


@pytest.mark.both
def test_taken_back_from_the_list(zed: Person, as_: As, ada: Person) -> None:
    as_(ada).post(f"/people/{zed.id}/erasure", {"name": NAME})
    assert as_(ada).post(f"/people/{zed.id}/erasure/end").status_code == 303
    assert find_erasure(zed.id) is None
    assert as_(ada).get(f"/people/{zed.id}").status_code == 200


@pytest.mark.long
def test_every_page_still_works_once_somebody_is_erased(
    app: Flask, zed: Person, as_: As, ada: Person, ines: Person, ana: Person, cyrus: Person,
    later: None,
) -> None:  # fmt: skip
    as_(ada).post(f"/people/{zed.id}/erasure", {"name": NAME})
    jobs.erase_people()
    db.session.commit()
    seen = set()
    for person in (ada, ines, ana, cyrus):
        visit = as_(person)
        for path in _pages(app):
            page = visit.get(path)
            assert page.status_code < 500, (person.name, path)
            told = page.get_data().decode("utf-8", "replace")  # workbooks are no text
            assert NAME not in told
            seen |= {word for word in (NOBODY, "words removed") if word in told}
    assert seen == {NOBODY, "words removed"}


@pytest.mark.long
def test_operations_tell_how_far_it_is(zed: Person, as_: As, ada: Person, later: None) -> None:
    as_(ada).post(f"/people/{zed.id}/erasure", {"name": NAME})
    assert "Begins once no open round asks them" in as_(ada).get("/operations").text
    jobs.erase_people()
    with clock.frozen(NOW + BIG):
        jobs.forget_old()
        assert "are removed" in as_(ada).get("/operations").text
    with clock.frozen(NOW + 3 * BIG):
        jobs.forget_old()
        page = as_(ada).get("/operations").text
    assert "Words of thanks" in page
    assert "Nothing was removed yet" not in page


def _pages(app: Flask) -> list[str]:
    """Return the addresses of all pages that take no number, and of those that take one, with 1."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    plain = [rule.rule for rule in rules if not rule.arguments and rule.endpoint != "static"]
    rows = everything()
    numbered = [f"/teams/{row['id']}" for row in rows["team"]]
    numbered += [f"/pulses/rounds/{row['id']}" for row in rows["pulse_round"]]
    numbered += [f"/actions/{row['id']}" for row in rows["action"]]
    return [path for path in [*plain, *numbered] if path != "/sign-out"]
