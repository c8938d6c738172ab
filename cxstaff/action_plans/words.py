"""The words that pages use for how far an action is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.action_plans.models import Stage

STAGES = {
    Stage.PLANNED: _l("Planned"),
    Stage.UNDER_WAY: _l("Under way"),
    Stage.DONE: _l("Done"),
    Stage.DROPPED: _l("Dropped"),
}
TONES = {
    Stage.PLANNED: "muted",
    Stage.UNDER_WAY: "info",
    Stage.DONE: "good",
    Stage.DROPPED: "muted",
}
