"""How verdicts are said on screen: of the measure and the levers, never of a person."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.measures.judging import Move, TargetVerdict
from cxstaff.measures.models import Target
from cxstaff.web import day

MOVE_WORDS = {
    Move.BETTER: _l("Got better"),
    Move.WORSE: _l("Got worse"),
    Move.SAME: _l("As before"),
    Move.CANNOT_TELL: _l("Cannot tell whether it moved"),
}
MOVE_TONES = {
    Move.BETTER: "good",
    Move.WORSE: "warn",
    Move.SAME: "muted",
    Move.CANNOT_TELL: "muted",
}
VERDICT_WORDS = {
    TargetVerdict.MET: _l("Target met"),
    TargetVerdict.NOT_MET: _l("Target not met"),
    TargetVerdict.CANNOT_TELL: _l("Cannot tell yet"),
    TargetVerdict.NO_DATA: _l("No data yet"),
}
VERDICT_TONES = {
    TargetVerdict.MET: "good",
    TargetVerdict.NOT_MET: "warn",
    TargetVerdict.CANNOT_TELL: "muted",
    TargetVerdict.NO_DATA: "muted",
}


def whose(target: Target, team_id: int | None) -> str:
    """Say whose target it is, and since when, to readers of a team's page (None: the company's)."""
    since = day(target.since)
    if target.team_id == team_id:
        return str(_("set here, since %(day)s", day=since))
    if target.team is None:
        return str(_("from the whole company, since %(day)s", day=since))
    return str(_("from %(team)s, since %(day)s", team=target.team.name, day=since))


def role_sentences(target: Target) -> list[str]:
    """Return what doing well looks like for single roles, a sentence each."""
    return (target.by_role or "").splitlines()
