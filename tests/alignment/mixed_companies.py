"""Planted teams, and exactly the mixed messages that a leader of HR or CX would expect of each.

Written from what a mixed message means, before the rules were read. Where that left something
open, this is the meaning chosen here, to be argued about:

* A plan that stops when the measure asked for falls is two sides of one thing: neither paid for
  another, nor pulled both ways. A guard beside the measure alone stops no pay and excuses nothing.
* Asked for an internal number and for what customers say, and paid for the former alone, is a mixed
  message of its own, told beside a missing guard. Where pay stops as something falls that customers
  say, or any plan pays for that, both are paid for. Employees' numbers are neither of the two.
* Celebrated under a sign is what is announced, or thanked for 5 times; whether it is paid or not.
* Any guard is a guard, an internal one too; customers' and employees' numbers need none.
* A sign speaks against pay however it is guarded.
* "Never celebrated" would be untrue of what was celebrated within the last 90 days, the same
  window as thanks: that its celebration ended is told instead. It is not told either of what
  customers conflict with: there the lever is to change, and a cake would be another mixed message.
* Targets on one measure that follow one another without a gap are one target of long standing.
* A version of a lever that gives way to the next has not ended: no lever of its kind holds today.
  What began only after that end took its place and does not "go on".
* Both ends of "the last 90 days" count: 90 days ago is in them, 91 is not; so with 60 for readings.
* Only internal: what employees say is not internal, and what people are thanked for (5 times, as
  for "not measured") counts as celebrated.
* Opposite measures get worse as the other gets better, whichever way is better. One finding a
  pair, on the measure that names its opposite. A celebration pulls nothing.
* Levels that differ by less than a float can hold are the same.
* Where two true things follow from one change (a target ended, its cake goes on: a lever ended,
  and something is celebrated that nobody measures), both are told.
"""

from tests.alignment.mixed.alone import ALONE
from tests.alignment.mixed.bounds import BOUNDS
from tests.alignment.mixed.building import Company
from tests.alignment.mixed.nearly import NEARLY
from tests.alignment.mixed.noise import NOISE
from tests.alignment.mixed.together import TOGETHER

COMPANIES: list[Company] = [*ALONE, *TOGETHER, *NEARLY, *BOUNDS, *NOISE]
