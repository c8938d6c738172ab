"""One-time codes against RFC 6238, and the picture an app reads."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from cxstaff.factors import recovery, totp

SECRET = b"12345678901234567890"  # of RFC 6238, appendix B
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    step = totp.step_at(at(seconds))
    assert totp.code_of(SECRET, step) == code[2:], "six digits are the last of its eight"
    assert totp.accepted_step(SECRET, code[2:], at(seconds), after=0) == step


@pytest.mark.parametrize(
    ("seconds", "is_taken"),
    [(-31, False), (-30, True), (-1, True), (0, True), (29, True), (59, True), (60, False)],
)
def test_a_code_is_taken_one_step_early_to_one_step_late(seconds: int, is_taken: bool) -> None:
    """The code of the step from 3000 to 3029, typed `seconds` after 3000."""
    code = totp.code_of(SECRET, 100)
    found = totp.accepted_step(SECRET, code, at(3000 + seconds), after=0)
    assert found == (100 if is_taken else None)


@pytest.mark.parametrize(("after", "found"), [(98, 100), (99, 100), (100, None), (101, None)])
def test_a_spent_step_is_not_taken_again(after: int, found: int | None) -> None:
    code = totp.code_of(SECRET, 100)
    assert totp.accepted_step(SECRET, code, at(3000), after=after) == found


@pytest.mark.parametrize("typed", ["", "0", "abcdef", "١٢٣٤٥٦", "7081804", "0" * 5000, "\ud800"])
def test_what_is_no_code_is_not_taken(typed: str) -> None:
    assert totp.accepted_step(SECRET, typed, at(1111111109), after=0) is None


def test_spaces_make_no_difference() -> None:
    assert totp.accepted_step(SECRET, " 081 804 ", at(1111111109), after=0) is not None


def test_apps_read_the_address() -> None:
    secret = totp.new_secret()
    address = totp.address_for_apps(secret, "ana+x@bright.example", "Bright & Söhne")
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/Bright & Söhne:ana+x@bright.example"
    assert parse_qs(parts.query) == {
        "secret": [totp.in_base32(secret)],
        "issuer": ["Bright & Söhne"],
    }
    read = pyotp.parse_uri(address)
    assert isinstance(read, pyotp.TOTP)
    assert read.at(3000) == totp.code_of(secret, 100)
    assert totp.picture_of(address).startswith("data:image/svg+xml")


def test_the_written_secret_is_the_secret() -> None:
    secret = totp.new_secret()
    assert len(secret) == 20
    written = totp.in_groups(secret)
    assert pyotp.TOTP(written.replace(" ", "")).byte_secret() == secret


def test_recovery_codes_are_long_and_all_different() -> None:
    codes = recovery.draw()
    assert len(set(codes)) == 10
    assert all(recovery.is_like_one(code) for code in codes)
    assert len({recovery.digest_of(code, 1) for code in codes}) == 10


def test_a_recovery_code_may_be_typed_as_people_do() -> None:
    code = recovery.draw()[0]
    for typed in (code.lower(), code.replace("-", " "), f" {code} ", code.replace("-", "")):
        assert recovery.is_like_one(typed)
        assert recovery.digest_of(typed, 7) == recovery.digest_of(code, 7)
    assert recovery.digest_of(code, 8) != recovery.digest_of(code, 7)


@pytest.mark.parametrize("typed", ["", "123456", "ABCD-EFGH-JKMN-PQR", "OOOO-0000-1111-LLLL"])
def test_other_things_are_no_recovery_codes(typed: str) -> None:
    assert not recovery.is_like_one(typed)
