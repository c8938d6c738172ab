"""What is sealed opens for its owner alone, with the key it was sealed with."""

import pytest

from cxstaff.factors.sealing import CannotOpen, Keyring

pytestmark = pytest.mark.only("sqlite")  # about bytes in memory

OLD, NEW = Keyring("k" * 40), Keyring("n" * 40, ("k" * 40,))


def test_what_is_sealed_opens_and_shows_nothing() -> None:
    sealed = OLD.seal(b"a secret of an app", "7")
    assert OLD.open(sealed, "7") == b"a secret of an app"
    assert b"secret" not in sealed
    assert sealed != OLD.seal(b"a secret of an app", "7"), "each time under another nonce"


def test_it_opens_for_nobody_else() -> None:
    with pytest.raises(CannotOpen):
        OLD.open(OLD.seal(b"secret", "7"), "8")


def test_a_new_secret_key_still_opens_with_the_former_one() -> None:
    sealed = OLD.seal(b"secret", "7")
    assert NEW.open(sealed, "7") == b"secret"
    assert NEW.is_outdated(sealed)
    again = NEW.seal(b"secret", "7")
    assert not NEW.is_outdated(again)
    with pytest.raises(CannotOpen):
        OLD.open(again, "7")


@pytest.mark.parametrize("place", [0, 1, 9, 25, -1])
def test_a_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(OLD.seal(b"secret", "7"))
    sealed[place] ^= 1
    with pytest.raises(CannotOpen):
        OLD.open(bytes(sealed), "7")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" * 60])
def test_nonsense_is_noticed(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        OLD.open(sealed, "7")
