"""What is typed about an action: the plan, a note, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from cxstaff.action_plans.actions import LONGEST
from cxstaff.action_plans.models import ActionStage
from cxstaff.action_plans.words import STAGES
from cxstaff.forms import Form, choice
from cxstaff.people.models import Person


def _words(message: Any) -> list[Any]:
    return [DataRequired(message), _short()]


def _short() -> Length:
    return Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))


class ActionForm(Form):
    """One action, new or changed."""

    heard = TextAreaField(_l("What we heard"), _words(_l("Say in a sentence what you heard.")))
    will_do = TextAreaField(_l("What we will do"), _words(_l("Say what you will do about it.")))
    owner_id = SelectField(_l("Who sees to it"), [InputRequired(_l("Choose somebody."))])
    due_on = DateField(_l("Done by"), [InputRequired(_l("Choose a day."))])

    def offer(self, people: Iterable[Person]) -> None:
        """Fill the choice of owners."""
        self.owner_id.choices = [
            choice("", _l("Choose somebody")),
            *(choice(str(each.id), each.name) for each in people),
        ]


class NoteForm(Form):
    """A step on the way."""

    text = TextAreaField(_l("What has happened since"), _words(_l("Write a sentence or two.")))


class StageForm(Form):
    """How far an action is."""

    stage = SelectField(
        _l("How far is it?"), choices=[choice(stage.value, STAGES[stage]) for stage in ActionStage]
    )
    did = TextAreaField(
        _l("What we did, or why we dropped it"),
        [_short()],
        description=_l(
            "Needed once it is done or dropped. The team reads it as “You said, we did”, "
            "also in the next invitation to a pulse."
        ),
    )
