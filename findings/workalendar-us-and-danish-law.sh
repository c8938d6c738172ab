#!/usr/bin/env bash
# workalendar 17.0.0: two calendars of countries are not the law's.
#
# A response time counted in working days needs the days on which nobody works.
# - United States: Juneteenth has been a federal holiday since 2021 (Public Law 117-17), yet the
#   calendar registered for "US" makes it a working day in every year; only a subclass that sets
#   `include_juneteenth = True` has it.
# - Denmark: Store Bededag was abolished from 2024 on, yet "DK" still has it free (2026-05-01).
#
# Seen: US 2026-06-19 working: True; DK 2026-05-01 working: False.
# What to do: compare a calendar with the law before promising deadlines by it; let a company add
# and take away days.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v" && "$folder/v/bin/pip" install -q workalendar==17.0.0
"$folder/v/bin/python" - <<'PY'
from datetime import date

from workalendar.registry import registry

us, dk = registry.get("US")(), registry.get("DK")()
free = [year for year in range(2021, 2031) if date(year, 6, 19) in dict(us.holidays(year))]
working, closed = us.is_working_day(date(2026, 6, 19)), dk.is_working_day(date(2026, 5, 1))
print(f"US 2026-06-19 working: {working}; DK 2026-05-01 working: {closed}; Juneteenth: {free}")
assert working and not closed and free == [], "workalendar changed: look at it again"
PY
