"""What is typed about budgets: names, amounts in their unit, people, days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from cxstaff.forms import Form, Line, choice, required
from cxstaff.points import units
from cxstaff.points.actions.budgets import LONGEST_NAME
from cxstaff.points.actions.orders import LONGEST_WORDS
from cxstaff.points.actions.rules import LAST_DAY
from cxstaff.points.models import LARGEST_AMOUNT, Audience, LedgerAccount
from cxstaff.points.units import POINTS
from cxstaff.points.words import AUDIENCES, unit_name

LONGEST_KEY, LONGEST_AMOUNT = 64, 30
_TOO_LONG = _l("Keep it under %(max)d characters.")
_AMOUNT = [InputRequired(_l("Write an amount.")), Length(max=LONGEST_AMOUNT, message=_TOO_LONG)]


class AmountForm(Form):
    """An amount in the unit of an account, typed as people write it, and what it is for."""

    names: tuple[str, ...] = ("amount", "words")

    amount = Line(_l("Amount"), _AMOUNT)
    words = TextAreaField(
        _l("What for"), [Optional(), Length(max=LONGEST_WORDS, message=_TOO_LONG)]
    )
    request_key = HiddenField(validators=[Optional(), Length(max=LONGEST_KEY)])

    def __init__(self, unit: str = POINTS, **options: Any) -> None:
        super().__init__(**options)
        self._unit = unit

    @property
    def unit(self) -> str:
        """Return what the amount is in."""
        return self._unit

    @property
    def parts(self) -> int:
        """Return the amount that was typed, in smallest parts of its unit."""
        return units.read(str(self.amount.data), self.unit)

    @property
    def fields(self) -> list[Any]:
        """Return the fields that are filled in, in their order."""
        return [self[name] for name in self.names]

    def validate_amount(self, field: Line) -> None:
        """Refuse what is no amount of the unit, nothing, and what is too much."""
        try:
            parts = units.read(field.data or "", self.unit)
        except ValueError:
            places = units.places_of(self.unit)
            asked = _l("Write an amount such as 12.50.") if places else _l("Write a whole number.")
            raise ValidationError(asked) from None
        if not 1 <= parts <= LARGEST_AMOUNT:
            most = units.written(LARGEST_AMOUNT, self.unit)
            raise ValidationError(_l("Write more than 0 and at most %(most)s.", most=most))


class BudgetForm(AmountForm):
    """A new budget: its name, what it is in, and how much it begins with."""

    names = ("name", "unit_code", "amount", "words")

    name = Line(
        _l("Name"),
        [
            DataRequired(_l("Give the budget a name.")),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
        description=_l("For instance: Kudos 2026, or Bonus of the service teams."),
    )
    unit_code = SelectField(
        _l("Unit"), [InputRequired(_l("Choose points or a currency."))], default=POINTS
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        codes = sorted(units.currencies())
        self.unit_code.choices = [
            choice(POINTS, _l("Points")),
            *(choice(code, code, _l("Currencies")) for code in codes),
        ]

    @property
    def unit(self) -> str:
        """Return what was chosen."""
        chosen = str(self.unit_code.data)
        return chosen if units.is_unit(chosen) else POINTS


class NameForm(Form):
    """What a budget is called."""

    name = Line(
        _l("Name"),
        [
            DataRequired(_l("Give the budget a name.")),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
        description=_l("What it was called before stays on its page."),
    )

    @property
    def fields(self) -> list[Any]:
        """Return the fields that are filled in."""
        return [self.name]


class ClosingForm(Form):
    """A budget to close: there is nothing to fill in."""

    fields: tuple[Any, ...] = ()


class AllowanceForm(AmountForm):
    """What people may give to others each month: who, how much, from when, out of what."""

    names = ("audience", "source", "amount", "day", "lapses")

    audience = SelectField(
        _l("Who"),
        [InputRequired(_l("Choose who is given it."))],
        choices=[choice(each.value, told) for each, told in AUDIENCES.items()],
        default=Audience.EVERYBODY.value,
        description=_l("Whoever leads a team is given what leads are, where that is set."),
    )
    source = SelectField(
        _l("Out of"),
        [Optional()],
        description=_l("A budget limits it, and says in what it is given: points or a currency."),
    )
    day = IntegerField(
        _l("Day of the month"),
        [
            InputRequired(_l("Choose a day.")),
            NumberRange(1, LAST_DAY, _l("Choose a day from 1 to 28, which every month has.")),
        ],
        default=1,
        description=_l("Who begins later in the month is given the part for the days left."),
    )
    lapses = BooleanField(
        _l("What is left at the end of the month goes back"),
        default=True,
        description=_l("Otherwise it is added to what they are given next month."),
    )

    def offer(self, budgets: Iterable[LedgerAccount]) -> None:
        """Fill the choice of budgets; points alone can do without one."""
        known = list(budgets)
        self.budgets = {str(each.id): each for each in known}
        named = [choice(str(each.id), f"{each.name} ({unit_name(each.unit)})") for each in known]
        self.source.choices = [choice("", _l("Points that the company issues")), *named]

    @property
    def budget(self) -> LedgerAccount | None:
        """Return the budget that was chosen."""
        return self.budgets.get(self.source.data or "")

    @property
    def unit(self) -> str:
        """Return the unit of the budget that was chosen, points without one."""
        return self.budget.unit if self.budget else POINTS


class GiftForm(AmountForm):
    """Points for somebody, from a budget."""

    names = ("receiver", "amount", "words")

    receiver = Line(_l("E-mail or employee number"), required(_l("Say who gets it.")))
    words = TextAreaField(
        _l("What for"),
        [
            InputRequired(_l("Say what it is for. The person reads it.")),
            Length(max=LONGEST_WORDS, message=_TOO_LONG),
        ],
        description=_l("The person reads it, and so does everybody who keeps budgets."),
    )


class HoldForm(AmountForm):
    """A part of a budget that is set aside until a last day."""

    names = ("amount", "words", "last_day")

    words = TextAreaField(
        _l("What for"),
        [
            InputRequired(_l("Say what it is set aside for.")),
            Length(max=LONGEST_WORDS, message=_TOO_LONG),
        ],
    )
    last_day = DateField(
        _l("Last day"),
        [InputRequired(_l("Choose a day."))],
        description=_l("What is not paid out by then is free again."),
    )

    @property
    def day(self) -> date:
        """Return the day that was chosen."""
        chosen = self.last_day.data
        assert chosen is not None  # noqa: S101 – it is asked once the form is fine
        return chosen


class PostingForm(AmountForm):
    """How much is paid out of what was set aside."""

    names = ("amount",)


class SwitchForm(Form):
    """Whether the company has points."""

    is_on = BooleanField(_l("Show everybody their own account of points"))
