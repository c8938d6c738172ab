"""What stands on the same goes to one worker, and the dearest begins."""

from pathlib import Path

from tests.spreading import DEAREST, dearest_first, unit_of

ROOMS = "tests/home/test_home.py::test_rooms"
SWEEP = f"{DEAREST[0]}::test_every_page[sqlite-ben]"
ROOT = Path(__file__).resolve().parent.parent
STRANGERS = "tests/test_strangers.py::test_nonsense"


def test_tests_of_one_file_on_one_database_stay_together() -> None:
    assert unit_of(f"{ROOMS}[sqlite]") == unit_of(f"{ROOMS}_too[sqlite-a[1]]")
    assert len({unit_of(f"{ROOMS}{some}") for some in ("", "[sqlite]", "[postgresql]")}) == 3


def test_what_is_played_or_opened_once_stays_together() -> None:
    folder = "tests/pulses/attack"
    units = {unit_of(f"{folder}/test_{name}.py::test[postgresql]") for name in ("rows", "order")}
    assert len(units) == 1
    opened = {unit_of(f"tests/browser/test_{name}.py::test[sqlite]") for name in ("cx", "hr")}
    assert len(opened) == 1
    assert unit_of(SWEEP) not in opened


def test_the_dearest_begin_and_units_are_not_mixed() -> None:
    given = [f"{ROOMS}[sqlite]", f"{STRANGERS}[sqlite]", ROOMS, SWEEP, f"{ROOMS}_too[sqlite]"]
    put = [given[place] for place in dearest_first(given)]
    assert put == [SWEEP, f"{STRANGERS}[sqlite]", f"{ROOMS}[sqlite]", f"{ROOMS}_too[sqlite]", ROOMS]


def test_what_is_put_first_is_there() -> None:
    assert [path for path in DEAREST if not (ROOT / path).exists()] == []
