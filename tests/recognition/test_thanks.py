"""Thanks: to whom, for what, seen by whom, and once only."""

import contextvars
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import matching
from cxstaff.recognition import actions, queries
from cxstaff.recognition.actions import ThanksWords
from cxstaff.recognition.models import (
    ReactionKind,
    Thanks,
    ThanksAudience,
    ThanksReaction,
    ThanksReceiver,
    ThanksReply,
)
from cxstaff.recognition.queries import Wall, WallFilter, WallReader
from cxstaff.recognition.queries.editions import count_to_others
from tests.cast import NOW, TODAY
from tests.levers import a_measure
from tests.said import say
from tests.thanks import thank as given
from tests.thanks import thank_all

MINUTE = timedelta(minutes=1)


@pytest.fixture
def measure(ines: Person) -> Measure:
    return a_measure(ines)


@pytest.fixture
def thanked(measure: Measure) -> Callable[..., Thanks]:
    """Let one person thank another."""

    def thank(giver: Person, receiver: Person, **options: Any) -> Thanks:
        return given(receiver, giver, **({"measure": measure} | options))

    return thank


def messages(page: Any) -> list[str]:
    return [thanks.message for thanks in page.items]


def test_a_thanks_stands_with_the_team_the_receiver_is_in(
    thanked: Any, cleo: Person, ben: Person, blue: Team
) -> None:
    assert thanked(cleo, ben).receivers[0].team == blue


def test_nobody_thanks_themselves(thanked: Any, ben: Person) -> None:
    with pytest.raises(Refused, match="somebody else"):
        thanked(ben, ben)


def test_who_has_left_is_not_thanked(thanked: Any, ana: Person, ben: Person) -> None:
    ben.left_on = TODAY + timedelta(days=1)
    thanked(ana, ben)
    ben.left_on = TODAY
    with pytest.raises(Refused, match="no longer works here"):
        thanked(ana, ben)


@pytest.mark.parametrize("message", ["", "   ", "x" * 501])
def test_a_thanks_says_something_and_not_too_much(
    message: str, thanked: Any, ana: Person, ben: Person
) -> None:
    with pytest.raises(Refused, match="between 1 and 500"):
        thanked(ana, ben, message=message)


def test_a_thanks_names_what_it_celebrates(thanked: Any, ana: Person, ben: Person) -> None:
    with pytest.raises(Refused, match="what this celebrates"):
        thanked(ana, ben, measure=None)


def test_a_customers_words_go_to_whom_they_were_about(
    thanked: Any, ana: Person, ben: Person, bea: Person, blue: Team
) -> None:
    said = say(ben, blue, "So patient!")
    assert thanked(ana, ben, interaction=said).interaction.feedback.remark == "So patient!"
    with pytest.raises(Refused, match="somebody else"):
        thanked(ana, bea, interaction=said)


def test_the_same_form_thanks_once_and_another_persons_key_is_another_form(
    thanked: Any, ana: Person, ben: Person, bea: Person
) -> None:
    first = thanked(ana, ben, request_key="k")
    again = thanked(ana, ben, request_key="k", now=NOW + MINUTE)
    other = thanked(bea, ben, request_key="k")
    assert first.id == again.id != other.id
    assert other.giver == bea
    assert len(queries.thanks_received(ben.id, NOW, NOW + 9 * MINUTE)) == 2


def test_going_back_and_sending_again_thanks_once_for_a_while(
    thanked: Any, ana: Person, ben: Person
) -> None:
    first = thanked(ana, ben, request_key="one")
    assert thanked(ana, ben, request_key="two", now=NOW + 14 * MINUTE).id == first.id
    assert thanked(ana, ben, request_key="three", message="More").id != first.id
    assert thanked(ana, ben, request_key="four", now=NOW + 15 * MINUTE).id != first.id


