"""What is left of the box after closing, and what logs and letters say: nothing to read."""

from tests.pulses.attack import attacks


def test_a_stolen_box_stays_shut_after_closing(found) -> None:
    assert len(found.snapshots["open"].tables["sealed_answer"]) == 72
    assert found.after.key_files == []
    assert attacks.opened_with_what_is_left(found) == 0


def test_a_key_left_behind_opens_a_stolen_box(weakened) -> None:
    assert attacks.opened_with_what_is_left(weakened("key kept")) == 72


def test_no_envelope_is_left_in_the_files_of_the_tables(found) -> None:
    assert found.after.tables["sealed_answer"] == []
    assert attacks.envelopes_left(found) == 0


def test_envelopes_that_are_only_deleted_are_found(weakened) -> None:
    assert attacks.envelopes_left(weakened("deleted only")) > 36


def test_while_a_round_is_open_no_word_can_be_read(found) -> None:
    assert attacks.words_seen_in(found, found.snapshots["open"]) == 0
    assert attacks.words_seen_in(found, found.after) == len(found.authors)  # the attack can read


def test_no_log_and_no_letter_says_what_somebody_wrote(found) -> None:
    assert "INSERT INTO sealed_answer" in found.log
    assert len(found.mails) == 72
    assert attacks.told_by_logs(found) == 0


def test_a_log_that_says_it_is_found_out(weakened) -> None:
    left = weakened("logged")
    assert attacks.told_by_logs(left) == len(left.authors)


def test_nothing_of_the_round_dates_an_answer_after_closing(found) -> None:
    for name in ("pulse_letter", "pulse_code", "sealed_answer"):
        assert found.after.tables[name] == []
    roster = sorted(found.after.tables["invitation"], key=lambda row: row["place"])
    assert [row["person_id"] for row in roster] == sorted(found.order)
    assert len({row["writer"] for row in roster}) == 1
    for name in ("answer", "comment"):
        rows = found.after.tables[name]
        assert len({row["writer"] for row in rows}) == 1
        assert not [column for column in rows[0] if "person" in column or column.endswith("_at")]
