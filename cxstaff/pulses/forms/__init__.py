"""What is typed about pulses: an answer to a round, the plan of a new one, a choice of team."""

from cxstaff.pulses.forms.answering import CommentForm, Typed, field_name, typed
from cxstaff.pulses.forms.planning import PulseForm
from cxstaff.pulses.forms.results import TeamChoice

__all__ = ["CommentForm", "PulseForm", "TeamChoice", "Typed", "field_name", "typed"]
