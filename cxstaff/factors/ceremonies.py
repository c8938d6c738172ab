"""WebAuthn's two ceremonies: making a passkey, and showing that one has it.

The library that knows them loads fifty modules and is seldom needed, so this module is loaded as a
whole when somebody makes or shows a passkey (see `ceremonies` in views/asking.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, structs
from webauthn.helpers.exceptions import WebAuthnException

from cxstaff.factors.site import (
    LONGEST_ANSWER,
    BrowserAnswer,
    HeldPasskey,
    MadePasskey,
    NotShown,
    Site,
)

PATIENCE_SECONDS = 300
WRONG = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What py_webauthn raises, and Python where it reads something of another shape."""


@dataclass(frozen=True, slots=True)
class Ceremonies:
    """The ceremonies of one site."""

    site: Site

    def making(
        self, challenge: bytes, handle: bytes, account: str, owner: str, held: Iterable[HeldPasskey]
    ) -> dict[str, Any]:
        """Return what a browser needs to make a passkey that is not one of those `held`."""
        options = webauthn.generate_registration_options(
            rp_id=self.site.host,
            rp_name=self.site.name,
            user_id=handle,
            user_name=account,
            user_display_name=owner,
            challenge=challenge,
            timeout=PATIENCE_SECONDS * 1000,
            exclude_credentials=_described(held),
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.PREFERRED,
                user_verification=structs.UserVerificationRequirement.PREFERRED,
            ),
        )
        return webauthn.helpers.options_to_json_dict(options)

    def showing(
        self, challenge: bytes, held: Iterable[HeldPasskey], *, must_check_holder: bool
    ) -> dict[str, Any]:
        """Return what a browser needs to show one of the passkeys `held`, or any where none is."""
        wanted = structs.UserVerificationRequirement
        options = webauthn.generate_authentication_options(
            rp_id=self.site.host,
            challenge=challenge,
            timeout=PATIENCE_SECONDS * 1000,
            allow_credentials=_described(held),
            user_verification=wanted.REQUIRED if must_check_holder else wanted.PREFERRED,
        )
        return webauthn.helpers.options_to_json_dict(options)

    def made(self, answer: BrowserAnswer, challenge: bytes) -> MadePasskey:
        """Return the passkey that a browser made when asked so. Raises `NotShown`."""
        try:
            found = webauthn.verify_registration_response(
                credential=answer.content,
                expected_challenge=challenge,
                expected_rp_id=self.site.host,
                expected_origin=self.site.origin,
            )
        except WRONG as error:
            raise NotShown(str(error)) from error
        return MadePasskey(
            found.credential_id,
            found.credential_public_key,
            found.sign_count,
            _transports_in(answer.content),
            found.credential_backed_up,
        )

    def shown(
        self, answer: BrowserAnswer, challenge: bytes, public_key: bytes, *, must_check_holder: bool
    ) -> int:
        """Return the counter of the passkey with this public key, once it has signed.

        It is left to the caller to compare. Raises `NotShown`.
        """
        try:
            found = webauthn.verify_authentication_response(
                credential=answer.content,
                expected_challenge=challenge,
                expected_rp_id=self.site.host,
                expected_origin=self.site.origin,
                credential_public_key=public_key,
                credential_current_sign_count=0,
                require_user_verification=must_check_holder,
            )
        except WRONG as error:
            raise NotShown(str(error)) from error
        return found.new_sign_count

    @staticmethod
    def read(text: str) -> BrowserAnswer:
        """Read what a browser sent. Raises `NotShown` when it is nothing of the kind."""
        try:
            content = json.loads(text[: LONGEST_ANSWER + 1])
            handle = content["response"].get("userHandle")
            return BrowserAnswer(
                content,
                base64url_to_bytes(content["rawId"]),
                base64url_to_bytes(handle) if handle else None,
            )
        except WRONG as error:
            raise NotShown("this is no answer of a passkey") from error


def _described(held: Iterable[HeldPasskey]) -> list[structs.PublicKeyCredentialDescriptor]:
    return [
        structs.PublicKeyCredentialDescriptor(
            id=each.credential_id,
            transports=[structs.AuthenticatorTransport(name) for name in each.transports],
        )
        for each in held
    ]


def _transports_in(content: dict[str, Any]) -> tuple[str, ...]:
    """Return the ways to reach a passkey that are known, of those a browser named."""
    named = content["response"].get("transports")
    known = {each.value for each in structs.AuthenticatorTransport}
    return tuple(name for name in named if name in known) if isinstance(named, list) else ()
