"""The guard of requests that leave: to which addresses they may go.

Whoever may type the address of another system could have this server ask its own network for them,
where things stand that ask for no password (server-side request forgery). So an address has to be
https, and its name has to lead to addresses of the public internet alone. What was checked is
connected to: a name that leads elsewhere a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

LONGEST_ADDRESS = 2000
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotAllowed(ValueError):
    """An address that requests may not go to; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Another system: its host and port, where it is asked, and the addresses that were checked."""

    host: str
    port: int
    target: str
    is_encrypted: bool
    addresses: Sequence[str] = ()

    @property
    def named(self) -> str:
        """Return the host as a request names it: with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.is_encrypted else 80
        return host if self.port == usual else f"{host}:{self.port}"


def receiver_of(address: str, *, may_be_private: bool) -> Receiver:
    """Read the address of another system. Raises `NotAllowed`.

    With `may_be_private`, which the operator decides, it may be http, and at any port.
    """
    parts = _parts(address)
    if parts.scheme != "https" and not (may_be_private and parts.scheme == "http"):
        raise NotAllowed("The address has to begin with https://.")
    if parts.username or parts.password:
        raise NotAllowed("The address must hold no user name or password.")
    is_encrypted = parts.scheme == "https"
    port = parts.port or (443 if is_encrypted else 80)
    if port != 443 and not may_be_private:
        raise NotAllowed("The address must name no other port than 443.")
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Receiver(str(parts.hostname), port, target, is_encrypted)


def looked_up(receiver: Receiver, *, may_be_private: bool) -> Receiver:
    """Return a receiver with the addresses that its name leads to now. Raises `NotAllowed`.

    Raises OSError where the name leads nowhere. One private address among public ones is enough to
    refuse all: whoever answers for the name chooses which is used.
    """
    found = socket.getaddrinfo(receiver.host, receiver.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not may_be_private and not all(is_public(each) for each in addresses):
        raise NotAllowed(
            "The address leads into a private network. Where that is meant, an operator allows it "
            "with CXSTAFF_PRIVATE_RECEIVERS=yes."
        )
    return Receiver(receiver.host, receiver.port, receiver.target, receiver.is_encrypted, addresses)


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet; what it wraps has to be, too."""
    read = ipaddress.ip_address(address.partition("%")[0])
    return all(each.is_global and not each.is_multicast for each in _with_wrapped(read))


def _with_wrapped(read: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Return an address, and the one of version 4 that one of version 6 stands for, if it does."""
    if isinstance(read, IPv4Address):
        return [read]
    if read.ipv4_mapped is not None:
        return [read.ipv4_mapped]
    wrapped = [read.sixtofour, *(read.teredo or ())]
    if read in NAT64:
        wrapped.append(IPv4Address(int(read) & 0xFFFFFFFF))
    return [read, *(each for each in wrapped if each is not None)]


def _parts(address: str) -> SplitResult:
    is_clean = address.isascii() and all(32 < ord(sign) < 127 for sign in address)
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 – raises for what is no port
    except ValueError:
        raise NotAllowed("This is no address of the web.") from None
    if not is_clean or not parts.hostname or not 0 < len(address) <= LONGEST_ADDRESS:
        raise NotAllowed("This is no address of the web.")
    return parts
