"""WebAuthn's two ceremonies: making a passkey, and showing that one has it."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LONGEST_ANSWER = 20_000  # characters; an answer with the largest attestation has about 8,000
PATIENCE_SECONDS = 300


class NotShown(Exception):
    """What a browser sent does not show what was asked for."""


@dataclass(frozen=True, slots=True)
class Held:
    """A passkey as ceremonies name it: its id, and over what it can be reached."""

    credential_id: bytes
    transports: Iterable[str]


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey that a browser has shown to be right."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    is_synced: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent back, read but not believed: which passkey, of which account."""

    content: dict[str, Any]
    credential_id: bytes
    user_handle: bytes | None


@dataclass(frozen=True, slots=True)
class Site:
    """The site that passkeys are bound to, as browsers know it."""

    host: str
    origin: str
    name: str

    @classmethod
    def at(cls, base_url: str, name: str) -> Site:
        """Return the site whose pages stand at `base_url`."""
        parts = urlsplit(base_url)
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}".lower(), name)

    @property
    def takes_passkeys(self) -> bool:
        """Say whether browsers make passkeys here: at a name, and over https or on this machine."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return self.origin.startswith("https://") or self.host == "localhost"
        return False

    def making(
        self, challenge: bytes, handle: bytes, account: str, owner: str, held: Iterable[Held]
    ) -> dict[str, Any]:
        """Return what a browser needs to make a passkey that is not one of those `held`."""
        options = webauthn.generate_registration_options(
            rp_id=self.host,
            rp_name=self.name,
            user_id=handle,
            user_name=account,
            user_display_name=owner,
            challenge=challenge,
            timeout=PATIENCE_SECONDS * 1000,
            exclude_credentials=_described(held),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
        return options_to_json_dict(options)

    def showing(
        self, challenge: bytes, held: Iterable[Held], *, must_check_holder: bool
    ) -> dict[str, Any]:
        """Return what a browser needs to show one of the passkeys `held`, or any where none is."""
        wanted = UserVerificationRequirement
        options = webauthn.generate_authentication_options(
            rp_id=self.host,
            challenge=challenge,
            timeout=PATIENCE_SECONDS * 1000,
            allow_credentials=_described(held),
            user_verification=wanted.REQUIRED if must_check_holder else wanted.PREFERRED,
        )
        return options_to_json_dict(options)

    def made(self, answer: Answer, challenge: bytes) -> Made:
        """Return the passkey that a browser made when asked so. Raises `NotShown`."""
        try:
            found = webauthn.verify_registration_response(
                credential=answer.content,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
            )
        except _WRONG as error:
            raise NotShown(str(error)) from error
        return Made(
            found.credential_id,
            found.credential_public_key,
            found.sign_count,
            _transports_in(answer.content),
            found.credential_backed_up,
        )

    def shown(
        self, answer: Answer, challenge: bytes, public_key: bytes, *, must_check_holder: bool
    ) -> int:
        """Return the counter of the passkey with this public key, once it has signed.

        It is left to the caller to compare. Raises `NotShown`.
        """
        try:
            found = webauthn.verify_authentication_response(
                credential=answer.content,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
                credential_public_key=public_key,
                credential_current_sign_count=0,
                require_user_verification=must_check_holder,
            )
        except _WRONG as error:
            raise NotShown(str(error)) from error
        return found.new_sign_count


def read(text: str) -> Answer:
    """Read what a browser sent. Raises `NotShown` when it is nothing of the kind."""
    try:
        content = json.loads(text[: LONGEST_ANSWER + 1])
        handle = content["response"].get("userHandle")
        return Answer(
            content,
            base64url_to_bytes(content["rawId"]),
            base64url_to_bytes(handle) if handle else None,
        )
    except _WRONG as error:
        raise NotShown("this is no answer of a passkey") from error


# What py_webauthn raises, and what Python does where it reads something of another shape.
_WRONG = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, RecursionError)


def _described(held: Iterable[Held]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=each.credential_id,
            transports=[AuthenticatorTransport(name) for name in each.transports],
        )
        for each in held
    ]


def _transports_in(content: dict[str, Any]) -> tuple[str, ...]:
    """Return the ways to reach a passkey that are known, of those a browser named."""
    named = content["response"].get("transports")
    known = {each.value for each in AuthenticatorTransport}
    return tuple(name for name in named if name in known) if isinstance(named, list) else ()
