#!/usr/bin/env bash
# scim2-filter-parser 0.7.0: of `a or b and c` the SQL says (a or b) and c, and an attribute whose
# name is written in other capitals is left out of the condition without a word.
#
# RFC 7644 (3.4.2.2) evaluates "and" before "or", as all of programming does, and RFC 7643 (2.1)
# has names of attributes without regard to case. A directory that asks a service which of its
# people have left or are on leave at one site gets other people; one that writes `username` gets
# no condition at all, which is everybody.
#
# Seen, three people (ana active at North, ben gone from South, cy gone from North):
#   active eq true or active eq false and site eq "South": (… OR …) AND …; ben, where ana and ben are right
#   the same with brackets around the last two: ana, ben
#   userName eq "ana": UPPER(u.name) = UPPER({a}); username eq "ana": no condition
# What to do: bracket every mixture before it is parsed; refuse a filter whose names are not known.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v" && "$folder/v/bin/pip" install -q scim2-filter-parser==0.7.0 sly==0.5
"$folder/v/bin/python" - <<'PY'
import sqlite3

from scim2_filter_parser.queries import SQLQuery

NAMES = {
    ("userName", None, None): "u.name",
    ("active", None, None): "u.active",
    ("site", None, None): "u.site",
}
people = sqlite3.connect(":memory:")
people.execute("CREATE TABLE u (name, active, site)")
people.executemany(
    "INSERT INTO u VALUES (?, ?, ?)",
    [("ana", "TRUE", "North"), ("ben", "FALSE", "South"), ("cy", "FALSE", "North")],
)


def found(text: str) -> str:
    query = SQLQuery(text, "u", NAMES)
    where = query.where_sql.format(**{name: f":{name}" for name in query.params_dict})
    print(f"{text}: {where}")
    rows = people.execute(f"SELECT name FROM u WHERE {where} ORDER BY name", query.params_dict)
    return " ".join(name for (name,) in rows)


mixed = found('active eq true or active eq false and site eq "South"')
bracketed = found('active eq true or (active eq false and site eq "South")')
exact = SQLQuery('userName eq "ana"', "u", NAMES).where_sql
lower = SQLQuery('username eq "ana"', "u", NAMES).where_sql
print(f"mixed: {mixed}; bracketed: {bracketed}; userName: {exact}; username: {lower}")
assert (mixed, bracketed) == ("ben", "ana ben")
assert exact == "UPPER(u.name) = UPPER({a})" and lower is None
PY
