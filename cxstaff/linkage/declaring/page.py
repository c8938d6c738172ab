"""Everything the page of the standing question shows, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxstaff.linkage.comparison.forms import arguments_of
from cxstaff.linkage.declaring import words
from cxstaff.linkage.declaring.forms import StandingForm
from cxstaff.linkage.leads.models import StandingQuestion
from cxstaff.linkage.leads.queries import Looks, Standing, first_look
from cxstaff.web import when


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """A standing question that was declared: what it asked, when, by whom."""

    asked: str
    declared: str
    by: str


@dataclass(frozen=True, slots=True)
class StandingPage:
    """The standing question, what its answer is worth, and every one there was before."""

    form: StandingForm
    sentence: str
    declared: str
    worth: str | None
    changeable: str
    compare: Mapping[str, str]
    before: Sequence[DeclaredRow]
    why: Sequence[str]


def standing_page(
    form: StandingForm,
    standing: Standing,
    looks: Looks,
    before: Sequence[StandingQuestion],
    subjects: Mapping[str, str],
    why: Sequence[str],
) -> StandingPage:
    """Show the standing question; `looks` are those at its result, `subjects` names of scores.

    `why` are sentences that say why there is one.
    """
    return StandingPage(
        form,
        words.asked(standing.question, subjects),
        words.declared(standing.declared),
        words.worth(standing, first_look(standing.question)),
        words.changeable(looks),
        arguments_of(standing.question),
        [
            DeclaredRow(
                words.asked(each.question, subjects), when(each.declared_at), each.declared_by.name
            )
            for each in before
        ],
        why,
    )
