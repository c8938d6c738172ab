"""Questions about thanks and what is said of them, company values and celebrations."""

from cxstaff.recognition.queries.colleagues import (
    Colleague,
    colleagues,
    colleagues_in,
    colleagues_page,
    teams_page,
)
from cxstaff.recognition.queries.counting import (
    ThanksCount,
    public_thanks,
    public_thanks_by_team,
)
from cxstaff.recognition.queries.given import (
    ThanksBefore,
    find_same_thanks,
    thanks_by_key,
    thanks_of_transfers,
)
from cxstaff.recognition.queries.hearing import find_thanks_to, hearing_of
from cxstaff.recognition.queries.responses import (
    Responses,
    find_reply,
    replies_page,
    responses_to,
)
from cxstaff.recognition.queries.values import (
    Celebrated,
    celebrations_of,
    find_celebrated,
    find_value,
    find_value_called,
    values,
    values_page,
)
from cxstaff.recognition.queries.wall import (
    Wall,
    WallFilter,
    WallReader,
    find_thanks_for,
    team_thanks,
    thanks_received,
    thanks_stretch,
)

__all__ = [
    "Celebrated",
    "Colleague",
    "Responses",
    "ThanksBefore",
    "ThanksCount",
    "Wall",
    "WallFilter",
    "WallReader",
    "celebrations_of",
    "colleagues",
    "colleagues_in",
    "colleagues_page",
    "find_celebrated",
    "find_reply",
    "find_same_thanks",
    "find_thanks_for",
    "find_thanks_to",
    "find_value",
    "find_value_called",
    "hearing_of",
    "public_thanks",
    "public_thanks_by_team",
    "replies_page",
    "responses_to",
    "team_thanks",
    "teams_page",
    "thanks_by_key",
    "thanks_of_transfers",
    "thanks_received",
    "thanks_stretch",
    "values",
    "values_page",
]
