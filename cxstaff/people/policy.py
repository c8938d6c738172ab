"""Who may change what about whom on the roster."""

from __future__ import annotations

from collections.abc import Set

from cxstaff.people.models import GRANTED, Role


def may_give_roles(actor: Set[Role]) -> bool:
    """Say whether somebody with the roles `actor` gives and takes roles."""
    return Role.ADMIN in actor


def may_change_email(actor: Set[Role], owner: Set[Role]) -> bool:
    """Say whether `actor` changes the e-mail of somebody with the roles `owner`.

    Whoever reads that address can choose a password, so only an admin changes the address of
    somebody who holds a role.
    """
    return Role.ADMIN in actor or not owner & set(GRANTED)
