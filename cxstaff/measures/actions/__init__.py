"""What happens to measures, to the dated levers that point to them, and to readings."""

from cxstaff.measures.actions.definitions import (
    MeasureWords,
    bring_back,
    cannot_do_without,
    change_measure,
    define_measure,
    define_outcome_measure,
    define_pulse_measure,
    rename_measure,
    retire_measure,
)
from cxstaff.measures.actions.levers import (
    begin,
    change,
    change_target,
    end,
    end_target,
    hold_measure,
    set_target,
)
from cxstaff.measures.actions.readings import (
    Told,
    enter_readings,
    put_readings,
    refuse_entering,
    remove_readings,
    sorted_out,
)
from cxstaff.measures.actions.starters import add_starters, starters_known

__all__ = [
    "MeasureWords",
    "Told",
    "add_starters",
    "begin",
    "bring_back",
    "cannot_do_without",
    "change",
    "change_measure",
    "change_target",
    "define_measure",
    "define_outcome_measure",
    "define_pulse_measure",
    "end",
    "end_target",
    "enter_readings",
    "hold_measure",
    "put_readings",
    "refuse_entering",
    "remove_readings",
    "rename_measure",
    "retire_measure",
    "set_target",
    "sorted_out",
    "starters_known",
]
