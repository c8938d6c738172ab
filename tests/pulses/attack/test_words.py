"""HR translates a question for one reader, so that their answer is one nobody else would give.

In English three of seven answers make sense, in Finnish the other four. Whoever reads Finnish alone
in a group would be told by what they chose. Nothing can see what words mean; so they read before
sending what the others read.
"""

from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.actions import Draft, Translation
from cxstaff.pulses.answering import links
from cxstaff.pulses.answering.queries import readers
from cxstaff.pulses.models import PulseRound, Scale
from cxstaff.pulses.questions.catalogue import find_question
from tests.cast import NOW
from tests.pulses.rounds import a_round, everybody

SENSE, NONSENSE = ("Often", "Seldom", "Never"), ("Blue", "Green", "Red", "Grey")
FINNISH = ("Sininen", "Vihreä", "Punainen", "Usein", "Joskus", "Harvoin", "En koskaan")
WARNING = "Fewer than 5 of you read this question in these words"


@pytest.fixture
def round_(ines: Person, ben: Person, blue: Team) -> PulseRound:
    draft = Draft("Do you think of leaving?", Scale.CHOICE, None, "ours", (*SENSE, *NONSENSE))
    own = actions.write_question(draft, ines, now=NOW)
    db.session.flush()
    question = find_question(own.key)
    assert question
    words = Translation("Ajatteletko lähtöä?", FINNISH)
    actions.translate_question(question, "fi", words)
    ben.locale = "fi"
    return a_round(ines, blue, keys=[own.key])


def test_who_reads_other_words_alone_reads_those_of_the_others_too(
    as_: Any, app: Any, round_: PulseRound, ben: Person, blue: Team
) -> None:
    page = as_(ben).get(f"/pulses/rounds/{round_.id}").text
    assert "Ajatteletko lähtöä?" in page
    assert WARNING in page
    assert "Do you think of leaving?" in page
    assert "Often · Seldom · Never · Blue" in page
    other = next(each for each in everybody(blue) if each.id != ben.id)
    assert WARNING not in as_(other).get(f"/pulses/rounds/{round_.id}").text
    # by a letter everybody reads the company's language, and so as the others do
    token = links.write(round_.id, ben, app.config["SETTINGS"].secret_key)
    assert WARNING not in as_(None).get(f"/answers/{token}").text


@pytest.mark.both
def test_where_enough_read_the_same_nobody_is_warned(
    as_: Any, round_: PulseRound, ben: Person, blue: Team
) -> None:
    for person in everybody(blue):
        person.locale = "fi"
    db.session.commit()
    assert WARNING not in as_(ben).get(f"/pulses/rounds/{round_.id}").text
    ben.locale = None
    db.session.commit()
    page = as_(ben).get(f"/pulses/rounds/{round_.id}").text
    assert WARNING in page, "whoever reads the original alone is told as well"
    assert "Ajatteletko lähtöä?" in page


def test_unwarned_they_would_read_nothing_of_it(
    as_: Any, round_: PulseRound, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "is_company_worded", lambda _: False)
    page = as_(ben).get(f"/pulses/rounds/{round_.id}").text
    assert "Do you think of leaving?" not in page
