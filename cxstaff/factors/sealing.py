"""Sealing of what the database must not be able to read: AES-GCM under a key that is not in it.

The key comes from the application's secret key by HKDF (RFC 5869). What is sealed names the key it
was sealed with, so that the secret key can be changed while the former one still opens.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
_NAME_BYTES, _NONCE_BYTES, _KEY_BYTES = 8, 12, 32
_PURPOSE = b"cxstaff second factor v1"


class CannotOpen(Exception):
    """What was sealed was changed, is somebody else's, or its key is not here any more."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secret key of today, and those of before that still open what they sealed."""

    secret: str
    former: Sequence[str] = ()

    def seal(self, content: bytes, owner: str) -> bytes:
        """Return `content` sealed for `owner`; moved to another owner it does not open."""
        name, key = _derived(self.secret)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return VERSION + name + nonce + AESGCM(key).encrypt(nonce, content, _bound(name, owner))

    def open(self, sealed: bytes, owner: str) -> bytes:
        """Return what was sealed for `owner`. Raises `CannotOpen`."""
        name, nonce, rest = _parts(sealed)
        for secret in (self.secret, *self.former):
            known, key = _derived(secret)
            if known == name:
                try:
                    return AESGCM(key).decrypt(nonce, rest, _bound(name, owner))
                except InvalidTag as error:
                    raise CannotOpen("it was changed, or is somebody else's") from error
        raise CannotOpen("it was sealed with another secret key")

    def alias_of(self, owner: str) -> bytes:
        """Return 32 bytes that stand for `owner` and tell nobody who it is, always the same."""
        return hmac.new(_derived(self.secret)[1], b"alias\0" + owner.encode(), "sha256").digest()

    def is_outdated(self, sealed: bytes) -> bool:
        """Say whether something was sealed with another key than today's."""
        return _parts(sealed)[0] != _derived(self.secret)[0]


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    start = len(VERSION) + _NAME_BYTES
    if not sealed.startswith(VERSION) or len(sealed) <= start + _NONCE_BYTES:
        raise CannotOpen("it is not in a form that is known here")
    end = start + _NONCE_BYTES
    return sealed[len(VERSION) : start], sealed[start:end], sealed[end:]


def _bound(name: bytes, owner: str) -> bytes:
    return VERSION + name + owner.encode()


@lru_cache(maxsize=16)
def _derived(secret: str) -> tuple[bytes, bytes]:
    """Return the name of the key that a secret gives, and the key."""
    length = _NAME_BYTES + _KEY_BYTES
    derived = HKDF(SHA256(), length, salt=None, info=_PURPOSE).derive(secret.encode())
    return derived[:_NAME_BYTES], derived[_NAME_BYTES:]
