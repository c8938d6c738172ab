"""HR and leads hear that results are here: once by mail, for a week on their home."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import jobs
from cxstaff.pulses.models import Comment, PulseLetter, PulseRound
from cxstaff.pulses.threads import actions as threads
from tests.cast import NOW
from tests.pulses.rounds import LATER, a_round, answer, close, everybody

As = Callable[[Person | None], Any]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def round_(ines: Person, blue: Team) -> PulseRound:
    """A closed round that all of Blue have answered."""
    made = a_round(ines, blue)
    answer(made, everybody(blue))
    close(made)
    return made


def tell(now: Any = LATER) -> None:
    with clock.frozen(now):
        jobs.tell_results()
    db.session.expire_all()


def told() -> list[str]:
    """Return to whom letters about results went."""
    letters = mail.kept_letters(1, 1000).items
    about = ("Results of", "has closed")
    return sorted(each.to for each in letters if any(words in each.subject for words in about))


@pytest.mark.both
def test_hr_and_those_who_lead_somebody_asked_are_told_once(
    round_: PulseRound, ines: Person, ana: Person, hugo: Person
) -> None:
    for minutes in range(3):
        tell(LATER + minutes * MINUTE)
    assert told() == sorted(str(each.email) for each in (ines, ana, hugo))
    letter = mail.kept_letters(1, 1000).items[0]
    assert "Results of “Monthly pulse” are here" in letter.subject
    assert f"/pulses/rounds/{round_.id}/results" in letter.text
    assert "100" not in letter.text, "no score goes by mail"


def test_nobody_hears_before_the_round_has_closed(ines: Person, blue: Team) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue))
    tell(NOW)
    assert told() == []


def test_too_few_answers_are_told_as_that(ines: Person, blue: Team) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue)[:3])
    close(made)
    tell()
    assert "too few answered" in mail.kept_letters(1, 10).items[0].subject


def test_a_letter_whose_worker_was_killed_goes_again_under_the_same_name(
    round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cxstaff.pulses.letters.queue.note_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            tell()
    db.session.rollback()
    tell(LATER + MINUTE)
    tell(LATER + 20 * MINUTE)
    assert len(told()) == 4
    sent = [Path(f).read_bytes() for f in mail.folder().glob("*.eml")]
    names = [line for each in sent for line in each.splitlines() if b"Message-ID" in line]
    assert len(set(names)) == 3


@pytest.mark.both
def test_that_they_were_told_outlives_the_next_round_and_nothing_else_does(
    round_: PulseRound, ines: Person, ana: Person, red: Team
) -> None:
    tell()
    other = a_round(ines, red, now=LATER)
    with clock.frozen(LATER):
        jobs.invite()
    close(other, LATER + timedelta(days=7, minutes=1))
    kept = db.session.scalars(db.select(PulseLetter)).all()
    assert {(each.round_id, each.occasion) for each in kept} == {(round_.id, "results")}
    tell(LATER + timedelta(minutes=30))
    assert told().count(str(ana.email)) == 1


def test_old_news_is_no_news(round_: PulseRound) -> None:
    tell(LATER + timedelta(days=8))
    assert told() == []


def test_their_home_says_so_for_a_week(
    round_: PulseRound, ines: Person, ana: Person, rolf: Person, ben: Person, as_: As
) -> None:
    with clock.frozen(LATER):
        for person in (ines, ana):
            page = as_(person).get("/").text
            assert "Results of “Monthly pulse” are here" in page
            assert f"/pulses/rounds/{round_.id}/results" in page
        for person in (rolf, ben):
            assert "are here" not in as_(person).get("/").text
    with clock.frozen(LATER + timedelta(days=8)):
        assert "are here" not in as_(ines).get("/").text


def test_the_first_results_explain_themselves(round_: PulseRound, ines: Person, as_: As) -> None:
    page = as_(ines).get(f"/pulses/rounds/{round_.id}/results").text
    assert '<details class="disclosure" open>' in page
    assert "This is the first round" in page
    round_.number = 1
    db.session.commit()
    page = as_(ines).get(f"/pulses/rounds/{round_.id}/results").text
    assert '<details class="disclosure" open>' not in page
    assert "This is the first round" not in page


@pytest.mark.both
def test_a_conversation_that_waits_is_told_to_who_may_answer(
    ines: Person, ana: Person, rolf: Person, ben: Person, blue: Team, red: Team, service: Team,
    as_: As,
) -> None:  # fmt: skip
    made = a_round(ines, service)
    people = [*everybody(blue), *everybody(red)]
    answer(made, people[:-1])
    digest = b"d" * 32
    close(made)
    comment = Comment(
        id=7, round_id=made.id, group_id=None, question_id=made.questions[-1].id,
        text="Headsets", among=11, thread_digest=digest,
    )  # fmt: skip
    db.session.add(comment)
    db.session.commit()
    threads.reply(comment, ines, "Which ones?", now=LATER)
    hour = threads.write(comment, "The old ones", now=LATER + MINUTE)
    threads.publish_waiting(now=hour)
    db.session.commit()

    def page(person: Person, days: int) -> str:
        with clock.frozen(hour + timedelta(days=days, minutes=1)):
            return str(as_(person).get("/").text)

    assert "has waited for an answer" not in page(ines, 2)
    assert "has waited for an answer" in page(ines, 3)
    assert "/pulses/comments/7" in page(ines, 3)
    assert "has waited for an answer" not in page(ana, 3), "it is the company's, not her team's"
    threads.reply(comment, ines, "Thank you", now=hour + timedelta(days=4))
    db.session.commit()
    assert "has waited for an answer" not in page(ines, 5)