def test_the_same_form_sent_many_times_at_once_thanks_once(
    app: Flask, ana: Person, ben: Person, measure: Measure
) -> None:
    db.session.commit()
    ids = (ana.id, ben.id, measure.id)
    db.session.commit()
    starts, told = threading.Barrier(4), list[int]()

    def send() -> None:
        with app.app_context():
            starts.wait()
            giver, receiver = db.session.get(Person, ids[0]), db.session.get(Person, ids[1])
            measure = db.session.get(Measure, ids[2])
            thanks = given(receiver, giver, "Once", measure=measure, request_key="twice")
            db.session.commit()
            told.append(thanks.id)

    threads = [threading.Thread(target=contextvars.Context().run, args=(send,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 4
    assert len(set(told)) == 1
    assert len(queries.thanks_received(ids[1], NOW, NOW + MINUTE)) == 1


def test_a_private_thanks_is_seen_by_the_two_alone(
    thanked: Any, ana: Person, ben: Person, bea: Person, cleo: Person, blue: Team
) -> None:
    thanked(ana, ben, message="between us", is_private=True)
    thanked(ana, ben, message="for all", now=NOW + MINUTE)
    both = ["for all", "between us"]
    anas, bens = WallReader(ana.id, {blue.id}), WallReader(ben.id, {blue.id})
    assert messages(queries.thanks_stretch(anas)) == both
    assert messages(queries.thanks_stretch(bens)) == both
    assert messages(queries.thanks_stretch(WallReader(bea.id, {blue.id}))) == ["for all"]
    assert messages(queries.thanks_stretch(WallReader(cleo.id, set()))) == []
    assert messages(queries.thanks_stretch(anas, WallFilter(Wall.TEAMS))) == ["for all"]
    assert messages(queries.thanks_stretch(bens, WallFilter(Wall.RECEIVED))) == both
    assert messages(queries.thanks_stretch(bens, WallFilter(Wall.GIVEN))) == []


def test_a_private_thanks_counts_for_the_team_and_says_nothing(
    thanked: Any, ana: Person, ben: Person, blue: Team
) -> None:
    thanked(ana, ben, is_private=True)
    thanked(ana, ben, message="for all")
    until = NOW + MINUTE
    assert [t.message for t in queries.team_thanks(blue.id, NOW, until)] == ["for all"]
    assert count_to_others({blue.id}, ana.id, NOW, until)[0] == 1


def test_each_thanks_falls_into_one_period(
    thanked: Any, ana: Person, ben: Person, blue: Team
) -> None:
    thanked(ana, ben, now=NOW)
    before, after = (NOW - MINUTE, NOW), (NOW, NOW + MINUTE)
    assert queries.thanks_received(ben.id, *before) == []
    assert len(queries.thanks_received(ben.id, *after)) == 1
    assert queries.team_thanks(blue.id, *before) == []


def test_a_thanks_can_be_taken_back_for_a_quarter_of_an_hour(
    thanked: Any, ana: Person, ben: Person
) -> None:
    thanks = thanked(ana, ben)
    with pytest.raises(Refused):
        actions.withdraw(thanks, ben, now=NOW)
    with pytest.raises(Refused):
        actions.withdraw(thanks, ana, now=NOW + 15 * MINUTE)
    actions.withdraw(thanks, ana, now=NOW + 14 * MINUTE)
    assert queries.thanks_received(ben.id, NOW, NOW + MINUTE) == []


def test_a_value_has_one_name(ines: Person) -> None:
    value = actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)
    with pytest.raises(Refused, match="already a value called Own it"):
        actions.define_value("own it", ines, sentence="Again.", now=NOW)
    actions.change_value(value, ines, name="Own It", sentence="To the end.", now=NOW)
    assert queries.values()[0].sentence == "To the end."


def test_several_are_thanked_by_one_thanks_that_each_of_their_teams_sees(
    measure: Measure, ana: Person, ben: Person, cleo: Person, blue: Team, red: Team
) -> None:
    thanks = thank_all([ben, cleo], ana, "You both stayed.", measure=measure)
    assert [each.team for each in thanks.receivers] == [blue, red]
    for team in (blue, red):
        assert [each.id for each in queries.team_thanks(team.id, NOW, NOW + MINUTE)] == [thanks.id]
    for person in (ben, cleo):
        received = queries.thanks_received(person.id, NOW, NOW + MINUTE)
        assert [each.id for each in received] == [thanks.id]
    both = {blue.id, red.id}
    counted = queries.public_thanks(both, NOW, NOW + MINUTE)
    assert [(each.measure_id, each.count) for each in counted] == [(measure.id, 1)]
    assert count_to_others(both, ana.id, NOW, NOW + MINUTE)[0] == 1
    assert count_to_others(both, ben.id, NOW, NOW + MINUTE)[0] == 0


def test_a_team_is_thanked_with_everybody_in_it_and_below_but_the_giver(
    measure: Measure, ana: Person, ben: Person, bea: Person, blue: Team, service: Team
) -> None:
    said = ThanksWords("A good week.", measure=measure)
    receivers = actions.receivers_in(blue, ben, NOW)
    thanks = db.session.get_one(Thanks, actions.thank(receivers, ben, said, to_team=blue, now=NOW))
    assert thanks.to_team == blue
    people_ = {each.person_id for each in thanks.receivers}
    assert bea.id in people_
    assert ben.id not in people_
    assert {each.id for each in actions.receivers_in(service, ben, NOW)} >= people_
    with pytest.raises(Refused, match="Nobody else is in"):
        actions.receivers_in(Team(id=0, name="Empty"), ben, NOW)


@pytest.mark.parametrize("count", [0, 2, 201])
def test_nobody_the_same_twice_and_a_crowd_are_not_thanked(
    measure: Measure, ana: Person, ben: Person, count: int
) -> None:
    with pytest.raises(Refused):
        thank_all([ben] * count, ana, "All of you", measure=measure)


def test_the_database_lets_nobody_thank_themselves(thanked: Any, ana: Person, ben: Person) -> None:
    thanks = thanked(ana, ben)
    thanks.receivers.append(ThanksReceiver(person=ana, team_id=thanks.receivers[0].team_id))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_thanks_for_all_is_seen_by_all_and_one_for_the_team_is_not(
    thanked: Any, ana: Person, ben: Person, cleo: Person, blue: Team, red: Team
) -> None:
    thanked(ana, ben, message="for the team")
    thanked(ana, ben, message="for all", audience=ThanksAudience.COMPANY)
    assert messages(queries.thanks_stretch(WallReader(cleo.id, {red.id}))) == ["for all"]
    teams = WallFilter(Wall.TEAMS)
    assert messages(queries.thanks_stretch(WallReader(cleo.id, {red.id}), teams)) == []


def test_the_wall_is_searched_by_words_people_and_what_is_celebrated(
    thanked: Any, measure: Measure, ines: Person, ana: Person, ben: Person, bea: Person, blue: Team
) -> None:
    value = actions.define_value("Own it", ines, sentence="To the end.", now=NOW)
    thanked(ana, ben, message="Ça marche", interaction=say(ben, blue, "Très patient"))
    thanked(ben, bea, message="Well held", measure=None, value=value, now=NOW + MINUTE)

    def found(**wanted: Any) -> list[str]:
        page = queries.thanks_stretch(WallReader(ana.id, {blue.id}), WallFilter(**wanted))
        return messages(page)

    assert found(words="ca tres") == ["Ça marche"]
    assert found(words="patient held") == []
    assert found(people=matching(bea.name)) == ["Well held"]
    assert found(people=matching(ben.name)) == ["Well held", "Ça marche"]
    assert found(people=matching("Nobody")) == []
    assert found(measure_id=measure.id) == ["Ça marche"]
    assert found(value_id=value.id) == ["Well held"]
    assert found(team_id=blue.id, words="well") == ["Well held"]


def test_reactions_are_one_a_person_and_kind_and_can_be_taken_back(
    thanked: Any, ana: Person, ben: Person, bea: Person
) -> None:
    thanks = thanked(ana, ben)
    for _ in range(2):
        actions.react(thanks, bea, ReactionKind.ALSO)
        actions.react(thanks, ben, ReactionKind.LEARNT)
    seen = queries.responses_to([thanks.id], bea.id)[thanks.id]
    assert seen.reactions == {"also": (1, True), "learnt": (1, False)}
    assert seen.along == [bea.name]
    for _ in range(2):
        actions.take_reaction_back(thanks, bea, ReactionKind.ALSO)
    assert queries.responses_to([thanks.id], bea.id)[thanks.id].along == []


def test_neither_who_thanks_nor_who_is_thanked_thanks_along(
    thanked: Any, ana: Person, ben: Person
) -> None:
    thanks = thanked(ana, ben)
    for person in (ana, ben):
        with pytest.raises(Refused, match="yours already"):
            actions.react(thanks, person, ReactionKind.ALSO)


def test_replies_are_written_once_and_removed_by_who_wrote_them(
    thanked: Any, ana: Person, ben: Person, bea: Person
) -> None:
    thanks = thanked(ana, ben)
    for _ in range(2):
        actions.reply(thanks, ben, "It was a pleasure.", request_key="k", now=NOW)
    actions.reply(thanks, bea, "Well deserved!", request_key="k", now=NOW + MINUTE)
    replies = queries.replies_page(thanks.id, 1).items
    assert [each.words for each in replies] == ["It was a pleasure.", "Well deserved!"]
    with pytest.raises(Refused, match="can remove it"):
        actions.remove_reply(replies[0], bea)
    actions.remove_reply(replies[0], ben)
    assert queries.responses_to([thanks.id], ana.id)[thanks.id].replies == 1
    for words in ("", " ", "x" * 301):
        with pytest.raises(Refused, match="between 1 and 300"):
            actions.reply(thanks, ben, words, now=NOW)


def test_what_is_said_of_a_thanks_goes_with_it(thanked: Any, ana: Person, ben: Person) -> None:
    thanks = thanked(ana, ben)
    actions.reply(thanks, ben, "It was a pleasure.", now=NOW)
    actions.react(thanks, ben, ReactionKind.LEARNT)
    actions.withdraw(thanks, ana, now=NOW)
    for kind in (Thanks, ThanksReceiver, ThanksReply, ThanksReaction):
        assert db.session.scalar(db.select(db.func.count()).select_from(kind)) == 0


def test_a_wall_goes_on_where_it_ended_and_shows_each_thanks_once(
    thanked: Any, ana: Person, ben: Person, cleo: Person, blue: Team, red: Team
) -> None:
    """Sixty of the same moment and of others, of every kind at once."""
    for number in range(60):
        giver, receiver = ((ana, ben), (ben, ana), (cleo, ben))[number % 3]
        audience = list(ThanksAudience)[number % 2]
        then = NOW + MINUTE * (number // 10)
        thanked(giver, receiver, message=f"{number}", audience=audience, now=then)
    thanked(ana, cleo, message="private", is_private=True, now=NOW)
    reader, seen, after = WallReader(ben.id, {blue.id, red.id}), list[str](), None
    for _ in range(3):
        stretch = queries.thanks_stretch(reader, after=after)
        assert stretch.is_newest is (after is None)
        seen, after = seen + messages(stretch), stretch.older
    assert after is None
    assert seen == [str(number) for number in reversed(range(60))]
    all_seen = queries.thanks_stretch(WallReader(ben.id, set(), sees_all=True))
    assert messages(all_seen) == seen[:25]
