#!/usr/bin/env bash
# polars 2.1.0 with fastexcel 0.21.0: text below the first thousand rows of a workbook is gone without a word.
#
# A desk numbers its tickets 100001, 100002, … and, since it moved to another system, T-1200, T-1201, …
# `read_excel` tells the type of a column by its first 1,000 rows (documented). What stands below and is
# of another type then becomes null: no error, no warning. `read_csv` of the same table, which looks at
# as few rows, stops with an error. Records without a reference are what an import cannot use.
#
# Seen: read_excel 1,499 rows, 300 references null, no warning; read_csv raises ComputeError. (Where the
# column is the only one, the rows are dropped as empty ones.)
# What to do: `infer_schema_length=None`, or say the type (`schema_overrides`), or `dtype_coercion="strict"`.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v"
"$folder/v/bin/pip" install -q polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.2.9
cd "$folder"
"$folder/v/bin/python" - <<'PY'
import warnings

import polars as pl
import xlsxwriter

tickets = [number if number < 101_200 else f"T-{number - 100_000}" for number in range(100_001, 101_500)]
with xlsxwriter.Workbook("tickets.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["ticket", *tickets])
    sheet.write_column(0, 1, ["csat", *[4] * len(tickets)])
with open("tickets.csv", "w") as file:
    file.writelines(f"{line}\n" for line in ["ticket,csat", *(f"{ticket},4" for ticket in tickets)])

with warnings.catch_warnings():
    warnings.simplefilter("error")
    found = pl.read_excel("tickets.xlsx")
lost = found["ticket"].null_count()
print("read_excel", len(found), "rows,", lost, "references null, type", found["ticket"].dtype)
whole = pl.read_excel("tickets.xlsx", infer_schema_length=None)
print("with infer_schema_length=None:", whole["ticket"].null_count(), "null,", whole["ticket"].dtype)
assert whole["ticket"].to_list() == [str(ticket) for ticket in tickets]
try:
    pl.read_csv("tickets.csv")
except pl.exceptions.ComputeError as error:
    print("read_csv", type(error).__name__, str(error).strip().splitlines()[0][:80])
else:
    raise SystemExit("read_csv changed: it takes the same table")
if lost != 300:
    raise SystemExit(f"read_excel changed: {lost} of 1,499 references are null")
PY
