"""What is typed to correct, move or leave out an interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.reading.values import LONGEST_HANDLING, LONGEST_NAME
from cxstaff.customers.records.actions import LONGEST_REASON
from cxstaff.forms import Form, Line, choice, required

LONGEST_REMARK = 10_000
SCALES = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}
FLAGS = (
    *("is_satisfied", "is_solved", "is_resolved", "is_reopened", "is_escalated"),
    "is_complaint",
)
NAMES = ("channel", "reason", "segment", "circumstance")


def _name(label: Any, **options: Any) -> Line:
    return Line(label, [Optional(), Length(max=LONGEST_NAME)], **options)


def _score(label: Any, key: str) -> SelectField:
    lowest, highest = SCALES[key]
    numbers = [choice(str(n), str(n)) for n in range(lowest, highest + 1)]
    return SelectField(label, [Optional()], choices=[choice("", _l("Not said")), *numbers])


def _flag(label: Any) -> SelectField:
    choices = [choice("", _l("Not said")), choice("yes", _l("Yes")), choice("no", _l("No"))]
    return SelectField(label, [Optional()], choices=choices)


def _why() -> Line:
    return Line(_l("Why"), [*required(_l("Say why.")), Length(max=LONGEST_REASON)])


class FindForm(Form):
    """Words of interactions that somebody looks for."""

    words = _name(_l("Find"), description=_l("Customer, part of a reference, or who handled it"))


class WhyForm(Form):
    """Why an interaction is left out, or counted again."""

    because = _why()


class PlaceForm(Form):
    """Who handled an interaction, and which team it counts for."""

    handler = _name(_l("Who handled it"))
    team = SelectField(_l("Team it counts for"), [Optional()])
    why = _why()

    def offer(self, teams: Mapping[int, str]) -> None:
        """Fill the choice of teams."""
        named = [choice(str(key), name) for key, name in teams.items()]
        self.team.choices = [choice("", _l("The team they were in on that day")), *named]


class CorrectionForm(Form):
    """What an interaction tells, as it should be told."""

    csat = _score(_l("Satisfaction (1–5)"), "csat")
    is_satisfied = _flag(_l("Satisfied or not"))
    is_solved = _flag(_l("Solved, the customer says"))
    nps = _score(_l("Recommendation (0–10)"), "nps")
    ces = _score(_l("Ease (1–7)"), "ces")
    remark = TextAreaField(_l("Remark"), [Optional(), Length(max=LONGEST_REMARK)])
    is_resolved = _flag(_l("Resolved"))
    is_reopened = _flag(_l("Reopened"))
    is_escalated = _flag(_l("Escalated"))
    is_complaint = _flag(_l("Complaint"))
    handling_seconds = IntegerField(
        _l("Handling time in seconds"), [Optional(), NumberRange(0, LONGEST_HANDLING)]
    )
    channel = _name(_l("Channel"))
    reason = _name(_l("Reason"))
    segment = _name(_l("Segment"))
    circumstance = _name(_l("Circumstance"))
    why = _why()

    @property
    def told(self) -> list[Any]:
        """Return the fields of what the interaction tells."""
        return [field for field in self if field.name != "why"]

    def show(self, contact: Contact) -> None:
        """Fill the form with what is told now."""
        for name in SCALES:
            value = getattr(contact, name)
            self[name].data = "" if value is None else str(value)
        for name in FLAGS:
            self[name].data = {None: "", True: "yes", False: "no"}[getattr(contact, name)]
        for name in (*NAMES, "remark", "handling_seconds"):
            self[name].data = getattr(contact, name)

    def values(self, contact: Contact) -> dict[str, Any]:
        """Return what was typed, by the names of a contact's fields; an empty channel stays."""
        scores = {name: int(self[name].data) if self[name].data else None for name in SCALES}
        flags = {name: {"yes": True, "no": False}.get(self[name].data) for name in FLAGS}
        names = {name: self[name].data or "" for name in NAMES}
        return (
            scores
            | flags
            | names
            | {
                "channel": self.channel.data or contact.channel,
                "remark": self.remark.data or None,
                "handling_seconds": self.handling_seconds.data,
            }
        )
