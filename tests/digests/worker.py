"""A job worker in a process of its own: sends what is due at the moment of the tests, and ends."""

import sys

from cxstaff import clock, create_app
from cxstaff.schedule import run_once
from tests.cast import NOW

app = create_app()
with app.app_context(), clock.frozen(NOW):
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    went_well = run_once("digests.send_due")
sys.exit(0 if went_well else 1)
