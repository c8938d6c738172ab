"""What is typed about measures, levers and readings."""

from cxstaff.measures.forms.definitions import MeasureForm, MeasureNameForm, RetirementForm
from cxstaff.measures.forms.levers import EndForm, LeverForm, NumberField, Sentence, TargetForm
from cxstaff.measures.forms.readings import (
    ReadingsFileForm,
    ReadingsForm,
    RemovalForm,
    WhyCorrectedForm,
)

__all__ = [
    "EndForm",
    "LeverForm",
    "MeasureForm",
    "MeasureNameForm",
    "NumberField",
    "ReadingsFileForm",
    "ReadingsForm",
    "RemovalForm",
    "RetirementForm",
    "Sentence",
    "TargetForm",
    "WhyCorrectedForm",
]
