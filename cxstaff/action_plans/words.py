"""The words that pages use for how far an action is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.action_plans.models import ActionStage

STAGES = {
    ActionStage.PLANNED: _l("Planned"),
    ActionStage.UNDER_WAY: _l("Under way"),
    ActionStage.DONE: _l("Done"),
    ActionStage.DROPPED: _l("Dropped"),
}
TONES = {
    ActionStage.PLANNED: "muted",
    ActionStage.UNDER_WAY: "info",
    ActionStage.DONE: "good",
    ActionStage.DROPPED: "muted",
}
