"""What is typed about readings: numbers of a period by team, why they change, a file of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from cxstaff.forms import Form, choice
from cxstaff.measures.forms.levers import NumberField, Sentence
from cxstaff.measures.models import SHARE, Measure
from cxstaff.people.models import Team
from cxstaff.tables import ACCEPTED

MOST_CASES = 1e9
WHY = _l("Why, where a number is corrected")
WHY_HELP = _l("It is kept with the number that stood there, and with your name.")

WHY_REMOVED = _l("It is kept with the number, the day and your name.")


class WhyCorrectedForm(Form):
    """Why numbers that stood there are other ones now."""

    why = Sentence(WHY, [Optional()], description=WHY_HELP)


class CasesField(NumberField):
    """Of how many cases a share is: a whole number above 0."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what no count can be."""
        if self.data is not None and not (1 <= self.data <= MOST_CASES and self.data % 1 == 0):
            raise ValueError(_l("Write a whole number of cases, such as 120."))


class ReadingsForm(WhyCorrectedForm):
    """A number for each team, named by its id; those left empty stay as they are."""

    teams: tuple[int, ...] = ()

    @classmethod
    def of(cls, teams: Iterable[Team], measure: Measure) -> Any:
        """Return a form for teams; of shares it asks for their cases, too."""
        listed = list(teams)
        fields = {f"team_{each.id}": NumberField(each.name, [Optional()]) for each in listed}
        if measure.unit == SHARE:
            fields |= {
                f"cases_{each.id}": CasesField(_l("Cases, if known"), [Optional()])
                for each in listed
            }
        ids = tuple(each.id for each in listed)
        return type("TeamReadingsForm", (cls,), {**fields, "teams": ids})()

    def show(self, known: Mapping[int, tuple[float, int | None]]) -> None:
        """Fill the fields with the numbers that stand there, and their cases, by team."""
        for team_id, (value, n) in known.items():
            self[f"team_{team_id}"].data = value
            if f"cases_{team_id}" in self:
                self[f"cases_{team_id}"].data = n

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Return the fields of each team: its number, and its cases or None."""
        return [(self[f"team_{each}"], self._cases(each)) for each in self.teams]

    @property
    def values(self) -> dict[int, float]:
        """Return the numbers that were typed, by team."""
        typed = {each: self[f"team_{each}"].data for each in self.teams}
        return {team_id: value for team_id, value in typed.items() if value is not None}

    @property
    def cases(self) -> dict[int, int]:
        """Return the cases that were typed, by team."""
        fields = {each: self._cases(each) for each in self.teams}
        typed = {each: field.data for each, field in fields.items() if field is not None}
        return {each: int(value) for each, value in typed.items() if value is not None}

    def _cases(self, team_id: int) -> Any:
        name = f"cases_{team_id}"
        return self._fields.get(name)


class RemovalForm(Form):
    """Numbers of one period to remove, by team, and why."""

    teams = SelectMultipleField(
        _l("Numbers to remove"),
        [InputRequired(_l("Choose at least one number."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    why = Sentence(_l("Why"), [InputRequired(_l("Say why."))], description=WHY_REMOVED)

    def offer(self, numbers: Iterable[tuple[int, str]]) -> None:
        """Fill the choice of teams, each with its number in words."""
        self.teams.choices = [choice(str(team_id), told) for team_id, told in numbers]

    @property
    def team_ids(self) -> list[int]:
        """Return the teams that were chosen."""
        return [int(each) for each in self.teams.data or ()]


class ReadingsFileForm(Form):
    """A file of readings, and the measure they are of unless the file says so."""

    file = FileField(
        _l("File"), [FileRequired(_l("Please choose a file."))], render_kw={"accept": ACCEPTED}
    )
    measure_id = SelectField(_l("Measure"), [Optional()])

    def offer(self, measures: Iterable[Measure]) -> None:
        """Fill the choice of measures."""
        self.measure_id.choices = [
            choice("", _l("As the column “measure” of the file says")),
            *(choice(str(each.id), each.name) for each in measures),
        ]
