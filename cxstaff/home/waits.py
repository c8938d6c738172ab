"""What is new or waits too long, for those who can act: results, pulses, rounds, conversations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.home.queries import Concern, Led
from cxstaff.pulses.planning.queries import pulses_not_opened
from cxstaff.pulses.results.queries.closed import newest_out
from cxstaff.pulses.rounds.queries import rounds_not_closed
from cxstaff.pulses.threads.queries import unanswered_comments
from cxstaff.recognition.patterns.page import waiting_title
from cxstaff.recognition.patterns.queries import count_to_look_at

NEWS_FOR = timedelta(days=7)
LATE = timedelta(hours=1)
"""How long a round may be on its way to opening or closing: jobs run every minute."""
UNHEARD = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class ConcernScope:
    """Whose results and conversations concern somebody: everybody's, or those of some teams."""

    reads_all: bool
    team_ids: Collection[int]

    @classmethod
    def of(cls, led: Led | None, *, reads_all: bool) -> ConcernScope:
        """Return what concerns HR (all), a lead (their teams and those below) or nobody."""
        return cls(reads_all, led.team_ids if led else ())

    @property
    def is_empty(self) -> bool:
        """Say whether it is nobody's."""
        return not self.reads_all and not self.team_ids

    @property
    def teams(self) -> Collection[int] | None:
        """Return the teams, None for all."""
        return None if self.reads_all else self.team_ids


def told(now: datetime, scope: ConcernScope, *, runs_pulses: bool) -> list[Concern]:
    """Return what is new, and what waits too long of what somebody can act on."""
    found = [*_pulses(now), *_rounds(now), *_patterns()] if runs_pulses else []
    if scope.is_empty:
        return found
    return [*_news(now, scope), *found, *_conversations(now, scope)]


def _news(now: datetime, scope: ConcernScope) -> list[Concern]:
    """Say that results of a round came out within the last week."""
    found = newest_out(now - NEWS_FOR, scope.teams)
    if found is None:
        return []
    if not found.answers:
        title = _("“%(name)s” has closed, and too few answered", name=found.name)
        why = _("Nothing can be shown; what was answered was destroyed unread.")
        return [Concern("info", title, why)]
    title = _("Results of “%(name)s” are here", name=found.name)
    advice = _("Look at them with your team, say what you heard, and agree on one thing to do.")
    return [Concern("good", title, advice, "pulses.results", {"round_id": found.round_id})]


def _pulses(now: datetime) -> list[Concern]:
    return [
        Concern(
            "bad",
            _("The last planned round of “%(name)s” could not open", name=each.name),
            _(each.complaint) if each.complaint else _("No job worker opens it."),
            "pulses.pulse",
            {"pulse_id": each.id},
        )
        for each in pulses_not_opened(now - LATE)
    ]


def _rounds(now: datetime) -> list[Concern]:
    cure = _("Nothing is lost. An admin sees on Operations what keeps it from being closed.")
    return [
        Concern(
            "bad",
            _("A round of “%(name)s” is over and not closed yet", name=each.pulse.name),
            " ".join((_(each.complaint), cure)) if each.complaint else cure,
            "pulses.pulse",
            {"pulse_id": each.pulse_id},
        )
        for each in rounds_not_closed(now - LATE)
    ]


def _patterns() -> list[Concern]:
    """Say that patterns in who thanks whom wait for HR to look at them."""
    count = count_to_look_at()
    why = _("They say what is seen, and nothing about why.")
    return [Concern("info", waiting_title(count), why, "recognition.patterns")] if count else []


def _conversations(now: datetime, scope: ConcernScope) -> list[Concern]:
    waiting = unanswered_comments(now - UNHEARD, scope.teams)
    if not waiting:
        return []
    title = ngettext(
        "%(num)s conversation has waited for an answer for three days",
        "%(num)s conversations have waited for an answer for three days",
        len(waiting),
    )
    why = _("Somebody who wrote a comment answered you. They look again for what you say.")
    return [Concern("warn", title, why, "pulses.thread", {"comment_id": waiting[0]})]
