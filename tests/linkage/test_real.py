"""The command that sets a real service desk beside what is known of it, on a file like that one."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.linkage.real import main

HEADINGS = (
    "Unique id", "channel_name", "category", "Customer Remarks", "Issue_reported at",
    "issue_responded", "Survey_response_Date", "Agent_name", "Supervisor", "Manager", "CSAT Score",
)  # fmt: skip
CONTACTS, AGENTS, TEAMS = 900, 24, 6


@pytest.fixture(autouse=True)
def stopped_clock() -> None:
    """Let the clock of this process run: it has to agree with that of the command it starts."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write contacts in which waiting e times as long costs .3 stars; one in 30 is backwards."""
    draw = np.random.default_rng(4)
    path = tmp_path / "desk.csv"
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for number in range(CONTACTS):
            agent = number % AGENTS
            minutes = -10 if number % 30 == 0 else int(np.exp(draw.uniform(0, 8)))
            stars = 5 - 0.3 * np.log1p(max(minutes, 0)) + draw.uniform(-0.5, 0.5)
            reported = datetime(2023, 8, 1 + number % 28, 9, number % 60, tzinfo=UTC)
            times = (reported, reported + timedelta(minutes=minutes))
            writer.writerow(
                (
                    f"r{number}", "Inbound", ("Returns", "Refund")[number % 2], "",
                    *(f"{moment:%d/%m/%Y %H:%M}" for moment in times), f"{reported:%d-%b-%y}",
                    f"Agent {agent}", f"Lead {agent % TEAMS}", "Manager 1",
                    int(np.clip(round(stars), 1, 5)),
                )
            )  # fmt: skip
    return path


def test_a_file_goes_through_the_product_and_its_facts_come_out(file: Path) -> None:
    answer = CliRunner().invoke(main, ["--file", str(file)])
    assert answer.exit_code == 0, answer.output
    seen = {}
    for line in answer.output.splitlines():
        if line.count("|") == 4:
            what, _, came = (part.strip() for part in line.strip("|").split("|"))
            seen[what] = came
    kept = "0 left out, 0 quarantined."
    assert seen["imported"] == f"900 records: 900 accepted, 0 updated, 0 known already, {kept}"
    assert (
        seen["imported again"] == f"900 records: 0 accepted, 0 updated, 900 known already, {kept}"
    )
    assert seen["records"] == "900"
    assert seen["answered before it was reported"] == "3.3 %"
    slope = float(seen["slope on log minutes within supervisors, contacts"])
    product = seen["the same by the product, team × day"]
    assert slope == pytest.approx(-0.3, abs=0.02)
    assert float(product.split(" ")[0]) == pytest.approx(-0.3, abs=0.03)
    assert "6 teams, 28 days" in product
    quick, slow = (
        float(seen[f"mean, answered {when}"].split(" ")[0])
        for when in ("within 5 minutes", "after a day")
    )
    assert quick > 4.4
    assert slow < 3.1
