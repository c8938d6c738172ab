"""Whether values of a column can be what its heading seems to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from cxstaff.customers.reading import values as reading
from cxstaff.customers.reading.headings import composed, courses, lengths, pieces
from cxstaff.customers.reading.headings.channels import WAYS
from cxstaff.customers.reading.scales import PARTLY, SCALES
from cxstaff.customers.reading.vocabulary import NO, NOT_ASKED, YES
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit, read_number, read_seconds
from cxstaff.tables.times.dates import DateOrder, guess_order
from cxstaff.tables.times.moments import Moments
from cxstaff.tables.times.times_of_day import date_of, hour_of, says_time
from cxstaff.text import caseless

MOST = 0.5
"""At least this share of what was said has to fit."""

FEW_ROWS, MANY_ROWS = 20, 5
MOST_DIFFERENT = 0.3
WORKING_HOUR = 6
LONGEST_NAME, WORDS_OF_TEXTS = 60, 3
"""Names of reasons repeat and are short; a column of subjects names nearly every record apart."""

TEN = 10
MOST_STATES, FEWEST_OF_EACH = 8, 4
STATES = YES | NO
TWO_STEPS = STATES.union(*SCALES["satisfied"])
UNSURE_STEPS = TWO_STEPS.union(*SCALES["csat"])
_CLOCK = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?$")
_TELEPHONE = re.compile(r"\+\d[\d ()/-]{6,}$")
_LOGGED = re.compile(r"^\S+ [^;]{0,20};[^;]{1,100};")
"""How Jira writes a comment of an agent: when; who; what."""


def fits(key: str, heading: str, values: Sequence[str]) -> bool:
    """Say whether the values of a column can be those of a field, as far as they can be read."""
    said = [text for value in values if not is_nothing(text := value.strip())]
    check = _CHECKS.get(key)
    return check is None or not said or check(heading, said)


def are_dates_alone(values: Sequence[str]) -> bool:
    """Say whether moments lack their time of day, or all tell midnight."""
    said = [text for value in values if not is_nothing(text := value.strip())]
    return bool(said) and not any(says_time(date_of(text)) for text in said)


def is_up_to_ten(values: Sequence[str]) -> bool:
    """Say whether all that was said are whole numbers from 0 to 10, and some are above 7."""
    said = [text for value in values if not is_nothing(text := value.strip())]
    numbers = [_number(text) for text in said]
    is_whole = all(n is not None and n == int(n) and 0 <= n <= 10 for n in numbers)
    return bool(said) and is_whole and any((n or 0) > 7 for n in numbers)


def seconds_of(text: str) -> float | None:
    """Read a length of time in seconds, with a point before its decimals; None where it is none."""
    return _LENGTHS[0](text) if _reads(_LENGTHS[0], text) else None


def may_be_work(heading: str, values: Sequence[str]) -> bool:
    """Say whether a column holds lengths of what is no waiting: 0:03:20, or in a unit it names."""
    said = [text for value in values if not is_nothing(text := value.strip())]
    words = set(re.findall(r"[^\W_]+", caseless(heading)))
    is_waiting = not lengths.WAITS.isdisjoint(words) or composed.says_waiting(heading)
    if not said or (is_waiting and not lengths.ON_HOLD.search(caseless(heading))):
        return False
    if all(_CLOCK.match(text) for text in said):
        return not _is_time_of_day(heading, said)
    return composed.names_unit(heading) and _is_length(heading, said)


def _is_moment(_heading: str, said: Sequence[str]) -> bool:
    order = guess_order(said) or DateOrder.DAY_FIRST
    tried = [order, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST]
    readers = [Moments(each, "UTC", "UTC") for each in dict.fromkeys(tried)]
    return _most(said, lambda text: any(_reads(reader, text) for reader in readers))


def _is_time_of_day(_heading: str, said: Sequence[str]) -> bool:
    """Tell times of day from lengths of time: somebody was at work after six in the morning."""
    hours = [hour_of(text) for text in said]
    return None not in hours and max(hour or 0 for hour in hours) >= WORKING_HOUR


def _is_reference(heading: str, said: Sequence[str]) -> bool:
    """Tell references from telephone numbers, and from codes that several records share."""
    if composed.is_bare_number(heading) and len(set(said)) < len(said):
        return False
    return not _most(said, lambda text: bool(_TELEPHONE.match(text)))


def _is_reason(heading: str, said: Sequence[str]) -> bool:
    """Tell reasons from who called whom, and from ways to do so."""
    is_way = _most(said, lambda text: caseless(text) in WAYS)
    is_way |= not pieces.SURVEYS.isdisjoint(heading.split())
    return not is_way and _is_name(heading, said)


def _is_channel(heading: str, said: Sequence[str]) -> bool:
    """Tell ways to reach a company, which repeat, from numbers of records."""
    return _is_name(heading, said) and (len(said) < MANY_ROWS or len({*said}) < len(said))


def _is_no_moment(heading: str, said: Sequence[str]) -> bool:
    """Tell whose contact it was from when it was: "Contact", "Contact ts"."""
    return not all(":" in text for text in said) or not _is_moment(heading, said)


def _is_circumstance(heading: str, said: Sequence[str]) -> bool:
    """Tell what a customer needed from how far the record has come, which is called so too."""
    are_states = _most(said, lambda text: caseless(text) in STATES)
    return not are_states and _is_name(heading, said)


def _is_name(heading: str, said: Sequence[str]) -> bool:
    is_subject = not pieces.SUBJECTS.isdisjoint(heading.split())
    if sum(map(len, said)) > LONGEST_NAME * len(said):
        return False
    if len(said) < FEW_ROWS:
        return not is_subject and not _are_texts(said)
    return len(set(said)) <= MOST_DIFFERENT * len(said)


def _are_texts(said: Sequence[str]) -> bool:
    """Say whether no two are alike, and they are of several words: subjects and no kinds."""
    is_long = sum(len(text.split()) for text in said) >= WORDS_OF_TEXTS * len(said)
    return len(said) >= MANY_ROWS and len(set(said)) == len(said) and is_long


def _is_score(lowest: int, highest: int) -> Callable[[str, Sequence[str]], bool]:
    def check(heading: str, said: Sequence[str]) -> bool:
        numbers = [n for text in said if (n := _number(text)) is not None]
        asked = [text for text in said if caseless(text) not in NOT_ASKED]
        if not numbers and highest < TEN and _are_groups(asked):
            return False  # of those who recommend
        if not numbers:
            is_scale = heading not in pieces.UNSURE or _most(
                asked, lambda t: caseless(t) in UNSURE_STEPS
            )
            return is_scale and not any(len(text) > LONGEST_NAME for text in asked)
        return sum(lowest <= number <= highest for number in numbers) >= MOST * len(numbers)

    return check


def _are_groups(said: Sequence[str]) -> bool:
    """Say whether these are groups of those who recommend; other scales have a "neutral" too."""
    known, kinds = SCALES["nps"][0], set(map(caseless, said))
    return kinds <= known.keys() and bool(kinds - UNSURE_STEPS)


def _is_customer(heading: str, said: Sequence[str]) -> bool:
    """Tell names of customers from their telephone numbers, and from when they called."""
    is_name = _most(said, lambda text: any(map(str.isalpha, text)))
    return is_name and _is_no_moment(heading, said)


def _is_recommendation(heading: str, said: Sequence[str]) -> bool:
    """Tell answers from the group that each belongs to, which Qualtrics writes beside them."""
    is_group = heading.endswith(" group") and not any(map(_number, said))
    return not is_group and _is_score(0, 10)(heading, said)


def _is_yes_or_no(_heading: str, said: Sequence[str]) -> bool:
    return _most(said, partial(_reads, reading.answer))


def _is_state(heading: str, said: Sequence[str]) -> bool:
    """Say whether values are states; words nobody knows are asked, where the heading says so."""
    words, kinds = set(heading.split()), set(said)
    is_called_so = not words.isdisjoint(courses.STATES)
    if is_called_so and not words.isdisjoint(pieces.CALLS):
        return False
    if _is_yes_or_no(heading, said):
        return True
    few = 1 < len(kinds) <= MOST_STATES and len(said) >= FEWEST_OF_EACH * len(kinds)
    return is_called_so and few and not any(map(_number, kinds))


def _is_two_step(_heading: str, said: Sequence[str]) -> bool:
    return _most(said, lambda text: caseless(text) in TWO_STEPS)


def _is_solved(heading: str, said: Sequence[str]) -> bool:
    """Tell whether it was solved from whether that took one contact, and from what was written."""
    if not courses.FIRST_TIME.isdisjoint(heading.split()):
        return False
    known = PARTLY.union(*SCALES["solved"])
    return _most(said, lambda text: caseless(text) in known or _reads(reading.answer, text))


def _is_remark(_heading: str, said: Sequence[str]) -> bool:
    """Tell what customers wrote from what agents did, and from scores."""
    if not any(any(map(str.isalpha, text)) for text in said):
        return False
    kinds = set(map(caseless, said))
    if len(kinds) > 1 and len(said) >= MANY_ROWS and kinds <= UNSURE_STEPS:
        return False
    return not any(_LOGGED.match(text) for text in said)


def _is_length(_heading: str, said: Sequence[str]) -> bool:
    return _most(said, lambda text: any(_reads(reads, text) for reads in _LENGTHS))


def _is(read: Callable[[str], object]) -> Callable[[str, Sequence[str]], bool]:
    return lambda _heading, said: _most(said, partial(_reads, read))


def _is_amount(_heading: str, said: Sequence[str]) -> bool:
    return _most(said, lambda text: any(_reads(reads, text) for reads in _AMOUNTS))


def _most(said: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, said)) >= MOST * len(said)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (ValueError, OverflowError, reading.Unreadable):
        return False
    return True


def _number(text: str) -> float | None:
    """Read a number with either sign before its decimals; None where it is none."""
    for decimal in Decimal:
        with suppress(ValueError):
            return read_number(text, decimal)
    return None


_LENGTHS = [partial(read_seconds, unit=Unit.SECONDS, decimal=decimal) for decimal in Decimal]
_AMOUNTS = [partial(reading.amount, decimal=decimal) for decimal in Decimal]
_CHECKS: dict[str, Callable[[str, Sequence[str]], bool]] = {
    "reference": _is_reference,
    "happened_at": _is_moment,
    "happened_time": _is_time_of_day,
    "responded_at": _is_moment,
    "responded_time": _is_time_of_day,
    "closed_time": _is_time_of_day,
    "feedback_at": _is_moment,
    "channel": _is_channel,
    "customer": _is_no_moment,
    "reason": _is_reason,
    "segment": _is_name,
    "csat": _is_score(1, 5),
    "nps": _is_recommendation,
    "ces": _is_score(1, 7),
    "circumstance": _is_circumstance,
    "team": _is_name,
    "customer_name": _is_customer,
    "customer_address": _is(reading.address),
    "customer_language": _is(reading.language),
    "customer_zone": _is(reading.zone),
    "closed_at": _is_moment,
    "reopened_at": _is_moment,
    "changed_at": _is_moment,
    "resolved": _is_state,
    "reopened": _is(reading.times),
    "escalated": _is(reading.times),
    "complaint": _is_yes_or_no,
    "satisfied": _is_two_step,
    "solved": _is_solved,
    "value": _is_amount,
    "remark": _is_remark,
    "handling_seconds": _is_length,
    "hold_seconds": _is_length,
    "wrap_seconds": _is_length,
}
