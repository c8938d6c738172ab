"""What pages of action plans show: how far each action is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from cxstaff.action_plans import queries
from cxstaff.action_plans.forms import ActionForm, NoteForm, StageForm
from cxstaff.action_plans.models import Action, ActionStage
from cxstaff.action_plans.words import STAGES, TONES
from cxstaff.db import Page
from cxstaff.people.models import Team
from cxstaff.web import day
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in a list: how far it is, and when it is due or ended."""

    action: Action
    stage: str
    tone: str
    when: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """What the team page shows of a plan: what is due next, and what was done last."""

    next: Sequence[ActionLine]
    done: Sequence[Action]


@dataclass(frozen=True, slots=True)
class ActionPlanPage:
    """A team's action plan; `nothing` is said while nothing is planned."""

    team: Team
    lines: Page[ActionLine]
    may_plan: bool
    nothing: EmptyState

    @property
    def ways(self) -> list[Way]:
        """Return what plans an action, for those who may."""
        place = {"team_id": self.team.id}
        plan = Way(_("Plan an action"), "action_plans.new", place, tone="primary")
        return [plan] if self.may_plan else []


@dataclass(frozen=True, slots=True)
class EditActionPage:
    """The page on which an action is planned or changed; `back` is where one comes from."""

    team: Team
    title: str
    back: str
    form: ActionForm


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action, and what the reader may do about it."""

    line: ActionLine
    reads_plan: bool
    may_change: bool
    may_report: bool
    note_form: NoteForm
    stage_form: StageForm

    @property
    def action(self) -> Action:
        """Return the action."""
        return self.line.action

    @property
    def ways(self) -> list[Way]:
        """Return what changes the action, for those who may."""
        place = {"team_id": self.action.team_id, "action_id": self.action.id}
        change = Way(_("Change it"), "action_plans.edit", place)
        return [change] if self.may_change else []

    @property
    def may_note(self) -> bool:
        """Say whether a step on the way can be noted."""
        return self.may_report and self.action.is_open

    @property
    def ending(self) -> str:
        """Head what is said of an action that has ended."""
        if self.action.stage == ActionStage.DONE:
            return str(_("What we did"))
        return str(_("Why we dropped it"))


def line(action: Action, today: date) -> ActionLine:
    """Return an action as lists show it."""
    stage = ActionStage(action.stage)
    return ActionLine(
        action, str(STAGES[stage]), TONES[stage], _when(action), action.is_overdue(today)
    )


def summary(team_id: int, today: date) -> PlanSummary:
    """Return what the team page shows of a team's plan."""
    following = [line(each, today) for each in queries.next_actions(team_id)]
    return PlanSummary(following, queries.done_actions([team_id]))


def plan_page(team: Team, number: int, today: date, *, may_plan: bool) -> ActionPlanPage:
    """Return page `number` of what a team does about what it heard, and has done."""
    found = queries.actions_page(team.id, number)
    lines = found.showing([line(each, today) for each in found.items])
    return ActionPlanPage(team, lines, may_plan, _nothing(team, may_plan))


def _when(action: Action) -> str:
    if action.ended_on is None:
        return str(_("By %(day)s", day=day(action.due_on)))
    if action.stage == ActionStage.DONE:
        return str(_("Done on %(day)s", day=day(action.ended_on)))
    return str(_("Dropped on %(day)s", day=day(action.ended_on)))


def _nothing(team: Team, may_plan: bool) -> EmptyState:
    title = _("Nothing is planned yet")
    if not may_plan:
        text = _("Your lead or HR writes here what the team will do about what it said.")
        return EmptyState("checklist", title, text)
    return EmptyState(
        "checklist",
        title,
        _(
            "Take one thing people said, and say what you will change about it. One small action "
            "that gets done beats a long list."
        ),
        _("Plan an action"),
        "action_plans.new",
        {"team_id": team.id},
    )
