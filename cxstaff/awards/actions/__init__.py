"""What happens to awards, nominations and votes."""

from cxstaff.awards.actions.deciding import Ballots, decide, end_voting, vote
from cxstaff.awards.actions.making import (
    AwardDays,
    AwardTerms,
    change_days,
    change_jury,
    make_award,
    withdraw_award,
)
from cxstaff.awards.actions.nominating import (
    begin_voting,
    nominate,
    take_out,
    withdraw_nomination,
)
from cxstaff.awards.actions.telling import LETTER

__all__ = [
    "LETTER",
    "AwardDays",
    "AwardTerms",
    "Ballots",
    "begin_voting",
    "change_days",
    "change_jury",
    "decide",
    "end_voting",
    "make_award",
    "nominate",
    "take_out",
    "vote",
    "withdraw_award",
    "withdraw_nomination",
]
