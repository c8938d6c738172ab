"""What is typed about patterns: for each kind, what happens and when it is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from cxstaff.forms import Count, Form, choice
from cxstaff.recognition.patterns.actions import FEWEST, SHARE, WEEKS
from cxstaff.recognition.patterns.rules import PatternAnswer, PatternKind, PatternRule

NAMES = {
    PatternKind.PAIR: _l("Two people thank each other again and again"),
    PatternKind.ONE_PERSON: _l("Most of what somebody gives goes to one person"),
    PatternKind.ROUND: _l("Points go round among two or three people"),
}
ANSWERS = {
    PatternAnswer.OFF: _l("Nothing"),
    PatternAnswer.ALERT: _l("HR is told"),
    PatternAnswer.BLOCK: _l("HR is told, and the giver is asked to thank somebody else first"),
}


class PatternRulesForm(Form):
    """The rule of every kind of pattern; fields are called as `field_of` says."""

    def rules(self) -> dict[PatternKind, PatternRule]:
        """Return the rules that were typed."""
        return {
            kind: PatternRule(
                PatternAnswer(self[field_of(kind, "answer")].data),
                *(int(self[field_of(kind, each)].data) for each in ("weeks", "fewest", "share")),
            )
            for kind in PatternKind
        }


def field_of(kind: PatternKind, part: str) -> str:
    """Return what the field for a part of a kind's rule is called."""
    return f"{kind.name.lower()}_{part}"


def typed_as(rules: Mapping[PatternKind, PatternRule]) -> dict[str, Any]:
    """Return rules as the values of the form's fields."""
    return {
        field_of(kind, part): getattr(rule, part)
        for kind, rule in rules.items()
        for part in ("answer", "weeks", "fewest", "share")
    }


def _fields(kind: PatternKind) -> dict[str, Any]:
    answers = [choice(each.value, ANSWERS[each]) for each in PatternAnswer]
    asked = _l("Choose what happens.")
    return {
        "answer": RadioField(_l("What happens"), [InputRequired(asked)], choices=answers),
        "weeks": Count(_l("Within so many weeks (1 to 52)"), *WEEKS),
        "fewest": Count(_l("From so many thanks on, each way (2 to 100)"), *FEWEST),
        "share": Count(_l("And from such a share of what somebody gave, in percent"), *SHARE),
    }


for _kind in PatternKind:
    for _part, _field in _fields(_kind).items():
        setattr(PatternRulesForm, field_of(_kind, _part), _field)
