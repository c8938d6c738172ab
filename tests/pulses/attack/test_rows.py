"""Who holds every byte guesses no better than by lot; on each weakened product the attack works."""

import pytest

from tests.pulses.attack import attacks
from tests.pulses.attack.attacks import PAIRS

ORDERED = ("no shuffle and ids that count", "a transaction for each answer")


@pytest.mark.parametrize(("rows_by", "people_by"), PAIRS)
def test_no_order_of_rows_tells_whose_they_are(found, rows_by, people_by) -> None:
    numbers = attacks.numbers_in_order(found, rows_by, people_by)
    assert numbers.tries >= 300
    assert numbers.is_luck, str(numbers)
    comments = attacks.comments_in_order(found, rows_by, people_by)
    assert comments.is_luck, str(comments)


@pytest.mark.parametrize("name", ORDERED)
def test_rows_in_order_are_found_out(weakened, name) -> None:
    left = weakened(name)
    best = {
        pair: (attacks.numbers_in_order(left, *pair), attacks.comments_in_order(left, *pair))
        for pair in PAIRS
    }
    told = max(best.values(), key=lambda scores: scores[0].hits)
    assert told[0].hits > 2 * told[0].bound, [f"{k}: {v[0]}; {v[1]}" for k, v in best.items()]
    assert not max((s[1] for s in best.values()), key=lambda score: score.hits).is_luck


@pytest.mark.parametrize("rows_by", attacks.ORDERINGS)
def test_nothing_ties_the_answers_of_one_person(found, rows_by) -> None:
    for score in (
        attacks.numbers_together(found, rows_by),
        attacks.words_with_numbers(found, rows_by),
    ):
        assert score.tries > 60
        assert score.is_luck, str(score)


def test_answers_kept_side_by_side_are_tied(weakened) -> None:
    assert not attacks.numbers_together(weakened("numbers of one person in a row"), "id").is_luck
    left = weakened("no shuffle and ids that count")
    assert not attacks.words_with_numbers(left, "id").is_luck


def test_lengths_in_the_box_tell_nothing(found) -> None:
    sizes = {len(row["envelope"]) for row in found.snapshots["open"].tables["sealed_answer"]}
    assert len(sizes) == 1
    score = attacks.comments_by_length(found)
    assert score.is_luck, str(score)


def test_lengths_tell_who_wrote_what_without_padding(weakened) -> None:
    score = attacks.comments_by_length(weakened("unpadded"))
    assert score.hits > 2 * score.bound, str(score)
