"""What happens to celebrations, thanks and company values."""

from cxstaff.recognition.actions.celebrations import (
    change_celebration,
    end_celebration,
    start_celebration,
)
from cxstaff.recognition.actions.hearing import choose
from cxstaff.recognition.actions.responses import (
    react,
    remove_reply,
    reply,
    take_reaction_back,
)
from cxstaff.recognition.actions.thanks import (
    MOST_THANKED,
    ThanksWords,
    check_receivers,
    receivers_in,
    thank,
    withdraw,
)
from cxstaff.recognition.actions.values import add_starter_values, change_value, define_value

__all__ = [
    "MOST_THANKED",
    "ThanksWords",
    "add_starter_values",
    "change_celebration",
    "change_value",
    "check_receivers",
    "choose",
    "define_value",
    "end_celebration",
    "react",
    "receivers_in",
    "remove_reply",
    "reply",
    "start_celebration",
    "take_reaction_back",
    "thank",
    "withdraw",
]
