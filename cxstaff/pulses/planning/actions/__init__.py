"""What happens to plans of pulses: they are made, changed, paused, ended; rounds are opened."""

from cxstaff.pulses.planning.actions.changing import change, end
from cxstaff.pulses.planning.actions.opening import open_beside, open_first, open_if_due, open_round
from cxstaff.pulses.planning.actions.planning import AskingPlan, pause, plan, resume

__all__ = [
    "AskingPlan",
    "change",
    "end",
    "open_beside",
    "open_first",
    "open_if_due",
    "open_round",
    "pause",
    "plan",
    "resume",
]
