"""A job worker in a process of its own: sends letters about rounds as of the tests' moment."""

from cxstaff import clock, create_app
from cxstaff.work.schedule import JOBS
from tests.cast import NOW

app = create_app()
with app.app_context(), clock.frozen(NOW):
    JOBS["pulses.invite"].run()
