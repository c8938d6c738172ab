"""People who work here and are not in a roster file: gone since today, or left as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cxstaff.people.roster.checking.changes import Choice, Plan, Question
from cxstaff.people.roster.checking.matching import People
from cxstaff.people.spans import ended

KEY, STAY, GONE = "absent", "stay", "gone"
ASKED = "%(count)s people work here and are not in this file, such as %(names)s. Are they gone?"
THEY_STAY = "They stay as they are: the file does not list everybody"
THEY_ARE_GONE = "They are gone from today on: the file lists everybody"
MOST_NAMES = 3


def apply(people: People, answers: Mapping[str, str], plan: Plan, today: date) -> None:
    """Note who is absent from the file; they are gone from today where that was the answer."""
    seen = people.told.keys() | people.doubtful
    absent = [
        place
        for place, entry in enumerate(people.entries)
        if place not in seen and entry.works_on(today)
    ]
    plan.absent = [people.entries[place] for place in absent]
    answer = answers.get(KEY)
    if answer == GONE:
        for place in absent:
            entry = people.entries[place]
            spans, leads = (tuple(ended(each, today)) for each in (entry.spans, entry.leads))
            people.entries[place] = replace(entry, left_on=today, spans=spans, leads=leads)
    elif absent and answer != STAY:
        names = ", ".join(entry.name for entry in plan.absent[:MOST_NAMES])
        choices = [Choice(STAY, THEY_STAY), Choice(GONE, THEY_ARE_GONE)]
        values = {"count": len(absent), "names": names}
        plan.questions.append(Question(KEY, ASKED, values, choices))
