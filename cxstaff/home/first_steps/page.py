"""The first steps in words: what each is for, whether it is done, and what does it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.home.first_steps.queries import StepFacts
from cxstaff.people.models import Role
from cxstaff.pulses.models import SMALLEST_GROUP
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step; where it cannot be taken yet or by the reader `ways` are empty, and `why` says so.

    The first that the reader can take `is_next`.
    """

    title: Any
    text: Any
    is_done: bool
    ways: Sequence[Way]
    why: Any
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """All steps, in the order in which they build on each other."""

    steps: Sequence[FirstStep]
    has_roster: bool

    @property
    def left(self) -> Sequence[FirstStep]:
        """Return the steps that are not done."""
        return [each for each in self.steps if not each.is_done]

    @property
    def done(self) -> str:
        """Name the steps that are done; "" before any is."""
        names = ", ".join(str(each.title) for each in self.steps if each.is_done)
        return str(_("Done: %(names)s.", names=names)) if names else ""

    @property
    def subtitle(self) -> str:
        """Say how many steps are left."""
        told = ngettext("%(num)s step is left", "%(num)s steps are left", len(self.left))
        return str(told) if self.left else str(_("All of them are done"))


def first_steps(found: StepFacts, roles: Collection[Role]) -> FirstSteps:
    """Return the steps as somebody with these roles can take them."""
    late = None if found.roster else _("First the people.")
    steps = [
        _step(_roster(), found.roster, roles, {Role.HR, Role.ADMIN}),
        _step(_roles(), found.roles, roles, {Role.ADMIN}),
        _step(_invitations(), found.invited, roles, {Role.HR, Role.ADMIN}, late),
        _step(_values(), found.values, roles, {Role.HR}),
        _step(_measures(), found.measures, roles, {Role.HR, Role.CX}),
        _step(_pulse(), found.pulse, roles, {Role.HR}, late),
        _step(_interactions(), found.interactions, roles, {Role.CX}, late),
        _step(_thanks(), found.thanks, roles, set(Role), late),
    ]
    following = next((n for n, each in enumerate(steps) if each.ways and not each.is_done), -1)
    steps = [replace(each, is_next=n == following) for n, each in enumerate(steps)]
    return FirstSteps(steps, found.roster)


Said = tuple[Any, Any, list[Way]]


def _step(
    said: Said,
    is_done: bool,
    roles: Collection[Role],
    takers: Collection[Role],
    late: Any = None,
) -> FirstStep:
    title, text, ways = said
    may = bool(set(roles) & set(takers))
    whose = {
        frozenset({Role.ADMIN}): _("An admin does this."),
        frozenset({Role.CX}): _("CX does this."),
    }.get(frozenset(takers), _("HR does this."))
    if late or not may:
        return FirstStep(title, text, is_done, [], whose if not may else late)
    return FirstStep(title, text, is_done, ways, "")


def _roster() -> Said:
    text = _(
        "From a file of your HR system, or one by one. Say who leads each team and since when "
        "people are on theirs: contacts of before are held back. Put yourself on one, "
        "too. A pulse needs at least %(least)s people.",
        least=SMALLEST_GROUP,
    )
    ways = [
        Way(_("Import a file"), "people.new_import", tone="primary", icon="file-import"),
        Way(_("Add a team"), "people.new_team"),
        Way(_("Add a person"), "people.new"),
    ]
    return _("People and teams"), text, ways


def _roles() -> Said:
    text = _("HR runs pulses and values; CX brings in what customers said. One person can be both.")
    ways = [
        Way(_("I look after both"), "home.take_on_roles", tone="primary", icon="check", posts=True),
        Way(_("Give the roles to others"), "people.index"),
    ]
    return _("HR and CX"), text, ways


def _invitations() -> Said:
    text = _("Each person gets a letter with a link to choose a password. Nobody gets two.")
    send = _("Invite everybody")
    ways = [
        Way(send, "people.invite_everybody", tone="primary", icon="mail", posts=True),
        Way(_("Who was invited"), "people.invitations"),
    ]
    return _("Invitations"), text, ways


def _values() -> Said:
    text = _("What you hold dear. A thanks names a value or a measure, so there has to be one.")
    take = _("Take five to begin with")
    ways = [
        Way(take, "recognition.add_starter_values", tone="primary", icon="plus", posts=True),
        Way(_("Write your own"), "recognition.new_value"),
    ]
    return _("Values"), text, ways


def _measures() -> Said:
    text = _("What teams are measured on, each with the measure that guards it.")
    ways = [
        Way(
            _("Take ten to begin with"),
            "measures.add_starters",
            tone="primary",
            icon="plus",
            posts=True,
        ),
        Way(_("Choose some"), "measures.index"),
    ]
    return _("Measures"), text, ways


def _pulse() -> Said:
    text = _(
        "A ready-made one asks everybody five questions every four weeks. It opens on the next "
        "working day at 9:00; until then you can look at it and change it."
    )
    ways = [
        Way(
            _("Plan the ready-made one"),
            "pulses.plan_ready_made",
            tone="primary",
            icon="plus",
            posts=True,
        ),
        Way(_("Plan your own"), "pulses.new"),
    ]
    return _("First pulse"), text, ways


def _interactions() -> Said:
    text = _(
        "A file of contacts, and what customers said about them. Whoever handled one has to be on "
        "a team on that day; what does not fit is held back and told."
    )
    ways = [Way(_("Import a file"), "customers.new_import", tone="primary", icon="file-import")]
    return _("Contacts with customers"), text, ways


def _thanks() -> Said:
    text = _("The digest tells what people were thanked for. It begins with one thanks.")
    ways = [
        Way(_("Thank somebody"), "recognition.new", tone="primary", icon="heart-handshake"),
        Way(_("See your digest"), "digests.preview", icon="eye"),
    ]
    return _("First thanks"), text, ways
