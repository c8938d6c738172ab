"""Who may open which page: one table of permissions, checked before every request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import LoginManager, current_user, login_user, logout_user

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.engine import Prepared
from cxstaff.people import queries
from cxstaff.people.access.visitors import LAST_ASKED, Visitor, load
from cxstaff.people.access.visitors import lifetimes as lifetimes
from cxstaff.people.account import Account
from cxstaff.people.accounts import device_cookie, devices, sessions
from cxstaff.people.accounts.gate import gate, keep_wanted
from cxstaff.people.accounts.handovers import notices_for
from cxstaff.people.accounts.sessions import Found
from cxstaff.people.models import Person, Role, SignInSession
from cxstaff.people.permissions import GRANTS as GRANTS
from cxstaff.people.permissions import Permission as Permission
from cxstaff.people.words import told
from cxstaff.security_log import Act
from cxstaff.security_log.access import record_reading
from cxstaff.security_log.queries import count_of
from cxstaff.web import is_for_files, read_form
from cxstaff.web.csrf import CHANGING

View = TypeVar("View", bound=Callable[..., Any])


MOST_TURNED_AWAY = 20
"""How many lines about pages not open to one person are written in a day."""


class _Logins(LoginManager):  # type: ignore[misc]
    """Whose session it is, which no fingerprint of their browser has to confirm."""

    def _session_protection_failed(self) -> bool:
        return False  # the base computes a fingerprint before it looks whether one is wanted


login = _Logins()


def init_app(app: Flask) -> None:
    """Check every request against the table; a view without a permission is never served."""
    app.login_manager = login  # type: ignore[attr-defined]  # nobody is remembered by a cookie of its own
    login.user_loader(load)
    # First of all, so that nothing a stranger sends is read, however large it is.
    app.before_request_funcs.setdefault(None, []).insert(0, _check)
    app.jinja_env.globals.update(signed_in=reader_or_none, may=may, company=queries.find_facts)


def allow(permission: Permission, beside: Prepared | None = None) -> Callable[[View], View]:
    """Declare what a person must be permitted to open this view.

    `beside` is what is read with their session (see `sessions.reading_beside`), by the values of
    the view's address: `found_session` gives it to the view.
    """

    def declare(view: View) -> View:
        view.permission, view.beside = permission, beside  # type: ignore[attr-defined]
        return view

    return declare


def signed_in() -> Person:
    """Return the person who is signed in; 401 where nobody is."""
    person = signed_in_or_none()
    return person if person is not None else abort(401)


def signed_in_or_none() -> Person | None:
    """Return the person who is signed in, or None; who is held at the gate counts as a stranger."""
    return current_user.person if is_signed_in() else None


def found_session() -> Found | None:
    """Return the session as it was read in this transaction, with what the view had read beside."""
    found: Found | None = current_user.found if is_signed_in() else None
    return found if found is not None and found.is_current() else None


def signed_in_id() -> int:
    """Return the id of the person who is signed in; 401 where nobody is."""
    return int(current_user.account.id) if is_signed_in() else abort(401)


def reader_or_none() -> Account | Person | None:
    """Return what pages need to know of who is signed in, or None."""
    return account_or_none() if is_signed_in() else None


def is_held() -> bool:
    """Say whether somebody's session opens nothing yet."""
    return has_session() and not is_signed_in()


def is_signed_in() -> bool:
    """Say whether somebody is signed in and not held at the gate, looked up once a request."""
    if "is_signed_in" not in g:
        account = account_or_none()
        g.is_signed_in = account is not None and not gate().is_held(account, roles_of(account))
    return bool(g.is_signed_in)


def visitor() -> Person:
    """Return the person whose session this is, even held at the gate; 401 where nobody's."""
    person: Person = current_user.person if has_session() else abort(401)
    return person


def has_session() -> bool:
    """Say whether this is somebody's session, even of somebody who is held at the gate."""
    return account_or_none() is not None


def account_or_none() -> Account | Person | None:
    """Return what pages need to know of whose session this is, even held at the gate, or None."""
    found = current_user._get_current_object()  # once: pages ask some thirty times
    return found.account if found.is_authenticated else None


def roles_of_visitor() -> frozenset[Role]:
    """Return the roles of the person who is signed in, looked up once a request."""
    account = reader_or_none()
    return roles_of(account) if account is not None else frozenset()


def roles_of(visitor: Account | Person) -> frozenset[Role]:
    """Return the roles of whoever has this session, looked up once a request if there are any."""
    if not current_user.was_trusted:
        return frozenset({Role.EMPLOYEE})
    if "roles" not in g:
        g.roles = queries.roles_of(visitor, clock.local_day(clock.now(), queries.zone_of(visitor)))
    roles: frozenset[Role] = g.roles
    return roles


