"""The links of the security log's chain, by the rule of `cxstaff.security_log.hash_chain`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cxstaff.security_log import hash_chain as chain
from cxstaff.security_log.hash_chain import FIRST as FIRST
from cxstaff.security_log.hash_chain import SALT_BYTES as SALT_BYTES
from cxstaff.security_log.hash_chain import digest_of as digest_of

Words = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Link:
    """What one link of the chain says; `position` counts from 1, ids are those of people."""

    position: int
    at: datetime
    is_coarse: bool
    act: str
    by_id: int | None
    on_id: int | None
    round_id: int | None
    team_id: int | None
    note_digest: bytes


def note_digest_of(salt: bytes, address: str, words: Words) -> bytes:
    """Return the digest (32 bytes) that ties a note to its link without telling it."""
    return chain.note_digest_of(salt, [address, dict(sorted(words.items()))])
