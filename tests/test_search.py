"""Search: found as people type it, in any script and without accents, on both databases."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from cxstaff.db import db
from cxstaff.engine import fold
from cxstaff.engine.folding import holding
from cxstaff.search import folded

SAID = {
    "Ärger mit der Öffnungszeit": ["ärger", "ÄRGER", "arger", "Öffnung", "offnung zeit"],
    "Élodie m'a très bien aidée": ["élodie", "elodie", "ELODIE", "tres"],
    "Проблема не решена": ["проблема", "ПРОБЛЕМА"],
    "Zoë Ñandú": ["ñandú", "nandu", "ZOE"],
    "Łucja Żak": ["żak", "zak", "lucja", "ŁUCJA"],
    "Straße, Œuvre, Ærø": ["strasse", "STRASSE", "straße", "oeuvre", "aero", "ÆRØ"],
    "Γιώργος": ["γιωργος", "ΓΙΏΡΓΟΣ"],
    "İstanbul’da ılık": ["istanbul", "ilik"],
    "50 % off_now": ["50 %", "off_"],
    "Ａｎｎａ": ["anna"],
    "김가람": ["가람"],
}


@pytest.mark.parametrize(
    ("text", "words"), [(text, words) for text, found in SAID.items() for words in found]
)
def test_what_people_type_is_found(app: Any, text: str, words: str) -> None:
    assert db.session.scalar(select(*holding(words, literal(text))[:1]))
    assert all(db.session.scalar(select(each)) for each in holding(words, literal(text)))


@pytest.mark.parametrize("words", ["arger nie", "off%now", "offxnow", "zebra", "_____________"])
def test_what_nobody_wrote_is_not_found(app: Any, words: str) -> None:
    for text in SAID:
        assert not all(db.session.scalar(select(each)) for each in holding(words, literal(text)))


letters = st.text(st.characters(max_codepoint=0x52F, exclude_characters="\0"), max_size=12)


@given(text=letters)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_database_folds_as_we_do(app: Any, text: str) -> None:
    """Letters that cases part in more than one way are left out: databases differ about them."""
    text = "".join(sign for sign in text if len(sign.lower()) == len(sign.upper()) == 1)
    assert db.session.scalar(select(fold(literal(text)))) == folded(text)
