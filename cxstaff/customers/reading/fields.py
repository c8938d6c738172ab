"""What a column of a file can mean, and which headings and values usually mean it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from cxstaff.customers.reading.consistency import (
    are_hours_apart,
    is_customers,
    named_beginning,
    of_answers,
    with_recommendations,
    without_contradictions,
)
from cxstaff.customers.reading.evidence import People, with_evidence
from cxstaff.customers.reading.headings import composed, courses, pieces
from cxstaff.customers.reading.headings.known import HEADINGS, OF_ANSWERS, SAID
from cxstaff.customers.reading.likelihood import (
    candidates,
    is_talk,
    plain,
    ranked_candidates,
    ranks_of,
    words_of,
)
from cxstaff.customers.reading.plausible import (
    are_dates_alone,
    fits,
    is_up_to_ten,
    may_be_work,
)

REQUIRED = frozenset({"reference", "happened_at", "handler"})
SCORES = ("csat", "nps", "ces")
RIVALS = frozenset({*SCORES, "satisfied", "solved", "handling_seconds"})
"""Fields of which a file often has several: scores of different things, times with and without."""

TIMES_OF_DAY = {
    "happened_at": "happened_time",
    "responded_at": "responded_time",
    "closed_at": "closed_time",
}
"""Moments whose time of day may stand in a column of its own, and the field that it is."""


ADDED = ("hold_seconds", "wrap_seconds")
"""Lengths of time that are added to the handling time, where that is the talking alone."""


ANSWERS_TO_SURVEYS = frozenset(
    {"response id", "respondent id", "responseid", "submission id", "response number"}
)
"""Headings of exports of surveys, whose status says whether the answer is complete."""

ANSWERS = frozenset({"answer", "antwort", "réponse", "respuesta", "risposta", "resposta", "svar"})
"""Headings of what was answered to the only question that a survey had."""

JUST_ANSWERED = 2
"""Columns of a file that tells a reference and an answer, and nothing else."""

STATES = frozenset({"status", "state", "response status", "response type", "finished"})


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can hold."""

    key: str
    is_required: bool = False


FIELDS = tuple(Field(key, key in REQUIRED) for key in HEADINGS)
KEYS = tuple(field.key for field in FIELDS)


def guess(
    headings: Sequence[str], rows: Sequence[Sequence[str]] = (), people: People | None = None
) -> dict[str, str]:
    """Return the heading that probably holds each field, by field; each heading is used once.

    Headings of which the rows say something else are passed over: a date called "Resolved", a
    subject that is another one in every record. `people` says who on the roster is called so.
    """
    places = _places(headings, rows)
    found = {key: headings[each[0]] for key, each in places.items() if len(each) == 1}
    found = with_recommendations(_with_times(found, headings, rows), headings, rows)
    if not is_talk(found.get("handling_seconds", "")):
        found = {key: name for key, name in found.items() if key not in ADDED}
    if not ANSWERS_TO_SURVEYS.isdisjoint(map(plain, headings)):
        found = {key: name for key, name in found.items() if plain(name) not in STATES}
    found = _with_named_beginning(found, headings, rows)
    found = _with_customers_word(found, headings, rows, _OF_RECORDS)
    if _answers_survey(found, headings, rows):
        found = {_ANSWERED.get(key, key): name for key, name in found.items()}
    if "happened_at" not in found and found.keys().isdisjoint(SAID) and "feedback_at" in found:
        found = {"happened_at": found.pop("feedback_at")} | found  # nobody was asked anything
    if _ends_questions(found, headings, rows):
        found = {"feedback_at": found.pop("closed_at")} | found  # the questions ended, not the work
    found = with_evidence(found, headings, rows, people, _lone_moment(found))
    found = _with_customers_word(found, headings, rows, {"happened_at"})
    found = of_answers(without_contradictions(found, headings, rows))
    return {key: found[key] for key in KEYS if key in found}


def _with_named_beginning(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Take "Ticket created" for the beginning; "Created" beside it is then when it was rated."""
    begun = found.get("happened_at")
    named = begun and named_beginning(begun, {*found.values()}, headings, rows)
    if begun is None or not named:
        return found
    is_rating = "feedback_at" not in found and _are_answers(found.keys() - set(TIMES_OF_DAY))
    return found | {"happened_at": named} | ({"feedback_at": begun} if is_rating else {})


def _answers_survey(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> bool:
    """Say whether a response is the customer's, since the file tells of no work."""
    if "responded_at" not in found or "feedback_at" in found:
        return False
    if _are_answers(found.keys() - _ANSWERED.keys()):
        return True
    said = [found[key] for key in SAID if key in found]
    is_survey = _are_answers(found.keys() - {*_ANSWERED, "happened_at", "happened_time"})
    return is_survey and is_customers(found["responded_at"], said, headings, rows)


def _with_customers_word(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]], never: Set[str]
) -> dict[str, str]:
    """Take whether it was solved for the customer's word in a file that tells of no work.

    `never` are fields of which it has none then.
    """
    heading, rest = found.get("resolved"), found.keys() - {"resolved"}
    if heading is None or "solved" in found or not never.isdisjoint(found):
        return found
    if rest - OF_ANSWERS - _ANSWERED.keys():
        return found
    if rest.isdisjoint({"feedback_at", *SAID}) and len(headings) > JUST_ANSWERED:
        return found
    if not may_be_said(heading, [row[headings.index(heading)] for row in rows]):
        return found
    return {"solved" if key == "resolved" else key: name for key, name in found.items()}


