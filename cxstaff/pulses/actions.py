"""What happens to pulses: they are planned, paused, opened; rounds are answered."""

from cxstaff.pulses.answering.actions import PlaceTaken, answer, dispute
from cxstaff.pulses.planning.actions.changing import change, end
from cxstaff.pulses.planning.actions.opening import open_first, open_if_due, open_round
from cxstaff.pulses.planning.actions.planning import AskingPlan, pause, plan, resume
from cxstaff.pulses.questions.actions import (
    Draft,
    Translation,
    bring_back_question,
    edit_question,
    remove_translation,
    retire_question,
    translate_question,
    write_question,
)
from cxstaff.pulses.thresholds.actions import set_thresholds, thresholds

__all__ = [
    "AskingPlan",
    "Draft",
    "PlaceTaken",
    "Translation",
    "answer",
    "bring_back_question",
    "change",
    "dispute",
    "edit_question",
    "end",
    "open_first",
    "open_if_due",
    "open_round",
    "pause",
    "plan",
    "remove_translation",
    "resume",
    "retire_question",
    "set_thresholds",
    "thresholds",
    "translate_question",
    "write_question",
]