def may(permission: Permission | str) -> bool:
    """Say whether the person who is signed in holds `permission`."""
    permission = Permission(permission)
    if permission is Permission.PUBLIC:
        return True
    if permission is Permission.ENROL:
        return has_session()
    if Role.EMPLOYEE in GRANTS[permission]:
        return is_signed_in()  # everybody here is an employee
    return bool(GRANTS[permission] & roles_of_visitor())


def held_of(permissions: Iterable[Permission]) -> frozenset[Permission]:
    """Return which of some permissions, which no stranger has, whoever is signed in holds."""
    if not is_signed_in():
        return frozenset()
    roles = roles_of_visitor() | {Role.EMPLOYEE}  # everybody here is one
    return frozenset(each for each in permissions if GRANTS[each] & roles)


def sign_in(person: Person) -> None:
    """Start a session of `person` in this browser; the view commits.

    The only place where a session starts. Whatever else is asked of somebody whose password was
    right is asked before (see `views.sessions.let_in`).
    """
    device, now = devices.device_of(request.headers.get("User-Agent", "")), clock.now()
    _hold(person, sessions.begin(person, device, lifetimes(), now))
    security_log.record(Act.SIGNED_IN, by=person, on=person, now=now, device=device)
    device_cookie.remember(person.email or "")
    for notice in notices_for(person, clock.now()):
        flash(told(notice, person), "warn")


def stay_signed_in(person: Person) -> None:
    """Keep this session where it is `person`'s own and what they did has ended all of theirs."""
    began = this_session()
    mine = began is not None and began.person_id == person.id
    if began is not None and mine and began.version != person.session_version:
        _hold(person, sessions.renew(began, person))


def sign_out() -> None:
    """End the session in this browser, and on the server; the view commits."""
    began = this_session()
    if began is not None:
        sessions.end(began)
        person = visitor()
        security_log.record(Act.SIGNED_OUT, by=person, on=person, now=clock.now())
    logout_user()
    session.clear()
    _forget_visitor()


def note_download(file: str) -> None:
    """Leave a line in the security log about a file that is handed out.

    What the page has loaded so far is read anew afterwards.
    """
    record_reading(Act.EXPORTED, by=signed_in(), now=clock.now(), file=file)


def this_session() -> SignInSession | None:
    """Return the session of the person who is signed in, or None."""
    found = current_user.found if current_user.is_authenticated else None
    return db.session.get(SignInSession, found.session.id) if found else None


def local_path(target: str | None) -> str | None:
    """Return `target` if it is a path on this very site, else None."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    parts = urlsplit(target)
    harmless = all(32 < ord(letter) < 127 for letter in target) and "\\" not in target
    return target if harmless and not parts.scheme and not parts.netloc else None


def _hold(person: Person, secret: str) -> None:
    """Let this browser hold the secret of a session, and nothing of what it held before."""
    session.clear()
    session.permanent = True
    _forget_visitor()
    session[LAST_ASKED] = int(clock.now().timestamp())
    login_user(Visitor(secret, person))


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    permission: Permission | None = getattr(view, "permission", None)
    if permission is None:
        abort(404)
    if permission is Permission.PUBLIC or _may_send(permission):
        return None
    person = signed_in_or_none()
    if person is not None:
        _note_turned_away(person)
        return abort(403)
    return _to_gate() if has_session() else _to_sign_in()


def _may_send(permission: Permission) -> bool:
    """Say whether the visitor may open a page, while nobody waits for what they send.

    Whoever changes something is looked up as a writer, of whom SQLite has one at a time: a form
    is read before, files come after that transaction.
    """
    is_sent = request.method in CHANGING and "_user_id" in session
    if is_sent and not is_for_files():
        read_form()
    is_allowed = may(permission)
    if is_sent and is_for_files():
        db.session.rollback()
    return is_allowed


def _forget_visitor() -> None:
    """Look up anew who is there, once a session has begun or ended."""
    for name in ("roles", "is_signed_in"):
        g.pop(name, None)


def _to_gate() -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return "", 401, {"HX-Refresh": "true"}
    if request.method == "GET":
        keep_wanted(request.full_path.rstrip("?"))
    return redirect(gate().held_at(), code=303)


def _note_turned_away(person: Person) -> None:
    """Leave a line about a page that is not open to somebody; a few a day tell enough."""
    now = clock.now()
    if count_of(Act.TURNED_AWAY, person.id, now - timedelta(days=1)) < MOST_TURNED_AWAY:
        record_reading(Act.TURNED_AWAY, by=person, now=now, page=request.endpoint)


def _to_sign_in() -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return "", 401, {"HX-Refresh": "true"}
    flash(gettext("Please sign in first."), "info")
    back = local_path(request.full_path.rstrip("?")) if request.method == "GET" else None
    return redirect(url_for("people.sign_in", next=back), code=303)
