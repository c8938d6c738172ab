"""The site that passkeys are bound to, and what is known of them without the library for them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LONGEST_ANSWER = 20_000  # characters; an answer with the largest attestation has about 8,000


class NotShown(Exception):
    """What a browser sent does not show what was asked for."""


@dataclass(frozen=True, slots=True)
class HeldPasskey:
    """A passkey as ceremonies name it: its id, and over what it can be reached."""

    credential_id: bytes
    transports: Iterable[str]


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """A new passkey that a browser has shown to be right."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    is_synced: bool


@dataclass(frozen=True, slots=True)
class BrowserAnswer:
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
