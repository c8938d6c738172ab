"""What counts as naming a person, whatever the spelling."""

import unicodedata

import pytest

from cxstaff.identifiers import NAME_REMOVED, Identifiers

JURGEN = Identifiers("Jürgen Groß-Müller", "jm@x.example", "4711")
ZOE = Identifiers("Zoë O’Neill", None, "K-20331")
WILL = Identifiers("Will")

NAMED = [
    (JURGEN, "Jürgen Groß-Müller"),
    (JURGEN, "JÜRGEN GROSS-MÜLLER"),
    (JURGEN, "Juergen Gross Mueller"),
    (JURGEN, "Groß-Müller, Jürgen"),
    (JURGEN, "jurgen.groß_müller"),
    (JURGEN, unicodedata.normalize("NFD", "Jürgen Groß-Müller")),
    (JURGEN, "JM@x.example"),
    (ZOE, "zoe o'neill"),
    (ZOE, "O`Neill  Zoë"),
    (ZOE, "K-20331"),
    (WILL, "Will"),
    (Identifiers("山田 太郎"), "山田 太郎"),
]
NOT_NAMED = [
    (JURGEN, "Jürgen Müller"),
    (JURGEN, "jm@x.example.org"),
    (JURGEN, "ajm@x.example"),
    (JURGEN, "Jürgen"),
    (JURGEN, "4711 times"),
    (ZOE, "K-203311"),
    (ZOE, "XK-20331"),
    (WILL, "I will"),
    (WILL, "Willow"),
    (Identifiers("Al Bo", None, "12345"), "12345.50 € or 3,12345"),
]


@pytest.mark.parametrize(("who", "text"), NAMED)
def test_a_name_goes_in_any_usual_spelling(who: Identifiers, text: str) -> None:
    assert who.removed_from(f"Ask {text}, please") == f"Ask {NAME_REMOVED}, please"
    assert who.stand_in(f"Ask {text}, please")


@pytest.mark.parametrize(("who", "text"), NOT_NAMED)
def test_what_names_somebody_else_stays(who: Identifiers, text: str) -> None:
    assert who.removed_from(f"Ask {text}, please") == f"Ask {text}, please"


@pytest.mark.parametrize(("who", "text"), NAMED)
def test_what_is_looked_for_first_stands_in_every_spelling(who: Identifiers, text: str) -> None:
    held = text.lower()
    assert not who.needles or any(
        all(each.lower() in held for each in needle) for needle in who.needles
    )


def test_a_short_number_goes_as_a_field_of_a_record_alone() -> None:
    assert JURGEN.removed_from("waited 4711 s") == "waited 4711 s"
    assert JURGEN.removed_from_record("7,4711,Phone") == f"7,{NAME_REMOVED},Phone"
    assert JURGEN.removed_from_record("7,47110,Phone") == "7,47110,Phone"
