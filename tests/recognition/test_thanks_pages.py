"""The pages on which people thank each other, and see what they were thanked for."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.measures.models import Measure
from cxstaff.people.models import Membership, Person, Team
from cxstaff.recognition import actions
from cxstaff.recognition.models import CompanyValue, Thanks
from tests.cast import NOW, TODAY
from tests.levers import TargetKind, a_measure
from tests.said import say
from tests.thanks import thank


@pytest.fixture
def measure(ines: Person) -> Measure:
    return a_measure(ines, voice="customer")


@pytest.fixture
def value(ines: Person) -> CompanyValue:
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)


def typed(chosen: Measure | CompanyValue, **options: str) -> dict[str, str]:
    kind = "measure" if isinstance(chosen, Measure) else "value"
    words = {"celebrates": f"{kind}:{chosen.id}", "message": "You rang back.", "audience": "team"}
    return words | options


def all_thanks() -> list[Thanks]:
    return list(db.session.scalars(db.select(Thanks)))


def test_a_colleague_is_thanked_for_a_value(
    ben: Person, ana: Person, value: CompanyValue, as_: Any
) -> None:
    path = f"/thanks/new?to={ana.id}"
    assert "Thank Ana Alba" in as_(ben).get(path).text
    answer = as_(ben).post(path, typed(value))
    assert (answer.status_code, answer.location) == (303, "/thanks")
    (thanks,) = all_thanks()
    assert (thanks.giver, thanks.receivers[0].person, thanks.value) == (ben, ana, value)
    assert "Ben Berg thanked Ana Alba" in as_(ana).get("/thanks?show=received").text


def test_people_of_other_teams_can_be_thanked_too(
    cleo: Person, ben: Person, measure: Measure, as_: Any
) -> None:
    assert as_(cleo).post(f"/thanks/new?to={ben.id}", typed(measure)).status_code == 303


def test_the_teams_own_measures_are_offered_first(
    ana: Person, ben: Person, blue: Team, ines: Person, value: CompanyValue, as_: Any
) -> None:
    other, own = (
        a_measure(ines, name, voice="customer") for name in ("Another number", "Our number")
    )
    TargetKind.begin(blue, own, ines)
    page = as_(ana).get(f"/thanks/new?to={ben.id}").text
    assert page.index(own.name) < page.index(value.name) < page.index(other.name)


@pytest.mark.both
def test_a_customers_remark_brings_its_handler_and_words(
    ana: Person, ben: Person, blue: Team, measure: Measure, as_: Any
) -> None:
    said = say(ben, blue, "So patient with me!")
    path = f"/thanks/new?interaction={said.id}"
    page = as_(ana).get(path).text
    assert "Thank Ben Berg" in page
    assert "So patient with me!" in page
    assert as_(ana).post(path, typed(measure)).status_code == 303
    assert all_thanks()[0].interaction_id == said.id
    assert "So patient with me!" in as_(ben).get("/thanks").text


def test_a_remark_of_another_team_cannot_be_found(
    cleo: Person, rolf: Person, ben: Person, blue: Team, measure: Measure, as_: Any
) -> None:
    path = f"/thanks/new?interaction={say(ben, blue, 'So patient!').id}"
    for person in (cleo, rolf):
        assert as_(person).get(path).status_code == 404
        assert as_(person).post(path, typed(measure)).status_code == 404
    assert all_thanks() == []


@pytest.mark.parametrize("query", ["interaction=77", "interaction=x", f"interaction={10**30}"])
def test_what_is_not_there_is_not_found(query: str, ana: Person, as_: Any) -> None:
    assert as_(ana).get(f"/thanks/new?{query}").status_code == 404
    assert as_(ana).get(f"/thanks/new?{query.replace('interaction', 'to')}").status_code == 404


def test_nobody_learns_whom_a_bad_remark_was_about(
    ana: Person, ben: Person, blue: Team, measure: Measure, as_: Any
) -> None:
    bad, fair = (say(ben, blue, f"Words {csat}", csat) for csat in (1, 3))
    good = say(ben, blue, "Lovely", 4)
    db.session.commit()
    for each in (bad, fair):
        path = f"/thanks/new?interaction={each.id}"
        assert as_(ana).get(path).status_code == 404
        assert as_(ana).post(path, typed(measure)).status_code == 404
    assert "Ben Berg" in as_(ana).get(f"/thanks/new?interaction={good.id}").text
    assert all_thanks() == []


def test_a_stranger_is_turned_away(ben: Person, measure: Measure, as_: Any) -> None:
    for path in ("/thanks", "/thanks/new", "/values", "/values/new"):
        assert "/sign-in" in as_(None).get(path).location
    assert as_(None).post(f"/thanks/new?to={ben.id}", typed(measure)).status_code == 303
    assert all_thanks() == []


def test_neither_oneself_nor_leavers_nor_people_without_a_team(
    ana: Person, ben: Person, bea: Person, measure: Measure, as_: Any
) -> None:
    ben.left_on = TODAY
    db.session.execute(db.delete(Membership).where(Membership.person_id == bea.id))
    for person, said in ((ana, "somebody else"), (ben, "no longer works"), (bea, "in no team")):
        answer = as_(ana).post(f"/thanks/new?to={person.id}", typed(measure))
        assert answer.status_code == 409
        assert said in answer.text
    assert all_thanks() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"celebrates": ""}, "Choose a measure or a company value."),
        ({"celebrates": "measure:999"}, "Not a valid choice"),
        ({"message": "   "}, "Say what the person did"),
        ({"message": "x" * 501}, "Keep it under 500 characters."),
        ({"message": "\u200b\u3164"}, "Say what the person did"),
        ({"audience": "world"}, "Not a valid choice"),
    ],
)
def test_a_bad_form_is_explained_and_keeps_the_words(
    wrong: dict[str, str], said: str, ana: Person, ben: Person, measure: Measure, as_: Any
) -> None:
    answer = as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert "?:" not in answer.text, "a question is not followed by a colon"
    if "message" not in wrong:
        assert "You rang back." in answer.text
    assert all_thanks() == []


def test_line_breaks_count_once(ana: Person, ben: Person, measure: Measure, as_: Any) -> None:
    words = "a\r\n" * 249 + "bc"
    answer = as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure, message=words))
    assert answer.status_code == 303
    assert len(all_thanks()[0].message) == 500


def test_markup_is_shown_as_it_was_typed(
    ana: Person, ben: Person, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure, message="<script>x</script>"))
    page = as_(ben).get("/thanks").text
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page


def test_the_same_form_sent_twice_thanks_once(
    ana: Person, ben: Person, measure: Measure, as_: Any
) -> None:
    browser, path = as_(ana), f"/thanks/new?to={ben.id}"
    found = re.search(r'name="request_key"[^>]*value="([^"]+)"', browser.get(path).text)
    assert found
    key = found[1]
    for _ in range(2):
        assert browser.post(path, typed(measure, request_key=key)).status_code == 303
    assert len(all_thanks()) == 1
    again = re.search(r'name="request_key"[^>]*value="([^"]+)"', browser.get(path).text)
    assert again
    assert again[1] != key


def test_private_ones_are_between_two(
    ana: Person, ben: Person, bea: Person, ines: Person, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure, audience="private"))
    for person, seen in ((ana, True), (ben, True), (bea, False), (ines, False)):
        assert ("You rang back." in as_(person).get("/thanks").text) is seen


def test_public_ones_are_seen_by_the_team_and_not_by_others(
    ana: Person, ben: Person, bea: Person, cleo: Person, blue: Team, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure))
    for person, seen in ((bea, True), (cleo, False)):
        assert ("You rang back." in as_(person).get("/thanks").text) is seen
    assert "You rang back." in as_(bea).get(f"/thanks?team={blue.id}&show=teams").text
    assert as_(cleo).get(f"/thanks?team={blue.id}").status_code == 404
    assert as_(bea).get("/thanks?show=nonsense&after=x").status_code == 200


def test_a_thanks_can_be_taken_back_soon(
    ana: Person, ben: Person, cleo: Person, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure))
    path = f"/thanks/{all_thanks()[0].id}/withdrawal"
    assert "Take it back" in as_(ana).get("/thanks").text
    assert "Take it back" not in as_(ben).get("/thanks").text
    assert as_(cleo).post(path).status_code == 404
    assert as_(ben).post(path).status_code == 409
    with clock.frozen(NOW + timedelta(minutes=16)):
        assert as_(ana).post(path).status_code == 409
    assert as_(ana).post(path).status_code == 303
    assert all_thanks() == []


def test_the_nearest_come_first_and_anybody_can_be_found(
    ana: Person, ben: Person, rolf: Person, as_: Any
) -> None:
    page = as_(ana).get("/thanks/new").text
    assert page.index("Ben Berg") < page.index("Ada Adler")
    assert "Ana Alba</a>" not in page
    page = as_(rolf).get("/thanks/new").text
    assert page.index("Cleo Clay") < page.index("Ada Adler")
    found = as_(rolf).get("/thanks/new?q=BERG").text
    assert f"to={ben.id}" in found
    assert "Cleo Clay" not in found
    assert "Nobody here is called that" in as_(rolf).get("/thanks/new?q=%25").text
    assert as_(rolf).get("/thanks/new?q=a%00b").status_code == 200


@pytest.mark.long
def test_two_thousand_people_stay_usable(ana: Person, red: Team, as_: Any, counting: Any) -> None:
    for n in range(2000):
        person = Person(name=f"Worker {n:04}")
        person.memberships.append(Membership(team=red, since=TODAY))
        db.session.add(person)
    browser = as_(ana)
    page = browser.get("/thanks/new").text
    assert page.count("?to=") == 25
    assert "Ben Berg" in page
    with counting() as sent:
        assert "Worker 1234" in browser.get("/thanks/new?q=1234").text
    assert len(sent) < 25


@pytest.mark.both
def test_the_wall_costs_the_same_however_many(
    ana: Person, ben: Person, blue: Team, measure: Measure, as_: Any, counting: Any
) -> None:
    def cost() -> int:
        browser = as_(ana)
        browser.get("/thanks")
        with counting() as sent:
            browser.get("/thanks")
        return len(sent)

    said = say(ben, blue, "Good")
    thank(ben, ana, "First", measure=measure, interaction=said)
    few = cost()
    for n in range(40):
        said = say(ben, blue, f"Good {n}")
        thank(ben, ana, f"No {n}", measure=measure, interaction=said)
    assert cost() == few
    first = as_(ana).get("/thanks").text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = as_(ana).get(unescape(older[1])).text
    assert first.count("thanks-who") == 25
    assert second.count("thanks-who") == 16
    assert "Older" not in second
    assert "Newest" in second


def test_hr_says_what_the_company_holds_dear(
    ines: Person, ben: Person, cyrus: Person, as_: Any
) -> None:
    words = {"name": "Own it", "sentence": "We see it through."}
    assert as_(ines).post("/values/new", words).status_code == 303
    assert "We see it through." in as_(ben).get("/values").text
    assert "/values/new" not in as_(ben).get("/values").text
    for person in (ben, cyrus):
        assert as_(person).get("/values/new").status_code == 403
        assert as_(person).post("/values/1/edit", words).status_code == 403
    edit = as_(ines).post("/values/1/edit", words | {"sentence": "To the end."})
    assert edit.status_code == 303
    assert "To the end." in as_(ben).get("/values").text
    assert as_(ines).post("/values/new", words).status_code == 409
    assert as_(ines).post("/values/new", {"name": "", "sentence": ""}).status_code == 422
    assert as_(ines).get("/values/999/edit").status_code == 404


def test_with_nothing_to_celebrate_the_page_says_what_comes_first(
    ana: Person, ben: Person, as_: Any
) -> None:
    page = as_(ana).get(f"/thanks/new?to={ben.id}").text
    assert "There is nothing to celebrate by yet" in page


def test_several_are_ticked_and_thanked_at_once(
    ana: Person, ben: Person, bea: Person, measure: Measure, as_: Any
) -> None:
    browser = as_(ana)
    chosen = browser.get(f"/thanks/new?find=1&q=berg&to={bea.id}").text
    assert f'value="{bea.id}"' in chosen, "who was ticked before stays so"
    assert chosen.count(" checked") == 1
    path = f"/thanks/new?to={bea.id}&to={ben.id}"
    assert f"Thank {bea.name} and Ben Berg" in browser.get(path).text
    assert browser.post(path, typed(measure)).status_code == 303
    assert f"Ana Alba thanked {bea.name} and Ben Berg" in as_(ben).get("/thanks").text


@pytest.mark.both
def test_a_whole_team_is_thanked_by_name(
    ana: Person, ben: Person, blue: Team, measure: Measure, as_: Any
) -> None:
    page = as_(ana).get("/thanks/new").text
    assert f"team={blue.id}" in page
    path = f"/thanks/new?team={blue.id}"
    assert "Ben Berg" in as_(ana).get(path).text
    assert as_(ana).post(path, typed(measure)).status_code == 303
    assert f"Ana Alba thanked {blue.name}" in as_(ben).get("/thanks?show=received").text
    assert as_(ana).get("/thanks/new?team=999").status_code == 404


def test_a_companys_own_number_is_no_reason_to_thank(
    ana: Person, ben: Person, ines: Person, measure: Measure, as_: Any
) -> None:
    a_measure(ines, "Handling time", voice="internal")
    page = as_(ana).get(f"/thanks/new?to={ben.id}").text
    assert measure.name in page
    assert "Handling time" not in page


def test_a_tap_shows_and_the_next_takes_it_back(
    ana: Person, ben: Person, bea: Person, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure))
    path = f"/thanks/{all_thanks()[0].id}"
    assert "I thank, too" not in as_(ben).get(path).text
    assert as_(bea).post(f"{path}/reactions", {"kind": "also", "back": ""}).location == path
    page = as_(bea).get(path).text
    assert f"{bea.name}: thank you, too" in page
    assert 'aria-pressed="true"' in page
    as_(bea).post(f"{path}/reactions", {"kind": "also", "back": "1"})
    assert "thank you, too" not in as_(bea).get("/thanks").text
    assert as_(bea).post(f"{path}/reactions", {"kind": "boo"}).status_code == 404
    assert as_(ana).post(f"{path}/reactions", {"kind": "also"}).status_code == 409


def test_who_does_not_see_a_thanks_says_nothing_of_it(
    ana: Person, ben: Person, bea: Person, cleo: Person, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure, audience="private"))
    path = f"/thanks/{all_thanks()[0].id}"
    as_(ben).post(f"{path}/replies", {"words": "Thank you!"})
    for person in (bea, cleo):
        assert as_(person).get(path).status_code == 404
        assert as_(person).post(f"{path}/reactions", {"kind": "also"}).status_code == 404
        assert as_(person).post(f"{path}/replies", {"words": "Me too"}).status_code == 404
        assert as_(person).post("/thanks/replies/1/removal").status_code == 404
    assert "Thank you!" in as_(ana).get(path).text


def test_replies_are_read_below_and_one_too_long_keeps_its_words(
    ana: Person, ben: Person, measure: Measure, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(measure))
    path = f"/thanks/{all_thanks()[0].id}"
    long = as_(ben).post(f"{path}/replies", {"words": "It was " + "x" * 300})
    assert long.status_code == 422
    assert "It was xxx" in long.text
    assert as_(ben).post(f"{path}/replies", {"words": "Gladly."}).status_code == 303
    assert "1 reply" in as_(ana).get("/thanks").text
    page = as_(ana).get(path).text
    assert "Gladly." in page
    assert "removal" not in page
    assert as_(ana).post("/thanks/replies/1/removal").status_code == 409
    assert as_(ben).post("/thanks/replies/1/removal").status_code == 303
    assert "Gladly." not in as_(ana).get(path).text


def test_the_wall_is_searched_on_its_page(
    ana: Person, ben: Person, bea: Person, measure: Measure, as_: Any
) -> None:
    for person, message in ((ben, "You rang back."), (bea, "You found the parcel.")):
        as_(ana).post(f"/thanks/new?to={person.id}", typed(measure, message=message))
    for query in ("q=parcel", f"who={bea.name}", f"q=PARCEL&about=measure:{measure.id}"):
        page = as_(ana).get(f"/thanks?{query}").text
        assert "You found the parcel." in page
        assert "You rang back." not in page or "about" in query
    assert "No thanks like this" in as_(ana).get("/thanks?q=nothing").text
    for query in ("about=measure:x", "about=nonsense:1", "about=value:" + "9" * 30, "q=%00"):
        assert as_(ana).get(f"/thanks?{query}").status_code == 200
