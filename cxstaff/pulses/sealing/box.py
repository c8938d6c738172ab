"""The sealed box: an answer goes in with a public key and comes out with a key that is destroyed.

HPKE (RFC 9180) with X25519, HKDF-SHA-256 and AES-128-GCM, bound to the round by `info`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

PAYLOAD_BYTES = 4096
ENVELOPE_BYTES = PAYLOAD_BYTES + 48  # the sender's public key and the seal
LONGEST_COMMENT = 1000  # characters; any 1,000 fit, whatever the alphabet

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_PADDING = b" "


class TooLong(ValueError):
    """The answer does not fit into an envelope."""


class UnreadableEnvelope(ValueError):
    """The envelope was not sealed for this round and key, or was damaged."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What one person answered: numbers by question key, and a comment or none.

    `thread` is the digest, in hex, of the code that opens the conversation on the comment.
    """

    numbers: dict[str, int]
    comment: str | None
    thread: str | None = None


def new_key() -> bytes:
    """Make a private key (32 bytes)."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Return the public key (32 bytes) that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(submission: Submission, public: bytes, round_id: int) -> bytes:
    """Seal a submission for a round; every envelope has `ENVELOPE_BYTES`.

    Raises `TooLong` when it does not fit into `PAYLOAD_BYTES`.
    """
    content = {"n": submission.numbers, "c": submission.comment} | _thread_of(submission)
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if len(written) > PAYLOAD_BYTES:
        raise TooLong(f"{len(written) - PAYLOAD_BYTES} bytes too many")
    padded = written.ljust(PAYLOAD_BYTES, _PADDING)
    return _SUITE.encrypt(padded, _read(public), info=_info(round_id))


def blank(public: bytes, round_id: int) -> bytes:
    """Seal nothing: without the private key nobody tells it from an envelope with an answer."""
    return seal(Submission({}, None), public, round_id)


def open_(envelope: bytes, private: bytes, round_id: int) -> Submission:
    """Open an envelope. Raises `UnreadableEnvelope` when it is not one of this round and key."""
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        written = json.loads(_SUITE.decrypt(envelope, key, info=_info(round_id)))
        numbers = {str(k): int(v) for k, v in written["n"].items()}
        return Submission(numbers, written["c"], written.get("t"))
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableEnvelope from error


def _thread_of(submission: Submission) -> dict[str, object]:
    return {"t": submission.thread} if submission.thread else {}


@lru_cache(maxsize=64)
def _read(public: bytes) -> X25519PublicKey:
    """Read a public key once, for everybody who answers its round."""
    return X25519PublicKey.from_public_bytes(public)


def _info(round_id: int) -> bytes:
    return f"cxstaff pulse round {round_id}".encode()
