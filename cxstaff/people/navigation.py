"""The main places of the product, and which of them a person sees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from cxstaff.people.access import Permission, held_of, is_signed_in
from cxstaff.people.company import find_facts

PERSONAL = frozenset(
    {
        "people.profile",
        "people.update_profile",
        "people.change_password",
        "home.letters",
        "home.choose_digest",
    }
)
MOST_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    is_current: bool
    badge: int | None = None


def init_app(app: Flask) -> None:
    """Let every page draw its navigation."""
    app.jinja_env.globals["navigation"] = navigation


def navigation() -> tuple[Place, ...]:
    """Return the places the person who is signed in may go to, most used first."""
    if not is_signed_in():
        return ()
    permitted = held_of(_ASKED) - _closed()
    return _places(permitted, request.endpoint or "", str(get_locale()), request.script_root)


_THANKS = ("recognition.", "awards.", "milestones.")
_ASKED = (
    Permission.USE,
    Permission.READ_CUSTOMERS,
    Permission.COMPARE,
    Permission.READ_ROSTER,
    Permission.USE_POINTS,
    Permission.KEEP_BUDGETS,
    Permission.OPERATE,
)


def _closed() -> frozenset[Permission]:
    """Return what is not offered: one place is enough for points, and none where there are none."""
    facts = find_facts()
    has_points = facts is not None and facts.has_points
    return frozenset({Permission.KEEP_BUDGETS if has_points else Permission.USE_POINTS})


@lru_cache(MOST_KEPT)
def _places(
    permitted: frozenset[Permission], here: str, _locale: str, _below: str
) -> tuple[Place, ...]:
    rows = (
        (Permission.USE, _("Home"), "home.index", "home", ("home.",)),
        (Permission.USE, _("Pulses"), "pulses.index", "heartbeat", ("pulses.",)),
        (
            Permission.USE,
            _("Teams"),
            "alignment.index",
            "users-group",
            ("alignment.", "measures.", "incentives."),
        ),
        (Permission.USE, _("Thanks"), "recognition.index", "heart-handshake", _THANKS),
        (Permission.USE_POINTS, _("Points"), "points.mine", "coins", ("points.",)),
        (
            Permission.READ_CUSTOMERS,
            _("Customers"),
            "customers.index",
            "message-2",
            ("customers.",),
        ),
        (Permission.COMPARE, _("Comparison"), "linkage.index", "chart-dots", ("linkage.",)),
        (
            Permission.READ_ROSTER,
            _("People"),
            "people.index",
            "address-book",
            ("people.",),
        ),
        (Permission.KEEP_BUDGETS, _("Points"), "points.index", "coins", ("points.",)),
        (Permission.USE, _("Digests"), "digests.index", "mail", ("digests.",)),
        (Permission.OPERATE, _("Operations"), "home.operations", "settings", ("home.operations",)),
    )
    return tuple(
        Place(label, url_for(endpoint), icon, here.startswith(below) and _nearest(here, endpoint))
        for permission, label, endpoint, icon, below in rows
        if permission in permitted
    )


def _nearest(here: str, endpoint: str) -> bool:
    """Keep Home from claiming the operations, and People from claiming one's own profile."""
    if here in PERSONAL:
        return False
    return endpoint == "home.operations" or here != "home.operations"
