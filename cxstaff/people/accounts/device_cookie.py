"""The cookie by which a browser is known again that somebody has signed in with before."""

from __future__ import annotations

from flask import Response, after_this_request, current_app, request

from cxstaff.people.accounts import known_devices


def number_for(email: str) -> str | None:
    """Return the number of this device if the owner of `email` has signed in on it, else None."""
    device = known_devices.read(request.cookies.get(_name()))
    return device.number if device and device.knows(email, _secret()) else None


def remember(email: str) -> None:
    """Let this device be known as one that the owner of `email` signs in on."""
    device = known_devices.read(request.cookies.get(_name())) or known_devices.new_device()
    written = device.knowing(email, _secret()).written()

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _name(),
            written,
            max_age=known_devices.KEPT,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _secret() -> str:
    return str(current_app.config["SETTINGS"].secret_key)