def may_be_said(heading: str, texts: Sequence[str]) -> bool:
    """Say whether a column that tells whether it was resolved may tell what a customer says."""
    words = set(plain(heading).split())
    return words.isdisjoint(_WORKFLOW) and fits("solved", plain(heading), texts)


def _ends_questions(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> bool:
    """Say whether an end is that of a survey: of a file of answers that tells of no work."""
    ended, begun = found.get("closed_at"), found.get("happened_at")
    if "channel" in found or not pieces.TALKS.isdisjoint(words_of(found.get("reference", ""))):
        return False
    if ended is None or not composed.is_end(plain(ended)):
        return False
    if not _are_answers(found.keys() - {"happened_at", "happened_time", "closed_at"}):
        return False
    both = [[row[headings.index(name)] for row in rows] for name in (begun or ended, ended)]
    return not are_hours_apart(*both)


def _lone_moment(found: dict[str, str]) -> str:
    """Return what a moment is that stands alone: of answers to surveys, when they were given."""
    return "feedback_at" if _are_answers(found.keys()) else "happened_at"


def _are_answers(keys: Set[str]) -> bool:
    """Say whether a file with these fields tells what customers answered, and of no work."""
    return not keys.isdisjoint(SAID) and not keys - OF_ANSWERS


def doubts(headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> dict[str, list[str]]:
    """Return the headings of which several mean one score alike, by field: of what, none says.

    Rows are looked at only where two headings are alike, which few files have.
    """
    up_to_ten, unknown = scores_to_ten(headings, rows), lengths_beside_talk(headings, rows)
    sure = ({"nps": up_to_ten} if up_to_ten else {}) | unknown
    ranked = {(key, rank, place) for rank, place, key in candidates(headings) if key in RIVALS}
    if len({(key, rank) for key, rank, _place in ranked}) == len(ranked):
        return sure
    return sure | {
        key: [headings[place] for place in places]
        for key, places in _places(headings, rows).items()
        if len(places) > 1
    }


def scores_to_ten(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return headings of scores up to ten that do not say of what, where no other tells it."""
    words = ranks_of("csat")
    scores = [
        name
        for place, name in enumerate(headings)
        if (plain(name) in words or plain(name) in ANSWERS)
        and is_up_to_ten([row[place] for row in rows])
    ]
    found = guess(headings, rows) if scores else {}  # which takes its time where columns are many
    taken = {*found.values()}
    return [] if "nps" in found else [name for name in scores if name not in taken]


def lengths_beside_talk(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, list[str]]:
    """Return headings of lengths that may belong to the work, where its column is talking alone.

    They are asked about as what was done afterwards, or as what was on hold where that is known.
    """
    if not any(map(is_talk, headings)):
        return {}
    found = guess(headings, rows)
    free = [key for key in reversed(ADDED) if key not in found]
    if not free or not is_talk(found.get("handling_seconds", "")):
        return {}
    taken = {*found.values()}
    names = [
        name
        for place, name in enumerate(headings)
        if name not in taken and may_be_work(name, [row[place] for row in rows])
    ]
    return {free[0]: names} if names else {}


def _places(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return where each field stands; of a score all places that are as likely as each other."""
    ranked, used = ranked_candidates(headings, rows), set[int]()
    found, best = dict[str, list[int]](), dict[str, float]()
    for rank, place, key in ranked:
        is_rival = key in RIVALS and best.get(key) == rank
        if place in used or (key in found and not is_rival):
            continue
        if fits(key, plain(headings[place]), [row[place] for row in rows]):
            found.setdefault(key, []).append(place)
            best.setdefault(key, rank)
            used.add(place)
    return {key: _of_service(places, headings) for key, places in found.items()}


def _of_service(places: list[int], headings: Sequence[str]) -> list[int]:
    """Leave of several scores the one that was given for who helped, if there is one."""
    named = [place for place in places if pieces.OF_SERVICE & set(words_of(headings[place]))]
    return named if len(named) == 1 else places


def _with_times(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Keep times of day whose dates tell none; what ended at a time ended on the day it began."""
    begun = found.get("happened_at", "")
    dates = {key: found.get(key, begun) for key, time in TIMES_OF_DAY.items() if time in found}
    lone = {
        key
        for key, name in dates.items()
        if name and are_dates_alone([row[headings.index(name)] for row in rows])
    }
    gone = {TIMES_OF_DAY[key] for key in dates.keys() - lone}
    kept = {key: name for key, name in found.items() if key not in gone}
    return {key: dates[key] for key in lone} | kept


_OF_RECORDS = frozenset({"happened_at", "handler", "team"})
"""What an interaction is told by, and few answers to surveys."""

_WORKFLOW = courses.STATES | {"closed", "open", "done", "gereed", "afgemeld", "erledigt"}
"""Words for how far a company has come with a record, which no customer says."""

_ANSWERED = {"responded_at": "feedback_at"}
"""What a survey calls a response is the customer's."""
