"""What pages and other features ask: outcomes over days and weeks, series, and remarks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from cxstaff.customers import forgetting, newest, queries, remarks
from cxstaff.customers.imports import jobs
from cxstaff.customers.models import Cell, Feedback, Interaction, Total
from cxstaff.customers.queries import Wanted
from cxstaff.customers.reading.contact import Contact, Said
from cxstaff.customers.records import actions, loading, rebuild
from cxstaff.customers.records.taking_back import undo_changes
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.cast import NOW
from tests.customers.files import HEAD, queue
from tests.packing import channels_kept, channels_read, pack_sums, totals_kept, totals_read

Make = Callable[..., Contact]
MONDAY = datetime(2026, 2, 23, 12, tzinfo=UTC)


@pytest.fixture
def said(contact: Make, app: Any) -> None:
    """Four weeks: Ben (Blue) hears 4 and 5 alternately by phone, Cleo (Red) hears 1 by chat."""
    batch = []
    for day in range(28):
        at = MONDAY + timedelta(days=day - 14)
        batch.append(contact(f"b{day}", at, csat=4 + day % 2, remark=f"Fine {day} 100% ok"))
        red = {"handler": "Cleo Clay", "channel": "Chat", "csat": 1, "remark": "Slow_" + "x" * day}
        batch.append(contact(f"r{day}", at + timedelta(hours=1), **red))
        batch.append(contact(f"q{day}", at, channel="Chat"))
    loading.load("desk", batch, now=NOW)
    db.session.commit()


def test_an_outcome_counts_the_days_of_its_half_open_period(said: None, blue: Team) -> None:
    since = date(2026, 2, 9)
    one = queries.outcome_of([blue.id], "csat", since, since + timedelta(days=3))
    assert one is not None
    assert (one.n, one.value) == (3, pytest.approx(13 / 3))
    everybody = queries.outcome_of(None, "csat", since, since + timedelta(days=28))
    assert everybody is not None
    assert (everybody.n, everybody.value) == (56, pytest.approx((4.5 + 1) / 2))
    assert queries.outcome_of([blue.id], "csat", since, since) is None
    assert queries.outcome_of([], "csat", since, since + timedelta(days=28)) is None


def test_teams_channels_and_weeks_are_told_apart(said: None, blue: Team, red: Team) -> None:
    since, until = date(2026, 2, 9), date(2026, 3, 9)
    by_team = queries.outcome_by_team([blue.id, red.id, 99], "csat_top2", since, until)
    assert by_team[99] is None
    assert by_team[blue.id].value == 100  # type: ignore[union-attr]
    assert by_team[red.id].value == 0  # type: ignore[union-attr]
    channels = queries.outcome_by_channel([blue.id], "csat", since, until)
    assert [(c.name, c.interactions, c.estimate is None) for c in channels] == [
        ("Chat", 28, True),
        ("Phone", 28, False),
    ]
    weeks = queries.weeks_of(None, "csat", since, until)
    assert [(w.starts_on.weekday(), w.interactions) for w in weeks] == [(0, 21)] * 4
    assert queries.last_day([red.id]) == date(2026, 3, 8)


def test_pages_of_outcomes_never_read_interactions(said: None, blue: Team, counting: Any) -> None:
    since, until = date(2026, 2, 9), date(2026, 3, 9)
    with counting() as sent:
        queries.outcomes_of(None, since, until)
        queries.outcome_by_team([blue.id], "csat", since, until)
        queries.outcome_by_channel(None, "csat", since, until)
        queries.weeks_of(None, "csat", since, until)
    assert len(sent) == 4
    assert not any("interaction" in s.split("FROM", 1)[1] for s in sent.statements)


def test_the_version_changes_with_whatever_changes_sums(
    said: None, contact: Make, ada: Person, red: Team
) -> None:
    """What is told twice changes nothing; all else is seen by every process at once."""
    seen, late = [queries.version()], Said("b3", nps=2)
    assert queries.version() == seen[0]
    loading.load("desk", [contact("b1", MONDAY - timedelta(days=13), csat=5)], now=NOW)
    assert queries.version() == seen[0]
    changed = mixed = 0
    first, second = db.session.scalars(db.select(Interaction.id).order_by(Interaction.id).limit(2))
    for change in (
        lambda: loading.load("desk", [contact("new")], now=NOW),
        lambda: loading.load("desk", [late], now=NOW),
        lambda: actions.correct(first, {"csat": 1}, ada, "Misheard", now=NOW),
        lambda: actions.correct(first, {"channel": "Letter"}, ada, "Misread", now=NOW),
        lambda: actions.move([second], None, red.id, ada, "Theirs", now=NOW),
        lambda: actions.leave_out(first, ada, "A test call", now=NOW),
        lambda: actions.count_again(first, ada, "It was none", now=NOW),
        lambda: rebuild.rebuild(red.id),
        rebuild.rebuild_company,
    ):
        pack_sums()
        db.session.commit()
        before, mix = totals_read(), channels_read()
        change()
        db.session.commit()
        seen.append(queries.version())
        assert totals_read() == totals_kept()
        assert channels_read() == channels_kept()
        changed += totals_read() != before
        mixed += channels_read() != mix
    assert len(set(seen)) == len(seen) == 10
    assert changed == 5  # counting anew changes nothing, nor does a move within a team
    assert mixed == 4  # nor does another score or late feedback, but another channel does


def test_sums_that_were_wrong_are_read_right_once_they_are_counted_anew(
    said: None, red: Team
) -> None:
    right, mix = totals_read(), channels_read()
    wrong = db.update(Cell).where(Cell.team_id == red.id, Cell.grain == "month")
    db.session.execute(wrong.values(interactions=99))
    db.session.execute(db.update(Total).where(Total.team_id == red.id).values(csat_n=99))
    db.session.add(Total(grain="week", team_id=red.id, starts_on=date(2025, 1, 6), csat_n=5))
    db.session.flush()
    pack_sums()
    assert totals_read() == totals_kept() != right
    assert channels_read() == channels_kept() != mix
    rebuild.rebuild(red.id)
    assert totals_read() == totals_kept() == right
    assert channels_read() == channels_kept() == mix


def test_refunds_of_one_team_are_packed_beside_a_large_turnover_of_another(
    app: Any, blue: Team, red: Team
) -> None:
    week = {"grain": "week", "starts_on": date(2026, 2, 9), "interactions": 1, "value_n": 1}
    db.session.add(Total(team_id=blue.id, value_sum=-500, **week))
    db.session.add(Total(team_id=red.id, value_sum=2**53 + 1, **week))
    db.session.flush()
    pack_sums()
    assert totals_read() == totals_kept()


def test_the_version_changes_with_every_batch_of_what_is_taken_back(
    app: Any, file: Callable[..., Path]
) -> None:
    queue(file(HEAD, "A-1,2026-02-01,Ben Berg,Chat,3,", "A-2,2026-02-01,Ben Berg,Chat,3,"))
    told = "A-1,2026-02-01,Ben Berg,Chat,1,", "A-2,2026-02-01,Ben Berg,Chat,1,"
    run_id = queue(file(HEAD, *told, name="again.csv"))
    jobs.import_queued()
    seen = [queries.version()]
    for _ in range(2):
        pack_sums()
        assert undo_changes(db.session(), run_id, 1, now=NOW) == 1
        seen.append(queries.version())
        assert totals_read() == totals_kept()
    assert len(set(seen)) == 3


def test_remarks_come_newest_first_page_by_page(said: None, blue: Team, counting: Any) -> None:
    first = queries.remarks_for([blue.id], 1, size=10)
    last = queries.remarks_for([blue.id], 99, size=10)
    assert [r.text for r in first.items[:2]] == ["Fine 27 100% ok", "Fine 26 100% ok"]
    assert (first.total, last.number, len(last.items)) == (28, 3, 8)
    assert first.items[0].team_name == "Blue"
    assert first.items[0].handler_name == "Ben Berg"
    with counting() as sent:
        queries.remarks_for(None, 2)
    assert len(sent) == 3


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted("fine OK"), 28),
        (Wanted("0% o"), 28),
        (Wanted("_xx"), 26),
        (Wanted("%"), 28),
        (Wanted(csat=(1,)), 28),
        (Wanted(csat=(1, 4)), 42),
        (Wanted(since=date(2026, 3, 8)), 2),
        (Wanted(until=date(2026, 2, 10)), 2),
        (Wanted("nowhere"), 0),
    ],
)
def test_remarks_are_found_by_words_score_and_day(said: None, wanted: Wanted, number: int) -> None:
    assert queries.remarks_for(None, 1, wanted).total == number


LOOKED_FOR = {"ÄRGER": [1], "arger": [1], "strasse": [2], "GRÜSSE": [1], "straße arger": [],
              "e": [4, 3, 2, 1], "nett": [4, 3], "проблема": [5], "zz": []}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "most"), [(99, 99, 99), (1, 3, 2), (2, 2, 9)])
def test_words_are_found_whatever_their_accents_however_many_hold_them(
    contact: Make, app: Any, first: int, second: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newest, "FIRST", first)
    monkeypatch.setattr(newest, "SECOND", second)
    monkeypatch.setattr(remarks, "MOST_LISTED", most)
    told = ["Ärger. Grüße", "Straße gesperrt", "Nett", "Sehr nett", "Проблема", None]
    batch = [
        contact(str(n), MONDAY + timedelta(hours=n), remark=each, csat=3)
        for n, each in enumerate(told, 1)
    ]
    loading.load("desk", batch, now=NOW)
    db.session.commit()
    for words, wanted in LOOKED_FOR.items():
        found = queries.remarks_for(None, 1, Wanted(words)).items
        assert [each.happened_at.hour - MONDAY.hour for each in found] == wanted[:most], words


def test_remarks_are_found_as_they_are_now(contact: Make, app: Any, ben: Person) -> None:
    def found(*words: str) -> list[int]:
        return [queries.remarks_for(None, 1, Wanted(word)).total for word in words]

    loading.load("desk", [contact("a", MONDAY, remark="Ärger"), contact("b", MONDAY)], now=NOW)
    assert found("arger") == [1]
    loading.load("desk", [contact("a", MONDAY, remark="Später gut")], now=NOW)
    loading.load("desk", [contact("b", MONDAY, remark="Fürchterlich")], now=NOW)
    assert found("arger", "spater", "furchterlich") == [0, 1, 1]
    said = db.session.scalars(select(Feedback).where(Feedback.remark.contains("gut"))).one()
    said.remark = "Plain"
    db.session.flush()
    assert found("spater", "plain") == [0, 1]
    forgetting.forget_details(NOW + timedelta(days=1), 0, 99)
    assert found("", "plain", "furchterlich") == [0, 0, 0]


def test_no_text_outlives_its_remark(said: None) -> None:
    with pytest.raises(IntegrityError, match="search_text_of_remark"):
        db.session.execute(update(Feedback).values(remark=None, search_text="was said"))


def test_one_remark_is_found_by_its_interaction(said: None) -> None:
    newest = queries.remarks_for(None).items[0]
    assert queries.remark(newest.interaction_id) == newest
    assert queries.remark(10**9) is None
