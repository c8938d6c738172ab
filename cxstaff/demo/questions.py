"""What the made-up company asks in its own words, and how one of its offices says it."""

from __future__ import annotations

from datetime import datetime, timedelta

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.models import Driver, OwnQuestion, QuestionTranslation, Scale

A_YEAR = timedelta(days=370)
SOURCE = "Written by the people team of Larkfield Home"
GERMAN = {
    "teei-mission": "Ich verstehe den Auftrag meines Unternehmens als Ganzes.",
    "teei-asked": "Mein Unternehmen fragt nach meiner Meinung und handelt danach.",
    "teei-tools": "Mein Unternehmen gibt mir die Schulungen und Werkzeuge, die ich brauche, um "
    "erfolgreich zu sein.",
}


def write(hr: Person, now: datetime) -> tuple[str, ...]:
    """Insert two questions of the company’s own, and some translations; return the keys."""
    asked = {"source": SOURCE, "created_by_id": hr.id, "created_at": now - A_YEAR}
    helped = OwnQuestion(
        wording="What would help you most in the next three months?",
        scale=Scale.CHOICE.value,
        options=["More training", "Better tools", "Fairer shifts", "More time for each customer"],
        **asked,
    )
    proud = OwnQuestion(
        wording="I would send a friend to us as a customer.",
        scale=Scale.AGREE_5.value,
        driver=Driver.CLARITY.value,
        **asked,
    )
    db.session.add_all([helped, proud])
    db.session.add_all(
        QuestionTranslation(key=key, locale="de", wording=wording)
        for key, wording in GERMAN.items()
    )
    db.session.flush()
    return helped.key, proud.key
