"""Envelopes are all alike, open only with their own key, and hold what was put in."""

import pytest

from cxstaff.pulses.sealing import box, keys


def test_what_goes_in_comes_out() -> None:
    private = box.new_key()
    sheet = box.Submission({"enps": 0, "teei-asked": 7}, 'Größer, "besser"\n– ok 🙂')
    assert box.open_(box.seal(sheet, box.public_of(private), 7), private, 7) == sheet


def test_every_envelope_has_the_same_size_and_none_is_like_another() -> None:
    public = box.public_of(box.new_key())
    sheets = [
        box.Submission({}, None),
        box.Submission({"enps": 5}, "x" * 1000),
        box.Submission({}, "🙂" * 1000),
    ]
    envelopes = [box.seal(sheet, public, 1) for sheet in [*sheets, sheets[0]]]
    assert {len(each) for each in envelopes} == {box.ENVELOPE_BYTES}
    assert len(set(envelopes)) == 4


def test_an_envelope_opens_only_with_its_key_for_its_round_and_unharmed() -> None:
    private = box.new_key()
    envelope = box.seal(box.Submission({"enps": 5}, None), box.public_of(private), 1)
    broken = envelope[:100] + bytes([envelope[100] ^ 1]) + envelope[101:]
    for wrong in [(envelope, box.new_key(), 1), (envelope, private, 2), (broken, private, 1)]:
        with pytest.raises(box.UnreadableEnvelope):
            box.open_(*wrong)
    with pytest.raises(box.UnreadableEnvelope):
        box.open_(b"short", private, 1)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(box.TooLong):
        box.seal(box.Submission({}, "x" * 4096), box.public_of(box.new_key()), 1)


def test_a_key_is_kept_for_us_alone_and_destroyed_for_good(tmp_path) -> None:
    public = keys.make(tmp_path)
    path = keys.path_of(public, tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert box.public_of(keys.read(public, tmp_path)) == public
    keys.destroy(public, tmp_path)
    keys.destroy(public, tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(keys.NoKey, match="missing"):
        keys.read(public, tmp_path)


@pytest.mark.parametrize("content", [b"", b"x" * 32, b"x" * 31])
def test_a_key_file_with_another_key_is_noticed(tmp_path, content) -> None:
    public = keys.make(tmp_path)
    keys.path_of(public, tmp_path).write_bytes(content)
    with pytest.raises(keys.NoKey, match="another"):
        keys.read(public, tmp_path)
