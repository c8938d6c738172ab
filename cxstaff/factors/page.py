"""What pages about second factors are handed: one's own, somebody else's, and proofs of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.factors.forms import CodeForm, NewPasskeyForm, ProofForm
from cxstaff.factors.models import FactorReset
from cxstaff.factors.queries import Factors
from cxstaff.people.models import Person
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class ResetRow:
    """A wish to remove second factors; `is_waiting` until it is confirmed, stopped or too old."""

    reset: FactorReset
    is_waiting: bool

    @property
    def waiting(self) -> str:
        """Say that it waits; "" once it has ended."""
        return str(_("Waiting")) if self.is_waiting else ""

    @property
    def ending(self) -> str:
        """Say how it ended; "" before it has."""
        reset = self.reset
        if self.is_waiting:
            return ""
        if reset.confirmed_by:
            return str(_("Confirmed by %(name)s", name=reset.confirmed_by.name))
        if reset.ended_at and reset.ended_at < reset.expires_at:
            return str(_("Stopped"))
        return str(_("Ran out"))


@dataclass(frozen=True, slots=True)
class FactorsPage:
    """One's own second factors; `is_held` where nothing else opens before one is set up."""

    layout: str
    is_held: bool
    takes_passkeys: bool
    factors: Factors
    reset: FactorReset | None

    @property
    def notices(self) -> list[Notice]:
        """Say why nothing else opens, where it does not."""
        if not self.is_held:
            return []
        told = _(
            "Your role can see what others cannot, so it needs one. It takes about two minutes."
        )
        return [Notice("info", _("Set up a second factor to go on"), told)]

    @property
    def way_out(self) -> list[Way]:
        """Return the way out of what nothing else leads out of."""
        out = Way(_("Sign out"), "people.sign_out", icon="logout", posts=True)
        return [out] if self.is_held else []

    @property
    def passkey_tone(self) -> str:
        """Return how loudly a passkey is offered."""
        return "quiet" if self.factors.count else "primary"

    @property
    def codes_left(self) -> str:
        """Say how many recovery codes can still be used."""
        if not self.factors.codes_left:
            return str(_("No code is left."))
        left = self.factors.codes_left
        return str(ngettext("%(num)s code is left.", "%(num)s codes are left.", left))


@dataclass(frozen=True, slots=True)
class CodesPage:
    """New recovery codes, shown once, and where one goes on."""

    codes: Sequence[str]
    wanted: str


@dataclass(frozen=True, slots=True)
class AppPage:
    """The picture that an authenticator app reads, the same as an address and a key, and a form."""

    layout: str
    form: CodeForm
    picture: str
    address: str
    key: str


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    """The form that names a new passkey."""

    layout: str
    form: NewPasskeyForm
    takes_passkeys: bool


@dataclass(frozen=True, slots=True)
class ProofPage:
    """The form that asks once more who somebody is, before they go on to `wanted`."""

    layout: str
    form: ProofForm
    has_app: bool
    shows_passkey: bool
    wanted: str | None


@dataclass(frozen=True, slots=True)
class SecondStepPage:
    """The form that asks for a second factor after a right password."""

    form: CodeForm
    factors: Factors
    shows_passkey: bool

    @property
    def tone(self) -> str:
        """Return how loudly a code is asked for: a passkey comes first."""
        return "quiet" if self.shows_passkey else "primary"


@dataclass(frozen=True, slots=True)
class ResetPage:
    """Somebody's second factors as HR and the admins see them, and what is under way about them."""

    person: Person
    factors: Factors
    reset: FactorReset | None
    resets: Sequence[ResetRow]
    may_ask: bool
    may_confirm: bool
    is_own_wish: bool

    @property
    def ways(self) -> list[Way]:
        """Return what removes them, for the second of two, and what stops it."""
        if self.reset is None:
            return []
        place = {"person_id": self.person.id, "reset_id": self.reset.id}
        sure = _("I have spoken to %(name)s: remove them", name=self.person.name)
        confirm = Way(sure, "factors.confirm_reset", place, tone="danger", posts=True)
        stop = Way(_("Stop it"), "factors.withdraw_reset", place, icon="hand-stop", posts=True)
        return [confirm, stop] if self.may_confirm else [stop]

    @property
    def next_step(self) -> str:
        """Tell who asked for it what comes next; "" to others."""
        if not self.is_own_wish:
            return ""
        told = _(
            "A second person of HR or the admins has to confirm it. Be sure that both of you have "
            "spoken to %(name)s in person.",
            name=self.person.name,
        )
        return str(told)

    @property
    def has_something(self) -> bool:
        """Say whether there is anything to remove."""
        return bool(self.factors.count or self.reset)
