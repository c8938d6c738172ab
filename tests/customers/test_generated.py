"""Files in the shapes of many systems: none comes in wrong without a word, few ask anything."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from tests.cast import SINCE, email_of
from tests.customers.generated import files, judging
from tests.customers.generated.truth import ACCENTED

SEEDS = range(264)
MOST_ASKED = 0.2


@pytest.fixture
def names(app: Any) -> dict[int, str]:
    """Return the names of everybody on the roster, by id, with some that have accents."""
    teams = {team.name: team for team in db.session.scalars(db.select(Team))}
    for name, team in ACCENTED.items():
        person = Person(name=name, email=email_of(name))
        person.memberships.append(Membership(team=teams[team], since=SINCE))
        db.session.add(person)
    db.session.commit()
    return {person.id: person.name for person in db.session.scalars(db.select(Person))}


@pytest.mark.only("sqlite")
def test_files_of_many_systems(names: dict[int, str], tmp_path: Path) -> None:
    made = [files.make(seed, tmp_path) for seed in SEEDS]
    verdicts = [(each.how, judging.judge(each, names)) for each in made]
    wrong = [f"{how}: {verdict.wrong[:3]}" for how, verdict in verdicts if verdict.wrong]
    assert wrong == [], "\n".join(wrong)
    asked = [f"{how}: {verdict.asked}" for how, verdict in verdicts if verdict.asked]
    assert len(asked) <= MOST_ASKED * len(verdicts), "\n".join(asked)
    kinds = Counter(verdict.kind for _, verdict in verdicts)
    assert kinds["right"] >= 0.7 * len(verdicts), kinds
