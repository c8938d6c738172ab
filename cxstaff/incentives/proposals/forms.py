"""What is typed to propose a plan that pays, and to decline one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from cxstaff.date_range import DateRange, until_after
from cxstaff.forms import Count, Form, Line, choice, required
from cxstaff.incentives.models import Every, Pays, PlanTerms
from cxstaff.incentives.payout.terms import WHOLE, Shape
from cxstaff.measures.forms import NumberField, Sentence
from cxstaff.measures.models import Measure, Voice
from cxstaff.points import units
from cxstaff.points.models import LedgerAccount
from cxstaff.web import unit_in_words

PLACES = (1, 2, 3, 4, 5)
MOST_DAYS = 92


class MoneyField(Line):
    """An amount of the unit of the budget that was chosen; `parts` are its smallest parts."""

    parts: int | None = None

    def read(self, unit: str) -> None:
        """Read what was typed in a unit; raises ValidationError for what is no amount of it."""
        self.parts = None
        if not self.data:
            return
        try:
            self.parts = units.read(self.data, unit)
        except ValueError:
            raise ValidationError(_l("Write an amount, such as 50.")) from None


class ProposalForm(Form):
    """A plan that pays: its measure, its terms as data, its days."""

    name = Line(_l("Name"), required(_l("Give the plan a name.")))
    measure_id = SelectField(_l("Measure"), [InputRequired(_l("Choose a measure."))])
    pays = Sentence(
        _l("What the team reads"),
        [InputRequired(_l("Say it in a sentence that the team will read."))],
        description=_l("For instance: 50 € a month when 8 of 10 cases are solved the first time."),
    )
    budget_id = SelectField(
        _l("Paid from"),
        [InputRequired(_l("Choose a budget. HR or CX can make one."))],
        description=_l("The budget also says in what is paid: points or a currency."),
    )
    shape = RadioField(
        _l("How it pays"),
        [InputRequired(_l("Choose how it pays."))],
        choices=[
            choice(Shape.THRESHOLD, _l("One amount, once a level is reached")),
            choice(Shape.STEPS, _l("Steps: a harder level pays more")),
            choice(Shape.LINE, _l("A line: evenly more from one level to another")),
            choice(Shape.POOL, _l("A pool that the members share, once a level is reached")),
        ],
        default=Shape.THRESHOLD,
    )
    level_1 = NumberField(_l("First level"), [InputRequired(_l("Write a level, such as 80."))])
    amount_1 = MoneyField(_l("It pays"), [InputRequired(_l("Write what it pays, such as 50."))])
    level_2 = NumberField(_l("Second level"), [Optional()])
    amount_2 = MoneyField(_l("It pays"), [Optional()])
    level_3 = NumberField(_l("Third level"), [Optional()])
    amount_3 = MoneyField(_l("It pays"), [Optional()])
    level_4 = NumberField(_l("Fourth level"), [Optional()])
    amount_4 = MoneyField(_l("It pays"), [Optional()])
    level_5 = NumberField(_l("Fifth level"), [Optional()])
    amount_5 = MoneyField(_l("It pays"), [Optional()])
    cap = MoneyField(
        _l("Most for one period"),
        [Optional()],
        description=_l("For one person, or for the team if the team is paid. Empty: no limit."),
    )
    every = RadioField(
        _l("How often"),
        choices=[choice(Every.MONTH, _l("Each month")), choice(Every.QUARTER, _l("Each quarter"))],
        default=Every.MONTH,
    )
    recipient = RadioField(
        _l("Who is paid"),
        choices=[
            choice(Pays.MEMBERS, _l("Each member of the team and of those below it")),
            choice(Pays.TEAM, _l("The team as a whole")),
        ],
        default=Pays.MEMBERS,
    )
    least_days = Count(_l("Days on the team to take part"), 0, MOST_DAYS, default=0)
    counts_leave = BooleanField(_l("Days on leave count as days on the team"), default=True)
    guard_id = SelectField(
        _l("Guard"),
        [Optional()],
        description=_l("What must hold as well, so that nobody is paid at the customer’s cost."),
    )
    guard_level = NumberField(_l("Level the guard must hold"))
    guard_keeps = Count(
        _l("Percent that is left without it"),
        0,
        WHOLE - 1,
        default=0,
        description=_l("0 stops the plan for that period."),
    )
    since = DateField(_l("From"), [InputRequired(_l("Choose the first day."))])
    last_day = DateField(
        _l("Last day"), [Optional()], description=_l("Leave it empty while no end is planned.")
    )

    units: Mapping[str, str] = {}

    def offer(self, measures: Iterable[Measure], budgets: Iterable[LedgerAccount]) -> None:
        """Fill the choices; what people say in a pulse decides about nobody's pay."""
        asked = [each for each in measures if each.voice != Voice.EMPLOYEE]
        named = [choice(str(each.id), _named(each)) for each in asked]
        self.measure_id.choices = [choice("", _l("Choose one")), *named]
        self.guard_id.choices = [choice("", _l("No guard")), *named]
        self.units = {str(each.id): each.unit for each in budgets}
        self.budget_id.choices = [
            choice("", _l("Choose one")),
            *(
                choice(str(each.id), f"{each.name} ({unit_in_words(each.unit)})")
                for each in budgets
            ),
        ]

    def validate_cap(self, field: MoneyField) -> None:
        """Read the most for one period in the unit of the budget."""
        _read(field, self.unit)

    def validate_guard_level(self, field: NumberField) -> None:
        """Ask for the level of a guard that was chosen, and for nothing without one."""
        if self.guard_id.data and field.data is None:
            raise ValidationError(_l("Write the level that the guard must hold."))

    @property
    def unit(self) -> str | None:
        """Return in what is paid; None until a budget is chosen."""
        return self.units.get(self.budget_id.data or "")

    @property
    def holds(self) -> DateRange:
        """Return the days it is to hold."""
        since = self.since.data
        assert since is not None  # noqa: S101 – the form was checked
        return DateRange(since, until_after(self.last_day.data))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then the pairs together."""
        fine = super().validate(extra_validators)
        return self._check_pairs() and bool(fine)

    @property
    def pairs(self) -> list[tuple[NumberField, MoneyField]]:
        """Return the fields of each level and its amount, in the order they are asked."""
        return [(self[f"level_{place}"], self[f"amount_{place}"]) for place in PLACES]

    def terms(self, guard: Measure | None) -> PlanTerms:
        """Return the terms that were typed, not yet stored; the form was checked before."""
        steps = [
            [level.data, amount.parts]
            for level, amount in self.pairs
            if level.data is not None and amount.parts is not None
        ]
        return PlanTerms(
            shape=str(self.shape.data),
            unit=str(self.unit),
            steps=steps,
            cap=self.cap.parts,
            guard=guard,
            guard_level=self.guard_level.data if guard else None,
            guard_keeps=self.guard_keeps.data if guard else 0,
            every=str(self.every.data),
            pays=str(self.recipient.data),
            budget_id=int(str(self.budget_id.data)),
            least_days=int(self.least_days.data or 0),
            counts_leave=bool(self.counts_leave.data),
        )

    def _check_pairs(self) -> bool:
        fine = True
        for level, amount in self.pairs:
            try:
                _read(amount, self.unit)
                if (level.data is None) != (not amount.data) and not (
                    level.errors or amount.errors
                ):
                    raise ValidationError(_l("Write both the level and what it pays, or neither."))
            except ValidationError as wrong:
                amount.errors = [*amount.errors, str(wrong)]
                fine = False
        return fine


class DeclineForm(Form):
    """Why a proposal is declined."""

    reason = Sentence(_l("Why"), [InputRequired(_l("Say why, so that it can be written anew."))])


def _read(field: MoneyField, unit: str | None) -> None:
    if unit is not None:
        field.read(unit)


def _named(measure: Measure) -> str:
    return f"{measure.name} ({unit_in_words(measure.unit)})" if measure.unit else measure.name
