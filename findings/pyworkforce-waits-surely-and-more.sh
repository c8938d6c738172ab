#!/usr/bin/env bash
# pyworkforce 0.5.1: with fewer agents than the work needs, the probability of waiting is above 1.
#
# Erlang C holds while agents outnumber the offered load; below it the queue grows without end
# and everybody waits. `ErlangC.waiting_probability` gives no error and no 1 there but a number
# that grows with the shortage, and `achieved_occupancy` goes above 1 likewise. A chart of
# "chance to wait by number of agents" for a contact centre shows 196 % without a word.
#
# Seen (100 contacts of 3 minutes in 30 minutes = 10 erlangs):
#   8 agents: waiting 1.957, occupancy 1.25; 10 agents: 1.000; 11 agents: 0.682.
# What to do: refuse, or take as 1, whatever has no more agents than erlangs.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v" && "$folder/v/bin/pip" install -q pyworkforce==0.5.1
"$folder/v/bin/python" - <<'PY'
from pyworkforce.queuing import ErlangC

queue = ErlangC(transactions=100, aht=3, interval=30, asa=20 / 60)
waits = {agents: round(queue.waiting_probability(agents), 3) for agents in (8, 10, 11)}
busy = queue.achieved_occupancy(8)
print(f"waiting {waits}, occupancy with 8: {busy}")
assert waits == {8: 1.957, 10: 1.0, 11: 0.682} and busy == 1.25, "pyworkforce changed"
PY
