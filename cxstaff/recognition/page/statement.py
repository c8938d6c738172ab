"""What statements of points tell of thanks: with which one points were given."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.points.page.origins import tell_origins
from cxstaff.points.words import call_transfers
from cxstaff.recognition import queries
from cxstaff.recognition.policy import KEYS_OF_CUSTOMERS, KEYS_OF_POINTS
from cxstaff.web.marks import Way


def ways_to_thanks(transfer_ids: Sequence[int]) -> dict[int, Way]:
    """Return the way to the thanks that each transfer was made with; both its sides may read it."""
    found = queries.thanks_of_transfers(transfer_ids)
    return {
        transfer_id: Way(_("With a thanks"), "recognition.show", {"thanks_id": thanks_id})
        for transfer_id, thanks_id in found.items()
    }


call_transfers(KEYS_OF_POINTS, _l("With a thanks"))
tell_origins(KEYS_OF_POINTS, ways_to_thanks)
call_transfers(KEYS_OF_CUSTOMERS, _l("With a customer’s thanks"))
