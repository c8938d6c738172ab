"""What changes about second factors: enrolling, showing, removing, resetting, telling."""

from cxstaff.factors.actions.enrolling import (
    add_app,
    add_passkey,
    draw_codes,
    erase,
    forget,
    remove_app,
    remove_passkey,
    reseal,
)
from cxstaff.factors.actions.resets import (
    ask_reset,
    confirm_reset,
    reset_by_operator,
    withdraw_reset,
)
from cxstaff.factors.actions.showing import (
    ask_browser,
    blur_steps,
    note_failure,
    show_code,
    show_passkey,
    taken_challenge,
)
from cxstaff.factors.actions.signing_in import begin_sign_in, finish_sign_in, remove_ended
from cxstaff.factors.actions.telling import LETTER, tell

__all__ = [
    "LETTER",
    "add_app",
    "add_passkey",
    "ask_browser",
    "ask_reset",
    "begin_sign_in",
    "blur_steps",
    "confirm_reset",
    "draw_codes",
    "erase",
    "finish_sign_in",
    "forget",
    "note_failure",
    "remove_app",
    "remove_ended",
    "remove_passkey",
    "reseal",
    "reset_by_operator",
    "show_code",
    "show_passkey",
    "taken_challenge",
    "tell",
    "withdraw_reset",
]
