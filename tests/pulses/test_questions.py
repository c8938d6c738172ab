"""Questions of the company's own, and the words of any question in other languages."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.actions import Draft, Translation
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Driver, OwnQuestion, QuestionTranslation, RoundResult, Scale
from cxstaff.pulses.questions import catalogue
from cxstaff.pulses.questions.wording import wording_of
from cxstaff.text import one_line
from tests.cast import NOW
from tests.pulses.rounds import a_round, close, everybody

As = Callable[[Person | None], Any]
SHIFT = Draft("Which shift suits you?", Scale.CHOICE, None, "Our own words", ["Early", "Late"])
PROUD = Draft("I would send a friend to us.", Scale.AGREE_5, Driver.VOICE, "Our own words")
PARTS = {
    "wording": PROUD.wording, "scale": "agree-5", "driver": "voice", "source": "Our own words",
    "options": "", "low_end": "", "high_end": "",
}  # fmt: skip


def write(draft: Draft, actor: Person) -> OwnQuestion:
    question = actions.write_question(draft, actor, now=NOW)
    db.session.commit()
    return question


def found(key: str) -> catalogue.CatalogueQuestion:
    question = catalogue.find_question(key)
    assert question is not None
    return question


# Writing


def test_a_question_is_written_found_and_shown_as_text(as_: As, ines: Person) -> None:
    hr = as_(ines)
    words = "Do <b>you</b> & yours get breaks?"
    answer = hr.post("/pulses/questions/new", PARTS | {"wording": f"  {words} "})
    assert answer.status_code == 303
    page = hr.get(answer.location)
    assert "Do &lt;b&gt;you&lt;/b&gt; &amp; yours get breaks?" in page.text
    assert "Our own words" in page.text
    assert "<b>you</b>" not in page.text
    assert "&lt;b&gt;you" in hr.get("/pulses/questions?q=yours").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"wording": ""}, "Please type the question."),
        ({"wording": "x" * 201}, "Keep it under 200 characters."),
        ({"wording": "\u200b"}, "Please type the question."),
        ({"wording": "…"}, "letters or numbers"),
        ({"source": ""}, "where it is from"),
        ({"driver": "engagement"}, "Not a valid choice"),
        ({"scale": "choice", "driver": ""}, "2 to 7 answers"),
        ({"scale": "choice", "driver": "", "options": "\n".join("abcdefgh")}, "2 to 7 answers"),
        ({"scale": "choice", "driver": "", "options": "Early\nearly "}, "the same"),
        ({"scale": "choice", "driver": "voice", "options": "a\nb"}, "Choose no driver."),
        ({"scale": "text", "driver": "voice"}, "Choose no driver."),
        ({"scale": "text", "driver": "", "low_end": "Never"}, "Only a scale of numbers has ends."),
        ({"options": "a\nb"}, "Only a choice has answers"),
        ({"low_end": "x" * 41}, "Keep it under 40 characters."),
        ({"wording": "i feel PART  of my team"}, "there already"),
    ],
)
def test_what_does_not_fit_is_explained(
    as_: As, ines: Person, wrong: dict[str, str], said: str
) -> None:
    answer = as_(ines).post("/pulses/questions/new", PARTS | wrong)
    assert answer.status_code in {409, 422}
    assert said in answer.text
    assert db.session.scalars(db.select(OwnQuestion)).all() == []


def test_the_index_is_made_of_the_same_questions_everywhere(app: Flask, ines: Person) -> None:
    draft = Draft("I love it here.", Scale.AGREE_7, Driver.ENGAGEMENT, "Our own words")
    with pytest.raises(Refused, match="keeps its meaning"):
        actions.write_question(draft, ines, now=NOW)


def test_only_who_runs_pulses_comes_here(as_: As, ben: Person, ana: Person, ines: Person) -> None:
    own = write(PROUD, ines)
    for person in (ben, ana):
        for path in ("", "/new", f"/{own.key}", f"/{own.key}/edit", f"/{own.key}/translation"):
            assert as_(person).get(f"/pulses/questions{path}").status_code == 403
        assert as_(person).post(f"/pulses/questions/{own.key}/retirement").status_code == 403
    assert as_(None).get("/pulses/questions").location.startswith("/sign-in")
    for nothing in ("own-999", "own-x", "own-" + "9" * 40, "own-٣", "own-01", "nothing"):
        assert as_(ines).get(f"/pulses/questions/{nothing}").status_code == 404
        assert as_(ines).get(f"/pulses/questions/{nothing}/edit").status_code == 404


# Changing


def test_it_can_be_edited_until_a_round_asks_it(as_: As, ines: Person, blue: Team) -> None:
    hr, own = as_(ines), write(PROUD, ines)
    path = f"/pulses/questions/{own.key}"
    assert hr.post(f"{path}/edit", PARTS | {"wording": "I would send family."}).status_code == 303
    assert found(own.key).wording == "I would send family."
    a_round(ines, blue, keys=(own.key,))
    answer = hr.post(f"{path}/edit", PARTS | {"wording": "I would send nobody."})
    assert answer.status_code == 409
    assert "Copy it and retire this one" in answer.text
    assert found(own.key).wording == "I would send family."
    page = hr.get(path).text
    assert "its words stay" in page
    assert f"{path}/edit" not in page
    assert "Monthly pulse" in page


@pytest.mark.both
def test_a_copy_takes_the_place_of_what_was_asked(as_: As, ines: Person, blue: Team) -> None:
    hr, own = as_(ines), write(PROUD, ines)
    a_round(ines, blue, keys=(own.key,))
    copy = f"/pulses/questions/new?copy={own.key}"
    assert PROUD.wording in hr.get(copy).text
    assert hr.post(copy, PARTS).status_code == 409  # the same words, and the first is not retired
    assert not found(own.key).is_retired
    answer = hr.post(copy, PARTS | {"scale": "agree-7", "retires": "y"})
    assert answer.status_code == 303
    assert found(own.key).is_retired
    new = found(answer.location.rsplit("/", 1)[1])
    assert (new.wording, new.scale) == (PROUD.wording, Scale.AGREE_7)
    assert hr.post(f"/pulses/questions/{own.key}/return").status_code == 409


def test_a_retired_question_is_offered_to_no_further_pulse(as_: As, ines: Person) -> None:
    hr, own = as_(ines), write(PROUD, ines)
    hr.post(f"/pulses/questions/{own.key}/retirement")
    assert own.key not in {each.key for each in catalogue.all_questions()}
    assert [each.key for each in catalogue.questions([own.key])] == [own.key]  # planned earlier
    assert "Retired" in hr.get("/pulses/questions?q=send").text
    hr.post(f"/pulses/questions/{own.key}/return")
    assert own.key in {each.key for each in catalogue.all_questions()}


# Lists


def test_questions_are_found_by_driver_source_and_words(as_: As, ines: Person) -> None:
    hr = as_(ines)
    write(PROUD, ines)
    voice = hr.get("/pulses/questions?driver=voice").text
    assert PROUD.wording in voice
    assert "I can say what I think here" in voice
    assert "I feel part of my team" not in voice
    temkin = hr.get("/pulses/questions?instrument=teei").text
    assert temkin.count("Bruce Temkin") == 3
    assert PROUD.wording in hr.get("/pulses/questions?instrument=company").text
    assert "No question like this" in hr.get("/pulses/questions?q=elephants").text
    page = hr.get("/pulses/questions/teei-asked").text
    assert "invites everybody to use it" in page
    assert "Benchmark Study" in page


@pytest.mark.long
def test_many_questions_take_pages_and_no_more_statements(
    as_: As, ines: Person, counting: Any
) -> None:
    hr = as_(ines)

    def look(path: str) -> int:
        with counting() as sent:
            answer = hr.get(path)
        assert answer.status_code == 200
        return len(sent)

    few = look("/pulses/questions")
    for number in range(30):
        write(Draft(f"Question {number}", Scale.AGREE_7, None, "Our own words"), ines)
    assert "Page 1 of 4" in hr.get("/pulses/questions").text
    assert look("/pulses/questions?page=4") <= few
    with counting() as sent:
        catalogue.all_questions()
    assert len([each for each in sent.statements if each.startswith("SELECT")]) == 2


# Other languages


def test_everybody_reads_a_question_in_their_own_language(
    as_: As, ines: Person, ben: Person, blue: Team
) -> None:
    hr = as_(ines)
    path = "/pulses/questions/voice-safe/translation?locale=pt_BR"
    words = "Aqui posso dizer o que penso."
    typed = {"wording": words, "low_end": "Discordo", "high_end": ""}
    assert hr.post(path, typed).status_code == 303
    assert words in hr.get("/pulses/questions/voice-safe").text
    assert (
        'value="Discordo"' in hr.get("/pulses/questions/voice-change/translation?locale=pt_BR").text
    )
    round_ = a_round(ines, blue, keys=("voice-safe",))
    read = wording_of(round_.questions[0], "pt_BR")
    assert (read.wording, read.low_end, read.high_end) == (words, "Discordo", "Strongly agree")
    hr.post(path, typed | {"remove": "yes"})
    assert "pt_BR" not in found("voice-safe").translations
    assert wording_of(round_.questions[0], "pt_BR").wording == words  # fixed at the opening


def test_a_language_of_questions_can_be_chosen(as_: As, ines: Person, ben: Person) -> None:
    about = {"name": ben.name, "email": ben.email, "zone": "", "locale": "pt_BR"}
    assert as_(ben).post("/profile", about).status_code == 422  # nothing is in this language
    words = Translation("Aqui posso dizer o que penso.")
    actions.translate_question(found("voice-safe"), "pt_BR", words)
    db.session.commit()
    assert "português (Brasil)" in as_(ben).get("/profile").text
    assert as_(ben).post("/profile", about).status_code == 303
    assert ben.locale == "pt_BR"
    page = as_(ben).get("/profile")
    assert '<html lang="en">' in page.text  # most of the page is still in English
    assert (
        as_(ines)
        .post("/pulses/questions/voice-safe/translation?locale=pt_BR", {"remove": "yes"})
        .status_code
        == 303
    )
    assert as_(ben).post("/profile", about).status_code == 303  # what was chosen stays


def test_options_are_translated_all_or_none(as_: As, ines: Person) -> None:
    own = write(SHIFT, ines)
    path = f"/pulses/questions/{own.key}/translation?locale=de"
    answer = as_(ines).post(path, {"wording": "Welche Schicht?", "options": "Früh"})
    assert answer.status_code == 409
    assert "all 2 answers" in answer.text
    assert as_(ines).post(path, {"wording": "Welche Schicht?", "options": ""}).status_code == 303
    assert wording_of(found(own.key), "de").options == ("Early", "Late")
    as_(ines).post(path, {"wording": "Welche Schicht?", "options": "Früh\r\nSpät\r\n"})
    assert wording_of(found(own.key), "de_AT").options == ("Früh", "Spät")


@pytest.mark.parametrize("locale", ["", "xx", "pt_XX", "../..", "\0", "de" * 50])
def test_there_is_no_page_for_a_language_nobody_knows(as_: As, ines: Person, locale: str) -> None:
    query = {"locale": locale}
    path = "/pulses/questions/voice-safe/translation"
    assert as_(ines).get(path, query_string=query).status_code == 404
    assert as_(ines).post(path, {"wording": "x"}, query_string=query).status_code == 404


@pytest.mark.both
def test_the_words_of_an_instrument_stay_in_their_own_language(as_: As, ines: Person) -> None:
    path = "/pulses/questions/teei-asked/translation?locale=en"
    assert as_(ines).post(path, {"wording": "Nobody asks me."}).status_code == 409


# What counts


def test_own_scales_count_for_their_driver(
    app: Flask, ines: Person, service: Team, blue: Team
) -> None:
    """Five of 5 are 100 points, none of 10 is 0: together 50; without a driver it is a question."""
    agree = write(PROUD, ines)
    ten = write(Draft("How often are you asked?", Scale.ZERO_TO_TEN, Driver.VOICE, "Ours"), ines)
    alone = write(Draft("Lunch is good.", Scale.AGREE_5, None, "Ours"), ines)
    round_ = a_round(ines, service, keys=(agree.key, ten.key, alone.key))
    for person in everybody(blue):
        given = {agree.key: 5, ten.key: 0, alone.key: 3}
        actions.answer(hold_respondent(round_.id, person.id), given, None, now=NOW)
    close(round_)
    rows = db.session.scalars(db.select(RoundResult).where(RoundResult.team_id.is_(None)))
    means = {row.subject: row.mean for row in rows}
    assert means["driver:voice"] == 50
    assert means[f"question:{alone.key}"] == 50
    assert "index" not in means
    assert "enps" not in means


TYPED = st.text(max_size=210) | st.sampled_from(["Früh", "<b>", "a\u2028b", "\ud7ff", " x ", "%s"])
TRANSLATED = st.tuples(st.sampled_from(["de", "fr", "pt"]), st.lists(TYPED, max_size=3), TYPED)
Translated = list[tuple[str, list[str], str]]


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    wording=TYPED,
    scale=st.sampled_from(Scale),
    driver=st.none() | st.sampled_from(Driver),
    options=st.lists(TYPED, max_size=8),
    low=st.none() | TYPED,
)
def test_what_is_typed_comes_back_as_typed_or_is_refused(
    app: Flask, ines: Person, wording: str, scale: Scale, driver: Driver | None,
    options: list[str], low: str | None,
) -> None:  # fmt: skip
    try:
        draft = Draft(wording, scale, driver, "Our own words", options, low)
        question = actions.write_question(draft, ines, now=NOW)
        db.session.flush()
        db.session.expire(question)
        assert question.wording == one_line(wording)
        assert question.options == ([one_line(o) for o in options if one_line(o)] or None)
        assert question.low_end == (one_line(low or "") or None)
        assert (question.scale, question.driver) == (scale, driver)
        read = wording_of(found(question.key), "de")
        assert read.wording == one_line(wording)
    except Refused:
        pass  # and nothing of it is kept
    finally:
        db.session.rollback()


@pytest.mark.long
@pytest.mark.only("sqlite")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(TRANSLATED))
def test_translations_never_lose_a_question_or_its_options(
    app: Flask, ines: Person, tries: Translated
) -> None:
    nothing_is_lost_by(tries, ines)


@pytest.mark.long
@pytest.mark.only("postgresql")  # that it keeps what is typed as SQLite does is tried above
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.lists(TRANSLATED))
def test_on_postgresql_too_translations_lose_nothing(
    app: Flask, ines: Person, tries: Translated
) -> None:
    nothing_is_lost_by(tries, ines)


def nothing_is_lost_by(tries: Translated, ines: Person) -> None:
    """Translate a choice again and again; read what it says, and offers, in each language."""
    own = actions.write_question(SHIFT, ines, now=NOW)
    kept: dict[str, str] = {}
    for locale, options, wording in tries:
        try:
            actions.translate_question(found(own.key), locale, Translation(wording, options))
            kept[locale] = one_line(wording)
        except Refused:
            pass
    read = {locale: wording_of(found(own.key), locale) for locale in ("de", "fr", "pt", "it")}
    assert {locale: words.wording for locale, words in read.items() if locale in kept} == kept
    assert all(len(words.options) == 2 and all(words.options) for words in read.values())
    assert read["it"].wording == SHIFT.wording
    assert len(db.session.scalars(db.select(QuestionTranslation)).all()) == len(kept)
    db.session.rollback()
