"""A security key in software: makes real key pairs and real signatures, as WebAuthn wants them."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, CHECKED, SYNCED, KEY_INCLUDED = 1, 4, 8 | 16, 64


def to_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


@dataclass
class SoftKey:
    """One passkey; `flags`, `origin` and `counter` can be bent to attack with."""

    origin: str = "https://pulse.example.com"
    flags: int = PRESENT | CHECKED
    counter: int = 0
    counts: bool = True
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: bytes | None = None

    def __post_init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: dict[str, Any]) -> str:
        """Answer to navigator.credentials.create(options)."""
        self.user_handle = to_bytes(options["user"]["id"])
        place = self.private.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: place.x.to_bytes(32, "big"), -3: place.y.to_bytes(32)}
        size = len(self.credential_id).to_bytes(2, "big")
        held = bytes(16) + size + self.credential_id + cbor2.dumps(public)
        data = self._data(options["rp"]["id"], self.flags | KEY_INCLUDED) + held
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._said("webauthn.create", options),
            attestationObject=to_text(whole),
            transports=["usb", "telepathy"],
        )

    def show(self, options: dict[str, Any], **instead: Any) -> str:
        """Answer to navigator.credentials.get(options)."""
        self.counter += self.counts
        data = self._data(options["rpId"], self.flags)
        said = self._said("webauthn.get", options)
        signed = data + hashlib.sha256(to_bytes(said)).digest()
        response = {
            "clientDataJSON": said,
            "authenticatorData": to_text(data),
            "signature": to_text(self.private.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": to_text(self.user_handle) if self.user_handle else None,
        }
        return self._answer(**(response | instead))

    def _data(self, host: str, flags: int) -> bytes:
        return (
            hashlib.sha256(host.encode()).digest()
            + bytes([flags])
            + (self.counter if self.counts else 0).to_bytes(4, "big")
        )

    def _said(self, type_: str, options: dict[str, Any]) -> str:
        said = {"type": type_, "challenge": options["challenge"], "origin": self.origin}
        return to_text(json.dumps(said).encode())

    def _answer(self, **response: Any) -> str:
        id_ = to_text(self.credential_id)
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": response})
