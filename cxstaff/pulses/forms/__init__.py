"""What is typed about pulses: an answer to a round, the plan of a new one, a choice of team."""

from cxstaff.pulses.forms.answering import CommentForm, Typed, comment, field_name, typed
from cxstaff.pulses.forms.planning import ChangeForm, PulseForm
from cxstaff.pulses.forms.results import TeamChoice
from cxstaff.pulses.forms.thresholds import ThresholdsForm

__all__ = [
    "ChangeForm",
    "CommentForm",
    "PulseForm",
    "TeamChoice",
    "ThresholdsForm",
    "Typed",
    "comment",
    "field_name",
    "typed",
]
