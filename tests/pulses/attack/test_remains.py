"""What is left of the box after closing, and what logs and letters say: nothing to read."""

from tests.pulses.attack import attacks

NO_ORDER = 0.35  # Kendall's tau of 72 people has a standard error of 0.08 by chance


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
    assert found.log.count("COMMIT") >= len(found.authors)  # each answer's transaction is told
    assert len(found.mails) == 72
    assert attacks.told_by_logs(found) == 0


def test_a_log_that_says_it_is_found_out(weakened) -> None:
    left = weakened("logged")
    assert attacks.told_by_logs(left) == len(left.authors)


def test_no_page_behind_a_link_says_what_was_answered(found) -> None:
    assert len(found.linked) == 72
    assert "You have answered already" in found.linked[found.order[0]][0]
    assert "This round is over" in found.linked[found.order[0]][1]
    assert attacks.told_by_links(found) == 0


def test_a_form_that_shows_the_old_answer_is_found_out(weakened) -> None:
    assert attacks.told_by_links(weakened("filled in")) == 72


def test_no_column_tells_in_which_order_people_answered(found) -> None:
    told = attacks.order_told(found)
    assert {"invitation.place", "membership.id"} <= set(told)
    assert max(told.values()) < NO_ORDER, told


def test_a_roster_that_is_dated_is_found_out(weakened) -> None:
    assert attacks.order_told(weakened("dated"))["invitation.opens_at"] > 2 * NO_ORDER


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
