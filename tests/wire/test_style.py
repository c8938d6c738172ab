"""What pages use of the vendored kits is there, though only parts of them were taken."""

import hashlib
import re
from pathlib import Path

import pytest

from static.vendor.used import classes_in, classes_of, texts, used

ROOT = Path(__file__).resolve().parent.parent.parent
VENDOR = ROOT / "static" / "vendor"
AGAIN = "run 'make vendor'"


@pytest.mark.long
def test_no_class_is_used_whose_rule_was_cut_away() -> None:
    left_out = set((ROOT / "tests" / "wire" / "tabler-left-out.txt").read_text().split())
    assert len(left_out) > 3_000, "what was cut away is known"
    ours = set[str]().union(*(classes_of(path.read_text()) for path in styles()))
    missing = left_out & set(used()["classes"]) - ours
    assert not missing, f"Tabler has rules for {sorted(missing)} that were cut away: {AGAIN}"


def test_a_class_that_was_cut_away_is_seen_where_it_is_written() -> None:
    left_out = set((ROOT / "tests" / "wire" / "tabler-left-out.txt").read_text().split())
    assert {"alert", "mt-5", "btn-outline-primary"} <= left_out
    for text in (
        '<p class="small mt-5">',
        "field(f, class_='alert')",
        "{{ 'btn-outline-primary' if wide }}",
        'box.classList.add("alert")',
    ):
        assert left_out & classes_in(text), text


def test_what_is_used_kept_its_rules() -> None:
    kept = classes_of((VENDOR / "tabler" / "tabler.css").read_text())
    assert {"btn", "card", "form-control", "form-select", "is-invalid", "visually-hidden"} <= kept


def test_fonts_carry_the_stamp_of_what_they_hold() -> None:
    rules = (VENDOR / "inter" / "inter.css").read_text()
    asked = re.findall(r"url\(\./([\w-]+\.woff2)\?v=(\w+)\)", rules)
    assert {name for name, _ in asked} == {path.name for path in VENDOR.rglob("*.woff2")}
    for name, stamp in asked:
        content = (VENDOR / "inter" / name).read_bytes()
        assert hashlib.blake2b(content, digest_size=6).hexdigest() == stamp, f"{name}: {AGAIN}"


def test_every_weight_that_is_asked_for_is_in_the_font() -> None:
    rules = (VENDOR / "inter" / "inter.css").read_text()
    low, high = map(int, re.findall(r"font-weight: (\d+) (\d+)", rules)[0])
    for path in styles():
        for weight in re.findall(r"font-weight:\s*(\d+)", path.read_text()):
            assert low <= int(weight) <= high, f"{path.name} asks for {weight}"


@pytest.mark.parametrize("kind", ["line", "bar", "scatter"])
def test_every_kind_of_chart_that_is_drawn_was_built_in(kind: str) -> None:
    """What is drawn is seen in a browser; this says where to look when it is not."""
    options = (ROOT / "static" / "js" / "chart-options.js").read_text()
    drawn = set(re.findall(r'type: "(line|bar|scatter|pie|heatmap|radar)"', options))
    built = (VENDOR / "build" / "charts.js").read_text()
    assert drawn == {"line", "bar", "scatter"}
    assert f"{kind.capitalize()}Chart" in built


def styles() -> list[Path]:
    return sorted((ROOT / "static" / "css").glob("*.css"))


def test_templates_are_looked_at() -> None:
    assert sum(1 for _ in texts()) > 100
