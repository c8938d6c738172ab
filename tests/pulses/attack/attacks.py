"""The attacks: each takes the evidence and returns how often its guesses were right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, product
from typing import Any

import scipy

from cxstaff.pulses.sealing import box
from tests.pulses.attack.evidence import Evidence, Row, Snapshot, encoded
from tests.pulses.attack.judging import Score

Ordering = Callable[[Evidence, list[Row]], list[Row]]
Sequencing = Callable[[Evidence, list[int]], list[int]]


# How the rows left after closing can be put in an order ...


def by_id(_found: Evidence, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["id"])


def by_place(_found: Evidence, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["place"])


def by_writer(_found: Evidence, rows: list[Row]) -> list[Row]:
    """Order by the transaction that wrote a row (PostgreSQL's xmin), then by place."""
    return sorted(rows, key=lambda row: (row["writer"], row["place"]))


def by_bytes(name: str) -> Ordering:
    """Order by where a row's id stands first in the bytes of a log or of a table's file."""

    def order(found: Evidence, rows: list[Row]) -> list[Row]:
        places = _places_of(found, name)
        return sorted(rows, key=lambda row: places[row["id"]])

    return order


@cache
def _places_of(found: Evidence, name: str) -> dict[int, int]:
    """Return where each id of an answer or a comment stands first, for all attacks at once."""
    content = BYTES[name](found)
    ids = {row["id"] for table in ("answer", "comment") for row in found.after.tables[table]}
    return {each: content.find(encoded(each, found.database)) for each in ids}


@cache
def _log_of(found: Evidence) -> bytes:
    """Return all that was ever written to the log of the database, in its order."""
    if found.frames:
        return b"".join(found.frames.pages)
    return found.snapshots["closed"].files["1 wal"]


@cache
def _files_after(found: Evidence) -> bytes:
    files = found.after.files
    return b"".join(content for name, content in files.items() if name.startswith("0"))


BYTES = {"log": _log_of, "files": _files_after}
ORDERINGS: dict[str, Ordering] = {
    "id": by_id,
    "place": by_place,
    "writer": by_writer,
    "log": by_bytes("log"),
    "files": by_bytes("files"),
}


# ... and the people, of whom it is known exactly who answered when.


def as_answered(found: Evidence, people: list[int]) -> list[int]:
    return sorted(people, key=found.order.index)


def as_answered_backwards(found: Evidence, people: list[int]) -> list[int]:
    return as_answered(found, people)[::-1]


def as_listed(_found: Evidence, people: list[int]) -> list[int]:
    return sorted(people)


def as_listed_backwards(_found: Evidence, people: list[int]) -> list[int]:
    return sorted(people, reverse=True)


def as_in_the_box(found: Evidence, people: list[int]) -> list[int]:
    places = {row["person_id"]: row["place"] for row in found.snapshots["open"].tables[BOX]}
    return sorted(people, key=lambda person: places[person])


def as_on_the_roster(found: Evidence, people: list[int]) -> list[int]:
    places = {row["person_id"]: row["place"] for row in found.after.tables["invitation"]}
    return sorted(people, key=lambda person: places[person])


def as_on_the_roster_while_open(found: Evidence, people: list[int]) -> list[int]:
    roster = found.snapshots["open"].tables["invitation"]
    places = {row["person_id"]: row["place"] for row in roster}
    return sorted(people, key=lambda person: places[person])


BOX = "sealed_answer"
SEQUENCES: dict[str, Sequencing] = {
    "answered": as_answered,
    "answered backwards": as_answered_backwards,
    "listed": as_listed,
    "listed backwards": as_listed_backwards,
    "box": as_in_the_box,
    "roster": as_on_the_roster,
    "roster while open": as_on_the_roster_while_open,
}
PAIRS = list(product(ORDERINGS, SEQUENCES))


def numbers_in_order(found: Evidence, rows_by: str, people_by: str) -> Score:
    """Say that the k-th number of a group is the k-th person's."""
    score = Score()
    for key, group, rows, people in _cells(found):
        assert len(rows) == len(people), (key, group)
        people = SEQUENCES[people_by](found, people)
        guessed = [row["value"] for row in ORDERINGS[rows_by](found, rows)]
        score.add(guessed, [found.truth[person, key] for person in people])
    return score


def comments_in_order(found: Evidence, rows_by: str, people_by: str) -> Score:
    """Say that the k-th comment of a group is the k-th person's who wrote one."""
    score = Score()
    for group, rows in found.comments().items():
        writers = [p for p in found.authors.values() if found.team_of[p] == group]
        people = SEQUENCES[people_by](found, writers)
        ordered = ORDERINGS[rows_by](found, rows)
        score.add([found.authors[row["text"]] for row in ordered], people)
    return score


def numbers_together(found: Evidence, rows_by: str) -> Score:
    """Say that the k-th answers of a group to two questions are from the same person."""
    score = Score()
    for first, second in combinations(("teei-mission", "teei-asked", "teei-tools"), 2):
        ones = found.answers(first)
        for group, rows in found.answers(second).items():
            mine, other = (
                [row["value"] for row in ORDERINGS[rows_by](found, cell)]
                for cell in (ones[group], rows)
            )
            shorter = min(len(mine), len(other))
            score.add(_spread(mine, shorter), _spread(other, shorter))
    return score


def words_with_numbers(found: Evidence, rows_by: str) -> Score:
    """Say that the k-th comment and the k-th number of a group are from the same person."""
    score, key = Score(), "teei-mission"
    for group, rows in found.answers(key).items():
        words = ORDERINGS[rows_by](found, found.comments()[group])
        guessed = _spread([row["value"] for row in ORDERINGS[rows_by](found, rows)], len(words))
        secret = [found.truth.get((found.authors[row["text"]], key), 0) for row in words]
        score.add(guessed, secret)
    return score


def comments_by_length(found: Evidence) -> Score:
    """Match the lengths of comments with the lengths of what lay in the box."""
    score = Score()
    sizes = {row["person_id"]: len(row["envelope"]) for row in _sealed(found)}
    for group, rows in found.comments().items():
        writers = [p for p in found.authors.values() if found.team_of[p] == group]
        people = sorted(sorted(writers), key=lambda person: sizes[person])
        ordered = sorted(by_id(found, rows), key=lambda row: len(row["text"].encode()))
        score.add([found.authors[row["text"]] for row in ordered], people)
    return score


def opened_with_what_is_left(found: Evidence) -> int:
    """Open stolen envelopes with every file of the key folder after closing; count the sheets."""
    opened = 0
    for row, key in product(_sealed(found), found.after.key_files):
        try:
            box.open_(bytes(row["envelope"]), key, found.round_id)
        except (box.UnreadableEnvelope, ValueError):
            continue
        opened += 1
    return opened


def envelopes_left(found: Evidence) -> int:
    """Count the envelopes of which pieces still lie in the files of the tables after closing."""
    files = [c for name, c in found.after.files.items() if _is_kept(found, name)]
    pieces = [bytes(row["envelope"])[2000:2032] for row in _sealed(found)]
    return sum(any(piece in content for content in files) for piece in pieces)


def words_seen_in(found: Evidence, snapshot: Snapshot) -> int:
    """Count the comments that can be read in the bytes of a copy."""
    content = b"".join(snapshot.files.values())
    return sum(words.encode() in content for words in found.authors)


def told_by_logs(found: Evidence) -> int:
    """Count comments and answers that stand in a log or in a letter."""
    spoken = "\n".join([found.log, *found.mails])
    return sum(words in spoken for words in found.authors)


def told_by_links(found: Evidence) -> int:
    """Count the people of whom the pages behind their own link say what they answered."""
    writers = {person: words for words, person in found.authors.items()}
    return sum(
        " checked" in page or writers[person] in page
        for person, pages in found.linked.items()
        for page in pages
    )


def order_told(found: Evidence) -> dict[str, float]:
    """Say how well each column of rows about half the people or more tells when they answered.

    Kendall's tau with their order, without its sign: 1 tells it, 0 nothing.
    """
    told: dict[str, float] = {}
    for name, rows in found.after.tables.items():
        about = {row["person_id"]: row for row in rows if row.get("person_id") in found.order}
        for column in next(iter(about.values()), {}):
            column_of = {person: row[column] for person, row in about.items()}
            known = [column_of[p] for p in found.order if column_of.get(p) is not None]
            if len(known) > len(found.order) / 2 and known != known[:1] * len(known):
                ranks = [sorted(known).index(each) for each in known]
                tau = scipy.stats.kendalltau(range(len(ranks)), ranks).statistic
                told[f"{name}.{column}"] = abs(float(tau))
    return told


def _cells(found: Evidence) -> Iterator[tuple[str, int | None, list[Row], list[int]]]:
    """Go through questions and groups, with the rows and (the worst case) who answered each."""
    for key in found.questions:
        for group, rows in found.answers(key).items():
            people = [p for p, asked in found.truth if asked == key and found.team_of[p] == group]
            yield key, group, rows, people


def _sealed(found: Evidence) -> list[Row]:
    return found.snapshots["open"].tables[BOX]


def _is_kept(found: Evidence, name: str) -> bool:
    """Say whether a file is the database's own: PostgreSQL's log keeps what was sealed."""
    return found.database == "sqlite" or name.startswith("0")


def _spread(values: list[Any], number: int) -> list[Any]:
    """Take `number` of the values, evenly, in their order."""
    return [values[n * len(values) // number] for n in range(number)]
