"""People who work here and are not in a roster file: gone since today, or left as they are.

A file without half of those who work here is a part of the roster, whatever is answered: nobody
marks a company as left by importing one team.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cxstaff.people.roster.checking.changes import Choice, Plan, RosterQuestion
from cxstaff.people.roster.checking.matching import People
from cxstaff.people.roster.reading.line import LineProblem
from cxstaff.people.spans import ended
from cxstaff.text import N_

KEY, STAY, GONE = "absent", "stay", "gone"
ASKED = N_("%(count)s people work here and are not in this file, such as %(names)s. Are they gone?")
THEY_STAY = N_("They stay as they are: the file does not list everybody")
THEY_ARE_GONE = N_("They are gone from today on: the file lists everybody")
A_PART = N_(
    "This file names %(named)s of %(count)s people who work here, so it is taken for a part of the"
    " roster: the others stay as they are."
)
NOT_A_PART = N_(
    "By this file %(absent)s of %(count)s people would be gone. A file without half of those who"
    " work here is taken for a part of the roster; bring in days of leaving for those who are gone."
)
MOST_NAMES = 3
MOST_ABSENT = 0.5
"""At least this share of those who work here makes a file a part of the roster."""


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
    working = sum(entry.works_on(today) for entry in people.entries[: people.known])
    if absent and len(absent) >= MOST_ABSENT * working:
        _take_for_a_part(plan, working, answer)
    elif answer == GONE:
        for place in absent:
            entry = people.entries[place]
            spans, leads = (tuple(ended(each, today)) for each in (entry.spans, entry.leads))
            people.entries[place] = replace(entry, left_on=today, spans=spans, leads=leads)
    elif absent and answer != STAY:
        names = ", ".join(entry.name for entry in plan.absent[:MOST_NAMES])
        choices = [Choice(STAY, THEY_STAY), Choice(GONE, THEY_ARE_GONE)]
        values = {"count": len(absent), "names": names}
        plan.questions.append(RosterQuestion(KEY, ASKED, values, choices))


def _take_for_a_part(plan: Plan, working: int, answer: str | None) -> None:
    """Say that the absent stay; that they should be gone is refused."""
    absent = len(plan.absent)
    if answer == GONE:
        values = {"absent": absent, "count": working}
        plan.problems.append(LineProblem(0, "", NOT_A_PART, values))
    else:
        plan.part = LineProblem(0, "", A_PART, {"named": working - absent, "count": working})
