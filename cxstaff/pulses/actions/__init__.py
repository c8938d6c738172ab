"""What happens to pulses: they are planned, paused, opened; rounds are answered."""

from cxstaff.pulses.actions.answering import answer, clean_comment
from cxstaff.pulses.actions.changing import change, end
from cxstaff.pulses.actions.opening import open_first, open_if_due, open_round
from cxstaff.pulses.actions.planning import Plan, pause, plan, resume
from cxstaff.pulses.actions.thresholds import set_thresholds, thresholds

__all__ = [
    "Plan",
    "answer",
    "change",
    "clean_comment",
    "end",
    "open_first",
    "open_if_due",
    "open_round",
    "pause",
    "plan",
    "resume",
    "set_thresholds",
    "thresholds",
]
