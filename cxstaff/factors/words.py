"""What letters about second factors tell, by what happened."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Tidings(StrEnum):
    """What happened to somebody's second factors."""

    APP_ADDED = "app added"
    PASSKEY_ADDED = "passkey added"
    APP_REMOVED = "app removed"
    PASSKEY_REMOVED = "passkey removed"
    CODES_DRAWN = "codes drawn"
    CODE_USED = "code used"
    WRONG_CODES = "wrong codes"
    PASSKEY_COPIED = "passkey copied"
    RESET_ASKED = "reset asked"
    RESET_WITHDRAWN = "reset withdrawn"
    RESET_CONFIRMED = "reset confirmed"
    RESET_BY_OPERATOR = "reset by operator"


_NOT_ME = _l(
    "If this was not you, sign in, remove what you do not know under Second factor on your "
    "profile, choose a new password, and tell whoever administers cxstaff."
)
_RESET_NOT_ME = _l(
    "If you did not ask for this, sign in and stop it under Second factor on your profile, or tell "
    "whoever administers cxstaff at once."
)
TOLD: dict[Tidings, tuple[Any, Any, Any]] = {
    Tidings.APP_ADDED: (
        _l("An authenticator app was added to your account"),
        _l("From now on you sign in with your password and a code from an app."),
        _NOT_ME,
    ),
    Tidings.PASSKEY_ADDED: (
        _l("A passkey was added to your account"),
        _l("From now on you can sign in with that passkey."),
        _NOT_ME,
    ),
    Tidings.APP_REMOVED: (
        _l("The authenticator app was removed from your account"),
        _l("Its codes open your account no more."),
        _NOT_ME,
    ),
    Tidings.PASSKEY_REMOVED: (
        _l("A passkey was removed from your account"),
        _l("It opens your account no more."),
        _NOT_ME,
    ),
    Tidings.CODES_DRAWN: (
        _l("Your recovery codes were made anew"),
        _l("The ones you had before open your account no more."),
        _NOT_ME,
    ),
    Tidings.CODE_USED: (
        _l("A recovery code was used to sign in to your account"),
        _l("Each recovery code opens once, so this one is spent."),
        _NOT_ME,
    ),
    Tidings.WRONG_CODES: (
        _l("Somebody knows your password, but not your second factor"),
        _l(
            "Several wrong codes were typed after your right password. Nobody was let in, and "
            "further tries have to wait."
        ),
        _l("If this was not you, choose a new password now: Forgot your password, at the sign-in."),
    ),
    Tidings.PASSKEY_COPIED: (
        _l("One of your passkeys was refused"),
        _l(
            "Its counter went back, as happens when a passkey was copied. Nobody was let in with "
            "it."
        ),
        _l("Sign in another way and remove that passkey. If you cannot, tell an administrator."),
    ),
    Tidings.RESET_ASKED: (
        _l("Somebody asked to remove your second factors"),
        _l(
            "%(actor)s asked that every second factor of your account is removed, so that you can "
            "set up a new one. It happens only if a second person confirms it within 24 hours."
        ),
        _RESET_NOT_ME,
    ),
    Tidings.RESET_WITHDRAWN: (
        _l("Your second factors stay as they are"),
        _l("%(actor)s stopped the wish to remove them."),
        "",
    ),
    Tidings.RESET_CONFIRMED: (
        _l("Your second factors were removed"),
        _l(
            "%(actor)s confirmed it as the second person. You are signed out everywhere. The next "
            "time you sign in with your password you set up a new second factor."
        ),
        _l(
            "If you did not ask for this, choose a new password and tell whoever administers "
            "cxstaff at once."
        ),
    ),
    Tidings.RESET_BY_OPERATOR: (
        _l("Your second factors were removed"),
        _l(
            "Whoever runs the server of cxstaff removed them. You are signed out everywhere. The "
            "next time you sign in with your password you set up a new second factor."
        ),
        _l("If you did not ask for this, tell whoever administers cxstaff at once."),
    ),
}
