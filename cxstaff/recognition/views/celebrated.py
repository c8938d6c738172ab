"""What a thanks can celebrate, and which of it is chosen already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from cxstaff.measures import queries as measures
from cxstaff.measures.models import Voice
from cxstaff.people.queries import today
from cxstaff.recognition import queries

Offered = Mapping[Any, Sequence[tuple[str, str]]]


def celebrated(team_ids: Collection[int]) -> Offered:
    """Return what can be celebrated: the teams' own measures first, values, other measures.

    A company's own numbers are not: what is thanked for is what customers or colleagues notice.
    """
    own = set()
    for team_id in team_ids:
        own |= {target.measure_id for target in measures.targets_of(team_id, today())}
        own |= {habit.measure_id for habit in queries.celebrations_of(team_id, today())}
    every = [each for each in measures.measures() if each.voice != Voice.INTERNAL]
    return {
        _("What the team is measured on and celebrates"): [
            (f"measure:{m.id}", m.name) for m in every if m.id in own
        ],
        _("Company values"): [(f"value:{v.id}", v.name) for v in queries.values()],
        _("Other measures"): [(f"measure:{m.id}", m.name) for m in every if m.id not in own],
    }


def fitting(offered: Offered) -> str | None:
    """Return what a customer's words are celebrated as: a measure, else a value, else None."""
    every = [value for rows in offered.values() for value, _name in rows]
    of_measures = (each for each in every if each.startswith("measure:"))
    return next(of_measures, next(iter(every), None))
