"""What the questions of a round make up: subjects with their names, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import get_locale

from cxstaff.pulses.models import Driver, RoundQuestion, Scale
from cxstaff.pulses.questions.bank import ENPS, TEEI
from cxstaff.pulses.questions.wording import wording_of
from cxstaff.pulses.results.queries import series

TEEI_STATEMENTS = 3


def named(questions: Iterable[RoundQuestion]) -> dict[str, str]:
    """Name every subject that some questions make up, in the order pages show them.

    The question of an eNPS is shown as the eNPS alone.
    """
    asked = list(questions)
    keys = keys_by_subject(asked)
    names = {key: name for key, name in series.subject_names().items() if key in keys}
    rated = [each for each in asked if Scale(each.scale).is_rated and each.instrument != ENPS]
    return names | {f"question:{each.key}": wording(each) for each in rated}


def keys_by_subject(questions: Iterable[RoundQuestion]) -> dict[str, frozenset[str]]:
    """Return which questions each subject rests on; only like is compared with like."""
    rated = [each for each in questions if Scale(each.scale).is_rated]
    found: dict[str, frozenset[str]] = {}
    for driver in sorted({each.driver for each in rated if each.driver}):
        subject = "index" if driver == Driver.ENGAGEMENT else f"driver:{driver}"
        found[subject] = frozenset(each.key for each in rated if each.driver == driver)
    for instrument, least in ((ENPS, 1), (TEEI, TEEI_STATEMENTS)):
        keys = frozenset(each.key for each in rated if each.instrument == instrument)
        if len(keys) >= least:
            found[instrument] = keys
    return found | {f"question:{each.key}": frozenset({each.key}) for each in rated}


def turning(questions: Iterable[RoundQuestion]) -> frozenset[str]:
    """Return the subjects of which a round asks part of the people, since questions take turns."""
    return frozenset(keys_by_subject(each for each in questions if each.turn is not None))


def wording(question: RoundQuestion) -> str:
    """Return a question in the reader's language."""
    return wording_of(question, get_locale()).wording


def options(question: RoundQuestion) -> list[str]:
    """Return what could be chosen, in the reader's language."""
    return list(wording_of(question, get_locale()).options)
