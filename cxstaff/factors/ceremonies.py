"""WebAuthn's two ceremonies: making a passkey, and showing that one has it.

The library that knows them loads fifty modules and is seldom needed, so it is loaded when somebody
makes or shows a passkey.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

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
        import webauthn
        from webauthn.helpers import structs

        options = webauthn.generate_registration_options(
            rp_id=self.host,
            rp_name=self.name,
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
        self, challenge: bytes, held: Iterable[Held], *, must_check_holder: bool
    ) -> dict[str, Any]:
        """Return what a browser needs to show one of the passkeys `held`, or any where none is."""
        import webauthn
        from webauthn.helpers import structs

        wanted = structs.UserVerificationRequirement
        options = webauthn.generate_authentication_options(
            rp_id=self.host,
            challenge=challenge,
            timeout=PATIENCE_SECONDS * 1000,
            allow_credentials=_described(held),
            user_verification=wanted.REQUIRED if must_check_holder else wanted.PREFERRED,
        )
        return webauthn.helpers.options_to_json_dict(options)

    def made(self, answer: Answer, challenge: bytes) -> Made:
        """Return the passkey that a browser made when asked so. Raises `NotShown`."""
        import webauthn

        try:
            found = webauthn.verify_registration_response(
                credential=answer.content,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
            )
        except _wrong() as error:
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
        import webauthn

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
        except _wrong() as error:
            raise NotShown(str(error)) from error
        return found.new_sign_count


def read(text: str) -> Answer:
    """Read what a browser sent. Raises `NotShown` when it is nothing of the kind."""
    from webauthn.helpers import base64url_to_bytes

    try:
        content = json.loads(text[: LONGEST_ANSWER + 1])
        handle = content["response"].get("userHandle")
        return Answer(
            content,
            base64url_to_bytes(content["rawId"]),
            base64url_to_bytes(handle) if handle else None,
        )
    except _wrong() as error:
        raise NotShown("this is no answer of a passkey") from error


def _wrong() -> tuple[type[Exception], ...]:
    """Return what py_webauthn raises, and Python where it reads something of another shape."""
    from webauthn.helpers.exceptions import WebAuthnException

    return WebAuthnException, ValueError, TypeError, LookupError, AttributeError, RecursionError


def _described(held: Iterable[Held]) -> list[PublicKeyCredentialDescriptor]:
    from webauthn.helpers import structs

    return [
        structs.PublicKeyCredentialDescriptor(
            id=each.credential_id,
            transports=[structs.AuthenticatorTransport(name) for name in each.transports],
        )
        for each in held
    ]


def _transports_in(content: dict[str, Any]) -> tuple[str, ...]:
    """Return the ways to reach a passkey that are known, of those a browser named."""
    from webauthn.helpers.structs import AuthenticatorTransport

    named = content["response"].get("transports")
    known = {each.value for each in AuthenticatorTransport}
    return tuple(name for name in named if name in known) if isinstance(named, list) else ()
