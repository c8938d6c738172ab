"""What happens to celebrations, thanks and company values."""

from cxstaff.recognition.actions.celebrations import (
    change_celebration,
    end_celebration,
    start_celebration,
)
from cxstaff.recognition.actions.thanks import team_that_is_thanked, thank, withdraw
from cxstaff.recognition.actions.values import add_starter_values, change_value, define_value

__all__ = [
    "add_starter_values",
    "change_celebration",
    "change_value",
    "define_value",
    "end_celebration",
    "start_celebration",
    "team_that_is_thanked",
    "thank",
    "withdraw",
]
