"""What scales are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.pulses.models import Scale

SCALES = {
    Scale.AGREE_7: _l("Agreement from 1 to 7"),
    Scale.AGREE_5: _l("Agreement from 1 to 5"),
    Scale.ZERO_TO_TEN: _l("A number from 0 to 10"),
    Scale.CHOICE: _l("One of several answers"),
    Scale.TEXT: _l("In one’s own words"),
}
