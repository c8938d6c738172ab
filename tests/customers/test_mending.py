"""Records held back are mended: one by one, by kind, by a word, by a file; nothing counts twice."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxstaff.customers.imports import actions as runs
from cxstaff.customers.imports import jobs as imports
from cxstaff.customers.models import (
    Feedback,
    ImportState,
    Interaction,
    KnownHandler,
    QuarantinePass,
)
from cxstaff.customers.quarantine import actions, explaining, files, jobs, kinds, offers, passes
from cxstaff.customers.quarantine.explaining import Meaning
from cxstaff.customers.quarantine.record import columns_of
from cxstaff.customers.reading.mapping import TABLES, FileKind, Mapping, Several
from cxstaff.customers.records import handlers
from cxstaff.customers.words import in_words
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Membership, Person, Team
from cxstaff.tables import writing
from cxstaff.tables.mapping import presets
from cxstaff.tables.times.dates import DateOrder
from cxstaff.work import schedule
from tests.cast import NOW, SINCE, TODAY, ZONE
from tests.customers.conftest import recount, stored
from tests.customers.files import HEAD, HOW, Write, get, known, quarantine, queue

BOTS = (
    "1,2026-02-01,Answer Bot,Chat,4,",
    "2,2026-02-01,,Chat,,",
    "3,2026-02-01,Ben Berg; Cleo Clay,Chat,2,",
    "4,2026-02-01,ANSWER  BOT,Chat,5,",
    "5,2026-02-01,Ben Berg,Chat,5,",
)


def brought(path: Path, how: Mapping = HOW) -> int:
    run_id = queue(path, how)
    imports.import_queued()
    return run_id


def done(begun: list[QuarantinePass]) -> None:
    """Do passes as the job worker does."""
    db.session.commit()
    jobs.mend_quarantine()
    db.session.expire_all()
    assert {one.state for one in begun} <= {ImportState.FINISHED}


def counts(run_id: int) -> tuple[int, int, int, int]:
    run = get(run_id)
    assert len(quarantine(run_id)) == run.quarantined
    return run.accepted, run.updated + run.duplicates, run.left_out, run.quarantined


def kind_for(run_id: int, problem: str) -> kinds.ProblemGroup:
    return next(kind for kind in kinds.kinds_of(run_id) if kind.example.sentence == problem)


HEARD = Mapping({"reference": "id", "csat": "csat", "remark": "remark"}, "desk", ZONE,
                DateOrder.YEAR_FIRST, kind=FileKind.FEEDBACK)  # fmt: skip


def test_ratings_wait_for_tickets_that_come_later(app: Any, file: Write) -> None:
    """But for one that came with what its customer said: that is newer news."""
    rated = file("id,csat,remark", "A,2,Slow", "B,5,", "C,4,", name="ratings.csv")
    run_id = brought(rated, HEARD)
    assert counts(run_id) == (0, 0, 0, 3)
    brought(file(HEAD, "A,2026-02-01,Ben Berg,Chat,,", "B,2026-02-01,Ben Berg,Chat,1,Later"))
    assert counts(run_id) == (0, 2, 0, 1)
    done([passes.begin(get(run_id), now=NOW)])
    assert counts(run_id) == (0, 2, 0, 1)
    query = db.select(Interaction.reference, Feedback.csat, Feedback.remark).join(Feedback)
    said = [tuple(row) for row in db.session.execute(query.order_by(Interaction.reference))]
    assert said == [("A", 2, "Slow"), ("B", 1, "Later")]
    assert stored() == recount()


def test_a_bot_is_explained_once_for_every_record_and_import(app: Any, file: Write) -> None:
    first = brought(file(HEAD, *BOTS))
    second = brought(file(HEAD, "9,2026-02-02,Answer Bot,Chat,1,", name="two.csv"))
    assert counts(first) == (1, 0, 0, 4)

    done(explaining.explain("Answer Bot", Meaning(is_left_out=True), None, now=NOW))
    assert counts(first) == (1, 0, 2, 2)
    assert counts(second) == (0, 0, 1, 0)
    third = brought(file(HEAD, "10,2026-02-02,answer bot,Chat,1,", name="three.csv"))
    assert counts(third) == (0, 0, 1, 0)
    assert stored() == recount()


def test_nobody_counts_for_a_team_without_a_name(app: Any, file: Write, blue: Team) -> None:
    run_id = brought(file(HEAD, *BOTS))
    done(explaining.explain("", Meaning(team_id=blue.id), None, now=NOW))
    assert counts(run_id) == (2, 0, 0, 3)
    assert known() == [("2", None), ("5", known()[1][1])]
    assert stored() == recount()


def test_several_people_are_decided_once_and_kept_in_the_preset(
    app: Any, file: Write, cleo: Person
) -> None:
    presets.keep_preset(TABLES, "Desk", HOW.as_json())
    run_id = brought(file(HEAD, *BOTS))
    done(explaining.choose_of_several(get(run_id), Several.LAST, now=NOW))
    assert counts(run_id) == (2, 0, 0, 3)
    assert ("3", cleo.id) in known()
    desk = presets.preset_called(TABLES, "Desk")
    assert Mapping.from_json(desk.mapping).several is Several.LAST


def test_whoever_is_on_the_roster_is_not_taken_for_nobody(app: Any, ben: Person) -> None:
    with pytest.raises(Refused, match="on the roster"):
        explaining.explain("Berg, Ben", Meaning(is_left_out=True), None, now=NOW)
    with pytest.raises(Refused, match="not on the roster"):
        explaining.explain("Bob", Meaning(person_id=999_999), None, now=NOW)
    with pytest.raises(Refused, match="no such team"):
        explaining.explain("Bob", Meaning(team_id=999_999), None, now=NOW)


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("Zoe Nandu", ["Zoë Ñandú"]),
        ("Nandu Zoe", ["Zoë Ñandú"]),
        ("Z. Nandu", ["Zoë Ñandú"]),
        ("zoe", ["Zoë Ñandú", "Zoë Müller"]),
        ("Zoe Mueller", ["Zoë Müller"]),
        ("Zoe Maria Nandu", ["Zoë Ñandú"]),
        ("Zoe Nandi", []),
        ("Z", []),
        ("", []),
    ],
)
def test_offered_are_people_with_these_letters_and_nobody_who_looks_alike(
    app: Any, blue: Team, word: str, names: list[str]
) -> None:
    for name in ("Zoë Ñandú", "Zoë Müller"):
        db.session.add(Person(name=name, memberships=[Membership(team=blue, since=SINCE)]))
    db.session.commit()
    assert sorted(offer.name for offer in offers.offers_for(word, TODAY)) == sorted(names)


def test_namesakes_are_offered_with_their_team_and_number(app: Any, blue: Team, red: Team) -> None:
    for number, team in (("7", blue), ("8", red)):
        memberships = [Membership(team=team, since=SINCE)]
        db.session.add(Person(name="Pat Lee", employee_number=number, memberships=memberships))
    db.session.commit()
    told = [(offer.number, offer.team) for offer in offers.offers_for("Pat Lee", TODAY)]
    assert told == [("7", "Blue"), ("8", "Red")]


def test_a_corrected_record_comes_in_once(app: Any, file: Write) -> None:
    run_id = brought(file(HEAD, "1,2026-02-01,Benn,Chat,5,fine", "2,2026-02-01,Bin,Chat,9,"))
    first, second = quarantine(run_id)
    wrong = actions.correct(run_id, first.id, "1,2026-02-01,Bern,Chat,5,fine", now=NOW)
    assert wrong is not None
    assert (wrong.sentence, wrong.column, first.value) == (handlers.UNKNOWN, "who", "Bern")
    first_id, second_id = first.id, second.id
    right = "1,2026-02-01,Ben Berg,Chat,5,fine"
    assert actions.correct(run_id, first_id, right, now=NOW) is None
    assert actions.correct(run_id, second_id, right, now=NOW) is None
    for record_id in (first_id, second_id, 999_999):
        with pytest.raises(Refused, match="no longer held back"):
            actions.correct(run_id, record_id, right, now=NOW)
    db.session.commit()
    assert counts(run_id) == (1, 1, 0, 0)
    assert stored() == recount()


def test_a_record_of_another_import_is_not_reached(app: Any, file: Write) -> None:
    run_id = brought(file(HEAD, "1,2026-02-01,Benn,Chat,5,fine"))
    other = brought(file(HEAD, "2,2026-02-01,Benn,Chat,5,fine", name="two.csv"))
    record_id = quarantine(other)[0].id
    with pytest.raises(Refused):
        actions.correct(run_id, record_id, "2,2026-02-01,Ben Berg,Chat,5,", now=NOW)
    with pytest.raises(Refused):
        actions.leave_out(run_id, record_id, None, now=NOW)


def test_nothing_comes_in_of_an_import_that_was_taken_back(app: Any, file: Write) -> None:
    run_id = brought(file(HEAD, "1,2026-02-01,Benn,Chat,5,fine"))
    get(run_id).state = ImportState.TAKEN_BACK
    db.session.commit()
    with pytest.raises(Refused, match="taken back"):
        passes.begin(get(run_id), now=NOW)


def test_records_are_fed_again_after_the_roster_has_grown(
    app: Any, file: Write, blue: Team
) -> None:
    rows = [f"{n},2026-02-01,{'New Nora' if n % 2 else 'Nobody'},Chat,5," for n in range(10)]
    run_id = brought(file(HEAD, *rows))
    db.session.add(Person(name="New Nora", memberships=[Membership(team=blue, since=TODAY)]))
    db.session.commit()
    one = passes.begin(get(run_id), now=NOW)
    done([one])
    assert (one.taken_in, one.still_held) == (0, 10)
    assert Counter(held.problem for held in quarantine(run_id)) == {
        handlers.UNKNOWN: 5,
        handlers.NO_TEAM: 5,
    }
    db.session.scalars(db.select(Membership).where(Membership.since == TODAY)).one().since = SINCE
    db.session.commit()
    one = passes.begin(get(run_id), now=NOW, kind=kind_for(run_id, handlers.NO_TEAM))
    done([one])
    assert (one.total, one.taken_in, counts(run_id)) == (5, 5, (5, 0, 0, 5))
    assert stored() == recount()


def test_a_kind_is_left_out_at_once_and_no_other(app: Any, file: Write) -> None:
    run_id = brought(file(HEAD, *BOTS))
    found = [(kind.example.sentence, kind.records) for kind in kinds.kinds_of(run_id)]
    assert found[0] == (handlers.UNKNOWN, 2)
    one = passes.begin_dismissal(get(run_id), kind_for(run_id, handlers.UNKNOWN), None, now=NOW)
    done([one])
    assert (one.left_out, counts(run_id)) == (2, (1, 0, 2, 2))


@pytest.fixture
def big(app: Any, file: Write) -> int:
    """An import of 60 records that are all held back for one word."""
    return brought(file(HEAD, *(f"{n},2026-02-01,Robot,Chat,{1 + n % 5}," for n in range(60))))


def test_a_pass_is_stopped_and_goes_on(app: Any, big: int, blue: Team) -> None:
    db.session.add(KnownHandler(word="robot", team_id=blue.id))
    one = passes.begin(get(big), now=NOW)
    assert passes.LEASE.claim("w", now=NOW) == one.id
    db.session.commit()
    means = passes.means_of(one, now=NOW)
    assert passes.advance(one.id, "w", means, 25, now=NOW)
    passes.stop(one)
    db.session.commit()
    assert not passes.advance(one.id, "w", means, 25, now=NOW)
    assert counts(big) == (25, 0, 0, 35)
    jobs.mend_quarantine()
    assert counts(big) == (25, 0, 0, 35)
    passes.resume(one)
    done([one])
    assert (one.looked_at, one.taken_in, counts(big)) == (60, 60, (60, 0, 0, 0))
    assert stored() == recount()


def test_a_worker_told_to_stop_gives_its_pass_back(
    app: Any, big: int, blue: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.add(KnownHandler(word="robot", team_id=blue.id))
    one = passes.begin(get(big), now=NOW)
    passes.LEASE.claim("w", now=NOW)
    db.session.commit()
    with monkeypatch.context() as told:
        told.setattr(schedule, "_stop", threading.Event())
        schedule._stop.set()
        jobs.work_on(one.id, "w", most=25)
        jobs.mend_quarantine()  # begins nothing any more
    assert (get_pass(one.id).state, counts(big)) == (ImportState.QUEUED, (25, 0, 0, 35))
    jobs.mend_quarantine()
    assert (get_pass(one.id).state, counts(big)) == (ImportState.FINISHED, (60, 0, 0, 0))


@pytest.mark.parametrize("batches", range(4))
def test_a_worker_killed_anywhere_leaves_a_pass_that_another_completes(
    app: Any, big: int, blue: Team, batches: int
) -> None:
    db.session.add(KnownHandler(word="robot", team_id=blue.id))
    one = passes.begin(get(big), now=NOW)
    pass_id = one.id
    passes.LEASE.claim("dead", now=NOW)
    db.session.commit()
    means = passes.means_of(one, now=NOW)
    for _ in range(batches):
        passes.advance(pass_id, "dead", means, 20, now=NOW)
        db.session.commit()
    passes.advance(pass_id, "dead", means, 20, now=NOW)
    db.session.rollback()  # it dies in the middle of this one

    assert passes.LEASE.claim("other", now=NOW + timedelta(seconds=90)) is None
    later = NOW + timedelta(minutes=3)
    assert passes.LEASE.claim("other", now=later) == pass_id
    db.session.commit()
    assert not passes.advance(pass_id, "dead", means, 20, now=later)
    db.session.rollback()
    jobs.work_on(pass_id, "other", most=20)
    assert get_pass(pass_id).state == ImportState.FINISHED
    assert counts(big) == (60, 0, 0, 0)
    assert stored() == recount()


def test_two_people_who_mend_the_same_records_at_once_count_them_once(
    app: Flask, big: int, blue: Team
) -> None:
    db.session.add(KnownHandler(word="robot", team_id=blue.id))
    ids = [passes.begin(get(big), now=NOW).id for _ in range(2)]
    for pass_id in ids:
        assert passes.LEASE.claim(f"w{pass_id}", now=NOW, row_id=pass_id) == pass_id
    db.session.commit()
    start = threading.Barrier(2, timeout=30)

    def work(pass_id: int) -> None:
        with app.app_context():
            start.wait()
            jobs.work_on(pass_id, f"w{pass_id}", most=7)
            db.session.remove()

    workers = [threading.Thread(target=work, args=(pass_id,)) for pass_id in ids]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sum(get_pass(pass_id).taken_in for pass_id in ids) == 60
    assert counts(big) == (60, 0, 0, 0)
    assert stored() == recount()


def test_a_pass_that_cannot_go_on_says_why(app: Any, big: int) -> None:
    one = passes.begin(get(big), now=NOW)
    get(big).mapping = HOW.as_json() | {"columns": {"reference": "gone"}}
    db.session.commit()
    jobs.mend_quarantine()
    db.session.expire_all()
    assert (one.state, one.complaint) == (ImportState.FAILED, "The file has no column 'gone'.")


def test_everything_that_is_wrong_with_a_record_is_told_at_once(app: Any, file: Write) -> None:
    run_id = brought(file(HEAD, ",2027-02-01,Nobody,Chat,9,fine", "1,2026-02-01"))
    first, second = quarantine(run_id)
    found = columns_of(get(run_id), first.raw, now=NOW)
    assert found.is_split
    assert sorted(str(each.column) for each in found.problems) == ["id", "when", "who"]
    assert [(each.column, each.value) for each in found.unread] == [("csat", "9")]
    broken = columns_of(get(run_id), second.raw, now=NOW)
    assert (broken.is_split, list(broken.values)) == (False, ["1", "2026-02-01", "", "", "", ""])


def written(run_id: int) -> list[str]:
    rows = files.rows_of(run_id, runs.layout_of(get(run_id)), in_words)
    return [line.rstrip("\r\n") for line in writing.as_csv(rows)]


def handed_in(run_id: int, path: Path) -> tuple[int, int, int]:
    found = files.correct_by(get(run_id), path)
    done([passes.begin(get(run_id), now=NOW)])
    return found.records, found.changed, found.unknown


def test_the_downloaded_file_mends_the_very_records(app: Any, file: Write) -> None:
    how = Mapping(
        {"reference": "id", "happened_at": "when", "handler": "who", "remark": "what"},
        "desk", ZONE, DateOrder.YEAR_FIRST,
    )  # fmt: skip
    run_id = brought(
        file("id;when;who;what", "1;2026-02-01;Bon;=1+1", "2;2026-02-01;Bon;two; pieces",
             '3;2026-02-01;Bon;"a;\nb"', "-4;2026-02-01;Bon;"), how,
    )  # fmt: skip
    lines = written(run_id)
    assert lines[0] == "id,when,who,what,Import in cxstaff,Line in cxstaff,Problem in cxstaff"
    assert f"1,2026-02-01,Bon,'=1+1,{run_id},2," in lines[1]
    mended = "\n".join(lines).replace("Bon,", "Ben Berg,", 1).replace("'-4", "-5")
    mended = mended.replace(f"'-4,2026-02-01,Bon,,{run_id}", f"-4,2026-02-01,Ben Berg,,{run_id}")
    strange = f"8,2026-02-01,Ben Berg,,{run_id},77,\n9,2026-02-01,Ben Berg,,{run_id + 1},2,\n"
    assert handed_in(run_id, file(mended, strange, name="mended.csv")) == (4, 2, 2)
    assert counts(run_id) == (1, 0, 0, 3)
    assert [held.raw for held in quarantine(run_id)] == [
        "2;2026-02-01;Bon;two; pieces",
        '3;2026-02-01;Bon;"a;\nb"',
        "-5;2026-02-01;Bon;",
    ]
    again = "\n".join(written(run_id)).replace("Bon,", "Ben Berg,")
    assert handed_in(run_id, file(again, name="again.csv")) == (3, 3, 0)
    assert counts(run_id) == (4, 0, 0, 0)
    assert sorted(reference for reference, _ in known()) == ["-5", "1", "2", "3"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ((",Import in cxstaff", ",Something"), "no column 'Import in cxstaff'"),
        (("id,when", "ids,when"), "no column 'id'"),
    ],
)
def test_another_file_mends_nothing(
    app: Any, file: Write, change: tuple[str, str], sentence: str
) -> None:
    run_id = brought(file(HEAD, "1,2026-02-01,Bon,Chat,,"))
    text = "\n".join(written(run_id)).replace(*change)
    with pytest.raises(Refused, match=sentence):
        files.correct_by(get(run_id), file(text, name="other.csv"))


def get_pass(pass_id: int) -> QuarantinePass:
    db.session.expire_all()
    return db.session.get_one(QuarantinePass, pass_id)


STEPS: dict[str, Callable[[int, random.Random], object]] = {
    "bot": lambda _run, _dice: explaining.explain("Bot", Meaning(is_left_out=True), None, now=NOW),
    "nobody": lambda _run, dice: explaining.explain(
        "", Meaning(team_id=dice.choice(team_ids())), None, now=NOW
    ),
    "known": lambda _run, dice: explaining.explain(
        "Benn", Meaning(person_id=dice.choice(person_ids())), None, now=NOW
    ),
    "several": lambda run, dice: explaining.choose_of_several(
        get(run), dice.choice(list(Several)), now=NOW
    ),
    "again": lambda run, _dice: passes.begin(get(run), now=NOW) if quarantine(run) else None,
    "dismiss": lambda run, dice: _dismiss(run, dice),
    "correct": lambda run, dice: _correct(run, dice),
    "out": lambda run, dice: _leave_out(run, dice),
}


def team_ids() -> list[int]:
    return list(db.session.scalars(db.select(Team.id).order_by(Team.id)))


def person_ids() -> list[int]:
    return list(db.session.scalars(db.select(Person.id).order_by(Person.id)))


def _dismiss(run_id: int, dice: random.Random) -> None:
    found = kinds.kinds_of(run_id)
    if found:
        passes.begin_dismissal(get(run_id), dice.choice(found), None, now=NOW)


def _correct(run_id: int, dice: random.Random) -> None:
    held = quarantine(run_id)
    if held:
        raw = f"{dice.randrange(30)},2026-02-01,{dice.choice(['Ben Berg', 'Xx', ''])},Chat,5,"
        actions.correct(run_id, dice.choice(held).id, raw, now=NOW)


def _leave_out(run_id: int, dice: random.Random) -> None:
    held = quarantine(run_id)
    if held:
        actions.leave_out(run_id, dice.choice(held).id, None, now=NOW)


def _empty() -> None:
    for table in reversed(db.metadata.sorted_tables):
        if table.name in {
            *("quarantine_pass", "quarantined_record", "known_handler", "import_run"),
            *(
                "interaction_change",
                "customer",
                "feedback",
                "interaction",
                "cell",
                "total",
                "channel_total",
                "segment_total",
            ),
        }:
            db.session.execute(table.delete())
    db.session.commit()


@pytest.mark.long
@pytest.mark.only("sqlite")
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=6), st.integers(0, 99))
def test_whatever_is_mended_in_whatever_order_all_counts_add_up(
    app: Any, file: Write, steps: list[str], seed: int
) -> None:
    counts_add_up_after(steps, seed, file)


@pytest.mark.long
@pytest.mark.only("postgresql")
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(sorted(STEPS)), st.integers(0, 99))
def test_on_postgresql_too_all_counts_add_up(
    app: Any, file: Write, steps: list[str], seed: int
) -> None:
    """Each of the steps once, in any order."""
    counts_add_up_after(steps, seed, file)


def counts_add_up_after(steps: list[str], seed: int, file: Write) -> None:
    """Mend what an import of 25 records holds back, step by step, and count it all each time."""
    _empty()
    dice = random.Random(seed)
    who = ["Bot", "", "Benn", "Ben Berg", "Ben Berg; Cleo Clay", "Cleo Clay, Ben Berg", "Bot; Benn"]
    rows = [
        f"{dice.randrange(20)},2026-0{dice.randrange(1, 5)}-01,{quoted(dice.choice(who))},Chat,5,"
        for _ in range(25)
    ]
    run_id = brought(file(HEAD, *rows))
    for step in steps:
        STEPS[step](run_id, dice)
        db.session.commit()
        if dice.random() < 0.7:
            jobs.mend_quarantine()
        run = get(run_id)
        in_file = run.accepted + run.updated + run.duplicates
        assert run.records == 25 == in_file + run.left_out + run.quarantined
        assert run.quarantined == len(quarantine(run_id))
        assert run.accepted == len(known())
        assert stored() == recount()


def quoted(word: str) -> str:
    return f'"{word}"' if "," in word else word


def test_the_command_explains_a_word_and_feeds_again(
    app: Any, file: Write, command: Any, bea: Person
) -> None:
    run_id = brought(file(HEAD, *BOTS))
    told = command("customers", "explain", "answer bot", "--leave-out")
    assert f"Import {run_id}: 0 came in, 2 left out, 0 still held back." in told.output
    told = command("customers", "explain", "", "--team", "blue")
    assert "1 came in" in told.output
    assert counts(run_id) == (2, 0, 2, 1)
    bea.name = "Ben Berg; Cleo Clay"
    db.session.commit()
    assert "1 came in" in command("customers", "feed-again", str(run_id)).output
    for wrong in (["x"], ["x", "--team", "no"], ["x", "--person", "no"], ["x", "--own-team",
                  "--leave-out"], ["Bea Bach", "--person", ""]):  # fmt: skip
        assert command("customers", "explain", *wrong).exit_code == 1
    assert command("customers", "feed-again", "999").exit_code == 1


def test_nothing_is_begun_where_nothing_is_held_back(app: Any, file: Write) -> None:
    run_id = brought(file(HEAD, "1,2026-02-01,Ben Berg,Chat,5,"))
    with pytest.raises(Refused, match="Nothing is held back"):
        passes.begin(get(run_id), now=NOW)


def test_what_was_held_back_does_not_turn_back_what_a_later_import_told(
    app: Any, file: Write
) -> None:
    first = brought(file(HEAD, "1,2026-02-01,Benn,Chat,5,", "2,2026-02-01,Benn,Chat,5,"))
    brought(file(HEAD, "1,2026-02-01,Ben Berg,Chat,2,Worse", name="later.csv"))
    held = quarantine(first)
    assert actions.correct(first, held[0].id, "1,2026-02-01,Ben Berg,Chat,5,", now=NOW) is None
    assert actions.correct(first, held[1].id, "2,2026-02-01,Ben Berg,Chat,5,", now=NOW) is None
    db.session.commit()
    assert counts(first) == (1, 1, 0, 0)
    query = db.select(Interaction.reference, Feedback.csat).join(Feedback)
    assert dict(tuple(row) for row in db.session.execute(query)) == {"1": 2, "2": 5}
    assert stored() == recount()
