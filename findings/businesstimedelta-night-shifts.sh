#!/usr/bin/env bash
# businesstimedelta 1.0.1: a night shift is not cut by the holiday that begins at its midnight,
# and a span that goes backwards comes out positive.
#
# - Work from 22:00 to 06:00, 25 December free: the night of 24 December counts 8 hours with the
#   holiday rule and without it, where 2 are before midnight.
# - `difference(later, earlier)` equals `difference(earlier, later)`: a deadline missed by an hour
#   and one that is an hour away give the same value.
#
# Seen: without holiday 8:00:00, with holiday 8:00:00; forwards 1:00:00, backwards 1:00:00.
# What to do: compare the moments before taking the difference; count nights in two parts.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v"
"$folder/v/bin/pip" install -q businesstimedelta==1.0.1 holidays==0.109 pytz==2026.6
"$folder/v/bin/python" - <<'PY'
from datetime import datetime, time, timedelta

import holidays
import pytz
from businesstimedelta import HolidayRule, Rules, WorkDayRule

week, utc = [0, 1, 2, 3, 4], pytz.utc
night = WorkDayRule(start_time=time(22), end_time=time(6), working_days=week, tz=utc)
christmas = HolidayRule(holidays.Germany(), tz=utc)
span = datetime(2025, 12, 24, 20, tzinfo=utc), datetime(2025, 12, 25, 20, tzinfo=utc)
plain = Rules([night]).difference(*span).timedelta
kept = Rules([night, christmas]).difference(*span).timedelta
print(f"without holiday {plain}, with holiday {kept}")
assert plain == kept == timedelta(hours=8), "businesstimedelta changed: look at it again"

day = Rules([WorkDayRule(start_time=time(9), end_time=time(17), working_days=week, tz=utc)])
three, four = datetime(2026, 11, 23, 15, tzinfo=utc), datetime(2026, 11, 23, 16, tzinfo=utc)
forwards, backwards = (day.difference(*pair).timedelta for pair in ((three, four), (four, three)))
print(f"forwards {forwards}, backwards {backwards}")
assert forwards == backwards == timedelta(hours=1), "businesstimedelta changed: look at it again"
PY
